"""HRD702: whether the doors of each type are declared to resist intrusion."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.analysis.rating import all_rated, by_mark, type_note
from cpted_rules.plan import Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

LACKING = Text(ko="문의 침입 방어 성능 표기", en="the resistance of the door to intrusion")


@rule(
    "HRD702",
    title=Text(ko="문의 침입 방어 성능", en="Doors: resistance to intrusion"),
    measures=Text(
        ko="문이 침입 방어 성능 제품으로 표기되었는지",
        en="whether the door is declared to resist intrusion",
    ),
    says=Text(
        ko="{subject} 침입 방어 성능 표기: {value}",
        en="{subject}, declared to resist intrusion: {value}",
    ),
    unit="yes",
    needs=((SheetKind.OPENING_SCHEDULE, SheetKind.FLOOR_PLAN),),
)
def dwelling_door_unrated(site: Site, *, of: str) -> Iterator[Measurement]:
    """Whether the doors of a type are declared to resist intrusion. [yes]

    Why: most burglars come through a door or window, not a wall.
    How: entrance doors of dwellings (`of` dwelling), or doors and shutters to the outside that are
        no site gates (`of` building), put together by their mark; one value for a type. Yes if the
        schedule or a certificate states intrusion resistance; no if any is stated without.
    Lacking: what is stated of it.
    """
    doors = tuple(o for o in site.plan.openings if _counts(o, of))
    for group in by_mark(doors):
        rated = all_rated(group)
        yield Measurement(
            subjects=(group[0].id,),
            value=None if rated is None else float(rated),
            where=MultiPoint([o.line.interpolate(0.5, normalized=True) for o in group]),
            storey=group[0].storey,
            lacking=LACKING if rated is None else None,
            lacking_sheet=SheetKind.OPENING_SCHEDULE if rated is None else None,
            note=type_note(group),
        )


def _counts(opening: Opening, of: str) -> bool:
    match of:
        case "dwelling":
            return opening.kind is OpeningKind.DOOR and opening.serves is Serves.DWELLING
        case "building":
            outer = (Serves.BUILDING_ENTRANCE, Serves.SHOP, Serves.ROOF)
            return opening.kind is OpeningKind.SHUTTER or (
                opening.kind is OpeningKind.DOOR and opening.serves in outer
            )
    raise ValueError(f"of {of}: dwelling or building")
