"""CAM603: whether a playground has a guard post nearby or a camera."""

from collections.abc import Iterator

from shapely import LineString
from shapely.ops import nearest_points

from cpted_rules.analysis.cameras.watched import watching
from cpted_rules.plan import SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "CAM603",
    title=Text(ko="경비실도 카메라도 없는 놀이터", en="Playground without guard post or camera"),
    measures=Text(
        ko="주변 경비실 또는 놀이터를 비추는 카메라의 유무",
        en="whether a guard post is nearby or a camera looks at the playground",
    ),
    says=Text(
        ko="{subject} 주변 경비실 또는 카메라: {value}",
        en="guard post nearby or camera at {subject}: {value}",
    ),
    unit="yes",
    needs=((SheetKind.SITE_PLAN,),),
)
def playground_without_guard_or_camera(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Whether a playground has a guard post within a distance, or a camera that looks at it. [yes]

    Why: where neighbours cannot watch all day, somebody in charge does.
    How: distance from the playground's edge to the nearest guard post, at most `within_m`;
        else a camera named for the playground, or with it in its field of view within
        `within_m`. How far the nearest post is stands in the note.
    Lacking: a camera plan, where no guard post is near.
    """
    planned = site.plan.has_sheet(SheetKind.SECURITY_PLAN) or bool(site.plan.cameras)
    posts = site.zones(ZoneKind.GUARD_POST)
    for ground in site.zones(ZoneKind.PLAYGROUND):
        post = min(posts, key=lambda z: (z.area.distance(ground.area), z.id), default=None)
        near = post is not None and post.area.distance(ground.area) <= within_m
        cameras = watching(
            site.plan,
            site.settings,
            ground.area,
            storeys={0, 1},
            target="playground",
            within_m=within_m,
        )
        known = near or bool(cameras) or planned
        found = [post.id] if near and post else []
        yield Measurement(
            subjects=(ground.id, *found, *(camera.id for camera in cameras)),
            value=float(near or bool(cameras)) if known else None,
            where=ground.area,
            storey=ground.storey,
            witness=_witness(ground, post) if post else (),
            lacking=None if known else Text(ko="놀이터 CCTV 계획", en="cameras at the playground"),
            lacking_sheet=None if known else SheetKind.SECURITY_PLAN,
            note=_note(ground, post),
        )


def _witness(ground: Zone, post: Zone) -> tuple[Witness, ...]:
    line = LineString(nearest_points(ground.area, post.area))
    if line.length == 0:
        return ()
    return (Witness(kind=WitnessKind.GAP, shape=line, label=same(f"{line.length:.1f} m")),)


def _note(ground: Zone, post: Zone | None) -> Text:
    if post is None:
        return Text(ko="경비실이 도면에 없음", en="no guard post is drawn")
    return Text(ko="가장 가까운 경비실까지 {d} m", en="nearest guard post {d} m away").fill(
        d=f"{ground.area.distance(post.area):.1f}"
    )
