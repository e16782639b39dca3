"""HRD704: meters that are read inside dwellings."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.plan import Fixture, FixtureKind, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "HRD704",
    title=Text(ko="검침기의 위치", en="Where the meters are"),
    measures=Text(
        ko="전기·가스·수도 검침기가 세대 밖에 있는지", en="whether meters are outside the dwellings"
    ),
    says=Text(
        ko="{place} {subject} 세대 외부 설치: {value}",
        en="{subject}, {place}, outside the dwellings: {value}",
    ),
    unit="yes",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.PIPE_PLAN),),
)
def meter_inside(site: Site, *, remote_words: str) -> Iterator[Measurement]:
    """Whether the meters of a storey are outside its dwellings. [yes]

    Why: whoever says he reads the meter is let in.
    How: the meters drawn on each storey with dwellings: none of them lies within the outline of a
        dwelling, but for those whose label or protection holds one of the `remote_words` (by
        commas: read from afar). Those inside are shown.
    Lacking: meters, where a storey with dwellings shows none; the outlines of the dwellings, where
        only their doors and windows are drawn.
    """
    words = [word.strip().casefold() for word in remote_words.split(",") if word.strip()]
    meters = [f for f in site.plan.fixtures if f.kind is FixtureKind.METER]
    doors = site.openings(Serves.DWELLING)
    if doors and not site.zones(ZoneKind.DWELLING):
        yield Measurement(
            subjects=(doors[0].id,),
            value=None,
            where=doors[0].line,
            storey=doors[0].storey,
            lacking=Text(ko="세대 구획과 검침기의 위치", en="outlines of dwellings, and meters"),
            lacking_sheet=SheetKind.FLOOR_PLAN,
        )
        return
    for storey in sorted({z.storey for z in site.zones(ZoneKind.DWELLING)}):
        homes = site.zones(ZoneKind.DWELLING, storey=storey)
        own = [m for m in meters if m.storey == storey]
        inside = [
            m
            for m in own
            if not _remote(m, words) and any(home.area.contains(m.at) for home in homes)
        ]
        known = bool(own)
        yield Measurement(
            subjects=tuple(m.id for m in inside) or ((own[0].id,) if known else (homes[0].id,)),
            value=float(not inside) if known else None,
            where=MultiPoint([m.at for m in inside or own]) if known else homes[0].area,
            storey=storey,
            witness=tuple(
                Witness(kind=WitnessKind.POINT, shape=m.at, label=same(m.label or m.id))
                for m in inside
            ),
            lacking=None if known else Text(ko="검침기의 위치", en="where the meters are"),
            lacking_sheet=None if known else SheetKind.FLOOR_PLAN,
        )


def _remote(meter: Fixture, words: list[str]) -> bool:
    said = f"{meter.label} {meter.guard or ''}".casefold()
    return any(word in said for word in words)
