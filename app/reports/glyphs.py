"""Fonts whose glyphs go by their place, as the pages that WeasyPrint writes call them.

A page names glyphs by their place in the font. In a CFF program with a character collection of its
own, such as Pretendard's, a reader may take that number for a name and look it up in the list of
names: MuPDF does, and draws no hyphens and brackets. Here each glyph is named by its place.
"""

from io import BytesIO

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum

CFF = "CFF "
ONE_RANGE = 2
"""Format of a list of names that holds ranges with two bytes for their length."""


def named_by_place(font: bytes) -> bytes:
    """An OpenType font, the same but for the names of its glyphs; any other font as it is.

    Source: Adobe Technical Note 5176, The Compact Font Format, 13 (charsets) and 18 (CID fonts).
    """
    with TTFont(BytesIO(font), lazy=True) as opened:
        tables = opened.reader.tables
        if CFF not in tables:
            return font
        offset, length = tables[CFF].offset, tables[CFF].length
        place = list(tables).index(CFF)
    program = bare_by_place(font[offset : offset + length])
    entry = 12 + 16 * place
    if font[entry : entry + 4] != CFF.encode():
        entry = font.index(CFF.encode(), 12, 12 + 16 * len(tables))
    checked: bytes = calcChecksum(program).to_bytes(4, "big")
    head = font[: entry + 4] + checked + font[entry + 8 : offset]
    return head + program + font[offset + length :]


def bare_by_place(program: bytes) -> bytes:
    """A CFF program, the same but for the names of its glyphs."""
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    top = fonts[0]
    start = int(top.rawDict.get("charset", 0))
    count = len(top.CharStrings)
    if not hasattr(top, "ROS") or start <= ONE_RANGE or count < 2:
        return program
    names = bytes([ONE_RANGE]) + (1).to_bytes(2, "big") + (count - 2).to_bytes(2, "big")
    if _length_of_names(program, start, count) < len(names):
        return program
    return program[:start] + names + program[start + len(names) :]


def _length_of_names(program: bytes, start: int, count: int) -> int:
    """Bytes that the list of names takes."""
    if program[start] == 0:
        return 1 + 2 * (count - 1)
    step = 2 + program[start]
    at, named = start + 1, 1
    while named < count and at + step <= len(program):
        named += 1 + int.from_bytes(program[at + 2 : at + step], "big")
        at += step
    return at - start
