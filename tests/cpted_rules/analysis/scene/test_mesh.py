"""The mesh: it covers all, its edges run along all that stands, and it knows how high that is."""

from math import inf

import numpy as np
import pytest
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.mesh import Mesh, mesh_of
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.scene.triangles import MARGIN_M, SNAP_M


def thing(id_: str, shape: BaseGeometry, top_m: float) -> Obstacle:
    return Obstacle(id=id_, shape=shape, base_m=0, top_m=top_m)  # type: ignore[arg-type]


def cut(scene: Scene) -> Mesh:
    return mesh_of(scene, np.arange(len(scene.obstacles), dtype=np.int32))


def tops_along(mesh: Mesh, line: LineString) -> dict[float, float]:
    """Length of the half-edges on a line by the top of what stands there, both sides. [m]"""
    found: dict[float, float] = {}
    for half, top in enumerate(mesh.wall):
        t, k = divmod(half, 3)
        edge = LineString(mesh.corners[mesh.triangles[t, [k, (k + 1) % 3]]])
        if line.buffer(1e-5).contains(edge):
            found[float(top)] = found.get(float(top), 0.0) + edge.length
    return found


def sound(mesh: Mesh) -> None:
    """Triangles are counter-clockwise, cover the box, and know their neighbours."""
    a, b, c = (mesh.corners[mesh.triangles[:, k]] for k in range(3))
    double = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    assert (double >= 0).all()
    width, depth = np.ptp(mesh.corners, axis=0)
    assert double.sum() / 2 == pytest.approx(width * depth, rel=1e-12)
    start, end = mesh.triangles.ravel(), np.roll(mesh.triangles, -1, axis=1).ravel()
    inner = np.flatnonzero(mesh.across >= 0)
    other = mesh.across[inner]
    assert (mesh.across[other] == inner).all()
    assert (start[other] == end[inner]).all()
    assert (end[other] == start[inner]).all()
    assert (mesh.across < 0).sum() == 4


def test_an_empty_scene_is_a_box_of_open_space() -> None:
    mesh = cut(scene_of([]))
    sound(mesh)
    assert np.ptp(mesh.corners, axis=0).tolist() == [2 * MARGIN_M, 2 * MARGIN_M]
    assert mesh.solid.tolist() == [-inf, -inf]
    assert sorted(mesh.wall.tolist()) == [-inf, -inf, inf, inf, inf, inf]


def test_a_solid_is_met_from_outside_at_its_height_and_open_from_inside() -> None:
    mesh = cut(scene_of([thing("a", box(0, 0, 4, 3), 7)]))
    sound(mesh)
    inside = mesh.solid == 7
    assert inside.sum() == 2
    assert (mesh.solid[~inside] == -inf).all()
    assert tops_along(mesh, box(0, 0, 4, 3).exterior) == pytest.approx({7.0: 14, -inf: 14})
    # those filled are stored last, out of the way of those sight goes through
    assert inside[-2:].all()


def test_where_solids_overlap_the_higher_one_counts() -> None:
    scene = scene_of([thing("a", box(0, 0, 4, 4), 5), thing("b", box(2, 0, 6, 4), 9)])
    mesh = cut(scene)
    sound(mesh)
    area = {
        top: sum(
            Polygon(mesh.corners[corners]).area for corners in mesh.triangles[mesh.solid == top]
        )
        for top in (5.0, 9.0)
    }
    assert area == pytest.approx({5.0: 8, 9.0: 16})
    # the west face of b is met from within a, the east face of a from within b is not
    assert tops_along(mesh, LineString([(2, 0), (2, 4)])) == pytest.approx({9.0: 4, 5.0: 4})
    met = {scene.obstacles[k].id for k in np.unique(mesh.piece[mesh.wall == 9])}
    assert met == {"b"}


def test_a_fence_is_met_from_both_sides_only_where_it_stands() -> None:
    mesh = cut(scene_of([thing("f", LineString([(0, 0), (5, 0)]), 1.8)]))
    sound(mesh)
    assert tops_along(mesh, LineString([(-9, 0), (9, 0)])) == pytest.approx({1.8: 10})


