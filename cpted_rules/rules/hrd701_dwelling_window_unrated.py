"""HRD701: whether the windows of each type are declared to resist intrusion."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.analysis.rating import all_rated, by_mark, type_note
from cpted_rules.plan import Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

LACKING = Text(ko="창의 침입 방어 성능 표기", en="the resistance of the window to intrusion")


@rule(
    "HRD701",
    title=Text(ko="창의 침입 방어 성능", en="Windows: resistance to intrusion"),
    measures=Text(
        ko="창이 침입 방어 성능 제품으로 표기되었는지",
        en="whether the window is declared to resist intrusion",
    ),
    says=Text(
        ko="{subject} 침입 방어 성능 표기: {value}",
        en="{subject}, declared to resist intrusion: {value}",
    ),
    unit="yes",
    needs=(
        (
            SheetKind.OPENING_SCHEDULE,
            SheetKind.FLOOR_PLAN,
            SheetKind.ELEVATION,
            SheetKind.SITE_PLAN,
        ),
    ),
)
def dwelling_window_unrated(site: Site, *, of: str) -> Iterator[Measurement]:
    """Whether the windows of a type are declared to resist intrusion. [yes]

    Why: a window forced in seconds is an open door.
    How: windows of dwellings (`of` dwelling) or all windows (`of` building), put together by their
        mark; one value for a type. Yes if the schedule or a certificate states intrusion
        resistance (침입 방어, 방범, KS F 2637/2638, 별표 1); no if any of them is stated without.
    Lacking: what is stated of it.
    """
    windows = tuple(o for o in site.plan.openings if _counts(o, of))
    for group in by_mark(windows):
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
    if of not in ("dwelling", "building"):
        raise ValueError(f"of {of}: dwelling or building")
    if opening.kind is not OpeningKind.WINDOW:
        return False
    return of == "building" or opening.serves is Serves.DWELLING
