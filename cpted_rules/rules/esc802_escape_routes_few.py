"""ESC802: how many ways out there are from the worst place of a walk."""

from collections.abc import Iterator

from shapely import Point

from cpted_rules.analysis.walk.escape import Escape
from cpted_rules.plan import SheetKind, Walk
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

ON_M = 1.0
"""A place so near to a walk is on it: middle lines waver."""


@rule(
    "ESC802",
    title=Text(ko="벗어날 길이 적은 보행로", en="Walk with few ways out"),
    measures=Text(
        ko="보행로에서 안전한 곳으로 가는 서로 겹치지 않는 경로가 가장 적은 곳의 경로 수",
        en="ways to safety without a way in common from the worst place of a walk",
    ),
    says=Text(
        ko="{subject}: 벗어날 경로가 {value}뿐인 곳이 있음",
        en="{subject}: from one place there are only {value} ways out",
    ),
    unit="count",
    needs=((SheetKind.SITE_PLAN,),),
)
def escape_routes_few(site: Site) -> Iterator[Measurement]:
    """Ways to safety without a way in common from the worst place of a walk. [count]

    Why: with a second way out nobody can be cornered by one.
    How: from places every 5 m along the middle lines of the walk, as many routes as there can be
        that share no way (max-flow), over ways within 50 m walked, to public roads and staffed
        doors; the fewest found.
    Lacking: public roads, and staffed doors.
    """
    safe = site.walk.safe_nodes(0)
    escapes = site.walk.escapes(0)
    for walk in site.plan.walks:
        if walk.storey not in (0, 1):
            continue
        near = [e for e in escapes if walk.area.distance(e.place.at) <= ON_M]
        if not near:
            continue
        if not safe:
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                storey=walk.storey,
                lacking=Text(
                    ko="공공도로·경비실 등 안전한 곳", en="public roads and staffed doors"
                ),
                lacking_sheet=SheetKind.SITE_PLAN,
            )
            continue
        worst = min(near, key=lambda e: (e.routes, e.place.edge, e.place.along_m))
        yield _measured(walk, worst)


def _measured(walk: Walk, worst: Escape) -> Measurement:
    at: Point = worst.place.at
    return Measurement(
        subjects=(walk.id,),
        value=float(worst.routes),
        where=walk.area,
        storey=walk.storey,
        witness=(
            Witness(kind=WitnessKind.POINT, shape=at),
            *(
                Witness(kind=WitnessKind.ROUTE, shape=path, label=same(f"{path.length:.1f} m"))
                for path in worst.paths
                if path.length > 0
            ),
        ),
    )
