"""LGT501: a car park with too little light on the floor."""

from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of, lowest_cell

ENTRY = {"entry": ZoneKind.PARKING_ENTRY, "passage": ZoneKind.PARKING_PASSAGE}


@rule(
    "LGT501",
    title=Text(ko="주차장 바닥 조도 부족", en="Car park underlit"),
    measures=Text(ko="바닥면 최소 조도", en="lowest illuminance on the floor"),
    says=Text(
        ko="{place} {subject}의 바닥 최소 조도가 {value}임",
        en="The lowest illuminance on the floor of {subject}, {place}, is {value}",
    ),
    unit="lx",
    needs=((SheetKind.PARKING_LIGHTING,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def parking_underlit(site: Site, *, zone: str, wall_strip_m: float) -> Iterator[Measurement]:
    """Lowest horizontal illuminance on the floor of a part of a car park. [lx]

    Why: in the dark between lamps nobody is recognised.
    How: point by point on the floor from the candela tables, with walls and columns in the way and
        the maintenance factor; direct light only. `zone` is `bays_and_lanes` (one value for a
        storey), `entry` or `passage` (one for each zone). A strip of `wall_strip_m` along walls is
        left out.
    Lacking: lamps, their photometry, or their mounting height.
    """
    for subjects, area, storey in _parts(site, zone):
        light = site.light.floor(area, storey, wall_strip_m)
        if isinstance(light, Text):
            yield Measurement(
                subjects=subjects,
                value=None,
                where=area,
                storey=storey,
                lacking=light,
                lacking_sheet=SheetKind.PARKING_LIGHTING,
            )
            continue
        grid, e_lx = light
        lowest = float(e_lx.min())
        spot = lowest_cell(grid, e_lx)
        yield Measurement(
            subjects=subjects,
            value=lowest,
            where=spot,
            storey=storey,
            witness=(Witness(kind=WitnessKind.POINT, shape=spot, label=same(f"{lowest:.1f} lx")),),
            field=field_of(grid, e_lx, "lx"),
            note=Text(ko="직접광만 계산(반사광 제외)", en="direct light only, without reflections"),
        )


def _parts(site: Site, zone: str) -> Iterator[tuple[tuple[str, ...], BaseGeometry, int]]:
    """The parts to be measured: ids, area, storey."""
    if zone != "bays_and_lanes":
        for part in site.zones(ENTRY[zone]):
            yield (part.id,), part.area, part.storey
        return
    for storey in site.parking_storeys:
        if storey != 0:
            yield *site.parking_floor(storey), storey
