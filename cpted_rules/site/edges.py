"""Barriers at the edges of a site: which stretches of them run along a public road."""

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import Barrier
from cpted_rules.site.drawn import Drawn

SHORTEST_M = 1.0
"""A barrier with a shorter stretch on one side is not of that side."""


def along_road(drawn: Drawn, barrier: Barrier, *, road_m: float) -> BaseGeometry | None:
    """The stretches of a barrier within a distance of a public road; None where hardly any is."""
    found = barrier.line.intersection(_near_roads(drawn, road_m))
    return found if found.length >= SHORTEST_M else None


def away_from_road(
    drawn: Drawn, barrier: Barrier, *, road_m: float, within_m: float
) -> BaseGeometry | None:
    """The stretches along the site's boundary but not along a road; None where hardly any is.

    Args:
        within_m: of the boundary, on either side of it.
    """
    edge = shapely.union_all([b.area.boundary for b in drawn.plan.boundaries])
    found = barrier.line.intersection(edge.buffer(within_m)).difference(_near_roads(drawn, road_m))
    return found if found.length >= SHORTEST_M else None


def _near_roads(drawn: Drawn, road_m: float) -> BaseGeometry:
    roads = shapely.union_all([r.area for r in drawn.plan.roads if r.public])
    near: BaseGeometry = roads.buffer(road_m)
    return near
