"""Elements that are drawn as single lines: outlines, bays, columns, walls, doors and rooms."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from cpted_rules.drawing import Reading, SheetSpec
from cpted_rules.drawing.reading import How
from cpted_rules.plan import OpeningKind, SheetKind, ZoneKind

Read = Callable[..., Reading]
Points = tuple[tuple[float, float], ...]


def sheet(kind: SheetKind, *storeys: int) -> tuple[tuple[SheetSpec, ...], ...]:
    return ((SheetSpec(kind=kind, number="A-1", storeys=storeys),),)


def lines(draft: Any, layer: str, *points: tuple[float, float], closed: bool = True) -> None:
    ring = [*points, points[0]] if closed else [*points]
    for a, b in pairwise(ring):
        draft.space.add_line(a, b, dxfattribs={"layer": layer})


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Points:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def hows(reading: Reading, kind: str) -> list[How]:
    return [basis.how for basis in reading.bases if basis.kind == kind]


def test_lines_that_close_are_crossings_beds_and_site(draft: Any, read: Read) -> None:
    lines(draft, "횡단보도", *rectangle(0, 0, 4, 12))
    lines(draft, "화단", *rectangle(10, 0, 16, 2))
    lines(draft, "대지경계선", *rectangle(-20, -20, 60, 40))
    plan = read(draft).plan
    assert (plan.walks[0].label, plan.walks[0].area.area) == ("횡단보도", pytest.approx(48))
    assert plan.shrubs[0].area.area == pytest.approx(12)
    assert plan.boundaries[0].area.area == pytest.approx(4800)


def test_a_road_of_lines_is_a_strip_and_the_block_it_goes_round_is_not(
    draft: Any, read: Read
) -> None:
    lines(draft, "도로", *rectangle(0, 0, 100, 100))
    lines(draft, "도로", *rectangle(8, 8, 92, 92))
    reading = read(draft)
    (road,) = reading.plan.roads
    assert road.area.area == pytest.approx(100**2 - 84**2)
    assert hows(reading, "road") == [How.PIECES]


@pytest.mark.parametrize(("gate_m", "found"), [(3.0, 1), (9.9, 1), (10.5, 0)])
def test_a_boundary_open_at_one_gate_is_closed_there_and_said(
    draft: Any, read: Read, gate_m: float, found: int
) -> None:
    corners = ((0.0, 0.0), (80.0, 0.0), (80.0, 60.0), (0.0, 60.0), (0.0, gate_m))
    lines(draft, "대지경계선", *corners, closed=False)
    reading = read(draft)
    assert len(reading.plan.boundaries) == found
    assert [r.length_m for r in reading.repairs] == pytest.approx([gate_m] * found)
    if found:
        assert reading.repairs[0].at == pytest.approx((0, gate_m / 2))


def test_a_comb_of_lines_is_a_row_of_parking_bays(draft: Any, read: Read) -> None:
    for n in range(6):  # every other line drawn the other way round
        a, b = ((n * 2.5, 0.0), (n * 2.5, 5.0))
        draft.space.add_line(*((a, b) if n % 2 else (b, a)), dxfattribs={"layer": "주차구획"})
    draft.space.add_line((0, 0), (12.5, 0), dxfattribs={"layer": "주차구획"})
    plan = read(draft, sheets=sheet(SheetKind.PARKING_PLAN, -1)).plan
    assert [round(bay.area.area, 6) for bay in plan.bays] == [12.5] * 5


def test_lines_as_far_apart_as_a_lane_hold_no_bay(draft: Any, read: Read) -> None:
    for x in (0.0, 4.0, 10.0):
        draft.space.add_line((x, 0), (x, 5), dxfattribs={"layer": "주차구획"})
    assert read(draft, sheets=sheet(SheetKind.PARKING_PLAN, -1)).plan.bays == ()


def test_a_profile_of_lines_is_a_column(draft: Any, read: Read) -> None:
    cross = (
        (0.0, 0.1), (0.1, 0.1), (0.1, 0.0), (0.2, 0.0), (0.2, 0.1), (0.3, 0.1),
        (0.3, 0.2), (0.2, 0.2), (0.2, 0.3), (0.1, 0.3), (0.1, 0.2), (0.0, 0.2),
    )  # fmt: skip
    lines(draft, "기둥", *cross)
    lines(draft, "기둥", *((x + 6.0, y) for x, y in cross), closed=False)  # one stroke short
    reading = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1))
    assert [(w.column, round(w.area.area, 3)) for w in reading.plan.walls] == [(True, 0.07)] * 2
    assert hows(reading, "column") == [How.PIECES] * 2


def test_stout_pieces_on_a_wall_layer_are_columns_only_where_none_are_named(
    draft: Any, new_draft: Callable[..., Any], read: Read
) -> None:
    named = new_draft()
    for one in (draft, named):
        one.box("벽체", 0, 0, 6, 0.2)
        one.box("벽체", 8, 0, 8.5, 0.6)
        one.box("벽체", 10, 0, 10.1, 0.1)  # a mullion
    named.box("기둥", 12, 0, 12.5, 0.5)
    floor = sheet(SheetKind.FLOOR_PLAN, 1)
    assert sum(w.column for w in read(draft, sheets=floor).plan.walls) == 1
    assert sum(w.column for w in read(named, sheets=floor).plan.walls) == 1


def test_a_wall_drawn_closed_and_again_open_is_one_wall(draft: Any, read: Read) -> None:
    draft.box("벽체", 0, 0, 6, 0.2)
    draft.outline("벽체", *rectangle(0, 0, 6, 0.2), (0, 0), closed=False)
    assert len(read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1)).plan.walls) == 1


def test_outlines_on_a_layer_named_after_rooms_are_rooms_and_small_ones_are_not(
    draft: Any, read: Read
) -> None:
    draft.box("Offices", 0, 0, 4, 3)
    draft.box("Offices", 1, 1, 2, 1.8)  # a desk
    draft.box("Elevators", 5, 0, 7, 2)
    plan = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1)).plan
    assert sorted((z.kind, z.label) for z in plan.zones) == [
        (ZoneKind.LIFT, "Elevators"), (ZoneKind.ROOM, "Offices"),
    ]  # fmt: skip


class House:
    """Two rooms of line pairs, walls 0.2 m: 8 x 5 m outside, a wall between them at x = 5."""

    def __init__(self, draft: Any, wall: str = "벽체") -> None:
        self.draft, self.wall = draft, wall
        for ring in (
            rectangle(0, 0, 8, 5), rectangle(0.2, 0.2, 4.9, 4.8), rectangle(5.1, 0.2, 7.8, 4.8)
        ):  # fmt: skip
            sides = list(zip(ring, [*ring[1:], ring[0]], strict=True))
            for a, b in sides:
                cut: tuple[float, float] | None = None
                if a[1] == b[1] == 0 or (a[1] == b[1] == 0.2 and a[0] < 4.9):
                    cut = (2.0, 2.9)
                if {a[0], b[0]} <= {4.9} or {a[0], b[0]} <= {5.1}:
                    cut = (1.0, 1.8)
                self.side(a, b, cut)
        for x in (2.0, 2.9):
            self.line((x, 0), (x, 0.2))
        for y in (1.0, 1.8):
            self.line((4.9, y), (5.1, y))

    def side(
        self, a: tuple[float, float], b: tuple[float, float], cut: tuple[float, float] | None
    ) -> None:
        along = 0 if a[1] == b[1] else 1
        if cut is None:
            self.line(a, b)
            return
        first, last = sorted((a, b), key=lambda p: p[along])
        for start, end in ((first[along], cut[0]), (cut[1], last[along])):
            p = (start, a[1]) if along == 0 else (a[0], start)
            q = (end, a[1]) if along == 0 else (a[0], end)
            self.line(p, q)

    def line(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self.draft.space.add_line(a, b, dxfattribs={"layer": self.wall})


def test_line_pairs_are_walls_gaps_are_doors_and_faces_are_rooms(draft: Any, read: Read) -> None:
    House(draft)
    draft.text("관리사무소", (2, 2.5))
    reading = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1))
    plan = reading.plan
    # 8 x 5 less two rooms of 4.7 x 4.6 and 2.7 x 4.6, less the doors' 0.9 and 0.8 of wall
    assert sum(w.area.area for w in plan.walls) >= 40 - 7.4 * 4.6 - 1.7 * 0.2 - 1e-6
    assert sorted(round(o.line.length, 3) for o in plan.openings) == [0.8, 0.9]
    assert {o.kind for o in plan.openings} == {OpeningKind.DOOR}
    assert hows(reading, "door") == [How.GAP, How.GAP]
    assert sorted(round(z.area.area, 2) for z in plan.zones) == [
        round(2.7 * 4.6, 2), round(4.7 * 4.6, 2),
    ]  # fmt: skip
    assert {z.kind for z in plan.zones} == {ZoneKind.MANAGEMENT_OFFICE, ZoneKind.ROOM}
    (building,) = plan.buildings
    assert building.area.area == pytest.approx(40)
    assert all(w.storey == 1 for w in plan.walls)
    assert all(basis.sure < 0.95 for basis in reading.bases)


def test_an_inferred_door_faces_out_of_the_building_that_the_walls_outline(
    draft: Any, read: Read
) -> None:
    House(draft)
    plan = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1)).plan
    outer = min(plan.openings, key=lambda o: o.line.centroid.y)
    assert outer.outward_deg == pytest.approx(180)
    assert outer.building == plan.buildings[0].id


def test_walls_on_a_layer_of_no_known_name_are_proposed_and_to_be_confirmed(
    draft: Any, read: Read
) -> None:
    House(draft, wall="XYZ-7")
    reading = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1))
    assert reading.plan.walls
    (note,) = [n for n in reading.notes if n.code == "drawing/wall-layer-proposed"]
    assert "XYZ-7" in note.text.ko


def test_no_layer_of_a_site_plan_is_taken_for_walls_by_its_look(draft: Any, read: Read) -> None:
    House(draft, wall="XYZ-7")
    assert read(draft).plan.walls == ()


def test_a_sheet_with_door_symbols_means_its_other_gaps_to_be_gaps(draft: Any, read: Read) -> None:
    House(draft)
    draft.insert("문_900", (2.45, 0.1), "문", WIDTH="900", MARK="D1")
    plan = read(draft, sheets=sheet(SheetKind.FLOOR_PLAN, 1)).plan
    assert [o.mark for o in plan.openings] == ["D1"]
