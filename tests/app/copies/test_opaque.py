"""Without transparency, paint comes to what it came to on paper."""

from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf, Stream

from app.copies.opaque import make_opaque

SHARES = st.integers(min_value=0, max_value=20).map(lambda n: n / 20)


def _page(content: str, alpha: float) -> Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(40, 40))
    page.obj.Resources = Dictionary(
        ExtGState=Dictionary(GS0=Dictionary(ca=alpha, CA=alpha), GS1=Dictionary(ca=1, CA=1))
    )
    page.obj.Contents = Stream(pdf, content.encode())
    return pdf


def _colour(pdf: Pdf) -> np.ndarray:
    out = BytesIO()
    pdf.save(out)
    shown = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_numpy()
    return shown[20, 20].astype(int)


@given(red=SHARES, green=SHARES, blue=SHARES, alpha=SHARES)
def test_a_wash_on_paper_keeps_its_colour(
    red: float, green: float, blue: float, alpha: float
) -> None:
    for content in (
        f"/GS0 gs {red} {green} {blue} rg 0 0 40 40 re f",
        f"{red} {green} {blue} rg /GS0 gs 0 0 40 40 re f",
        f"{red} {green} {blue} RG /GS0 gs 40 w 0 20 m 40 20 l S",
    ):
        before = _colour(_page(content, alpha))
        pdf = _page(content, alpha)
        make_opaque(pdf)
        assert np.abs(_colour(pdf) - before).max() <= 6  # paint below 2 % is left out


def test_full_paint_after_it_is_full_again() -> None:
    pdf = _page("q /GS0 gs 1 0 0 rg 0 0 40 40 re f Q 0 0 1 rg 0 0 40 40 re f", 0.3)
    make_opaque(pdf)
    assert list(_colour(pdf)[:3]) == [255, 0, 0]  # blue, as bitmaps of PDFium have it


def test_full_opacity_set_again_gives_the_full_colour() -> None:
    pdf = _page("1 0 0 rg /GS0 gs 0 0 9 9 re f /GS1 gs 0 0 40 40 re f", 0.3)
    make_opaque(pdf)
    assert list(_colour(pdf)[:3]) == [0, 0, 255]


@pytest.mark.parametrize("alpha", [0.0, 0.01])
def test_invisible_paint_does_not_cover_what_lies_under_it(alpha: float) -> None:
    pdf = _page("0 1 0 rg 0 0 40 40 re f /GS0 gs 1 0 0 rg 0 0 40 40 re f", alpha)
    make_opaque(pdf)
    assert list(_colour(pdf)[:3]) == [0, 255, 0]


def test_no_opacity_and_no_group_is_left() -> None:
    pdf = _page("/GS0 gs 0 0 40 40 re f", 0.4)
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency)
    make_opaque(pdf)
    page = pdf.pages[0].obj
    assert "/Group" not in page
    assert {float(s[k]) for s in page.Resources.ExtGState.values() for k in ("/ca", "/CA")} == {1.0}
