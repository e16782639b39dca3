"""Routes around watched places, their costs counted by hand."""

from heapq import heappop, heappush
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from cpted_rules.analysis.approach.changes import Change, ChangeKind, ranked
from cpted_rules.analysis.approach.exposure import Exposure, Watchfulness
from cpted_rules.analysis.approach.ground import WalkGround, cheapest_ways, walk_ground
from cpted_rules.analysis.approach.routes import Approach, least_observed
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.pieces import Floats

DIAGONAL = sqrt(2.0)
SURE = Watchfulness(window_looks=1.0, camera_looks=1.0)
HALF = Watchfulness(window_looks=0.5, way_looks=0.5, camera_looks=0.5)


def field(
    width: int, height: int, *fences: LineString, without: Polygon | None = None
) -> WalkGround:
    """Ground of cells of 1 m, the first centred at (0.5, 0.5); of 16 cells or more."""
    area = box(0, 0, width, height)
    return walk_ground(grid_of(area.difference(without) if without else area, 1.0), fences)


def exposure(ground: WalkGround, **rows: Floats | None) -> Exposure:
    nothing = np.zeros(len(ground.grid.points))
    values: dict[str, Floats | None] = {
        "windows": nothing,
        "ways": nothing,
        "cameras": nothing,
        "lux": None,
    }
    return Exposure(**(values | rows))  # type: ignore[arg-type]


def inside(ground: WalkGround, west: float, south: float, east: float, north: float) -> Floats:
    return np.isin(
        np.arange(len(ground.grid.points)), ground.cells_in(box(west, south, east, north))
    ).astype(np.float64)


def cell(ground: WalkGround, x: float, y: float) -> int:
    found = ground.nearest(x, y, within_m=0.1)
    assert found is not None
    return found


def walk(
    ground: WalkGround,
    seen: Exposure,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    watch: Watchfulness | None = None,
    night: bool = False,
) -> Approach:
    (route,) = least_observed(
        ground,
        seen,
        starts=np.array([cell(ground, *start)]),
        targets={"d1": cell(ground, *end)},
        watch=watch or SURE,
        night=night,
    )
    return route


def test_where_nobody_looks_the_route_is_straight() -> None:
    ground = field(11, 5)
    route = walk(ground, exposure(ground), (0.5, 2.5), (10.5, 2.5))
    assert route.length_m == route.cost_m == route.unseen_m == route.longest_unseen_m == 10.0
    assert route.mean_watched == 0.0
    assert route.security_sensitive


def test_a_watched_square_is_walked_around() -> None:
    # square of 5 x 5 cells in the middle of 11 x 9, surely seen: straight through it from
    # (0.5, 4.5) to (10.5, 4.5) costs 10 + 10 x (4 + 2 halves) = 60; around it, 3 cells aside with
    # the square's row at 6.5 last and 7.5 free: 3 diagonals out, 4 straight, 3 diagonals back
    ground = field(11, 9)
    seen = exposure(ground, windows=2 * inside(ground, 3, 2, 8, 7))
    route = walk(ground, seen, (0.5, 4.5), (10.5, 4.5))
    assert route.cost_m == pytest.approx(6 * DIAGONAL + 4)
    assert route.unseen_m == pytest.approx(route.length_m)
    assert route.mean_watched == 0.0


def test_a_mild_watch_is_walked_through() -> None:
    # seen with a chance of one half, at a weight of 0.5: the way through costs
    # 10 + 0.5 x 0.5 x 5 = 11.25, less than around
    ground = field(11, 9)
    seen = exposure(ground, windows=inside(ground, 3, 2, 8, 7))
    route = walk(
        ground, seen, (0.5, 4.5), (10.5, 4.5), watch=Watchfulness(weight=0.5, window_looks=0.5)
    )
    assert route.length_m == 10.0
    assert route.cost_m == pytest.approx(11.25)
    assert route.mean_watched == pytest.approx(0.25)
    assert route.unseen_m == pytest.approx(5.0)
    assert route.longest_unseen_m == pytest.approx(2.5)
    assert route.profile.windows.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0]
    assert route.profile.watched.tolist() == [0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0]
    assert route.profile.holds_m.tolist() == [0.5, *[1.0] * 9, 0.5]


def test_at_night_only_what_is_lit_is_seen() -> None:
    # the square is watched; only its west half is lit: the route runs through the dark half
    ground = field(11, 9)
    windows = 2 * inside(ground, 3, 0, 8, 9)
    lux = 5 * inside(ground, 3, 0, 8, 4)
    seen = exposure(ground, windows=windows, lux=lux)
    by_day = walk(ground, seen, (0.5, 6.5), (10.5, 6.5))
    by_night = walk(ground, seen, (0.5, 6.5), (10.5, 6.5), night=True)
    assert by_day.cost_m == pytest.approx(10 + 10 * 5)
    assert by_night.cost_m == pytest.approx(10.0)
    assert by_night.profile.windows.sum() == 0
    assert by_night.night


