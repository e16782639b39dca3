"""A flat of known truth: exact numbers, and the same structure however it lies and is drawn."""

from dataclasses import replace
from itertools import pairwise
from math import cos, radians, sin
from random import Random

import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon

from cpted_rules.drawing.linework import (
    Arc,
    Linework,
    OpeningFound,
    OpeningKind,
    Sign,
    Solid,
    Stroke,
    Structure,
    structure_of,
)

MM = 0.001


@pytest.fixture(scope="session")
def found(flat: Linework) -> Structure:
    return structure_of(flat)


def at(structure: Structure, x: float, y: float) -> OpeningFound:
    """The opening whose line is at a point."""
    (one,) = [o for o in structure.openings if o.line.distance(Point(x, y)) < 0.01]
    return one


def test_the_walls_of_the_flat_have_their_drawn_area_and_middle_lines(found: Structure) -> None:
    walls = shapely.union_all([w.area for w in found.walls])
    # 70 m2 outside, 61.75 m2 of rooms, 1.27 m2 of openings in the seven breaks
    assert walls.area == pytest.approx(70.0 - 61.75 - 1.27, abs=1e-4)
    outer = sum(w.axis.length for w in found.walls if w.thickness_m == pytest.approx(0.2))
    inner = sum(w.axis.length for w in found.walls if w.thickness_m == pytest.approx(0.1))
    assert outer == pytest.approx(2 * (9.8 + 6.8) - 0.9 - 1.5 - 2.0, abs=1e-3)
    assert inner == pytest.approx(1.4 + 3.6 + 1.9 + 3.6 + 2.1, abs=1e-3)
    assert all(w.confidence >= 0.8 for w in found.walls)


def test_rooms_end_at_the_inner_faces_and_the_outside_is_none(found: Structure) -> None:
    areas = sorted(round(r.area, 3) for r in found.rooms)
    assert areas == [15.04, 15.36, 15.51, 15.84]


def test_the_outline_is_the_outer_face_with_openings_closed(found: Structure) -> None:
    (outline,) = found.outlines
    assert outline.area == pytest.approx(70.0, abs=1e-3)
    assert not outline.interiors


def test_every_opening_is_found_once_and_no_other(found: Structure) -> None:
    kinds = sorted(o.kind.value for o in found.openings)
    assert kinds == ["door"] * 3 + ["passage"] * 2 + ["window"] * 3


def test_a_swing_with_its_leaf_is_a_door_that_opens_inwards(found: Structure) -> None:
    door = at(found, 1.45, 0.1)
    assert door.kind is OpeningKind.DOOR
    assert door.line.length == pytest.approx(0.9)
    assert {Sign.SWING, Sign.LEAF, Sign.BREAK_IN_LINE} <= set(door.evidence)
    (leaf,) = door.swing
    assert leaf.hinge == pytest.approx((1.0, 0.2))
    assert leaf.shut == pytest.approx((1.9, 0.2))
    assert leaf.opened == pytest.approx((1.0, 1.1))
    assert set(door.refs) == {100, 400}


def test_two_leaves_that_meet_are_one_double_door(found: Structure) -> None:
    door = at(found, 2.7, 3.45)
    assert door.kind is OpeningKind.DOOR
    assert door.line.length == pytest.approx(1.4)
    assert sorted(leaf.hinge for leaf in door.swing) == [
        pytest.approx((2.0, 3.5)),
        pytest.approx((3.4, 3.5)),
    ]
    assert all(leaf.shut == pytest.approx((2.7, 3.5)) for leaf in door.swing)


def test_a_swing_without_a_leaf_is_a_door_of_less_confidence(found: Structure) -> None:
    door = at(found, 7.4, 3.45)
    assert door.kind is OpeningKind.DOOR
    assert door.swing[0].opened == pytest.approx((7.0, 2.6))
    assert door.confidence < at(found, 1.45, 0.1).confidence


@pytest.mark.parametrize(
    ("x", "y", "width_m", "sign"),
    [
        (3.75, 0.1, 1.5, Sign.THIN_LINES),
        (7.0, 6.9, 2.0, Sign.GLAZING),
        (2.75, 6.9, 1.5, Sign.IN_WALL),
    ],
)
def test_windows_are_found_in_each_way_of_drawing(
    found: Structure, x: float, y: float, width_m: float, sign: Sign
) -> None:
    window = at(found, x, y)
    assert window.kind is OpeningKind.WINDOW
    assert window.line.length == pytest.approx(width_m)
    assert window.thickness_m == pytest.approx(0.2)
    assert sign in window.evidence


