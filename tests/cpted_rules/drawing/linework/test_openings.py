"""Openings: limits of gaps, swings and panes, on one straight wall."""

from math import atan2, degrees, hypot, radians, sin

import pytest

from cpted_rules.drawing.linework import (
    Arc,
    Linework,
    OpeningKind,
    Sign,
    Stroke,
    Structure,
    structure_of,
)

Coordinates = tuple[float, float, float, float]


def strokes(*lines: Coordinates, ref: int = 0) -> tuple[Stroke, ...]:
    return tuple(Stroke(a=k[:2], b=k[2:], ref=ref + n) for n, k in enumerate(lines))


def wall_with_gap(width_m: float) -> tuple[Stroke, ...]:
    """A wall of 200 mm along x, broken from x = 4 on."""
    end = 4 + width_m
    return strokes(
        (0, 0, 4, 0), (0, 0.2, 4, 0.2), (4, 0, 4, 0.2),
        (end, 0, end + 4, 0), (end, 0.2, end + 4, 0.2), (end, 0, end, 0.2),
    )  # fmt: skip


def in_gap(
    width_m: float,
    *,
    arcs: tuple[Arc, ...] = (),
    free: tuple[Stroke, ...] = (),
    glazing: tuple[Stroke, ...] = (),
    doors: tuple[Stroke, ...] = (),
) -> Structure:
    return structure_of(
        Linework(walls=wall_with_gap(width_m), arcs=arcs, free=free, glazing=glazing, doors=doors)
    )


def swing(radius_m: float, sweep_deg: float = 90.0) -> Arc:
    return Arc(centre=(4, 0.2), radius_m=radius_m, start_deg=0, sweep_deg=sweep_deg, ref=90)


@pytest.mark.parametrize(("width_m", "count"), [(0.59, 0), (0.6, 1), (1.2, 1), (2.0, 1), (2.01, 0)])
def test_a_bare_gap_is_a_passage_from_600_to_2000_mm(width_m: float, count: int) -> None:
    found = in_gap(width_m).openings
    assert [o.kind for o in found] == [OpeningKind.PASSAGE] * count


@pytest.mark.parametrize(
    ("radius_m", "is_door"), [(0.49, False), (0.5, True), (0.9, True), (1.3, True), (1.31, False)]
)
def test_a_door_swings_on_a_radius_from_500_to_1300_mm(radius_m: float, is_door: bool) -> None:
    kinds = {o.kind for o in in_gap(radius_m + 0.1, arcs=(swing(radius_m),)).openings}
    assert (OpeningKind.DOOR in kinds) is is_door


@pytest.mark.parametrize(
    ("sweep_deg", "is_door"), [(79.0, False), (80.0, True), (100.0, True), (101.0, False)]
)
def test_a_door_swing_is_a_right_angle_to_ten_degrees(sweep_deg: float, is_door: bool) -> None:
    (opening,) = in_gap(0.9, arcs=(swing(0.9, sweep_deg),)).openings
    assert (opening.kind is OpeningKind.DOOR) is is_door


def test_a_leaf_without_an_arc_is_a_door() -> None:
    (door,) = in_gap(0.9, free=strokes((4, 0.2, 4, 1.1), ref=80)).openings
    assert door.kind is OpeningKind.DOOR
    assert door.evidence == (Sign.BREAK_IN_LINE, Sign.LEAF)
    assert door.swing[0].opened == (pytest.approx(4), pytest.approx(1.1))
    assert door.refs == (80,)


def test_an_arc_drawn_by_eye_is_a_swing_by_its_leaf() -> None:
    # the arc's own centre is off: it sweeps 70 degrees on a larger radius between the same ends
    (ax, ay), (bx, by) = (4.9, 0.2), (4.0, 1.1)
    radius = hypot(bx - ax, by - ay) / 2 / sin(radians(35))
    mx, my, half = (ax + bx) / 2, (ay + by) / 2, hypot(bx - ax, by - ay) / 2
    away = (radius**2 - half**2) ** 0.5
    cx, cy = mx - away / 2**0.5, my - away / 2**0.5
    start = degrees(atan2(ay - cy, ax - cx))
    arc = Arc(centre=(cx, cy), radius_m=radius, start_deg=start, sweep_deg=70.0, ref=90)
    (door,) = in_gap(0.9, arcs=(arc,), doors=strokes((4, 0.2, 4, 1.1), ref=80)).openings
    assert door.kind is OpeningKind.DOOR
    assert door.swing[0].hinge == (pytest.approx(4), pytest.approx(0.2))
    assert {Sign.SWING, Sign.LEAF} <= set(door.evidence)


