"""Space cut into triangles along what stands in it: what sight expands through."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from pythoncdt import IntersectingConstraintEdges, Triangulation, VertexInsertionOrder
from shapely import Polygon, STRtree

from cpted_rules.analysis.scene.pieces import PRISM, SEGMENT, Floats, Ints, Scene

MARGIN_M = 1000.0
"""So far beyond what stands there space is cut up; eyes and targets lie within."""

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
        solid: shape (T,), top of what fills each triangle; -inf where open. [m]
        near: shape (R, C), a triangle near each square of a lattice, to start looking from.
        west_m, south_m, square_m: where that lattice begins, and its spacing.
    """

    corners: Floats
    triangles: Ints
    across: Ints
    wall: Floats
    solid: Floats
    near: Ints
    west_m: float
    south_m: float
    square_m: float

    @property
    def space(self) -> tuple[Floats, Ints, Ints, Floats, Floats]:
        """The arrays as the kernels take them."""
        return self.corners, self.triangles, self.across, self.wall, self.solid

    @property
    def lattice(self) -> tuple[Ints, float, float, float]:
        """Where to start looking, as the kernels take it."""
        return self.near, self.west_m, self.south_m, self.square_m


def mesh_of(scene: Scene, pieces: Ints) -> Mesh:
    """The mesh of some pieces of a scene.

    Args:
        pieces: their indices; they may touch, cross and overlap.
    """
    rows = [scene.edges[scene.first[k] : scene.last[k]] for k in pieces]
    edges = np.concatenate([*rows, _rim(rows)])
    ends, inverse = np.unique(
        np.concatenate([edges[:, :2], edges[:, 2:]]), axis=0, return_inverse=True
    )
    links = inverse.reshape(2, -1).T
    cut = Triangulation(VertexInsertionOrder.AUTO, IntersectingConstraintEdges.TRY_RESOLVE, 0.0)
    points: Any = np.ascontiguousarray(ends)  # its stubs know no array
    pairs: Any = np.ascontiguousarray(links.astype(np.uint32))
    cut.insert_vertices(points)
    cut.insert_edges(pairs)
    cut.erase_super_triangle()
    vertices = cut.vertices_array()
    corners = np.column_stack([vertices["x"], vertices["y"]]).astype(np.float64)
    triangles = _ordered(corners, cut.triangles_array()["vertices"].astype(np.int32))
    across = _across(triangles)
    solid = _solid(scene, pieces, corners[triangles].mean(axis=1))
    wall = np.where(across >= 0, solid[across // 3], np.inf)
    near, west, south, square = _lattice(corners[triangles].mean(axis=1))
    return Mesh(
        corners=corners,
        triangles=triangles,
        across=across,
        wall=np.maximum(wall, _uprights(scene, pieces, corners, triangles)),
        solid=solid,
        near=near,
        west_m=west,
        south_m=south,
        square_m=square,
    )


def _rim(rows: list[Floats]) -> Floats:
    """The edges of a box around everything."""
    all_ = np.concatenate([np.zeros((0, 4)), *rows])
    west, south = (all_[:, i::2].min(initial=0.0) - MARGIN_M for i in (0, 1))
    east, north = (all_[:, i::2].max(initial=0.0) + MARGIN_M for i in (0, 1))
    return np.array(
        [
            [west, south, east, south],
            [east, south, east, north],
            [east, north, west, north],
            [west, north, west, south],
        ]
    )


def _ordered(corners: Floats, triangles: Ints) -> Ints:
    """Triangles that lie together, stored together: along a Morton curve."""
    middle = corners[triangles].mean(axis=1)
    low = middle.min(axis=0)
    span = float(np.ptp(middle, axis=0).max()) or 1.0
    cell = ((middle - low) / span * 65535).astype(np.uint64)
    code = _spread(cell[:, 0]) | (_spread(cell[:, 1]) << np.uint64(1))
    return np.ascontiguousarray(triangles[np.argsort(code, kind="stable")])


def _spread(
    bits: "np.ndarray[tuple[int], np.dtype[np.uint64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """Sixteen bits with a gap after each."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits


def _across(triangles: Ints) -> Ints:
    """The half-edge on the other side of each; -1 where there is none."""
    start, end = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    low, high = np.minimum(start, end).astype(np.int64), np.maximum(start, end).astype(np.int64)
    key = low * (int(high.max()) + 1) + high
    order = np.argsort(key, kind="stable")
    pair = np.flatnonzero(key[order][1:] == key[order][:-1])
    out = np.full(len(key), -1, dtype=np.int32)
    out[order[pair]], out[order[pair + 1]] = order[pair + 1], order[pair]
    return out


def footprints(scene: Scene, pieces: Ints) -> Iterator[Polygon]:
    """The footprint of each piece that has one."""
    for k in pieces:
        if scene.kind[k] == PRISM:
            yield _footprint(scene.edges[scene.first[k] : scene.last[k]])


def _footprint(edges: Floats) -> Polygon:
    breaks = np.flatnonzero((edges[1:, :2] != edges[:-1, 2:]).any(axis=1)) + 1
    shell, *holes = (ring[:, :2] for ring in np.split(edges, breaks))
    return Polygon(shell, holes)


def _solid(scene: Scene, pieces: Ints, at: Floats) -> Floats:
    """The highest top of the footprints each point is in. [m]"""
    solid = np.full(len(at), -np.inf)
    prisms = [k for k in pieces if scene.kind[k] == PRISM]
    if prisms:
        tree = STRtree(list(footprints(scene, pieces)))
        inside, of = tree.query(shapely.points(at), predicate="intersects")
        np.maximum.at(solid, inside, scene.high[np.array(prisms)[of]])
    return solid


def _uprights(scene: Scene, pieces: Ints, corners: Floats, triangles: Ints) -> Floats:
    """The highest top of the uprights each half-edge lies on. [m]"""
    tops = np.full(triangles.size, -np.inf)
    lines = [k for k in pieces if scene.kind[k] == SEGMENT]
    if lines:
        a, b = corners[triangles.ravel()], corners[np.roll(triangles, -1, axis=1).ravel()]
        tree = STRtree(
            [shapely.LineString(scene.edges[scene.first[k]].reshape(2, 2)) for k in lines]
        )
        for share in (0.25, 0.75):  # both, so that an edge that only crosses is none
            points = shapely.points(a + share * (b - a))
            on, of = tree.query(points, predicate="dwithin", distance=ON_EDGE_M)
            found = np.full(triangles.size, -np.inf)
            np.maximum.at(found, on, scene.high[np.array(lines)[of]])
            tops = found if share == 0.25 else np.minimum(tops, found)
    return tops


def _lattice(middle: Floats) -> tuple[Ints, float, float, float]:
    """A triangle near each square of a lattice with about one square a triangle."""
    west, south = middle.min(axis=0)
    width, depth = np.ptp(middle, axis=0) + 1.0
    square = float(np.sqrt(width * depth / len(middle)))
    shape = int(depth / square) + 1, int(width / square) + 1
    near = np.full(shape, -1, dtype=np.int32)
    rows = ((middle[:, 1] - south) / square).astype(np.int64)
    columns = ((middle[:, 0] - west) / square).astype(np.int64)
    near[rows, columns] = np.arange(len(middle), dtype=np.int32)
    flat = near.ravel()
    last = np.maximum.accumulate(np.where(flat >= 0, np.arange(len(flat)), 0))
    near = np.maximum(flat[last], 0).reshape(shape)
    return np.ascontiguousarray(near), float(west), float(south), square
