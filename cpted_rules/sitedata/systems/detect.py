"""Which coordinate systems the values of a file speak for, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError

from cpted_rules.sitedata.frame import SiteFrame, best_operation
from cpted_rules.sitedata.systems.boxes import (
    KOREA_DEG,
    SEOUL_DEG,
    SYSTEMS,
    box_of,
    inside,
    is_geographic,
)
from cpted_rules.text import Text, same

REACH_M = 20_000.0
"""A file for the site has something within this of it; the nearest mistake is 100 km."""
_SHARE = 0.5
"""Of the points that must lie in a box: some rows of any file are wrong."""
_SAMPLE = 20_000
_DEGREES = 360.0
"""Smaller values are not metres: no system has Seoul at its origin."""


class Fit(IntEnum):
    """How well a system fits the values, best last."""

    KOREA = 0
    SEOUL = 1
    SITE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A coordinate system that the values may be of.

    Args:
        swapped: northing or latitude stands first.
        fit: whether the points lie in Korea only, in Seoul, or around the site.
        share: of the points, in the box that `fit` names (of Korea for `SITE`).
    """

    crs: str
    swapped: bool
    fit: Fit
    share: float
    reason: Text

    @property
    def name(self) -> str:
        """The code, marked where the axes are swapped."""
        return f"{self.crs} (y, x)" if self.swapped else self.crs


def detect_crs(
    points: Sequence[tuple[float, float]] | NDArray[np.float64], *, frame: SiteFrame | None = None
) -> tuple[Candidate, ...]:
    """Systems in which most of the points lie in Korea, those that fit best first.

    Several of the same fit cannot be told apart by values: EPSG:5181 and EPSG:5174 never can.

    Args:
        points: x or longitude first, as written. Shape (N, 2).
        frame: with the site's place, systems that put the points around it fit best.

    Source: boxes of Seoul by EPSG code; see `boxes`.
    """
    found = [
        one
        for crs in SYSTEMS
        for swapped in (False, True)
        if (one := candidate(points, crs, swapped=swapped, frame=frame))
    ]
    return tuple(sorted(found, key=lambda c: (-c.fit, c.swapped)))


def candidate(
    points: Sequence[tuple[float, float]] | NDArray[np.float64],
    crs: str,
    *,
    swapped: bool,
    frame: SiteFrame | None,
) -> Candidate | None:
    """How one system fits the points; None where most of them would not lie in Korea."""
    xy = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    xy = xy[np.isfinite(xy).all(axis=1) & (xy != 0).any(axis=1)]
    if len(xy) == 0:
        return None
    xy = xy[:: -(-len(xy) // _SAMPLE)]
    if swapped:
        xy = xy[:, ::-1]
    if not is_geographic(crs) and np.median(np.abs(xy).max(axis=1)) <= _DEGREES:
        return None
    try:
        korea = float(inside(xy, box_of(crs, KOREA_DEG)).mean())
        if korea < _SHARE:
            return None
        seoul = float(inside(xy, box_of(crs, SEOUL_DEG)).mean())
        away_m = _away_m(xy, crs, frame)
    except (CRSError, ProjError):
        return None
    name = SYSTEMS.get(crs, same(crs))
    axes = Text(ko=", 북·동 순서", en=", northing first") if swapped else same("")
    if away_m <= REACH_M:
        fit, share = Fit.SITE, korea
        words = Text(
            ko="{crs} {name}{axes}: 가장 가까운 점이 대지에서 {away} km",
            en="{crs} {name}{axes}: the nearest point is {away} km from the site",
        )
    elif seoul >= _SHARE:
        fit, share = Fit.SEOUL, seoul
        words = Text(
            ko="{crs} {name}{axes}: 좌표의 {share}%가 서울 범위",
            en="{crs} {name}{axes}: {share} % of the points lie in Seoul",
        )
    else:
        fit, share = Fit.KOREA, korea
        words = Text(
            ko="{crs} {name}{axes}: 좌표의 {share}%가 우리나라 범위, 서울은 아님",
            en="{crs} {name}{axes}: {share} % of the points lie in Korea, not in Seoul",
        )
    reason = words.fill(
        crs=crs, name=name, axes=axes, share=f"{share * 100:.0f}", away=f"{away_m / 1000:.1f}"
    )
    return Candidate(crs=crs, swapped=swapped, fit=fit, share=share, reason=reason)


def _away_m(xy: NDArray[np.float64], crs: str, frame: SiteFrame | None) -> float:
    """Distance of the nearest point from the site's origin. [m]"""
    if frame is None:
        return float("inf")
    east, north = best_operation(crs, frame.crs).transform(xy[:, 0], xy[:, 1])
    away = np.hypot(east - frame.origin[0], north - frame.origin[1])
    return float(np.min(away[np.isfinite(away)], initial=np.inf))
