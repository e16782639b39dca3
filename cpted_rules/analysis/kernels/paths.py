"""The numba kernels of shortest paths over the cells of a raster. Plain twin: in their test.

        7 0 1        the eight moves from a cell, clockwise from north (a row further up in the
        6 . 2        array is further north); a move across a corner needs both cells beside it
        5 4 3

Lengths are in steps of the raster, so that the smallest edge is 1 exactly and the bucket of a cell
is the whole part of its distance: all cells of one bucket can be settled in any order.
"""

from itertools import product
from math import inf, sqrt

import numpy as np
from numba import njit
from numpy.typing import NDArray

MOVES = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""Rows and columns of each move."""
START, UNREACHED = 8, 9
"""What stands for the last move at a source, and at a cell no path leads to."""

_DIAGONAL = sqrt(2.0)
_LENGTHS = np.array([1.0, _DIAGONAL] * 4)


def _allowed(around: int, move: int) -> bool:
    """Whether a move may be made past the free cells around one, a bit for each move."""

    def free(m: int) -> bool:
        return bool(around >> (m % 8) & 1)

    return free(move) and (move % 2 == 0 or (free(move - 1) and free(move + 1)))


def _without(around: int, start: tuple[int, int], end: tuple[int, int]) -> float:
    """Length of the shortest way between two cells around one that does not pass it. [steps]"""
    cells = {MOVES[m] for m in range(8) if around >> m & 1}
    free = cells | {(0, 0)}  # the middle lies beside a corner, though it is not passed
    length = dict.fromkeys(sorted(cells), inf) | {start: 0.0}
    for _ in cells:
        for (r, c), (i, j) in product(sorted(cells), MOVES):
            cut = i and j and not ((r + i, c) in free and (r, c + j) in free)
            if (r + i, c + j) in cells and not cut:
                further = length[(r, c)] + (_DIAGONAL if i and j else 1.0)
                length[(r + i, c + j)] = min(length[(r + i, c + j)], further)
    return length[end]


def _onward(last: int, around: int) -> list[int]:
    """The moves worth making after a last one: no others lie on a shortest path first.

    A move is left out where the cell it leads to is reached from the cell before as shortly
    without passing here; of equal paths the one with its diagonal moves first is kept.

    Source: Harabor and Grastien, Online graph pruning for pathfinding on grid maps, 2011,
        section 3, with the free cells of moves that cut no corner.
    """
    moves = [m for m in range(8) if _allowed(around, m)]
    if last == START:
        return moves
    before = MOVES[(last + 4) % 8]
    if not around >> ((last + 4) % 8) & 1:
        return []  # cannot be: the cell before is free
    kept = []
    for m in moves:
        if MOVES[m] == before:
            continue
        here = _LENGTHS[last] + _LENGTHS[m]
        other = _without(around, before, MOVES[m])
        if other > here + 1e-9 or (last % 2 == 1 and other > here - 1e-9):
            kept.append(m)
    return kept


def _table() -> NDArray[np.uint8]:
    """How many moves are worth making after each last move past each surrounding, and which."""
    table = np.zeros((9 * 256, 9), np.uint8)
    for around in range(256):
        for last in (START, 0, 1):
            moves = _onward(last, around)
            for turn in (0, 2, 4, 6) if last != START else (0,):  # quarter turns are alike
                turned = (around << turn | around >> (8 - turn)) & 255
                row = 256 * (last if last == START else last + turn) + turned
                table[row, : 1 + len(moves)] = (len(moves), *((m + turn) % 8 for m in moves))
    return table


ONWARD = _table()
"""Shape (9 * 256, 9): by last move and surrounding, the number of moves and the moves."""


@njit("u1[::1](b1[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def surroundings(free):  # type: ignore[no-untyped-def]
    """Which of the eight cells around each free cell are free: a bit for each move.

    Args:
        free: shape (R, C); the outermost rows and columns must not be free.

    Returns:
        shape (R * C,), row by row.
    """
    rows, columns = free.shape
    out = np.zeros(rows * columns, np.uint8)
    for r in range(1, rows - 1):
        for c in range(1, columns - 1):
            if free[r, c]:
                out[r * columns + c] = (
                    free[r + 1, c]
                    | free[r + 1, c + 1] << 1
                    | free[r, c + 1] << 2
                    | free[r - 1, c + 1] << 3
                    | free[r - 1, c] << 4
                    | free[r - 1, c - 1] << 5
                    | free[r, c - 1] << 6
                    | free[r + 1, c - 1] << 7
                )
    return out


@njit("Tuple((f8[::1], u1[::1]))(u1[::1], i8, i8[::1], u1[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def shortest(around, columns, sources, onward):  # type: ignore[no-untyped-def]
    """Length of the shortest path from the nearest source to each cell, and its last move.

    Args:
        around: shape (R * C,), of `surroundings`.
        sources: cells, row by row.
        onward: `ONWARD`.

    Returns:
        lengths [steps], infinite where no path leads; last moves, START at a source and UNREACHED
        where no path leads; both of shape (R * C,).

    Source: Dial, Algorithm 360, 1969, with buckets as wide as the smallest edge (Dinitz 1978);
        moves pruned as in `_onward`.
    """
    n = len(around)
    length = np.full(n, np.inf)
    last = np.full(n, UNREACHED, np.uint8)
    offset = np.array(
        [columns, columns + 1, 1, 1 - columns, -columns, -columns - 1, -1, columns - 1]
    )
    step = np.array([1.0, _DIAGONAL] * 4)
    buckets = np.empty((3, n), np.int32)  # a cell is in a bucket once: see below
    count = np.zeros(3, np.int64)
    for source in sources:
        if length[source] != 0.0:
            length[source], last[source] = 0.0, START
            buckets[0, count[0]] = source
            count[0] += 1
    current, empty = 0, 0
    while empty < 3:
        b = current % 3
        if count[b] == 0:
            empty += 1
            current += 1
            continue
        empty = 0
        for k in range(count[b]):
            v = buckets[b, k]
            d = length[v]
            if d < current:
                continue  # settled in an earlier bucket
            row = 256 * last[v] + around[v]
            for j in range(onward[row, 0]):
                m = onward[row, 1 + j]
                u = v + offset[m]
                y = d + step[m]
                if y < length[u]:
                    at = int(y)
                    if length[u] >= at + 1:  # else it is in that bucket already
                        buckets[at % 3, count[at % 3]] = u
                        count[at % 3] += 1
                    length[u], last[u] = y, m
        count[b] = 0
        current += 1
    return length, last


@njit(
    "Tuple((f8[::1], u1[::1]))(u1[::1], i8, f8[::1], i8[::1])",
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def cheapest(around, columns, cost, sources):  # type: ignore[no-untyped-def]
    """Cost of the cheapest path from the nearest source to each cell, and its last move.

    A move costs its length times the mean cost of the two cells.

    Args:
        around: shape (R * C,), of `surroundings`.
        cost: shape (R * C,), per step, at least 1 at each free cell.
        sources: cells, row by row.

    Returns:
        costs [steps] and last moves, as of `shortest`.
    """
    n = len(around)
    offset = np.array(
        [columns, columns + 1, 1, 1 - columns, -columns, -columns - 1, -1, columns - 1]
    )
    total = np.full(n, np.inf)
    last = np.full(n, UNREACHED, np.uint8)
    most = 1.0
    for v in range(n):
        if around[v]:
            most = max(most, cost[v])
    ring = int(_DIAGONAL * most) + 2  # no move reaches further than so many buckets
    head = np.full(ring, -1, np.int32)
    after, ahead = np.empty(n, np.int32), np.empty(n, np.int32)  # a list of cells per bucket
    waiting = 0
    for source in sources:
        if total[source] != 0.0:
            total[source], last[source] = 0.0, START
            after[source], ahead[source] = head[0], -1
            if head[0] >= 0:
                ahead[head[0]] = source
            head[0] = source
            waiting += 1
    current = 0
    while waiting:
        b = current % ring
        while head[b] >= 0:
            v = head[b]
            head[b] = after[v]
            if head[b] >= 0:
                ahead[head[b]] = -1
            waiting -= 1
            d = total[v]
            bits = around[v]
            for m in range(8):
                if not bits >> m & 1:
                    continue
                if m & 1:
                    if not (bits >> (m - 1) & 1 and bits >> ((m + 1) & 7) & 1):
                        continue
                    length = _DIAGONAL
                else:
                    length = 1.0
                u = v + offset[m]
                y = d + length * (0.5 * (cost[v] + cost[u]))
                if y < total[u]:
                    if last[u] == UNREACHED:
                        waiting += 1
                    else:  # out of the list it waits in
                        if ahead[u] >= 0:
                            after[ahead[u]] = after[u]
                        else:
                            head[int(total[u]) % ring] = after[u]
                        if after[u] >= 0:
                            ahead[after[u]] = ahead[u]
                    total[u], last[u] = y, m
                    at = int(y) % ring
                    after[u], ahead[u] = head[at], -1
                    if head[at] >= 0:
                        ahead[head[at]] = u
                    head[at] = u
        current += 1
    return total, last
