"""Justified depth: how many doors and gates lie between the street and each dwelling door."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

import networkx as nx
import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import Opening, OpeningKind, Serves, SitePlan, Zone, ZoneKind

STREET, GROUND = "street", "ground"
REACH_M = 0.6
"""A door opens to rooms this near to its line: its wall lies between."""
OPENING_M = 0.6
"""Rooms side by side are one where no wall stands on at least so much of what they share."""
SHAFTS = frozenset({ZoneKind.STAIR, ZoneKind.LIFT})
PRIVATE = frozenset({ZoneKind.DWELLING, ZoneKind.SHOP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How deep a dwelling door lies.

    Args:
        portals: doors and gates from the street to inside, the door itself too; None where the
            rooms drawn do not join it to the street.
        through: their ids, from the street.
    """

    door: str
    portals: int | None
    through: tuple[str, ...]


def justified_depths(plan: SitePlan) -> tuple[Depth, ...]:
    """The depth of each dwelling door, ordered by its id.

        street -gate- ground -entrance- lobby = lift = lift lobby -door- dwelling       3 portals

    Rooms that touch without a wall between are one space; stairs and lifts join storeys. Each door
    or gate passed is a portal; without a gate drawn the ground is open to the street.

    Source:
        international.md 2.4; Hillier and Hanson 1984 for the justified graph.
    """
    spaces = _spaces(plan)
    paths = nx.single_source_dijkstra_path(spaces, STREET, weight="portals")
    passed = {
        space: tuple(door for a, b in pairwise(path) if (door := spaces.edges[a, b]["door"]))
        for space, path in paths.items()
    }
    found = []
    for door in plan.openings:
        if door.serves is Serves.DWELLING and door.kind is not OpeningKind.WINDOW:
            sides = [s for s in _sides(plan, door) if s in passed and not _private(plan, s)]
            if not sides:
                found.append(Depth(door=door.id, portals=None, through=()))
                continue
            through = (*min((passed[s] for s in sides), key=lambda p: (len(p), p)), door.id)
            found.append(Depth(door=door.id, portals=len(through), through=through))
    return tuple(found)


def _private(plan: SitePlan, space: str) -> bool:
    zone = plan.by_id.get(space)
    return isinstance(zone, Zone) and zone.kind in PRIVATE


def _spaces(plan: SitePlan) -> "nx.Graph[str]":
    """Rooms, ground and street; `portals` on an edge is 1 where a door or gate lies between."""
    spaces: nx.Graph[str] = nx.Graph()
    spaces.add_nodes_from((STREET, GROUND))
    gates = [o.id for o in plan.openings if o.serves is Serves.SITE_ENTRANCE]
    gate = min(gates, default="")
    spaces.add_edge(STREET, GROUND, portals=int(bool(gate)), door=gate)
    for a, b in _open_pairs(plan):
        spaces.add_edge(a, b, portals=0, door="")
    for door in plan.openings:
        if door.kind is OpeningKind.WINDOW or door.serves is Serves.SITE_ENTRANCE:
            continue
        for a, b in combinations(_sides(plan, door), 2):
            if not spaces.has_edge(a, b):
                spaces.add_edge(a, b, portals=1, door=door.id)
    return spaces


def _sides(plan: SitePlan, door: Opening) -> list[str]:
    """The spaces a door opens to; the ground where it is a door outwards at the ground."""
    near = door.line.buffer(REACH_M, cap_style="flat")
    rooms = [z.id for z in plan.zones if z.storey == door.storey and z.area.intersects(near)]
    outwards = door.serves in {Serves.BUILDING_ENTRANCE, Serves.SHOP, Serves.GUARD_POST}
    if door.storey in (0, 1) and (outwards or len(rooms) < 2):
        masses = [b.area for b in plan.buildings if b.base_m <= 0]
        if outwards or not near.within(shapely.union_all(masses).buffer(-REACH_M)):
            rooms.append(GROUND)
    return rooms


def _open_pairs(plan: SitePlan) -> Iterator[tuple[str, str]]:
    """Rooms that are one space: side by side without a wall, or shafts one above the other."""
    levels = sorted({z.storey for z in plan.zones})
    for level in levels:
        rooms = [z for z in plan.zones if z.storey == level]
        closed: list[BaseGeometry] = [w.area for w in plan.walls if w.storey == level]
        closed += [o.line for o in plan.openings if o.storey == level]
        stop = [shape.buffer(REACH_M / 2) for shape in closed]
        stops = shapely.STRtree(stop)
        tree = shapely.STRtree([room.area for room in rooms])
        near = tree.query([r.area for r in rooms], predicate="dwithin", distance=REACH_M).T
        for i, j in sorted((int(i), int(j)) for i, j in near if i < j):
            between = _between(rooms[i].area, rooms[j].area)
            there = [stop[int(k)] for k in sorted(stops.query(between))]
            if _steps_through(between.difference(shapely.union_all(there))):
                yield rooms[i].id, rooms[j].id
    for lower, upper in pairwise(levels):
        below, above = (
            [z for z in plan.zones if z.storey == level and z.kind in SHAFTS]
            for level in (lower, upper)
        )
        for a, b in product(below, above):
            if a.kind is b.kind and a.area.intersection(b.area).area > b.area.area / 2:
                yield a.id, b.id


def _between(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Where two rooms side by side meet, over the thickness of a wall."""
    half = REACH_M / 2
    return one.buffer(half, join_style="mitre").intersection(other.buffer(half, join_style="mitre"))


def _steps_through(free: BaseGeometry) -> bool:
    """Whether what is left of it beside walls lets a person through; walls were widened before."""
    return any(
        max(part.bounds[2] - part.bounds[0], part.bounds[3] - part.bounds[1]) >= OPENING_M / 2
        for part in shapely.get_parts(free)
        if part.area > 0
    )
