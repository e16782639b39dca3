"""Which cameras look at a place: by what the drawing names them for, else by where they look."""

import re
from collections.abc import Sequence
from math import cos, hypot, radians, sin

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Camera
from cpted_rules.verify.result import CannotRecheckError
from cpted_rules.verify.shapes import Shape, Spot, depth_m, gap_m, united, within_spans

WORDS = {
    "lift": r"승강기|엘리베이터|엘레베이터|\bE/?V\b|\bLIFT\b|ELEVATOR",
    "lobby": r"(승강기|엘리베이터|엘레베이터|E/?V|ELEV\w*|LIFT)\s*(홀|로비|승강장|HALL|LOBBY)"
    r"|승강장|승강로비|^홀$|로비",
    "roof": r"옥상|ROOF",
    "stair": r"계단|STAIR",
    "counter": r"계산대|카운터|COUNTER",
    "playground": r"놀이터|PLAY",
    "parking": r"주차|차로|PARK|\bLANE",
    "entrance": r"출입구|출입문|현관|ENTRANCE|DOOR",
}
"""Words by which drawings name what a camera is for."""
LIFT_LOBBY = WORDS["lobby"].removesuffix(r"|^홀$|로비")
NAMED_M = 3.0
"""A camera named for a kind of place watches the one so near to it."""
EDGE_M = 0.4
WALL_M = 0.05
"""What stands so near to the edge of a place is part of it; so much of a wall may be in between."""


def watching(
    case: Case, place: Shape, storeys: frozenset[int], target: str, within_m: float
) -> list[Camera]:
    """The cameras that look at a place: by what they are for, else by where they look."""
    found = []
    for camera in case.drawn.cameras:
        distance = gap_m(place, *camera.at)
        if camera.storey not in storeys or distance > max(within_m, NAMED_M):
            continue
        named = target in _named(camera)
        if not named and not camera.target.strip() and distance <= within_m:
            named = distance == 0 or _looks_at(case, camera, place, within_m)
        if named:
            found.append(camera)
    return found


def _named(camera: Camera) -> set[str]:
    words = " ".join(camera.target.upper().split())
    found = {kind for kind, pattern in WORDS.items() if re.search(pattern, words)}
    if not re.search(WORDS["lift"], re.sub(LIFT_LOBBY, " ", words)):
        found.discard("lift")
    if found & {"roof", "parking", "playground", "counter"}:
        found.discard("entrance")
    return found


def _looks_at(case: Case, camera: Camera, place: Shape, within_m: float) -> bool:
    """Whether a place is in view past walls: of points spread over it, all, or none.

    Raises:
        CannotRecheckError: some points of it are in view and others are not.
    """
    walls = [wall.area for wall in case.walls(camera.storey)]
    west, south, east, north = place.box
    steps = 8
    states = []
    for i in range(steps + 1):
        for j in range(steps + 1):
            x, y = west + (east - west) * i / steps, south + (north - south) * j / steps
            if gap_m(place, x, y) <= EDGE_M and _in_sector(case, camera, (x, y), within_m):
                states.append(_clear(camera.at, (x, y), walls, place))
    if len(set(states)) > 1:
        raise CannotRecheckError(_VIEW)
    return bool(states and states[0])


def _in_sector(case: Case, camera: Camera, at: Spot, within_m: float) -> bool:
    dx, dy = at[0] - camera.at[0], at[1] - camera.at[1]
    if hypot(dx, dy) > within_m:
        return False
    if camera.azimuth_deg is None:
        return True
    angle = radians(camera.azimuth_deg)
    half = radians(min(360.0, camera.hfov_deg or case.settings["camera_hfov_deg"]) / 2)
    return dx * sin(angle) + dy * cos(angle) >= hypot(dx, dy) * cos(half)


def _clear(eye: Spot, aim: Spot, walls: Sequence[Shape], place: Shape) -> bool:
    """Whether no wall is between; what stands at the very edge of the place is part of it."""
    length = hypot(aim[0] - eye[0], aim[1] - eye[1])
    between = 0.0
    for enter, leave in united(s for wall in walls for s in within_spans(wall, eye, aim)):
        middle = (enter + leave) / 2
        x, y = eye[0] + middle * (aim[0] - eye[0]), eye[1] + middle * (aim[1] - eye[1])
        if -depth_m(place, x, y) > EDGE_M:
            between += (leave - enter) * length
    return between <= WALL_M


_VIEW = Text(ko="용도 미표기 카메라에 일부만 보이는 곳", en="a place a camera sees in part only")
