"""HRD706: openings that can be reached and are not declared to resist intrusion."""

from collections.abc import Iterator
from itertools import groupby

from shapely import MultiPoint

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.reach import Reach
from cpted_rules.analysis.rating import is_rated
from cpted_rules.plan import Opening, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SHOWN = 12


@rule(
    "HRD706",
    title=Text(ko="닿을 수 있는 개구부의 침입 방어 성능", en="Reachable openings: resistance"),
    measures=Text(
        ko="지면이나 발판에서 닿는 창·문이 모두 침입 방어 성능 제품인지",
        en="whether all openings in reach from the ground or a foothold resist intrusion",
    ),
    says=Text(
        ko="{subject}에서 닿을 수 있는 창·문의 침입 방어 성능: {value}",
        en="{subject}, all openings in reach declared to resist intrusion: {value}",
    ),
    unit="yes",
    needs=((SheetKind.FLOOR_PLAN, SheetKind.ELEVATION), (SheetKind.SITE_PLAN,)),
    security_sensitive=True,
)
def reachable_opening_unrated(
    site: Site, *, up_to_storey: float, reach_m: float, gap_m: float
) -> Iterator[Measurement]:
    """Whether all openings of a building that can be reached are declared to resist. [yes]

    Why: resistance matters where somebody can stand and work; a rating elsewhere protects nobody.
    How: outside windows and doors up to a storey that a climber reaches from public ground, over
        footholds no higher than `reach_m` and no further than `gap_m` apart, or from the ground
        itself; yes if all of them are declared to resist intrusion, no if one is stated without.
        Those stated without are shown.
    Lacking: what is stated of an opening in reach, where none is stated without.
    """
    reaches = site.climb.reaches(Climber(reach_m=reach_m, gap_m=gap_m), int(up_to_storey))
    ordered = sorted(reaches, key=lambda r: (r.target.building, r.target.id))
    for building, group in groupby(ordered, key=lambda r: r.target.building):
        reached = [r for r in group if r.reachable]
        if reached:
            yield _measured(site, building, reached)


def _measured(site: Site, building: str, reached: list[Reach]) -> Measurement:
    states = {r.target.id: is_rated(_opening(site, r).rating) for r in reached}
    bare = [r for r in reached if states[r.target.id] is False]
    silent = [r for r in reached if states[r.target.id] is None]
    unknown = bool(silent) and not bare
    shown = (bare or silent or reached)[:SHOWN]
    lead = building if building in site.plan.by_id else reached[0].target.id
    return Measurement(
        subjects=(lead, *(r.target.id for r in bare[:SHOWN])),
        value=None if unknown else float(not bare),
        where=MultiPoint([r.target.line.interpolate(0.5, normalized=True) for r in shown]),
        witness=tuple(
            Witness(
                kind=WitnessKind.POINT,
                shape=r.target.line.interpolate(0.5, normalized=True),
                label=same(_opening(site, r).mark or r.target.id),
            )
            for r in shown
            if r in bare
        ),
        lacking=LACKING.fill(n=str(len(silent))) if unknown else None,
        lacking_sheet=SheetKind.OPENING_SCHEDULE if unknown else None,
        note=Text(
            ko="닿을 수 있는 창·문 {n}개소, 그중 성능 없음 {bare}개소, 미표기 {silent}개소",
            en="in reach {n}, of them without resistance {bare}, not stated {silent}",
        ).fill(n=str(len(reached)), bare=str(len(bare)), silent=str(len(silent))),
    )


def _opening(site: Site, reach: Reach) -> Opening:
    element = site.plan.by_id[reach.target.id]
    if not isinstance(element, Opening):
        raise TypeError(f"{reach.target.id} is no opening")
    return element


LACKING = Text(
    ko="닿을 수 있는 창·문 {n}개소의 침입 방어 성능 표기",
    en="the resistance of {n} openings in reach",
)
