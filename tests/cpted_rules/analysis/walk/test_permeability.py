"""How open a network is: ratios worked out by hand."""

from dataclasses import replace
from math import inf

import pytest
from shapely import LineString, Point, box

from cpted_rules.analysis.walk.distance import floor_of
from cpted_rules.analysis.walk.network import Front
from cpted_rules.analysis.walk.permeability import (
    entries_of,
    entries_per_100_m,
    meshedness,
    middle_of,
    through_movement,
    through_ways,
)
from tests.cpted_rules.analysis.walk.by_hand import lattice, network


def test_fronts_beside_each_other_on_one_road_are_one_entry() -> None:
    def front(id: str, x0: float, x1: float) -> Front:
        return Front(id=id, line=LineString([(x0, 0), (x1, 0)]))

    fronts = (front("r", 0, 3), front("r", 5, 10), front("r", 13.1, 20), front("s", 20, 22))
    entries = entries_of(replace(lattice(2), fronts=fronts))
    assert entries == (fronts[:2], fronts[2:3], fronts[3:])
    assert middle_of(entries[0]).equals(Point(7.5, 0))


def test_two_entries_on_400_m_are_half_a_one_on_100() -> None:
    fronts = tuple(Front(id="r", line=LineString([(x, 0), (x + 3, 0)])) for x in (0, 40))
    plain = replace(lattice(2), fronts=fronts)
    assert entries_per_100_m(plain, 400.0) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="longer than 0"):
        entries_per_100_m(plain, 0.0)


def test_a_tree_has_no_meshes() -> None:
    assert meshedness(network([(0, 0), (1, 0), (2, 0), (1, 1)], [(0, 1), (1, 2), (1, 3)])) == 0.0


def test_a_lattice_of_nine_has_four_loops_of_five() -> None:
    # its corners lie on one way: v = 5, e = 8, so 8 - 5 + 1 = 4 of 2 * 5 - 5 = 5
    assert meshedness(lattice(3)) == pytest.approx(4 / 5)


def test_doors_on_a_way_change_nothing() -> None:
    at = [(10.0 * (n % 3), 10.0 * (n // 3)) for n in range(9)]
    ways = [(e.start, e.end) for e in lattice(3).edges if (e.start, e.end) != (0, 1)]
    split = network([*at, (5.0, 0.0)], [*ways, (0, 9), (9, 1)])
    assert meshedness(split) == pytest.approx(meshedness(lattice(3)))


def test_two_nodes_tell_nothing() -> None:
    assert meshedness(network([(0, 0), (1, 0)], [(0, 1)])) is None


BLOCK = box(0, 0, 40, 40)
STREET = box(-6, -6, 46, 46).difference(BLOCK)
WEST, EAST, SOUTH = Point(0, 20), Point(40, 20), Point(20, 0)


def test_a_passage_through_a_block_is_shorter_than_round_it() -> None:
    (way,) = through_ways(
        floor_of(box(0, 18, 40, 22)), floor_of(STREET), [WEST, EAST], beside_m=2.0
    )
    assert way.inside_m == pytest.approx(40, abs=1.0)
    assert way.outside_m == pytest.approx(20 + 40 + 20, abs=4.0)
    assert way.path is not None
    assert way.path.length == pytest.approx(way.inside_m, abs=1e-6)
    assert through_movement([way]) == 1.0


def test_yards_that_do_not_meet_are_not_walked_through() -> None:
    yards = box(0, 18, 15, 22).union(box(25, 18, 40, 22))
    (way,) = through_ways(floor_of(yards), floor_of(STREET), [WEST, EAST], beside_m=2.0)
    assert way.inside_m == inf
    assert way.path is None
    assert through_movement([way]) == 0.0


def test_the_share_is_of_pairs() -> None:
    # a court joined west and east, and a yard by itself in the south
    floor = floor_of(box(0, 18, 40, 22).union(box(18, 0, 22, 10)))
    ways = through_ways(floor, floor_of(STREET), [WEST, EAST, SOUTH], beside_m=2.0)
    assert [w.entries for w in ways] == [(0, 1), (0, 2), (1, 2)]
    assert through_movement(ways) == pytest.approx(1 / 3)


def test_one_entry_makes_no_pair() -> None:
    ways = through_ways(floor_of(BLOCK), floor_of(STREET), [WEST], beside_m=2.0)
    assert ways == ()
    assert through_movement(ways) is None
