"""Level marks on sections and elevations as storeys."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import DrawingSource, SheetSpec, interpret, read_drawings
from cpted_rules.drawing.sheets.levels import storeys_said
from cpted_rules.plan import SheetKind, Storey


def levels(*texts: str) -> list[tuple[int, float, float]]:
    return [(s.level, s.elevation_m, s.height_m) for s in storeys_said(texts)]


def test_marks_in_millimetres_and_metres_give_storeys_with_heights() -> None:
    assert levels("1FL ±0", "2FL +3,500", "3F +6.3", "지하1층 FL -4,200", "단면도 S=1/100") == [
        (-1, -4.2, 4.2),
        (1, 0.0, 3.5),
        (2, 3.5, 2.8),
        (3, 6.3, 2.8),  # the top one as high as that below
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("1FL ±0",),  # one level is no storey height
        ("1FL ±0", "2FL +3,500", "2FL +3,600"),  # two marks that differ
        ("1FL ±0", "3FL +6,000"),  # a storey between them is not marked
        ("1FL ±0", "2FL +35,000"),  # no storey is 35 m high
        ("2층 평면도", "3층 마감 +20"),
    ],
)
def test_marks_that_do_not_fit_one_another_say_nothing(texts: tuple[str, ...]) -> None:
    assert storeys_said(texts) == ()


def test_storeys_are_read_from_a_section_only_where_none_are_declared(
    draft: Any, new_draft: Callable[..., Any]
) -> None:
    draft.text("1FL ±0", (0, 0))
    draft.text("2FL +3,300", (0, 3))
    section = SheetSpec(kind=SheetKind.SECTION, number="A-201")
    source = DrawingSource(name="단면.dxf", raw=draft.bytes(), sheets=(section,), unit="m")
    read = read_drawings([source])
    found = interpret(read)
    assert [s.level for s in found.plan.storeys] == [1, 2]
    assert "drawing/storeys-read" in {n.code for n in found.notes}
    declared = Storey(level=1, elevation_m=0.0, height_m=4.0)
    told = interpret(read, storeys=[declared])
    assert told.plan.storeys == (declared,)
    assert "drawing/storeys-read" not in {n.code for n in told.notes}