@pytest.mark.parametrize(("lines", "window"), [(1, True), (2, True), (5, True), (6, False)])
def test_one_to_five_thin_lines_across_a_gap_are_a_window(lines: int, window: bool) -> None:
    panes = strokes(*((4, 0.02 + 0.03 * n, 5.5, 0.02 + 0.03 * n) for n in range(lines)), ref=70)
    (opening,) = in_gap(1.5, free=panes).openings
    assert (opening.kind is OpeningKind.WINDOW) is window


@pytest.mark.parametrize(("reach_m", "window"), [(0.9, False), (1.2, True)])
def test_lines_that_span_seven_tenths_of_a_gap_fill_it(reach_m: float, window: bool) -> None:
    (opening,) = in_gap(1.5, free=strokes((4, 0.1, 4 + reach_m, 0.1), ref=70)).openings
    assert (opening.kind is OpeningKind.WINDOW) is window


def test_a_line_that_only_passes_through_a_gap_is_no_pane() -> None:
    (opening,) = in_gap(1.5, free=strokes((0, 0.1, 9.5, 0.1), ref=70)).openings
    assert opening.kind is OpeningKind.PASSAGE


def test_glass_makes_a_window_of_a_gap_of_six_metres() -> None:
    (window,) = in_gap(6.0, glazing=strokes((4, 0.1, 10, 0.1), ref=60)).openings
    assert (window.kind, window.confidence) == (OpeningKind.WINDOW, 0.9)


def test_lines_of_a_door_layer_make_a_door_of_a_gap() -> None:
    (door,) = in_gap(1.0, doors=strokes((4, 0.1, 5, 0.1), ref=50)).openings
    assert (door.kind, door.swing) == (OpeningKind.DOOR, ())


def test_a_swing_on_an_unbroken_wall_is_a_door_of_less_confidence() -> None:
    wall = strokes((0, 0, 9, 0), (0, 0.2, 9, 0.2))
    (door,) = structure_of(
        Linework(walls=wall, arcs=(swing(0.9),), free=strokes((4, 0.2, 4, 1.1), ref=80))
    ).openings
    assert door.kind is OpeningKind.DOOR
    assert door.confidence == 0.6
    assert list(door.line.coords) == [
        (pytest.approx(4), pytest.approx(0.2)),
        (pytest.approx(4.9), pytest.approx(0.2)),
    ]


def test_an_arc_far_from_walls_and_without_a_leaf_is_nothing() -> None:
    wall = strokes((0, 0, 9, 0), (0, 0.2, 9, 0.2))
    arc = Arc(centre=(4, 3), radius_m=0.9, start_deg=0, sweep_deg=90, ref=90)
    assert not structure_of(Linework(walls=wall, arcs=(arc,))).openings


def test_a_wall_of_glass_is_one_window_along_its_middle() -> None:
    panes = strokes((0, 0, 3, 0), (3.1, 0, 6, 0), (0, 0.05, 6, 0.05), ref=60)
    (window,) = structure_of(Linework(glazing=panes)).openings
    assert window.line.length == pytest.approx(6.0)
    assert window.thickness_m == pytest.approx(0.05)


def test_glass_walls_tied_to_walls_close_a_room() -> None:
    # three walls of 200 mm round 4 x 3 m, the fourth side glass that ends 100 mm short of them
    walls = strokes(
        (-0.2, 0, -0.2, 3.2), (-0.2, 3.2, 4.2, 3.2), (4.2, 3.2, 4.2, 0),
        (0, 0, 0, 3), (0, 3, 4, 3), (4, 3, 4, 0), (-0.2, 0, 0, 0), (4, 0, 4.2, 0),
    )  # fmt: skip
    found = structure_of(
        Linework(walls=walls, glazing=strokes((0.1, 0.1, 3.9, 0.1), (0.1, 0.14, 3.9, 0.14)))
    )
    (room,) = found.rooms
    assert room.area == pytest.approx(4 * (3 - 0.14), rel=0.01)


def test_a_wall_that_ends_at_a_corridor_does_not_close_it() -> None:
    # a partition ends 1.5 m before the wall across
    found = structure_of(
        Linework(
            walls=strokes(
                (0, 0, 8, 0), (0, 0.2, 8, 0.2), (4, 1.7, 4, 5), (4.1, 1.7, 4.1, 5),
                (4, 1.7, 4.1, 1.7),
            )
        )
    )  # fmt: skip
    assert not found.openings
