"""Shortest and cheapest paths equal those of a plain heap, and the lengths known by hand."""

from heapq import heappop, heappush
from itertools import pairwise
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cpted_rules.analysis.kernels.paths import MOVES, ONWARD, START, UNREACHED, shortest
from cpted_rules.analysis.paths import MOST_COST, Reach, from_each, least_cost, nearest, ways_of

Bits = NDArray[np.bool_]
Floats = NDArray[np.float64]


def plain(free: Bits, cost: Floats, sources: list[tuple[int, int]]) -> Floats:
    """The same by Dijkstra's algorithm with a heap, every move tried at every cell."""
    rows, columns = free.shape

    def is_free(r: int, c: int) -> bool:
        return 0 <= r < rows and 0 <= c < columns and bool(free[r, c])

    total = np.full(free.shape, inf)
    for source in sources:
        total[source] = 0.0
    queue = [(0.0, r, c) for r, c in sources]
    while queue:
        d, r, c = heappop(queue)
        if d > total[r, c]:
            continue
        for i, j in MOVES:
            u, v = r + i, c + j
            if is_free(u, v) and is_free(r, v) and is_free(u, c):
                y = d + sqrt(i * i + j * j) * 0.5 * (cost[r, c] + cost[u, v])
                if y < total[u, v]:
                    total[u, v] = y
                    heappush(queue, (y, u, v))
    return total


def scene(seed: int, rows: int, columns: int, open_share: float) -> tuple[Bits, tuple[int, int]]:
    rng = np.random.default_rng(seed)
    free = rng.random((rows, columns)) < open_share
    source = (int(rng.integers(rows)), int(rng.integers(columns)))
    free[source] = True
    return free, source


SCENES = {
    "seed": st.integers(0, 10**6),
    "rows": st.integers(1, 24),
    "columns": st.integers(1, 24),
    "open_share": st.sampled_from([0.45, 0.6, 0.75, 0.9, 1.0]),
}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(**SCENES)
def test_lengths_equal_those_of_a_heap(
    seed: int, rows: int, columns: int, open_share: float
) -> None:
    free, source = scene(seed, rows, columns, open_share)
    want = plain(free, np.ones(free.shape), [source])
    got = nearest(ways_of(free), [source]).length
    assert (np.isfinite(got) == np.isfinite(want)).all()
    reached = np.isfinite(want)
    assert got[reached] == pytest.approx(want[reached], abs=1e-9)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(**SCENES)
def test_costs_equal_those_of_a_heap(seed: int, rows: int, columns: int, open_share: float) -> None:
    free, source = scene(seed, rows, columns, open_share)
    cost = 1.0 + 30.0 * np.random.default_rng(seed + 1).random(free.shape) ** 4
    want = plain(free, cost, [source])
    got = least_cost(ways_of(free), cost, [source]).length
    assert (np.isfinite(got) == np.isfinite(want)).all()
    reached = np.isfinite(want)
    assert got[reached] == pytest.approx(want[reached], rel=1e-12)


def test_lengths_in_blocks_and_streets_equal_those_of_a_heap() -> None:
    free = np.ones((90, 120), dtype=np.bool_)
    for row in range(8, 80, 20):
        for column in range(6, 110, 22):
            free[row : row + 11, column : column + 13] = False
    sources = [(0, 0), (89, 60)]
    want = plain(free, np.ones(free.shape), sources)
    got = nearest(ways_of(free), sources).length
    assert got[free] == pytest.approx(want[free], abs=1e-9)
    assert not np.isfinite(got[~free]).any()


def length_of(path: tuple[tuple[int, int], ...], cost: Floats) -> float:
    return sum(
        sqrt((a - c) ** 2 + (b - d) ** 2) * 0.5 * float(cost[a, b] + cost[c, d])
        for (a, b), (c, d) in pairwise(path)
    )


