"""Space cut into triangles along what stands in it: what sight expands through."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, STRtree

from cpted_rules.analysis.scene.curve import morton
from cpted_rules.analysis.scene.pieces import PRISM, SEGMENT, Floats, Ints, Scene, rings_of
from cpted_rules.analysis.scene.triangles import keys_of, triangles_along

ON_EDGE_M = 1e-6
"""An edge of a triangle nearer than this to an upright, at its middle, is a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Triangles whose edges run along everything that stands.

    Half-edge `3 t + k` runs from corner k of triangle t to its corner k + 1, t on its left.

    Args:
        corners: shape (V, 2). [m]
        triangles: shape (T, 3), corners counter-clockwise.
        across: shape (3 T,), the half-edge on the other side; -1 at the rim.
        wall: shape (3 T,), top of what stands on or behind each half-edge; -inf where open. [m]
        piece: shape (3 T,), the piece of the scene that `wall` is the top of; -1 where there is
            none.
        solid: shape (T,), top of what fills each triangle; -inf where open. [m]
        cells, standing: triangles and walls packed for the kernels, see `_cells`.
        near: shape (R, C), a triangle near each square of a lattice, to start looking from.
        west_m, south_m, square_m: where that lattice begins, and its spacing.
    """

    corners: Floats
    triangles: Ints
    across: Ints
    wall: Floats
    piece: Ints
    solid: Floats
    cells: Ints
    standing: Floats
    near: Ints
    west_m: float
    south_m: float
    square_m: float

    @property
    def space(self) -> tuple[Floats, Ints, Floats, Ints, Floats]:
        """The arrays as the kernels take them."""
        return self.corners, self.cells, self.standing, self.standing.view(np.int32), self.solid

    @property
    def lattice(self) -> tuple[Ints, float, float, float]:
        """Where to start looking, as the kernels take it."""
        return self.near, self.west_m, self.south_m, self.square_m


def mesh_of(scene: Scene, pieces: Ints) -> Mesh:
    """The mesh of some pieces of a scene.

    Args:
        pieces: their indices; they may touch, cross and overlap.
    """
    rows = [np.zeros((0, 4)), *(scene.edges[scene.first[k] : scene.last[k]] for k in pieces)]
    edges = np.concatenate(rows)
    corners, triangles, fixed = triangles_along(edges)
    across, along = _across(triangles, fixed)
    filler = _fillers(scene, pieces, corners[triangles], across, along)
    order = _order(corners[triangles].mean(axis=1), filler >= 0)
    triangles, filler, along = triangles[order], filler[order], along[order]
    triangles, corners = _renumbered(triangles, corners)
    across, _ = _across(triangles, np.zeros(0, np.int64))
    tops = np.append(scene.high, -np.inf)  # the last is that of no piece, -1
    upright = _uprights(scene, pieces, corners, triangles, along.ravel())
    behind = np.where(across >= 0, filler[across // 3], -1)
    piece = np.where(tops[behind] >= tops[upright], behind, upright).astype(np.int32)
    wall = np.where(across >= 0, tops[piece], np.inf)
    cells, standing = _cells(triangles, across, wall)
    near, west, south, square = _lattice(corners[triangles].mean(axis=1), edges)
    return Mesh(
        corners=corners,
        triangles=triangles,
        across=across,
        wall=wall,
        piece=piece,
        solid=tops[filler],
        cells=cells,
        standing=standing,
        near=near,
        west_m=west,
        south_m=south,
        square_m=square,
    )


def _across(triangles: Ints, fixed: NDArray[np.int64]) -> tuple[Ints, NDArray[np.bool_]]:
    """The half-edge on the other side of each, -1 where there is none; which ones are fixed.

    Args:
        fixed: keys of sides.

    Returns:
        shape (3 T,) and shape (T, 3).
    """
    keys = keys_of(triangles.ravel(), np.roll(triangles, -1, axis=1).ravel())
    order = np.argsort(keys, kind="stable")
    pair = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    out = np.full(len(keys), -1, dtype=np.int32)
    out[order[pair]], out[order[pair + 1]] = order[pair + 1], order[pair]
    return out, np.isin(keys, fixed).reshape(-1, 3)


def _order(middle: Floats, filled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Triangles that lie together, stored together, and those filled last."""
    return np.lexsort((morton(middle), filled))


def _renumbered(triangles: Ints, corners: Floats) -> tuple[Ints, Floats]:
    """Triangles and corners, the corners in the order in which the triangles come to them."""
    first = np.full(len(corners), triangles.size)
    np.minimum.at(first, triangles.ravel(), np.arange(triangles.size))
    order = np.argsort(first, kind="stable")
    place = np.empty(len(corners), dtype=np.int32)
    place[order] = np.arange(len(corners), dtype=np.int32)
    return np.ascontiguousarray(place[triangles]), np.ascontiguousarray(corners[order])


def footprints(scene: Scene, pieces: Ints) -> Iterator[Polygon]:
    """The footprint of each piece that has one."""
    for k in pieces:
        if scene.kind[k] == PRISM:
            yield _footprint(scene.edges[scene.first[k] : scene.last[k]])


def _footprint(edges: Floats) -> Polygon:
    shell, *holes = rings_of(edges)
    return Polygon(shell, holes)


