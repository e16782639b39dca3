"""The numba kernels of exact polygons of sight: triangular expansion over a mesh.

From the triangle the eye is in, sight goes on through each edge that nothing stands on, between the
ray to its right end and the ray to its left end, narrowed at every edge, until it meets a wall. Of
the triangle behind an edge a b, with c its third corner, it sees the edges a c and c b, or the one
of them that lies between the rays.

Source: Bungiu, Hemmer, Hershberger, Huang, Kroeller, Efficient computation of visibility polygons,
2014.
"""

from numba import njit

SPACE = "f8[:,::1], i4[:,::1], i4[::1], f8[::1], f8[::1]"
"""Types of Mesh.space."""

LATTICE = "i4[:,::1], f8, f8, f8"
"""Types of Mesh.lattice."""

NUDGE_M = 1e-3
"""An eye so near to the face of a solid stands before it."""


@njit(f"i4(f8, f8, f8, {SPACE}, {LATTICE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def locate(x, y, height, corners, triangles, across, _wall, solid, near, west, south, square):  # type: ignore[no-untyped-def]
    """The triangle a point is in; one beside it that is open at a height, if it is on its edge.

    Returns:
        -1 beyond the rim.
    """
    row = min(max(int((y - south) / square), 0), near.shape[0] - 1)
    column = min(max(int((x - west) / square), 0), near.shape[1] - 1)
    t = near[row, column]
    for turn in range(4 * len(triangles) + 8):
        moved = False
        for i in range(3):
            k = (i + turn) % 3  # another order each time, so that no walk goes round for ever
            a, b = triangles[t, k], triangles[t, (k + 1) % 3]
            ax, ay = corners[a, 0], corners[a, 1]
            if (corners[b, 0] - ax) * (y - ay) - (corners[b, 1] - ay) * (x - ax) < 0.0:
                if across[3 * t + k] < 0:
                    return -1
                t = across[3 * t + k] // 3
                moved = True
                break
        if not moved:
            break
    if solid[t] < height:
        return t
    for k in range(3):
        a, b = triangles[t, k], triangles[t, (k + 1) % 3]
        ax, ay = corners[a, 0], corners[a, 1]
        ex, ey = corners[b, 0] - ax, corners[b, 1] - ay
        off = ex * (y - ay) - ey * (x - ax)
        other = across[3 * t + k]
        beside = off * off < NUDGE_M * NUDGE_M * (ex * ex + ey * ey)
        if beside and other >= 0 and solid[other // 3] < height:
            return other // 3
    return t


@njit(f"i8(i8, f8, f8, f8, f8[:,::1], i4[::1], i4[:,::1], {SPACE})", cache=True, nogil=True)  # type: ignore[untyped-decorator, unused-ignore]
def star(  # type: ignore[no-untyped-def]
    start, x, y, height, out, met, stack,
    corners, triangles, across, wall, solid,
):  # fmt: skip
    """The polygon seen from a point through everything lower than a height.

    Args:
        start: the triangle the point is in.
        out: filled with the corners, counter-clockwise, relative to the point; two for each wall.
        met: filled with the half-edge met between corners 2 n and 2 n + 1.
        stack: shape (at least T + 3, 5), scratch.

    Returns:
        number of walls met; what does not fit into `out` is only counted.
    """
    n = 0
    if solid[start] >= height:
        return n
    for k in range(3):
        stack[0, 0] = 3 * start + k
        stack[0, 1] = triangles[start, k]
        stack[0, 2] = triangles[start, (k + 1) % 3]
        stack[0, 3], stack[0, 4] = stack[0, 1], stack[0, 2]
        depth = 1
        while depth > 0:
            depth -= 1
            half = stack[depth, 0]
            a, b, right, left = (
                stack[depth, 1],
                stack[depth, 2],
                stack[depth, 3],
                stack[depth, 4],
            )
            while wall[half] < height:
                other = across[half]
                t = other // 3
                j = other - 3 * t
                to_c = j + 2 if j < 1 else j - 1
                to_a = j + 1 if j < 2 else 0
                c = triangles[t, to_c]
                cx, cy = corners[c, 0] - x, corners[c, 1] - y
                beyond_right = (corners[right, 0] - x) * cy - (corners[right, 1] - y) * cx
                before_left = cx * (corners[left, 1] - y) - cy * (corners[left, 0] - x)
                if beyond_right > 0.0:
                    if before_left > 0.0:  # c between the rays: both edges are seen
                        stack[depth, 0] = 3 * t + to_c
                        stack[depth, 1], stack[depth, 2] = c, b
                        stack[depth, 3], stack[depth, 4] = c, left
                        depth += 1
                        half, b, left = 3 * t + to_a, c, c
                    else:
                        half, b = 3 * t + to_a, c
                else:
                    half, a = 3 * t + to_c, c
            if n < len(met):
                ax, ay = corners[a, 0] - x, corners[a, 1] - y
                ex, ey = corners[b, 0] - corners[a, 0], corners[b, 1] - corners[a, 1]
                area = ax * ey - ay * ex
                met[n] = half
                for side in range(2):
                    ray, end = (right, a) if side == 0 else (left, b)
                    dx, dy = corners[ray, 0] - x, corners[ray, 1] - y
                    across_ray = dx * ey - dy * ex
                    if ray != end and across_ray != 0.0:
                        s = area / across_ray
                        dx, dy = s * dx, s * dy
                    out[2 * n + side, 0], out[2 * n + side, 1] = dx, dy
            n += 1
    return n