def check_paths(free: Bits, cost: Floats, reach: Reach, source: tuple[int, int]) -> None:
    for row, column in np.argwhere(np.isfinite(reach.length))[::17]:
        cell = (int(row), int(column))
        path = reach.path(cell)
        assert path[0] == source
        assert path[-1] == cell
        assert all(free[c] for c in path)
        for (a, b), (c, d) in pairwise(path):
            assert max(abs(a - c), abs(b - d)) == 1
            assert free[a, d], "a corner is cut"
            assert free[c, b], "a corner is cut"
        assert length_of(path, cost) == pytest.approx(reach.length[cell], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_paths_are_as_long_as_they_say_and_cut_no_corner(seed: int) -> None:
    free, source = scene(seed, 60, 70, 0.7)
    ones = np.ones(free.shape)
    check_paths(free, ones, nearest(ways_of(free), [source]), source)
    cost = 1.0 + 9.0 * np.random.default_rng(seed).random(free.shape)
    check_paths(free, cost, least_cost(ways_of(free), cost, [source]), source)


def test_over_open_ground_a_length_is_that_of_the_king_of_chess() -> None:
    length = nearest(ways_of(np.ones((40, 50), dtype=np.bool_)), [(0, 0)]).length
    for row, column in ((0, 0), (0, 49), (39, 0), (7, 7), (3, 30), (39, 49)):
        low, high = sorted((row, column))
        assert length[row, column] == pytest.approx(high - low + low * sqrt(2), abs=1e-12)


def test_round_the_end_of_a_wall_no_corner_is_cut() -> None:
    free = np.ones((5, 5), dtype=np.bool_)
    free[0:4, 2] = False
    reach = nearest(ways_of(free), [(0, 1)])
    # down to the row past the wall, two across and back up: 4 + 2 + 4
    assert reach.length[0, 3] == pytest.approx(10.0)


def test_cells_that_meet_at_a_corner_only_are_not_joined() -> None:
    free = np.array([[True, False], [False, True]])
    reach = nearest(ways_of(free), [(0, 0)])
    assert reach.length[0, 0] == 0.0
    assert reach.length[1, 1] == inf
    assert reach.path((1, 1)) == ()
    assert reach.last[1, 1] == UNREACHED
    assert reach.last[0, 0] == START


def test_a_dear_strip_is_walked_round_where_that_is_cheaper() -> None:
    free = np.ones((3, 9), dtype=np.bool_)
    cost = np.ones((3, 9))
    cost[0:2, 4] = 100.0
    path = least_cost(ways_of(free), cost, [(0, 0)]).path((0, 8))
    assert (2, 4) in path
    through = least_cost(ways_of(free), np.ones((3, 9)), [(0, 0)])
    assert through.length[0, 8] == pytest.approx(8.0)


def test_at_a_cost_of_one_costs_are_lengths() -> None:
    free, source = scene(5, 50, 50, 0.75)
    ways = ways_of(free)
    length = nearest(ways, [source]).length
    cost = least_cost(ways, np.ones(free.shape), [source]).length
    reached = np.isfinite(length)
    assert (reached == np.isfinite(cost)).all()
    assert cost[reached] == pytest.approx(length[reached], abs=1e-9)


@pytest.mark.parametrize("wrong", [0.99, MOST_COST * 1.01, float("nan")])
def test_a_cost_out_of_range_is_refused(wrong: float) -> None:
    cost = np.full((3, 3), wrong)
    with pytest.raises(ValueError, match="cost from"):
        least_cost(ways_of(np.ones((3, 3), dtype=np.bool_)), cost, [(0, 0)])


def test_each_source_alone_is_as_the_nearest_of_them_all() -> None:
    free, source = scene(11, 40, 40, 0.8)
    other = tuple(int(i) for i in np.argwhere(free)[-1])
    sources = [source, (other[0], other[1])]
    each = from_each(ways_of(free), sources)
    together = nearest(ways_of(free), sources).length
    assert (np.minimum(each[0].length, each[1].length) == together).all()


def test_turned_and_mirrored_rasters_have_the_same_lengths() -> None:
    free, source = scene(3, 30, 45, 0.7)
    marked = np.zeros(free.shape, dtype=np.bool_)
    marked[source] = True
    length = nearest(ways_of(free), [source]).length
    for change in (np.rot90, np.flipud, np.fliplr, np.transpose):
        at = tuple(int(i) for i in np.argwhere(change(marked))[0])
        changed = nearest(ways_of(change(free)), [(at[0], at[1])]).length
        reached = np.isfinite(changed)
        assert (reached == np.isfinite(change(length))).all()
        assert changed[reached] == pytest.approx(change(length)[reached], abs=1e-9)


def test_no_source_reaches_nothing() -> None:
    ways = ways_of(np.ones((3, 3), dtype=np.bool_))
    length, last = shortest(ways.around, ways.columns, np.zeros(0, np.int64), ONWARD)
    assert not np.isfinite(length).any()
    assert (last == UNREACHED).all()


def test_over_open_ground_one_move_is_worth_making_after_a_straight_one_and_three_else() -> None:
    assert [int(ONWARD[256 * last + 255, 0]) for last in range(9)] == [1, 3] * 4 + [8]
