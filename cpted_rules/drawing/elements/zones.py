"""Zones: closed outlines whose use is told by the words inside, or by the name of their layer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapely import Point, STRtree

from cpted_rules.drawing.elements.ground import made_from
from cpted_rules.drawing.elements.homes import OUTDOOR_ZONES, Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.shapes import Outline, outlines
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Building, Zone, ZoneKind

LEAST_ZONE_M2 = 0.5
"""A smaller loop of single lines is no zone."""
LEAST_NAMED_M2 = 1.4
"""A smaller outline on a layer named after rooms is a thing in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Zones read, and the outlines among them whose use no word told, with the words there."""

    made: tuple[Made, ...]
    strange: tuple[tuple[Placed, str], ...]


def zones(
    things: Iterable[Placed],
    texts: Sequence[Placed],
    buildings: Sequence[Building],
    layer_map: LayerMap,
) -> Rooms:
    """Zones with their use; a text belongs to the innermost outline around it."""
    drawn = outlines(list(things), least_m2=LEAST_ZONE_M2)
    words = words_inside(drawn, texts)
    made: list[Made] = []
    strange: list[tuple[Placed, str]] = []
    for n, one in enumerate(drawn):
        if one.thing.meaning is Meaning.PAVING:
            kind, label = ZoneKind.PAVING, ""
        else:
            found, label = use_of(words.get(n, []), layer_map)
            if found is None:
                found = layer_map.word("zones", one.thing.layer)
                if found and one.area.area < LEAST_NAMED_M2:
                    continue  # what stands in the room, drawn on its layer
                label = label or (one.thing.layer if found else "")
            if found is None:
                strange.append((one.thing, label))
            kind = ZoneKind(found or ZoneKind.ROOM)
        made += _zone(one, kind, label, buildings)
    return Rooms(made=tuple(made), strange=tuple(strange))


def words_inside(drawn: Sequence[Outline], texts: Sequence[Placed]) -> dict[int, list[str]]:
    """The texts in each outline, by its number; paving takes none."""
    found: dict[int, list[str]] = {}
    tree = STRtree([one.area for one in drawn])
    for text in texts:
        around = [
            (drawn[n].area.area, int(n))
            for n in tree.query(Point(text.at), predicate="intersects")
            if drawn[n].thing.sheet.number == text.sheet.number
            and drawn[n].thing.meaning is not Meaning.PAVING
        ]
        if around:
            found.setdefault(min(around)[1], []).append(text.text)
    return found


def use_of(words: Sequence[str], layer_map: LayerMap) -> tuple[str | None, str]:
    """The zone kind that some words tell, None if none does, and what to call the zone.

    Of several that tell one the shortest is its name; the longer ones remark on what is inside.
    """
    for line in sorted(words, key=lambda line: (len(line), line)):
        kind = layer_map.word("zones", line)
        if kind is not None:
            return kind, " ".join(line.split())
    together = "".join(words)  # letters drawn one by one
    label = together if len(together) < 40 else together[:39] + "…"
    return layer_map.word("zones", together), label


def _zone(
    one: Outline, kind: ZoneKind, label: str, buildings: Sequence[Building]
) -> Iterator[Made]:
    middle = one.area.representative_point()
    parking = kind.value.startswith("parking")
    indoors = any(b.area.covers(middle) for b in buildings) if parking else None
    family = "outdoor_zone" if kind in OUTDOOR_ZONES else "indoor_zone"
    source = one.thing.source
    for name, storey in names(one.thing, storeys_of(one.thing, zone=kind, indoors=indoors)):
        zone = Zone(id=name, label=label, storey=storey, source=source, area=one.area, kind=kind)
        yield made_from(one, zone, family=family, kind=f"zone.{kind.value}")
