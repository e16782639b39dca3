"""What lamps give at a point on the ground, lamp by lamp, from the tables in the file."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import atan2, cos, degrees, dist, hypot, radians, sin

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Luminaire
from cpted_rules.verify.given import Table
from cpted_rules.verify.look import SHIFT_M, shifted
from cpted_rules.verify.result import CannotRecheckError
from cpted_rules.verify.scene import Spot3
from cpted_rules.verify.shapes import Spot, edge_gap_m, inside, middle_of

REACH_M = 80.0
"""Lamps further away are not counted."""
MATTERS_M = 30.0
"""A lamp without photometry or height further away leaves the light of a place alone."""
CLEAR_M, RECESS_M = 0.05, 2.5
"""A lamp drawn into a wall, up to the depth of a recess, hangs so far before its face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp in place; `factor`: maintenance factor by the output at its tilt."""

    id: str
    at: Spot3
    azimuth_deg: float
    tilt_deg: float
    factor: float
    table: Table


class Light:
    """The lamps of a plan, and the illuminance they give on the ground."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lamps = cache(self._lamps)
        self.horizontal_lx = cache(self._horizontal_lx)

    def luminaires(self, storey: int) -> list[Luminaire]:
        """The lamps drawn for a storey; outdoors (0) also those of storey 1 in the open."""
        found = []
        for lamp in self.case.drawn.luminaires:
            if lamp.kind == "decorative":
                continue
            if lamp.storey == storey or (storey == 0 and lamp.storey == 1 and self._open(lamp)):
                found.append(lamp)
        return found

    def _open(self, lamp: Luminaire) -> bool:
        return lamp.kind == "entrance" or self.case.closed(1)(*lamp.at) < 0

    def lacking(self, storey: int, away_m: Callable[[Spot], float], *, heights: bool) -> bool:
        """Whether photometry (or, if asked, a mounting height) of lamps near a place is lacking.

        Args:
            away_m: how far a point is from the place.
        """
        lamps = self.luminaires(storey)
        tables = self.case.given.tables
        dark = [lamp for lamp in lamps if lamp.photometry not in tables]
        low = [lamp for lamp in lamps if lamp.height_m is None] if heights else []
        if not lamps or len(dark) == len(lamps):
            return True
        for lamp in (*dark, *low):
            away = away_m(lamp.at)
            if abs(away - MATTERS_M) < 1.5:
                raise CannotRecheckError(_IN_DOUBT)
            if away < MATTERS_M:
                return True
        return False

    def _lamps(self, storey: int) -> tuple[Lamp, ...]:
        tables = self.case.given.tables
        return tuple(
            self._placed(lamp, tables[lamp.photometry])
            for lamp in self.luminaires(storey)
            if lamp.photometry is not None and lamp.photometry in tables
        )

    def _placed(self, lamp: Luminaire, table: Table) -> Lamp:
        settings, height = self.case.settings, lamp.height_m
        if height is None:
            ceiling = lamp.storey != 0 or lamp.kind == "ceiling"
            height = settings["ceiling_luminaire_height_m" if ceiling else "luminaire_height_m"]
        z = self.case.elevation_m(lamp.storey) + height
        z += self.case.ground.under_m(lamp.storey, lamp.at)
        kept = lamp.maintenance_factor
        factor = settings["maintenance_factor"] if kept is None else kept
        return Lamp(
            id=lamp.id,
            at=(*self._before_the_face(lamp, z), z),
            azimuth_deg=lamp.azimuth_deg,
            tilt_deg=lamp.tilt_deg,
            factor=factor * _output(table, abs(lamp.tilt_deg)),
            table=table,
        )

    def _before_the_face(self, lamp: Luminaire, z: float) -> Spot:
        x, y = lamp.at
        if lamp.storey not in (0, 1):
            return x, y
        for building in self.case.drawn.buildings:
            area = building.area
            level = z - self.case.ground.under_m(1, middle_of(area), building.id)
            if building.base_m <= level < self.case.top_m(building) and inside(area, x, y):
                edge = min(area.edges, key=lambda e: edge_gap_m(e, x, y))
                fx, fy = _foot(edge, x, y)
                away = hypot(fx - x, fy - y)
                if away > RECESS_M or away == 0:
                    return x, y
                share = 1 + CLEAR_M / away
                return x + (fx - x) * share, y + (fy - y) * share
        return x, y

    def _horizontal_lx(self, storey: int, target: Spot3) -> float:
        """Illuminance on the ground at a point by the lamps of a storey. [lx]

        Source: CIE point-by-point method, E = MF I cos(eps) / D^2; international.md 2.8.
        """
        scene = self.case.scene(storey)
        total = 0.0
        for lamp in self.lamps(storey):
            bare = bare_lx(lamp, target)
            if bare > 0.0:
                total += bare * scene.through(lamp.at, target)
        return total

    def range_lx(self, storey: int, target: Spot3) -> tuple[float, float]:
        """The least and most illuminance, however coordinates were rounded. [lx]"""
        scene = self.case.scene(storey)
        low = high = 0.0
        on_face = scene.touched(target, SHIFT_M)
        for lamp in self.lamps(storey):
            bare = bare_lx(lamp, target)
            if on_face:
                high += bare
            elif bare > 0.0:
                shares = [scene.through(o, p) for o, p in shifted(lamp.at, target)]
                low, high = low + bare * min(shares), high + bare * max(shares)
        return low, high


