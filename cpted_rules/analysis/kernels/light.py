"""The numba kernels of light: what lamps give to the cells of a raster that they reach.

For each lamp its shadow stencil is drawn, and each column of cells is gone through in small steps:
which cells are lit; in which direction of the lamp they lie; the intensity in that direction,
bilinear between the angles of its table; what a receiver there gets. Most of them are loops over
neighbouring numbers without a branch, which the compiler makes into vectors.

               o lamp            the lamp has its own axes: front, left and down, turned by
          down |`-.  d           azimuth and tilt; C and gamma are angles between them
               | g `-.
        -------|------`--- cell

What one lamp gives to a cell is rounded to a multiple of QUANTUM_LX. Such numbers add up in float64
without any rounding, so that sums come out the same, bit by bit, in whatever order or number of
threads they are made, and what one lamp gave can be taken out of them again.
"""

from math import exp

import numpy as np
from numba import njit

from cpted_rules.analysis.kernels.stencil import CASTERS, DEPTH_UNIT, UNIT, scratch, shade

QUANTUM_LX = 2.0**-23
"""Grain of the light that one lamp gives to one cell."""

CHANNELS = 7
"""On a horizontal plane facing up; on upright planes facing the side ahead, behind, left and right
of a direction; pi times that on an upright cylinder; 4 times that on a half sphere facing up."""

LAMP = 13
"""Numbers of a lamp: x, y, z, its axes front, left and down in site axes, its factor."""

TABLE = 5
"""Numbers of a table: its start, planes and angles; its first angle and how many a radian has."""

PADDING = 16
"""Numbers in a row are worked on in groups of so many, as a whole number of vectors."""

NEAREST_M2 = np.float32(1e-6)
"""Square of the distance below which a cell counts as so far from a lamp."""

_HALF_PI = np.float32(1.5707963267948966)
_PI = np.float32(3.141592653589793)
_TWO_PI = np.float32(6.283185307179586)
_TINY = np.float32(1e-30)
_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)
_EDGE = np.float32(1e-4)
"""Of a step between two angles: by so much rounding may lead beyond the first and last of them."""

# arctangent from 0 to 1 by odd powers, of least greatest error (2.5e-7)
_A1 = np.float32(0.9999961115)
_A3 = np.float32(-0.3331736803)
_A5 = np.float32(0.1980781533)
_A7 = np.float32(-0.1323334118)
_A9 = np.float32(0.0796236555)
_A11 = np.float32(-0.0336042057)
_A13 = np.float32(0.0068117883)


@njit(inline="always", error_model="numpy")  # type: ignore[untyped-decorator, unused-ignore]
def _angle(y, x):  # type: ignore[no-untyped-def]
    """The angle of a vector from the x axis, without a branch. [0 to 2 pi]"""
    across, along = abs(y), abs(x)
    t = min(across, along) / max(max(across, along), _TINY)
    s = t * t
    a = t * (_A1 + s * (_A3 + s * (_A5 + s * (_A7 + s * (_A9 + s * (_A11 + s * _A13))))))
    a = _HALF_PI - a if across > along else a
    a = _PI - a if x < _ZERO else a
    return _TWO_PI - a if y < _ZERO else a


