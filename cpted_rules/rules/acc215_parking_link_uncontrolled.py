"""ACC215: whether something controls who enters a building from its car park."""

from collections.abc import Iterator

from cpted_rules.plan import OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text


@rule(
    "ACC215",
    title=Text(ko="통제되지 않는 주차장 연결문", en="Door from the car park without control"),
    measures=Text(
        ko="주차장에서 건물로 들어가는 문에 출입통제가 있는지",
        en="whether something controls who enters by a door from the car park",
    ),
    says=Text(ko="{subject} 출입 통제: {value}", en="{subject}, controlled: {value}"),
    unit="yes",
    needs=((SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN),),
)
def parking_link_uncontrolled(site: Site) -> Iterator[Measurement]:
    """Whether something controls who enters a building by a door from its car park. [yes]

    Why: who follows a car into the basement is at the lift of every floor.
    How: of each door from a car park to a core: controlled if the drawings state what controls it,
        not if they state that nothing does.
    Lacking: access control as stated; drawings that say nothing do not mean that there is none.
    """
    for door in site.openings(Serves.PARKING_LINK):
        if door.kind is OpeningKind.WINDOW:
            continue
        control = door.access_control
        yield Measurement(
            subjects=(door.id,),
            value=None if control is None else float(control != ""),
            where=door.line,
            storey=door.storey,
            lacking=_CONTROL if control is None else None,
            lacking_sheet=SheetKind.PARKING_PLAN if control is None else None,
        )


_CONTROL = Text(
    ko="주차장 연결문의 출입통제 방식", en="access control of the door from the car park"
)