def _fillers(
    scene: Scene, pieces: Ints, shapes: Floats, across: Ints, along: NDArray[np.bool_]
) -> Ints:
    """The piece with the highest top among those whose footprint each triangle is in; -1: none.

    Triangles with no edge of anything between them are in the same footprints: one of them, the
    largest, tells for all.
    """
    filler = np.full(len(shapes), -1, dtype=np.int32)
    prisms = np.array([k for k in pieces if scene.kind[k] == PRISM], dtype=np.int32)
    if not len(prisms):
        return filler
    region = _regions(across, along)
    e, f = shapes[:, 1] - shapes[:, 0], shapes[:, 2] - shapes[:, 0]
    by_size = np.lexsort((-(e[:, 0] * f[:, 1] - e[:, 1] * f[:, 0]), region))
    of_region, start = np.unique(region[by_size], return_index=True)
    points = shapely.points(shapes[by_size[start]].mean(axis=1))
    tree = STRtree(list(footprints(scene, pieces)))
    inside, of = tree.query(points, predicate="intersects")
    lowest_first = np.lexsort((-prisms[of], scene.high[prisms[of]]))
    filler[of_region[inside[lowest_first]]] = prisms[of[lowest_first]]  # the last one stays
    return filler[region]


def _regions(across: Ints, along: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The first triangle of those that each can be reached from without crossing an edge."""
    label = np.arange(len(along))
    half = np.flatnonzero((across >= 0) & ~along.ravel())
    here, there = half // 3, across[half] // 3
    while True:
        least = np.minimum(label[here], label[there])
        lower = label.copy()
        np.minimum.at(lower, label[here], least)
        lower = lower[lower]
        if (lower == label).all():
            return label
        label = lower


def _uprights(
    scene: Scene, pieces: Ints, corners: Floats, triangles: Ints, along: NDArray[np.bool_]
) -> Ints:
    """The piece with the highest top among the uprights each half-edge lies on; -1: none."""
    upright = np.full(triangles.size, -1, dtype=np.int32)
    lines = np.array([k for k in pieces if scene.kind[k] == SEGMENT], dtype=np.int32)
    if not len(lines):
        return upright
    half = np.flatnonzero(along)
    a = corners[triangles.ravel()[half]]
    b = corners[np.roll(triangles, -1, axis=1).ravel()[half]]
    ends = np.array([scene.edges[scene.first[k]] for k in lines]).reshape(-1, 2, 2)
    tree = STRtree([shapely.LineString(end) for end in ends])
    found = [
        tree.query(shapely.points(a + share * (b - a)), predicate="dwithin", distance=ON_EDGE_M)
        for share in (0.25, 0.75)  # both, so that an edge that only crosses is none
    ]
    pairs = [on.astype(np.int64) * len(lines) + of for on, of in found]
    on, of = np.divmod(np.intersect1d(*pairs), len(lines))
    lowest_first = np.lexsort((-lines[of], scene.high[lines[of]]))
    upright[half[on[lowest_first]]] = lines[of[lowest_first]]
    return upright


def _cells(triangles: Ints, across: Ints, wall: Floats) -> tuple[Ints, Floats]:
    """What the kernels read of a triangle, in 32 bytes, and of a wall, in 16.

    A way says what is on the other side of an edge: `4 t + k` for edge k of triangle t; where
    something stands there, `-1 - w`, and wall w tells.

    Returns:
        shape (T, 8): corners 2, 0, 1 of a triangle, its ways over edges 1, 2, 0, 1, and 0: whoever
        comes in over edge k finds the corner ahead at k, the ways on to its right and to its left
        at k + 3 and k + 4; and shape (W, 2): the top of each wall, then as two numbers of 32 bits
        the way through it, -1 at the rim, and its half-edge.
    """
    stands = np.flatnonzero(wall > -np.inf)
    beyond = np.where(across >= 0, across // 3 * 4 + across % 3, -1).astype(np.int32)
    ways = beyond.copy()
    ways[stands] = -1 - np.arange(len(stands), dtype=np.int32)
    ways = ways.reshape(-1, 3)
    standing = np.zeros((len(stands), 2))
    standing[:, 0] = wall[stands]
    numbers = standing.view(np.int32)
    numbers[:, 2], numbers[:, 3] = beyond[stands], stands
    spare = np.zeros(len(triangles), dtype=np.int32)
    cells = np.column_stack([triangles[:, [2, 0, 1]], ways[:, [1, 2, 0, 1]], spare])
    return np.ascontiguousarray(cells.astype(np.int32)), standing


def _lattice(middle: Floats, edges: Floats) -> tuple[Ints, float, float, float]:
    """A triangle near each square of a lattice with about one square a triangle.

    It covers what stands; whoever looks from beyond begins at its border.
    """
    points = edges.reshape(-1, 2) if len(edges) else middle
    west, south = points.min(axis=0)
    width, depth = np.ptp(points, axis=0) + 1.0
    square = float(np.sqrt(width * depth / len(middle)))
    shape = int(depth / square) + 1, int(width / square) + 1
    near = np.full(shape, -1, dtype=np.int32)
    row, column = np.floor((middle[:, ::-1] - (south, west)) / square).astype(np.int64).T
    on = np.flatnonzero((row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1]))
    near[row[on], column[on]] = on
    flat = near.ravel()
    last = np.maximum.accumulate(np.where(flat >= 0, np.arange(len(flat)), 0))
    near = np.maximum(flat[last], 0).reshape(shape)
    return np.ascontiguousarray(near), float(west), float(south), square
