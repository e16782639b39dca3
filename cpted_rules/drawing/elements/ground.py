"""Ground: boundary, buildings, roads, walks and fences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.attributes import length_m, share, whole
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.reading import How, Repair
from cpted_rules.drawing.shapes import (
    Outline,
    area_of,
    line_of,
    middle_line,
    nearly_closed,
    outlines,
)
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Barrier, BarrierKind, Boundary, Building, Element, Road, Walk

TAG_REACH_M = 3.0
"""How far a tag may stand from the fence or plants it speaks of."""
WIDEST_GATE_M = 10.0
GATE_SHARE = 0.05
"""A gap in a boundary wider than this, or than this share of it, is no gate."""
LEAST_SITE_M2 = 20.0
LEAST_BUILDING_M2 = 4.0
LEAST_WALK_M2 = 1.0
LEAST_ROAD_M2 = 8.0
"""Smaller loops of single lines are no site, building, walk or road."""
WALKED = frozenset({Meaning.WALK, Meaning.CROSSING})
CROSSING_LABEL = "횡단보도"
WIDEST_WALK_M = 12.0
WIDEST_ROAD_M = 25.0
"""Lines that close round something wider go round a block, not along a way."""
STRIP_M = 2.0
"""A closed hedge or fence no wider than this is a strip with a middle line."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Elements, and the tags that were read with them."""

    made: tuple[Made, ...]
    tags: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """Site boundaries, and the gaps in them that were closed."""

    made: tuple[Made, ...]
    repairs: tuple[Repair, ...] = ()


def boundaries(things: Iterable[Placed]) -> Bounds:
    """Site boundaries; one that is open at a single place, such as a gate, is closed there."""
    every = list(things)
    drawn = outlines(every, least_m2=LEAST_SITE_M2)
    repairs: tuple[Repair, ...] = ()
    if not drawn:
        nearly = nearly_closed(every, gap_m=WIDEST_GATE_M, share=GATE_SHARE)
        if nearly is not None and nearly.outline.area.area >= LEAST_SITE_M2:
            drawn = [nearly.outline]
            source = nearly.outline.thing.source
            repairs = (Repair(at=nearly.at, length_m=nearly.gap_m, source=source),)
    return Bounds(tuple(made for one in drawn for made in _boundary(one)), repairs)


def _boundary(one: Outline) -> Iterator[Made]:
    for name, storey in names(one.thing, storeys_of(one.thing)):
        element = Boundary(id=name, storey=storey, source=one.thing.source, area=one.area)
        yield made_from(one, element, family="ground", kind="boundary")


def buildings(things: Iterable[Placed], tags: Sequence[Placed]) -> Joined:
    """Buildings of the site and around it, each with the innermost tag inside."""
    drawn = outlines(list(things), least_m2=LEAST_BUILDING_M2)
    said: dict[int, Placed] = {}
    read: list[Placed] = []
    for tag in tags:
        around = [
            (one.area.area, n)
            for n, one in enumerate(drawn)
            if one.thing.sheet.number == tag.sheet.number and one.area.covers(Point(tag.at))
        ]
        if around and min(around)[1] not in said:
            said[min(around)[1]] = tag
            read.append(tag)
    made = tuple(_building(one, said.get(n)) for n, one in enumerate(drawn))
    return Joined(made, tuple(read))


def made_from(one: Outline, element: Element, *, family: str, kind: str) -> Made:
    """An element made from an outline, drawn as such or joined from single lines."""
    how = How.PIECES if one.pieces else How.DRAWN
    return Made(
        element=element, thing=one.thing, family=family, kind=kind, how=how, also=one.pieces
    )


def _building(one: Outline, tag: Placed | None) -> Made:
    thing = one.thing
    neighbour = thing.meaning is Meaning.NEIGHBOUR
    element = Building(
        id=next(names(thing, (0,)))[0],
        label=(tag.stated("NAME") or "") if tag else "",
        storey=0,
        source=thing.source,
        area=one.area,
        base_m=(length_m(tag.stated("BASE"), at_most_m=100) or 0.0) if tag else 0.0,
        top_m=length_m(tag.stated("HEIGHT"), at_most_m=700) if tag else None,
        floors=whole(tag.stated("FLOORS")) if tag else None,
        neighbour=neighbour,
    )
    kind = "neighbour" if neighbour else "building"
    return made_from(one, element, family="ground", kind=kind)


