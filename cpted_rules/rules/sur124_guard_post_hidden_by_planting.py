"""SUR124: how much of the view of a guard post planting takes."""

from collections.abc import Iterator

from shapely import box
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.plan import BarrierKind, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.posts import windows_of
from cpted_rules.text import Text
from cpted_rules.witness import area_witness


@rule(
    "SUR124",
    title=Text(ko="경비실 시야를 가리는 식재", en="Planting before a guard post"),
    measures=Text(
        ko="식재가 없으면 경비실에서 보일 지면 중 식재에 가려진 비율",
        en="share of the ground a guard post would see that planting alone hides",
    ),
    says=Text(
        ko="{subject}: 시야의 {value}가 식재에 가려짐",
        en="{subject}: planting hides {value} of its view",
    ),
    unit="share",
    needs=(
        (SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),
        (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN),
    ),
)
def guard_post_hidden_by_planting(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of the ground a guard post would see that planting alone hides. [share]

    Why: planting around the post must leave its view free.
    How: cells of open ground within `within_m` of the windows of the post on which half of a person
        would be seen without any planting; of these the share on which planting hides it.
    Lacking: windows of the post; heights of planting within that distance.
    """
    for post in site.zones(ZoneKind.GUARD_POST):
        if post.storey not in (0, 1):
            continue
        eyes = windows_of(site.sight, post)
        lacking = _WINDOWS if not len(eyes) else _unknown(site, post, within_m)
        if lacking is not None:
            yield Measurement(
                subjects=(post.id,),
                value=None,
                where=post.area,
                storey=post.storey,
                lacking=lacking,
                lacking_sheet=SheetKind.FLOOR_PLAN
                if lacking is _WINDOWS
                else SheetKind.PLANTING_PLAN,
            )
            continue
        yield from _measured(site, post, eyes, within_m)


def _unknown(site: Site, post: Zone, within_m: float) -> Text | None:
    """What is said where planting near the post is drawn without the heights that decide."""
    plan = site.plan
    shapes: list[BaseGeometry] = [
        *(t.at for t in plan.trees if None in (t.height_m, t.crown_base_m)),
        *(s.area for s in plan.shrubs if s.height_m is None),
        *(b.line for b in plan.barriers if b.kind is BarrierKind.HEDGE and b.top_m is None),
    ]
    return _HEIGHTS if any(s.distance(post.area) <= within_m for s in shapes) else None


def _measured(site: Site, post: Zone, eyes: Eyes, within_m: float) -> Iterator[Measurement]:
    west, south, east, north = post.area.bounds
    around = box(west - within_m, south - within_m, east + within_m, north + within_m)
    area = around.difference(site.masses(1))
    grid, height = site.grid(area), site.settings.person_height_m / 2
    now, bare = (
        site.sight.census(eyes, grid, height, within_m=within_m, scene=scene)[0]
        for scene in (None, site.sight.bare_scene)
    )
    would = bare > 0
    if not would.any():
        return
    hidden = would & (now == 0)
    yield Measurement(
        subjects=(post.id,),
        value=float(hidden.sum() / would.sum()),
        where=post.area,
        storey=post.storey,
        witness=(
            *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(would & ~hidden)),
            *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(hidden)),
        ),
    )


_WINDOWS = Text(ko="경비실 창의 위치", en="windows of the guard post")
_HEIGHTS = Text(
    ko="경비실 주변 식재 높이(H)·지하고", en="heights of planting around the guard post"
)
