"""Polygons of sight: rooms worked out by hand, and the plain twin on scenes of all sorts."""

from math import atan2, cos, inf, pi, sin

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from cpted_rules.analysis.kernels.expansion import NUDGE_M, locate, star
from cpted_rules.analysis.scene.mesh import Mesh, mesh_of
from cpted_rules.analysis.scene.pieces import SEGMENT, Floats, Obstacle, Scene, scene_of
from cpted_rules.analysis.scene.triangles import SNAP_M

ROOM = LineString([(0, 0), (8, 0), (8, 6), (0, 6), (0, 0)])
PILLAR = box(3, 2, 4, 3)


def standing(*shapes: BaseGeometry, top_m: float = 3.0) -> Scene:
    return scene_of(
        Obstacle(id=f"o{n}", shape=shape, base_m=0, top_m=top_m)  # type: ignore[arg-type]
        for n, shape in enumerate(shapes)
    )


def cut(scene: Scene) -> Mesh:
    return mesh_of(scene, np.arange(len(scene.obstacles), dtype=np.int32))


def ends_seen(mesh: Mesh, x: float, y: float, height: float = 1.6) -> Floats:
    """Right and left end of each wall seen, relative to the eye, shape (W, 2, 2)."""
    room = 2 * len(mesh.triangles) + 8
    out, met = np.empty((2 * room, 2)), np.empty(room, dtype=np.int32)
    stack = np.empty((len(mesh.triangles) + 3, 5), dtype=np.int32)
    start = locate(x, y, height, *mesh.space, *mesh.lattice)
    n = star(start, x, y, height, np.inf, out, met, stack, *mesh.space)
    return out[: 2 * n].reshape(-1, 2, 2)


def area_m2(ends: Floats) -> float:
    a, b = ends[:, 0], ends[:, 1]
    return float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / 2)


def seen_m2(scene: Scene, x: float, y: float, height: float = 1.6) -> float:
    return area_m2(ends_seen(cut(scene), x, y, height))


def plain_m2(scene: Scene, x: float, y: float, bounds: tuple[float, float, float, float]) -> float:
    """The area in sight: between neighbouring directions of ends and crossings, the nearest edge.

    Args:
        bounds: west, south, east, north of the rim.
    """
    west, south, east, north = bounds
    rim = [
        (west, south, east, south),
        (east, south, east, north),
        (east, north, west, north),
        (west, north, west, south),
    ]
    edges = [tuple(row) for row in scene.edges.tolist()] + rim
    points = [(e[0], e[1]) for e in edges] + [(e[2], e[3]) for e in edges]
    for n, e in enumerate(edges):
        for f in edges[:n]:
            points += _crossing(e, f)
    turns = sorted({atan2(py - y, px - x) for px, py in points})
    total = 0.0
    for a, b in zip(turns, [*turns[1:], turns[0] + 2 * pi], strict=True):
        middle = (a + b) / 2
        nearest = min(edges, key=lambda edge: _distance(edge, x, y, middle))
        if _distance(nearest, x, y, middle) < inf and b - a > 1e-13:
            total += _on_line(nearest, x, y, a) * _on_line(nearest, x, y, b) * sin(b - a) / 2
    return total


def _crossing(e: tuple[float, ...], f: tuple[float, ...]) -> list[tuple[float, float]]:
    ex, ey, fx, fy = e[2] - e[0], e[3] - e[1], f[2] - f[0], f[3] - f[1]
    across = ex * fy - ey * fx
    if across == 0.0:
        return []
    s = ((f[0] - e[0]) * fy - (f[1] - e[1]) * fx) / across
    t = ((f[0] - e[0]) * ey - (f[1] - e[1]) * ex) / across
    return [(e[0] + s * ex, e[1] + s * ey)] if 0 <= s <= 1 and 0 <= t <= 1 else []


def _on_line(edge: tuple[float, ...], x: float, y: float, turn: float) -> float:
    """Distance along a direction to the line of an edge."""
    ex, ey = edge[2] - edge[0], edge[3] - edge[1]
    across = cos(turn) * ey - sin(turn) * ex
    return ((edge[0] - x) * ey - (edge[1] - y) * ex) / across if across else inf