@pytest.mark.parametrize(
    ("lux", "people", "camera"),
    [(0.9, False, False), (1.0, False, True), (2.9, False, True), (3.0, True, True)],
)
def test_how_much_light_people_and_cameras_need(lux: float, people: bool, camera: bool) -> None:
    ground = field(16, 1)
    one = np.ones(16)
    watch = HALF
    lit = {"lux": np.full(16, lux)}
    windows = watch.watched(exposure(ground, windows=one, **lit), night=True)
    ways = watch.watched(exposure(ground, ways=one, **lit), night=True)
    cameras = watch.watched(exposure(ground, cameras=one, **lit), night=True)
    assert windows.tolist() == [0.5 * people] * 16
    assert ways.tolist() == [0.5 * people] * 16
    assert cameras.tolist() == [0.5 * camera] * 16


def test_each_watcher_looks_whatever_the_others_do() -> None:
    ground = field(16, 1)
    seen = exposure(ground, windows=np.arange(16.0), ways=np.eye(16)[2], cameras=np.eye(16)[0])
    chance = HALF.watched(seen, night=False)
    assert chance[:4].tolist() == [0.5, 0.5, 0.875, 0.875]
    assert Watchfulness().watched(seen, night=False)[:2] == pytest.approx([0.2, 0.1])


def test_without_illuminance_the_night_is_not_told() -> None:
    ground = field(16, 1)
    with pytest.raises(ValueError, match="illuminance"):
        walk(ground, exposure(ground), (0.5, 0.5), (2.5, 0.5), night=True)


def test_a_fence_is_walked_around_and_its_gap_through() -> None:
    # fence along x = 5 from y = 1 up: the way is by the row at y = 0.5
    ground = field(11, 5, LineString([(5, 1), (5, 6)]))
    route = walk(ground, exposure(ground), (0.5, 2.5), (10.5, 2.5))
    assert route.cost_m == pytest.approx(4 * DIAGONAL + 6)
    closed = field(11, 5, LineString([(5, -1), (5, 6)]))
    found = least_observed(
        closed,
        exposure(closed),
        starts=np.array([cell(closed, 0.5, 2.5)]),
        targets={"d1": cell(closed, 10.5, 2.5)},
        watch=Watchfulness(),
        night=False,
    )
    assert found == ()


def test_the_best_of_several_starts_and_a_target_on_one() -> None:
    ground = field(16, 1)
    routes = least_observed(
        ground,
        exposure(ground),
        starts=np.array([cell(ground, 0.5, 0.5), cell(ground, 15.5, 0.5)]),
        targets={"b": cell(ground, 12.5, 0.5), "a": cell(ground, 0.5, 0.5)},
        watch=Watchfulness(),
        night=False,
    )
    assert [(r.target, r.length_m) for r in routes] == [("a", 0.0), ("b", 3.0)]
    assert routes[0].line.length == 0.0
    assert routes[1].line.coords[0] == (15.5, 0.5)


def test_where_the_longest_unseen_stretch_has_its_middle() -> None:
    ground = field(16, 1)
    windows = np.array([0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1.0])
    route = walk(ground, exposure(ground, windows=windows), (0.5, 0.5), (15.5, 0.5))
    assert route.longest_unseen_m == 5.0
    assert route.darkest.coords[0] == (4.5, 0.5)


def test_the_change_that_closes_the_hidden_way_comes_first() -> None:
    # a wall from x = 3 to 8 parts two ways: the south one watched, the north one not
    ground = field(11, 5, without=box(3, 2, 8, 3))
    south, north = inside(ground, 0, 0, 11, 2), inside(ground, 0, 3, 11, 5)
    now = exposure(ground, windows=2 * south)

    def change(id: str, kind: ChangeKind, **rows: Floats) -> Change:
        return Change(
            id=id, kind=kind, exposure=exposure(ground, **({"windows": 2 * south} | rows))
        )

    gains = ranked(
        ground,
        now,
        [
            change("t1", ChangeKind.TRIM, windows=2 * south + north),
            change("c1", ChangeKind.CAMERA, cameras=2 * north),
            change("c2", ChangeKind.CAMERA, cameras=2 * south),  # where it is watched already
            change("w1", ChangeKind.WINDOW),
        ],
        starts=np.array([cell(ground, 0.5, 2.5)]),
        target="d1",
        cell=cell(ground, 10.5, 2.5),
        watch=HALF,
        night=False,
    )
    assert [g.change.id for g in gains] == ["c1", "t1", "c2", "w1"]
    assert gains[0].gain_m > gains[1].gain_m > gains[2].gain_m == gains[3].gain_m == 0.0
    assert gains[0].gain_m == pytest.approx(gains[0].after.cost_m - gains[0].before.cost_m)
    assert gains[0].security_sensitive


