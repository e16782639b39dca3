"""The numba kernel of cameras: how finely each resolves the cells of a raster it sees.

       u ahead      a cell is in the picture where, of its way from the camera, the part along
c ----->            the axis (tilted down) is in front, and the parts across it and down it are
  `-._  v aside     within the tangents of half the fields of view; a camera that looks wider
      w below       than that asks for the angle in plan alone
"""

from math import ceil, floor, sqrt

import numpy as np
from numba import njit

from cpted_rules.analysis.kernels.stencil import CASTERS, scratch, shade

X, Y, Z, AHEAD_X, AHEAD_Y, SIN_TILT, COS_TILT, ASIDE, BELOW, COS_WIDE, STRENGTH, REACH = range(12)
"""Columns of a view: place, direction in plan and down, tangents of half the fields of view (0: no
limit), cosine of half the field of one that looks wide (-2: all round), pixels per m at 1 m, and
the straight distance beyond which it is not asked."""

EDGE_M = 1e-9
"""What lies so near to the edge of the picture is in it."""

_RESOLVE = (
    f"f8[:,::1], f8, f8, f8, f8, i8, f8[::1], f8, {CASTERS}, "
    "f8[:,::1], i4[:,::1], i8[:,::1], u1[:,::1], i4, i4)"
)


@njit([f"void(i2[::1], {_RESOLVE}", f"void(i8[::1], {_RESOLVE}"], cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def resolve(  # type: ignore[no-untyped-def]
    sheets, views, plane, west, south, step, limit, classes, enough, casters,
    best, counts, cells, asked, begin, end,
):  # fmt: skip
    """Note, for each view from `begin` to `end`, how finely it resolves what it sees.

    Args:
        sheets: zeros, at least (columns + 1) rows of them; 16 bits where nothing lets through.
        views: shape (N, 12), see above.
        limit: deepest optical depth at which a cell counts as seen, in DEPTH_UNIT.
        classes: shape (C,), pixel densities. [1/m]
        enough: the pixel density at which a view counts in `counts`. [1/m]
        best: shape (columns, rows), square of the best pixel density so far; below 0: not seen.
        counts: shape (columns, rows), views that resolve each cell well enough; added to.
        cells: shape (N, C), cells asked that each view resolves at least so finely.
        asked: shape (columns, rows), 1 for the cells counted in `cells`.
    """
    columns, rows = best.shape
    per_m = 1.0 / step
    room = scratch(casters)
    sums = np.zeros(rows, sheets.dtype)
    squares = np.empty(len(classes))
    for n in range(begin, end):
        x, y, z, reach = views[n, X], views[n, Y], views[n, Z], views[n, REACH]
        ahead_x, ahead_y = views[n, AHEAD_X], views[n, AHEAD_Y]
        aside, below, cos_wide = views[n, ASIDE], views[n, BELOW], views[n, COS_WIDE]
        sin_tilt, cos_tilt = views[n, SIN_TILT], views[n, COS_TILT]
        low_x, high_x, low_y, high_y = -reach, reach, -reach, reach
        if aside > 0.0 and sin_tilt == 0.0:  # the box around the triangle it looks over
            left_x, left_y = ahead_x - aside * ahead_y, ahead_y + aside * ahead_x
            right_x, right_y = ahead_x + aside * ahead_y, ahead_y - aside * ahead_x
            low_x = max(low_x, reach * min(0.0, min(left_x, right_x)))
            high_x = min(high_x, reach * max(0.0, max(left_x, right_x)))
            low_y = max(low_y, reach * min(0.0, min(left_y, right_y)))
            high_y = min(high_y, reach * max(0.0, max(left_y, right_y)))
        left = min(max(floor((x + low_x - west) * per_m), 0), columns)
        right = max(min(ceil((x + high_x - west) * per_m) + 1, columns), left)
        under = min(max(floor((y + low_y - south) * per_m), 0), rows)
        above = max(min(ceil((y + high_y - south) * per_m) + 1, rows), under)
        width, height = right - left, above - under
        if width == 0 or height == 0:
            continue
        sheet = sheets[: (width + 1) * height].reshape((width + 1, height))
        shapes = shade(
            sheet, x, y, z, plane, reach, 0.0, 0.0, west + left * step, south + under * step,
            per_m, room, casters,
        )  # fmt: skip
        if shapes == 0:
            continue
        running = sums[:height]
        running[:] = 0
        down = z - plane
        square = views[n, STRENGTH] * views[n, STRENGTH]
        for c in range(len(classes)):
            squares[c] = classes[c] * classes[c]
        for i in range(width):
            dx = west + (left + i) * step - x
            strip = sheet[i]
            for j in range(height):
                value = running[j] + strip[j]
                running[j] = value
                strip[j] = 0
                if value < shapes or value > shapes + limit:
                    continue
                dy = south + (under + j) * step - y
                u, v = dx * ahead_x + dy * ahead_y, dy * ahead_x - dx * ahead_y
                if aside > 0.0:
                    front = u * cos_tilt + down * sin_tilt
                    if front <= 0.0 or abs(v) > front * aside + EDGE_M:
                        continue
                    if below > 0.0 and abs(down * cos_tilt - u * sin_tilt) > front * below + EDGE_M:
                        continue
                elif u < sqrt(dx * dx + dy * dy) * cos_wide - EDGE_M:
                    continue
                density = square / (dx * dx + dy * dy + down * down)
                best[left + i, under + j] = max(best[left + i, under + j], density)
                counts[left + i, under + j] += density >= enough * enough
                if asked[left + i, under + j]:
                    for c in range(len(squares)):
                        cells[n, c] += density >= squares[c]
        sheet[width] = 0
