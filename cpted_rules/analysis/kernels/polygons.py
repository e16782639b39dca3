"""The numba kernels of many polygons of sight: their areas, and their measures within a range."""

from math import atan2, hypot, log, pi, sqrt

from numba import njit

from cpted_rules.analysis.kernels.expansion import LATTICE, SPACE, look

AREA, PERIMETER, OCCLUSIVITY, DRIFT, NEAREST, MEAN, FARTHEST = range(7)
"""Columns of what `measured` fills."""


@njit(  # type: ignore[untyped-decorator, unused-ignore]
    f"(f8[:,::1], i8, i8, f8, f8[::1], f8[:,::1], i4[::1], i4[:,::1], {SPACE}, {LATTICE})",
    cache=True,
    nogil=True,
)
def areas(  # type: ignore[no-untyped-def]
    eyes, begin, end, height, area, out, met, stack,
    corners, cells, standing, walls, solid, near, west, south, square,
):  # fmt: skip
    """Find the areas of the polygons of some eyes.

    Args:
        eyes: shape (N, 2). [m]
        area: shape (N,), filled for eyes begin to end; 0 inside a solid. [m2]
        out, met, stack: scratch, as `star` takes it, with room for the walls of any one eye.
    """
    for i in range(begin, end):
        x, y = eyes[i, 0], eyes[i, 1]
        n = look(
            x, y, height, out, met, stack,
            corners, cells, standing, walls, solid, near, west, south, square,
        )  # fmt: skip
        double = 0.0
        for k in range(min(n, len(met))):
            double += out[2 * k, 0] * out[2 * k + 1, 1] - out[2 * k, 1] * out[2 * k + 1, 0]
        area[i] = 0.5 * double


@njit("f8(f8, f8, f8, f8, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _summed_m(ax, ay, bx, by, length, double):  # type: ignore[no-untyped-def]
    """Distance to a segment summed over the directions it is seen in. [m]

    At d / cos(t) off, where d is the distance of its line, the sum is d ln((u + r) / (v + s)),
    u and v the ends along the line from the foot of d, r and s their distances.
    """
    off = double / length
    if off <= 0.0:
        return 0.0
    u, v = (ax * (bx - ax) + ay * (by - ay)) / length, (bx * (bx - ax) + by * (by - ay)) / length
    r, s = hypot(ax, ay), hypot(bx, by)
    if u >= 0.0:
        return off * log((v + s) / (u + r))
    if v <= 0.0:
        return off * log((r - u) / (s - v))
    return off * log((v + s) * (r - u) / (off * off))


@njit("UniTuple(f8, 2)(f8, f8, f8, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def inside(ax, ay, bx, by, reach):  # type: ignore[no-untyped-def]
    """Between which shares of a segment it is within a circle around the eye; 1, 1 if nowhere."""
    ex, ey = bx - ax, by - ay
    square = ex * ex + ey * ey
    along = ax * ex + ay * ey
    root = along * along - square * (ax * ax + ay * ay - reach * reach)
    if square == 0.0 or root <= 0.0:
        return 1.0, 1.0
    enter, leave = (-along - sqrt(root)) / square, (-along + sqrt(root)) / square
    if enter >= 1.0 or leave <= 0.0:
        return 1.0, 1.0
    return max(enter, 0.0), min(leave, 1.0)


@njit("(f8[:,::1], i8, f8, f8[::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _measure(out, n, reach, found):  # type: ignore[no-untyped-def]
    """Fill one row of `measured` from a polygon of n walls."""
    area, perimeter, occlusivity, summed = 0.0, 0.0, 0.0, 0.0
    moment_x, moment_y = 0.0, 0.0
    nearest, farthest = reach, 0.0
    before = hypot(out[2 * n - 1, 0], out[2 * n - 1, 1])
    for k in range(n):
        ax, ay = out[2 * k, 0], out[2 * k, 1]
        bx, by = out[2 * k + 1, 0], out[2 * k + 1, 1]
        r, s = hypot(ax, ay), hypot(bx, by)
        occlusivity += abs(min(before, reach) - min(r, reach))
        before = s
        farthest = max(farthest, min(r, reach), min(s, reach))
        enter, leave = 0.0, 1.0
        if r > reach or s > reach:
            enter, leave = inside(ax, ay, bx, by, reach)
        ex, ey = bx - ax, by - ay
        for arc in range(2):  # what lies beyond reach, before and after
            begin, end = (0.0, enter) if arc == 0 else (leave, 1.0)
            if end > begin:
                cx, cy = ax + begin * ex, ay + begin * ey
                dx, dy = ax + end * ex, ay + end * ey
                turn = atan2(cx * dy - cy * dx, cx * dx + cy * dy)
                area += 0.5 * reach * reach * turn
                perimeter += reach * turn
                summed += reach * turn
                third = reach * reach * reach / 3.0
                c, d = hypot(cx, cy), hypot(dx, dy)
                moment_x += third * (dy / d - cy / c)
                moment_y += third * (cx / c - dx / d)
                farthest = reach
        if leave > enter:
            cx, cy = ax + enter * ex, ay + enter * ey
            dx, dy = ax + leave * ex, ay + leave * ey
            fx, fy = dx - cx, dy - cy
            length = hypot(fx, fy)
            if length > 0.0:
                double = cx * dy - cy * dx
                area += 0.5 * double
                perimeter += length
                summed += _summed_m(cx, cy, dx, dy, length, double)
                moment_x += double * (cx + dx) / 6.0
                moment_y += double * (cy + dy) / 6.0
                foot = min(max(-(cx * fx + cy * fy) / (length * length), 0.0), 1.0)
                nearest = min(nearest, hypot(cx + foot * fx, cy + foot * fy))
    found[AREA], found[PERIMETER], found[OCCLUSIVITY] = area, perimeter + occlusivity, occlusivity
    found[DRIFT] = hypot(moment_x, moment_y) / area if area > 0.0 else 0.0
    found[NEAREST], found[MEAN], found[FARTHEST] = nearest, summed / (2.0 * pi), farthest


@njit(  # type: ignore[untyped-decorator, unused-ignore]
    f"(f8[:,::1], i8, i8, f8, f8, f8[:,::1], f8[:,::1], i4[::1], i4[:,::1], {SPACE}, {LATTICE})",
    cache=True,
    nogil=True,
)
def measured(  # type: ignore[no-untyped-def]
    eyes, begin, end, height, reach, found, out, met, stack,
    corners, cells, standing, walls, solid, near, west, south, square,
):  # fmt: skip
    """Measure the polygons of some eyes within a range.

    Args:
        eyes: shape (N, 2). [m]
        reach: range. [m]
        found: shape (N, 7), filled for eyes begin to end; left as it is for those inside a solid.
        out, met, stack: scratch, as `star` takes it, with room for the walls of any one eye.
    """
    for i in range(begin, end):
        x, y = eyes[i, 0], eyes[i, 1]
        n = look(
            x, y, height, out, met, stack,
            corners, cells, standing, walls, solid, near, west, south, square,
        )  # fmt: skip
        if n > 0:
            _measure(out, min(n, len(met)), reach, found[i])
