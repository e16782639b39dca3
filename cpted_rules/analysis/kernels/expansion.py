r"""The numba kernels of exact polygons of sight: triangular expansion over a mesh.

From the triangle the eye is in, sight goes on through each edge that nothing stands on, between the
ray to its right end and the ray to its left end, narrowed at every edge, until it meets a wall. Of
the triangle behind an edge a b, with c its third corner, it sees the edges a c and c b, or the one
of them that lies between the rays.

            b ______ c          over b a, seen from the eye, comes the triangle a c b; c is right of
              \    /            the ray to b and left of the ray to a: both edges are seen
       left '. \  / .' right
              '.\/.'
              ' a

Source: Bungiu, Hemmer, Hershberger, Huang, Kroeller, Efficient computation of visibility polygons,
2014.
"""

import numpy as np
from numba import njit, uint64

_CUT = "f8[:,::1], i4[:,::1], f8[:,::1], i4[:,::1]"

SPACE = f"{_CUT}, f8[::1]"
"""Types of Mesh.space."""

LATTICE = "i4[:,::1], f8, f8, f8"
"""Types of Mesh.lattice."""

NUDGE_M = 1e-3
"""An eye so near to the face or the corner of a solid stands on it, and looks outwards."""

# unsigned, so that no index is taken to count from the end
_0, _1, _2, _3, _4 = uint64(0), uint64(1), uint64(2), uint64(3), uint64(4)