def plain_cost(ground: WalkGround, cost: Floats, start: int, fence: LineString | None) -> Floats:
    """Dijkstra over the cells with a heap: the twin of the whole of `cheapest_ways`."""
    at = {
        (int(r), int(c)): n
        for n, (r, c) in enumerate(zip(ground.grid.row, ground.grid.column, strict=True))
    }
    best = np.full(len(at), inf)
    best[start] = 0.0
    queue = [(0.0, start)]

    def free(one: int, other: int | None) -> bool:
        if other is None:
            return False
        step = LineString([ground.grid.points[one], ground.grid.points[other]])
        return fence is None or not step.intersects(fence)

    while queue:
        d, n = heappop(queue)
        if d > best[n]:
            continue
        r, c = int(ground.grid.row[n]), int(ground.grid.column[n])
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                m = at.get((r + i, c + j))
                if m is None or m == n or not free(n, m):
                    continue
                if i and j and not (free(n, at.get((r + i, c))) and free(n, at.get((r, c + j)))):
                    continue
                length = DIAGONAL if i and j else 1.0
                further = d + length * (cost[n] + cost[m]) / 2
                if further < best[m]:
                    best[m] = further
                    heappush(queue, (further, m))
    return best


@settings(max_examples=25, deadline=None)
@given(
    watched=st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 2.0]), min_size=63, max_size=63),
    fence=st.none()
    | st.sampled_from([(3.0, 1.0, 3.0, 6.0), (2.0, 3.0, 7.0, 3.0), (1.2, 1.1, 6.3, 5.7)]),
)
def test_costs_are_those_of_a_plain_search(
    watched: list[float], fence: tuple[float, float, float, float] | None
) -> None:
    line = None if fence is None else LineString([fence[:2], fence[2:]])
    ground = field(9, 7, *([line] if line else []))
    watch = HALF
    cost = watch.cost(watch.watched(exposure(ground, windows=np.array(watched)), night=False))
    found = cheapest_ways(ground, cost, np.array([0]))
    assert found.cost_m == pytest.approx(plain_cost(ground, cost, 0, line), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(
    watched=st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=45, max_size=45),
    more=st.integers(0, 44),
    weight=st.sampled_from([0.0, 1.0, 10.0]),
)
def test_one_more_watcher_never_makes_a_route_cheaper(
    watched: list[float], more: int, weight: float
) -> None:
    ground = field(9, 5)
    watch = Watchfulness(weight=weight, window_looks=0.5)
    less = np.array(watched)
    added = less + (np.arange(45) == more)
    before = walk(ground, exposure(ground, windows=less), (0.5, 0.5), (8.5, 4.5), watch=watch)
    after = walk(ground, exposure(ground, windows=added), (0.5, 0.5), (8.5, 4.5), watch=watch)
    assert after.cost_m >= before.cost_m - 1e-9
    assert before.cost_m == pytest.approx(
        before.length_m + weight * before.mean_watched * before.length_m
    )


@settings(max_examples=20, deadline=None)
@given(watched=st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=35, max_size=35))
def test_a_quarter_turn_of_the_ground_changes_no_cost(watched: list[float]) -> None:
    plain, turned = field(7, 5), field(5, 7)
    raster = np.array(watched).reshape(5, 7)
    first = walk(plain, exposure(plain, windows=raster.ravel()), (0.5, 0.5), (6.5, 4.5))
    rotated = np.rot90(raster, -1)  # rows run north: what was east is now south
    second = walk(
        turned, exposure(turned, windows=np.ascontiguousarray(rotated).ravel()), *_turned()
    )
    assert second.cost_m == pytest.approx(first.cost_m)


def _turned() -> tuple[tuple[float, float], tuple[float, float]]:
    """Where (0.5, 0.5) and (6.5, 4.5) of seven by five cells come to lie, by np.rot90(-1)."""
    marks = np.arange(35).reshape(5, 7)
    turned = np.rot90(marks, -1)
    spots = []
    for mark in (0, 34):
        ((row, column),) = np.argwhere(turned == mark)
        spots.append((float(column) + 0.5, float(row) + 0.5))
    return spots[0], spots[1]
