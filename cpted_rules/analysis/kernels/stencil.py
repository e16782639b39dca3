"""The numba kernels of the shadow stencil: which cells of a raster a point sees.

Over the raster lies a sheet of differences. Every shape drawn on it adds its weight where its
western edges cross the middle of a row of cells and takes it away where its eastern edges do, so
that a running sum from west to east has at each cell's centre the weights of the shapes over it:

    the polygon of sight past what is tall        + 1     a cell is seen where the sum is exactly
    the circle of the range, the side faced       + 1     the number of shapes it must lie in
    the shadow of each low or hanging solid       - 1
    the shadow of what lets through               + depth in the low bits

A shadow is drawn as a scaled footprint: the far edges of the solid, seen from the eye, times the
distance at which sight comes down behind it, less its near edges, times that at which it is cut.

    eye o---._        scales of a solid from base to top, seen from z down to a plane:
        |     |`-.    near edges (z - plane) / (z - base), or 1 where it stands below the plane
        |     |   `-. far edges  (z - plane) / (z - top), or without end where it is higher
    ----|-----|======`-------- plane
               shadow

Windings add up, so that footprints may have courts and bays, and a line that passes a solid twice
counts twice. Everything is exact at the centres of the cells.
"""

from math import ceil, exp, floor, sqrt

import numpy as np
from numba import njit

from cpted_rules.analysis.kernels.expansion import LATTICE, SPACE, locate, star
from cpted_rules.analysis.kernels.sheet import (
    BINS,
    deepen,
    draw_disc,
    draw_line,
    draw_shadow,
    is_shown,
    nearest_edge_m,
)

RINGS = "f8[::1], f8[::1], i4[::1], f8[::1], f8[::1], i4[::1], f8[:,::1], b1[::1], f8"
"""Types of the rings of Casters, and of the base of what is in the mesh."""

BINS_OF_RINGS = "i4[::1], i4[:,::1], f8, f8, f8, i8"
"""Types of the bins that rings lie in, see shadows."""

UNIT = 1 << 40
"""Sheets of 64 bits count whole shapes in these units, and optical depth below them."""

DEPTH_UNIT = 1 << 26
"""Optical depth 1 in the low bits of a sheet, which hold more than any line will meet."""

CASTERS = f"Tuple(({SPACE}, {LATTICE}, {RINGS}, {BINS_OF_RINGS}))"
"""Type of Casters.arrays."""

SCRATCH = "Tuple((f8[:,::1], i4[::1], i4[:,::1], f8[::1]))"
"""Type of what `scratch` makes."""

_SHADE = f"f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, {SCRATCH}, {CASTERS})"