@njit("i8(i8, i8, i4[:,::1], i4[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _over(t, k, cells, walls):  # type: ignore[no-untyped-def]
    """The way over edge k of a triangle, whatever stands there; -1 at the rim."""
    way = cells[t, 3 + (k + 2) % 3]
    return walls[-1 - way, 2] if way < 0 else way


@njit("UniTuple(f8, 3)(i8, i8, f8, f8, f8[:,::1], i4[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _side(t, k, x, y, corners, cells):  # type: ignore[no-untyped-def]
    """How far left of edge k of a triangle a point is, times its length; and the edge."""
    a, b = cells[t, (k + 1) % 3], cells[t, (k + 2) % 3]
    ax, ay = corners[a, 0], corners[a, 1]
    ex, ey = corners[b, 0] - ax, corners[b, 1] - ay
    return ex * (y - ay) - ey * (x - ax), ex, ey


@njit("i8(i8, i8, f8, i4[:,::1], i4[:,::1], f8[::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _around(t, k, height, cells, walls, solid):  # type: ignore[no-untyped-def]
    """The next triangle around corner k of one that is open at a height; -1 if none is."""
    here, corner = t, cells[t, (k + 1) % 3]
    for _ in range(len(cells)):
        way = -1
        for j in range(3):
            if cells[here, (j + 1) % 3] == corner:
                way = _over(here, (j + 2) % 3, cells, walls)  # counter-clockwise
        if way < 0:
            return -1
        here = way >> 2
        if here == t:
            return -1
        if solid[here] < height:
            return here
    return -1


@njit(f"i4(f8, f8, f8, {SPACE}, {LATTICE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def locate(x, y, height, corners, cells, _standing, walls, solid, near, west, south, square):  # type: ignore[no-untyped-def]
    """The triangle a point is in; one beside it that is open at a height, if it is on its edge.

    Returns:
        -1 beyond the rim.
    """
    row = min(max(int((y - south) / square), 0), near.shape[0] - 1)
    column = min(max(int((x - west) / square), 0), near.shape[1] - 1)
    t = near[row, column]
    for turn in range(4 * len(cells) + 8):
        moved = False
        for i in range(3):
            k = (i + turn) % 3  # another order each time, so that no walk goes round for ever
            off, _, _ = _side(t, k, x, y, corners, cells)
            if off < 0.0:
                way = _over(t, k, cells, walls)
                if way < 0:
                    return -1
                t = way >> 2
                moved = True
                break
        if not moved:
            break
    if solid[t] < height:
        return t
    for k in range(3):
        off, ex, ey = _side(t, k, x, y, corners, cells)
        way = _over(t, k, cells, walls)
        beside = off * off < NUDGE_M * NUDGE_M * (ex * ex + ey * ey)
        if beside and way >= 0 and solid[way >> 2] < height:
            return way >> 2
    for k in range(3):
        a = cells[t, (k + 1) % 3]
        dx, dy = corners[a, 0] - x, corners[a, 1] - y
        if dx * dx + dy * dy < NUDGE_M * NUDGE_M:
            other = _around(t, k, height, cells, walls, solid)
            if other >= 0:
                return other
    return t


@njit("b1(f8, f8, f8, f8, f8)", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _all_beyond(ax, ay, bx, by, far2):  # type: ignore[no-untyped-def]
    """Whether an edge whose ends are beyond a distance lies beyond it all along."""
    ex, ey = bx - ax, by - ay
    square = ex * ex + ey * ey
    along = -(ax * ex + ay * ey)
    if along <= 0.0 or along >= square:
        return True
    area = ax * ey - ay * ex
    return area * area > far2 * square


@njit(
    f"i8(i8, i8, i8, f8, f8, f8, f8, f8[:,::1], i4[::1], i4[:,::1], {_CUT})",
    cache=True,
    nogil=True,
)  # type: ignore[untyped-decorator, unused-ignore]
def _wedge(  # type: ignore[no-untyped-def]
    n, start, side, x, y, height, far2, out, met, stack, corners, cells, standing, walls
):
    """What is seen through one edge of a triangle, as `star` fills it; the walls met so far."""
    flat = cells.reshape(-1)
    at = uint64(8 * start)
    a = uint64(flat[at + uint64((side + 1) % 3)])
    b = uint64(flat[at + uint64((side + 2) % 3)])
    way = flat[at + uint64(3 + (side + 2) % 3)]
    left = b
    right_x, right_y = corners[a, 0] - x, corners[a, 1] - y
    left_x, left_y = corners[b, 0] - x, corners[b, 1] - y
    a_far = right_x * right_x + right_y * right_y > far2
    b_far = left_x * left_x + left_y * left_y > far2
    depth = _0
    while True:
        wall = _0
        blocked = False
        for _ in range(len(cells)):  # so that no sliver that rounding turned over holds it up
            if a_far & b_far:
                ax, ay = corners[a, _0] - x, corners[a, _1] - y
                if _all_beyond(ax, ay, corners[b, _0] - x, corners[b, _1] - y, far2):
                    blocked = True
                    way = 0
                    break
            if way < 0:
                wall = uint64(-1 - way)
                if standing[wall, _0] >= height:
                    blocked = True
                    break
                way = walls[wall, _2]
            entered = uint64(way)
            at = ((entered >> _2) << _3) + (entered & _3)
            c = uint64(flat[at])
            to_right, to_left = flat[at + _3], flat[at + _4]
            cx, cy = corners[c, _0] - x, corners[c, _1] - y
            c_far = cx * cx + cy * cy > far2
            beyond_right = right_x * cy - right_y * cx > 0.0
            before_left = cx * left_y - cy * left_x > 0.0
            if beyond_right & before_left:  # c between the rays: both edges are seen
                stack[depth, _0], stack[depth, _1] = to_left, c
                stack[depth, _2], stack[depth, _3] = b, left
                depth += _1
                left = c
                left_x, left_y = cx, cy
            way = to_right if beyond_right else to_left
            a = a if beyond_right else c
            b = c if beyond_right else b
            a_far = a_far if beyond_right else c_far
            b_far = c_far if beyond_right else b_far
        if blocked:
            if n < len(met):
                met[n] = walls[wall, _3] if way < 0 else -1
                ax, ay = corners[a, _0] - x, corners[a, _1] - y
                bx, by = corners[b, _0] - x, corners[b, _1] - y
                ex, ey = bx - ax, by - ay
                area = ax * ey - ay * ex
                at_right, at_left = 1.0, 1.0
                if right_x != ax or right_y != ay:
                    over = right_x * ey - right_y * ex
                    at_right = area / over if over != 0.0 else 1.0
                if left_x != bx or left_y != by:
                    over = left_x * ey - left_y * ex
                    at_left = area / over if over != 0.0 else 1.0
                out[2 * n, 0], out[2 * n, 1] = at_right * right_x, at_right * right_y
                out[2 * n + 1, 0], out[2 * n + 1, 1] = at_left * left_x, at_left * left_y
            n += 1
        if depth == _0:
            return n
        depth -= _1
        right_x, right_y = left_x, left_y  # of what was just done, the left ray is that to a
        way, a, b = stack[depth, _0], uint64(stack[depth, _1]), uint64(stack[depth, _2])
        left = uint64(stack[depth, _3])
        left_x, left_y = corners[left, _0] - x, corners[left, _1] - y
        dx, dy = corners[b, _0] - x, corners[b, _1] - y
        a_far = right_x * right_x + right_y * right_y > far2
        b_far = dx * dx + dy * dy > far2


@njit(f"i8(i8, i8, i8, b1, f8, f8, f8, f8[:,::1], i4[::1], {_CUT})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _edge_on(  # type: ignore[no-untyped-def]
    n, t, k, outwards, x, y, height, out, met, corners, cells, standing, walls
):
    """What stands on an edge of a triangle that begins or ends at the eye; the walls met so far."""
    way = cells[t, 3 + (k + 2) % 3]
    if way >= 0 or standing[-1 - way, 0] < height:
        return n
    if n < len(met):
        met[n] = walls[-1 - way, 3]
        far = cells[t, (k + 2) % 3] if outwards else cells[t, (k + 1) % 3]
        i = 2 * n + 1 if outwards else 2 * n
        out[2 * n : 2 * n + 2] = 0.0
        out[i, 0], out[i, 1] = corners[far, 0] - x, corners[far, 1] - y
    return n + 1


@njit(f"i8(i8, i8, f8, f8, f8, f8, f8[:,::1], i4[::1], i4[:,::1], {SPACE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _from_corner(  # type: ignore[no-untyped-def]
    start, side, x, y, height, far2, out, met, stack, corners, cells, standing, walls, solid
):
    """What is seen from a corner of a triangle, through all triangles around it."""
    n = 0
    t, corner = start, cells[start, (side + 1) % 3]
    for _ in range(len(cells)):
        k = 0
        while cells[t, (k + 1) % 3] != corner:
            k += 1
        if solid[t] < height:
            n = _edge_on(n, t, k, True, x, y, height, out, met, corners, cells, standing, walls)
            n = _wedge(
                n, t, (k + 1) % 3, x, y, height, far2, out, met, stack, corners, cells, standing,
                walls,
            )  # fmt: skip
            n = _edge_on(
                n, t, (k + 2) % 3, False, x, y, height, out, met, corners, cells, standing, walls,
            )  # fmt: skip
        way = _over(t, (k + 2) % 3, cells, walls)
        if way < 0 or way >> 2 == start:
            break
        t = way >> 2
    return n


@njit("UniTuple(f8, 2)(i8, f8, f8, f8[:,::1], i4[:,::1])", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def _onto(t, x, y, corners, cells):  # type: ignore[no-untyped-def]
    """A point; if it lies outside a triangle, the corner or the place on its edge nearby."""
    for k in range(3):
        off, ex, ey = _side(t, k, x, y, corners, cells)
        if off < 0.0:
            a, b = cells[t, (k + 1) % 3], cells[t, (k + 2) % 3]
            for c in (a, b):
                dx, dy = corners[c, 0] - x, corners[c, 1] - y
                if dx * dx + dy * dy < 4.0 * NUDGE_M * NUDGE_M:
                    return corners[c, 0], corners[c, 1]
            s = off / (ex * ex + ey * ey)
            return x + s * ey, y - s * ex
    return x, y


@njit(f"i8(i8, f8, f8, f8, f8, f8[:,::1], i4[::1], i4[:,::1], {SPACE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def star(  # type: ignore[no-untyped-def]
    start, x, y, height, far, out, met, stack, corners, cells, standing, walls, solid
):
    """The polygon seen from a point through everything lower than a height.

    Args:
        start: the triangle the point is in.
        far: sight need not be followed further than this; infinite: as far as it goes. [m]
        out: filled with the corners, counter-clockwise, relative to the point; two for each wall.
        met: filled with the half-edge met between corners 2 n and 2 n + 1; -1 where sight was not
            followed further.
        stack: shape (at least T + 3, 5), scratch.

    Returns:
        number of walls met; what does not fit into `out` is only counted.
    """
    if solid[start] >= height:
        return 0
    at_x, at_y = _onto(start, x, y, corners, cells)
    n, corner = 0, -1
    far2 = far * far
    for k in range(3):
        a = cells[start, (k + 1) % 3]
        if corners[a, 0] == at_x and corners[a, 1] == at_y:
            corner = k
    if corner >= 0:
        n = _from_corner(
            start, corner, at_x, at_y, height, far2, out, met, stack,
            corners, cells, standing, walls, solid,
        )  # fmt: skip
    else:
        for k in range(3):
            n = _wedge(
                n, start, k, at_x, at_y, height, far2, out, met, stack, corners, cells, standing,
                walls,
            )  # fmt: skip
    if at_x != x or at_y != y:
        for i in range(2 * min(n, len(met))):
            out[i, 0] += at_x - x
            out[i, 1] += at_y - y
    return n


@njit(f"i8(f8, f8, f8, f8[:,::1], i4[::1], i4[:,::1], {SPACE}, {LATTICE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def look(  # type: ignore[no-untyped-def]
    x, y, height, out, met, stack,
    corners, cells, standing, walls, solid, near, west, south, square,
):  # fmt: skip
    """The polygon seen from a point as far as it goes, as `star` fills it; 0 beyond the rim."""
    start = locate(x, y, height, corners, cells, standing, walls, solid, near, west, south, square)
    if start < 0:
        return 0
    return star(
        start, x, y, height, np.inf, out, met, stack, corners, cells, standing, walls, solid
    )