def test_fences_that_cross_are_divided_there() -> None:
    mesh = cut(
        scene_of(
            [
                thing("f", LineString([(0, 0), (4, 4)]), 1),
                thing("g", LineString([(0, 4), (4, 0)]), 2),
            ]
        )
    )
    sound(mesh)
    assert min(np.hypot(*(mesh.corners - 2).T)) == 0.0
    assert tops_along(mesh, LineString([(0, 0), (4, 4)])) == pytest.approx({1.0: 2 * 32**0.5})
    assert tops_along(mesh, LineString([(0, 4), (4, 0)])) == pytest.approx({2.0: 2 * 32**0.5})


def test_of_fences_on_one_line_the_highest_counts_where_it_stands() -> None:
    mesh = cut(
        scene_of(
            [
                thing("f", LineString([(0, 0), (6, 0)]), 1),
                thing("g", LineString([(2, 0), (4, 0)]), 2),
                thing("g", LineString([(4, 0), (2, 0)]), 2),
            ]
        )
    )
    sound(mesh)
    assert tops_along(mesh, LineString([(-1, 0), (7, 0)])) == pytest.approx({1.0: 8, 2.0: 4})


def test_a_fence_on_the_face_of_a_solid_counts_where_it_is_higher() -> None:
    mesh = cut(
        scene_of([thing("a", box(0, 0, 4, 3), 2), thing("f", LineString([(0, 3), (4, 3)]), 5)])
    )
    sound(mesh)
    assert tops_along(mesh, LineString([(-1, 3), (5, 3)])) == pytest.approx({5.0: 8})


def test_a_court_is_open() -> None:
    court = Polygon(box(0, 0, 9, 9).exterior, [box(3, 3, 6, 6).exterior.coords])
    mesh = cut(scene_of([thing("a", court, 9)]))
    sound(mesh)
    filled = sum(Polygon(mesh.corners[c]).area for c in mesh.triangles[mesh.solid == 9])
    assert filled == pytest.approx(72)


def test_edges_that_cross_too_flatly_are_moved_by_less_than_can_be_seen() -> None:
    # a third is no binary number: the crossings of these do not lie on all of their lines
    shapes = [
        Polygon([(0, 0), (1, 0), (0, 0.5)]),
        Polygon([(0, 0), (1, 0), (3, 1)]),
        LineString([(0, 0), (6, 2)]),
    ]
    mesh = cut(scene_of(thing(f"o{n}", shape, 3) for n, shape in enumerate(shapes)))
    sound(mesh)
    for shape in shapes:
        for corner in shape.convex_hull.boundary.coords if shape.area else shape.coords:
            assert np.hypot(*(mesh.corners - corner).T).min() <= SNAP_M


def test_the_same_scene_gives_the_same_mesh_to_the_byte() -> None:
    things = [thing(f"o{k}", Point(k % 5 * 2, k // 5 * 3).buffer(1.3), 3 + k) for k in range(20)]
    first, second = cut(scene_of(things)), cut(scene_of(things))
    for one, other in zip((*first.space, first.near), (*second.space, second.near), strict=True):
        assert one.tobytes() == other.tobytes()


def test_what_is_packed_says_the_same_as_the_plain_arrays() -> None:
    things = [thing(f"o{k}", Point(k % 5 * 2, k // 5 * 3).buffer(1.3), 3 + k) for k in range(20)]
    mesh = cut(scene_of([*things, thing("f", LineString([(-3, -3), (12, 14)]), 1)]))
    sound(mesh)
    _, cells, standing, walls, _ = mesh.space
    for t in range(len(mesh.triangles)):
        for k in range(3):
            half, way = 3 * t + k, int(cells[t, 3 + (k + 2) % 3])
            assert cells[t, k] == mesh.triangles[t, (k + 2) % 3]  # the corner ahead
            if mesh.wall[half] > -inf:
                w = -1 - way
                assert standing[w, 0] == mesh.wall[half]
                assert walls[w, 3] == half
                way = int(walls[w, 2])
            beyond = int(mesh.across[half])
            assert way == (beyond // 3 * 4 + beyond % 3 if beyond >= 0 else -1)
        # whoever comes in over edge k finds the ways on at k + 3 and k + 4
        assert cells[t, 6] == cells[t, 3]
