"""What a reading found, by the kinds of the truth, laid back onto the drawing it was found in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians, sin

from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.elements.homes import OUTDOOR_ZONES
from cpted_rules.drawing.reading import Reading, SheetSpec
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.plan import BarrierKind, Element, OpeningKind, ZoneKind

NOT_ROOMS = OUTDOOR_ZONES | {
    ZoneKind.PARKING_LANE,
    ZoneKind.PARKING_ENTRY,
    ZoneKind.PARKING_PASSAGE,
    ZoneKind.ROOF,
}
"""Areas with a use that nobody would call rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One element on its drawing, in drawing units."""

    shape: BaseGeometry
    sheet: str
    handle: str
    storey: int


def found(reading: Reading, kind: str) -> tuple[Found, ...]:
    """The elements of a kind, each on the drawing that it was found in.

    Raises:
        KeyError: the reader has no elements of the kind, see `READ`.
    """
    ways_back = _ways_back(reading)
    return tuple(
        Found(
            shape=affine_transform(shape, ways_back[sheet]),
            sheet=sheet,
            handle=element.source.handle if element.source else "",
            storey=element.storey,
        )
        for element, shape in READ[kind](reading)
        if (sheet := element.source.sheet if element.source else "") in ways_back
    )


def unit_m(reading: Reading) -> float | None:
    """The unit that was concluded for the only drawing; None where it was not told. [m]"""
    return METRES.get(reading.census[0].unit)


def _ways_back(reading: Reading) -> Mapping[str, list[float]]:
    """By sheet number, the matrix from site metres to drawing units."""
    ways = {}
    for census in reading.census:
        if census.unit:
            for sheet in census.sheets:
                ways[sheet.spec.number] = _back(sheet.spec, METRES[census.unit])
    if len(ways) == 1:
        ways[""] = next(iter(ways.values()))  # an element without a source is on the only sheet
    return ways


def _back(sheet: SheetSpec, metres: float) -> list[float]:
    """The reverse of how a sheet is laid on the site, as shapely takes it."""
    c = cos(radians(sheet.rotation_deg)) / metres
    s = sin(radians(sheet.rotation_deg)) / metres
    (x, y), (u, v) = sheet.drawing_point, sheet.site_point
    return [c, s, -s, c, x - c * u - s * v, y + s * u - c * v]


Shaped = Iterator[tuple[Element, BaseGeometry]]


def _areas(reading: Reading, group: str) -> Shaped:
    yield from ((e, e.area) for e in getattr(reading.plan, group))


def _points(reading: Reading, group: str) -> Shaped:
    yield from ((e, e.at) for e in getattr(reading.plan, group))


def _walls(reading: Reading) -> Shaped:
    yield from ((w, w.area) for w in reading.plan.walls if not w.column)


def _columns(reading: Reading) -> Shaped:
    yield from ((w, w.area.centroid) for w in reading.plan.walls if w.column)


def _doors(reading: Reading) -> Shaped:
    for opening in reading.plan.openings:
        if opening.kind is not OpeningKind.WINDOW:
            yield opening, opening.line.interpolate(0.5, normalized=True)


def _windows(reading: Reading) -> Shaped:
    yield from ((o, o.line) for o in reading.plan.openings if o.kind is OpeningKind.WINDOW)


def _rooms(reading: Reading) -> Shaped:
    yield from ((z, z.area) for z in reading.plan.zones if z.kind not in NOT_ROOMS)


def _used_areas(reading: Reading) -> Shaped:
    yield from ((z, z.area) for z in reading.plan.zones if z.kind is not ZoneKind.PAVING)


def _fences(reading: Reading) -> Shaped:
    yield from ((b, b.line) for b in reading.plan.barriers if b.kind is BarrierKind.FENCE)


def _boundary(reading: Reading) -> Shaped:
    yield from ((b, b.area.boundary) for b in reading.plan.boundaries)


def _crossings(reading: Reading) -> Shaped:
    crossings = {basis.id for basis in reading.bases if basis.kind == "crossing"}
    yield from ((w, w.area) for w in reading.plan.walks if w.id in crossings)


READ: Mapping[str, Callable[[Reading], Iterable[tuple[Element, BaseGeometry]]]] = {
    "walls": _walls,
    "columns": _columns,
    "doors": _doors,
    "windows": _windows,
    "rooms": _rooms,
    "areas of use": _used_areas,
    "lamps": lambda reading: _points(reading, "luminaires"),
    "trees": lambda reading: _points(reading, "trees"),
    "cameras": lambda reading: _points(reading, "cameras"),
    "bells": lambda reading: _points(reading, "bells"),
    "mirrors": lambda reading: _points(reading, "mirrors"),
    "signs": lambda reading: _points(reading, "signs"),
    "fences": _fences,
    "boundary": _boundary,
    "buildings": lambda reading: _areas(reading, "buildings"),
    "crossings": _crossings,
    "bays": lambda reading: _areas(reading, "bays"),
    "planting": lambda reading: _areas(reading, "shrubs"),
}
"""How elements of each kind are taken from a reading. Of signals, poles and light strings, which
some drawings have labelled, the reader makes no elements."""
