"""How much darker the next place is: what eyes must adapt to between neighbouring zones."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry.base import BaseGeometry

BESIDE_M = 0.5
"""Zones so near to each other, across a wall or a kerb, are neighbours. [X]"""

DARK_LX = 0.01
"""Darker than this counts as this, so that the ratio stays a number. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step from a brighter zone to a darker one.

    Args:
        brighter, darker: their indices.
        ratio: of their averages, at least 1.
    """

    brighter: int
    darker: int
    ratio: float


def steps(
    zones: Sequence[BaseGeometry], averages_lx: Sequence[float], *, beside_m: float = BESIDE_M
) -> tuple[Step, ...]:
    """The step between each two neighbouring zones, greatest first.

    Source: international.md L15: ratio of the illuminance of neighbouring zones.
    """
    tree = STRtree(list(zones))
    found = [
        _step(a, b, averages_lx)
        for a, zone in enumerate(zones)
        for b in tree.query(zone, predicate="dwithin", distance=beside_m).tolist()
        if a < b
    ]
    return tuple(sorted(found, key=lambda step: (-step.ratio, step.brighter, step.darker)))


def _step(a: int, b: int, averages_lx: Sequence[float]) -> Step:
    brighter, darker = (a, b) if averages_lx[a] >= averages_lx[b] else (b, a)
    ratio = max(averages_lx[brighter], DARK_LX) / max(averages_lx[darker], DARK_LX)
    return Step(brighter=brighter, darker=darker, ratio=ratio)
