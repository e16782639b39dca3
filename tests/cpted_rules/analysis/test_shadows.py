"""The shadow stencil: by similar triangles, and cell by cell against the plain line of sight."""

import numpy as np
import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, scale, translate

from cpted_rules.analysis.lines import plain_transmission
from cpted_rules.analysis.scene.pieces import Floats, Obstacle, scene_of
from cpted_rules.analysis.shadows import Raster, casters_of, seen, transmission

ALL_ROUND = (0.0, 0.0)


def raster(*, z_m: float, step_m: float = 1.0, size: int = 20, at: float = 0.0) -> Raster:
    """Cells from (at, at) on, the first centre half a step in."""
    first = at + step_m / 2
    return Raster(x_m=first, y_m=first, z_m=z_m, step_m=step_m, columns=size, rows=size)


def centres(cells: Raster) -> Floats:
    """The centres, shape (columns, rows, 3)."""
    x = cells.x_m + cells.step_m * np.arange(cells.columns)
    y = cells.y_m + cells.step_m * np.arange(cells.rows)
    return np.stack([*np.meshgrid(x, y, indexing="ij"), np.full((len(x), len(y)), cells.z_m)], -1)


def eyes_of(*rows: tuple[float, ...]) -> Floats:
    return np.array([(*row, *ALL_ROUND) if len(row) == 3 else row for row in rows], float)


def solid(id: str, shape: Polygon, base_m: float, top_m: float, openness: float = 0.0) -> Obstacle:
    return Obstacle(id=id, shape=shape, base_m=base_m, top_m=top_m, openness_share=openness)


def test_a_fence_hides_the_strip_that_similar_triangles_say() -> None:
    # eye 1.5 m at y = 0; fence 1.0 m high at y = 6; the ground is seen again from y = 18 on
    fence = Obstacle(id="f", shape=LineString([(-99, 6), (99, 6)]), base_m=0, top_m=1.0)
    cells = raster(z_m=0.0, step_m=0.5, size=60)
    found = seen(casters_of(scene_of([fence])), eyes_of((5, 0, 1.5)), cells, within_m=500)
    y = centres(cells)[..., 1]
    assert (found.counts == ((y < 6) | (y >= 18))).all()


def test_a_hanging_solid_hides_what_lies_behind_its_underside() -> None:
    # seen from 1.5 m, a slab from 3 m to 4 m at y = 5 to 6 hides the plane z = 6 from
    # y = 5 * 4.5 / 2.5 = 9 (over its top's near edge) to 6 * 4.5 / 1.5 = 18 (under its far edge)
    slab = solid("s", box(-99, 5, 99, 6), 3.0, 4.0)
    cells = raster(z_m=6.0, size=30)
    found = seen(casters_of(scene_of([slab])), eyes_of((3, 0, 1.5)), cells, within_m=500)
    y = centres(cells)[..., 1]
    assert (found.counts == ((y < 9) | (y >= 18))).all()


def test_an_eye_sees_nothing_beyond_its_range_and_nothing_behind_it() -> None:
    cells = raster(z_m=0.0, size=21, at=-10.5)
    casters = casters_of(scene_of([]))
    x, y, _ = np.moveaxis(centres(cells), -1, 0)
    seen_all = seen(casters, eyes_of((0, 0, 3)), cells, within_m=7)
    assert (seen_all.counts == (x * x + y * y + 9 <= 49)).all()
    north = seen(casters, eyes_of((0.1, 0.1, 3, 0.6, 0.8)), cells, within_m=99)
    assert (north.counts == (0.6 * (x - 0.1) + 0.8 * (y - 0.1) >= 0)).all()


def test_two_half_open_fences_let_a_quarter_through() -> None:
    fences = [
        Obstacle(
            id=str(y), shape=LineString([(-99, y), (99, y)]), base_m=0, top_m=9, openness_share=0.5
        )
        for y in (5.2, 10.2)
    ]
    cells = raster(z_m=1.5)
    shares = transmission(casters_of(scene_of(fences)), (3.3, 0.1, 1.5), cells)
    y = centres(cells)[..., 1]
    assert shares == pytest.approx(np.where(y < 5.2, 1, np.where(y < 10.2, 0.5, 0.25)), abs=1e-6)
    found = seen(casters_of(scene_of(fences)), eyes_of((3.3, 0.1, 1.5)), cells, within_m=99)
    assert (found.counts == (y < 10.2)).all()  # half is enough, a quarter is not


