"""Levels of the ground: contours, spot heights and marks, absolute and above local ground."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import Reading, SheetSpec
from cpted_rules.plan import SheetKind

Read = Callable[..., Reading]


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def contour(draft: Any, layer: str, y: float, z: float) -> None:
    draft.space.add_lwpolyline([(0, y), (30, y)], dxfattribs={"layer": layer, "elevation": z})


def marks(draft: Any, read: Read, *words: str) -> list[float]:
    """The levels that some texts on a site plan say, in the order of the texts."""
    for n, text in enumerate(words):
        draft.text(text, (100.0 * n, 0.0))
    found = sorted(read(draft).plan.spot_heights, key=lambda s: s.at.x)
    return [s.level_m for s in found]


@pytest.mark.parametrize("layer", ["등고선", "등고선_주곡선", "F0017111", "C-TOPO-MAJR", "CONTOUR"])
def test_a_contour_has_the_height_it_is_drawn_at(draft: Any, read: Read, layer: str) -> None:
    contour(draft, layer, 0, 45.0)
    contour(draft, layer, 10, 46.0)
    reading = read(draft)
    assert [c.level_m for c in reading.plan.contours] == [45.0, 46.0]
    assert reading.plan.contours[0].line.length == 30
    assert reading.plan.datum_m is None
    (said,) = [n.text.en for n in reading.notes if n.code == "drawing/levels-read"]
    assert "2 contour lines and 0 spot heights" in said
    assert "45.00 to 46.00 m" in said


def test_a_flat_contour_takes_the_number_on_it_and_one_without_is_said(
    draft: Any, read: Read
) -> None:
    draft.outline("등고선", (0, 0), (30, 0), closed=False)
    draft.text("45", (12, 1), "등고선")
    draft.outline("등고선", (0, 10), (30, 10), closed=False)
    reading = read(draft)
    assert [c.level_m for c in reading.plan.contours] == [45.0]
    assert reading.plan.spot_heights == ()
    assert "drawing/contour-without-level" in codes(reading)


def test_spot_heights_by_their_z_their_attribute_or_the_number_beside_them(
    draft: Any, read: Read
) -> None:
    draft.space.add_point((0, 0, 47.25), dxfattribs={"layer": "표고점"})
    draft.insert("표고점_1", (10, 0), ELEV="47.50", NO="12")
    draft.insert("표고점_1", (20, 0))
    draft.text("47.75", (20.8, 0.4), "표고점")
    draft.text("48.00", (40, 0), "표고점")
    found = sorted(read(draft).plan.spot_heights, key=lambda s: s.at.x)
    assert [s.level_m for s in found] == [47.25, 47.5, 47.75, 48.0]
    assert [s.at.x for s in found] == [0, 10, 20, 40]


def test_a_signed_number_on_a_layer_of_spot_heights_counts_from_local_ground(
    draft: Any, read: Read
) -> None:
    draft.text("+0.30", (0, 0), "표고")
    draft.text("EL+46.00", (20, 0), "표고")
    draft.text("46.10", (40, 0), "표고")
    reading = read(draft)
    assert [s.level_m for s in reading.plan.spot_heights] == [46.0, 46.1]
    assert "drawing/levels-unjoined" in codes(reading)


def test_the_lines_of_a_slope_give_the_height_of_their_first_ends(draft: Any, read: Read) -> None:
    at = {"layer": "지형_상단"}
    draft.space.add_line((0, 0, 600.5), (5, 0, 601.5), dxfattribs=at)
    draft.space.add_line((5, 0, 601.5), (9, 0, 602.0), dxfattribs=at)
    found = read(draft).plan.spot_heights
    assert [(s.at.x, s.level_m) for s in found] == [(0, 600.5), (5, 601.5)]


@pytest.mark.parametrize(
    ("words", "level_m"),
    [
        ("GL-0.30", -0.3),
        ("G.L ±0.00", 0.0),
        ("GL ±0", 0.0),
        ("+0.15", 0.15),
        ("▽ +0.45", 0.45),
        ("FL+150", 0.15),
        ("GL+300mm", 0.3),
        ("(-0.60)", -0.6),
        ("EL+45.20", 45.2),
        ("EL. 45.20", 45.2),
        ("EL=45", 45.0),
        ("▽ 102.3", 102.3),
        ("+45.20", 45.2),
        ("GL −0.30", -0.3),
    ],
)
def test_a_mark_says_its_level(draft: Any, read: Read, words: str, level_m: float) -> None:
    assert marks(draft, read, words) == [level_m]


@pytest.mark.parametrize("words", ["0.15", "-3", "45.20", "101동", "H=1.5", "2FL +3.500", "+15"])
def test_other_numbers_are_no_levels(draft: Any, read: Read, words: str) -> None:
    assert marks(draft, read, words) == []


def test_a_mark_inside_a_building_or_on_a_floor_plan_is_no_ground(draft: Any, read: Read) -> None:
    draft.box("건물외곽선", 0, 0, 30, 20)
    draft.text("FL+0.30", (10, 10))
    draft.text("GL+0.10", (40, 10))
    floor = SheetSpec(kind=SheetKind.FLOOR_PLAN, number="A-1", storeys=(1,))
    assert [s.level_m for s in read(draft).plan.spot_heights] == [0.1]
    assert read(draft, sheets=((floor,),)).plan.spot_heights == ()


def test_marks_above_local_ground_count_from_nought(draft: Any, read: Read) -> None:
    draft.text("GL±0.00", (0, 0))
    draft.text("+0.45", (10, 0))
    assert read(draft).plan.datum_m == 0.0


def test_a_text_that_joins_both_datums_has_all_read(draft: Any, read: Read) -> None:
    draft.text("GL±0 = EL+45.20", (0, 50))
    draft.text("EL+46.00", (0, 0))
    draft.text("+0.30", (10, 0))
    reading = read(draft)
    found = sorted(reading.plan.spot_heights, key=lambda s: s.at.x)
    assert [s.level_m for s in found] == [46.0, 45.5]
    assert reading.plan.datum_m == 45.2
    assert "drawing/levels-unjoined" not in codes(reading)


def test_without_it_the_fewer_are_left_out_and_that_is_said(draft: Any, read: Read) -> None:
    for n, words in enumerate(["EL+46.00", "+0.30", "+0.45"]):
        draft.text(words, (10.0 * n, 0))
    reading = read(draft)
    assert [s.level_m for s in reading.plan.spot_heights] == [0.3, 0.45]
    assert reading.plan.datum_m == 0.0
    assert "drawing/levels-unjoined" in codes(reading)


def test_datums_that_contradict_each_other_are_not_used(draft: Any, read: Read) -> None:
    for n, words in enumerate(["GL±0 = EL+45.20", "EL 45.50 (GL±0.00)", "EL+46.00"]):
        draft.text(words, (10.0 * n, 0))
    reading = read(draft)
    assert reading.plan.datum_m is None
    assert "drawing/datum-contradicted" in codes(reading)


@pytest.mark.parametrize(
    ("heights", "levels_m"),
    [((45.0, 46.0), [45.0, 46.0]), ((45_000.0, 46_000.0), [45.0, 46.0]), ((45_000.0,), [45.0])],
)
def test_heights_in_a_drawing_in_millimetres_are_metres_or_millimetres(
    draft: Any, read: Read, heights: tuple[float, ...], levels_m: list[float]
) -> None:
    for n, z in enumerate(heights):
        contour(draft, "등고선", 10_000.0 * n, z)
    assert [c.level_m for c in read(draft, unit="mm").plan.contours] == levels_m


def test_a_drawing_without_levels_says_nothing_of_them(draft: Any, read: Read) -> None:
    draft.box("대지경계선", 0, 0, 50, 40)
    reading = read(draft)
    assert not reading.plan.contours + reading.plan.spot_heights
    assert not [code for code in codes(reading) if "level" in code or "datum" in code]