@njit(f"{SCRATCH}({CASTERS})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def scratch(casters):  # type: ignore[no-untyped-def]
    """Room to work in: corners and walls of a polygon of sight, its stack, and its depth."""
    triangles = len(casters[1])
    met = np.empty(2 * triangles + 8, np.int32)
    stack = np.empty((triangles + 3, 5), np.int32)
    return np.empty((2 * len(met), 2)), met, stack, np.empty(BINS)


@njit([f"i8(i2[:,::1], {_SHADE}", f"i8(i8[:,::1], {_SHADE}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def shade(  # type: ignore[no-untyped-def]
    sheet, x, y, z, plane, within, facing_x, facing_y, west, south, per_m, room, casters
):
    """Draw on an empty sheet what a point sees of a plane.

    Args:
        sheet: shape (columns + 1, rows); 16 bits where nothing lets through, else 64.
        within: what is further away is not seen, straight distance. [m]
        facing_x, facing_y: what is behind the plane faced away from is not seen; 0, 0: all round.
        west, south: centre of the first cell. [m]
        room: what `scratch` made for these casters.

    Returns:
        number of shapes that a seen cell lies in, in units of the sheet; 0 where none is seen.
    """
    out, met, stack, depth = room
    (
        corners, triangles, across, wall, solid, lattice, lattice_west, lattice_south, square,
        xs, ys, first, base, top, weight, circle, tall, ground,
        order, bins, bins_west, bins_south, bin_size, large,
    ) = casters  # fmt: skip
    unit = 1 if sheet.itemsize == 2 else UNIT
    columns, rows = sheet.shape[0] - 1, sheet.shape[1]
    low, high = min(z, plane), max(z, plane)
    reach = within * within - (z - plane) * (z - plane)
    if reach < 0.0:
        return 0
    # under what hangs, the mesh says nothing: then all of it casts a shadow like the rest
    tallest = high if low >= ground else np.inf
    start = locate(
        x, y, tallest, corners, triangles, across, wall, solid, lattice, lattice_west,
        lattice_south, square,
    )  # fmt: skip
    if start < 0:
        return 0
    column, row = (x - west) * per_m, (y - south) * per_m
    # how far the cells are at most, so that no shadow need be drawn further
    dx, dy = max(column, columns - column), max(row, rows - row)
    far = sqrt(dx * dx + dy * dy) / per_m + 1.0
    limited = reach < far * far
    if limited:
        far = sqrt(reach)
    n = star(start, x, y, tallest, far, out, met, stack, corners, triangles, across, wall, solid)
    if n == 0:
        return 0
    shapes = unit
    depth[:] = 0.0
    ax, ay = out[2 * n - 1, 0], out[2 * n - 1, 1]
    for i in range(n):
        bx, by, cx, cy = out[2 * i, 0], out[2 * i, 1], out[2 * i + 1, 0], out[2 * i + 1, 1]
        if ax != bx or ay != by:
            draw_line(
                sheet, column + ax * per_m, row + ay * per_m, column + bx * per_m,
                row + by * per_m, unit,
            )  # fmt: skip
        draw_line(
            sheet, column + bx * per_m, row + by * per_m, column + cx * per_m, row + cy * per_m,
            unit,
        )  # fmt: skip
        deepen(depth, bx, by, cx, cy)
        ax, ay = cx, cy
    if limited:
        draw_disc(sheet, column, row, far * per_m, unit)
        shapes += unit
    if facing_x != 0.0 or facing_y != 0.0:
        length = 2.0 * (columns + rows + abs(column) + abs(row))
        side_x, side_y = facing_y * length, -facing_x * length
        ahead_x, ahead_y = facing_x * length, facing_y * length
        ax, ay = column + side_x, row + side_y
        bx, by = column - side_x, row - side_y
        draw_line(sheet, ax, ay, ax + ahead_x, ay + ahead_y, unit)
        draw_line(sheet, ax + ahead_x, ay + ahead_y, bx + ahead_x, by + ahead_y, unit)
        draw_line(sheet, bx + ahead_x, by + ahead_y, bx, by, unit)
        draw_line(sheet, bx, by, ax, ay, unit)
        shapes += unit
    # the large, then the bins of the others within reach, a row of them at a time
    reach = far + 2.0 * bin_size
    first_row = max(floor((y - reach - bins_south) / bin_size), 0)
    last_row = min(floor((y + reach - bins_south) / bin_size), bins.shape[0] - 1)
    last_row = max(last_row, first_row - 1)
    first_column = max(floor((x - reach - bins_west) / bin_size), 0)
    last_column = min(floor((x + reach - bins_west) / bin_size), bins.shape[1] - 2)
    for b in range(first_row - 1, last_row + 1):
        begin, end = 0, large
        if b >= first_row:
            if first_column > last_column:
                break
            begin, end = bins[b, first_column], bins[b, last_column + 1]
        for k in range(begin, end):
            r = order[k]
            if top[r] <= low or base[r] >= high or (tall[r] and top[r] >= tallest):
                continue
            dx, dy, radius = circle[r, 0] - x, circle[r, 1] - y, circle[r, 2]
            distance = sqrt(dx * dx + dy * dy)
            if distance - radius > far:
                continue
            if distance > 2.0 * radius and not is_shown(depth, dx, dy, distance, radius):
                continue
            nearest = distance - radius
            if nearest < radius:
                nearest = nearest_edge_m(xs, ys, first[r], first[r + 1], x, y)
            endless = max(far / nearest, 1.0)
            near_scale, far_scale = 1.0, endless
            if z > plane:
                if base[r] > plane:
                    near_scale = (z - plane) / (z - base[r])
                if top[r] < z:
                    far_scale = min((z - plane) / (z - top[r]), endless)
            elif z < plane:
                if top[r] < plane:
                    near_scale = (plane - z) / (top[r] - z)
                if base[r] > z:
                    far_scale = min((plane - z) / (base[r] - z), endless)
            if near_scale < far_scale:
                draw_shadow(
                    sheet, xs, ys, first[r], first[r + 1], x, y, column, row, per_m, near_scale,
                    far_scale, weight[r] if weight[r] > 0 else -unit,
                )  # fmt: skip
    return shapes


_SEEN = (
    f"f8[:,::1], f8, f8, f8, f8, f8, i8, {CASTERS}, "
    "u1[:,::1], i4[:,::1], i4[:,::1], i8[::1], i4, i4)"
)


@njit([f"void(i2[::1], {_SEEN}", f"void(i8[::1], {_SEEN}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def seen_by(  # type: ignore[no-untyped-def]
    sheets, eyes, plane, within, west, south, step, limit, casters,
    asked, counts, earliest, cells, begin, end,
):  # fmt: skip
    """Add, for each eye from `begin` to `end`, the cells it sees.

    Args:
        sheets: zeros, at least (columns + 1) rows of them; 16 bits where nothing lets through.
        eyes: shape (N, 5), x, y, z and the direction faced.
        limit: deepest optical depth at which a cell counts as seen, in DEPTH_UNIT.
        asked: shape (columns, rows), 1 for the cells counted in `cells`.
        counts: shape (columns, rows), eyes that see each cell; added to.
        earliest: shape (columns, rows), the first of them; or of no size, where it is not asked.
        cells: shape (N,), cells asked that each eye sees.
    """
    columns, rows = counts.shape
    per_m = 1.0 / step
    room = scratch(casters)
    sums = np.zeros(rows, sheets.dtype)
    for n in range(begin, end):
        x, y, z = eyes[n, 0], eyes[n, 1], eyes[n, 2]
        # the window of cells within reach
        left = min(max(floor((x - within - west) * per_m), 0), columns)
        right = max(min(ceil((x + within - west) * per_m) + 1, columns), left)
        under = min(max(floor((y - within - south) * per_m), 0), rows)
        above = max(min(ceil((y + within - south) * per_m) + 1, rows), under)
        width, height = right - left, above - under
        if width == 0 or height == 0:
            continue
        sheet = sheets[: (width + 1) * height].reshape((width + 1, height))
        shapes = shade(
            sheet, x, y, z, plane, within, eyes[n, 3], eyes[n, 4], west + left * step,
            south + under * step, per_m, room, casters,
        )  # fmt: skip
        if shapes == 0:
            continue
        running = sums[:height]
        running[:] = 0
        total = 0
        for i in range(width):
            strip = sheet[i]
            count = counts[left + i, under:above]
            ask = asked[left + i, under:above]
            for j in range(height):
                value = running[j] + strip[j]
                running[j] = value
                strip[j] = 0
                is_seen = np.int32(value >= shapes and value <= shapes + limit)
                count[j] += is_seen
                total += is_seen * ask[j]
            if earliest.size:
                known = earliest[left + i, under:above]
                for j in range(height):
                    value = running[j]
                    if value >= shapes and value <= shapes + limit and known[j] < 0:
                        known[j] = n
        sheet[width] = 0
        cells[n] += total


_THROUGH = f"f8, f8, f8, f8, f8, f8, f8, f8, f8, f8, {CASTERS}, f8[:,::1])"


@njit([f"void(i2[::1], {_THROUGH}", f"void(i8[::1], {_THROUGH}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def through_to(  # type: ignore[no-untyped-def]
    sheets, x, y, z, plane, within, facing_x, facing_y, west, south, step, casters, shares
):
    """Fill in the share that gets from one point to each cell; see `seen_by`."""
    columns, rows = shares.shape
    sheet = sheets[: (columns + 1) * rows].reshape((columns + 1, rows))
    shapes = shade(
        sheet, x, y, z, plane, within, facing_x, facing_y, west, south, 1.0 / step,
        scratch(casters), casters,
    )  # fmt: skip
    running = np.zeros(rows, sheets.dtype)
    for i in range(columns):
        for j in range(rows):
            running[j] += sheet[i, j]
            deep = running[j] - shapes
            seen = shapes > 0 and deep >= 0 and deep < UNIT
            shares[i, j] = exp(-deep / DEPTH_UNIT) if seen else 0.0
