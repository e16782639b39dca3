"""What somebody who walks a way sees ahead of it."""

from dataclasses import dataclass
from math import atan2, degrees, pi

import numpy as np
import shapely
from shapely import LineString

from cpted_rules.analysis.isovist import Level, isovist
from cpted_rules.analysis.lines import LEAST_SHARE, transmissions
from cpted_rules.analysis.scene.pieces import PRISM, Floats, Scene
from cpted_rules.analysis.scene.terrain import Ground
from cpted_rules.analysis.sight.along import Way
from cpted_rules.analysis.sight.visibility import Bits

FACE_M = 1.6
"""Height at which a way ahead is looked along and seen (international.md 2.3)."""
SECTOR_DEG = 60.0
"""Half the sector of prospect (2.3). [X]"""
SECTOR_M = 20.0
"""Radius of the sector of prospect (2.3). [X]"""
RINGS = 20
"""Rings of the sector in which the ground ahead is looked at, where it is not flat. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forward:
    """How far the way itself is seen ahead, at each of its M steps.

    Args:
        metres: shape (M,), along the way to the first step that is hidden, or to the end.
        to_end: shape (M,), whether all is seen to the end of the way, beyond which nothing is said.
        free: shape (M,), whether the eye is free: elsewhere, as within a low crown or a bed that
            is drawn over the way, nothing is said.
        hidden_at: shape (M, 2), the first step that is hidden; NaN where none is. [m]
    """

    way: Way
    metres: Floats
    to_end: Bits
    free: Bits
    hidden_at: Floats

    def short_share(self, less_than_m: float) -> float:
        """Share of the way from which less than a distance is seen ahead. [share]

        A way that ends sooner is not counted as short.
        """
        return float((self.free & (self.metres < less_than_m) & ~self.to_end).mean())

    @property
    def shortest(self) -> int | None:
        """The step with the shortest view ahead; None where all is seen to the end."""
        hidden = np.where(self.to_end | ~self.free, np.inf, self.metres)
        return int(np.argmin(hidden)) if np.isfinite(hidden).any() else None

    def look(self, step: int) -> LineString | None:
        """The look from a step at the first one that is hidden from it; None where none is."""
        if self.to_end[step]:
            return None
        return LineString([self.way.at[step], self.hidden_at[step]])


def forward(
    scene: Scene, way: Way, *, ground_m: float | Floats = 0.0, height_m: float = FACE_M
) -> Forward:
    """Forward visibility along a way, walked from its beginning.

    Args:
        ground_m: height of the ground, one for all steps or shape (M,).

    Source:
        international.md 2.3, F(p).
    """
    at = way.feet(ground_m + height_m)
    metres = way.line.length - way.along_m
    to_end = np.ones(len(way), dtype=np.bool_)
    hidden_at = np.full((len(way), 2), np.nan)
    clear = free(scene, at)
    for n in np.flatnonzero(clear[:-1]).tolist():
        eye = (float(at[n, 0]), float(at[n, 1]), float(at[n, 2]))
        seen = transmissions(scene, eye, at[n + 1 :]) >= LEAST_SHARE
        hidden = np.flatnonzero(~seen & clear[n + 1 :])
        if len(hidden):
            first = n + 1 + int(hidden[0])
            metres[n] = way.along_m[first] - way.along_m[n]
            to_end[n] = False
            hidden_at[n] = way.at[first]
    return Forward(way=way, metres=metres, to_end=to_end, free=clear, hidden_at=hidden_at)


def free(scene: Scene, at: Floats) -> Bits:
    """Whether each of some points is in nothing that hides. Shape (M,).

    Args:
        at: shape (M, 3). [m]
    """
    found = np.ones(len(at), dtype=np.bool_)
    low, high = at.min(axis=0, initial=np.inf), at.max(axis=0, initial=-np.inf)
    here = (scene.kind == PRISM) & (scene.openness < LEAST_SHARE)
    here &= (scene.box[:, :2] <= high[:2]).all(axis=1) & (scene.box[:, 2:] >= low[:2]).all(axis=1)
    here &= (scene.low < high[2]) & (scene.high > low[2])
    for k in np.flatnonzero(here):
        obstacle = scene.obstacles[k]
        near = (at[:, :2] >= scene.box[k, :2]).all(axis=1)
        near &= (at[:, :2] <= scene.box[k, 2:]).all(axis=1)
        near &= (at[:, 2] > scene.low[k]) & (at[:, 2] < scene.high[k])
        points = shapely.points(at[near, :2])
        found[near] &= np.asarray(shapely.distance(obstacle.shape, points)) > obstacle.radius_m
    return found


def prospects(
    level: Level, way: Way, *, half_deg: float = SECTOR_DEG, radius_m: float = SECTOR_M
) -> Floats:
    """Share of the ground ahead that is in view at each step. Shape (M,). [share]

    NaN where the eye is within something solid, of which nothing is said.

    Args:
        level: what stands in the way at eye height.
        half_deg: the ground ahead lies so far to each side of the heading,
        radius_m: and no further than this.

    Source:
        international.md 2.3, Pr.

    Departures: level sight at one height; see `prospects_over` for ground that is not flat.
    """
    whole = pi * radius_m**2 * half_deg / 180.0
    found = np.full(len(way), np.nan)
    for n, ((x, y), (dx, dy)) in enumerate(zip(way.at, way.heading, strict=True)):
        seen = isovist(level, x_m=float(x), y_m=float(y), reach_m=radius_m)
        if not seen.area.is_empty:
            azimuth = degrees(atan2(dx, dy))
            sector = seen.sector(azimuth_deg=azimuth, width_deg=2 * half_deg)
            found[n] = min(sector.area / whole, 1.0)
    return found


def prospects_over(
    scene: Scene,
    way: Way,
    ground: Ground,
    *,
    height_m: float = FACE_M,
    half_deg: float = SECTOR_DEG,
    radius_m: float = SECTOR_M,
) -> Floats:
    """Share of the ground ahead over which a face is in view at each step. Shape (M,). [share]

    NaN where the eye is within something solid, of which nothing is said.

    Args:
        height_m: of the eye and of the faces above the ground where each is.
        half_deg, radius_m: as of `prospects`.

    Source:
        international.md 2.3, Pr.

    Departures: faces at `RINGS` squared places, each for an equal part of the sector; on flat
    ground within 0.02 of `prospects`.
    """
    places = _sector(half_deg, radius_m)
    eyes = ground.stand(way.at, height_m)
    found = np.full(len(way), np.nan)
    for n in np.flatnonzero(free(scene, eyes)):
        dx, dy = way.heading[n]
        ahead = way.at[n] + places @ np.array([[dx, dy], [-dy, dx]])
        eye = (float(eyes[n, 0]), float(eyes[n, 1]), float(eyes[n, 2]))
        through = transmissions(scene, eye, ground.stand(ahead, height_m))
        found[n] = float((through >= LEAST_SHARE).mean())
    return found


def _sector(half_deg: float, radius_m: float) -> Floats:
    """Places of equal parts of a sector about the x axis, shape (RINGS^2, 2). [m]

    Ring k, of equal width, is 2 k + 1 times as large as the innermost: it has as many places.
    """
    rows = []
    for ring in range(RINGS):
        count = 2 * ring + 1
        turns = np.radians(half_deg) * ((2 * np.arange(count) + 1) / count - 1)
        away = radius_m * (ring + 0.5) / RINGS
        rows.append(away * np.column_stack([np.cos(turns), np.sin(turns)]))
    return np.concatenate(rows)
