"""The shortest way on foot around what is closed, on a plain raster."""

from functools import cached_property
from heapq import heappop, heappush
from math import ceil, floor, hypot, inf, sqrt

from cpted_rules.verify.case import Case
from cpted_rules.verify.regions import Region, covered, near, without
from cpted_rules.verify.shapes import Box, Shape, Spot, boxed, edge_gap_m, gap_m, inside

STEP_M = 2.0
MOST_CELLS = 40_000
"""Source: the rule's own raster."""
AROUND_M = 60.0
"""So far around the facilities one may walk where no boundary is drawn."""


class Ground:
    """Where one may walk between facilities: within the site, around buildings and fences."""

    def __init__(self, case: Case, facilities: list[Shape]) -> None:
        fences = [b.line for b in case.drawn.barriers if b.storey in (0, 1)]
        gates = [o.line for o in case.drawn.openings if o.storey in (0, 1)]
        masses = covered([b.area for b in case.drawn.buildings if b.base_m == 0])
        shut = without(near(fences, STEP_M / 2), near(gates, STEP_M))
        self.closed: Region = lambda x, y: max(masses(x, y), shut(x, y))
        sites = [b.area for b in case.drawn.boundaries]
        west, south, east, north = boxed(sites or facilities)
        grown = 0.0 if sites else AROUND_M
        self.box: Box = (west - grown, south - grown, east + grown, north + grown)
        self.site: Region = covered(sites) if sites else (lambda _x, _y: 1.0)
        self.facilities = facilities

    @cached_property
    def step_m(self) -> float:
        """Step of the raster: coarser on a ground that would need too many cells. [m]"""
        west, south, east, north = self.box
        count = sum(
            self.site(west + (i + 0.5) * STEP_M, south + (j + 0.5) * STEP_M) > 0
            for i in range(ceil((east - west) / STEP_M))
            for j in range(ceil((north - south) / STEP_M))
        )
        return max(STEP_M, sqrt(count * STEP_M**2 / MOST_CELLS))

    @cached_property
    def cells(self) -> dict[tuple[int, int], Spot]:
        """The centres one may stand on."""
        step = self.step_m
        west, south, east, north = self.box
        found = {}
        for i in range(floor(west / step), ceil(east / step)):
            for j in range(floor(south / step), ceil(north / step)):
                at = ((i + 0.5) * step, (j + 0.5) * step)
                own = any(inside(f, *at) for f in self.facilities)
                if own or (self.site(*at) > 0 and self.closed(*at) <= 0):
                    found[i, j] = at
        return found

    def way_m(self, a: Shape, b: Shape) -> float:
        """Length of the shortest way from one area to another on the raster; inf if closed. [m]"""
        cells, step = self.cells, self.step_m
        queue = [(gap_m(a, *at), key) for key, at in cells.items() if gap_m(a, *at) <= step]
        queue.sort()
        done: set[tuple[int, int]] = set()
        while queue:
            gone, key = heappop(queue)
            if key in done:
                continue
            done.add(key)
            last = gap_m(b, *cells[key])
            if last <= step / 2:
                return gone + last
            for i in (-1, 0, 1):
                for j in (-1, 0, 1):
                    other = (key[0] + i, key[1] + j)
                    if other in cells and other not in done:
                        heappush(queue, (gone + step * hypot(i, j), other))
        return inf


def straight_is_open(ground: Ground, a: Shape, b: Shape) -> bool:
    """Whether the shortest straight line between two areas meets nothing closed."""
    start, end = _nearest(a, b)
    length = hypot(end[0] - start[0], end[1] - start[1])
    count = max(2, ceil(length / 0.1))
    return all(
        ground.closed(
            start[0] + n / count * (end[0] - start[0]), start[1] + n / count * (end[1] - start[1])
        )
        <= 0
        for n in range(count + 1)
    )


def _nearest(a: Shape, b: Shape) -> tuple[Spot, Spot]:
    """The two nearest points of two areas that do not overlap."""
    best = (inf, a.spots[0], b.spots[0])
    for shape, other, swap in ((a, b, False), (b, a, True)):
        for x, y in shape.spots:
            for edge in other.edges:
                gap = edge_gap_m(edge, x, y)
                if gap < best[0] - 1e-9:
                    foot = _foot(edge, x, y)
                    best = (gap, foot, (x, y)) if swap else (gap, (x, y), foot)
    return best[1], best[2]


def _foot(edge: tuple[float, float, float, float], x: float, y: float) -> Spot:
    ax, ay, bx, by = edge
    dx, dy = bx - ax, by - ay
    t = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / ((dx * dx + dy * dy) or 1.0)))
    return ax + t * dx, ay + t * dy