@pytest.mark.parametrize(("x", "y", "width_m"), [(5.05, 1.95, 0.9), (5.05, 6.4, 0.8)])
def test_a_bare_gap_is_a_passage_of_low_confidence(
    found: Structure, x: float, y: float, width_m: float
) -> None:
    passage = at(found, x, y)
    assert passage.kind is OpeningKind.PASSAGE
    assert passage.line.length == pytest.approx(width_m)
    assert passage.confidence <= 0.35


def test_the_draughting_error_is_closed_and_listed(found: Structure) -> None:
    (repair,) = found.repairs
    assert repair.at == pytest.approx((0.0, 5.03))
    assert repair.length_m == pytest.approx(0.06)
    assert repair.refs == (11, 12)


def test_nothing_drawn_builds_nothing() -> None:
    empty = structure_of(Linework())
    assert empty == Structure(walls=(), openings=(), rooms=(), outlines=(), repairs=())


def test_walls_drawn_as_closed_outlines_build_the_same(flat: Linework, found: Structure) -> None:
    parts = shapely.get_parts(shapely.union_all([w.area for w in found.walls]))
    solids = tuple(Solid(area=p, ref=500 + n) for n, p in enumerate(parts))
    again = structure_of(
        Linework(solids=solids, free=flat.free, glazing=flat.glazing, arcs=flat.arcs)
    )
    assert_same(found, again, repairs=False)
    assert all(w.confidence == 0.95 for w in again.walls)


# -- the same structure, however it lies and is drawn -------------------------------------------


def moved(
    work: Linework, *, turn_deg: float, mirror: bool, dx: float, dy: float, unit: float = 1.0
) -> Linework:
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))

    def point(p: tuple[float, float]) -> tuple[float, float]:
        x, y = (-p[0] if mirror else p[0]), p[1]
        x, y = (c * x - s * y + dx) / unit, (s * x + c * y + dy) / unit
        return (x * unit, y * unit)

    def strokes(drawn: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
        return tuple(Stroke(a=point(k.a), b=point(k.b), ref=k.ref) for k in drawn)

    def arc(one: Arc) -> Arc:
        start = (180.0 - one.start_deg if mirror else one.start_deg) + turn_deg
        sweep = -one.sweep_deg if mirror else one.sweep_deg
        return Arc(
            centre=point(one.centre),
            radius_m=one.radius_m,
            start_deg=start,
            sweep_deg=sweep,
            ref=one.ref,
        )

    return Linework(
        walls=strokes(work.walls),
        arcs=tuple(arc(a) for a in work.arcs),
        glazing=strokes(work.glazing),
        free=strokes(work.free),
    )


def assert_same(one: Structure, other: Structure, *, repairs: bool = True) -> None:
    """Both structures agree to a millimetre, in whatever order they are listed."""
    walls = [shapely.union_all([w.area for w in s.walls]) for s in (one, other)]
    assert walls[0].boundary.hausdorff_distance(walls[1].boundary) <= MM
    axes = [sum(w.axis.length for w in s.walls) for s in (one, other)]
    assert axes[0] == pytest.approx(axes[1], abs=len(one.walls) * MM)
    assert_paired(
        [(o.line, (o.kind, o.evidence)) for o in one.openings],
        [(o.line, (o.kind, o.evidence)) for o in other.openings],
    )
    hinges = [
        [(Point(leaf.hinge), None) for o in s.openings for leaf in o.swing] for s in (one, other)
    ]
    assert_paired(*hinges)
    assert_paired(*[[(r.exterior, None) for r in s.rooms] for s in (one, other)])
    assert_paired(*[[(o.exterior, None) for o in s.outlines] for s in (one, other)])
    if repairs:
        assert_paired(*[[(Point(r.at), None) for r in s.repairs] for s in (one, other)])


def assert_paired(
    one: list[tuple[shapely.Geometry, object]], other: list[tuple[shapely.Geometry, object]]
) -> None:
    """Each shape of one list has its own in the other, to a millimetre, of the same kind."""
    assert len(one) == len(other)
    left = list(other)
    for shape, kind in one:
        near = [k for k, (s, _) in enumerate(left) if shape.hausdorff_distance(s) <= MM]
        assert near, f"nothing at {shape.wkt}"
        assert left.pop(near[0])[1] == kind


def carried(structure: Structure, turn_deg: float, mirror: bool, dx: float, dy: float) -> Structure:
    """The structure moved as its linework is."""
    c, s = cos(radians(turn_deg)), sin(radians(turn_deg))
    m = -1.0 if mirror else 1.0

    def shape(one: shapely.Geometry) -> shapely.Geometry:
        return shapely.affinity.affine_transform(one, [c * m, -s, s * m, c, dx, dy])

    def point(p: tuple[float, float]) -> tuple[float, float]:
        q = shape(Point(p))
        return (q.x, q.y)

    return Structure(
        walls=tuple(replace(w, area=shape(w.area), axis=shape(w.axis)) for w in structure.walls),
        openings=tuple(
            replace(
                o,
                line=shape(o.line),
                area=shape(o.area),
                swing=tuple(
                    replace(k, hinge=point(k.hinge), shut=point(k.shut), opened=point(k.opened))
                    for k in o.swing
                ),
            )
            for o in structure.openings
        ),
        rooms=tuple(shape(r) for r in structure.rooms),
        outlines=tuple(shape(o) for o in structure.outlines),
        repairs=tuple(replace(r, at=point(r.at)) for r in structure.repairs),
    )


@settings(max_examples=30, deadline=None)
@given(
    turn_deg=st.floats(0, 360),
    mirror=st.booleans(),
    dx=st.floats(-500_000, 500_000),
    dy=st.floats(-500_000, 500_000),
    unit=st.sampled_from([1.0, 0.001, 0.01, 0.0254]),
)
def test_moved_turned_mirrored_and_rescaled_linework_builds_the_same(
    flat: Linework,
    found: Structure,
    turn_deg: float,
    mirror: bool,
    dx: float,
    dy: float,
    unit: float,
) -> None:
    work = moved(flat, turn_deg=turn_deg, mirror=mirror, dx=dx, dy=dy, unit=unit)
    assert_same(carried(found, turn_deg, mirror, dx, dy), structure_of(work))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), turn_deg=st.floats(0, 360))
