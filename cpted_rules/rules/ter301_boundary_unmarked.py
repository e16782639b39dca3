"""TER301: how much of the site's boundary can be recognised."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import Boundary, Serves, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

LEAST_GAP_M = 0.5
"""Shorter gaps are joints of the drawing."""


@rule(
    "TER301",
    title=Text(ko="표시되지 않은 대지경계", en="Boundary not marked"),
    measures=Text(
        ko="대지경계 중 담장·식재·단차·마감·건물로 알아볼 수 있는 비율",
        en="share of the boundary that a barrier, planting, step, paving or building marks",
    ),
    says=Text(
        ko="대지경계의 {value}를 알아볼 수 있음", en="{value} of the boundary can be recognised"
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,),),
)
def boundary_unmarked(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of a site's boundary that something marks. [share]

    Why: whoever crosses a line that everyone sees has to explain himself.
    How: the length of the boundary within `within_m` of a fence, wall, hedge, railing, shrubs, the
        edge of a change of paving or a level step, a building's face, or a gate. Trees mark
        nothing. Gaps under 0.5 m are closed.
    Lacking: any of these, where neither a barrier nor a fence or planting plan was submitted.
    """
    plan = site.plan
    sheets = (SheetKind.FENCE_PLAN, SheetKind.PLANTING_PLAN)
    known = bool(plan.barriers) or any(plan.has_sheet(kind) for kind in sheets)
    marks = list(_marks(site))
    near = shapely.union_all([mark.buffer(within_m) for mark in marks])
    for boundary in plan.boundaries:
        if known:
            yield _measured(boundary, near)
        else:
            yield Measurement(
                subjects=(boundary.id,),
                value=None,
                where=boundary.area.boundary,
                lacking=Text(ko="담장·식재 등 경계 처리", en="fence, planting or other marks"),
                lacking_sheet=SheetKind.FENCE_PLAN,
            )


def _marks(site: Site) -> Iterator[BaseGeometry]:
    plan = site.plan
    yield from (barrier.line for barrier in plan.barriers if barrier.storey in (0, 1))
    yield from (shrub.area for shrub in plan.shrubs)
    yield from (zone.area.boundary for zone in site.zones(ZoneKind.PAVING))
    yield from (b.area for b in plan.buildings if not b.neighbour and b.base_m == 0)
    yield from (gate.line for gate in site.openings(Serves.SITE_ENTRANCE))


def _measured(boundary: Boundary, near: BaseGeometry) -> Measurement:
    outline = boundary.area.boundary
    bare = shapely.line_merge(outline.difference(near))
    gaps = [gap for gap in shapely.get_parts(bare) if gap.length >= LEAST_GAP_M]
    gaps.sort(key=lambda gap: (-round(gap.length, 3), gap.wkt))
    unmarked = sum(gap.length for gap in gaps)
    return Measurement(
        subjects=(boundary.id,),
        value=round(float(1 - unmarked / outline.length), 6),
        where=shapely.union_all(gaps) if gaps else outline,
        witness=tuple(
            Witness(kind=WitnessKind.GAP, shape=gap, label=same(f"{gap.length:.1f} m"))
            for gap in gaps
        ),
        note=Text(
            ko="표시되지 않은 구간 {n}곳, 모두 {m} m", en="unmarked: {n} stretches, {m} m in all"
        ).fill(n=str(len(gaps)), m=f"{unmarked:.1f}"),
    )