def test_under_a_building_on_pilotis_one_sees_out() -> None:
    slab = solid("s", box(0, 0, 20, 20), 3.0, 30.0)
    found = seen(casters_of(scene_of([slab])), eyes_of((10, 10, 1.5)), raster(z_m=0), within_m=99)
    assert found.counts.all()
    above = seen(casters_of(scene_of([slab])), eyes_of((-5, 10, 40)), raster(z_m=0), within_m=99)
    assert not above.counts[1:, 9:11].any()


def test_a_courtyard_is_seen_from_inside_it_only() -> None:
    court = Polygon(box(2, 2, 18, 18).exterior, [box(6, 6, 14, 14).exterior.coords])
    casters = casters_of(scene_of([solid("b", court, 0.0, 9.0)]))
    x, y, _ = np.moveaxis(centres(raster(z_m=1.5)), -1, 0)
    inside = (x > 6) & (x < 14) & (y > 6) & (y < 14)
    found = seen(casters, eyes_of((10.2, 9.7, 1.5)), raster(z_m=1.5), within_m=99)
    assert (found.counts == inside).all()
    outside = seen(casters, eyes_of((-5.2, 9.7, 1.5)), raster(z_m=1.5), within_m=99)
    assert not outside.counts[inside].any()


def thing(rng: np.random.Generator, n: int, *, opaque: bool) -> Obstacle:
    """Some obstacle: non-convex, with a hole, in parts, thin, round; low, high or hanging."""
    x, y, turn = rng.uniform(-12, 12), rng.uniform(-12, 12), rng.uniform(0, 360)
    ell = Polygon([(0, 0), (6, 0), (6, 1.3), (1.7, 1.3), (1.7, 5), (0, 5)])
    ring = Polygon(box(0, 0, 6, 6).exterior, [box(1, 1, 5, 4.4).exterior.coords])
    comb = Polygon([(0, 0), (7, 0), (7, 3), (6, 3), (6, 1), (4, 1), (4, 3), (3, 3), (3, 1), (0, 1)])
    parts = MultiPolygon([box(0, 0, 2, 2), box(4, 0, 5, 5)])
    shapes = [ell, ring, comb, parts, box(0, 0, 4, 2), LineString([(0, 0), (3, 0), (3, 4)])]
    kind = int(rng.integers(0, len(shapes) + 1))
    base = 0.0 if rng.random() < 0.6 else float(rng.uniform(0, 4))
    shape = Point(x, y) if kind == len(shapes) else translate(rotate(shapes[kind], turn), x, y)
    return Obstacle(
        id=f"o{n}",
        shape=shape,
        base_m=base,
        top_m=base + float(rng.uniform(0.4, 7)),
        openness_share=0.0 if opaque or rng.random() < 0.5 else float(rng.uniform(0.2, 0.9)),
        radius_m=float(rng.uniform(0.5, 3)),
    )


@pytest.mark.parametrize("seed", range(24))
def test_every_cell_of_random_scenes_is_as_the_plain_line_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    things = [thing(rng, n, opaque=seed % 3 == 0) for n in range(9)]
    # touching and overlapping: two boxes wall to wall, and one again
    corner = rng.uniform(-8, 8, 2)
    for n, (dx, dy) in enumerate(((0, 0), (3, 0), (1.5, 2))):
        block = translate(box(0, 0, 3, 2.5), corner[0] + dx, corner[1] + dy)
        things.append(solid(f"t{n}", block, 0.0, float(rng.uniform(1, 8))))
    scene = scene_of(things)
    casters = casters_of(scene)
    for _ in range(3):
        eye = (*rng.uniform(-14, 14, 2).tolist(), float(rng.uniform(0.1, 9)))
        cells = raster(z_m=float(rng.uniform(0, 6)), step_m=1.37, size=12, at=-8.3)
        shares = transmission(casters, eye, cells)
        plain = np.array(
            [[plain_transmission(scene, eye, tuple(p)) for p in row] for row in centres(cells)]
        )
        assert shares == pytest.approx(plain, abs=1e-5)
        found = seen(casters, eyes_of(eye), cells, within_m=999, whose=True)
        assert (found.counts == (plain >= 0.5)).all()
        assert (found.first == np.where(plain >= 0.5, 0, -1)).all()


