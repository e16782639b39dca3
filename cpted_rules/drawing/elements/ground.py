"""Ground: boundary, buildings, roads, walks and fences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapely import Point

from cpted_rules.drawing.attributes import length_m, share, whole
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.shapes import area_of, areas_from_pieces, line_of, middle_line
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Barrier, BarrierKind, Boundary, Building, Road, Walk
from cpted_rules.plan.elements import Area

TAG_REACH_M = 3.0
"""How far a tag may stand from the fence or plants it speaks of."""
LEAST_BUILDING_M2 = 4.0
"""A smaller loop of single lines is no building."""
STRIP_M = 2.0
"""A closed hedge or fence no wider than this is a strip with a middle line."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Elements, and the tags that were read with them."""

    made: tuple[Made, ...]
    tags: tuple[Placed, ...] = ()


def boundaries(things: Iterable[Placed]) -> Iterator[Made]:
    """Site boundaries."""
    for thing in things:
        area = area_of(thing)
        if area is None or thing.entity.kind is EntityKind.INSERT:
            continue
        for name, storey in names(thing, storeys_of(thing)):
            element = Boundary(id=name, storey=storey, source=thing.source, area=area)
            yield Made(element=element, thing=thing, family="ground", kind="boundary")


def buildings(things: Iterable[Placed], tags: Sequence[Placed]) -> Joined:
    """Buildings of the site and around it, each with the innermost tag inside."""
    every = list(things)
    outlines = [
        (thing, area)
        for thing in every
        if thing.entity.kind is not EntityKind.INSERT and (area := area_of(thing)) is not None
    ]
    outlines += _outlines_from_pieces(every)
    said: dict[int, Placed] = {}
    read: list[Placed] = []
    for tag in tags:
        around = [
            (area.area, n)
            for n, (thing, area) in enumerate(outlines)
            if thing.sheet.number == tag.sheet.number and area.covers(Point(tag.at))
        ]
        if around and min(around)[1] not in said:
            said[min(around)[1]] = tag
            read.append(tag)
    made = tuple(_building(thing, area, said.get(n)) for n, (thing, area) in enumerate(outlines))
    return Joined(made, tuple(read))


def _outlines_from_pieces(things: Sequence[Placed]) -> list[tuple[Placed, Area]]:
    """Outlines drawn as single lines, sheet by sheet and meaning by meaning."""
    groups: dict[tuple[str, str], list[Placed]] = {}
    for thing in things:
        groups.setdefault((thing.sheet.number, str(thing.meaning)), []).append(thing)
    return [
        (thing, area)
        for _, group in sorted(groups.items())
        for thing, area in areas_from_pieces(group)
        if area.area >= LEAST_BUILDING_M2
    ]


def _building(thing: Placed, area: Area, tag: Placed | None) -> Made:
    neighbour = thing.meaning is Meaning.NEIGHBOUR
    element = Building(
        id=next(names(thing, (0,)))[0],
        label=(tag.stated("NAME") or "") if tag else "",
        storey=0,
        source=thing.source,
        area=area,
        base_m=(length_m(tag.stated("BASE"), at_most_m=100) or 0.0) if tag else 0.0,
        top_m=length_m(tag.stated("HEIGHT"), at_most_m=700) if tag else None,
        floors=whole(tag.stated("FLOORS")) if tag else None,
        neighbour=neighbour,
    )
    kind = "neighbour" if neighbour else "building"
    return Made(element=element, thing=thing, family="ground", kind=kind)


def ways(things: Iterable[Placed]) -> Iterator[Made]:
    """Roads and walks."""
    for thing in things:
        area = area_of(thing)
        if area is None:
            continue
        for name, storey in names(thing, storeys_of(thing)):
            label = thing.stated("NAME") or ""
            if thing.meaning is Meaning.WALK:
                walk = Walk(id=name, label=label, storey=storey, source=thing.source, area=area)
                yield Made(element=walk, thing=thing, family="ground", kind="walk")
                continue
            public = thing.meaning is Meaning.ROAD
            road = Road(
                id=name, label=label, storey=storey, source=thing.source, area=area, public=public
            )
            kind = "road" if public else "site_road"
            yield Made(element=road, thing=thing, family="ground", kind=kind)


def fences(things: Iterable[Placed], tags: Sequence[Placed], layer_map: LayerMap) -> Joined:
    """Fences and railings, each with the nearest tag within reach."""
    lines = [thing for thing in things if line_of(thing) is not None]
    said = nearest_tags(lines, tags)
    made = [
        Made(element=element, thing=thing, family="fence", kind="fence")
        for thing in lines
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


def nearest_tags(things: Sequence[Placed], tags: Sequence[Placed]) -> dict[int, Placed]:
    """For each thing (by identity) its tag: every tag speaks of the nearest thing within reach."""
    shapes = [(t, area_of(t) if t.meaning is Meaning.SHRUB else line_of(t)) for t in things]
    found: dict[int, tuple[float, Placed]] = {}
    for tag in tags:
        at = Point(tag.at)
        near = [
            (shape.distance(at), n)
            for n, (thing, shape) in enumerate(shapes)
            if shape is not None and thing.sheet.number == tag.sheet.number
        ]
        distance, n = min(near, default=(TAG_REACH_M + 1, 0))
        if distance > TAG_REACH_M:
            continue
        key = id(things[n])
        if distance < found.get(key, (distance + 1, tag))[0]:
            found[key] = (distance, tag)
    return {key: tag for key, (_, tag) in found.items()}
