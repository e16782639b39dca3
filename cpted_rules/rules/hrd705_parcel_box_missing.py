"""HRD705: places where parcels are left unattended."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.plan import FixtureKind, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

COMMON = (ZoneKind.GUARD_POST, ZoneKind.MANAGEMENT_OFFICE, ZoneKind.LOBBY, ZoneKind.LIFT_LOBBY)


@rule(
    "HRD705",
    title=Text(ko="무인 택배보관함", en="Parcel lockers"),
    measures=Text(ko="공용공간의 무인 택배보관함 수", en="parcel lockers in common space"),
    says=Text(
        ko="공용공간의 무인 택배보관함: {value}", en="parcel lockers in common space: {value}"
    ),
    unit="count",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def parcel_box_missing(site: Site) -> Iterator[Measurement]:
    """Parcel lockers drawn in common space. [count]

    Why: where a locker takes the parcel, no stranger has to be let in to leave it.
    How: one value for the project: lockers that do not lie within the outline of a dwelling.
        Where the plans show the guard post, the management office or a lobby and no locker, there
        is none.
    Lacking: lockers, where none of those rooms is drawn either.
    """
    buildings = tuple(b for b in site.plan.buildings if not b.neighbour)
    if not buildings:
        return
    boxes = [
        f
        for f in site.plan.fixtures
        if f.kind is FixtureKind.PARCEL_BOX
        and not any(
            home.area.contains(f.at) for home in site.zones(ZoneKind.DWELLING, storey=f.storey)
        )
    ]
    known = bool(boxes) or bool(site.zones(*COMMON))
    yield Measurement(
        subjects=tuple(b.id for b in buildings),
        value=float(len(boxes)) if known else None,
        where=MultiPoint([f.at for f in boxes]) if boxes else buildings[0].area,
        witness=tuple(
            Witness(kind=WitnessKind.POINT, shape=f.at, label=same(f.label or f.id)) for f in boxes
        ),
        lacking=None
        if known
        else Text(ko="무인 택배보관함의 위치", en="where the parcel lockers are"),
        lacking_sheet=None if known else SheetKind.FLOOR_PLAN,
    )
