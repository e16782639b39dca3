"""SUR123: how many of the entrances around it a guard post sees."""

from collections.abc import Iterator

import numpy as np
from shapely import Point

from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.sight.visibility import before, seen_by
from cpted_rules.plan import OpeningKind, Serves, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, rule
from cpted_rules.site import Site
from cpted_rules.site.posts import windows_of
from cpted_rules.text import Text, join, same
from cpted_rules.witness import sight_line


@rule(
    "SUR123",
    title=Text(ko="경비실에서 보이지 않는 방향", en="Guard post without a view"),
    measures=Text(
        ko="경비실 주변 출입구·차량출입구·놀이터 중 경비실 창에서 보이는 비율",
        en="share of the entrances, vehicle entries and playgrounds near a guard post it sees",
    ),
    says=Text(
        ko="{subject}: 보아야 할 곳의 {value}가 보임", en="{subject} sees {value} of what it must"
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN)),
)
def guard_post_view_blocked(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the entrances and playgrounds near a guard post that it sees. [share]

    Why: a guard who does not see who comes in guards nothing.
    How: within `within_m` of the post: entrances of the site, entrances of buildings that face it,
        parking entries and playgrounds, each by a person in its middle; seen if half of the person
        is visible from one of the post's windows, past buildings, fences and planting.
    Lacking: the windows of the post.
    """
    for post in site.zones(ZoneKind.GUARD_POST):
        if post.storey not in (0, 1):
            continue
        targets = [p for p in _places(site, post) if p[1].distance(post.area) <= within_m]
        if not targets:
            continue
        eyes = windows_of(site.sight, post)
        if not len(eyes):
            yield Measurement(
                subjects=(post.id,),
                value=None,
                where=post.area,
                storey=post.storey,
                lacking=Text(ko="경비실 창의 위치", en="windows of the guard post"),
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        yield _measured(site, post, eyes, targets)


def _places(site: Site, post: Zone) -> Iterator[tuple[str, Point]]:
    """What a guard must see, by a place in the middle of it."""
    for gate in site.openings(Serves.SITE_ENTRANCE):
        if gate.storey in (0, 1) and gate.kind is not OpeningKind.WINDOW:
            yield gate.id, gate.line.interpolate(0.5, normalized=True)
    for door in site.entrances:
        front, facing = site.before(door), site.facing(door)
        if front is not None and facing is not None:
            to = post.area.centroid
            if (to.x - front.x) * facing[0] + (to.y - front.y) * facing[1] > 0:
                yield door.id, front
    for zone in site.zones(ZoneKind.PARKING_ENTRY, ZoneKind.PLAYGROUND):
        if zone.storey in (0, 1):
            yield zone.id, zone.area.centroid


def _measured(site: Site, post: Zone, eyes: Eyes, targets: list[tuple[str, Point]]) -> Measurement:
    height, ground = site.settings.person_height_m / 2, site.terrain
    reach = 2 * site.settings.sight_limit_m + max(at.distance(post.area) for _, at in targets)
    witness: list[Witness] = []
    hidden: list[Text] = []
    for id, at in targets:
        spot = (at.x, at.y, height + ground.at_m(at.x, at.y))
        target = np.array([spot])
        sees = [
            bool(seen_by(site.sight.scene(0), eye, target, before(eye, target, within_m=reach))[0])
            for eye in eyes.at
        ]
        looking = [eye for eye, does in zip(eyes.at.tolist(), sees, strict=True) if does]
        nearest = eyes.nearest(spot)
        if not looking:
            hidden.append(same(site.plan.by_id[id].label or id))
        start = (looking[0][0], looking[0][1], looking[0][2]) if looking else nearest
        if start is not None:
            line = site.sight.line(start, spot)
            if looking or line.stopped_by is not None:
                witness.append(sight_line(site.plan, line, ground=ground))
    return Measurement(
        subjects=(post.id,),
        value=1.0 - len(hidden) / len(targets),
        where=post.area,
        storey=post.storey,
        witness=tuple(witness),
        note=_HIDDEN.fill(list=join(hidden)) if hidden else None,
    )


_HIDDEN = Text(ko="보이지 않는 곳: {list}", en="not seen: {list}")
