"""HRD703: doors, windows and shutters of public uses without intrusion resistance."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.analysis.rating import all_rated, by_mark, type_note
from cpted_rules.plan import Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

LACKING = Text(
    ko="출입문·창·셔터의 침입 방어 성능 표기",
    en="the resistance of door, window or shutter to intrusion",
)
NOT_OURS = (Serves.DWELLING, Serves.SITE_ENTRANCE)


@rule(
    "HRD703",
    title=Text(ko="공용시설 개구부의 침입 방어 성능", en="Openings of public uses: resistance"),
    measures=Text(
        ko="출입문·창·셔터가 침입 방어 성능 제품으로 표기되었는지",
        en="whether door, window or shutter is declared to resist intrusion",
    ),
    says=Text(
        ko="{subject} 침입 방어 성능 표기: {value}",
        en="{subject}, declared to resist intrusion: {value}",
    ),
    unit="yes",
    needs=((SheetKind.OPENING_SCHEDULE, SheetKind.FLOOR_PLAN, SheetKind.ELEVATION),),
)
def common_opening_unrated(site: Site, *, exempt_words: str) -> Iterator[Measurement]:
    """Whether doors, windows and shutters of a type that close a public use are declared. [yes]

    Why: a school or hall stands empty at night; what closes it has to hold by itself.
    How: openings of storeys from the ground up that have open air before them, are no site gate
        and belong to no dwelling, put together by their mark; one value for a type. Yes if the
        schedule states intrusion resistance; no if any is stated without. Building entrances
        whose mark, label or room holds one of the `exempt_words` (by commas: lobby glass doors)
        are left out.
    Lacking: what is stated of it.
    """
    words = [word.strip().casefold() for word in exempt_words.split(",") if word.strip()]
    openings = tuple(o for o in site.plan.openings if _counts(site, o, words))
    for group in by_mark(openings):
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


def _counts(site: Site, opening: Opening, words: list[str]) -> bool:
    if opening.serves in NOT_OURS or opening.kind is OpeningKind.GATE or opening.storey < 0:
        return False
    said = f"{opening.label} {opening.mark} {opening.room_use}".casefold()
    if opening.serves is Serves.BUILDING_ENTRANCE and any(word in said for word in words):
        return False
    return site.before(opening) is not None
