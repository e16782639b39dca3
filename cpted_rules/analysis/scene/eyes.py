"""Who may be looking: eyes at windows, doors, the guard post and the street."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, hypot, radians, sin

import numpy as np
import shapely
from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.obstacles import floor_m, heights_m
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.plan import Opening, OpeningKind, Serves, SitePlan, Zone, ZoneKind
from cpted_rules.settings import Settings

Masses = Callable[[int], BaseGeometry]
"""What is closed at the height of a storey: footprints that no eye is in."""

CLEAR_M = 0.05
"""How far before a face an eye or lamp is put, so that the face itself does not block it."""

RECESS_M = 2.5
"""Deepest recess or balcony an eye is moved out of."""

BLIND_ROOMS = (
    "욕실",
    "화장실",
    "샤워",
    "창고",
    "실외기",
    "다용도",
    "bath",
    "toilet",
    "wc",
    "storage",
)
"""Rooms whose windows nobody looks out of, by a part of their name."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Eyes:
    """Eyes of somebody.

    Args:
        ids: of the element each belongs to.
        at: shape (N, 5): x, y, z above ground, and the direction faced (0, 0 looks all round).
    """

    ids: tuple[str, ...]
    at: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def nearest(self, target: tuple[float, float, float]) -> tuple[float, float, float] | None:
        """The nearest eye that faces a target; None if none does."""
        to = np.array(target) - self.at[:, :3]
        facing = (to[:, :2] * self.at[:, 3:]).sum(axis=1) >= 0
        if not facing.any():
            return None
        square = np.where(facing, (to**2).sum(axis=1), np.inf)
        x, y, z = self.at[int(np.argmin(square)), :3]
        return float(x), float(y), float(z)


def together(groups: Iterable[Eyes]) -> Eyes:
    """All eyes of some groups, in order."""
    listed = tuple(groups)
    return Eyes(
        ids=tuple(id for group in listed for id in group.ids),
        at=np.concatenate([np.zeros((0, 5)), *(group.at for group in listed)]),
    )


def eyes_at(ids: Iterable[str], rows: Iterable[tuple[float, ...]]) -> Eyes:
    """Eyes from rows of x, y, z, facing x, facing y."""
    return Eyes(ids=tuple(ids), at=np.array(list(rows), dtype=np.float64).reshape(-1, 5))


def facing(opening: Opening, masses: BaseGeometry) -> tuple[float, float] | None:
    """The unit direction an opening faces: as drawn, else away from the building."""
    if opening.outward_deg is not None:
        angle = radians(opening.outward_deg)
        return sin(angle), cos(angle)
    (x0, y0), (x1, y1) = opening.line.coords[0][:2], opening.line.coords[-1][:2]
    length = hypot(x1 - x0, y1 - y0)
    if length == 0:
        return None
    nx, ny = (y1 - y0) / length, -(x1 - x0) / length
    mid = opening.line.interpolate(0.5, normalized=True)
    inside = [masses.contains(Point(mid.x + s * nx, mid.y + s * ny)) for s in (0.6, -0.6)]
    if inside[0] == inside[1]:
        return None
    return (-nx, -ny) if inside[0] else (nx, ny)


def outside_of(
    x: float, y: float, direction: tuple[float, float], masses: BaseGeometry
) -> tuple[float, float] | None:
    """The first point free of the masses, going a direction from a point; None if too deep."""
    dx, dy = direction
    start = (x + CLEAR_M * dx, y + CLEAR_M * dy)
    if not masses.intersects(Point(start)):
        return start
    way = LineString([start, (x + RECESS_M * dx, y + RECESS_M * dy)])
    free = [part for part in shapely.get_parts(way.difference(masses)) if part.length > CLEAR_M]
    if not free:
        return None
    distance = min(Point(start).distance(part) for part in free) + CLEAR_M
    return start[0] + distance * dx, start[1] + distance * dy


def before(opening: Opening, closed: BaseGeometry) -> Point | None:
    """The point just outside an opening; None if it cannot be told."""
    direction = facing(opening, closed)
    if direction is None:
        return None
    mid = opening.line.interpolate(0.5, normalized=True)
    free = outside_of(mid.x, mid.y, direction, closed)
    return Point(free) if free else None


