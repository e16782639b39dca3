"""Niches: places beside a way that lie back between walls, deep and wide enough for one.

______                ______   wall
      |    niche     |
      |______________|  depth: from the shoulder that lies further back
- - - - - - - - - - - - - - -
     ->  way  ->               one look to each side at every step
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.lib.stride_tricks import sliding_window_view
from shapely import LineString, Point, Polygon, STRtree

from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.analysis.sight.ahead import free
from cpted_rules.analysis.sight.along import Way, way_of
from cpted_rules.analysis.sight.concealment import CHEST_M, LEAST_WIDTH_M
from cpted_rules.analysis.sight.person import looks
from cpted_rules.analysis.sight.visibility import Bits

STEP_M = 0.1
"""Length of the steps at which walls to each side are told. [X]"""
LOOK_M = 0.25
"""Somebody who walks by looks at such distances. [X]"""
STRAIGHT_M = 0.5
"""Bends of a way that keep so near to a straight line do not part it. [X]"""
REACH_M = 8.0
"""Walls further from a way than this do not shape it. [X]"""
LEAST_DEPTH_M = 0.6
"""A shallower recess hides nobody (Warwickshire Police on gates; international.md 1.1, B8)."""
WIDEST_M = 5.0
"""A wider recess is a place of its own, not a niche. [X]"""
SLIVER_M = 1e-6
"""What comes so near to the strip beside a step lies in it: at its edge, in both."""
ALIKE_M = 0.01
"""Depths that differ by less are alike."""
BODY_M = 0.25
"""Somebody in a niche stands so far from its back. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Niche:
    """A place beside a way that lies back between two shoulders.

    Args:
        left: on the left of the way as its line runs, else on the right.
        from_m, to_m: along the way.
        depth_m: at its deepest, from the shoulder that lies further back.
        standing: where somebody stands, in the middle of its deepest part.
        seen_before_m: how long before passing it somebody there is first seen, along the way
            walked from its beginning, and walked back; 0 where not before, None where the eye is
            not free just before, as in a bed that is drawn over the way.
    """

    shape: Polygon
    left: bool
    from_m: float
    to_m: float
    width_m: float
    depth_m: float
    standing: Point
    seen_before_m: tuple[float | None, float | None]


def niches(
    scene: Scene,
    line: LineString,
    *,
    person_height_m: float,
    eye_height_m: float,
    ground: Ground = FLAT,
    least_depth_m: float = LEAST_DEPTH_M,
    least_width_m: float = LEAST_WIDTH_M,
    widest_m: float = WIDEST_M,
    reach_m: float = REACH_M,
) -> tuple[Niche, ...]:
    """The niches on both sides of a way, from its beginning.

    The distance of the walls to each side is opened (eroded, then dilated) along each straight
    part of the way by the widest niche; what the opening takes away are recesses between two
    shoulders. A set-back with one shoulder, as beside the end of a building, is none; nor are
    gaps between plants, which come and go (see `concealment.concealments`). What is built must
    close it: at its back, and at both sides but for gaps that nobody gets through, so that a
    passage between two houses is none, nor a bay between columns.

    Args:
        ground: on which they stand who walk and who wait.
        least_width_m: narrower ones hold nobody; a narrower gap in a side leaves it closed.
        widest_m: at the mouth, and from side to side inside.

    Source:
        grey-scale opening and top-hat of mathematical morphology (Serra 1982).

    Departures: a recess may be told narrower by a step at each end. Distances are at right angles
    to the way, so what lies round a corner within a niche adds nothing to its depth.
    """
    walls = _walls(scene)
    eyes = way_of(line, step_m=LOOK_M)
    return tuple(
        _seen(scene, eyes, spot, begin, ground, eye_height_m, person_height_m)
        for begin, leg in _legs(line)
        for left in (True, False)
        for spot in _beside(leg, walls, left, reach_m, least_depth_m, widest_m, least_width_m)
        if spot.width_m >= least_width_m
    )


def _legs(line: LineString) -> Iterator[tuple[float, Way]]:
    """The straight parts of a way, with how far along it each begins."""
    begin = 0.0
    for a, b in pairwise(shapely.force_2d(line.simplify(STRAIGHT_M)).coords):
        part = LineString([a, b])
        if part.length >= STEP_M:
            yield begin, way_of(part, step_m=STEP_M)
        begin += part.length


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    shape: Polygon
    left: bool
    from_m: float
    to_m: float
    depth_m: float
    standing: Point

    @property
    def width_m(self) -> float:
        return self.to_m - self.from_m


def _walls(scene: Scene) -> Floats:
    """Edges of what is built, stands at the height of a chest and hides, shape (E, 4)."""
    rows = [
        scene.edges[scene.first[k] : scene.last[k]]
        for k, o in enumerate(scene.obstacles)
        if o.base_m <= CHEST_M < o.top_m and o.openness_share < LEAST_SHARE and not o.plant
    ]
    return np.concatenate([np.zeros((0, 4)), *rows])


