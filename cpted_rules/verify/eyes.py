"""Who looks: eyes at windows and doors, the guard and people on the street, from plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians, sin

from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import cells_of
from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.regions import Region, both, covered, far_from
from cpted_rules.verify.rings import STEP_M, around
from cpted_rules.verify.shapes import Box, Spot, along, apart_m, united, within_spans

CLEAR_M = 0.05
"""An eye stands so far before a face."""
RECESS_M = 2.5
"""An opening deeper than this behind the face of a building has no open air before it."""
LOOKED_FOR_M = 0.6
"""So far to either side of an opening tells which side is the inside."""
NOBODY = ["욕실", "화장실", "샤워", "창고", "실외기", "다용도", "bath", "toilet", "wc", "storage"]
"""Nobody looks out of the windows of such rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """An eye.

    Args:
        faces: direction; (0, 0) looks all round.
        sure: whether it counts however coordinates were rounded.
        loose_m: by how much it may stand elsewhere.
    """

    id: str
    at: tuple[float, float, float]
    faces: Spot = (0.0, 0.0)
    sure: bool = True
    loose_m: float = 0.0


def facing(case: Case, opening: Opening) -> Spot | None:
    """The direction an opening faces: as drawn, else away from what is closed beside it."""
    if opening.outward_deg is not None:
        return sin(radians(opening.outward_deg)), cos(radians(opening.outward_deg))
    (ax, ay), (bx, by) = opening.line.spots[0], opening.line.spots[-1]
    length = hypot(bx - ax, by - ay)
    if length == 0:
        return None
    nx, ny = (by - ay) / length, (ax - bx) / length
    x, y = along(opening.line, 0.5)
    closed = case.closed(opening.storey)
    sides = [closed(x + s * LOOKED_FOR_M * nx, y + s * LOOKED_FOR_M * ny) > 0 for s in (1, -1)]
    if sides[0] == sides[1]:
        return None
    return (-nx, -ny) if sides[0] else (nx, ny)


def before(case: Case, opening: Opening) -> Spot | None:
    """The point in the open just before an opening; None where it cannot be told."""
    direction = facing(case, opening)
    if direction is None:
        return None
    (x, y), (dx, dy) = along(opening.line, 0.5), direction
    start = (x + CLEAR_M * dx, y + CLEAR_M * dy)
    if case.closed(opening.storey)(*start) < 0:
        return start
    end = (x + RECESS_M * dx, y + RECESS_M * dy)
    length = RECESS_M - CLEAR_M
    shapes = {
        id(shape): shape
        for n in range(6)
        for shape in case.closed_index(opening.storey).near(
            start[0] + (end[0] - start[0]) * n / 5, start[1] + (end[1] - start[1]) * n / 5
        )
    }
    last = 0.0
    spans = united(span for shape in shapes.values() for span in within_spans(shape, start, end))
    for enter, leave in (*spans, (1.0, 1.0)):
        if (enter - last) * length > CLEAR_M:
            away = last * length + CLEAR_M
            return start[0] + away * dx, start[1] + away * dy
        last = leave
    return None


def blind(opening: Opening) -> bool:
    """Whether it belongs to a room nobody looks out of."""
    return any(word in opening.room_use.casefold() for word in NOBODY)


class Watchers:
    """Everybody who may look, in the order in which the rules count them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.homes = cache(self._homes)
        self.street = cache(self._street)
        self.everybody = cache(self._everybody)

    def home_windows(self) -> list[Opening]:
        """Windows of dwellings that somebody may look out of."""
        return [
            o
            for o in self.case.drawn.openings
            if o.kind == "window" and o.serves == "dwelling" and not blind(o)
        ]

    def _homes(self) -> tuple[Eye, ...]:
        return self._at(self.home_windows())

    def _everybody(self) -> tuple[Eye, ...]:
        doors = [*self.case.entrances, *self.case.openings("shop")]
        return (*self.street(), *self._guards(), *self._at(doors), *self.homes())

    def _at(self, openings: Iterable[Opening]) -> tuple[Eye, ...]:
        """One eye at each opening whose glass reaches eye height, low ones first."""
        height = self.case.settings["eye_height_m"]
        found = []
        for opening in openings:
            sill, head = self.case.sill_and_head_m(opening)
            direction, at = facing(self.case, opening), before(self.case, opening)
            if sill <= height <= head and not blind(opening) and direction and at:
                z = self.case.floor_m(opening) + height
                found.append(Eye(id=opening.id, at=(*at, z), faces=direction))
        return tuple(sorted(found, key=lambda e: (e.at[2], e.id, e.at)))

    def _street(self) -> tuple[Eye, ...]:
        """People on public roads, as far from the site as they may see into it."""
        limit = self.case.settings["sight_limit_m"]
        sites = [b.area for b in self.case.drawn.boundaries]
        found: list[Eye] = []
        for road in self.case.drawn.roads:
            if not road.public:
                continue
            region, box = covered([road.area]), road.area.box
            if sites:
                region = both(region, far_from(sites, limit))
                box = _cut(box, [s.box for s in sites], limit)
                if box[0] >= box[2] or min(apart_m(road.area, s) for s in sites) >= limit:
                    continue
            found += self.on_ground(region, box, road.id, rounded_m=0.0013 * limit if sites else 0)
        return tuple(found)

    def on_ground(
        self, region: Region, box: Box, id: str, *, storey: int = 0, rounded_m: float = 0.0
    ) -> Iterator[Eye]:
        """People anywhere on an area.

        Args:
            rounded_m: by how much the rules' own circle, a polygon, may lie within the true one.
        """
        z = self.case.elevation_m(storey) + self.case.settings["eye_height_m"]
        cells = cells_of(region, box, 2 * self.case.settings["grid_m"], edge_m=0.003 + rounded_m)
        listed = [(y, x, True) for x, y in cells.sure] + [(y, x, False) for x, y in cells.maybe]
        for y, x, sure in sorted(listed):
            yield Eye(id=id, at=self.case.stand((x, y), z, storey), sure=sure)

    def _guards(self) -> Iterator[Eye]:
        """The guard at the windows of the post; where none is drawn, all around it.

        Where the rules' own points around it begin cannot be told: these lie closer together, and
        none of them is sure.
        """
        posts = [z for z in self.case.zones("guard_post") if z.storey in (0, 1)]
        windows = [o for o in self.case.openings("guard_post") if o.storey in (0, 1)]
        for post in posts:
            own = [o for o in windows if apart_m(o.line, post.area) <= 1.0]
            eyes = self._at(own)
            z = self.case.settings["eye_height_m"]
            ring = () if eyes else around(post.area, self.case.closed_shapes(1), 2 * CLEAR_M)
            yield from eyes
            for at in ring:
                yield Eye(id=post.id, at=self.case.stand(at, z, 0), sure=False, loose_m=STEP_M)


def both_sides(opening: Opening, away_m: float) -> tuple[Spot, Spot]:
    """The points before and behind the middle of a door."""
    (ax, ay), (bx, by) = opening.line.spots[0], opening.line.spots[-1]
    length = hypot(bx - ax, by - ay) or 1.0
    x, y = (ax + bx) / 2, (ay + by) / 2
    nx, ny = away_m * (by - ay) / length, away_m * (ax - bx) / length
    return (x + nx, y + ny), (x - nx, y - ny)


def _cut(box: Box, sites: list[Box], limit: float) -> Box:
    return (
        max(box[0], min(b[0] for b in sites) - limit),
        max(box[1], min(b[1] for b in sites) - limit),
        min(box[2], max(b[2] for b in sites) + limit),
        min(box[3], max(b[3] for b in sites) + limit),
    )
