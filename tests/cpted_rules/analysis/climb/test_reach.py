"""Climbs that a person can follow with a ruler."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import translate

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.hold import HoldKind
from cpted_rules.plan import SitePlan
from tests.cpted_rules.analysis.climb.scene import HOUSE, house, reaches, window
from tests.cpted_rules.rules.fragment import plan_of

YARD = [[-3, -6], [13, -6], [13, 11], [-3, 11], [-3, -6]]


def yard_wall(top_m: float | None, kind: str = "wall") -> dict[str, object]:
    return {"id": "f1", "line": YARD, "kind": kind, "top_m": top_m}


def pipe(x: float = 5.5, **stated: object) -> dict[str, object]:
    return {"id": "g1", "at": [x, -0.05], "kind": "gas_pipe", "top_m": 9.0, "guard": ""} | stated


def bay(gap_m: float) -> dict[str, object]:
    """A bay in front of the window, so far from the wall."""
    south, north = -5.0 - gap_m, -gap_m
    ring = [[3, south], [6, south], [6, north], [3, north]]
    return {"id": "p1", "area": ring, "storey": 1}


def tree(crown_gap_m: float, **drawn: object) -> dict[str, object]:
    """A tree whose crown, 2 m in radius, ends so far before the window."""
    whole = {"height_m": 8.0, "crown_radius_m": 2.0, "crown_base_m": 2.2}
    return {"id": "t1", "at": [4.5, -2.0 - crown_gap_m]} | whole | drawn


@pytest.mark.parametrize(
    ("sill_m", "reachable"), [(2.3, True), (2.4, True), (2.5, False)], ids=["under", "at", "over"]
)
def test_a_window_as_high_as_one_reaches_from_the_ground(sill_m: float, reachable: bool) -> None:
    plan = house(openings=[window("w1", 4, storey=1, sill_m=sill_m)])
    found = reaches(plan)["w1"]
    assert found.reachable is reachable
    assert found.path is None or not found.path.climbs


@pytest.mark.parametrize(
    ("top_m", "reachable"), [(2.3, True), (2.4, True), (2.5, False)], ids=["under", "at", "over"]
)
def test_a_wall_around_the_yard(top_m: float, reachable: bool) -> None:
    plan = house(barriers=[yard_wall(top_m)], openings=[window("w1", 4, storey=1)])
    found = reaches(plan)["w1"]
    assert found.reachable is reachable
    if found.path is not None:
        assert found.path.crossed == ("f1",)
        assert not found.path.climbs
        assert [s.kind for s in found.path.steps] == [
            HoldKind.GROUND,
            HoldKind.WALL,
            HoldKind.GROUND,
        ]
        assert [s.rise_m for s in found.path.steps] == pytest.approx([0.0, top_m, -top_m])
        assert found.path.last_rise_m == pytest.approx(0.9)
        assert found.breaks == (("f1",),)


def test_a_wall_of_unknown_height_leaves_it_open() -> None:
    plan = house(barriers=[yard_wall(None)], openings=[window("w1", 4, storey=1)])
    found = reaches(plan)["w1"]
    assert found.reachable is None
    assert [text.ko for text in found.lacking] == ["담장·울타리 높이"]


def test_a_hedge_keeps_nobody_out() -> None:
    plan = house(barriers=[yard_wall(3.0, "hedge")], openings=[window("w1", 4, storey=1)])
    found = reaches(plan)["w1"]
    assert found.reachable is True
    assert found.path is not None
    assert found.path.crossed == ()


def test_a_gate_stands_open_unless_it_is_controlled() -> None:
    gate = {"id": "k1", "line": [[4, -6], [5, -6]], "kind": "gate", "storey": 0, "head_m": 2.6}
    inside = [window("w1", 4, storey=1)]
    walled = yard_wall(2.6)
    free = house(barriers=[walled], openings=[*inside, gate])
    locked = house(barriers=[walled], openings=[*inside, gate | {"access_control": "카드키"}])
    assert reaches(free)["w1"].reachable is True
    assert reaches(locked)["w1"].reachable is False


def test_a_low_locked_gate_is_climbed_over_and_counted() -> None:
    gate = {"id": "k1", "line": [[4, -6], [5, -6]], "kind": "gate", "storey": 0, "head_m": 1.8}
    plan = house(
        barriers=[yard_wall(2.6)],
        openings=[window("w1", 4, storey=1), gate | {"access_control": "카드키"}],
    )
    found = reaches(plan)["w1"]
    assert found.path is not None
    assert found.path.crossed == ("k1",)


@pytest.mark.parametrize(
    ("gap_m", "reachable"), [(0.9, True), (1.0, True), (1.1, False)], ids=["under", "at", "over"]
)
def test_a_car_before_a_wall(gap_m: float, reachable: bool) -> None:
    found = reaches(house(bays=[bay(gap_m)]))["w2"]
    assert found.reachable is reachable  # car 1.5 m + reach 2.4 m = the sill, 3.9 m
    if found.path is not None:
        assert found.path.used == ("p1",)
        assert [s.rise_m for s in found.path.steps] == pytest.approx([0.0, 1.5])
        assert found.path.last_rise_m == pytest.approx(2.4)


@pytest.mark.parametrize(("car_m", "reachable"), [(1.6, True), (1.5, True), (1.4, False)])
def test_how_high_the_car_is_decides(car_m: float, reachable: bool) -> None:
    found = reaches(house(bays=[bay(0.5)]), Climber(car_height_m=car_m))["w2"]
    assert found.reachable is reachable


def test_a_car_under_the_slab_does_not_lift_one_through_it() -> None:
    raised = HOUSE | {"base_m": 2.8}
    inside = {"id": "p1", "area": [[3, 1], [6, 1], [6, 6], [3, 6]], "storey": 1}
    out = {"id": "p1", "area": [[3, -0.5], [6, -0.5], [6, 4.5], [3, 4.5]], "storey": 1}
    assert reaches(house(buildings=[raised], bays=[inside]))["w2"].reachable is False
    assert reaches(house(buildings=[raised], bays=[out]))["w2"].reachable is True


@pytest.mark.parametrize(
    ("guard_top_m", "reachable"), [(2.3, True), (2.4, True), (2.5, False), (6.0, False)]
)
def test_a_pipe_is_climbed_where_its_cover_ends_within_reach(
    guard_top_m: float, reachable: bool
) -> None:
    plan = house(fixtures=[pipe(guard="방호덮개", guard_top_m=guard_top_m)])
    assert reaches(plan)["w2"].reachable is reachable


@pytest.mark.parametrize(
    ("stated", "reachable", "lacking"),
    [
        ({"guard": ""}, True, None),
        ({"guard": "매립"}, False, None),
        ({"guard": None}, None, "배관·설비의 오름 방지 조치"),
        ({"guard": "방호덮개"}, None, "오름 방지 덮개의 상단 높이"),
        ({"top_m": None}, None, "배관의 상단 높이"),
    ],
)
def test_what_is_stated_of_a_pipe(
    stated: dict[str, object], reachable: bool | None, lacking: str | None
) -> None:
    found = reaches(house(fixtures=[pipe(**stated)]))["w2"]
    assert found.reachable is reachable
    assert [text.ko for text in found.lacking] == ([lacking] if lacking else [])


def test_a_pipe_to_the_roof_opens_the_top_floor_from_above() -> None:
    # roof 9.0 m; sill of the 3rd floor 6.9 m: let down 2.1 m. The pipe is out of reach of it.
    plan = house(openings=[window("w3", 2, storey=3)], fixtures=[pipe(9.0)])
    found = reaches(plan)["w3"]
    assert found.path is not None
    assert found.path.used == ("g1", "b1")
    assert found.path.last_rise_m == pytest.approx(-2.1)
    assert found.breaks == (("g1",),)


def test_nobody_is_let_down_from_higher_than_one_reaches() -> None:
    plan = house(openings=[window("w3", 2, storey=3, sill_m=0.5)], fixtures=[pipe(9.0)])
    assert reaches(plan)["w3"].reachable is False  # 9.0 - 6.5 = 2.5 m


@pytest.mark.parametrize(("gap_m", "reachable"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_tree_beside_a_balcony(gap_m: float, reachable: bool) -> None:
    balcony = {
        "id": "z1",
        "label": "발코니",
        "kind": "room",
        "storey": 2,
        "area": [[3, -1.5], [6, -1.5], [6, 0], [3, 0]],
    }
    found = reaches(house(zones=[balcony], trees=[tree(1.5 + gap_m)]))["w2"]
    assert found.reachable is reachable
    if found.path is not None:
        assert found.path.used == ("t1", "z1")


@pytest.mark.parametrize(("base_m", "reachable"), [(2.3, True), (2.4, True), (2.5, False)])
def test_a_tree_is_climbed_by_its_lowest_branch(base_m: float, reachable: bool) -> None:
    found = reaches(house(trees=[tree(0.5, crown_base_m=base_m)]))["w2"]
    assert found.reachable is reachable


def test_a_young_tree_bears_nobody_and_an_undrawn_one_is_open() -> None:
    assert reaches(house(trees=[tree(0.5, height_m=3.9)]))["w2"].reachable is False
    found = reaches(house(trees=[tree(0.5, height_m=None)]))["w2"]
    assert found.reachable is None
    assert "수고" in found.lacking[0].ko


def test_a_climb_in_steps_over_bins_and_a_unit() -> None:
    # bins 1.1, unit top 2.9, sill 3rd floor 6.9: no; sill 2nd floor 3.9: yes, in two steps
    unit = {"id": "a1", "at": [4.5, -0.4], "kind": "ac_unit", "base_m": 2.1, "top_m": 2.9}
    bins = {"id": "z1", "kind": "waste", "area": [[3, -3], [6, -3], [6, -1], [3, -1]]}
    plan = house(
        fixtures=[unit | {"guard": ""}],
        zones=[bins],
        openings=[window("w2", 4, storey=2), window("w3", 4, storey=3)],
    )
    found = reaches(plan)
    assert found["w3"].reachable is False
    path = found["w2"].path
    assert path is not None
    assert path.used == ("z1", "a1")
    assert [round(s.rise_m, 2) for s in path.steps] == [0.0, 1.1, 1.8]
    assert path.last_rise_m == pytest.approx(1.0)
    (leg,) = path.line.geoms
    assert [z for _, _, z in leg.coords] == pytest.approx([0.0, 1.1, 2.9, 2.9, 3.9], abs=1e-6)


def test_two_ladders_need_two_changes() -> None:
    other = pipe(3.5) | {"id": "g2"}
    found = reaches(house(fixtures=[pipe(), other]))["w2"]
    assert found.breaks == (("g1", "g2"),)
    third = {"id": "p1", "area": [[3, -6], [6, -6], [6, -0.5], [3, -0.5]], "storey": 1}
    assert reaches(house(fixtures=[pipe(), other], bays=[third]))["w2"].breaks == ()


def test_any_link_of_a_chain_will_do() -> None:
    bins = {"id": "z1", "kind": "waste", "area": [[3, -3], [6, -3], [6, -1], [3, -1]]}
    wall = {"id": "f1", "line": [[3, -0.5], [6, -0.5]], "kind": "wall", "top_m": 3.0}
    found = reaches(house(zones=[bins], barriers=[wall]))["w2"]
    assert found.breaks == (("f1",), ("z1",))


def test_a_thin_wall_area_is_no_ledge_and_a_wide_one_is() -> None:
    def wall(width_m: float) -> dict[str, object]:
        south, north = -0.5 - width_m, -0.5
        ring = [[3, south], [6, south], [6, north], [3, north]]
        return {"id": "m1", "area": ring, "storey": 0, "top_m": 2.0}

    assert reaches(house(walls=[wall(0.14)]))["w2"].reachable is False
    assert reaches(house(walls=[wall(0.15)]))["w2"].reachable is True
    assert reaches(house(walls=[wall(0.16)]))["w2"].reachable is True


def test_a_fence_beside_the_window_keeps_off_who_stands_behind_it() -> None:
    # 0.8 m before the window, too high to step on: the ground beyond is within the gap, not free
    fence = {"id": "f1", "line": [[-5, -0.8], [15, -0.8]], "kind": "fence", "top_m": 2.6}
    ends = [
        fence,
        {"id": "f2", "line": [[-5, -0.8], [-5, 12]], "kind": "fence", "top_m": 2.6},
        {"id": "f3", "line": [[15, -0.8], [15, 12]], "kind": "fence", "top_m": 2.6},
        {"id": "f4", "line": [[-5, 12], [15, 12]], "kind": "fence", "top_m": 2.6},
    ]
    plan = house(openings=[window("w1", 4, storey=1)], barriers=ends)
    assert reaches(plan)["w1"].reachable is False


def test_a_sill_that_is_not_drawn_is_open_where_it_decides() -> None:
    ground = house(openings=[window("w1", 4, storey=1, sill_m=None)])
    assert reaches(ground)["w1"].reachable is True  # at most its head, 2.1 m
    upper = house(openings=[window("w2", 4, storey=2, sill_m=None)], bays=[bay(0.5)])
    found = reaches(upper)["w2"]
    assert found.reachable is None  # 3.0 to 5.1 m, from a car at 1.5 m
    assert [text.ko for text in found.lacking] == ["창대 높이"]


def test_an_inner_door_is_not_asked() -> None:
    door = {"id": "d1", "line": [[4, 4], [5, 4]], "kind": "door", "storey": 2}
    assert reaches(house(openings=[door])) == {}


def test_it_is_said_to_be_security_sensitive() -> None:
    assert reaches(house())["w2"].security_sensitive


def _moved(plan: SitePlan, dx: float, dy: float) -> SitePlan:
    def shifted(element: object) -> object:
        names = {f.name for f in fields(element)} & {"area", "line", "at"}  # type: ignore[arg-type]
        return replace(  # type: ignore[type-var]
            element, **{n: translate(getattr(element, n), dx, dy) for n in names}
        )

    shapes = ("roads", "buildings", "openings", "bays", "fixtures", "trees", "barriers")
    return replace(plan, **{f: tuple(map(shifted, getattr(plan, f))) for f in shapes})


@settings(max_examples=25, deadline=None)
@given(
    dx=st.integers(-300, 300),
    dy=st.integers(-300, 300),
    gap=st.sampled_from([0.2, 0.6, 0.9, 1.2]),
    guard=st.sampled_from([0.0, 2.0, 3.0]),
)
def test_a_move_of_the_whole_site_changes_nothing(
    dx: int, dy: int, gap: float, guard: float
) -> None:
    covered = pipe(guard="방호덮개", guard_top_m=guard)
    plan = house(bays=[bay(gap)], fixtures=[covered], trees=[tree(gap + 0.3)])
    here, there = reaches(plan)["w2"], reaches(_moved(plan, dx, dy))["w2"]
    assert here.reachable is there.reachable
    assert here.breaks == there.breaks


@settings(max_examples=25, deadline=None)
@given(gap=st.sampled_from([0.2, 0.8, 1.3]), reach=st.sampled_from([1.2, 2.0, 2.4, 3.5]))
def test_a_better_climber_reaches_no_less(gap: float, reach: float) -> None:
    plan = house(bays=[bay(gap)], openings=[window("w1", 4, storey=1), window("w2", 4, storey=2)])
    less, more = reaches(plan, Climber(reach_m=reach)), reaches(plan, Climber(reach_m=reach + 0.5))
    wider = reaches(plan, Climber(reach_m=reach, gap_m=1.5))
    for id, found in less.items():
        assert more[id].reachable or not found.reachable
        assert wider[id].reachable or not found.reachable


@settings(max_examples=10, deadline=None)
@given(at=st.sampled_from([20.0, 25.0, 30.0]))
def test_a_thing_far_off_changes_nothing(at: float) -> None:
    plain = house(bays=[bay(0.5)])
    more = house(bays=[bay(0.5), bay(0.5) | {"id": "p2", "area": _square(at, -9)}])
    assert reaches(plain) == reaches(more)


def _square(x: float, y: float) -> list[list[float]]:
    return [[x, y], [x + 2, y], [x + 2, y + 2], [x, y + 2]]


@settings(max_examples=25, deadline=None)
@given(taken=st.sets(st.sampled_from(["g1", "p1", "t1"])))
def test_removing_a_set_that_breaks_it_does_break_it(taken: set[str]) -> None:
    things = {
        "fixtures": [] if "g1" in taken else [pipe()],
        "bays": [] if "p1" in taken else [bay(0.4)],
        "trees": [] if "t1" in taken else [tree(0.6)],
    }
    left = {"g1", "p1", "t1"} - taken
    found = reaches(house(**things))["w2"]
    assert found.reachable is bool(left)
    assert found.breaks == ((tuple(sorted(left)),) if 0 < len(left) <= 2 else ())


def test_without_a_road_all_outside_the_site_is_public() -> None:
    fields = {
        "buildings": [HOUSE],
        "openings": [window("w1", 4, storey=1)],
        "boundaries": [{"id": "s1", "area": YARD}],
    }
    found = reaches(plan_of(fields))["w1"]
    assert found.reachable is True


@pytest.mark.parametrize(("width_m", "reachable"), [(1.6, False), (1.7, True), (2.5, True)])
def test_a_bay_too_narrow_for_a_car_holds_none(width_m: float, reachable: bool) -> None:
    ring = [[4, -5.5], [4 + width_m, -5.5], [4 + width_m, -0.5], [4, -0.5]]
    plan = house(bays=[{"id": "p1", "area": ring, "storey": 1}])
    assert reaches(plan)["w2"].reachable is reachable


def test_a_path_says_how_far_it_goes_up_a_pipe() -> None:
    path = reaches(house(fixtures=[pipe()]))["w2"].path
    assert path is not None
    assert [s.along_m for s in path.steps] == pytest.approx([0.0, 3.9])
    assert path.last_rise_m == 0.0