def _beside(
    leg: Way,
    walls: Floats,
    left: bool,
    reach_m: float,
    least_depth_m: float,
    widest_m: float,
    gap_m: float,
) -> Iterator[_Spot]:
    aside = np.column_stack([-leg.heading[:, 1], leg.heading[:, 0]]) * (1.0 if left else -1.0)
    away = _free_m(leg, aside, walls, reach_m)
    shoulder = opened(away, max(round(widest_m / leg.step_m), 1))
    deep = away - shoulder >= least_depth_m
    edges = np.flatnonzero(np.diff(np.concatenate([[False], deep, [False]])))
    for first, after in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        run = slice(first, after)
        depth = (away - shoulder)[run]
        most = np.flatnonzero(depth >= depth.max() - ALIKE_M)
        deepest = first + int(most[len(most) // 2])
        axis = leg.at[deepest] + np.outer((shoulder[deepest], away[deepest]), aside[deepest])
        if (away[run] >= reach_m).any() or not _closed(axis, walls, widest_m, gap_m):
            continue
        back = leg.at[run] + aside[run] * away[run, None]
        mouth = leg.at[run] + aside[run] * shoulder[run, None]
        half = leg.heading[first] * leg.step_m / 2
        ring = [mouth[0] - half, *mouth, mouth[-1] + half, back[-1] + half, *back[::-1]]
        stand = leg.at[deepest] + aside[deepest] * max(away[deepest] - BODY_M, 0.0)
        yield _Spot(
            shape=Polygon([*ring, back[0] - half]),
            left=left,
            from_m=first * leg.step_m,
            to_m=after * leg.step_m,
            depth_m=float(away[deepest] - shoulder[deepest]),
            standing=Point(stand),
        )


def _closed(axis: Floats, walls: Floats, widest_m: float, gap_m: float) -> bool:
    """Whether walls stand on both sides of a niche from its mouth to its back.

    Args:
        axis: shape (2, 2), from the middle of its mouth to its back. [m]
        widest_m: from one side to the other.
        gap_m: an opening in a side is narrower.
    """
    into = way_of(LineString(axis), step_m=STEP_M)
    aside = np.column_stack([-into.heading[:, 1], into.heading[:, 0]])
    width = sum(_free_m(into, way * aside, walls, widest_m) for way in (1.0, -1.0))
    open_ = np.concatenate([[False], width > widest_m, [False]])
    edges = np.flatnonzero(np.diff(open_))
    longest = int(np.diff(edges)[::2].max(initial=0))
    # a gap is told narrower by a step at each end, as what bounds it lies in the strip beside it
    return longest == 0 or (longest + 2) * into.step_m < gap_m - ALIKE_M


def opened(values: Floats, width: int) -> Floats:
    """Values without peaks narrower than `width`, by opening; peaks at an end are left. Shape (M,).

    A peak that reaches the end of the row has one shoulder only.
    """
    if width <= 1:
        return values.copy()
    pad = width - 1
    low = sliding_window_view(np.pad(values, pad, constant_values=np.inf), width).min(axis=1)
    high: Floats = sliding_window_view(low, width).max(axis=1)
    return high


def _free_m(leg: Way, aside: Floats, walls: Floats, reach_m: float) -> Floats:
    """Distance aside of each step to the nearest wall beside it, at most the reach. [m]

    Beside a step is what lies in the strip of its length, so that the end of a thin wall counts.
    """
    free = np.full(len(leg), reach_m)
    if not len(walls):
        return free
    ahead = leg.heading * (leg.step_m / 2 + SLIVER_M)
    far = leg.at + aside * reach_m
    corners = [leg.at - ahead, leg.at + ahead, far + ahead, far - ahead]
    tree = STRtree([LineString(wall) for wall in walls.reshape(-1, 2, 2)])
    step, wall = tree.query(shapely.polygons(np.stack(corners, axis=1)), predicate="intersects")
    a, b = walls[wall, :2] - leg.at[step], walls[wall, 2:] - leg.at[step]
    along_a, along_b = ((end * leg.heading[step]).sum(axis=1) for end in (a, b))
    aside_a, aside_b = ((end * aside[step]).sum(axis=1) for end in (a, b))
    half = leg.step_m / 2 + SLIVER_M
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.stack([(end - along_a) / (along_b - along_a) for end in (-half, half)])
    square = np.abs(along_b - along_a) < SLIVER_M
    low = np.where(square, 0.0, shares.min(axis=0).clip(0.0, 1.0))
    high = np.where(square, 1.0, shares.max(axis=0).clip(0.0, 1.0))
    rise = aside_b - aside_a
    nearest = np.minimum(aside_a + low * rise, aside_a + high * rise)
    np.minimum.at(free, step, nearest.clip(0.0))
    return free


def _seen(
    scene: Scene,
    eyes: Way,
    spot: _Spot,
    begin_m: float,
    ground: Ground,
    eye_height_m: float,
    person_height_m: float,
) -> Niche:
    """The niche with where along the way somebody in it is first seen."""
    at = np.column_stack([ground.stand(eyes.at, eye_height_m), np.zeros((len(eyes), 2))])
    foot = ground.stand(np.array([[spot.standing.x, spot.standing.y]]), 0.0)
    seen = looks(scene, at, foot, height_m=person_height_m, within_m=eyes.line.length + REACH_M)
    sees = np.zeros(len(eyes), dtype=np.bool_)
    sees[seen.eye[seen.share >= LEAST_SHARE]] = True
    before_m = eyes.line.project(spot.standing) - eyes.along_m
    is_free = free(scene, at[:, :3])
    return Niche(
        shape=spot.shape,
        left=spot.left,
        from_m=begin_m + spot.from_m,
        to_m=begin_m + spot.to_m,
        width_m=spot.width_m,
        depth_m=spot.depth_m,
        standing=spot.standing,
        seen_before_m=(_first(before_m, sees, is_free), _first(-before_m, sees, is_free)),
    )


def _first(before_m: Floats, sees: Bits, is_free: Bits) -> float | None:
    """The furthest look before the place is passed; None where nothing is known of it."""
    earlier = before_m >= 0.0
    if not earlier.any():
        return 0.0
    first = float(before_m[earlier & sees].max(initial=0.0))
    last = int(np.argmin(np.where(earlier, before_m, np.inf)))
    return first if first > 0.0 or is_free[last] else None
