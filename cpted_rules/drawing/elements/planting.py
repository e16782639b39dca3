"""Planting: trees, shrub areas and hedges, with the tags that name them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from shapely import Point

from cpted_rules.drawing.attributes import length_m, yes
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.ground import STRIP_M, Joined, made_from, nearest_tags
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.elements.listed import Listed
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.reading import How
from cpted_rules.drawing.shapes import Outline, area_of, line_of, middle_line, outlines
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.drawing.tables import TreeRow
from cpted_rules.plan import Barrier, BarrierKind, Shrub, Tree
from cpted_rules.plan.elements import Area

Value = TypeVar("Value")

_UNLISTED = TreeRow(species="")

LEAST_BED_M2 = 0.5
"""A smaller loop of single lines is no planted area."""
_CROWNS_M = (0.3, 12.0)
"""Radii a drawn symbol may have and still be taken for the crown itself."""


def trees(things: Iterable[Placed], said: Listed) -> Iterator[Made]:
    """Trees: inserts with attributes, circles, or points; the list of plants fills what is bare."""
    for thing in things:
        entity = thing.entity
        if entity.kind not in {EntityKind.INSERT, EntityKind.CIRCLE, EntityKind.POINT}:
            continue
        species = thing.stated("SPECIES", "NAME") or ""
        row = said.tree(thing.stated("MARK") or "", species, entity.block) or _UNLISTED
        crown = _first(length_m(thing.stated("W"), at_most_m=40), row.crown_width_m)
        for name, storey in names(thing, storeys_of(thing)):
            tree = Tree(
                id=name,
                label=species or row.species,
                storey=storey,
                source=thing.source,
                at=Point(thing.at),
                height_m=_first(length_m(thing.stated("H"), at_most_m=60), row.height_m),
                crown_radius_m=crown / 2 if crown is not None else _drawn_radius(thing),
                crown_base_m=_first(length_m(thing.stated("B"), at_most_m=20), row.crown_base_m),
                species=species or row.species,
                evergreen=_first(yes(thing.stated("EVERGREEN")), row.evergreen),
            )
            yield Made(element=tree, thing=thing, family="planting", kind="tree")


def _first(drawn: Value | None, listed: Value | None) -> Value | None:
    return listed if drawn is None else drawn


def _drawn_radius(thing: Placed) -> float | None:
    entity = thing.entity
    radius = entity.radius
    if thing.extents:
        x0, y0, x1, y1 = thing.extents
        radius = min((x1 - x0) * entity.placed.scale_x, (y1 - y0) * entity.placed.scale_y) / 2
    return round(radius, 3) if _CROWNS_M[0] <= radius <= _CROWNS_M[1] else None


def beds_and_hedges(things: Sequence[Placed], tags: Sequence[Placed]) -> Joined:
    """Shrub areas and hedges, each with the nearest tag inside or within reach."""
    strips = _strips([t for t in things if t.meaning is Meaning.HEDGE])
    sides = {id(t) for strip in strips for t in strip.pieces}
    hedges = [
        t
        for t in things
        if t.meaning is Meaning.HEDGE and id(t) not in sides and line_of(t) is not None
    ]
    beds = outlines([t for t in things if t.meaning is Meaning.SHRUB], least_m2=LEAST_BED_M2)
    shapes = [(t, line) for t in hedges if (line := line_of(t)) is not None]
    said = nearest_tags([*shapes, *((one.thing, one.area) for one in (*strips, *beds))], tags)
    made = [
        *(one for thing in hedges for one in _hedge(thing, said.get(id(thing)), area_of(thing))),
        *(
            one
            for strip in strips
            for one in _hedge(
                strip.thing, said.get(id(strip.thing)), strip.area, pieces=strip.pieces
            )
        ),
        *(one for bed in beds for one in _shrub(bed, said.get(id(bed.thing)))),
    ]
    read = {id(tag) for tag in said.values()}
    return Joined(tuple(made), tuple(tag for tag in tags if id(tag) in read))


def _shrub(bed: Outline, tag: Placed | None) -> Iterator[Made]:
    thing = bed.thing
    species = (tag.stated("SPECIES", "NAME") if tag else None) or ""
    height = length_m(tag.stated("H", "HEIGHT"), at_most_m=10) if tag else None
    for name, storey in names(thing, storeys_of(thing)):
        shrub = Shrub(
            id=name,
            label=species,
            storey=storey,
            source=thing.source,
            area=bed.area,
            height_m=height,
            species=species,
        )
        yield made_from(bed, shrub, family="planting", kind="shrub")


def _strips(things: Sequence[Placed]) -> list[Outline]:
    """Hedges of which single lines draw the two long sides and the ends."""
    return [
        one
        for one in outlines(things, least_m2=LEAST_BED_M2)
        if one.pieces and middle_line(one.area, at_most_wide_m=STRIP_M) is not None
    ]


def _hedge(
    thing: Placed, tag: Placed | None, area: Area | None, *, pieces: tuple[Placed, ...] = ()
) -> Iterator[Made]:
    line = line_of(thing)
    if area is not None:
        line = middle_line(area, at_most_wide_m=STRIP_M) or line
    species = (tag.stated("SPECIES", "NAME") if tag else None) or ""
    height = length_m(tag.stated("H", "HEIGHT"), at_most_m=10) if tag else None
    for name, storey in names(thing, storeys_of(thing)):
        if line is not None:
            hedge = Barrier(
                id=name,
                label=species,
                storey=storey,
                source=thing.source,
                line=line,
                kind=BarrierKind.HEDGE,
                top_m=height,
                species=species,
            )
            how = How.PIECES if pieces else How.DRAWN
            yield Made(
                element=hedge, thing=thing, family="hedge", kind="hedge", how=how, also=pieces
            )
