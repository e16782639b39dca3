"""ACC214: whether narrow passages beside a building are gated."""

from collections.abc import Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.faces import Face, faces_of
from cpted_rules.analysis.scene.strips import Strip, strip_between
from cpted_rules.plan import OpeningKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ACC214",
    title=Text(ko="막지 않은 측면·후면 통로", en="Side or rear passage without a gate"),
    measures=Text(
        ko="건물과 대지경계 사이 좁은 통로가 문·담장으로 막혀 있는지",
        en="whether a gate or fence closes the narrow passage between a building and the boundary",
    ),
    says=Text(
        ko="{subject} 옆 좁은 통로 차단: {value}", en="{subject}, passage beside it gated: {value}"
    ),
    unit="yes",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def rear_passage_ungated(
    site: Site, *, least_m: float, narrower_m: float, longer_m: float, road_m: float
) -> Iterator[Measurement]:
    """Whether a gate or fence closes a narrow passage between a building and the boundary. [yes]


    Why: round the back one is out of sight, at windows nobody thinks of.
    How: of each building down to the ground, the longest stretch along which one of its straight
        faces looks at the boundary from `least_m` to `narrower_m` away over at least `longer_m`,
        its middle further than `road_m` from any public road; closed where a fence, wall, gate or
        shutter crosses the middle line.
    Lacking: fences and gates, where none is drawn and no fence plan was submitted.
    """
    plan = site.plan
    roads = shapely.union_all([r.area for r in plan.roads if r.public])
    edges = [
        Face(start=f.start, end=f.end, outward=(-f.outward[0], -f.outward[1]))
        for boundary in plan.boundaries
        for f in faces_of(boundary.area)
    ]
    lines = [b.line for b in plan.barriers if b.storey in (0, 1)]
    lines += [
        o.line
        for o in plan.openings
        if o.kind in (OpeningKind.GATE, OpeningKind.SHUTTER) and o.storey in (0, 1)
    ]
    known = bool(lines) or plan.has_sheet(SheetKind.FENCE_PLAN)
    for building in plan.buildings:
        if building.neighbour or building.base_m > 0:
            continue
        strips = [
            strip
            for face in faces_of(building.area)
            for edge in edges
            if (strip := strip_between(face, edge)) is not None
            and least_m <= strip.width_m < narrower_m
            and strip.length_m >= longer_m
            and _far(strip, roads, road_m)
        ]
        if not strips:
            continue
        longest = max(strips, key=lambda s: (round(s.length_m, 3), s.middle.wkt))
        closed = any(line.intersects(longest.middle) for line in lines)
        yield Measurement(
            subjects=(building.id,),
            value=float(closed) if known else None,
            where=longest.middle,
            witness=(
                Witness(
                    kind=WitnessKind.ROUTE,
                    shape=longest.middle,
                    label=same(f"{longest.length_m:.1f} m"),
                ),
            ),
            lacking=None if known else Text(ko="담장·문의 위치", en="fences and gates"),
            lacking_sheet=None if known else SheetKind.FENCE_PLAN,
            note=Text(ko="통로 폭 {w} m", en="passage {w} m wide").fill(w=f"{longest.width_m:.2f}"),
        )


def _far(strip: Strip, roads: BaseGeometry, road_m: float) -> bool:
    middle = strip.middle.interpolate(0.5, normalized=True)
    return roads.is_empty or bool(middle.distance(roads) > road_m)
