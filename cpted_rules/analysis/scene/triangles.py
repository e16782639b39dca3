"""The plane cut into triangles along edges that may touch, cross and lie on each other."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pythoncdt import IntersectingConstraintEdges, Triangulation, VertexInsertionOrder

from cpted_rules.analysis.scene.pieces import Floats, Ints

MARGIN_M = 1000.0
"""So far beyond what stands there space is cut up; eyes and targets lie within."""

SNAP_M = 2.0**-22
"""Where edges cross so flatly that no crossing can be told, corners are moved onto such a lattice:
by less than a micrometre."""


def triangles_along(edges: Floats) -> tuple[Floats, Ints, NDArray[np.int64]]:
    """The triangles of a box around edges, whose sides run along them.

    Args:
        edges: shape (E, 4), x and y of both ends. [m]

    Returns:
        corners, shape (V, 2) [m]; triangles, shape (T, 3), counter-clockwise; and the keys of the
        sides that run along edges or the rim, see `keys_of`.
    """
    rim = _rim(edges)
    try:
        cut = _triangulated(np.concatenate([edges, rim]))
    except RuntimeError:  # two edges cross where rounding leaves no place for the crossing
        cut = _triangulated(np.concatenate([_snapped(edges), rim]))
    vertices = cut.vertices_array()
    corners = np.column_stack([vertices["x"], vertices["y"]]).astype(np.float64)
    triangles = cut.triangles_array()["vertices"].astype(np.int32)
    fixed = np.array([(edge.v1, edge.v2) for edge in cut.fixed_edges], dtype=np.int64)
    return corners, triangles, keys_of(fixed[:, 0], fixed[:, 1])


def _triangulated(edges: Floats) -> Triangulation:
    """The triangles along edges; where two cross, both are divided.

    Raises:
        RuntimeError: they cannot be divided where they cross.
    """
    ends, inverse = np.unique(
        np.concatenate([edges[:, :2], edges[:, 2:]]), axis=0, return_inverse=True
    )
    cut = Triangulation(VertexInsertionOrder.AUTO, IntersectingConstraintEdges.TRY_RESOLVE, 0.0)
    points: Any = np.ascontiguousarray(ends)  # its stubs know no array
    pairs: Any = np.ascontiguousarray(inverse.reshape(2, -1).T.astype(np.uint32))
    cut.insert_vertices(points)
    cut.insert_edges(pairs)
    cut.erase_super_triangle()
    return cut


def _snapped(edges: Floats) -> Floats:
    """The edges with all corners and crossings on a lattice, divided wherever they meet."""
    lines = shapely.union_all(
        [shapely.LineString(edge) for edge in edges.reshape(-1, 2, 2)], grid_size=SNAP_M
    )
    rows = [np.asarray(line.coords) for line in shapely.get_parts(lines)]
    return np.concatenate([np.hstack([xy[:-1], xy[1:]]) for xy in rows])


def keys_of(start: NDArray[Any], end: NDArray[Any]) -> NDArray[np.int64]:
    """One number for each pair of corners, whichever comes first."""
    low, high = np.minimum(start, end).astype(np.int64), np.maximum(start, end).astype(np.int64)
    keys: NDArray[np.int64] = (low << 32) | high
    return keys


def _rim(edges: Floats) -> Floats:
    """The edges of a box around everything."""
    west, south = (edges[:, i::2].min(initial=0.0) - MARGIN_M for i in (0, 1))
    east, north = (edges[:, i::2].max(initial=0.0) + MARGIN_M for i in (0, 1))
    return np.array(
        [
            [west, south, east, south],
            [east, south, east, north],
            [east, north, west, north],
            [west, north, west, south],
        ]
    )
