"""The numba kernels that draw shapes on a sheet of differences; what a sheet is, see stencil."""

from math import ceil, floor, sqrt

from numba import njit

BINS = 512
"""Directions in which the depth of the polygon of sight is kept, to leave out what it hides."""

NEAREST_M = 1e-6
SPREAD = 1.2
"""At least the tangent over the sine of half the angle under which a circle two radii away lies."""


@njit(inline="always")  # type: ignore[untyped-decorator, unused-ignore]
def draw_line(sheet, ax, ay, bx, by, weight):  # type: ignore[no-untyped-def]
    """Draw one edge of a shape that lies to the left of it; cell units, x across, y up."""
    columns, rows = sheet.shape[0] - 1, sheet.shape[1]
    if ay < by:
        weight = -weight
    else:
        ax, ay, bx, by = bx, by, ax, ay
    if by <= 0.0 or ay > rows - 1:
        return
    first, last = max(ceil(ay), 0), min(ceil(by), rows)
    if first >= last:
        return
    lean = (bx - ax) / (by - ay)
    x = ax + (first - ay) * lean
    for j in range(first, last):
        sheet[min(max(ceil(x), 0), columns), j] += weight
        x += lean


@njit(inline="always")  # type: ignore[untyped-decorator, unused-ignore]
def _direction(x, y):  # type: ignore[no-untyped-def]
    """Which way a vector points, from 0 to 4, growing with its angle from east."""
    if y >= 0:
        return y / (x + y) if x >= 0 else 1 - x / (y - x)
    return 2 - y / (-x - y) if x < 0 else 3 + x / (x - y)


@njit("void(f8[::1], f8, f8, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def deepen(depth, ax, ay, bx, by):  # type: ignore[no-untyped-def]
    """Note how far sight reaches between two corners of its polygon."""
    k = int(_direction(ax, ay) * (BINS / 4)) % BINS
    last = int(_direction(bx, by) * (BINS / 4)) % BINS
    far = max(ax * ax + ay * ay, bx * bx + by * by)
    depth[k] = max(depth[k], far)
    while k != last:
        k = k + 1 if k + 1 < BINS else 0
        depth[k] = max(depth[k], far)


@njit("b1(f8[::1], f8, f8, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def is_shown(depth, dx, dy, distance, radius):  # type: ignore[no-untyped-def]
    """Whether sight reaches a circle more than two radii away, in any direction."""
    side = SPREAD * radius / distance
    near = (distance - radius) * (distance - radius)
    k = int(_direction(dx + side * dy, dy - side * dx) * (BINS / 4)) % BINS
    last = int(_direction(dx - side * dy, dy + side * dx) * (BINS / 4)) % BINS
    while depth[k] < near:
        if k == last:
            return False
        k = k + 1 if k + 1 < BINS else 0
    return True


@njit("f8(f8[::1], f8[::1], i4, i4, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def nearest_edge_m(xs, ys, first, last, x, y):  # type: ignore[no-untyped-def]
    """Distance from a point to the nearest edge of a ring. [m]"""
    least = 1e300
    ax, ay = xs[last - 1] - x, ys[last - 1] - y
    for k in range(first, last):
        bx, by = xs[k] - x, ys[k] - y
        ex, ey = bx - ax, by - ay
        square = ex * ex + ey * ey
        share = 0.0 if square == 0.0 else min(max(-(ax * ex + ay * ey) / square, 0.0), 1.0)
        px, py = ax + share * ex, ay + share * ey
        least = min(least, px * px + py * py)
        ax, ay = bx, by
    return max(sqrt(least), NEAREST_M)


_SHADOW = "f8[::1], f8[::1], i4, i4, f8, f8, f8, f8, f8, f8, f8, i8)"


@njit([f"void(i2[:,::1], {_SHADOW}", f"void(i8[:,::1], {_SHADOW}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def draw_shadow(sheet, xs, ys, first, last, x, y, column, row, per_m, near, far, weight):  # type: ignore[no-untyped-def]
    """Draw what lies between a ring's near edges times one scale and its far edges times another.

    The ring has the solid on its left, so an edge is a near one where the eye is on its right;
    where near and far edges meet, a radial one leads from one scale to the other.
    """
    near, far = near * per_m, far * per_m
    ux, uy = xs[last - 1] - x, ys[last - 1] - y
    vx, vy = xs[first] - x, ys[first] - y
    was_near = ux * vy - uy * vx < 0.0
    for k in range(first, last):
        ux, uy = vx, vy
        n = k + 1 if k + 1 < last else first
        vx, vy = xs[n] - x, ys[n] - y
        is_near = ux * vy - uy * vx < 0.0
        scale = near if is_near else far
        if is_near != was_near:
            before = far if is_near else near
            draw_line(
                sheet, column + ux * before, row + uy * before, column + ux * scale,
                row + uy * scale, weight,
            )  # fmt: skip
        draw_line(
            sheet, column + ux * scale, row + uy * scale, column + vx * scale, row + vy * scale,
            weight,
        )  # fmt: skip
        was_near = is_near


@njit(
    ["void(i2[:,::1], f8, f8, f8, i8)", "void(i8[:,::1], f8, f8, f8, i8)"], cache=True, nogil=True
)  # type: ignore[untyped-decorator, unused-ignore]
def draw_disc(sheet, column, row, radius, weight):  # type: ignore[no-untyped-def]
    """Draw a circle; cell units."""
    columns, rows = sheet.shape[0] - 1, sheet.shape[1]
    for j in range(max(ceil(row - radius), 0), min(floor(row + radius) + 1, rows)):
        square = radius * radius - (j - row) * (j - row)
        if square >= 0.0:
            half = sqrt(square)
            sheet[min(max(ceil(column - half), 0), columns), j] += weight
            sheet[min(max(floor(column + half) + 1, 0), columns), j] -= weight
