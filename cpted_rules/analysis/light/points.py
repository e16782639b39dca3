"""The points at which lighting standards ask for the light of a way or an area.

EN 13201-3, a way of width W between lamps S apart; first points half a step in

lamp o - - - - - - - - - S - - - - - - - - - o        D = S / N, d = W / n
       |   .   .   .   .   .   .   .   .   . |
     W |   .   .   .   .   .   .   .   .   . | d
       |___.___.___.___.___.___.___.___.___._|
             D
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.pieces import Floats

FEWEST_ALONG, NEAR_SPAN_M, LONGEST_STEP_M = 10, 30.0, 3.0
"""Points between two lamps: ten up to 30 m, beyond that as many as lie 3 m apart. EN 13201-3, as
public code has it [S]."""

FEWEST_ACROSS, WIDEST_STEP_M = 3, 1.5
"""Points across: three, no more than 1.5 m apart. EN 13201-3, from memory [M]."""

COARSEST_M = 10.0
"""Widest step of the grid of an area. EN 12464 [D]."""

LONG = 2.0
"""An area so many times as long as wide has the grid of its width. EN 12464, from memory [M]."""

TURN_M = 0.5
"""Over so much of its middle line to both sides the direction of a way is taken. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WayPoints:
    """Points along a way, in rows across it.

    Args:
        points: shape (M, 2). [m]
        along_deg: shape (M,), azimuth of the way at each.
        step_m, across_m: between rows, and between the points of one.
    """

    points: Floats
    along_deg: Floats
    step_m: float
    across_m: float


def points_along(span_m: float) -> int:
    """How many points lie between two lamps so far apart. Source: EN 13201-3 [S]."""
    if span_m <= NEAR_SPAN_M:
        return FEWEST_ALONG
    return ceil(span_m / LONGEST_STEP_M - 1e-9)


def points_across(width_m: float) -> int:
    """How many points lie across a way. Source: EN 13201-3 [M]."""
    return max(FEWEST_ACROSS, ceil(width_m / WIDEST_STEP_M - 1e-9))


def way_points(middle: LineString, *, width_m: float, span_m: float) -> WayPoints:
    """The points of a way: rows at the spacing that lamps so far apart ask for.

    Args:
        middle: its middle line; the points go the whole length of it.
        span_m: from one lamp to the next.

    Departures: the whole way is covered, not one span of it, so that what stands in the light at
        one place only is not missed; around bends rows lie closer on the inner side.
    """
    length = middle.length
    rows = max(1, ceil(length / (span_m / points_along(span_m)) - 1e-9))
    count = points_across(width_m)
    stations = (np.arange(rows) + 0.5) * length / rows
    aside = ((np.arange(count) + 0.5) / count - 0.5) * width_m
    at = shapely.get_coordinates(shapely.line_interpolate_point(middle, stations))
    back, on = (
        shapely.get_coordinates(
            shapely.line_interpolate_point(middle, np.clip(stations + by, 0.0, length))
        )
        for by in (-TURN_M, TURN_M)
    )
    run = on - back
    ahead = run / np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-12)[:, None]
    left = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    points = at[:, None, :] + aside[None, :, None] * left[:, None, :]
    azimuth = np.degrees(np.arctan2(ahead[:, 0], ahead[:, 1])) % 360.0
    return WayPoints(
        points=points.reshape(-1, 2),
        along_deg=np.repeat(azimuth, count),
        step_m=length / rows,
        across_m=width_m / count,
    )


def span_m(middle: LineString, lamps: Iterable[Point], *, beside_m: float) -> float:
    """The longest way along a middle line from one lamp to the next. [m]

    With fewer than two lamps within `beside_m` of it, its whole length.
    """
    stations = sorted(middle.project(at) for at in lamps if middle.distance(at) <= beside_m)
    gaps = [b - a for a, b in pairwise(stations)]
    return float(max(gaps, default=0.0)) or float(middle.length)


def area_step_m(length_m: float, width_m: float) -> float:
    """The widest step of the grid of an area. [m]

    Source: EN 12464: p = 0.2 * 5 ** log10(d), at most 10 m; d is the longer side, of a long area
    the shorter; international.md 2.8 [D].
    """
    longer, shorter = max(length_m, width_m), min(length_m, width_m)
    d = shorter if longer >= LONG * shorter else longer
    return float(min(0.2 * 5 ** log10(d), COARSEST_M))


def area_grid(area: BaseGeometry) -> Grid:
    """The grid of an area, by the sides of the smallest rectangle around it.

    Departures: cells lie along the axes of the site, and a strip along walls is the caller's to
        leave out.
    """
    corners = shapely.get_coordinates(area.minimum_rotated_rectangle)
    sides = np.hypot(*np.diff(corners[:3], axis=0).T)
    return grid_of(area, area_step_m(float(sides[0]), float(sides[1])))
