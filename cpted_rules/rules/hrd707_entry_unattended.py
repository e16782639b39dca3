"""HRD707: entrances with neither an entry system nor somebody who watches them."""

from collections.abc import Iterator

from shapely import LineString
from shapely.ops import nearest_points

from cpted_rules.plan import OpeningKind, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same

POSTS = (ZoneKind.GUARD_POST, ZoneKind.MANAGEMENT_OFFICE)


@rule(
    "HRD707",
    title=Text(ko="출입통제도 경비실도 없는 출입구", en="Entrance neither controlled nor attended"),
    measures=Text(
        ko="출입통제시스템 또는 가까운 경비실의 유무",
        en="whether there is an entry system or a guard post nearby",
    ),
    says=Text(
        ko="{subject} 출입통제시스템 또는 경비실: {value}",
        en="{subject}, entry system or guard post nearby: {value}",
    ),
    unit="yes",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),),
)
def entry_unattended(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Whether a building entrance has an entry system, or a guard post nearby. [yes]

    Why: somebody or something has to ask who comes in.
    How: each door or gate that is a building entrance: what the drawing states of its control; or
        a guard post or management office on its storey (at the ground: outdoors too) whose edge is
        within `within_m`.
    Lacking: what is stated of its control, where no post is near.
    """
    for door in site.openings(Serves.BUILDING_ENTRANCE):
        if door.kind is OpeningKind.WINDOW:
            continue
        levels = (0, 1) if door.storey in (0, 1) else (door.storey,)
        posts = [z for z in site.zones(*POSTS) if z.storey in levels]
        post = min(posts, key=lambda z: (z.area.distance(door.line), z.id), default=None)
        near = post is not None and post.area.distance(door.line) <= within_m
        control = door.access_control
        known = near or control is not None
        said = [same(control)] if control else []
        line = None if post is None else LineString(nearest_points(door.line, post.area))
        yield Measurement(
            subjects=(door.id, *([post.id] if near and post else [])),
            value=float(near or bool(control)) if known else None,
            where=door.line,
            storey=door.storey,
            witness=(Witness(kind=WitnessKind.GAP, shape=line, label=same(f"{line.length:.1f} m")),)
            if line is not None and line.length > 0
            else (),
            lacking=None if known else Text(ko="출입통제 방식", en="how entry is controlled"),
            lacking_sheet=None if known else SheetKind.FLOOR_PLAN,
            note=join(said) if said else None,
        )
