"""ACC206: how many places a site is entered by from public roads."""

from collections.abc import Iterator

from cpted_rules.analysis.walk.permeability import entries_of
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ACC206",
    title=Text(ko="대지 출입구의 수", en="Entries to the site"),
    measures=Text(
        ko="공공도로에서 걸어 들어올 수 있는 곳의 수",
        en="places where one can walk in from a public road",
    ),
    says=Text(ko="대지 출입구 {value}", en="places where one can walk in: {value}"),
    unit="count",
    needs=((SheetKind.SITE_PLAN,),),
)
def site_entrances_many(site: Site) -> Iterator[Measurement]:
    """Places where one can walk in from a public road. [count]

    Why: each entry more is one more that somebody has to keep an eye on.
    How: stretches of 0.8 m or more along which one steps from a public road onto walks, site roads,
        places or parking at the ground past no fence, wall or planting; beside each other on one
        road (3 m) they are one.
    Lacking: public roads.
    """
    plan = site.plan
    subjects = tuple(b.id for b in plan.boundaries) or tuple(w.id for w in plan.walks)
    network = site.walk.network(0)
    if not subjects or network.area.is_empty:
        return
    if not any(road.public for road in plan.roads):
        yield Measurement(
            subjects=subjects,
            value=None,
            where=network.area,
            lacking=Text(ko="공공도로의 위치", en="where the public road is"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
        return
    entries = entries_of(network)
    longest = [max(entry, key=lambda f: (round(f.line.length, 6), f.line.wkt)) for entry in entries]
    yield Measurement(
        subjects=subjects,
        value=float(len(entries)),
        where=network.area,
        witness=tuple(
            Witness(
                kind=WitnessKind.GAP, shape=front.line, label=same(f"{front.line.length:.1f} m")
            )
            for front in longest
        ),
    )