def test_lines_in_another_order_direction_or_in_pieces_build_the_same(
    flat: Linework, found: Structure, seed: int, turn_deg: float
) -> None:
    random = Random(seed)

    def redrawn(drawn: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
        pieces: list[Stroke] = []
        for k in drawn:
            cuts = sorted(random.random() for _ in range(random.choice([0, 0, 1, 3])))
            line = LineString([k.a, k.b])
            points = [line.interpolate(t, normalized=True) for t in (0.0, *cuts, 1.0)]
            for p, q in pairwise(points):
                ends = [(p.x, p.y), (q.x, q.y)]
                random.shuffle(ends)
                pieces.append(Stroke(a=ends[0], b=ends[1], ref=k.ref))
        pieces += random.sample(pieces, len(pieces) // 5)  # and some of it twice
        random.shuffle(pieces)
        return tuple(pieces)

    turned = moved(flat, turn_deg=turn_deg, mirror=False, dx=0, dy=0)
    arcs = list(turned.arcs)
    random.shuffle(arcs)
    again = structure_of(
        Linework(
            walls=redrawn(turned.walls),
            arcs=tuple(arcs),
            glazing=redrawn(turned.glazing),
            free=turned.free,
        )
    )
    assert_same(carried(found, turn_deg, False, 0, 0), again)


def test_lines_broken_where_they_cross_build_the_same(flat: Linework, found: Structure) -> None:
    noded = shapely.node(shapely.MultiLineString([LineString([k.a, k.b]) for k in flat.walls]))
    pieces = tuple(
        Stroke(a=tuple(g.coords[0]), b=tuple(g.coords[-1]), ref=n)
        for n, g in enumerate(shapely.get_parts(noded))
    )
    again = structure_of(
        Linework(walls=pieces, arcs=flat.arcs, glazing=flat.glazing, free=flat.free)
    )
    assert_same(found, again)


def test_the_same_linework_gives_the_same_value_twice(flat: Linework, found: Structure) -> None:
    assert structure_of(flat) == found
    assert isinstance(found.rooms[0], Polygon)
