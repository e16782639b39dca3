"""The numba kernels of visibility graphs: how many cells each sees, and steps between cells."""

from math import ceil

import numpy as np
from numba import njit

from cpted_rules.analysis.kernels.expansion import LATTICE, SPACE, look


@njit("i8(f8, i8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _west_of(x, columns):  # type: ignore[no-untyped-def]
    """How many of the cells of a row have their centre west of x."""
    if x <= 0.0:
        return 0
    return columns if x > columns - 1 else ceil(x)


@njit("f8(f8[:,::1], i8, i8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _summed(distance, row, k):  # type: ignore[no-untyped-def]
    """Distances to the cells between column 0 and column k of a row so far off; negative west."""
    if k >= 0:
        return distance[row, k]
    return distance[row, 1] - distance[row, 1 - k]


@njit(  # type: ignore[untyped-decorator, unused-ignore]
    "Tuple((i8, f8))(f8[:,::1], i8, f8, i8, i8, i4[:,::1], i4[::1], i4[:,::1], f8[:,::1])",
    cache=True,
    nogil=True,
)
def _within(out, n, per_m, column, row, before, first, runs, distance):  # type: ignore[no-untyped-def]
    """How many cells lie in a polygon around a cell, and the sum of their distances, in steps.

    Each edge adds what lies west of it where it goes up, and takes it away where it goes down.
    """
    rows, columns = before.shape[0], before.shape[1] - 1
    count, far = 0, 0.0
    ax, ay = column + out[2 * n - 1, 0] * per_m, row + out[2 * n - 1, 1] * per_m
    for i in range(2 * n):
        bx, by = column + out[i, 0] * per_m, row + out[i, 1] * per_m
        if ay != by:
            sign, low, high = (1, ay, by) if by > ay else (-1, by, ay)
            slope = (bx - ax) / (by - ay)
            for r in range(max(ceil(low), 0), min(ceil(high), rows)):
                k = _west_of(ax + (r - ay) * slope, columns)
                count += sign * before[r, k]
                for run in range(first[r], first[r + 1]):
                    begin, end = runs[run, 0], min(runs[run, 1], k)
                    if begin >= k:
                        break
                    off = abs(r - row)
                    far += sign * (
                        _summed(distance, off, end - column)
                        - _summed(distance, off, begin - column)
                    )
        ax, ay = bx, by
    return count, far


@njit(  # type: ignore[untyped-decorator, unused-ignore]
    "(f8[:,::1], i4[:,::1], i8, i8, f8, f8, i4[:,::1], i4[::1], i4[:,::1], f8[:,::1], "
    f"i8[::1], f8[::1], f8[:,::1], i4[::1], i4[:,::1], {SPACE}, {LATTICE})",
    cache=True,
    nogil=True,
)
def counted(  # type: ignore[no-untyped-def]
    eyes, places, begin, end, height, step, before, first, runs, distance, counts, means,
    out, met, stack,
    corners, cells, standing, walls, solid, near, west, south, square,
):  # fmt: skip
    """Count the cells that some cells see, and take the mean of their distances.

    Args:
        eyes: shape (M, 2), centres of cells. [m]
        places: shape (M, 2), their columns and rows.
        before: shape (rows, columns + 1), cells asked about west of each column of a row.
        first: shape (rows + 1,), where the runs of each row begin.
        runs: shape (R, 2), first column of each run of cells asked about and the one after it.
        distance: shape (rows, columns + 2), sum of distances to the first so many cells of a row
            so far off, from the cell in its column 0. [step]
        counts, means: shape (M,), filled for eyes begin to end; not itself.
        out, met, stack: scratch, as `star` takes it.
    """
    for i in range(begin, end):
        x, y = eyes[i, 0], eyes[i, 1]
        n = look(
            x, y, height, out, met, stack,
            corners, cells, standing, walls, solid, near, west, south, square,
        )  # fmt: skip
        counts[i], means[i] = 0, np.nan
        if n > 0:
            count, far = _within(
                out, n, 1.0 / step, places[i, 0], places[i, 1], before, first, runs, distance
            )
            counts[i] = count - 1
            if count > 1:
                means[i] = far * step / (count - 1)


@njit(  # type: ignore[untyped-decorator, unused-ignore]
    "(f8[:,::1], i4[:,::1], i8, i8, f8, f8, i4[:,::1], i1[:,::1], u8[:,::1], f8[:,::1], i4[::1], "
    f"i4[:,::1], {SPACE}, {LATTICE})",
    cache=True,
    nogil=True,
)
def linked(  # type: ignore[no-untyped-def]
    eyes, places, begin, end, height, step, index, sheet, links, out, met, stack,
    corners, cells, standing, walls, solid, near, west, south, square,
):  # fmt: skip
    """Set a bit for each cell that some cells see.

    Args:
        eyes, places: as `counted` takes them.
        index: shape (rows, columns), which eye each cell is; -1 where it is none.
        sheet: shape (rows, columns + 1), zeros; zeros again afterwards.
        links: shape (M, ceil(M / 64)), zeros; filled for eyes begin to end; not itself.
    """
    rows, columns = index.shape
    for i in range(begin, end):
        x, y, column, row = eyes[i, 0], eyes[i, 1], places[i, 0], places[i, 1]
        n = look(
            x, y, height, out, met, stack,
            corners, cells, standing, walls, solid, near, west, south, square,
        )  # fmt: skip
        if n == 0:
            continue
        lowest, highest = rows, 0
        ax, ay = column + out[2 * n - 1, 0] / step, row + out[2 * n - 1, 1] / step
        for e in range(2 * n):
            bx, by = column + out[e, 0] / step, row + out[e, 1] / step
            if ay != by:
                low, high = (ay, by) if by > ay else (by, ay)
                for r in range(max(ceil(low), 0), min(ceil(high), rows)):
                    k = _west_of(ax + (r - ay) * ((bx - ax) / (by - ay)), columns)
                    sheet[r, k] ^= 1
                    lowest, highest = min(lowest, r), max(highest, r + 1)
            ax, ay = bx, by
        for r in range(lowest, highest):
            inside = 0
            for c in range(columns, -1, -1):  # from the east: an edge has what is west of it
                if c < columns and inside and index[r, c] >= 0:
                    j = index[r, c]
                    links[i, j >> 6] |= np.uint64(1) << np.uint64(j & 63)
                inside ^= sheet[r, c]
                sheet[r, c] = 0
        links[i, i >> 6] &= ~(np.uint64(1) << np.uint64(i & 63))


@njit("i8(u8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _ones(word):  # type: ignore[no-untyped-def]
    """How many bits of a word are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + (
        (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@njit("(u8[:,::1], i8, i8, i8[::1], i8[::1], i8[::1], i8[::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def stepped(links, begin, end, degree, between, reached, steps):  # type: ignore[no-untyped-def]
    """Count the links of some cells, those between their neighbours, and steps to all others.

    Args:
        links: as `linked` fills it.
        degree: filled for cells begin to end: cells one step away.
        between: filled: pairs of those that are one step apart.
        reached, steps: filled: other cells that can be reached, and steps to all of them.
    """
    words = links.shape[1]
    one = np.uint64(1)
    near, far = np.empty(words, np.uint64), np.empty(words, np.uint64)
    left = np.empty(len(links), np.int64)
    for i in range(begin, end):
        here = links[i]
        seen, pairs, count = 0, 0, 0
        for w in range(words):
            seen += _ones(here[w])
            near[w] = here[w]
        for j in range(len(links)):
            if (here[j >> 6] >> np.uint64(j & 63)) & one:
                row = links[j]
                shared = 0
                for w in range(words):
                    shared += _ones(here[w] & row[w])
                pairs += shared
            elif j != i:
                left[count] = j
                count += 1
        degree[i], between[i] = seen, pairs // 2
        reached[i], steps[i] = seen, seen
        depth, found = 1, seen
        while found > 0 and count > 0:
            depth, found = depth + 1, 0
            far[:] = np.uint64(0)
            kept = 0
            for m in range(count):
                j = left[m]
                row = links[j]
                touched = False
                for w in range(words):
                    if row[w] & near[w]:
                        touched = True
                        break
                if touched:
                    far[j >> 6] |= one << np.uint64(j & 63)
                    found += 1
                else:
                    left[kept] = j
                    kept += 1
            count = kept
            near[:] = far
            reached[i] += found
            steps[i] += depth * found
