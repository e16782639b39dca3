"""ACC204: whether building entrances have access control."""

from collections.abc import Iterator

from cpted_rules.plan import OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ACC204",
    title=Text(ko="접근통제가 없는 출입구", en="Entrance without access control"),
    measures=Text(
        ko="출입구에 접근통제시설이 있는지", en="whether something controls who may enter"
    ),
    says=Text(ko="{subject} 접근통제시설: {value}", en="{subject}, access control: {value}"),
    unit="yes",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def entrance_uncontrolled(site: Site) -> Iterator[Measurement]:
    """Whether a building entrance has access control. [yes]

    Why: whoever has no business inside should have to ask.
    How: each door or gate that is a building entrance; what the drawing states of it: a system, or
        that there is none. The system stands in the note.
    Lacking: what is stated of it.
    """
    for entrance in site.openings(Serves.BUILDING_ENTRANCE):
        if entrance.kind is OpeningKind.WINDOW:
            continue
        control = entrance.access_control
        known = control is not None
        yield Measurement(
            subjects=(entrance.id,),
            value=float(bool(control)) if known else None,
            where=entrance.line,
            storey=entrance.storey,
            lacking=None if known else Text(ko="출입통제 방식", en="how entry is controlled"),
            lacking_sheet=None if known else SheetKind.FLOOR_PLAN,
            note=same(control) if control else None,
        )
