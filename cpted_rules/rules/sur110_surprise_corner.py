"""SUR110: how late somebody beside a walk is first seen."""

from collections.abc import Iterator

import shapely
from shapely import LineString, Point

from cpted_rules.analysis.sight.concealment import Concealment, concealments
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.walked import is_bare, route, without_line, without_things
from cpted_rules.witness import area_witness, assumed_heights


@rule(
    "SUR110",
    title=Text(ko="갑자기 마주치는 모퉁이", en="Corner that surprises"),
    measures=Text(
        ko="보행로 옆에 선 사람이 지나치기 전에 처음 보이는 가장 짧은 거리",
        en="shortest distance before passing at which somebody beside a walk is first seen",
    ),
    says=Text(
        ko="{subject}: 옆에 선 사람이 {value} 앞에서야 보이는 곳이 있음",
        en="{subject}: somebody beside it is first seen {value} before being passed",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def surprise_corner(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Shortest distance before passing at which somebody beside a walk is first seen. [m]

    Why: within 4 m nobody can act any more; whoever waits behind a corner knows it.
    How: ground within 3 m of the walk's middle line that holds a person (0.5 m across), walked both
        ways; seen where half of a person 1.7 m tall is. The shortest distance along the way from
        the first look to passing by; what is seen `within_m` before counts as `within_m`. Steps
        within a low crown or a bed are taken to have seen it.
    Lacking: buildings and fences; the way along a walk without one.
    """
    for found in site.walk.lines:
        walk, line = found.walk, found.line
        if line is None or is_bare(site):
            yield without_line(found) if line is None else without_things(found)
            continue
        places = [
            (place, way)
            for way in (line, line.reverse())
            for place in concealments(
                site.sight.scene(0), site.sight.surprise(way), less_than_m=within_m
            )
        ]
        worst = min(
            places, key=lambda p: (round(p[0].metres, 6), -p[0].area_m2, p[0].at), default=None
        )
        value = float(within_m if worst is None else min(worst[0].metres, within_m))
        yield Measurement(
            subjects=(walk.id,),
            value=value,
            where=walk.area,
            storey=walk.storey,
            witness=tuple(_shown(line, worst)),
            note=assumed_heights(site, walk.area, within_m=within_m),
        )


def _shown(line: LineString, worst: tuple[Concealment, LineString] | None) -> Iterator[Witness]:
    """The line walked towards the worst place, the place, and the cell of it seen the latest."""
    walked = line if worst is None else worst[1]
    yield route(walked)
    if worst is not None:
        place, _ = worst
        yield from area_witness(WitnessKind.UNSEEN_AREA, shapely.force_2d(place.shape))
        yield Witness(
            kind=WitnessKind.POINT, shape=Point(place.at), label=same(f"{place.metres:.1f} m")
        )
