"""The way around a room and the building it is in, as a guard without drawn windows looks out.

Uniting outlines and moving them outwards by mitres is the one thing here that is left to shapely:
it would be foolish to write again for one corner of one rule.
"""

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.verify.shapes import Shape, Spot, rings_of

STEP_M = 0.25


def around(room: Shape, closed: Iterable[Shape], away_m: float) -> Iterator[Spot]:
    """Points closely spaced, so far outside a room and what is closed around it."""
    own = filled(room)
    masses = shapely.union_all([filled(shape) for shape in closed])
    parts = [part for part in shapely.get_parts(masses) if part.intersects(own)]
    ring = shapely.union_all([own, *parts]).buffer(away_m, join_style="mitre").exterior
    count = int(ring.length // STEP_M) + 1
    for n in range(count):
        point = ring.interpolate((n + 0.5) / count, normalized=True)
        yield point.x, point.y


def filled(shape: Shape) -> BaseGeometry:
    """An area of its outlines; one within another is a hole."""
    first, *others = (shapely.Polygon([edge[:2] for edge in ring]) for ring in rings_of(shape))
    found: BaseGeometry = first
    for other in others:
        found = found.symmetric_difference(other)
    return found
