"""ACC213: how often the way through a site is shorter than the way round it."""

from collections.abc import Iterator
from math import isfinite

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ACC213",
    title=Text(ko="대지를 가로지르는 통행", en="Through movement"),
    measures=Text(
        ko="대지 출입구 쌍 중 대지를 가로지르는 편이 도로로 도는 것보다 짧은 비율",
        en="share of pairs of entries between which the way through the site is the shorter",
    ),
    says=Text(
        ko="출입구 쌍의 {value}에서 대지를 가로지르는 길이 더 짧음",
        en="between {value} of the pairs of entries the way through the site is shorter",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,),),
)
def through_movement_high(site: Site) -> Iterator[Measurement]:
    """Share of pairs of entries between which the way through the site is the shorter. [share]


    Why: where everybody walks through, nobody is a stranger. The evidence on it is divided, so that
        this is for a person to weigh.
    How: the entries of ACC206, two by two: the shortest way over walkable ground of the site
        against that along public roads, shorter where by more than 1 m. Pairs that no way joins are
        left out. A site with one entry has none.
    Lacking: public roads.
    """
    plan = site.plan
    subjects = tuple(b.id for b in plan.boundaries)
    if not subjects or site.walk.network(0).area.is_empty:
        return
    if not any(road.public for road in plan.roads):
        yield Measurement(
            subjects=subjects,
            value=None,
            where=site.ground,
            lacking=Text(ko="공공도로의 위치", en="where the public road is"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
        return
    value = site.walk.through_movement
    if value is None:
        return
    joined = [w for w in site.walk.through_ways if isfinite(min(w.inside_m, w.outside_m))]
    yield Measurement(
        subjects=subjects,
        value=value,
        where=site.ground,
        witness=tuple(
            Witness(kind=WitnessKind.ROUTE, shape=way.path, label=same(f"{way.path.length:.1f} m"))
            for way in joined
            if way.path is not None
        ),
        note=Text(ko="출입구 {n}쌍 비교", en="{n} pairs of entries compared").fill(
            n=str(len(joined))
        ),
    )
