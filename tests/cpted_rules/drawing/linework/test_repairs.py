"""Repairs: small gaps are closed and listed, larger ones are left."""

import pytest

from cpted_rules.drawing.linework import Linework, LineworkSettings, Stroke, structure_of

Coordinates = tuple[float, float, float, float]


def drawn(*lines: Coordinates) -> Linework:
    return Linework(walls=tuple(Stroke(a=k[:2], b=k[2:], ref=n) for n, k in enumerate(lines)))


@pytest.mark.parametrize(("gap_m", "repairs"), [(0.002, 1), (0.099, 1), (0.1, 1), (0.101, 0)])
def test_a_broken_face_is_closed_up_to_the_tolerance(gap_m: float, repairs: int) -> None:
    found = structure_of(
        drawn((0, 0, 2, 0), (2 + gap_m, 0, 5, 0), (0, 0.2, 5, 0.2)),
        LineworkSettings(repair_m=0.1 + 1e-9),
    )
    assert len(found.repairs) == repairs
    for repair in found.repairs:
        assert repair.length_m == pytest.approx(gap_m)
        assert repair.at == pytest.approx((2 + gap_m / 2, 0))
        assert repair.refs == (0, 1)


def test_a_corner_that_both_lines_fall_short_of_is_drawn_out_to_where_they_meet() -> None:
    found = structure_of(
        drawn((0.03, 0, 4, 0), (0.2, 0.2, 4, 0.2), (0, 0.04, 0, 3), (0.2, 0.2, 0.2, 3))
    )
    (repair,) = found.repairs
    assert repair.length_m == pytest.approx(0.05)  # 3, 4, 5
    assert min(w.area.bounds[0] for w in found.walls) == pytest.approx(0.0, abs=1e-5)
    assert min(w.area.bounds[1] for w in found.walls) == pytest.approx(0.0, abs=1e-5)


def test_a_partition_that_stops_short_of_a_wall_is_drawn_on_to_it() -> None:
    found = structure_of(
        drawn((0, 0, 4, 0), (0, 0.2, 4, 0.2), (2, 0.25, 2, 3), (2.1, 0.25, 2.1, 3))
    )
    assert [r.length_m for r in found.repairs] == pytest.approx([0.05, 0.05])


def test_the_open_end_of_a_thin_wall_is_no_error() -> None:
    assert not structure_of(drawn((0, 0, 4, 0), (0, 0.08, 4, 0.08))).repairs
