"""How much a street is overlooked from its openings, and its openings from the street."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString

from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.analysis.sight.along import way_of
from cpted_rules.analysis.sight.surveillance import DEPENDABLE_M
from cpted_rules.analysis.sight.visibility import GRAZING, Bits, before, seen_by

ROAD_STEP_M = 2.0
"""Places on a road from which somebody looks are so far apart. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surveillability:
    """Openings of a street that are in sight, and of whom.

    Args:
        openings: those counted.
        overlooked: shape (N, N), whether the row's opening has the column's in sight.
        from_road: shape (N,), whether the opening is in sight of the road.
        road_at: shape (N, 2), the nearest place on the road that sees it; NaN where none does. [m]
    """

    road: LineString
    openings: Eyes
    overlooked: Bits
    from_road: Bits
    road_at: Floats

    @property
    def occupant_per_m(self) -> float:
        """Openings in sight of an opening, summed over openings, per street length. [1/m]"""
        return float(self.overlooked.sum()) / self.road.length

    @property
    def road_per_m(self) -> float:
        """Openings in sight of the road per street length. [1/m]"""
        return float(self.from_road.sum()) / self.road.length

    @property
    def lines(self) -> tuple[LineString, ...]:
        """The looks from the road at each opening it sees, on plan."""
        return tuple(
            LineString([at, eye[:2]])
            for at, eye, seen in zip(self.road_at, self.openings.at, self.from_road, strict=True)
            if seen
        )


def surveillability(
    scene: Scene,
    openings: Eyes,
    road: LineString,
    *,
    eye_height_m: float,
    below_m: float,
    within_m: float = DEPENDABLE_M,
) -> Surveillability:
    """Occupant and road surveillability of a street.

    Args:
        openings: one eye at each; those at `below_m` above ground or higher, or further from the
            road than `within_m`, are left out.
        road: its centre line.
        within_m: length of a line of sight: 15 m reliable, 43 m dependable.

    Source:
        van Asten 2021, in international.md 2.1.

    Departures: openings are points at eye height; each must lie before the other's wall, so that
    windows of one wall do not see each other.
    """
    beside = shapely.dwithin(road, shapely.points(openings.at[:, :2]), within_m)
    low = np.flatnonzero((openings.at[:, 2] < below_m) & beside)
    at = openings.at[low]
    kept = Eyes(ids=tuple(openings.ids[n] for n in low), at=at)
    places = way_of(road, step_m=ROAD_STEP_M).feet(eye_height_m)
    overlooked = np.zeros((len(at), len(at)), dtype=np.bool_)
    from_road = np.zeros(len(at), dtype=np.bool_)
    road_at = np.full((len(at), 2), np.nan)
    for n, eye in enumerate(at):
        to = at[:, :2] - eye[:2]
        apart = GRAZING * np.hypot(to[:, 0], to[:, 1])
        faced = before(eye, at[:, :3], within_m=within_m)
        faced &= (to @ eye[3:] > apart) & ((-to * at[:, 3:]).sum(axis=1) > apart)
        overlooked[n] = seen_by(scene, eye, at[:, :3], faced)
        seen = seen_by(scene, eye, places, before(eye, places, within_m=within_m))
        if seen.any():
            from_road[n] = True
            away = np.where(seen, ((places - eye[:3]) ** 2).sum(axis=1), np.inf)
            road_at[n] = places[int(np.argmin(away)), :2]
    return Surveillability(
        road=road, openings=kept, overlooked=overlooked, from_road=from_road, road_at=road_at
    )
