"""Regions of the plan by how deep a point lies in them: put together without cutting polygons.

A region is a function of x and y: positive within, negative outside, and near its edge the distance
to it. Union is the larger depth, intersection the smaller one, difference the smaller one with the
sign of the other turned. So every area that a rule makes of drawn areas can be asked of a point.
"""

from collections.abc import Callable, Iterable, Sequence
from math import floor, hypot

from cpted_rules.verify.shapes import Box, Shape, Spot, depth_m, edge_gap_m, gap_m, inside

Region = Callable[[float, float], float]

FAR_M = 2.0
"""Depths beyond this need not be told apart."""
BUCKET_M = 8.0


class Index:
    """Shapes by the squares of a raster that they, with a margin, lie on."""

    def __init__(self, shapes: Iterable[Shape], margin_m: float) -> None:
        self.buckets: dict[tuple[int, int], list[Shape]] = {}
        for shape in shapes:
            for key in squares(shape.box, margin_m, BUCKET_M):
                self.buckets.setdefault(key, []).append(shape)

    def near(self, x: float, y: float) -> Sequence[Shape]:
        """The shapes that may be within the margin of a point."""
        return self.buckets.get((floor(x / BUCKET_M), floor(y / BUCKET_M)), ())


def squares(box: Box, margin_m: float, size_m: float) -> Iterable[tuple[int, int]]:
    """The squares of a raster that a box with a margin lies on."""
    west, south, east, north = box
    if west > east:
        return
    for i in range(floor((west - margin_m) / size_m), floor((east + margin_m) / size_m) + 1):
        for j in range(floor((south - margin_m) / size_m), floor((north + margin_m) / size_m) + 1):
            yield i, j


def covered(shapes: Iterable[Shape]) -> Region:
    """Within any of some areas."""
    index = Index(shapes, FAR_M)

    def depth(x: float, y: float) -> float:
        best = -FAR_M
        for shape in index.near(x, y):
            if -_outside_m(shape.box, x, y) > min(best, -1e-9):
                best = max(best, depth_m(shape, x, y))
        return best

    return depth


def _outside_m(box: Box, x: float, y: float) -> float:
    """How far a point is outside a box at least: what is in it is no nearer. [m]"""
    return max(box[0] - x, x - box[2], box[1] - y, y - box[3], 0.0)


def near(shapes: Iterable[Shape], within_m: float) -> Region:
    """Within a distance of any of some shapes."""
    index = Index(shapes, within_m + FAR_M)

    def depth(x: float, y: float) -> float:
        gap = within_m + FAR_M
        for shape in index.near(x, y):
            if _outside_m(shape.box, x, y) < gap:
                gap = min(gap, gap_m(shape, x, y))
        return within_m - gap

    return depth


def far_from(shapes: Sequence[Shape], at_most_m: float) -> Region:
    """Within a long distance of any of a few shapes, without an index."""

    def depth(x: float, y: float) -> float:
        best = at_most_m + FAR_M
        for shape in shapes:
            if inside(shape, x, y):
                return at_most_m
            best = min(best, min(edge_gap_m(e, x, y) for e in shape.edges))
        return at_most_m - best

    return depth


def around(at: Spot, within_m: float) -> Region:
    """Within a distance of a point."""
    return lambda x, y: within_m - hypot(x - at[0], y - at[1])


def ahead_of(at: Spot, direction: Spot) -> Region:
    """On the side of a point that a direction goes to."""
    return lambda x, y: (x - at[0]) * direction[0] + (y - at[1]) * direction[1]


def both(*regions: Region) -> Region:
    """Where all of some regions are."""

    def depth(x: float, y: float) -> float:
        least = FAR_M * 100
        for region in regions:
            least = min(least, region(x, y))
            if least < -1.0:  # far enough outside one of them
                return least
        return least

    return depth


def without(region: Region, *holes: Region) -> Region:
    """A region without others."""

    def depth(x: float, y: float) -> float:
        least = region(x, y)
        for hole in holes:
            if least < -1.0:
                return least
            least = min(least, -hole(x, y))
        return least

    return depth
