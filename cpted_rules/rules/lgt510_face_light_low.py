"""LGT510: faces of people on a walk that are not lit."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.light.points import span_m, way_points
from cpted_rules.plan import SheetKind, Walk
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.light import BESIDE_M
from cpted_rules.text import Text, same

SHORTEST_M = 3.0
"""A piece of middle line shorter than this is a junction or a door step."""
ARROW_M = 2.0
"""Length of the line that shows which way the face looks."""
CHANNELS = ("vertical", "semicylindrical")


@rule(
    "LGT510",
    title=Text(ko="보행자 얼굴 조도", en="Light on faces on a walk"),
    measures=Text(
        ko="걷는 사람의 얼굴 높이에서 어두운 쪽 방향의 최소 조도",
        en="lowest illuminance at face height, of the darker direction of walking",
    ),
    says=Text(
        ko="{subject}에서 얼굴 높이 최소 조도가 {value}임",
        en="The lowest light on faces on {subject} is {value}",
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def face_light_low(site: Site, *, channel: str) -> Iterator[Measurement]:
    """Lowest light on the face of somebody who walks along a walk, in either direction. [lx]

    Why: whoever comes towards you should be recognised before it is too late to turn away.
    How: `channel` is vertical or semicylindrical. Points along and across the middle lines of the
        walk at the spacing of EN 13201-3, 1.5 m above the ground; illuminance on an upright plane
        or half cylinder that faces along the way and back, the darker of both; the lowest of all
        points, which is shown with the way the face looks. Direct light only.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
    if channel not in CHANNELS:
        raise ValueError(f"channel {channel}: one of {CHANNELS}")
    lines = [edge.line for edge in site.walk.network(0).edges] if site.plan.walks else []
    for walk in site.plan.walks:
        lacking = site.light.lacking(0, walk.area) or site.light.heights_lacking(0, walk.area)
        if lacking is not None:
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                lacking=lacking,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        middles = list(_middles(lines, walk)) or [_axis(walk)]
        faces = [f for line in middles if (f := _darkest(site, walk, line, channel))]
        if faces:
            yield _measured(walk, *min(faces, key=lambda f: (round(f[0], 6), f[1].wkt)))


def _middles(lines: list[LineString], walk: Walk) -> Iterator[LineString]:
    """The middle lines of the network that run on a walk, piece by piece."""
    own = [p for line in lines for p in _lines(line.intersection(walk.area))]
    merged = shapely.line_merge(shapely.union_all(own)) if own else LineString()
    yield from sorted(
        (p for p in _lines(merged) if p.length >= SHORTEST_M), key=lambda p: (p.bounds, p.wkt)
    )


def _axis(walk: Walk) -> LineString:
    """The long axis of the rectangle around a walk, for one too short for a middle line."""
    corners = [Point(at) for at in shapely.get_coordinates(walk.area.minimum_rotated_rectangle)[:4]]
    a, b, c, d = (
        corners
        if corners[0].distance(corners[1]) <= corners[1].distance(corners[2])
        else (
            *corners[1:],
            corners[0],
        )
    )
    ends = (shapely.union_all([a, b]).centroid, shapely.union_all([c, d]).centroid)
    return LineString(ends)


def _lines(shape: BaseGeometry) -> list[LineString]:
    return [p for p in shapely.get_parts(shape) if isinstance(p, LineString) and p.length > 0]


def _darkest(
    site: Site, walk: Walk, line: LineString, channel: str
) -> tuple[float, Point, float] | None:
    """Of a middle line the lowest light, where it is, and the azimuth that face looks to."""
    middle = line.interpolate(0.5, normalized=True)
    width_m = max(2 * middle.distance(walk.area.boundary), 2 * site.walk.walking.body_m)
    found = site.light.faces(line, width_m=width_m)
    if found is None:
        return None
    along, against = (
        (found.vertical_along_lx, found.vertical_against_lx)
        if channel == "vertical"
        else (found.semicylindrical_along_lx, found.semicylindrical_against_lx)
    )
    stand = [Point(lamp.x_m, lamp.y_m) for lamp in site.light.lamps(0)]
    span = span_m(line, stand, beside_m=width_m / 2 + BESIDE_M)
    way = way_points(line, width_m=width_m, span_m=span)
    lowest = np.minimum(along, against)
    k = int(np.argmin(np.round(lowest, 9)))
    turn = 0.0 if along[k] <= against[k] else 180.0
    return float(lowest[k]), Point(way.points[k]), float(way.along_deg[k]) + turn


def _measured(walk: Walk, value: float, at: Point, facing_deg: float) -> Measurement:
    angle = np.radians(facing_deg)
    ahead = (at.x + ARROW_M * float(np.sin(angle)), at.y + ARROW_M * float(np.cos(angle)))
    arrow = LineString([(at.x, at.y), ahead])
    return Measurement(
        subjects=(walk.id,),
        value=value,
        where=at,
        witness=(Witness(kind=WitnessKind.ROUTE, shape=arrow, label=same(f"{value:.2f} lx")),),
        note=Text(
            ko="직접광만 계산, 선은 얼굴이 향하는 쪽",
            en="direct light only; the line shows which way the face looks",
        ),
    )
