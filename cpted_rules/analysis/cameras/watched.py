"""Which cameras look at a place: by what the drawing says they are for, else by where they look."""

import re
from collections.abc import Iterable
from math import cos, radians, sin

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from cpted_rules.plan import Camera, SitePlan
from cpted_rules.plan.elements import Area
from cpted_rules.settings import Settings

LOBBY = (
    r"(승강기|엘리베이터|엘레베이터|E/?V|ELEV\w*|LIFT)\s*(홀|로비|승강장|HALL|LOBBY)"
    r"|승강장|승강로비"
)
TARGETS = {
    "lift": r"승강기|엘리베이터|엘레베이터|\bE/?V\b|\bLIFT\b|ELEVATOR",
    "lobby": LOBBY + r"|^홀$|로비",
    "roof": r"옥상|ROOF",
    "stair": r"계단|STAIR",
    "counter": r"계산대|카운터|COUNTER",
    "playground": r"놀이터|PLAY",
    "parking": r"주차|차로|PARK|\bLANE",
    "entrance": r"출입구|출입문|현관|ENTRANCE|DOOR",
}
"""Words by which a drawing names what a camera is for."""

NAMED_M = 3.0
"""A camera named for a kind of place watches the one it stands in or so near to."""
EDGE_M = 0.4
"""A place drawn to the face of its walls lies this near to what is seen through its door."""
CLEAR_M = 0.05


def named_targets(camera: Camera) -> frozenset[str]:
    """The kinds of place the drawing names for a camera; empty where it names none known."""
    words = " ".join(camera.target.upper().split())
    found = {name for name, pattern in TARGETS.items() if re.search(pattern, words)}
    if "lift" in found and not re.search(TARGETS["lift"], re.sub(LOBBY, " ", words)):
        found.discard("lift")
    if found & {"roof", "parking", "playground", "counter"}:
        found.discard("entrance")  # 옥상출입구, 주차장 출입구: the door of that place
    return frozenset(found)


def watching(
    plan: SitePlan,
    settings: Settings,
    place: BaseGeometry,
    *,
    storeys: Iterable[int],
    target: str,
    within_m: float,
) -> tuple[Camera, ...]:
    """The cameras that look at a place.

    A camera whose target is stated counts for places of that kind only, and only when it stands
    within `within_m` (or 3 m) of this one. One without a target counts if it stands inside, or if
    the place lies in its field of view within `within_m` with no wall between.

    Args:
        storeys: on which a camera may stand.
        target: a key of TARGETS.
    """
    on = frozenset(storeys)
    found = []
    for camera in plan.cameras:
        distance = camera.at.distance(place)
        names = named_targets(camera)
        if camera.storey not in on or distance > max(within_m, NAMED_M):
            continue
        if target in names or (
            not camera.target.strip()
            and distance <= within_m
            and (distance == 0 or _looks_at(plan, settings, camera, place, within_m))
        ):
            found.append(camera)
    return tuple(found)


def sector(camera: Camera, settings: Settings, reach_m: float) -> Polygon:
    """The area a camera looks over, as far as a distance; a dome looks all round."""
    if camera.azimuth_deg is None:
        circle: Polygon = camera.at.buffer(reach_m)
        return circle
    half = min(180.0, (camera.hfov_deg or settings.camera_hfov_deg) / 2)
    steps = 16
    angles = [camera.azimuth_deg - half + 2 * half * i / steps for i in range(steps + 1)]
    x, y = camera.at.x, camera.at.y
    rim = [(x + reach_m * sin(radians(a)), y + reach_m * cos(radians(a))) for a in angles]
    return Polygon([(x, y), *rim])


def _looks_at(
    plan: SitePlan, settings: Settings, camera: Camera, place: BaseGeometry, within_m: float
) -> bool:
    seen = place.buffer(EDGE_M).intersection(sector(camera, settings, within_m))
    if seen.is_empty:
        return False
    walls = [w.area for w in plan.walls if w.storey == camera.storey]
    near = nearest_points(camera.at, seen)[1]
    aims: list[Point] = [seen.representative_point(), near]
    return any(_clear(camera.at, aim, walls, place) for aim in aims)


def _clear(eye: Point, aim: Point, walls: list[Area], place: BaseGeometry) -> bool:
    """Whether no wall is between; what stands at the very edge of the place is part of it."""
    line = LineString([eye, aim]).difference(place.buffer(EDGE_M))
    between = sum(line.intersection(wall).length for wall in walls if wall.intersects(line))
    return between <= CLEAR_M