def ways(things: Iterable[Placed]) -> Iterator[Made]:
    """Roads and walks."""
    every = list(things)
    walks = [t for t in every if t.meaning in WALKED]
    roads = [t for t in every if t.meaning not in WALKED]
    signs = [t for t in every if t.kind is EntityKind.INSERT]
    drawn = [
        *outlines(walks, least_m2=LEAST_WALK_M2, widest_m=WIDEST_WALK_M),
        *outlines(roads, least_m2=LEAST_ROAD_M2, widest_m=WIDEST_ROAD_M),
        *(Outline(thing=t, area=area) for t in signs if (area := area_of(t)) is not None),
    ]
    for one in drawn:
        for name, storey in names(one.thing, storeys_of(one.thing)):
            yield _way(one, name, storey)


def _way(one: Outline, name: str, storey: int) -> Made:
    thing, area = one.thing, one.area
    label, source = thing.stated("NAME") or "", thing.source
    if thing.meaning in WALKED:
        crossing = thing.meaning is Meaning.CROSSING
        label = label or (CROSSING_LABEL if crossing else "")
        walk = Walk(id=name, label=label, storey=storey, source=source, area=area)
        return made_from(one, walk, family="ground", kind="crossing" if crossing else "walk")
    public = thing.meaning is Meaning.ROAD
    road = Road(id=name, label=label, storey=storey, source=source, area=area, public=public)
    kind = "road" if public else "site_road"
    return made_from(one, road, family="ground", kind=kind)


def fences(things: Iterable[Placed], tags: Sequence[Placed], layer_map: LayerMap) -> Joined:
    """Fences and railings, each with the nearest tag within reach."""
    shapes = [(thing, line) for thing in things if (line := line_of(thing)) is not None]
    said = nearest_tags(shapes, tags)
    made = [
        Made(element=element, thing=thing, family="fence", kind="fence")
        for thing, _ in shapes
        for element in _fence(thing, said.get(id(thing)), layer_map)
    ]
    read = {id(tag) for tag in said.values()}
    return Joined(tuple(made), tuple(tag for tag in tags if id(tag) in read))


def _fence(thing: Placed, tag: Placed | None, layer_map: LayerMap) -> Iterator[Barrier]:
    words = (tag.stated("TYPE") if tag else None) or ""
    openness = share(tag.stated("OPEN")) if tag else None
    see_through = see_through_said(words, layer_map)
    if openness is None and see_through is False:
        openness = 0.0
    line = line_of(thing)
    area = area_of(thing)
    if area is not None:
        line = middle_line(area, at_most_wide_m=0.6) or line
    for name, storey in names(thing, storeys_of(thing)):
        if line is not None:
            yield Barrier(
                id=name,
                label=((tag.stated("NAME") if tag else None) or words),
                storey=storey,
                source=thing.source,
                line=line,
                kind=_fence_kind(thing, words, layer_map),
                top_m=length_m(tag.stated("HEIGHT", "H"), at_most_m=20) if tag else None,
                openness_share=openness,
                see_through=see_through,
            )


def see_through_said(words: str, layer_map: LayerMap) -> bool | None:
    """Whether the type of a fence says that one can see through it; None if it says neither."""
    if layer_map.known("fences", words, "opaque"):
        return False
    return True if layer_map.known("fences", words, "see_through") else None


def _fence_kind(thing: Placed, words: str, layer_map: LayerMap) -> BarrierKind:
    if layer_map.known("fences", words, "hedge"):
        return BarrierKind.HEDGE
    if layer_map.known("fences", words, "wall"):
        return BarrierKind.WALL
    railing = thing.meaning is Meaning.RAILING or layer_map.known("fences", words, "railing")
    return BarrierKind.RAILING if railing else BarrierKind.FENCE


def nearest_tags(
    shapes: Sequence[tuple[Placed, BaseGeometry]], tags: Sequence[Placed]
) -> dict[int, Placed]:
    """For each thing (by identity) its tag: every tag speaks of the nearest thing within reach.

    Plain texts that say what a tag would (see `spoken`) speak where no tag does.
    """
    symbols = [tag for tag in tags if tag.kind is EntityKind.INSERT]
    texts = [tag for tag in tags if tag.kind is not EntityKind.INSERT]
    return {**_nearest(shapes, texts), **_nearest(shapes, symbols)}


def _nearest(
    shapes: Sequence[tuple[Placed, BaseGeometry]], tags: Sequence[Placed]
) -> dict[int, Placed]:
    found: dict[int, tuple[float, Placed]] = {}
    for tag in tags:
        at = Point(tag.at)
        near = [
            (shape.distance(at), n)
            for n, (thing, shape) in enumerate(shapes)
            if thing.sheet.number == tag.sheet.number
        ]
        distance, n = min(near, default=(TAG_REACH_M + 1, 0))
        if distance > TAG_REACH_M:
            continue
        key = id(shapes[n][0])
        if distance < found.get(key, (distance + 1, tag))[0]:
            found[key] = (distance, tag)
    return {key: tag for key, (_, tag) in found.items()}
