"""The unit of a drawing: votes of what is drawn against a header that cannot be trusted."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import Reading


def notes(reading: Reading) -> set[str]:
    return {note.code for note in reading.notes}


@pytest.mark.parametrize(("unit", "size"), [("mm", 1000.0), ("cm", 100.0), ("m", 1.0)])
def test_parking_bays_tell_the_unit_whatever_the_header_says(
    draft: Any, read: Callable[..., Reading], unit: str, size: float
) -> None:
    draft.document.header["$INSUNITS"] = 1  # inches, as nobody here draws
    block = draft.block("주차구획_일반", 0, 0, 2.5 * size, 5.0 * size)
    for i in range(10):
        draft.insert(block, (i * 2.5 * size, 0), "주차구획")
    reading = read(draft, unit=None)
    (census,) = reading.census
    assert (census.unit, census.unit_from) == (unit, "estimated")
    assert reading.plan.bays[0].area.area == pytest.approx(12.5)
    assert "drawing/unit-estimated" in notes(reading)


def test_the_width_written_on_windows_tells_the_unit(
    draft: Any, read: Callable[..., Reading]
) -> None:
    block = draft.block("창_1500", -75, -10, 75, 10)
    for i in range(3):
        draft.insert(block, (i * 500, 0), "창호", WIDTH="1500")
    assert read(draft, unit=None).census[0].unit == "cm"


def test_projected_coordinates_are_metres(draft: Any, read: Callable[..., Reading]) -> None:
    draft.box("건물", 200_000, 450_000, 200_030, 450_020)
    draft.box("건물", 200_100, 450_000, 200_130, 450_020)
    assert read(draft, unit=None).census[0].unit == "m"


def test_a_drawing_whose_unit_cannot_be_told_is_left_unread_and_said_so(
    draft: Any, read: Callable[..., Reading]
) -> None:
    draft.box("건물", 0, 0, 3000, 2000)
    reading = read(draft, unit=None)
    assert reading.plan.buildings == ()
    assert reading.census[0].unit_from == "unknown"
    assert dict(reading.census[0].set_aside) == {"no_unit": 1}
    assert {"drawing/unit-unknown", "drawing/nothing-recognised"} <= notes(reading)
    (note,) = [n for n in reading.notes if n.code == "drawing/unit-unknown"]
    assert note.severity == "missing"
    assert "submission.yaml" in note.text.ko


def test_what_is_declared_wins_over_the_header(draft: Any, read: Callable[..., Reading]) -> None:
    draft.document.header["$INSUNITS"] = 6
    draft.box("건물", 0, 0, 30_000, 20_000)
    reading = read(draft, unit="mm")
    assert reading.plan.buildings[0].area.area == pytest.approx(600.0)
    assert reading.census[0].unit_from == "declared"
    assert "drawing/unit-differs" in notes(reading)


def test_typed_dimensions_tell_the_unit_against_the_header(
    draft: Any, read: Callable[..., Reading]
) -> None:
    draft.document.header["$INSUNITS"] = 4
    for n in range(4):
        p1, p2 = (0.0, n), (3.6 + n, n)
        draft.space.add_linear_dim(
            base=(0, n + 0.5), p1=p1, p2=p2, text=f"{3600 + n * 1000:,}"
        ).render()
    draft.box("건물", 0, 0, 12, 9)
    census = read(draft, unit=None).census[0]
    assert census.unit == "m"
    assert {vote.code: vote.units for vote in census.votes}["dimensions"] == ("m",)


@pytest.mark.parametrize(("per_m", "unit"), [(1000.0, "mm"), (1.0, "m")])
def test_a_title_block_of_a_paper_and_a_scale_tells_the_unit(
    draft: Any, read: Callable[..., Reading], per_m: float, unit: str
) -> None:
    draft.block("도곽_A1", 0, 0, 841, 594)
    scale = 0.1 * per_m  # paper millimetres at 1:100
    draft.insert("도곽_A1", (0, 0), "도곽", scale=(scale, scale), SCALE="1/100", TITLE="1층 평면도")
    draft.box("벽체", 10 * per_m, 10 * per_m, 30 * per_m, 10.2 * per_m)
    census = read(draft, unit=None).census[0]
    assert census.unit == unit
    assert {vote.code: vote.weight for vote in census.votes}["frames"] == 3


def test_cars_and_bare_wall_lines_tell_the_unit(draft: Any, read: Callable[..., Reading]) -> None:
    draft.insert(draft.block("차량_승용", 0, 0, 185, 470), (0, 0))
    for n in range(8):
        for side in (0, 20):  # walls 20 cm thick, as two lines
            draft.space.add_line((n * 300, side), (n * 300 + 280, side), {"layer": "벽체"})
    census = read(draft, unit=None).census[0]
    assert census.unit == "cm"
    assert {vote.code for vote in census.votes} >= {"cars", "walls"}


def test_a_declared_unit_that_all_sizes_contradict_is_asked_about(
    draft: Any, read: Callable[..., Reading]
) -> None:
    block = draft.block("주차구획_일반", 0, 0, 2500, 5000)
    for i in range(10):
        draft.insert(block, (i * 2500, 0), "주차구획")
    reading = read(draft, unit="m")
    assert reading.census[0].unit == "m"  # what is declared holds
    (note,) = [n for n in reading.notes if n.code == "drawing/unit-doubtful"]
    assert note.severity == "warning"
    assert "mm" in note.text.ko


def test_a_unit_nobody_draws_in_takes_two_sizes_that_only_it_explains(
    draft: Any, read: Callable[..., Reading]
) -> None:
    for n in range(8):
        draft.box("벽체", n, 0, n + 0.6, 0.02)  # decametres: walls of 0.2 m
    assert read(draft, unit=None).census[0].unit_from == "unknown"
    for n in range(5):
        draft.space.add_arc((n, 1), 0.09, 0, 90, dxfattribs={"layer": "문"})
    assert read(draft, unit=None).census[0].unit == "dam"