def _distance(edge: tuple[float, ...], x: float, y: float, turn: float) -> float:
    """Distance along a direction to an edge; infinite if it passes by."""
    dx, dy = cos(turn), sin(turn)
    a = dx * (edge[1] - y) - dy * (edge[0] - x)
    b = dx * (edge[3] - y) - dy * (edge[2] - x)
    if (a > 0) == (b > 0):
        return inf
    r = _on_line(edge, x, y, turn)
    return r if r > 0 else inf


def rim_of(mesh: Mesh) -> tuple[float, float, float, float]:
    (west, south), (east, north) = mesh.corners.min(axis=0), mesh.corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


def test_all_of_a_room_is_seen_from_anywhere_in_it() -> None:
    mesh = cut(standing(ROOM))
    for x, y in ((2.0, 2.5), (0.001, 0.001), (7.9, 5.9), (4.0, 3.0)):
        ends = ends_seen(mesh, x, y)
        assert area_m2(ends) == pytest.approx(48, rel=1e-12)
        corners = {(round(float(p[0] + x), 9), round(float(p[1] + y), 9)) for p in ends[:, 0]}
        assert {(0, 0), (8, 0), (8, 6), (0, 6)} <= corners


def test_a_pillar_hides_what_lies_behind_it() -> None:
    # the shadow of the west face from (2, 2.5): half width (x - 2) / 2, from x = 3 on;
    # it meets the south wall where (x - 2) / 2 = 2.5, x = 7, and at the east wall is 2.5 + 3 wide
    shadow = (7 - 3) * (0.5 + 2.5) / 2 + 1 * 2.5 + (8 - 3) * (0.5 + 3) / 2
    assert shadow == 17.25
    assert seen_m2(standing(ROOM, PILLAR), 2, 2.5) == pytest.approx(48 - 17.25)


def test_an_eye_on_a_face_looks_outwards() -> None:
    scene = standing(ROOM, PILLAR)
    assert seen_m2(scene, 3.5, 3) == pytest.approx(8 * 3)  # all that lies north of the pillar
    for inwards in (0.5, 0.9):  # of what counts as standing on the face
        assert seen_m2(scene, 3.5, 3 - inwards * NUDGE_M) == pytest.approx(24, abs=0.02)


def test_an_eye_on_a_corner_looks_three_quarters_round() -> None:
    scene = standing(ROOM, PILLAR)
    # at (4, 3), the north-east corner: hidden is what lies west of x = 4 and south of y = 3
    assert seen_m2(scene, 4, 3) == pytest.approx(48 - 4 * 3)
    assert seen_m2(scene, 4 - NUDGE_M / 2, 3 - NUDGE_M / 2) == pytest.approx(36, abs=0.03)
    assert seen_m2(scene, 4 + NUDGE_M / 2, 3 + NUDGE_M / 2) == pytest.approx(36, abs=0.03)


def test_an_eye_on_the_end_of_a_fence_looks_all_round() -> None:
    scene = standing(ROOM, LineString([(2, 3), (5, 3)]))
    assert seen_m2(scene, 5, 3) == pytest.approx(48)
    assert seen_m2(scene, 2, 3) == pytest.approx(48)


def test_an_eye_inside_a_solid_sees_nothing() -> None:
    mesh = cut(standing(ROOM, PILLAR))
    assert len(ends_seen(mesh, 3.5, 2.5)) == 0
    assert len(ends_seen(mesh, 3.5, 2.5, height=3.5)) > 0  # from above it, all


def test_sight_goes_over_what_is_lower_and_stops_at_what_is_as_high() -> None:
    scene = scene_of(
        [
            Obstacle(id="room", shape=ROOM, base_m=0, top_m=9),
            Obstacle(id="pillar", shape=PILLAR, base_m=0, top_m=2),
        ]
    )
    assert seen_m2(scene, 2, 2.5, height=2.001) == pytest.approx(48)
    assert seen_m2(scene, 2, 2.5, height=2.0) == pytest.approx(30.75)


def test_sight_ends_past_the_open_end_of_a_fence() -> None:
    # from (2, 3) a fence at x = 4 from the north wall down to y = 3 hides the quarter behind it
    scene = standing(ROOM, LineString([(4, 6), (4, 3)]))
    assert seen_m2(scene, 2, 3) == pytest.approx(48 - 4 * 3)


