"""Strokes: exploded, cleaned and merged along their lines."""

import time
from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing.linework import Stroke, strokes_of
from cpted_rules.drawing.linework.strokes import merged


def line(x0: float, y0: float, x1: float, y1: float, ref: int = 0) -> Stroke:
    return Stroke(a=(x0, y0), b=(x1, y1), ref=ref)


def test_a_closed_polyline_gives_its_closing_stroke_and_none_without_length() -> None:
    drawn = strokes_of([(0, 0), (1, 0), (1, 0), (1, 1)], ref=7, closed=True)
    assert [(s.a, s.b, s.ref) for s in drawn] == [
        ((0, 0), (1, 0), 7),
        ((1, 0), (1, 1), 7),
        ((1, 1), (0, 0), 7),
    ]


def test_duplicates_and_overlapping_strokes_become_one_edge_with_all_references() -> None:
    (edge,) = merged([line(0, 0, 2, 0, 1), line(2, 0, 0, 0, 2), line(1, 0, 3, 0, 3)])
    assert sorted((edge.a, edge.b)) == [(0, 0), (3, 0)]
    assert edge.refs == (1, 2, 3)


@pytest.mark.parametrize(("gap_m", "edges"), [(0.0009, 1), (0.0011, 2)])
def test_strokes_on_one_line_join_over_a_millimetre_and_no_more(gap_m: float, edges: int) -> None:
    assert len(merged([line(0, 0, 1, 0), line(1 + gap_m, 0, 2, 0)])) == edges


def test_the_chords_of_a_wide_curve_stay_apart() -> None:
    # 0.1 m chords of a 10 m circle turn by 0.57 degrees: each fits its neighbour, all do not
    points = [(10 * cos(0.01 * k), 10 * sin(0.01 * k)) for k in range(101)]
    assert len(merged(strokes_of(points, ref=0))) == 100


@given(turn_deg=st.floats(0, 360), cuts=st.lists(st.floats(0.01, 0.99), max_size=5))
def test_a_line_in_pieces_is_one_edge_at_any_angle(turn_deg: float, cuts: list[float]) -> None:
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    points = [(8 * t * c, 8 * t * s) for t in (0.0, *sorted(cuts), 1.0)]
    (edge,) = merged(strokes_of(points, ref=0))
    assert edge.length_m == pytest.approx(8.0)


def test_twenty_thousand_strokes_merge_in_two_seconds_of_processor_time() -> None:
    drawn = [
        stroke
        for n in range(100)
        for k in range(100)
        for stroke in (
            line(k, n * 0.37, k + 1, n * 0.37, n),
            line(k * 0.41, n, k * 0.41, n + 1, n),
        )
    ]
    start = time.process_time()
    edges = merged(drawn)
    assert time.process_time() - start < 2.0
    assert len(edges) == 200
