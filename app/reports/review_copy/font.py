"""The face of the form, embedded whole: whatever an expert types in Korean can be drawn with it.

Subsetting would leave out what nobody has typed yet, and takes ten times as long.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.reports.fetcher import FONTS
from app.reports.glyphs import bare_by_place

FILE = FONTS / "Pretendard-Regular.otf"
FACE = "Pretendard"
KEPT = ((0x20, 0x2FFF), (0x3000, 0x303F), (0x3130, 0x318F), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
"""What is written to be read back from glyphs: all but ancient letters."""
MOST_IN_BLOCK = 100


def embedded(pdf: Pdf) -> pikepdf.Object:
    """The face as a font of a document: codes are glyphs, with the letters they stand for."""
    with TTFont(FILE, lazy=True) as font:
        outlines = bare_by_place(font.reader["CFF "])
        letters: Mapping[int, str] = font.getBestCmap()
        glyph = {name: n for n, name in enumerate(font.getGlyphOrder())}
        scale = 1000 / font["head"].unitsPerEm
        hhea, os2, box = font["hhea"], font["OS/2"], font["head"]
        widths = {
            glyph[name]: round(advance * scale)
            for name, (advance, _) in font["hmtx"].metrics.items()
        }
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{FACE}-Regular"),
            FontFamily=String(FACE),
            Flags=4,
            FontBBox=[round(v * scale) for v in (box.xMin, box.yMin, box.xMax, box.yMax)],
            ItalicAngle=0,
            Ascent=round(hhea.ascent * scale),
            Descent=round(hhea.descent * scale),
            CapHeight=round(os2.sCapHeight * scale),
            StemV=80,
            FontFile3=pikepdf.Stream(pdf, outlines, Subtype=Name.CIDFontType0C),
        )
    codes = {glyph[name]: letter for letter, name in sorted(letters.items(), reverse=True)}
    usual = max(set(widths.values()), key=list(widths.values()).count)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name(f"/{FACE}-Regular"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=usual,
        W=Array(_widths(widths, usual)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{FACE}-Regular"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pikepdf.Stream(pdf, _to_unicode(codes)),
        )
    )


def _widths(widths: Mapping[int, int], usual: int) -> Iterator[int | Array]:
    """`first [w w w]` for each run of glyphs that are not as wide as usual."""
    odd = sorted(n for n, width in widths.items() if width != usual)
    for run in _runs(odd):
        yield run[0]
        yield Array([widths[n] for n in run])


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    run = numbers[:1]
    for before, number in pairwise(numbers):
        if number != before + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _to_unicode(codes: Mapping[int, int]) -> bytes:
    """The map of glyphs to letters, as a stream of PDF."""
    kept = {n: c for n, c in codes.items() if any(low <= c <= high for low, high in KEPT)}
    lines = list(_ranges(kept))
    blocks = [
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange" for part in _parts(lines)
    ]
    words = "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *blocks,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )
    return words.encode("ascii")


def _ranges(codes: Mapping[int, int]) -> Iterator[str]:
    """`<first> <last> <letter>`: a range keeps its high byte, as the standard asks."""
    first = last = -2
    start = 0
    for n, code in sorted(codes.items()):
        follows = n == last + 1 and code == start + n - first
        if follows and n >> 8 == first >> 8 and code >> 8 == start >> 8:
            last = n
            continue
        if last >= 0:
            yield f"<{first:04X}> <{last:04X}> <{start:04X}>"
        first = last = n
        start = code
    if last >= 0:
        yield f"<{first:04X}> <{last:04X}> <{start:04X}>"


def _parts(lines: list[str]) -> Iterable[list[str]]:
    return (lines[n : n + MOST_IN_BLOCK] for n in range(0, len(lines), MOST_IN_BLOCK))
