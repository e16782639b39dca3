"""Devices: luminaires, cameras, bells, mirrors, signs, and pipes and boxes on walls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shapely import Point

from cpted_rules.drawing.attributes import length_m, number, unless_none, whole
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.elements.homes import Made, names, storeys_of
from cpted_rules.drawing.elements.listed import Listed
from cpted_rules.drawing.layers.layer_map import LIGHT_KINDS, Meaning
from cpted_rules.drawing.reading import LuminaireRow
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.drawing.tables import DeviceRow
from cpted_rules.plan import (
    Bell,
    Building,
    Camera,
    Element,
    Fixture,
    FixtureKind,
    Luminaire,
    LuminaireKind,
    Mirror,
    SheetKind,
    Sign,
)

LIGHTS = (Meaning.LUMINAIRE, *LIGHT_KINDS)
"""What is a luminaire, whatever it is for."""

FIXTURES: Mapping[Meaning, FixtureKind] = {
    Meaning.GAS_PIPE: FixtureKind.GAS_PIPE,
    Meaning.DOWNPIPE: FixtureKind.DOWNPIPE,
    Meaning.AC_UNIT: FixtureKind.AC_UNIT,
    Meaning.METER: FixtureKind.METER,
    Meaning.PARCEL_BOX: FixtureKind.PARCEL_BOX,
}

_UNLISTED = DeviceRow()

_SYMBOL_KINDS = frozenset({EntityKind.INSERT, EntityKind.CIRCLE, EntityKind.POINT})


def azimuth_deg(thing: Placed) -> float:
    """Direction of the symbol's x axis, clockwise from +y of the site. [deg]"""
    return round((90.0 - thing.entity.placed.rotation_deg) % 360.0, 6) % 360.0


def luminaires(things: Iterable[Placed], rows: Mapping[str, LuminaireRow]) -> Iterator[Made]:
    """Luminaires, with their row of the schedule; what is drawn wins over the schedule."""
    for thing in things:
        if thing.kind not in _SYMBOL_KINDS or thing.meaning is None:
            continue
        mark = thing.stated("MARK") or ""
        row = rows.get(mark, LuminaireRow(mark=mark))
        kind = LIGHT_KINDS.get(thing.meaning) or row.kind or _kind_by_sheet(thing)
        height = length_m(thing.stated("H", "HEIGHT"), at_most_m=60)
        indoor = kind is LuminaireKind.CEILING
        for name, storey in names(thing, _light_storeys(thing, indoor=indoor)):
            light = Luminaire(
                id=name,
                label=thing.stated("NAME") or mark,
                storey=storey,
                source=thing.source,
                at=Point(thing.at),
                kind=kind,
                mark=mark,
                height_m=row.height_m if height is None else height,
                photometry=row.photometry,
                azimuth_deg=azimuth_deg(thing),
                tilt_deg=row.tilt_deg or 0.0,
                maintenance_factor=row.maintenance_factor,
            )
            family = "indoor_light" if indoor else "outdoor_light"
            yield Made(element=light, thing=thing, family=family, kind=family)


def _kind_by_sheet(thing: Placed) -> LuminaireKind:
    inside = {SheetKind.PARKING_LIGHTING, SheetKind.PARKING_PLAN}
    return LuminaireKind.CEILING if thing.sheet.kind in inside else LuminaireKind.SECURITY


def _light_storeys(thing: Placed, *, indoor: bool) -> tuple[int, ...]:
    storeys = thing.sheet.storeys
    if indoor:
        return tuple(s for s in storeys if s != 0) or storeys
    return (0,) if any(s in (0, 1) for s in storeys) else storeys


def watchers(
    things: Iterable[Placed], buildings: Sequence[Building], said: Listed
) -> Iterator[Made]:
    """Cameras, bells, mirrors and signs; the list of cameras fills what is bare."""
    for thing in things:
        if thing.kind not in _SYMBOL_KINDS:
            continue
        at = Point(thing.at)
        mixed = 0 in thing.sheet.storeys and len(thing.sheet.storeys) > 1
        inside = any(b.area.covers(at) for b in buildings) if mixed else None
        for name, storey in names(thing, storeys_of(thing, indoors=inside)):
            element = _watcher(thing, name, storey, at, said)
            kind = type(element).__name__.casefold()
            yield Made(element=element, thing=thing, family=kind, kind=kind)


def _watcher(thing: Placed, name: str, storey: int, at: Point, said: Listed) -> Element:
    mark, source = thing.stated("MARK") or "", thing.source
    if thing.meaning is Meaning.BELL:
        return Bell(id=name, label=mark, storey=storey, source=source, at=at, mark=mark)
    if thing.meaning is Meaning.MIRROR:
        return Mirror(id=name, label=mark, storey=storey, source=source, at=at)
    if thing.meaning is Meaning.SIGN:
        words = thing.stated("WORDS", "NAME") or ""
        return Sign(id=name, label=mark or words, storey=storey, source=source, at=at, words=words)
    row = said.device(mark) or _UNLISTED
    height = length_m(thing.stated("H", "HEIGHT"), at_most_m=60)
    view, wide = number(thing.stated("FOV")), whole(thing.stated("PX"))
    return Camera(
        id=name,
        label=mark,
        storey=storey,
        source=source,
        at=at,
        mark=mark,
        height_m=row.height_m if height is None else height,
        azimuth_deg=None if thing.meaning is Meaning.DOME_CAMERA else azimuth_deg(thing),
        hfov_deg=row.view_deg if view is None else view,
        vfov_deg=number(thing.stated("VFOV")),
        tilt_deg=number(thing.stated("TILT")),
        pixels=row.pixels_wide if wide is None else wide,
        target=thing.stated("TARGET") or "",
    )


def fixtures(things: Iterable[Placed]) -> Iterator[Made]:
    """Pipes, units and boxes on walls."""
    for thing in things:
        kind = FIXTURES.get(thing.meaning) if thing.meaning else None
        if kind is None or thing.kind not in _SYMBOL_KINDS:
            continue
        for name, storey in names(thing, storeys_of(thing)):
            fixture = Fixture(
                id=name,
                label=thing.stated("MARK", "NAME") or thing.block,
                storey=storey,
                source=thing.source,
                at=Point(thing.at),
                kind=kind,
                base_m=length_m(thing.stated("BASE")) or 0.0,
                top_m=length_m(thing.stated("TOP")),
                guard=unless_none(thing.stated("GUARD")),
                guard_top_m=length_m(thing.stated("GUARDTOP")),
            )
            family = "box" if kind in {FixtureKind.METER, FixtureKind.PARCEL_BOX} else "pipe"
            yield Made(element=fixture, thing=thing, family=family, kind=f"fixture.{kind.value}")