@pytest.mark.parametrize(
    "shapes",
    [
        [box(3, 2, 3.5, 3), box(3.5, 2, 4, 3)],  # touching
        [box(3, 2, 3.7, 3), box(3.3, 2, 4, 3)],  # overlapping
        [box(3, 2, 4, 3), box(3, 2, 4, 3)],  # the same twice
        [box(3, 2, 4, 3), LineString([(3, 2), (3, 2.5), (3, 3)])],  # a fence on a face
        [box(3, 2, 4, 3), LineString([(3.2, 2.2), (3.8, 2.8)])],  # a fence inside
        [LineString([(3, 2), (3, 3)]), LineString([(3, 2.4), (3, 2.6)]), box(3, 2, 4, 3)],
        [box(3, 2, 4, 2.5), box(3, 2.5, 4, 3), LineString([(3, 2), (3.5, 2.5)])],
        [Polygon([(3, 2), (3.25, 2), (3.5, 2), (4, 2), (4, 3), (3, 3), (3, 2.6)])],  # split edges
        [Polygon([(3, 2), (4, 2), (4, 3), (3, 3), (3, 2)], [[(3.2, 2.2), (3.8, 2.2), (3.5, 2.8)]])],
    ],
)
def test_a_pillar_is_the_same_however_it_is_put_together(shapes: list[BaseGeometry]) -> None:
    scene = standing(ROOM, *shapes)
    for x, y in ((2.0, 2.5), (6.0, 5.0), (3.5, 1.0), (5.0, 2.0)):
        assert seen_m2(scene, x, y) == pytest.approx(
            seen_m2(standing(ROOM, PILLAR), x, y), rel=1e-12
        )


def test_fences_that_cross_hide_what_lies_behind_both() -> None:
    # from (2, 3) two fences that cross at (4, 3) show as the wedge they open towards the eye
    scene = standing(ROOM, LineString([(3, 2), (5, 4)]), LineString([(3, 4), (5, 2)]))
    wedge = Polygon([(2, 3), (3, 2), (4, 3), (3, 4)]).area
    beside = 2 * Polygon([(2, 3), (5, 6), (0, 6), (0, 3)]).area
    assert seen_m2(scene, 2, 3) == pytest.approx(wedge + beside)


lattice = st.integers(0, 12).map(lambda n: n / 2)


@st.composite
def shapes(draw: st.DrawFn) -> BaseGeometry:
    """Things on half metres, so that they touch, cross and lie on each other."""
    points = st.tuples(lattice, lattice)
    if draw(st.booleans()):
        a, b = draw(points), draw(points)
        assume(a != b)
        return LineString([a, b])
    ring = draw(st.lists(points, min_size=3, max_size=5, unique=True))
    hull = unary_union([Point(p) for p in ring]).convex_hull
    assume(isinstance(hull, Polygon))
    return hull


@settings(max_examples=250, deadline=None)
@given(st.lists(shapes(), max_size=7), lattice, lattice, st.sampled_from([0.0, 0.25, 0.123]))
def test_the_area_is_that_of_the_plain_twin(
    things: list[BaseGeometry], x: float, y: float, off: float
) -> None:
    x, y = x + off, y + off / 3
    assume(all(thing.distance(Point(x, y)) > 0.01 for thing in things))
    scene = standing(*things)
    mesh = cut(scene)
    ends = ends_seen(mesh, x, y)
    # where corners had to be moved, 0.2 um at 0.3 m are 0.6 mm at the rim
    moved = (mesh.corners % SNAP_M == 0).all()
    plain = plain_m2(scene, x, y, rim_of(mesh))
    assert area_m2(ends) == pytest.approx(plain, rel=1e-6 if moved else 1e-9)
    # the outline runs once around: each wall counter-clockwise, each beginning in the direction
    # in which the one before it ends
    a, b, c = ends[:, 0], ends[:, 1], np.roll(ends[:, 0], -1, axis=0)
    size = 1e-9 * np.hypot(*b.T)
    assert (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0] >= -size * np.hypot(*a.T)).all()
    assert (np.abs(b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0]) <= size * np.hypot(*c.T)).all()


@settings(max_examples=100, deadline=None)
@given(st.lists(shapes(), min_size=1, max_size=6), st.data())
def test_a_corner_or_a_face_is_seen_from_as_from_just_before_it(
    things: list[BaseGeometry], data: st.DataObject
) -> None:
    scene = standing(*things)
    edge = data.draw(st.sampled_from(scene.edges.tolist()))
    x, y = (edge[0] + edge[2]) / 2, (edge[1] + edge[3]) / 2
    solid = unary_union([t for t in things if isinstance(t, Polygon)])
    lines = [t for t in things if isinstance(t, LineString)]
    mesh = cut(scene)
    assume(not solid.buffer(-1e-3).contains(Point(x, y)))
    assert area_m2(ends_seen(mesh, x, y)) >= 0.0
    before = [
        area_m2(ends_seen(mesh, x + 1e-7 * cos(turn), y + 1e-7 * sin(turn)))
        for turn in np.linspace(0.1, 2 * pi, 24)
    ]
    if not lines:  # of a fence either side may be taken
        assert area_m2(ends_seen(mesh, x, y)) <= max(before) * (1 + 1e-6) + 1e-3


