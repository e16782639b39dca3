"""Whatever is typed in Korean is seen: in our face, and by the writer of a browser."""

import ctypes
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from pikepdf import Dictionary, Name, Pdf
from pypdfium2 import raw

from app.annotations.record import Manifest
from app.reports.review_copy.font import FILE, embedded

WORDS = "홍길동 뷁퓗 조건부 – 1.5 m"


def _dark(page: pypdfium2.PdfPage, rect: tuple[float, float, float, float]) -> int:
    """Dark pixels in a rectangle of a page."""
    scale = 2
    pixels: NDArray[np.uint8] = np.asarray(page.render(scale=scale, grayscale=True).to_numpy())
    high = pixels.shape[0]
    x0, y0, x1, y1 = (round(value * scale) for value in rect)
    return int((pixels[high - y1 + 3 : high - y0 - 3, x0 + 3 : x1 - 3] < 128).sum())


def test_the_face_draws_and_gives_back_every_syllable() -> None:
    with TTFont(FILE, lazy=True) as font:
        letters = font.getBestCmap()
        glyph = {name: n for n, name in enumerate(font.getGlyphOrder())}
    codes = "".join(f"{glyph[letters[ord(letter)]]:04X}" for letter in WORDS)
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(300, 60))
    page.Resources = Dictionary(Font=Dictionary(F=embedded(pdf)))
    page.Contents = pdf.make_stream(f"BT /F 20 Tf 10 20 Td <{codes}> Tj ET".encode())
    out = BytesIO()
    pdf.save(out)
    shown = pypdfium2.PdfDocument(out.getvalue())[0]
    assert shown.get_textpage().get_text_range().split() == WORDS.split()
    # eleven syllables of some forty dark points each at least, at this size
    assert _dark(shown, (0, 0, 300, 60)) > 11 * 40


def test_pdfium_shows_korean_that_is_typed_into_the_form(
    copy: Path, manifest: Manifest, tmp_path: Path
) -> None:
    with Pdf.open(copy) as pdf:
        number, rect = _field(pdf, "성명")
    document = pypdfium2.PdfDocument(copy)
    document.init_forms()
    page = document[number]
    before = _dark(page, rect)
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    form = document.formenv.raw
    raw.FORM_OnLButtonDown(form, page.raw, 0, x, y)
    raw.FORM_OnLButtonUp(form, page.raw, 0, x, y)
    words = ctypes.create_string_buffer("홍길동\0".encode("utf-16-le"))
    raw.FORM_ReplaceSelection(form, page.raw, ctypes.cast(words, ctypes.POINTER(raw.FPDF_WCHAR)))
    raw.FORM_ForceToKillFocus(form)
    assert _dark(page, rect) > before + 60
    document.save(tmp_path / "filled.pdf")
    with Pdf.open(tmp_path / "filled.pdf") as filled:
        assert "홍길동" in [
            str(a.get(Name.V, ""))
            for a in filled.pages[number].obj.Annots
            if a.Subtype == Name.Widget
        ]


def _field(pdf: Pdf, label: str) -> tuple[int, tuple[float, float, float, float]]:
    for number, page in enumerate(pdf.pages):
        for annotation in page.obj.get(Name.Annots, []):
            if annotation.Subtype == Name.Widget and str(annotation.TU) == label:
                x0, y0, x1, y1 = (float(value) for value in pikepdf.Array(annotation.Rect))
                return number, (x0, y0, x1, y1)
    raise AssertionError(label)
