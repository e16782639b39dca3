"""Doors and streets of a plan that its pedestrian network is joined to."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from cpted_rules.analysis.walk.ground import (
    Walking,
    blocked,
    is_outdoors,
    passages,
    walkable,
)
from cpted_rules.analysis.walk.network import Door, Front, Network, NodeKind, network_of
from cpted_rules.plan import Opening, Serves, SitePlan, ZoneKind
from cpted_rules.settings import Settings

KINDS = {
    Serves.BUILDING_ENTRANCE: NodeKind.ENTRANCE,
    Serves.GUARD_POST: NodeKind.STAFFED,
    Serves.SHOP: NodeKind.STAFFED,
    Serves.STAIR: NodeKind.INSIDE,
    Serves.PARKING_LINK: NodeKind.INSIDE,
    Serves.DWELLING: NodeKind.INSIDE,
}
"""What each opening is to a walker; others are not joined."""

ROAD_M = 2.0
"""Ground this near to a public road is stepped on from it, over kerb, gutter and the open strip
that buildings are set back by."""
GATE_M = 2.0
"""A gate this near to a front is its gate."""
EVERY_M = 0.25
"""So far apart the places lie at which an edge is asked whether it is open to a road."""
TOUCH_M = 0.01
"""Places nearer than this are one."""
NARROWEST_M = 0.8
"""A front narrower than this is no way in: a person passes with difficulty."""


def doors_of(plan: SitePlan, storey: int) -> tuple[Door, ...]:
    """The doors of a storey that people walk to, ordered by id."""
    return tuple(
        Door(id=o.id, kind=KINDS[o.serves], at=o.line.interpolate(0.5, normalized=True))
        for o in passages(plan, storey)
        if o.serves in KINDS
    )


def fronts_of(plan: SitePlan, area: BaseGeometry, stop: BaseGeometry) -> tuple[Front, ...]:
    """Where the walkable ground of a site meets public roads, road by road."""
    if area.is_empty:
        return ()
    gates = [o for o in plan.openings if o.serves is Serves.SITE_ENTRANCE and o.storey in (0, 1)]
    fronts = []
    for road in plan.roads:
        if road.public:
            near = area.boundary.intersection(road.area.buffer(ROAD_M))
            for edge in _lines(near):
                for line in _open(edge, road.area, area, stop):
                    gate = _gate(gates, line)
                    fronts.append(Front(id=gate.id if gate else road.id, line=line))
    return tuple(fronts)


def _open(
    edge: LineString, road: BaseGeometry, area: BaseGeometry, stop: BaseGeometry
) -> Iterator[LineString]:
    """The parts of an edge from which one steps straight out onto a road, past nothing."""
    count = max(1, round(edge.length / EVERY_M))
    at = [edge.interpolate((k + 0.5) / count, normalized=True) for k in range(count)]
    out = np.asarray(shapely.shortest_line(at, road))
    inside = np.asarray(shapely.length(shapely.intersection(out, area.buffer(TOUCH_M))))
    # a side of a way that leads up to the road runs along itself, not out
    free = (inside < 3 * TOUCH_M) & ~shapely.intersects(out, stop)
    changes = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    for first, last in changes.reshape(-1, 2):
        part = substring(edge, first / count, last / count, normalized=True)
        if part.length >= NARROWEST_M:
            yield LineString(part.coords)


def ramps_of(plan: SitePlan, storey: int) -> tuple[Door, ...]:
    """Where vehicle ramps leave a storey that is not at the ground."""
    return tuple(
        Door(id=z.id, kind=NodeKind.RAMP, at=z.area.representative_point())
        for z in plan.zones
        if z.kind is ZoneKind.PARKING_ENTRY and z.storey == storey and not is_outdoors(storey)
    )


def _lines(shape: BaseGeometry) -> Iterator[LineString]:
    merged = shapely.line_merge(
        shapely.union_all([p for p in shapely.get_parts(shape) if p.length > 0])
    )
    lines = [g for g in shapely.get_parts(merged) if isinstance(g, LineString) and g.length > 0]
    yield from sorted(lines, key=lambda g: g.bounds)


def _gate(gates: list[Opening], line: LineString) -> Opening | None:
    near = [g for g in gates if g.line.distance(line) <= GATE_M]
    return min(near, key=lambda g: (round(g.line.distance(line), 3), g.id), default=None)


def plan_network(
    plan: SitePlan, settings: Settings, storey: int, *, walking: Walking | None = None
) -> Network:
    """The pedestrian network of a storey; of storeys 0 and 1 together, which are one level."""
    walking = walking or Walking()
    area = walkable(plan, settings, storey, walking=walking)
    stop = blocked(plan, settings, walking, storey)
    return network_of(
        area,
        doors=(*doors_of(plan, storey), *ramps_of(plan, storey)),
        fronts=fronts_of(plan, area, stop) if is_outdoors(storey) else (),
        stop=stop,
        off_area_m=walking.link_m,
    )
