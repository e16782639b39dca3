"""Where plan lines from one place pass through the obstacles of a scene."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.kernels.lines import TOUCH_M
from cpted_rules.analysis.scene.pieces import PRISM, SEGMENT, Floats, Ints, Scene

MOST_PAIRS = 4_000_000
"""Pairs of line and edge looked at in one go."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """Passages of lines through pieces of a scene, by line, then by piece, then along the line.

    Args:
        line: shape (S,), which line; int.
        piece: shape (S,), which piece of the scene; int.
        enter, leave: shape (S,), shares of the way, 0 to 1; alike for what stands on a line.
        along: shape (S,), the share of an upright at which it is passed; 0 for a solid.
    """

    line: Ints
    piece: Ints
    enter: Floats
    leave: Floats
    along: Floats


def heights(scene: Scene, through: Passages) -> tuple[Floats, Floats]:
    """Base and top of what is passed, where it is passed. Shape (S,) each. [m]"""
    base, base_end, top, top_end = scene.ends[through.piece].T
    return base + through.along * (base_end - base), top + through.along * (top_end - top)


def passages(scene: Scene, x_m: float, y_m: float, ends: Floats) -> Passages:
    """Every passage of the lines from one place to each of some others, in plan.

    What counts as a touch is what the kernels of lines count as one.

    Args:
        ends: shape (M, 2). [m]
    """
    if not len(ends):
        return _sorted([])
    low = np.minimum(ends.min(axis=0), (x_m, y_m))
    high = np.maximum(ends.max(axis=0), (x_m, y_m))
    near = np.flatnonzero(
        (scene.box[:, :2] <= high).all(axis=1) & (scene.box[:, 2:] >= low).all(axis=1)
    ).astype(np.int32)
    away = np.asarray(ends, dtype=np.float64) - (x_m, y_m)
    length = np.hypot(away[:, 0], away[:, 1])
    return _sorted(list(_through_edges(scene, near, x_m, y_m, away, length)))


_Found = tuple[Ints, Ints, Floats, Floats, Floats]


def _sorted(found: list[_Found]) -> Passages:
    columns = [
        np.concatenate([f[n] for f in found]) if found else np.zeros(0, np.int32) for n in range(5)
    ]
    line, piece, enter, leave, along = columns
    order = np.lexsort((enter, piece, line))
    return Passages(
        line=line[order].astype(np.int32),
        piece=piece[order].astype(np.int32),
        enter=enter[order].astype(np.float64),
        leave=leave[order].astype(np.float64),
        along=along[order].astype(np.float64),
    )


def _through_edges(
    scene: Scene, near: Ints, x_m: float, y_m: float, away: Floats, length: Floats
) -> Iterator[_Found]:
    counts = scene.last[near] - scene.first[near]
    if not counts.sum():
        return
    owner = np.repeat(near, counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    edges = scene.edges[np.repeat(scene.first[near], counts) + np.arange(len(owner)) - before]
    x0, y0, x1, y1 = (edges[:, n] - (x_m, y_m)[n % 2] for n in range(4))
    several = max(MOST_PAIRS // len(edges), 1)
    for start in range(0, len(away), several):
        dx, dy = away[start : start + several, :1], away[start : start + several, 1:]
        a, b = dx * y0 - dy * x0, dx * y1 - dy * x1
        here, edge = np.nonzero(
            ((a > 0) != (b > 0)) & (length[start : start + several, None] >= TOUCH_M)
        )
        line = here + start
        s = a[here, edge] / (a[here, edge] - b[here, edge])
        px = x0[edge] + s * (x1[edge] - x0[edge])
        py = y0[edge] + s * (y1[edge] - y0[edge])
        metres = length[line]
        share = (px * away[line, 0] + py * away[line, 1]) / metres**2
        piece = owner[edge]
        upright = scene.kind[piece] == SEGMENT
        clear = (share * metres > TOUCH_M) & (share * metres < metres - TOUCH_M) & upright
        yield line[clear], piece[clear], share[clear], share[clear], s[clear]
        prism = scene.kind[piece] == PRISM
        line, piece, share = line[prism], piece[prism], share[prism]
        order = np.lexsort(
            (share, piece, line)
        )  # a closed outline is crossed an even number of times
        line, piece, share = line[order], piece[order], share[order]
        yield _solid(line[::2], piece[::2], share[::2], share[1::2], length[line[::2]])


def _solid(line: Ints, piece: Ints, enter: Floats, leave: Floats, metres: Floats) -> _Found:
    """Passages through footprints, cut at both ends of the line, without mere touches."""
    inside, outside = enter.clip(0.0, 1.0), leave.clip(0.0, 1.0)
    real = (outside - inside) * metres > TOUCH_M
    return line[real], piece[real], inside[real], outside[real], np.zeros(int(real.sum()))
