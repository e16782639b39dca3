"""How much of a straight line gets through a scene: the kernels' callers and their plain twin.

            o eye
              '-.   ___
                 '-|.  |  a prism blocks where the line, between entering and leaving
                   | '-|  its footprint, runs below its top and above its base
        ___________|___|'-.__x target

The base and top of an upright may slope. A line that only touches a top, a base or an edge is not
blocked. Each passage takes its share.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.kernels.lines import TOUCH_M, from_one, seen
from cpted_rules.analysis.scene.pieces import SEGMENT, Floats, Ints, Obstacle, Scene

LEAST_SHARE = 0.5
"""What must get through for a point to count as seen."""


def transmissions(scene: Scene, origin: tuple[float, float, float], targets: Floats) -> Floats:
    """Share of light or sight that gets from one point to each target. [share]

    Args:
        targets: shape (M, 3). [m]

    Returns:
        shape (M,).

    Source:
        international.md 2.1.
    """
    x, y, z = (float(v) for v in origin)
    points = np.ascontiguousarray(targets, dtype=np.float64)
    out: Floats = from_one(x, y, z, points, *scene.arrays)
    return out


def seen_from(
    scene: Scene,
    eyes: Floats,
    targets: Floats,
    *,
    within_m: float,
    enough: int,
    least_share: float = LEAST_SHARE,
) -> tuple[Ints, Ints]:
    """How many eyes see each target, and which one does first.

    Args:
        eyes: shape (N, 5): x, y, z and the direction faced (0, 0 looks all round); an eye sees
            nothing behind the plane it faces away from.
        targets: shape (M, 3). [m]
        within_m: eyes further than this do not count; straight distance.
        enough: stop counting a target at this number.
        least_share: what must get through to count as seen.

    Returns:
        counts, shape (M,); index of the first eye that sees it, shape (M,), -1 where none does.
    """
    out: Ints = seen(
        np.ascontiguousarray(eyes, dtype=np.float64),
        np.ascontiguousarray(targets, dtype=np.float64),
        within_m,
        enough,
        least_share,
        *scene.arrays,
    )
    return out[0], out[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Where an obstacle blocks a line.

    Args:
        share: of the way from origin to target.
        z_m: height of the line there.
    """

    obstacle: Obstacle
    share: float
    x_m: float
    y_m: float
    z_m: float


def blocks(
    scene: Scene, origin: tuple[float, float, float], target: tuple[float, float, float]
) -> tuple[Block, ...]:
    """What blocks one line, nearest to the origin first."""
    o, p = np.array(origin), np.array(target)
    found = [
        Block(
            obstacle=scene.obstacles[k],
            share=share,
            x_m=float(o[0] + share * (p[0] - o[0])),
            y_m=float(o[1] + share * (p[1] - o[1])),
            z_m=float(o[2] + share * (p[2] - o[2])),
        )
        for k in _beside(scene, o, p)
        for share in _blocked_at(scene, k, o, p)
    ]
    return tuple(sorted(found, key=lambda b: (b.share, b.obstacle.id)))


def _beside(scene: Scene, o: Floats, p: Floats) -> Iterator[int]:
    """The pieces whose box a line comes into, so that not each is looked at."""
    low, high = np.minimum(o, p)[:2], np.maximum(o, p)[:2]
    apart = (scene.box[:, :2] > high).any(axis=1) | (scene.box[:, 2:] < low).any(axis=1)
    yield from map(int, np.flatnonzero(~apart))


def plain_transmission(
    scene: Scene, origin: tuple[float, float, float], target: tuple[float, float, float]
) -> float:
    """Share that gets from one point to another, one obstacle piece at a time. [share]"""
    o, p = np.array(origin), np.array(target)
    left = 1.0
    for k in range(len(scene.obstacles)):
        for _ in _blocked_at(scene, k, o, p):
            left *= float(scene.openness[k])
    return left


def _blocked_at(scene: Scene, k: int, o: Floats, p: Floats) -> Iterator[float]:
    """The shares of the way at which piece k blocks: once for each passage through it."""
    d = p - o
    length = float(np.hypot(d[0], d[1]))
    if length < TOUCH_M:
        return
    s, t = _crossings(scene, k, o, d, length)
    if scene.kind[k] == SEGMENT:
        inner = (t * length > TOUCH_M) & (t * length < length - TOUCH_M)
        for along, share in zip(s[inner], t[inner], strict=True):
            base, base_end, top, top_end = scene.ends[k]
            low, high = base + along * (base_end - base), top + along * (top_end - top)
            if low <= o[2] + share * d[2] < high:
                yield float(share)
        return
    t = np.sort(t)
    for enter, leave in zip(t[0::2].clip(0.0, 1.0), t[1::2].clip(0.0, 1.0), strict=False):
        heights = o[2] + np.array([enter, leave]) * d[2]
        overlaps = heights.min() < scene.high[k] and heights.max() > scene.low[k]
        if (leave - enter) * length > TOUCH_M and overlaps:
            yield float(_first_inside(scene, k, enter, leave, o[2], d[2]))


def _first_inside(scene: Scene, k: int, enter: float, leave: float, z: float, rise: float) -> float:
    """Where between entering and leaving the footprint the line first is between base and top."""
    if scene.low[k] <= z + enter * rise <= scene.high[k] or rise == 0.0:
        return enter
    plane = scene.high[k] if rise < 0 else scene.low[k]
    return float(min(max((plane - z) / rise, enter), leave))


def _crossings(scene: Scene, k: int, o: Floats, d: Floats, length: float) -> tuple[Floats, Floats]:
    """Where the unbounded line crosses edges of piece k: shares of each edge, and of the way."""
    edges = scene.edges[scene.first[k] : scene.last[k]]
    a = d[0] * (edges[:, 1] - o[1]) - d[1] * (edges[:, 0] - o[0])
    b = d[0] * (edges[:, 3] - o[1]) - d[1] * (edges[:, 2] - o[0])
    cut = (a > 0.0) != (b > 0.0)
    s: Floats = a[cut] / (a[cut] - b[cut])
    at = edges[cut, :2] + s[:, None] * (edges[cut, 2:] - edges[cut, :2]) - o[:2]
    return s, at @ d[:2] / (length * length)
