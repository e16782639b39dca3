"""Packed points are points: in order, equal to the same pairs, and where a map leads them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing.points import (
    NO_POINTS,
    SAME_PLACE,
    XY,
    Affine,
    Move,
    Points,
    boxes_of,
    together,
)

NUMBERS = st.floats(-1e6, 1e6)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=20)
SMALL = st.floats(-10, 10)
MAPS = st.builds(Affine, SMALL, SMALL, SMALL, SMALL, NUMBERS, NUMBERS)


@given(PAIRS)
def test_points_are_a_sequence_of_their_pairs(pairs: list[XY]) -> None:
    points = Points.of(pairs)
    assert len(points) == len(pairs)
    assert list(points) == pairs
    assert [points[n] for n in range(len(pairs))] == pairs
    assert points == tuple(pairs)
    assert points[1:-1] == tuple(pairs[1:-1])
    assert hash(points) == hash(Points.of(pairs))
    assert np.asarray(points).shape == (len(pairs), 2)
    if pairs:
        assert points[-1] == pairs[-1]
        assert list(points.closed) == [*pairs, pairs[0]]


@given(PAIRS, MAPS)
def test_points_moved_are_where_the_map_leads_each(pairs: list[XY], by: Affine) -> None:
    moved = Points.of(pairs).moved(by)
    assert list(moved) == [by.point(p) for p in pairs]
    assert moved.xy.tolist() == [[*by.point(p)] for p in pairs]


@given(PAIRS, MAPS, MAPS)
def test_two_moves_are_one_move_after_the_other(pairs: list[XY], a: Affine, b: Affine) -> None:
    twice = Points.of(pairs).moved(a).moved(b)
    apart = [b.point(a.point(p)) for p in pairs]
    assert np.allclose(twice.xy, np.array(apart).reshape(-1, 2), rtol=1e-9, atol=1e-3)
    assert twice == Points.of(pairs).moved(Move(a)).moved(Move(b))


def test_a_move_puts_a_map_together_once_while_it_comes_again() -> None:
    move, first = Move(Affine(2, 0, 0, 2, 1, 1)), Affine(1, 0, 0, 1, 5, 5)
    assert move.after(first) is move.after(first)
    assert move.after(SAME_PLACE) == move.by


@given(st.lists(st.tuples(PAIRS, st.one_of(st.none(), MAPS)), max_size=8))
def test_many_lists_together_are_each_after_the_other(
    lists: list[tuple[list[XY], Affine | None]],
) -> None:
    many = [Points.of(pairs) if by is None else Points.of(pairs).moved(by) for pairs, by in lists]
    at, counts = together(many)
    assert counts.tolist() == [len(points) for points in many]
    assert at.tolist() == [[*p] for points in many for p in points]
    boxes = boxes_of(many)
    for points, box in zip(many, boxes, strict=True):
        if len(points):
            low, high = points.xy.min(axis=0), points.xy.max(axis=0)
            assert box.tolist() == [*low.tolist(), *high.tolist()]
        else:
            assert np.isnan(box).all()


def test_boxes_of_more_lists_than_are_looked_at_at_once() -> None:
    many = [Points.of([(n, 0.0), (n + 1.0, 2.0)]) for n in range(7_000)]
    assert boxes_of(many)[6_999].tolist() == [6_999.0, 0.0, 7_000.0, 2.0]


def test_there_is_no_point_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        Points.of([(0.0, 0.0)])[1]
    with pytest.raises(IndexError):
        NO_POINTS[0]
    assert list(pairwise(NO_POINTS)) == []
