"""ACT401: how far outdoor facilities are from one another on foot."""

from collections.abc import Iterator
from heapq import heappop, heappush
from math import hypot, sqrt

import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.plan import SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

FACILITIES = (ZoneKind.PLAYGROUND, ZoneKind.EXERCISE, ZoneKind.REST)
STEP_M = 2.0
MOST_CELLS = 40_000
"""A ground that would need more is laid out more coarsely."""
AROUND_M = 60.0
"""So far around the two a way is looked for where no boundary is drawn."""

Cell = tuple[int, int]


@rule(
    "ACT401",
    title=Text(ko="흩어진 외부시설", en="Outdoor facilities apart"),
    measures=Text(
        ko="가장 가까운 다른 외부시설까지의 보행거리",
        en="way on foot to the nearest other outdoor facility",
    ),
    says=Text(
        ko="{subject}에서 가장 가까운 다른 외부시설까지 {value}임",
        en="{subject} is {value} on foot from the nearest other outdoor facility",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def scattered_facilities(site: Site) -> Iterator[Measurement]:
    """Way on foot from an outdoor facility to the nearest other one. [m]

    Why: places used together watch one another.
    How: from edge to edge of playground, exercise and rest areas outdoors: the straight line where
        no building, fence or hedge stands in it, else the shortest way around them on a raster of
        2 m inside the boundary. A single facility has no other and is left out.
    Lacking: a way, where every way around is closed.
    """
    zones = tuple(z for z in site.zones(*FACILITIES) if z.storey in (0, 1))
    if len(zones) < 2:
        return
    blocked = _blocked(site)
    ground = _ground(site, zones)
    for zone in zones:
        yield _measured(zone, _nearest(zone, zones, blocked, ground))


def _nearest(
    zone: Zone, zones: tuple[Zone, ...], blocked: BaseGeometry, ground: BaseGeometry
) -> tuple[float, str, LineString] | None:
    """The shortest way to another one; what is farther in a straight line is spared."""
    best: tuple[float, str, LineString] | None = None
    others = sorted(
        (z for z in zones if z is not zone), key=lambda z: (z.area.distance(zone.area), z.id)
    )
    for other in others:
        if best is not None and other.area.distance(zone.area) >= best[0]:
            break
        way = _way(zone.area, other.area, blocked, ground)
        if way is not None and (best is None or way.length < best[0]):
            best = (way.length, other.id, way)
    return best


def _measured(zone: Zone, nearest: tuple[float, str, LineString] | None) -> Measurement:
    if nearest is None:
        return Measurement(
            subjects=(zone.id,),
            value=None,
            where=zone.area,
            storey=zone.storey,
            lacking=Text(ko="외부시설을 잇는 보행로", en="a way that joins the facilities"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
    length, other, way = nearest
    return Measurement(
        subjects=(zone.id, other),
        value=round(length, 3),
        where=zone.area,
        storey=zone.storey,
        witness=(Witness(kind=WitnessKind.ROUTE, shape=way, label=same(f"{length:.1f} m")),)
        if length
        else (),
    )


def _blocked(site: Site) -> BaseGeometry:
    masses = [b.area for b in site.plan.buildings if b.base_m == 0]
    barriers = [b.line.buffer(STEP_M / 2) for b in site.plan.barriers if b.storey in (0, 1)]
    gates = [o.line.buffer(STEP_M) for o in site.plan.openings if o.storey in (0, 1)]
    closed = shapely.union_all(barriers).difference(shapely.union_all(gates))
    return shapely.union_all([*masses, closed])


def _ground(site: Site, zones: tuple[Zone, ...]) -> BaseGeometry:
    if site.plan.boundaries:
        return shapely.union_all([boundary.area for boundary in site.plan.boundaries])
    return shapely.union_all([zone.area for zone in zones]).envelope.buffer(AROUND_M)


def _way(
    a: BaseGeometry, b: BaseGeometry, blocked: BaseGeometry, ground: BaseGeometry
) -> LineString | None:
    """The shortest way from one area to another, straight or around what is in between."""
    straight = LineString(nearest_points(a, b))
    if straight.length == 0 or not straight.intersects(blocked):
        return straight
    free = ground.difference(blocked).union(a).union(b)
    step = max(STEP_M, sqrt(free.area / MOST_CELLS))
    grid = grid_of(free, step)
    cells = {
        (int(row), int(column)): (float(x), float(y))
        for row, column, (x, y) in zip(grid.row, grid.column, grid.points, strict=True)
    }
    inside = {cell: a.distance(Point(at)) <= step for cell, at in cells.items()}
    queue = [(0.0, cell, cell) for cell, near in sorted(inside.items()) if near]
    back: dict[Cell, Cell] = {}
    while queue:
        distance, cell, previous = heappop(queue)
        if cell in back:
            continue
        back[cell] = previous
        if b.distance(Point(cells[cell])) <= step / 2:
            return _traced(cell, back, cells, a, b)
        for other in _around(cell):
            if other in cells and other not in back:
                (x0, y0), (x1, y1) = cells[cell], cells[other]
                heappush(queue, (distance + hypot(x1 - x0, y1 - y0), other, cell))
    return None


def _around(cell: Cell) -> Iterator[Cell]:
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            if i or j:
                yield cell[0] + i, cell[1] + j


def _traced(
    cell: Cell,
    back: dict[Cell, Cell],
    cells: dict[Cell, tuple[float, float]],
    a: BaseGeometry,
    b: BaseGeometry,
) -> LineString:
    path = [cell]
    while back[path[-1]] != path[-1]:
        path.append(back[path[-1]])
    points = [cells[c] for c in reversed(path)]
    start, end = nearest_points(a, Point(points[0]))[0], nearest_points(b, Point(points[-1]))[0]
    line = LineString([start.coords[0], *points, end.coords[0]]).simplify(STEP_M)
    return LineString(line.coords)
