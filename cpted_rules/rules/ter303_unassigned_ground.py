"""TER303: ground of the site that belongs to nobody."""

from collections.abc import Iterator

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness


@rule(
    "TER303",
    title=Text(ko="용도가 정해지지 않은 대지", en="Ground without a use"),
    measures=Text(
        ko="대지 면적 중 보행로·도로·시설·식재로 쓰임이 정해지지 않은 비율",
        en="share of the site with neither way, place, parking nor planting on it",
    ),
    says=Text(
        ko="대지의 {value}에 쓰임이 정해지지 않음", en="{value} of the site has no use assigned"
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,),),
)
def unassigned_ground(site: Site, *, beside_m: float, least_m2: float) -> Iterator[Measurement]:
    """Share of a site that neither a building, a way, a place, parking nor planting takes. [share]

    Why: what nobody uses or tends nobody defends.
    How: the site without buildings and a strip of `beside_m` around them, walks, roads, zones at
        the ground, bays, beds of shrubs and crowns of trees; leftovers under `least_m2` do not
        count. Lawn is seldom drawn as an area of its own: where it is not, it counts as
        unassigned, and the figure is for a person to judge.
    Lacking: planting, where neither plants nor a planting plan were submitted.
    """
    plan = site.plan
    known = bool(plan.shrubs or plan.trees) or plan.has_sheet(SheetKind.PLANTING_PLAN)
    taken = shapely.union_all(list(_taken(site, beside_m)))
    for boundary in plan.boundaries:
        if not known:
            yield Measurement(
                subjects=(boundary.id,),
                value=None,
                where=boundary.area.boundary,
                lacking=Text(ko="식재 계획", en="the planting"),
                lacking_sheet=SheetKind.PLANTING_PLAN,
            )
            continue
        free = boundary.area.difference(taken)
        parts = [
            p for p in shapely.get_parts(free) if isinstance(p, Polygon) and p.area >= least_m2
        ]
        left = shapely.union_all(parts)
        share = left.area / boundary.area.area
        yield Measurement(
            subjects=(boundary.id,),
            value=round(float(share), 6),
            where=boundary.area.boundary if left.is_empty else left,
            witness=area_witness(WitnessKind.COVERAGE, left),
            note=Text(ko="{n}곳, 모두 {m2} ㎡", en="{n} places, {m2} m2 in all").fill(
                n=str(len(parts)), m2=f"{left.area:.0f}"
            ),
        )


def _taken(site: Site, beside_m: float) -> Iterator[BaseGeometry]:
    plan = site.plan
    yield from (b.area.buffer(beside_m, join_style="mitre") for b in plan.buildings)
    yield from (w.area for w in plan.walks)
    yield from (r.area for r in plan.roads)
    yield from (z.area for z in plan.zones if z.storey == 0)
    yield from (b.area for b in plan.bays if b.storey == 0)
    yield from (s.area for s in plan.shrubs)
    for tree in plan.trees:
        radius = tree.crown_radius_m
        yield tree.at.buffer(site.settings.tree_crown_radius_m if radius is None else radius)
