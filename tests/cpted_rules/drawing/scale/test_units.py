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
