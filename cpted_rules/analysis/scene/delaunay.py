"""Triangles between levels: a Delaunay triangulation that keeps to the lines drawn."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from cpted_rules.analysis.scene.pieces import Floats, Ints

SAME_PLACE_M = 1e-3
"""Levels nearer than this are of one place, which takes their mean."""
LEAST_EDGE_M = 0.05
"""A step of a line shorter than this is not divided further."""
MOST_ROUNDS = 12
"""How often the steps that the triangles cross are halved."""
SLIVER_M = 1e-4
"""A triangle less high than this is left out; its neighbours reach over it."""


def triangulated(
    lines: Iterable[tuple[Floats, float]], spots: Sequence[tuple[float, float, float]]
) -> tuple[Floats, Ints]:
    """Corners and triangles of the surface through some levels.

    A step of a line that a triangle would cross is halved until none does, so that a line stays
    level from end to end.

    Args:
        lines: corners of each, shape (N, 2), and its level. [m]
        spots: x, y and level. [m]

    Returns:
        corners, shape (N, 3); triangles, shape (T, 3), counter-clockwise.

    Departures: where levels allow several triangulations (four on a circle), any may come out.
    """
    points: list[tuple[float, float, float]] = []
    steps: list[tuple[int, int]] = []
    for xy, level in lines:
        start = len(points)
        points += [(float(x), float(y), level) for x, y in xy]
        steps += [(n, n + 1) for n in range(start, len(points) - 1)]
    corners, place = _merged(np.array([*points, *spots], dtype=np.float64).reshape(-1, 3))
    todo = sorted({(min(p), max(p)) for a, b in steps if len(p := {place[a], place[b]}) == 2})
    triangles = _delaunay(corners)
    for _ in range(MOST_ROUNDS):
        crossed = _missing(corners, triangles, todo)
        if not crossed:
            break
        middles = np.array([(corners[a] + corners[b]) / 2 for a, b in crossed])
        new = {step: len(corners) + n for n, step in enumerate(crossed)}
        corners = np.concatenate([corners, middles])
        todo = [
            half
            for a, b in todo
            for half in ([(a, new[a, b]), (b, new[a, b])] if (a, b) in new else [(a, b)])
        ]
        triangles = _delaunay(corners)
    return corners, triangles


def _merged(points: Floats) -> tuple[Floats, list[int]]:
    """Points of different places, and which of them each point is."""
    cells = np.round(points[:, :2] / SAME_PLACE_M).astype(np.int64)
    _, first, place = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    place = place.ravel()
    order = np.argsort(first)  # as drawn, not by coordinate
    rank = np.argsort(order)
    corners = points[first[order]]
    sums = np.bincount(rank[place], weights=points[:, 2], minlength=len(order))
    corners[:, 2] = sums / np.bincount(rank[place], minlength=len(order))
    return corners, [int(n) for n in rank[place]]


def _delaunay(corners: Floats) -> Ints:
    faces = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(corners[:, :2])))
    rings = shapely.get_coordinates(faces).reshape(-1, 4, 2)[:, :3]
    index = {(x, y): n for n, (x, y) in enumerate(corners[:, :2].tolist())}
    found = np.array(
        [[index[x, y] for x, y in ring] for ring in rings.tolist()], dtype=np.int32
    ).reshape(-1, 3)
    a, b, c = (corners[found[:, k], :2] for k in range(3))
    u, v, w = b - a, c - a, c - b
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    longest = np.sqrt(np.maximum(np.maximum((u**2).sum(1), (v**2).sum(1)), (w**2).sum(1)))
    found[area < 0] = found[area < 0][:, [0, 2, 1]]
    kept = found[np.abs(area) > SLIVER_M * longest]
    order = np.lexsort(np.sort(kept, axis=1).T)
    return np.ascontiguousarray(kept[order])


def _missing(
    corners: Floats, triangles: Ints, steps: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Steps that are no edge of a triangle and long enough to be divided."""
    edges = {
        (min(t[k], t[k - 1]), max(t[k], t[k - 1])) for t in triangles.tolist() for k in range(3)
    }
    return [
        (a, b)
        for a, b in steps
        if (a, b) not in edges
        and len(triangles)
        and np.hypot(*(corners[a, :2] - corners[b, :2])) > LEAST_EDGE_M
    ]
