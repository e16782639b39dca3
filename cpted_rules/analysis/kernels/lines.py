"""The numba kernels of sight: few, of explicit types, kept on disk. Plain twin: see sight."""

from math import atan2, floor, pi, sqrt

import numpy as np
from numba import njit

from cpted_rules.analysis.scene.pieces import SEGMENT

TOUCH_M = 1e-6
"""A passage through a footprint shorter than this is a touch."""

MOST_CROSSINGS = 512
"""Crossings of one footprint's outline by one line; further ones are not looked at."""

_SCENE = "f8[:,::1], f8[::1], f8[::1], f8[::1], i4[::1], i4[::1], i4[::1], f8[:,::1], f8[:,::1]"


SECTORS = 256
"""Parts of the horizon into which an eye sorts the pieces around it."""


@njit("Tuple((i4[::1], i4[::1]))(f8, f8, f8, f8[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _around(x, y, reach, box):  # type: ignore[no-untyped-def]
    """Which pieces within reach of a point lie in which sector of its horizon.

    Returns:
        start, shape (SECTORS + 1,), and the pieces, those of sector s at start[s]:start[s + 1].
    """
    low = np.empty(len(box), np.int32)
    span = np.zeros(len(box), np.int32)  # sectors a piece covers; 0 is out of reach
    start = np.zeros(SECTORS + 1, np.int32)
    for k in range(len(box)):
        dx = max(box[k, 0] - x, x - box[k, 2], 0.0)
        dy = max(box[k, 1] - y, y - box[k, 3], 0.0)
        if dx * dx + dy * dy > reach * reach:
            continue
        if dx < TOUCH_M and dy < TOUCH_M:
            low[k], span[k] = 0, SECTORS
        else:
            middle = atan2(0.5 * (box[k, 1] + box[k, 3]) - y, 0.5 * (box[k, 0] + box[k, 2]) - x)
            least, most = 0.0, 0.0
            for corner in range(4):
                cx, cy = box[k, 2 * (corner & 1)] - x, box[k, 1 + (corner & 2)] - y
                turn = atan2(cy, cx) - middle
                if turn > pi:
                    turn -= 2 * pi
                elif turn < -pi:
                    turn += 2 * pi
                least, most = min(least, turn), max(most, turn)
            first = floor((middle + least + pi) / (2 * pi) * SECTORS - 0.01)
            last = floor((middle + most + pi) / (2 * pi) * SECTORS + 0.01)
            low[k], span[k] = first % SECTORS, min(last - first + 1, SECTORS)
        for i in range(span[k]):
            start[(low[k] + i) % SECTORS + 1] += 1
    for sector in range(SECTORS):
        start[sector + 1] += start[sector]
    filled = start[:-1].copy()
    pieces = np.empty(start[SECTORS], np.int32)
    for k in range(len(box)):
        for i in range(span[k]):
            sector = (low[k] + i) % SECTORS
            pieces[filled[sector]] = k
            filled[sector] += 1
    return start, pieces


@njit(
    f"f8(f8, f8, f8, f8, f8, f8, i4[::1], i4[::1], f8[::1], {_SCENE})",
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def _through(  # type: ignore[no-untyped-def]
    ox, oy, oz, px, py, pz, start, near, t, box, low, high, openness, kind, first, last, edges, ends
):
    """The share that gets from o to p past the pieces in its sector; `t` is scratch."""
    dx, dy, dz = px - ox, py - oy, pz - oz
    length = sqrt(dx * dx + dy * dy)
    west, east = min(ox, px), max(ox, px)
    south, north = min(oy, py), max(oy, py)
    bottom, top = min(oz, pz), max(oz, pz)
    left = 1.0
    if length < TOUCH_M:
        return left
    sector = min(int((atan2(dy, dx) + pi) / (2 * pi) * SECTORS), SECTORS - 1)
    for i in range(start[sector], start[sector + 1]):
        k = near[i]
        if (
            box[k, 0] > east
            or box[k, 2] < west
            or box[k, 1] > north
            or box[k, 3] < south
            or (low[k] >= top and low[k] > bottom)
            or high[k] <= bottom
        ):
            continue
        n, s = 0, 0.0
        for e in range(first[k], last[k]):
            a = dx * (edges[e, 1] - oy) - dy * (edges[e, 0] - ox)
            b = dx * (edges[e, 3] - oy) - dy * (edges[e, 2] - ox)
            if (a > 0.0) != (b > 0.0) and n < MOST_CROSSINGS:
                s = a / (a - b)
                x = edges[e, 0] + s * (edges[e, 2] - edges[e, 0]) - ox
                y = edges[e, 1] + s * (edges[e, 3] - edges[e, 1]) - oy
                t[n] = (x * dx + y * dy) / (length * length)
                n += 1
        if kind[k] == SEGMENT:
            if n == 1 and TOUCH_M < t[0] * length < length - TOUCH_M:
                z = oz + t[0] * dz
                base = ends[k, 0] + s * (ends[k, 1] - ends[k, 0])
                if base <= z < ends[k, 2] + s * (ends[k, 3] - ends[k, 2]):
                    left *= openness[k]
                    if left == 0.0:
                        return left
            continue
        for m in range(1, n):  # few: insertion sort
            v = t[m]
            j = m - 1
            while j >= 0 and t[j] > v:
                t[j + 1] = t[j]
                j -= 1
            t[j + 1] = v
        for m in range(0, n - 1, 2):
            enter, leave = max(t[m], 0.0), min(t[m + 1], 1.0)
            if (leave - enter) * length > TOUCH_M:
                z0, z1 = oz + enter * dz, oz + leave * dz
                if min(z0, z1) < high[k] and max(z0, z1) > low[k]:
                    left *= openness[k]
        if left == 0.0:
            return left
    return left


@njit(
    f"f8[::1](f8, f8, f8, f8[:,::1], {_SCENE})",
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def from_one(  # type: ignore[no-untyped-def]
    ox, oy, oz, targets, box, low, high, openness, kind, first, last, edges, ends
):
    """Share that gets from one point to each target."""
    out = np.ones(len(targets))
    t = np.empty(MOST_CROSSINGS)
    reach = 0.0
    for j in range(len(targets)):
        reach = max(reach, sqrt((targets[j, 0] - ox) ** 2 + (targets[j, 1] - oy) ** 2))
    start, near = _around(ox, oy, reach, box)
    for j in range(len(targets)):
        out[j] = _through(
            ox, oy, oz, targets[j, 0], targets[j, 1], targets[j, 2], start, near, t,
            box, low, high, openness, kind, first, last, edges, ends,
        )  # fmt: skip
    return out


@njit(
    f"i4[:,::1](f8[:,::1], f8[:,::1], f8, i4, f8, {_SCENE})",
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def seen(  # type: ignore[no-untyped-def]
    eyes, targets, limit, enough, least, box, low, high, openness, kind, first, last, edges, ends
):
    """Eyes that see each target, and the index of the first; shape (2, M)."""
    out = np.zeros((2, len(targets)), np.int32)
    out[1, :] = -1
    t = np.empty(MOST_CROSSINGS)
    start, near = np.empty(0, np.int32), np.empty(0, np.int32)
    for i in range(len(eyes)):
        ox, oy, oz = eyes[i, 0], eyes[i, 1], eyes[i, 2]
        looked_around = False
        for j in range(len(targets)):
            if out[0, j] >= enough:
                continue
            dx, dy, dz = targets[j, 0] - ox, targets[j, 1] - oy, targets[j, 2] - oz
            if dx * dx + dy * dy + dz * dz > limit * limit:
                continue
            if dx * eyes[i, 3] + dy * eyes[i, 4] < 0.0:
                continue
            if not looked_around:
                start, near = _around(ox, oy, limit, box)
                looked_around = True
            left = _through(
                ox, oy, oz, targets[j, 0], targets[j, 1], targets[j, 2], start, near, t,
                box, low, high, openness, kind, first, last, edges, ends,
            )  # fmt: skip
            if left >= least:
                if out[0, j] == 0:
                    out[1, j] = i
                out[0, j] += 1
    return out
