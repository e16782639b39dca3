"""SUR107: a stair without a window to the outside."""

from collections.abc import Iterator

from cpted_rules.plan import Opening, OpeningKind, Serves, SheetKind, Zone, ZoneKind, storey_name
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join

SAME_SHAFT_SHARE = 0.3
"""Overlap from which stair rooms of different storeys are one stair."""

WALL_M = 0.6
"""How far from the room's outline, drawn inside its walls, a window may lie."""


@rule(
    "SUR107",
    title=Text(ko="외부 창이 없는 계단실", en="Stair without a window to the outside"),
    measures=Text(ko="계단실의 외부로 난 창의 수", en="windows of the stair to the outside"),
    says=Text(
        ko="{subject}에 외부로 난 창이 {value} 있음",
        en="Windows of {subject} to the outside: {value}",
    ),
    unit="count",
    needs=((SheetKind.FLOOR_PLAN,),),
)
def stair_without_outside_window(site: Site) -> Iterator[Measurement]:
    """Windows of a stair that face the open air, on all storeys above ground. [count]

    Why: a stair that can be looked into from outside is no place to wait unseen.
    How: stair rooms that lie above one another are one stair; a window counts if it lies on the
        room's outline and there is open air before it. The note names the storeys without one.
    Lacking: windows, where a storey of the stair has none drawn at all.
    """
    for shaft in _shafts(site.zones(ZoneKind.STAIR)):
        lowest = shaft[0]
        storeys = {zone.storey for zone in shaft}
        drawn = {
            o.storey
            for o in site.plan.openings
            if o.kind is OpeningKind.WINDOW and o.storey in storeys
        }
        windows = [w for zone in shaft for w in _windows(site, zone)]
        lit = {w.storey for w in windows}
        lacking = not windows and bool(storeys - drawn)
        yield Measurement(
            subjects=(lowest.id,),
            value=None if lacking else float(len(windows)),
            where=lowest.area,
            storey=lowest.storey,
            witness=tuple(Witness(kind=WitnessKind.POINT, shape=w.line) for w in windows),
            lacking=Text(ko="계단실 창호", en="windows of the stair") if lacking else None,
            lacking_sheet=SheetKind.FLOOR_PLAN if lacking else None,
            note=_dark(sorted(storeys - lit)) if windows else None,
        )


def _shafts(zones: tuple[Zone, ...]) -> Iterator[list[Zone]]:
    """Stair rooms above ground, put together where they overlap in plan; lowest first."""
    left = sorted((z for z in zones if z.storey > 0), key=lambda z: (z.storey, z.id))
    while left:
        lowest = left[0]
        least = SAME_SHAFT_SHARE * lowest.area.area
        shaft = [z for z in left if z.area.intersection(lowest.area).area > least] or [lowest]
        yield shaft
        left = [z for z in left if z not in shaft]


def _windows(site: Site, zone: Zone) -> Iterator[Opening]:
    around = zone.area.boundary.buffer(WALL_M)
    others = (Serves.DWELLING, Serves.SHOP, Serves.GUARD_POST)
    for opening in site.plan.openings:
        if (
            opening.kind is OpeningKind.WINDOW
            and opening.storey == zone.storey
            and opening.serves not in others
            and opening.line.within(around)
            and site.before(opening) is not None
        ):
            yield opening


def _dark(storeys: list[int]) -> Text | None:
    if not storeys:
        return None
    names = join([storey_name(s) for s in storeys])
    return Text(ko="창이 없는 층: {names}", en="storeys without a window: {names}").fill(
        names=names
    )
