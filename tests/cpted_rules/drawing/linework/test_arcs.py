"""Arcs recognised in polylines."""

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing.linework import arcs_of


@given(
    start_deg=st.floats(0, 360),
    sweep_deg=st.floats(60, 170),
    radius_m=st.floats(0.4, 2.0),
    steps=st.integers(6, 24),
    clockwise=st.booleans(),
)
def test_a_flattened_arc_is_found_again(
    start_deg: float, sweep_deg: float, radius_m: float, steps: int, clockwise: bool
) -> None:
    sweep = -sweep_deg if clockwise else sweep_deg
    turns = [radians(start_deg + sweep * k / steps) for k in range(steps + 1)]
    points = [(3 + radius_m * cos(t), 5 + radius_m * sin(t)) for t in turns]
    (arc,) = arcs_of(points, ref=4)
    assert arc.centre == pytest.approx((3, 5), abs=1e-6)
    assert arc.radius_m == pytest.approx(radius_m)
    assert arc.sweep_deg == pytest.approx(sweep)
    assert (arc.start_deg - start_deg) % 360 == pytest.approx(0, abs=1e-6) or (
        start_deg - arc.start_deg
    ) % 360 == pytest.approx(0, abs=1e-6)
    assert arc.ref == 4


def test_a_leaf_drawn_on_from_its_arc_does_not_hide_it() -> None:
    swing = [(cos(radians(t)), sin(radians(t))) for t in range(0, 91, 10)]
    (arc,) = arcs_of([*swing, (0, 0)], ref=0)
    assert arc.sweep_deg == pytest.approx(90)


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (1, 0), (1, 1), (0, 1)],
        [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)],
        [(0, 0), (1, 0.1), (2, 0), (3, 0.1), (4, 0), (5, 0.1)],
    ],
)
def test_boxes_lines_and_zigzags_have_no_arcs(points: list[tuple[float, float]]) -> None:
    assert arcs_of(points, ref=0) == ()
