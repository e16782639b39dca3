"""Walls from line pairs: which lines face each other, how junctions join, what is no wall."""

from math import cos, radians, sin

import pytest
import shapely

from cpted_rules.drawing.linework import (
    Linework,
    Solid,
    Stroke,
    Structure,
    WallPiece,
    strokes_of,
    structure_of,
)

Coordinates = tuple[float, float, float, float]


def built(*lines: Coordinates) -> Structure:
    drawn = (Stroke(a=k[:2], b=k[2:], ref=n) for n, k in enumerate(lines))
    return structure_of(Linework(walls=tuple(drawn)))


def area(walls: tuple[WallPiece, ...]) -> float:
    return shapely.union_all([w.area for w in walls]).area


@pytest.mark.parametrize(
    ("thickness_m", "walls"), [(0.049, 0), (0.05, 1), (0.2, 1), (0.60, 1), (0.601, 0)]
)
def test_a_pair_is_a_wall_from_50_to_600_mm(thickness_m: float, walls: int) -> None:
    found = built((0, 0, 4, 0), (0, thickness_m, 4, thickness_m)).walls
    assert len(found) == walls
    for wall in found:
        assert wall.thickness_m == pytest.approx(thickness_m)
        assert wall.axis.length == pytest.approx(4.0)
        assert wall.refs == (0, 1)
        # two faces of 4 m are drawn, the two ends are not
        assert wall.drawn_share == pytest.approx(8.0 / (8.0 + 2 * thickness_m))


def test_of_the_two_sides_of_a_line_the_nearer_is_the_wall() -> None:
    (wall,) = built((0, 0, 4, 0), (0, 0.2, 4, 0.2), (0, 0.7, 4, 0.7)).walls
    assert wall.area.area == pytest.approx(0.8)


def test_a_duct_between_two_walls_is_not_filled() -> None:
    found = built(*((0, y, 4, y) for y in (0.0, 0.1, 0.4, 0.5))).walls
    assert len(found) == 2
    assert area(found) == pytest.approx(0.8)


def test_three_lines_are_one_insulated_wall() -> None:
    found = built(*((0, y, 4, y) for y in (0.0, 0.1, 0.3))).walls
    assert area(found) == pytest.approx(1.2)


def test_four_lines_are_one_cavity_wall() -> None:
    found = built(*((0, y, 4, y) for y in (0.0, 0.1, 0.15, 0.25))).walls
    assert area(found) == pytest.approx(1.0)


def test_evenly_spaced_lines_are_a_stair() -> None:
    assert not built(*((0, 0.28 * n, 1.2, 0.28 * n) for n in range(8))).walls


def test_a_corner_is_filled_to_the_outer_lines() -> None:
    # outer 4 x 3 m, walls 200 mm: 0.8 + 0.6 - 0.04
    found = built((0, 0, 4, 0), (0.2, 0.2, 4, 0.2), (0, 0, 0, 3), (0.2, 0.2, 0.2, 3)).walls
    assert area(found) == pytest.approx(1.36, abs=1e-5)
    # the middle lines meet in the middle of the corner
    assert sum(w.axis.length for w in found) == pytest.approx(3.9 + 2.9)


@pytest.mark.parametrize("turn_deg", [45.0, 60.0, 120.0, 150.0])
def test_a_slanted_corner_is_filled_to_the_outer_lines(turn_deg: float) -> None:
    axis = shapely.LineString(
        [(4, 0), (0, 0), (3 * cos(radians(turn_deg)), 3 * sin(radians(turn_deg)))]
    )
    sides = [axis.parallel_offset(0.1, side, join_style="mitre") for side in ("left", "right")]
    drawn = [k for n, s in enumerate(sides) for k in strokes_of(list(s.coords), ref=n)]
    found = structure_of(Linework(walls=tuple(drawn))).walls
    whole = axis.buffer(0.1, cap_style="flat", join_style="mitre", mitre_limit=9)
    assert area(found) == pytest.approx(whole.area, abs=1e-3)


