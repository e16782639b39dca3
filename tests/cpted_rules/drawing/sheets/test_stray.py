"""Stray geometry: left out of the extent, while real second drawings stay in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing import default_layer_map
from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.points import Points
from cpted_rules.drawing.sheets.placing import classifier
from cpted_rules.drawing.sheets.stray import robust, stray_notes
from tests.cpted_rules.drawing.read_once import drawing_of

CORPUS = Path(__file__).parents[4] / "../shared/corpus/dxf"


def line(x0: float, y0: float, x1: float, y1: float, handle: str = "A") -> DrawnEntity:
    return DrawnEntity(
        kind=EntityKind.LINE,
        dxf_type="LINE",
        layer="0",
        handle=handle,
        points=Points.of(((x0, y0), (x1, y1))),
    )


def grid(x: float, y: float, rows: int = 10, size: float = 40.0) -> list[DrawnEntity]:
    """A square of crossing lines, 2 x (rows + 1) of them."""
    step = size / rows
    made = [line(x, y + i * step, x + size, y + i * step) for i in range(rows + 1)]
    return made + [line(x + i * step, y, x + i * step, y + size) for i in range(rows + 1)]


def drawing(entities: list[DrawnEntity]) -> Drawing:
    return Drawing(
        name="a.dxf",
        version="R2010",
        code_page="utf8",
        opened="strict",
        insunits=0,
        layers=(),
        entities=tuple(entities),
        blocks=(),
        read=len(entities),
    )


def test_one_line_sixteen_sizes_away_is_left_out_and_said() -> None:
    extent = robust(drawing([*grid(0, 0), line(20, 689, 30, 689, "2F")]))
    assert extent is not None
    assert extent.box == (0, 0, 40, 40)
    assert extent.handles == ("2F",)
    assert extent.away == pytest.approx(649)
    (note,) = stray_notes("a.dxf", extent, 1.0)
    assert note.code == "drawing/stray"
    assert "649 m" in note.text.en
    assert "2F" in note.text.ko


def test_three_lines_two_hundred_metres_off_are_left_out() -> None:
    off = [line(x, 0, x + 5, 0, f"S{x}") for x in (240, 250, 260)]
    extent = robust(drawing([*grid(0, 0), *off]))
    assert extent is not None
    assert len(extent.strays) == 3


def test_a_twentieth_left_at_old_coordinates_is_left_out() -> None:
    extent = robust(drawing([*grid(0, 0, 100), *grid(177_000, 0, 5)]))
    assert extent is not None
    assert extent.box == (0, 0, 40, 40)
    assert len(extent.strays) == 12


@pytest.mark.parametrize("gap", [5.0, 30.0, 100.0])
def test_a_second_drawing_beside_the_first_is_no_stray(gap: float) -> None:
    extent = robust(drawing([*grid(0, 0), *grid(40 + gap, 0)]))
    assert extent is not None
    assert extent.strays == ()
    assert extent.box == (0, 0, 80 + gap, 40)


def test_a_few_lines_near_by_are_no_strays() -> None:
    extent = robust(drawing([*grid(0, 0), line(10, -20, 30, -20)]))
    assert extent is not None
    assert extent.strays == ()


def test_a_drawing_of_nothing_has_no_extent() -> None:
    assert robust(drawing([])) is None


def test_a_drawing_of_one_point_has_its_place() -> None:
    extent = robust(drawing([line(3, 4, 3, 4)]))
    assert extent is not None
    assert extent.box == (3, 4, 3, 4)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from([0.001, 1.0, 1000.0]))
def test_strays_are_the_same_wherever_and_however_large_it_is_drawn(
    x: float, y: float, size: float
) -> None:
    entities = [*grid(0, 0), line(20, 689, 30, 689, "2F")]
    moved = [
        replace(e, points=Points.of((px * size + x, py * size + y) for px, py in e.points))
        for e in entities
    ]
    extent = robust(drawing(moved))
    assert extent is not None
    assert extent.handles == ("2F",)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
@pytest.mark.parametrize(
    ("file", "strays", "width", "away"),
    [
        ("open_floor_mur_r2000.dxf", 3, 41.7, 644),
        ("kr_survey_streetlights_5186_outlier.dxf", 233, 1796, 175_277),
        ("kr_survey_streetlights_5187.dxf", 0, 1738, 0),
        ("barcelona_pavilion_allviews.dxf", 0, 116, 0),
        ("kr_cadastral_5174.dxf", 0, 4092, 0),
    ],
)
def test_strays_of_real_drawings(file: str, strays: int, width: float, away: float) -> None:
    read = drawing_of(CORPUS / file)
    known = classifier(read, default_layer_map())
    extent = robust(read.shown(known.stays_closed))
    assert extent is not None
    assert len(extent.strays) == strays
    assert extent.box[2] - extent.box[0] == pytest.approx(width, rel=0.01)
    assert extent.away == pytest.approx(away, abs=1)