def bare_lx(lamp: Lamp, target: Spot3) -> float:
    """Horizontal illuminance by one lamp with nothing in the way. [lx]"""
    x, y, z = (target[n] - lamp.at[n] for n in range(3))
    distance = dist(lamp.at, target)
    if distance == 0 or distance > REACH_M or z >= 0:
        return 0.0
    azimuth, tilt = radians(lamp.azimuth_deg), radians(lamp.tilt_deg)
    ahead = x * sin(azimuth) + y * cos(azimuth)
    left = -x * cos(azimuth) + y * sin(azimuth)
    front = cos(tilt) * ahead + sin(tilt) * z
    down = sin(tilt) * ahead - cos(tilt) * z
    c, gamma = degrees(atan2(left, front)) % 360.0, degrees(atan2(hypot(front, left), down))
    return lamp.factor * candela(lamp.table, c, gamma) * (-z / distance) / distance**2


def candela(table: Table, c_deg: float, gamma_deg: float) -> float:
    """Intensity in a direction, bilinear between the angles of a table; 0 outside of it. [cd]"""
    if not table.gamma_deg[0] - 1e-9 <= gamma_deg <= table.gamma_deg[-1] + 1e-9:
        return 0.0
    i = min(max(bisect_right(table.c_deg, c_deg) - 1, 0), len(table.c_deg) - 2)
    u = (c_deg - table.c_deg[i]) / (table.c_deg[i + 1] - table.c_deg[i])
    if len(table.gamma_deg) == 1:
        return table.candela[i][0] * (1 - u) + table.candela[i + 1][0] * u
    j = min(max(bisect_right(table.gamma_deg, gamma_deg) - 1, 0), len(table.gamma_deg) - 2)
    v = (gamma_deg - table.gamma_deg[j]) / (table.gamma_deg[j + 1] - table.gamma_deg[j])
    one, two = (table.candela[k][j] * (1 - v) + table.candela[k][j + 1] * v for k in (i, i + 1))
    return one * (1 - u) + two * u


def _output(table: Table, tilt_deg: float) -> float:
    """Output of a lamp at a tilt, between the angles of its file's table; 1 without one."""
    angles, factors = table.tilt_deg, table.tilt_factor
    if not angles:
        return 1.0
    if tilt_deg <= angles[0]:
        return factors[0]
    for n in range(1, len(angles)):
        if tilt_deg <= angles[n]:
            share = (tilt_deg - angles[n - 1]) / (angles[n] - angles[n - 1])
            return factors[n - 1] + share * (factors[n] - factors[n - 1])
    return factors[-1]


def _foot(edge: tuple[float, float, float, float], x: float, y: float) -> Spot:
    ax, ay, bx, by = edge
    dx, dy = bx - ax, by - ay
    t = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / ((dx * dx + dy * dy) or 1.0)))
    return ax + t * dx, ay + t * dy


_IN_DOUBT = Text(
    ko="배광·높이 미표기 등이 영향 거리의 경계에 있음",
    en="a lamp without photometry or height stands where it may or may not matter",
)