def test_a_tee_whose_through_face_is_broken_is_one_tight_shape() -> None:
    found = built(
        (0, 0, 5, 0), (0, 0.2, 2.4, 0.2), (2.6, 0.2, 5, 0.2), (2.4, 0.2, 2.4, 3), (2.6, 0.2, 2.6, 3)
    ).walls  # fmt: skip
    assert area(found) == pytest.approx(5 * 0.2 + 2.8 * 0.2, abs=1e-5)
    assert sorted(round(w.axis.length, 3) for w in found) == [2.9, 5.0]


def test_a_crossing_drawn_through_and_drawn_broken_are_the_same_wall() -> None:
    through = built((0, 0, 4, 0), (0, 0.2, 4, 0.2), (2, -2, 2, 2), (2.2, -2, 2.2, 2)).walls
    broken = built(
        (0, 0, 2, 0), (2.2, 0, 4, 0), (0, 0.2, 2, 0.2), (2.2, 0.2, 4, 0.2),
        (2, -2, 2, 0), (2, 0.2, 2, 2), (2.2, -2, 2.2, 0), (2.2, 0.2, 2.2, 2),
    ).walls  # fmt: skip
    for found in (through, broken):
        assert area(found) == pytest.approx(0.8 + 0.8 - 0.04, abs=1e-5)
        assert [round(w.axis.length, 3) for w in found] == [4.0, 4.0]


def test_two_walls_that_cross_in_their_middles_are_two() -> None:
    found = built(
        (0, 0, 4, 0), (0, 0.2, 4, 0.2), (1.9, -1.9, 1.9, 2.1), (2.1, -1.9, 2.1, 2.1)
    ).walls
    assert [w.axis.length for w in found] == pytest.approx([4.0, 4.0])


def test_a_curved_wall_drawn_as_chords_is_one_piece() -> None:
    # quarter ring between 5.0 and 5.3 m, flattened in steps of 5 degrees
    def ring(radius: float, ref: int) -> tuple[Stroke, ...]:
        turns = [radians(5 * k) for k in range(19)]
        return strokes_of([(radius * cos(t), radius * sin(t)) for t in turns], ref=ref)

    (wall,) = structure_of(Linework(walls=(*ring(5.0, 0), *ring(5.3, 1)))).walls
    step = radians(5)
    # a chord ring has the area of 18 trapezia
    assert wall.area.area == pytest.approx(18 * 0.5 * sin(step) * (5.3**2 - 5.0**2), rel=0.01)
    assert wall.thickness_m == pytest.approx(0.3, abs=0.002)
    assert wall.refs == (0, 1)


def test_a_slot_between_two_capped_wall_ends_is_not_filled() -> None:
    found = built(
        (0, 0, 2, 0), (0, 0.25, 2, 0.25), (2, 0, 2, 0.25),
        (2.3, 0, 5, 0), (2.3, 0.25, 5, 0.25), (2.3, 0, 2.3, 0.25),
    ).walls  # fmt: skip
    assert area(found) == pytest.approx(0.25 * (2.0 + 2.7), abs=1e-5)


def test_a_square_column_is_one_piece() -> None:
    (column,) = structure_of(
        Linework(walls=strokes_of([(0, 0), (0.4, 0), (0.4, 0.4), (0, 0.4)], ref=0, closed=True))
    ).walls
    assert column.area.area == pytest.approx(0.16)


def test_gaps_between_solids_are_not_wall_and_solids_are_sure() -> None:
    solids = tuple(
        Solid(area=shapely.box(0, y, 4, y + 0.2), ref=n) for n, y in enumerate((0.0, 0.4))
    )
    found = structure_of(Linework(solids=solids)).walls
    assert area(found) == pytest.approx(1.6, abs=1e-5)
    assert {w.confidence for w in found} == {0.95}


def test_an_outline_that_goes_round_a_room_is_no_solid() -> None:
    assert not structure_of(Linework(solids=(Solid(area=shapely.box(0, 0, 4, 3), ref=0),))).walls
