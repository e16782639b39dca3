"""The quiet plan of a storey in two strata, with room for evidence between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import symbols
from cpted_rules.figure.frame import Frame, shape_of, within
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.openings import openings as openings_drawn
from cpted_rules.figure.svg import (
    GREEN,
    HAIR,
    INK,
    LINE,
    SOFT,
    Pen,
    Stroke,
    group,
    layered,
    path,
    round_path,
    segment,
)
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Building,
    Element,
    Opening,
    Shrub,
    SitePlan,
    Tree,
    Wall,
    Zone,
    ZoneKind,
)

BOUNDARY = Pen(stroke=INK, width=0.3, dash="5 1 0.7 1 0.7 1")
MASS = Pen(stroke=INK, width=0.5)
ABOVE = Pen(stroke=SOFT, width=0.2, dash="2.4 1.1")
NEIGHBOUR = Pen(stroke=LINE, width=0.22)
POCHE = Pen(stroke=INK, width=0.25, fill="#3d4855")
ROAD = Pen(fill="#f1f3f5")
KERB = Pen(stroke=LINE, width=0.16)
WALK = Pen(fill="#f8f4ea")
WALK_EDGE = Pen(stroke="#bfb08a", width=0.13)
BAY = Pen(stroke="#8b95a1", width=0.12)
ROOM = Pen(stroke="#8b95a1", width=0.12, dash="1 0.7")
QUIET = Pen(stroke=HAIR, width=0.12)
PLAY = Pen(fill="#edf5ee")
PLAY_EDGE = Pen(stroke=GREEN, width=0.25)
LANE = Pen(fill="#f7f8f9")
PLANTED = Pen(fill="#e7efe4")
PLANTED_EDGE = Pen(stroke=GREEN, width=0.13)
CROWN = Pen(fill="#dfeadb", opacity=0.5)
CROWN_EDGE = Pen(stroke=GREEN, width=0.15)
HEDGE = Pen(stroke="#3c6a3f", width=0.95, cap="butt")
HEDGE_CORE = Pen(stroke="#cfe0ca", width=0.6, cap="butt")
BAND = Pen(stroke=INK, width=0.75, cap="butt")
FENCE = Pen(stroke=INK, width=0.25)
SOLID = frozenset({BarrierKind.HEDGE, BarrierKind.WALL})
"""Barriers drawn as a band: they carry no marks."""
SUBJECT = Pen(stroke="#b3261e", width=0.5)
SUBJECT_AREA = Pen(stroke="#b3261e", width=0.36)

QUIET_ZONES = frozenset({ZoneKind.PAVING, ZoneKind.ROOF})
WALL_M = 0.6
"""A door deeper within a mass than an outer wall is thick is one between rooms."""
MARK_MM = 1.5
"""A door, a window or a device takes up so much of the page around it."""
CASING_MM = 0.9
"""A line that a finding is about is cased at this distance,"""
RIM_MM = 0.5
"""an area outlined at this one: beside its own outline, so that it stands out without colour."""
MARKS_TO_SCALE = 1500
"""Beyond it a fence is a plain line."""

GREEN_ZONES = frozenset({ZoneKind.PLAYGROUND, ZoneKind.EXERCISE, ZoneKind.REST})
LANE_ZONES = frozenset({ZoneKind.PARKING_LANE, ZoneKind.PARKING_ENTRY, ZoneKind.PARKING_PASSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """Which storey of a plan is drawn, and what of it matters.

    Args:
        subjects: ids of the elements drawn heavily.
        devices: names of the plan's fields drawn as symbols: luminaires, cameras, bells ...
    """

    plan: SitePlan
    level: int
    subjects: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()

    @property
    def outdoors(self) -> bool:
        """Whether the open ground is part of the drawing."""
        return self.level in (0, 1)

    def draws(self, element: Element) -> bool:
        """Whether an element belongs to the storey drawn; the ground goes with the ground floor."""
        return element.storey == self.level or (self.outdoors and element.storey in (0, 1))


def ground(drawn: Subset, frame: Frame) -> str:
    """Areas that lie under the evidence: roads, walks, rooms, planting, building masses."""
    plan = drawn.plan
    items: list[str] = []
    if drawn.level >= 0:
        items.append(layered(_ways([r.area for r in plan.roads], frame, ROAD, KERB)))
        items.append(layered(_ways([w.area for w in plan.walks], frame, WALK, WALK_EDGE)))
    if drawn.outdoors:
        items.extend(_planted(shrub, frame) for shrub in plan.shrubs if frame.shows(shrub.area))
    for building in plan.buildings:
        if frame.shows(building.area):
            items.extend(_mass(building, drawn, frame))
    items.append(
        layered(
            stroke
            for zone in frame.among(plan.zones, lambda z: z.area)
            if drawn.draws(zone) and not covered(zone, drawn)
            for stroke in _zone(zone, frame)
        )
    )
    return group(items)


def lines(drawn: Subset, frame: Frame) -> str:
    """Linework over the evidence: outlines, walls, bays, barriers, crowns, openings, devices."""
    plan = drawn.plan
    return group(
        [
            _outlines([b.area for b in plan.bays if drawn.draws(b)], frame, BAY),
            _outlines([b.area for b in plan.boundaries], frame, BOUNDARY)
            if drawn.level >= 0
            else "",
            layered((_edge(b, drawn), frame.outline(b.area)) for b in plan.buildings),
            layered(_walls(drawn, frame)),
            layered(s for t in plan.trees if drawn.outdoors for s in _tree(t, frame)),
            *_barriers(drawn, frame),
            openings_drawn(_openings(drawn, frame), frame),
            symbols.devices(plan, drawn.draws, drawn.devices, frame),
        ]
    )


def occupied(drawn: Subset, frame: Frame) -> list[BaseGeometry]:
    """What names had better not be written over: doors, windows, walls and devices. [m]"""
    walls = [w.area for w in _shown_walls(drawn, frame)]
    marks = [o.line for o in _openings(drawn, frame)]
    for name in sorted(drawn.devices):
        marks += [e.at for e in getattr(drawn.plan, name) if drawn.draws(e) and frame.shows(e.at)]
    around = shapely.buffer(np.array(marks, np.object_), frame.metres(MARK_MM), quad_segs=2)
    return [*walls, *around.tolist()]


def _ways(areas: Sequence[BaseGeometry], frame: Frame, inside: Pen, edge: Pen) -> Iterator[Stroke]:
    for area in areas:
        if frame.shows(area):
            yield inside, frame.path(frame.cut(area))
            yield edge, frame.outline(area)


def _outlines(areas: Sequence[BaseGeometry], frame: Frame, pen: Pen) -> str:
    return path(frame.outlines(frame.among(areas, lambda a: a)), pen)


def _walls(drawn: Subset, frame: Frame) -> Iterator[Stroke]:
    return ((POCHE, frame.path(frame.cut(w.area))) for w in _shown_walls(drawn, frame))


def _shown_walls(drawn: Subset, frame: Frame) -> Iterator[Wall]:
    for wall in frame.among(drawn.plan.walls, lambda w: w.area):
        if drawn.draws(wall) and not covered(wall, drawn):
            yield wall


def emphasis(drawn: Subset, frame: Frame) -> str:
    """The subjects of the finding, outlined heavily."""
    items = []
    for id in sorted(drawn.subjects):
        element = drawn.plan.by_id.get(id)
        shape = shape_of(element) if element else None
        if shape is None or not frame.shows(shape):
            continue
        if isinstance(shape, Point):
            radius = element.crown_radius_m if isinstance(element, Tree) else None
            if radius:
                items.append(path(frame.outline(shape.buffer(radius, 16)), SUBJECT))
            else:
                x, y = frame.at(shape.x, shape.y)
                items.append(symbols.ring(x, y, SUBJECT))
        else:
            reach = frame.metres(RIM_MM if shape.area else CASING_MM)
            around = shape.buffer(reach, cap_style="square", join_style="mitre")
            items.append(path(frame.outline(around), SUBJECT_AREA))
    return group(items)


def extent(drawn: Subset) -> Sequence[BaseGeometry]:
    """What a whole storey has to show: the site, or below ground what is built there."""
    plan = drawn.plan
    if drawn.level < 0:
        below = [shape_of(e) for e in (*plan.walls, *plan.zones, *plan.bays) if drawn.draws(e)]
        if found := [shape for shape in below if shape is not None]:
            return found
    return [b.area for b in plan.boundaries] + [b.area for b in plan.buildings if not b.neighbour]


def _openings(drawn: Subset, frame: Frame) -> Iterator[Opening]:
    near = frame.among(drawn.plan.openings, lambda o: o.line)
    listed = [o for o in near if o.id in drawn.subjects or drawn.draws(o)]
    hidden = _inside(listed, drawn)
    return (
        opening
        for opening, inside in zip(listed, hidden, strict=True)
        if opening.id in drawn.subjects or not inside
    )


def _inside(openings: Sequence[Opening], drawn: Subset) -> list[bool]:
    """Whether each leads from room to room within a mass that stays closed."""
    if drawn.level != 0 or not openings:
        return [False] * len(openings)
    middles = shapely.line_interpolate_point([o.line for o in openings], 0.5, normalized=True)
    inside = np.zeros(len(openings), np.bool_)
    for building in drawn.plan.buildings:
        if not building.neighbour and building.base_m <= 0:
            shapely.prepare(building.area)
            held = shapely.covers(building.area, middles)
            inside[held] |= shapely.distance(building.area.boundary, middles[held]) > WALL_M
    return [
        bool(within) and opening.storey != 0
        for within, opening in zip(inside, openings, strict=True)
    ]


def covered(element: Element, drawn: Subset) -> bool:
    """Whether it lies indoors while the open ground is drawn, where masses stay closed."""
    if drawn.level != 0 or element.storey == 0:
        return False
    shape = shape_of(element)
    if shape is None:
        return False
    point = shape.representative_point()
    return any(
        not b.neighbour and b.base_m <= 0 and b.area.covers(point) for b in drawn.plan.buildings
    )


def _mass(building: Building, drawn: Subset, frame: Frame) -> Iterator[str]:
    if building.neighbour:
        strokes = hatched(building.area, frame, spacing_mm=2.2, angle_deg=45)
        yield path(frame.path(frame.cut(building.area)), Pen(fill="#fbfbfc"))
        yield path(frame.path(strokes), Pen(stroke=HAIR, width=0.12))
    elif drawn.level == 0 and building.base_m <= 0:
        yield path(frame.path(frame.cut(building.area)), Pen(fill="#dfe4ea"))
    elif drawn.level >= 1 or (drawn.level == 0 and building.base_m > 0):
        yield path(frame.path(frame.cut(building.area)), Pen(fill="#fafbfc"))


def _edge(building: Building, drawn: Subset) -> Pen:
    if building.neighbour:
        return NEIGHBOUR
    if drawn.level < 0 or (drawn.outdoors and building.base_m > 0):
        return ABOVE
    return MASS


def _zone(zone: Zone, frame: Frame) -> Iterator[Stroke]:
    edge = frame.outline(zone.area)
    if zone.kind in GREEN_ZONES:
        yield PLAY, frame.path(frame.cut(zone.area))
        yield PLAY_EDGE, edge
    elif zone.kind in LANE_ZONES:
        yield LANE, frame.path(frame.cut(zone.area))
        yield ROOM, edge
    else:
        yield QUIET if zone.kind in QUIET_ZONES else ROOM, edge


def _planted(shrub: Shrub, frame: Frame) -> str:
    dots = hatched(shrub.area, frame, spacing_mm=1.5, angle_deg=0)
    return group(
        [
            path(frame.path(frame.cut(shrub.area)), PLANTED),
            path(frame.path(dots), Pen(stroke=GREEN, width=0.16, dash="0.05 1.3", cap="round")),
            path(frame.outline(shrub.area), PLANTED_EDGE),
        ]
    )


def _tree(tree: Tree, frame: Frame) -> Iterator[Stroke]:
    radius = tree.crown_radius_m or 1.5
    crown = tree.at.buffer(radius, 12)
    if not frame.shows(crown):
        return
    if not within(crown.bounds, frame.bounds):
        yield CROWN, frame.path(frame.cut(crown))
        yield CROWN_EDGE, frame.outline(crown)
        return
    x, y = frame.on_page(tree.at)
    r = frame.mm(radius)
    yield CROWN, round_path(x, y, r)
    yield CROWN_EDGE, round_path(x, y, r)
    if r > 1.2:
        yield CROWN_EDGE, segment(x - 0.4, y, x + 0.4, y) + segment(x, y - 0.4, x, y + 0.4)


def _barriers(drawn: Subset, frame: Frame) -> Iterator[str]:
    """Fences carry crosses, railings ticks, walls a filled band, hedges a green band."""
    if not drawn.outdoors:
        return
    shown = frame.among(drawn.plan.barriers, lambda b: b.line)
    for kinds, pens in (
        ({BarrierKind.HEDGE}, (HEDGE, HEDGE_CORE)),
        ({BarrierKind.WALL}, (BAND,)),
        (set(BarrierKind) - SOLID, (FENCE,)),
    ):
        run = frame.outlines([b.line for b in shown if b.kind in kinds])
        yield from (path(run, pen) for pen in pens)
    if frame.scale <= MARKS_TO_SCALE:
        yield from (_marks(b, frame) for b in shown if b.kind not in SOLID)


def _marks(barrier: Barrier, frame: Frame) -> str:
    """What a fence is, along it."""
    opaque = barrier.openness_share is not None and barrier.openness_share < 0.5
    return symbols.along(
        frame.cut(barrier.line),
        frame,
        every_mm=3.2,
        mark="block" if opaque else "cross" if barrier.kind is BarrierKind.FENCE else "tick",
    )
