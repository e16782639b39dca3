"""Zones: closed outlines whose use is told by the words inside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapely import Point, STRtree

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import OUTDOOR_ZONES, Made, names, storeys_of
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.shapes import area_of
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Building, Zone, ZoneKind
from cpted_rules.plan.elements import Area


@dataclass(frozen=True, slots=True)
class Rooms:
    """Zones read, and outlines whose use no word told: with their words, and without any."""

    made: tuple[Made, ...]
    strange: tuple[tuple[Placed, str], ...]
    of_no_concern: tuple[Placed, ...] = ()


def zones(
    things: Iterable[Placed],
    texts: Sequence[Placed],
    buildings: Sequence[Building],
    layer_map: LayerMap,
) -> Rooms:
    """Zones with a known use; a text belongs to the innermost outline around it."""
    outlines = [
        (thing, area)
        for thing in things
        if thing.entity.kind is not EntityKind.INSERT and (area := area_of(thing)) is not None
    ]
    words = _words_inside(outlines, texts)
    made: list[Made] = []
    strange: list[tuple[Placed, str]] = []
    unneeded: list[Placed] = []
    for n, (thing, area) in enumerate(outlines):
        kind, label = (
            (ZoneKind.PAVING.value, "")
            if thing.meaning is Meaning.PAVING
            else _use(words.get(n, []), layer_map)
        )
        if kind is None:
            strange.append((thing, label))
        elif kind == "none":
            unneeded.append(thing)
        else:
            made += _zone(thing, area, ZoneKind(kind), label, buildings)
    return Rooms(tuple(made), tuple(strange), tuple(unneeded))


def _words_inside(
    outlines: Sequence[tuple[Placed, Area]], texts: Sequence[Placed]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    tree = STRtree([area for _, area in outlines])
    for text in texts:
        point = Point(text.at)
        around = [
            (outlines[n][1].area, int(n))
            for n in tree.query(point, predicate="intersects")
            if outlines[n][0].sheet.number == text.sheet.number
            and outlines[n][0].meaning is Meaning.ZONE
        ]
        if around:
            found.setdefault(min(around)[1], []).append(text.entity.text)
    return found


def _use(words: Sequence[str], layer_map: LayerMap) -> tuple[str | None, str]:
    for line in words:
        kind = layer_map.word("zones", line)
        if kind is not None:
            return kind, " ".join(line.split())
    together = "".join(words)  # letters drawn one by one
    return layer_map.word("zones", together), together if len(together) < 40 else together[
        :39
    ] + "…"


def _zone(
    thing: Placed, area: Area, kind: ZoneKind, label: str, buildings: Sequence[Building]
) -> Iterator[Made]:
    middle = area.representative_point()
    parking = kind.value.startswith("parking")
    indoors = any(b.area.covers(middle) for b in buildings) if parking else None
    family = "outdoor_zone" if kind in OUTDOOR_ZONES else "indoor_zone"
    for name, storey in names(thing, storeys_of(thing, zone=kind, indoors=indoors)):
        zone = Zone(id=name, label=label, storey=storey, source=thing.source, area=area, kind=kind)
        yield Made(element=zone, thing=thing, family=family, kind=f"zone.{kind.value}")
