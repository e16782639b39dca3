"""A figure as PDF operators looks as WeasyPrint's own drawing of it, and says the same words."""

from base64 import b64encode
from io import BytesIO

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from shapely import LineString, Point, box
from weasyprint.text.fonts import FontConfiguration

from app.reports.figure_image import FigureImage, UnknownMarkupError
from app.reports.press import printed
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import drawing
from cpted_rules.figure.analyses.heat import heat
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.svg import INK, PAPER, Pen
from cpted_rules.plan import Barrier, BarrierKind, Boundary, Building, SitePlan, Tree
from cpted_rules.text import Lang, Text

PLAN = SitePlan(
    boundaries=(Boundary(id="site", area=box(0, 0, 60, 40)),),
    buildings=(Building(id="b", area=box(10, 25, 40, 35), label="101동", top_m=30.0),),
    barriers=tuple(
        Barrier(id=f"f{n}", line=LineString([(0, n), (60, n)]), kind=BarrierKind.FENCE, top_m=1.8)
        for n in range(1, 24)
    ),
    trees=(Tree(id="t", at=Point(30, 8), crown_radius_m=2.0, height_m=5.0, crown_base_m=2.0),),
)
FRAME = Frame(west_m=-5, south_m=-5, width_mm=140, height_mm=100, scale=500)


def _figure(shift: float = 0.0) -> str:
    grid = grid_of(box(0, 0, 60, 40).difference(box(10, 25, 40, 35)), 1.0)
    values = grid.points[:, 0] + shift
    layer = heat(grid, values, (15.0, 30.0, 45.0), FRAME, Lang.KO, unit="m2", below=30.0)
    text = Text(ko="보이는 곳", en="What is seen")
    return drawing(PLAN, FRAME, layer, level=0, lang=Lang.KO, alternative=text).svg


def _page(*figures: str) -> str:
    images = "".join(
        f'<img src="data:image/svg+xml;base64,{b64encode(one.encode()).decode()}" alt="x">'
        for one in figures
    )
    return f'<html lang="ko"><body><p>본문</p>{images}</body></html>'


def _pixels(pdf: bytes) -> NDArray[np.int16]:
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5)
    return np.asarray(bitmap.to_numpy()[:, :, :3], np.int16)


def test_it_looks_as_weasyprint_draws_it() -> None:
    markup = _page(_figure())
    ours = _pixels(printed(markup, sheets=["report.css"]))
    its = _pixels(printed(markup.replace('img src="data', 'img  src="data'), sheets=["report.css"]))
    assert ours.shape == its.shape
    # letters are set in words, not one by one: they stand a hair's breadth elsewhere
    far = (np.abs(ours - its).max(axis=2) > 60).mean()
    assert its.std() > 0
    assert far < 0.004


def test_words_of_a_figure_can_be_selected() -> None:
    page = pypdfium2.PdfDocument(printed(_page(_figure()), sheets=["report.css"]))[0]
    words = page.get_textpage().get_text_range()
    assert "101동" in words
    assert "1:500 (A4)" in words


def test_what_figures_share_is_set_once() -> None:
    def bytes_of(*figures: str) -> int:
        return len(printed(_page(*figures), sheets=["report.css"]))

    one, same_again = bytes_of(_figure()), bytes_of(_figure(), _figure(0.5), _figure(1.0))
    pdf = pikepdf.open(BytesIO(printed(_page(_figure(), _figure(0.5)), sheets=["report.css"])))
    forms = [
        o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"
    ]
    assert len(forms) == len({bytes(one.read_bytes()) for one in forms}) >= 1
    assert same_again < 3 * one


def test_the_same_pages_are_the_same_bytes() -> None:
    first, again = (printed(_page(_figure()), sheets=["report.css"]) for _ in range(2))
    assert first == again


def test_markup_that_is_not_ours_is_left_to_weasyprint() -> None:
    other = '<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm"><ellipse/></svg>'
    with pytest.raises(UnknownMarkupError):
        FigureImage(other.encode(), FontConfiguration(), {})
    assert printed(_page(other), sheets=["report.css"]).startswith(b"%PDF")


def test_a_name_that_is_turned_or_anchored_stands_where_it_should() -> None:
    words = [
        svg.text("가운데", 50, 20, size=4, anchor="middle"),
        svg.text("끝", 50, 30, size=4, anchor="end"),
        svg.text("세로", 10, 40, size=4, turn_deg=-90),
        svg.rect(5, 50, 20, 8, Pen(fill=PAPER, stroke=INK), round_=2),
    ]
    figure = svg.document(
        words, width_mm=100, height_mm=80, title="t", description="d", lang=Lang.KO
    )
    page = pypdfium2.PdfDocument(printed(_page(figure), sheets=["report.css"]))[0]
    text = page.get_textpage()
    place: dict[str, tuple[float, ...]] = {}
    for n in range(text.count_chars()):
        place.setdefault(text.get_text_range(n, 1), text.get_charbox(n))
    mm = 72 / 25.4
    left = place["가"][0], place["데"][2]
    assert sum(left) / 2 == pytest.approx((17 + 50) * mm, abs=0.5 * mm)
    assert place["끝"][2] == pytest.approx((17 + 50) * mm, abs=0.5 * mm)
    # turned to the left, the second letter stands above the first
    assert place["로"][1] > place["세"][1]
    assert place["로"][0] == pytest.approx(place["세"][0], abs=0.5 * mm)
