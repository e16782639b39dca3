"""All footholds of a plan: the ground, and every surface and aid on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.climb.aids import fixture_holds, tree_holds
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.hold import Hold, HoldKind
from cpted_rules.analysis.climb.solids import (
    Hurdle,
    Solid,
    ground_parts,
    hurdles_of,
    locked_gates,
    solids_of,
    uncovered,
)
from cpted_rules.analysis.scene.obstacles import elevation_m
from cpted_rules.plan import BarrierKind, ParkingBay, SitePlan, Zone, ZoneKind
from cpted_rules.settings import Settings
from cpted_rules.text import Text

BALCONY = re.compile(
    r"발코니|베란다|테라스|노대|캐노피|차양|BALCON|VERANDA|TERRACE|CANOPY", re.IGNORECASE
)
"""Zones that lie outside a mass and bear a person, by a part of their label."""
THIN_M = 1e-3
"""Rounding of a width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """All a climber meets: footholds (ground first), and what cannot be passed through."""

    holds: tuple[Hold, ...]
    solids: tuple[Solid, ...]
    hurdles: tuple[Hurdle, ...]


def terrain_of(plan: SitePlan, settings: Settings, climber: Climber) -> Terrain:
    """The footholds of a plan and what stands between them. Outdoors only.

    Departures: balconies, canopies and parapets count as far as they are drawn as zones or
    masses; railings of balconies are not; roofs are taken as flat.
    """
    solids, hurdles = solids_of(plan, settings), hurdles_of(plan)
    ground = (
        Hold(id="", kind=HoldKind.GROUND, shape=part, low_m=0.0, high_m=0.0, public=public)
        for part, public in ground_parts(plan, solids, hurdles, climber)
    )
    found = (
        *_roofs(plan, solids),
        *_zones(plan, settings, climber),
        *_barriers(plan, climber),
        *_walls(plan, solids, climber),
        *(
            _car(bay, climber)
            for bay in plan.bays
            if bay.storey in (0, 1) and _is_wide(bay.area, climber.car_width_m)
        ),
        *fixture_holds(plan, solids, climber),
        *tree_holds(plan, settings, climber),
    )
    held = (_with_headroom(hold, solids, climber) for hold in found)
    return Terrain(
        holds=(*ground, *(hold for hold in held if not hold.shape.is_empty)),
        solids=solids,
        hurdles=hurdles,
    )


def _with_headroom(hold: Hold, solids: tuple[Solid, ...], climber: Climber) -> Hold:
    if hold.kind in (HoldKind.PIPE, HoldKind.TREE):
        return hold
    shape = uncovered(hold.shape, hold.low_m, solids, climber.headroom_m)
    return hold if shape is hold.shape else replace(hold, shape=shape)


def _roofs(plan: SitePlan, solids: tuple[Solid, ...]) -> Iterator[Hold]:
    drawn = {b.id: b.top_m is not None for b in plan.buildings}
    for solid in solids:
        if solid.id not in drawn:
            continue
        yield Hold(
            id=solid.id,
            kind=HoldKind.ROOF,
            shape=solid.area,
            low_m=solid.top_m,
            high_m=solid.top_m,
            lacking=None if drawn[solid.id] else _ROOF,
        )


def _zones(plan: SitePlan, settings: Settings, climber: Climber) -> Iterator[Hold]:
    for zone in plan.zones:
        if zone.kind is ZoneKind.WASTE and zone.storey in (0, 1):
            top = climber.bin_height_m
            yield Hold(id=zone.id, kind=HoldKind.BINS, shape=zone.area, low_m=top, high_m=top)
        elif zone.storey > 1 and _bears(zone):
            floor = elevation_m(plan, settings, zone.storey)
            roof = zone.kind is ZoneKind.ROOF
            yield Hold(
                id=zone.id,
                kind=HoldKind.ROOF if roof else HoldKind.BALCONY,
                shape=zone.area,
                low_m=floor,
                high_m=floor,
            )


def _bears(zone: Zone) -> bool:
    return zone.kind is ZoneKind.ROOF or BALCONY.search(zone.label) is not None


def _barriers(plan: SitePlan, climber: Climber) -> Iterator[Hold]:
    """The tops of fences and walls; one of unknown height may be a step as high as one reaches."""
    lines = [(b.id, b.line, b.top_m, b.kind is BarrierKind.WALL) for b in plan.barriers]
    hedges = {b.id for b in plan.barriers if b.kind is BarrierKind.HEDGE}
    gates = {o.id for o in locked_gates(plan)}
    lines += [(o.id, o.line, o.head_m, False) for o in locked_gates(plan)]
    for id, line, top, wall in lines:
        if id in hedges:
            continue
        kind = HoldKind.GATE if id in gates else HoldKind.WALL if wall else HoldKind.FENCE
        yield Hold(
            id=id,
            kind=kind,
            shape=line,
            low_m=0.0 if top is None else top,
            high_m=climber.reach_m if top is None else top,
            lacking=_FENCE if top is None else None,
        )


def _walls(plan: SitePlan, solids: tuple[Solid, ...], climber: Climber) -> Iterator[Hold]:
    """The tops of walls drawn as areas on the open ground, where one can stand on them."""
    drawn = {w.id: w.top_m is not None for w in plan.walls if w.storey == 0}
    for solid in solids:
        if solid.id not in drawn or not _is_wide(solid.area, climber.ledge_m):
            continue
        known = drawn[solid.id]
        yield Hold(
            id=solid.id,
            kind=HoldKind.WALL,
            shape=solid.area,
            low_m=solid.top_m if known else 0.0,
            high_m=solid.top_m if known else climber.reach_m,
            lacking=None if known else _FENCE,
        )


def _is_wide(area: BaseGeometry, width_m: float) -> bool:
    return not area.buffer(-(width_m / 2 - THIN_M)).is_empty


def _car(bay: ParkingBay, climber: Climber) -> Hold:
    top = climber.car_height_m
    return Hold(id=bay.id, kind=HoldKind.CAR, shape=bay.area, low_m=top, high_m=top)


_ROOF = Text(ko="건물 높이(지붕)", en="height of the building (roof)")
_FENCE = Text(ko="담장·울타리 높이", en="height of the fence or wall")