def test_threads_and_order_of_work_change_nothing() -> None:
    rng = np.random.default_rng(5)
    casters = casters_of(scene_of([thing(rng, n, opaque=False) for n in range(20)]))
    eyes = np.column_stack(
        [rng.uniform(-14, 14, (37, 2)), rng.uniform(0.5, 9, 37), np.zeros((37, 2))]
    )
    cells = raster(z_m=1.0, step_m=0.7, size=40, at=-14)
    one = seen(casters, eyes, cells, within_m=20, whose=True)
    several = seen(casters, eyes, cells, within_m=20, whose=True, threads=3)
    assert (one.counts == several.counts).all()
    assert (one.first == several.first).all()
    assert (one.cells == several.cells).all()
    assert one.counts.sum() == one.cells.sum()
    assert one.counts.max() > 1
    asked = np.zeros_like(one.counts, dtype=np.bool_)
    asked[3:9, 5:30] = True
    part = seen(casters, eyes, cells, within_m=20, asked=asked)
    assert part.cells.sum() == one.counts[asked].sum()


def test_a_scene_moved_turned_and_scaled_is_seen_alike() -> None:
    rng = np.random.default_rng(11)
    things = [thing(rng, n, opaque=True) for n in range(8)]
    cells = raster(z_m=1.1, step_m=1.0, size=16, at=-8.2)
    found = seen(casters_of(scene_of(things)), eyes_of((1.3, -9.7, 2.2)), cells, within_m=30)

    def changed(o: Obstacle, k: float, dx: float, dy: float, quarter: int) -> Obstacle:
        shape = scale(rotate(o.shape, 90 * quarter, origin=(0, 0)), k, k, origin=(0, 0))
        if isinstance(o.shape, Point):
            quarter = 0  # a crown's 32 sides fall on themselves
        return Obstacle(
            id=o.id,
            shape=translate(shape, dx, dy),
            base_m=o.base_m * k,
            top_m=o.top_m * k,
            radius_m=o.radius_m * k,
        )

    moved = casters_of(scene_of([changed(o, 2.0, 1000.25, -512.5, 1) for o in things]))
    there = Raster(
        x_m=1000.25 - 2 * (cells.y_m + 15 * cells.step_m),
        y_m=-512.5 + 2 * cells.x_m,
        z_m=2.2,
        step_m=2.0,
        columns=16,
        rows=16,
    )
    eye = eyes_of((1000.25 + 2 * 9.7, -512.5 + 2 * 1.3, 4.4))
    again = seen(moved, eye, there, within_m=60)
    assert (again.counts == np.rot90(found.counts, 1)).mean() >= 0.996  # cells on an edge may turn


def test_a_hidden_thing_and_split_edges_change_nothing() -> None:
    wall = Obstacle(id="w", shape=LineString([(0, 10.3), (20, 10.3)]), base_m=0, top_m=3)
    pieces = LineString([(n * 0.5, 10.3) for n in range(41)])
    split = Obstacle(id="w", shape=pieces, base_m=0, top_m=3)
    behind = solid("b", box(5, 14, 8, 16), 0, 2)
    cells, eye = raster(z_m=1.5), eyes_of((9.1, 1.2, 1.5))
    alone = seen(casters_of(scene_of([wall])), eye, cells, within_m=99).counts
    for things in ([split], [wall, behind]):
        assert (seen(casters_of(scene_of(things)), eye, cells, within_m=99).counts == alone).all()


def test_an_eye_at_the_face_of_a_wall_sees_its_own_side() -> None:
    wall = solid("w", box(0, 10, 20, 10.2), 0, 9)
    cells = raster(z_m=1.5)
    y = centres(cells)[..., 1]
    for at, side in ((10.0, y < 10), (10.2, y > 10.2)):
        found = seen(casters_of(scene_of([wall])), eyes_of((10.2, at, 1.5)), cells, within_m=99)
        assert (found.counts == side).all()


def test_what_many_crowns_leave_adds_up_and_a_wall_leaves_nothing() -> None:
    crowns = [
        solid(f"c{n}", box(5 + 3 * n, -1, 6 + 3 * n, 1), 0.0, 6.0, openness=0.1) for n in range(16)
    ]
    wall = solid("w", box(2, -1, 2.2, 1), 0.0, 2.4)
    cells = Raster(x_m=60.3, y_m=0.03, z_m=0.0, step_m=1.0, columns=3, rows=1)
    bare = transmission(casters_of(scene_of(crowns)), (0, 0, 1.5), cells)
    assert bare.ravel() == pytest.approx([1e-16] * 3, rel=1e-5)
    assert not transmission(casters_of(scene_of([*crowns, wall])), (0, 0, 1.5), cells).any()
