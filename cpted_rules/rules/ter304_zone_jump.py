"""TER304: homes that open to public ground with no controlled door between."""

from collections.abc import Iterator

from shapely import MultiPoint, Point

from cpted_rules.plan import Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SHOWN = 12


@rule(
    "TER304",
    title=Text(ko="공적 공간과 세대 사이의 통제", en="Control between public ground and homes"),
    measures=Text(
        ko="출입통제 없이 닿는 세대 현관의 수",
        en="dwelling doors that are reached without passing a controlled door",
    ),
    says=Text(
        ko="{subject}에서 출입통제 없이 닿는 세대 현관: {value}",
        en="dwelling doors reached from {subject} without control: {value}",
    ),
    unit="count",
    needs=((SheetKind.FLOOR_PLAN,), (SheetKind.SITE_PLAN, SheetKind.FLOOR_PLAN)),
)
def zone_jump(site: Site) -> Iterator[Measurement]:
    """Dwelling doors reached from the street by way of a door with no control between. [count]

    Why: between street and home lies common space whose users know one another, if something
        keeps others out of it.
    How: the fewest doors and gates from the street to each dwelling door over rooms that join; a
        door counts for the first door on that way (itself, where it opens to the ground) if none
        of those before it has access control. One value for each first door.
    Lacking: what is stated of the control of a door on the way; rooms that join the street to the
        dwelling doors, where none are joined.
    """
    behind: dict[str, list[tuple[str, ...]]] = {}
    for depth in site.walk.depths:
        if depth.portals:
            behind.setdefault(depth.through[0], []).append(depth.through)
    if site.walk.depths and not behind:
        door = site.plan.by_id[site.walk.depths[0].door]
        yield Measurement(
            subjects=(door.id,),
            value=None,
            where=_middle(site, door.id),
            storey=door.storey,
            lacking=JOINED,
            lacking_sheet=SheetKind.FLOOR_PLAN,
        )
    for first, ways in sorted(behind.items()):
        states = {way[-1]: _open(site, way[:-1]) for way in ways}
        free = [door for door, state in sorted(states.items()) if state is True]
        silent = [door for door, state in sorted(states.items()) if state is None]
        unknown = bool(silent) and not free
        door = site.plan.by_id[first]
        yield Measurement(
            subjects=(first,),
            value=None if unknown else float(len(free)),
            where=_middle(site, first)
            if not free
            else MultiPoint([_middle(site, d) for d in free]),
            storey=door.storey,
            witness=tuple(
                Witness(kind=WitnessKind.POINT, shape=_middle(site, d), label=same(d))
                for d in free[:SHOWN]
            ),
            lacking=LACKING if unknown else None,
            lacking_sheet=SheetKind.FLOOR_PLAN if unknown else None,
            note=Text(
                ko="이 문을 지나는 세대 현관 {n}곳, 통제 방식 미표기로 알 수 없음 {m}곳",
                en="dwelling doors behind it {n}, of them not told {m}",
            ).fill(n=str(len(ways)), m=str(len(silent))),
        )


def _open(site: Site, way: tuple[str, ...]) -> bool | None:
    """Whether none of some doors is controlled; None where that is not stated."""
    states = [_control(site, id) for id in way]
    if any(state for state in states):
        return False
    return None if None in states else True


def _control(site: Site, id: str) -> str | None:
    door = site.plan.by_id[id]
    return door.access_control if isinstance(door, Opening) else None


def _middle(site: Site, id: str) -> Point:
    door = site.plan.by_id[id]
    if not isinstance(door, Opening):
        raise TypeError(f"{id} is no opening")
    return door.line.interpolate(0.5, normalized=True)


JOINED = Text(
    ko="도로에서 세대 현관까지 이어지는 실의 구획", en="rooms that join the street to the dwellings"
)
LACKING = Text(ko="출입통제 방식", en="how entry is controlled")
