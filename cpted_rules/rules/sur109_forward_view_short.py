"""SUR109: how far a walk is seen ahead at its worst place."""

from collections.abc import Iterator

import numpy as np
from shapely import Point

from cpted_rules.analysis.sight.ahead import FACE_M, Forward
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.walked import is_bare, route, without_line, without_things
from cpted_rules.witness import assumed_heights, sight_line


@rule(
    "SUR109",
    title=Text(ko="앞이 짧게 보이는 보행로", en="Walk with a short view ahead"),
    measures=Text(
        ko="보행로를 걸으며 앞쪽 보행로가 보이는 가장 짧은 거리",
        en="shortest distance to which a walk is seen ahead by somebody who walks it",
    ),
    says=Text(
        ko="{subject}: 앞쪽이 {value}까지만 보이는 지점이 있음",
        en="{subject}: at one place it is seen only {value} ahead",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,),),
)
def forward_view_short(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Shortest distance to which a walk is seen ahead along its middle line. [m]

    Why: who sees what is ahead can turn round in time; a blind corner decides for him.
    How: the middle line of the walk is walked both ways in steps of about 1 m; at each, the way
        along it to the first step not seen at 1.6 m past buildings, fences and planting. What is
        seen to the end, or further than `within_m`, counts as `within_m`. Steps within a low crown
        or a bed say nothing.
    Lacking: buildings, fences and planting; the way along a walk without one.
    """
    for found in site.walk.lines:
        walk, line = found.walk, found.line
        if line is None or is_bare(site):
            yield without_line(found) if line is None else without_things(found)
            continue
        ahead = [site.sight.forward(way) for way in (line, line.reverse())]
        value, worst = min(
            ((_shortest_m(view, within_m), n) for n, view in enumerate(ahead)),
        )
        yield Measurement(
            subjects=(walk.id,),
            value=value,
            where=walk.area,
            storey=walk.storey,
            witness=(route(line), *_look(site, ahead[worst], value < within_m)),
            note=assumed_heights(site, walk.area, within_m=within_m),
        )


def _shortest_m(view: Forward, within_m: float) -> float:
    hidden = view.free & ~view.to_end
    return float(np.min(view.metres[hidden], initial=within_m))


def _look(site: Site, view: Forward, short: bool) -> Iterator[Witness]:
    """The look from the worst step at the first one that is hidden from it."""
    step = view.shortest
    if step is None or not short:
        return
    (ex, ey), (tx, ty) = view.way.at[step], view.hidden_at[step]
    ground = site.terrain
    eye, target = (
        (float(x), float(y), ground.at_m(float(x), float(y)) + FACE_M)
        for x, y in ((ex, ey), (tx, ty))
    )
    line = site.sight.line(eye, target)
    if line.stopped_by is not None:
        yield sight_line(site.plan, line, ground=ground)
    yield Witness(
        kind=WitnessKind.POINT,
        shape=Point(eye[0], eye[1]),
        label=same(f"{view.metres[step]:.1f} m"),
    )