@settings(max_examples=60, deadline=None)
@given(st.lists(shapes(), max_size=5), st.integers(0, 359), st.integers(-500, 500))
def test_moving_turning_and_enlarging_changes_nothing(
    things: list[BaseGeometry], turn: int, by: int
) -> None:
    eye, fence = Point(3.3, 2.9), box(-1, -1, 8, 8).exterior
    assume(all(thing.distance(eye) > 0.01 for thing in things))
    plain = seen_m2(standing(fence, *things), eye.x, eye.y)
    moved = [
        translate(rotate(scale(g, 3, 3, origin=(0, 0)), turn, origin=(0, 0)), by, -by)
        for g in (eye, fence, *things)
    ]
    assert seen_m2(standing(*moved[1:]), moved[0].x, moved[0].y) == pytest.approx(
        9 * plain, rel=1e-6
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(shapes(), max_size=5))
def test_splitting_edges_changes_nothing_nor_does_what_is_hidden(
    things: list[BaseGeometry],
) -> None:
    assume(all(thing.distance(Point(3.3, 2.9)) > 0.01 for thing in things))
    scene = standing(*things, box(20, 20, 30, 30))
    plain = seen_m2(scene, 3.3, 2.9)
    split = [thing.segmentize(0.7) for thing in things]
    hidden = standing(*split, box(20, 20, 30, 30), box(22, 22, 29, 29), Point(25, 25).buffer(1))
    assert seen_m2(hidden, 3.3, 2.9) == pytest.approx(plain, rel=1e-6)


def test_each_point_is_found_in_its_triangle_and_none_beyond_the_rim() -> None:
    mesh = cut(standing(ROOM, PILLAR, LineString([(1, 1), (2, 5), (6, 5)])))
    rng = np.random.default_rng(3)
    for x, y in rng.uniform(-20, 30, (300, 2)).tolist():
        t = locate(x, y, inf, *mesh.space, *mesh.lattice)
        assert Polygon(mesh.corners[mesh.triangles[t]]).buffer(1e-9).contains(Point(x, y))
    assert locate(5e4, 0, 1.6, *mesh.space, *mesh.lattice) == -1


def test_what_is_met_is_the_wall_between_its_ends() -> None:
    scene = standing(ROOM, PILLAR)
    mesh = cut(scene)
    met, out = np.empty(100, dtype=np.int32), np.empty((200, 2))
    stack = np.empty((len(mesh.triangles) + 3, 5), dtype=np.int32)
    start = locate(2, 2.5, 1.6, *mesh.space, *mesh.lattice)
    n = star(start, 2, 2.5, 1.6, np.inf, out, met, stack, *mesh.space)
    for half, ends in zip(met[:n], out[: 2 * n].reshape(-1, 2, 2), strict=True):
        t, k = divmod(int(half), 3)
        a, b = mesh.corners[mesh.triangles[t, [k, (k + 1) % 3]]]
        assert all(LineString([a, b]).distance(Point(p[0] + 2, p[1] + 2.5)) < 1e-9 for p in ends)
        piece = mesh.piece[half]
        assert mesh.wall[half] == scene.high[piece]
        assert (scene.kind[piece] == SEGMENT) == (scene.obstacles[piece].id == "o0")


def test_walls_that_there_is_no_room_for_are_counted() -> None:
    mesh = cut(standing(ROOM, PILLAR))
    few, many = np.empty(2, dtype=np.int32), np.empty(99, dtype=np.int32)
    stack = np.empty((len(mesh.triangles) + 3, 5), dtype=np.int32)
    start = locate(2, 2.5, 1.6, *mesh.space, *mesh.lattice)
    counts = [
        star(start, 2, 2.5, 1.6, np.inf, np.empty((2 * len(met), 2)), met, stack, *mesh.space)
        for met in (few, many)
    ]
    assert counts[0] == counts[1] > 2
