"""What a climber cannot pass through: masses, walls, fences, and the ground between them."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.scene.obstacles import ceiling_m, elevation_m, top_m
from cpted_rules.plan import BarrierKind, Opening, OpeningKind, SitePlan
from cpted_rules.plan.elements import Area
from cpted_rules.settings import Settings

PASS_M = 0.3
"""Least clear width that a person gets through [X]."""
LINE_HALF_M = 0.01
"""Half the width a fence's line is given, so that it parts the ground."""
GATE_REACH_M = 0.3
"""How far beside a fence's line a gate in it may be drawn."""
GATE_POST_M = 0.05
"""How far the fence ends beside a gate, so that they do not touch."""
AROUND_M = 10.0
"""How far beyond all that is drawn the ground is taken to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid:
    """A mass or wall from `base_m` to `top_m` above ground."""

    id: str
    area: Area
    base_m: float
    top_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """A fence, wall or locked gate along a line; `top_m` None: as high as may be, not drawn."""

    id: str
    line: BaseGeometry
    top_m: float | None


def solids_of(plan: SitePlan, settings: Settings) -> tuple[Solid, ...]:
    """Buildings, walls on the open ground, and walls under buildings on pilotis."""
    masses = [
        Solid(id=b.id, area=b.area, base_m=b.base_m, top_m=top_m(plan, settings, b))
        for b in plan.buildings
    ]
    closed = unary_union([b.area for b in plan.buildings if b.base_m <= 0.0])
    shapely.prepare(closed)
    walls = []
    for wall in plan.walls:
        if wall.storey not in (0, 1) or closed.covers(wall.area):
            continue
        floor = elevation_m(plan, settings, wall.storey)
        high = ceiling_m(plan, settings, wall.storey) if wall.top_m is None else wall.top_m
        walls.append(
            Solid(id=wall.id, area=wall.area, base_m=floor + wall.base_m, top_m=floor + high)
        )
    return (*masses, *walls)


def hurdles_of(plan: SitePlan) -> tuple[Hurdle, ...]:
    """Fences and walls along lines, and gates whose entry is stated to be controlled.

    Departures: a hedge holds nobody up and keeps nobody out; it is no hurdle.
    """
    gates = [o.line for o in _gates(plan)]
    gaps = unary_union(
        [
            *(line.buffer(GATE_REACH_M, cap_style="flat") for line in gates),
            *(line.buffer(GATE_POST_M, cap_style="square") for line in gates),
        ]
    )
    fences = [
        Hurdle(id=b.id, line=b.line.difference(gaps), top_m=b.top_m)
        for b in plan.barriers
        if b.kind is not BarrierKind.HEDGE
    ]
    locked = [Hurdle(id=o.id, line=o.line, top_m=o.head_m) for o in locked_gates(plan)]
    return (*fences, *locked)


def locked_gates(plan: SitePlan) -> tuple[Opening, ...]:
    """Gates outdoors whose entry is stated to be controlled."""
    return tuple(o for o in _gates(plan) if o.access_control)


def _gates(plan: SitePlan) -> tuple[Opening, ...]:
    return tuple(o for o in plan.openings if o.kind is OpeningKind.GATE and o.storey in (0, 1))


def uncovered(
    shape: BaseGeometry, z_m: float, solids: Iterable[Solid], headroom_m: float
) -> BaseGeometry:
    """The part of a surface on which one has headroom."""
    over = [
        s.area
        for s in solids
        if s.base_m < z_m + headroom_m and s.top_m > z_m + LINE_HALF_M and s.area.intersects(shape)
    ]
    return shape.difference(unary_union(over)) if over else shape


def ground_parts(
    plan: SitePlan, solids: tuple[Solid, ...], hurdles: tuple[Hurdle, ...], climber: Climber
) -> tuple[tuple[BaseGeometry, bool], ...]:
    """The ground in parts between which one cannot walk, and whether each is public.

    Public is ground that joins a public road; where none is drawn, ground outside the site; where
    no boundary is drawn either, all of it.
    """
    drawn = [s.area for s in solids] + [h.line for h in hurdles] + [r.area for r in plan.roads]
    drawn += [b.area for b in plan.boundaries] + [o.line for o in plan.openings if o.storey < 2]
    if not drawn:
        return ()
    whole = shapely.box(*unary_union([shapely.box(*d.bounds) for d in drawn]).bounds)
    shut = unary_union(
        [
            *(s.area for s in solids if s.base_m < climber.headroom_m and s.top_m > 0.0),
            *(h.line.buffer(LINE_HALF_M, cap_style="square") for h in hurdles),
        ]
    )
    ground = whole.buffer(AROUND_M, join_style="mitre").difference(shut)
    # a gap narrower than a person joins nothing: parted there, then grown back to what they touch
    parted = ground.difference(shut.buffer(PASS_M / 2, join_style="mitre"))
    parts = [
        part.buffer(PASS_M / 2, join_style="mitre").intersection(ground)
        for part in shapely.get_parts(parted)
    ]
    roads = unary_union([r.area for r in plan.roads if r.public])
    site = unary_union([b.area for b in plan.boundaries])
    if not roads.is_empty:
        street: BaseGeometry = roads
    else:
        street = whole.buffer(AROUND_M).difference(site.buffer(2 * LINE_HALF_M))
    return tuple((part, bool(part.intersection(street).area > 0)) for part in parts)