def ground_before(
    opening: Opening, closed: BaseGeometry, *, from_m: float, to_m: float
) -> BaseGeometry:
    """Open ground from one distance to another of a door, on the side it faces."""
    area: BaseGeometry = opening.line.buffer(to_m)
    if from_m > 0:
        area = area.difference(opening.line.buffer(from_m))
    area = area.difference(closed)
    direction, front = facing(opening, closed), before(opening, closed)
    if opening.serves is Serves.SITE_ENTRANCE or direction is None or front is None:
        return area
    dx, dy = direction
    far = 2 * to_m + opening.line.length
    corners = ((-1, 0), (1, 0), (1, 1), (-1, 1))  # to the side, ahead
    half = Polygon(
        [
            (front.x + far * (side * dy + ahead * dx), front.y + far * (ahead * dy - side * dx))
            for side, ahead in corners
        ]
    )
    return area.intersection(half)


def opening_eyes(
    plan: SitePlan,
    settings: Settings,
    openings: Iterable[Opening],
    masses: Masses,
    *,
    ground: Ground = FLAT,
) -> Eyes:
    """One eye at each opening whose glass reaches eye height, low ones first.

    Departures: the eye is in the plane of the outer face; neither jambs nor sill narrow the view.
    """
    rows: list[tuple[float, str, tuple[float, ...]]] = []
    for opening in openings:
        sill, head = heights_m(settings, opening)
        if not sill <= settings.eye_height_m <= head or blind(opening):
            continue
        closed = masses(opening.storey)
        direction, at = facing(opening, closed), before(opening, closed)
        if direction is not None and at is not None:
            middle = opening.line.interpolate(0.5, normalized=True)
            floor = floor_m(
                plan, settings, opening.storey, middle, ground=ground, building=opening.building
            )
            z = floor + settings.eye_height_m
            rows.append((z, opening.id, (at.x, at.y, z, *direction)))
    rows.sort()
    return eyes_at([id for _, id, _ in rows], [row for _, _, row in rows])


def blind(opening: Opening) -> bool:
    """Whether nobody looks out of this window."""
    room = opening.room_use.casefold()
    return any(word in room for word in BLIND_ROOMS)


def is_dwelling_window(opening: Opening) -> bool:
    """Whether this is a window of a dwelling that somebody may look out of."""
    return (
        opening.kind is OpeningKind.WINDOW
        and opening.serves is Serves.DWELLING
        and not blind(opening)
    )


def ground_eyes(
    area: BaseGeometry, ids: str, *, step_m: float, z_m: float, ground: Ground = FLAT
) -> Eyes:
    """People anywhere on an area, their eyes `z_m` above the ground, looking all round."""
    points = ground.stand(grid_of(area, step_m).points, z_m)
    return eyes_at([ids] * len(points), [(x, y, z, 0.0, 0.0) for x, y, z in points])


def guard_eyes(
    plan: SitePlan, settings: Settings, masses: Masses, *, ground: Ground = FLAT
) -> Eyes:
    """The guard, at the windows of the post; where none is drawn, all around it."""
    posts = [z for z in plan.zones if z.kind is ZoneKind.GUARD_POST and z.storey in (0, 1)]
    groups = []
    for post in posts:
        around = post.area.buffer(1.0)
        own = [
            o
            for o in plan.openings
            if o.storey in (0, 1) and o.serves is Serves.GUARD_POST and o.line.intersects(around)
        ]
        seen = opening_eyes(plan, settings, own, masses, ground=ground)
        groups.append(seen if len(seen) else _all_around(post, settings, masses(1), ground))
    return together(groups)


def _all_around(post: Zone, settings: Settings, masses: BaseGeometry, ground: Ground) -> Eyes:
    """Eyes just outside the post or the building around it."""
    own = [g for g in shapely.get_parts(masses) if g.intersects(post.area)]
    ring = unary_union([post.area, *own]).buffer(2 * CLEAR_M, join_style="mitre").exterior
    count = max(int(ring.length // 1.0), 4)
    points = [ring.interpolate((n + 0.5) / count, normalized=True) for n in range(count)]
    places = ground.stand(np.array([(p.x, p.y) for p in points]), settings.eye_height_m)
    return eyes_at([post.id] * count, [(x, y, z, 0.0, 0.0) for x, y, z in places])