@njit(
    ["i4(i2[::1], i8, i4[::1], u1[::1])", "i4(i8[::1], i8, i4[::1], u1[::1])"],
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def _lit(sums, shapes, cells, lit):  # type: ignore[no-untyped-def]
    """Note which cells of a column are lit; how many."""
    n = 0
    span = 1 if sums.itemsize == 2 else UNIT
    for j in range(len(sums)):
        deep = sums[j] - shapes
        lit[j] = np.uint8(deep >= 0) & np.uint8(deep < span)
    words = lit.view(np.uint64)
    for w in range(len(words)):
        if words[w] != 0:
            for j in range(8 * w, 8 * w + 8):
                cells[n] = j
                n += lit[j]
    cells[n : n + PADDING] = 0
    return n


_STRENGTHS = "i4[::1], i4, f8, f8, f8, f8, f8[::1], f8[::1], f4[::1], f4[:,::1])"


@njit(f"void({_STRENGTHS}", cache=True, nogil=True, error_model="numpy")  # type: ignore[untyped-decorator, unused-ignore]
def _strengths(cells, n, dx, dz, south, step, lamp, table, candela, work):  # type: ignore[no-untyped-def]
    """Find what a plane facing the lamp gets in cells of a column, over their distance. [lx/m]

    Args:
        cells: the n cells, counted from the southern end.
        dx, dz, south, step: from the lamp to the cells. [m]
        work: row 0 filled with how far north of the lamp they are, row 1 with the result.
    """
    full = (n + PADDING - 1) // PADDING * PADDING
    dy, first, second, third = work[0, :full], work[1, :full], work[2, :full], work[3, :full]
    for k in range(full):
        dy[k] = south + cells[k] * step
    planes, angles = np.int32(table[1]), np.int32(table[2])
    x0, xy = np.float32(lamp[3] * dx + lamp[5] * dz), np.float32(lamp[4])
    y0, yy = np.float32(lamp[6] * dx + lamp[8] * dz), np.float32(lamp[7])
    z0, zy = np.float32(lamp[9] * dx + lamp[11] * dz), np.float32(lamp[10])
    per_c = np.float32((planes - 1) / 6.283185307179586)
    per_gamma, least = np.float32(table[4]), np.float32(table[3] * table[4])
    for k in range(full):
        v = dy[k]
        x, y = x0 + v * xy, y0 + v * yy
        first[k] = _angle(y, x) * per_c
        second[k] = x * x + y * y
    for k in range(full):
        second[k] = _angle(np.sqrt(second[k]), z0 + dy[k] * zy) * per_gamma - least
    start = np.int64(table[0])
    end = np.float32(angles - 1) + _EDGE
    last_plane, last_angle = np.float32(planes - 2), np.float32(angles - 2)
    for k in range(n):
        c, g = first[k], second[k]
        i, j = np.int32(min(c, last_plane)), np.int32(max(min(g, last_angle), _ZERO))
        u, v = c - np.float32(i), g - np.float32(j)
        p = start + i * angles + j
        near = candela[p] + u * (candela[p + angles] - candela[p])
        far = candela[p + 1] + u * (candela[p + angles + 1] - candela[p + 1])
        third[k] = near + v * (far - near) if -_EDGE <= g <= end else _ZERO
    factor, square = np.float32(lamp[12]), np.float32(dx * dx + dz * dz)
    for k in range(full):
        d2 = max(square + dy[k] * dy[k], NEAREST_M2)
        first[k] = factor * third[k] / (d2 * np.sqrt(d2))


@njit(
    ["void(i4[::1], i4, i8, i2[::1], f4[::1])", "void(i4[::1], i4, i8, i8[::1], f4[::1])"],
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def _weaken(cells, n, shapes, sums, strength):  # type: ignore[no-untyped-def]
    """Take away what does not get through to each lit cell of a column."""
    last, share = np.int64(0), _ONE
    for k in range(n):
        depth = np.int64(sums[cells[k]] - shapes)
        if depth != last:
            last, share = depth, np.float32(exp(-depth / DEPTH_UNIT))
        strength[k] *= share


@njit("void(f8[::1], i4[::1], i4, f4[::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _add(column, cells, n, light):  # type: ignore[no-untyped-def]
    """Add light to cells of a column, by whole quanta."""
    for k in range(len(light)):
        light[k] = (light[k] + _ONE) - _ONE  # float32 from 1 to 2 has steps of one quantum
    for k in range(n):
        column[cells[k]] += light[k]


@njit(
    "void(f8[:,:,::1], i8, i8, i8, i4[::1], i4, f8, f8, f8, f8, f4[:,::1])", cache=True, nogil=True
)  # type: ignore[untyped-decorator, unused-ignore]
def _receive(out, column, under, above, cells, n, dx, dz, east, north, work):  # type: ignore[no-untyped-def]
    """Add what each receiver gets in cells of a column.

    Args:
        dx, dz: from the lamp to the cells. [m]
        east, north: which way is ahead, a unit vector.
        work: rows 0 and 1 as `_strengths` leaves them.
    """
    full = (n + PADDING - 1) // PADDING * PADDING
    dy, strength, light = work[0, :full], work[1, :full], work[2, :full]
    if dz < 0.0:
        fall = np.float32(-dz)
        for k in range(full):
            light[k] = strength[k] * fall
        _add(out[0, column, under:above], cells, n, light)
    if out.shape[0] == 1:
        return
    # light travels along (dx, dy): a plane facing ahead gets what comes from ahead
    for side in range(4):
        turn_x = east if side == 0 else -east if side == 1 else -north if side == 2 else north
        turn_y = north if side == 0 else -north if side == 1 else east if side == 2 else -east
        fixed, by_y = np.float32(-dx * turn_x), np.float32(-turn_y)
        for k in range(full):
            light[k] = strength[k] * max(fixed + dy[k] * by_y, _ZERO)
        _add(out[1 + side, column, under:above], cells, n, light)
    square, rise = np.float32(dx * dx), np.float32(dz)
    for k in range(full):
        light[k] = strength[k] * np.sqrt(square + dy[k] * dy[k])
    _add(out[5, column, under:above], cells, n, light)
    square += rise * rise
    for k in range(full):
        light[k] = strength[k] * max(np.sqrt(square + dy[k] * dy[k]) - rise, _ZERO)
    _add(out[6, column, under:above], cells, n, light)


_GIVEN = (
    "f8[:,:,::1], f8[:,::1], i4[:,::1], i4[::1], f8, f8, f8, f8, f8, i4, i4, f8, f8, "
    f"f4[::1], f8[:,::1], {CASTERS}, i4, i4)"
)


@njit([f"void(i2[::1], {_GIVEN}", f"void(i8[::1], {_GIVEN}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def given_by(  # type: ignore[no-untyped-def]
    sheets, out, lamps, windows, table_of, plane, within, west, south, step, column, row,
    east, north, candela, tables, casters, begin, end,
):  # fmt: skip
    """Add what the lamps from `begin` to `end` give to each cell.

    Args:
        sheets: zeros, at least (columns + 1) rows of the widest window and a column more; 16 bits
            where nothing lets through.
        out: shape (1 or CHANNELS, columns, rows), light by channel; added to. [lx]
        lamps: shape (N, LAMP).
        windows: shape (N, 4), the columns and rows of the raster that each lamp may reach: first
            and one past the last of both. They lie within `out`.
        table_of: shape (N,), the table of each lamp.
        plane: height of the raster. within: what is further from a lamp gets nothing. [m]
        west, south: centre of the first cell of the raster. [m]
        column, row: the cell of the raster that is the first of `out`.
        east, north: which way is ahead, a unit vector.
        candela: tables of even steps, plane by plane, angle by angle. [cd]
        tables: shape (T, TABLE).
    """
    per_m = 1.0 / step
    room = scratch(casters)
    sums = np.zeros(out.shape[2], sheets.dtype)
    lit = np.zeros(out.shape[2] + 8, np.uint8)
    cells = np.empty(out.shape[2] + 2 * PADDING, np.int32)
    work = np.empty((4, out.shape[2] + PADDING), np.float32)
    for m in range(begin, end):
        lit[:] = 0
        lamp = lamps[m]
        left, under = windows[m, 0], windows[m, 2]
        width, height = windows[m, 1] - left, windows[m, 3] - under
        x, y, dz = lamp[0], lamp[1], plane - lamp[2]
        if width == 0 or height == 0 or (out.shape[0] == 1 and dz >= 0.0):
            continue
        sheet = sheets[: (width + 1) * height].reshape((width + 1, height))
        corner_x, corner_y = west + left * step, south + under * step
        shapes = shade(
            sheet, x, y, lamp[2], plane, within, 0.0, 0.0, corner_x, corner_y, per_m, room,
            casters,
        )  # fmt: skip
        if shapes == 0:
            continue
        running = sums[:height]
        running[:] = 0
        table, first = tables[table_of[m]], under - row
        for i in range(width):
            strip = sheet[i]
            for j in range(height):
                running[j] += strip[j]
                strip[j] = 0
            n = _lit(running, shapes, cells, lit[: (height + 7) // 8 * 8])
            if n == 0:
                continue
            dx = corner_x + i * step - x
            _strengths(cells, n, dx, dz, corner_y - y, step, lamp, table, candela, work)
            if sheets.itemsize == 8:
                _weaken(cells, n, shapes, running, work[1])
            _receive(
                out, left - column + i, first, first + height, cells, n, dx, dz, east, north, work
            )
        sheet[width] = 0
