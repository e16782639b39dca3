"""The middle line of each walk, from end to end."""

import pytest

from cpted_rules.analysis.walk.lines import walk_lines
from tests.cpted_rules.rules.fragment import plan_of


def test_a_straight_walk_is_walked_from_end_to_end() -> None:
    plan = plan_of({"walks": [{"id": "w", "area": [[0, -1], [30, -1], [30, 1], [0, 1]]}]})
    (found,) = walk_lines(plan)
    assert found.walk.id == "w"
    assert found.line is not None
    assert found.line.length == pytest.approx(30, abs=0.1)


def test_of_a_branching_walk_the_longest_way_is_walked() -> None:
    # 40 m from west to east, with a branch of 5 m in the middle
    area = [[0, 0], [40, 0], [40, 2], [21, 2], [21, 7], [19, 7], [19, 2], [0, 2]]
    (found,) = walk_lines(plan_of({"walks": [{"id": "w", "area": area}]}))
    assert found.line is not None
    assert found.line.length == pytest.approx(40, abs=1.5)


def test_a_walk_without_two_corners_three_metres_apart_has_no_line() -> None:
    plan = plan_of({"walks": [{"id": "w", "area": [[0, 0], [2, 0], [2, 2], [0, 2]]}]})
    assert [found.line for found in walk_lines(plan)] == [None]


def test_walks_above_the_ground_are_left_out() -> None:
    area = [[0, -1], [30, -1], [30, 1], [0, 1]]
    assert walk_lines(plan_of({"walks": [{"id": "w", "area": area, "storey": 3}]})) == ()
