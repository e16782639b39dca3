"""Hatching as clipped lines: drawn alike by every viewer and printer."""

import math

import shapely
from shapely import MultiLineString
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.frame import Frame, flat, runs


def hatched(
    shape: BaseGeometry, frame: Frame, *, spacing_mm: float, angle_deg: float = 45.0
) -> BaseGeometry:
    """Parallel lines across the part of the shape within the window.

    The lines lie on one lattice of the site, so that neighbouring shapes join.

    Args:
        angle_deg: direction of the lines, counter-clockwise from east.
    """
    shown = sound(frame.cut(sound(shape)))
    step = frame.metres(spacing_mm)
    origin = (0.0, 0.0)
    turned = rotate(shown, -angle_deg, origin=origin)
    if turned.is_empty:
        return MultiLineString()
    x0, y0, x1, y1 = turned.bounds
    first, last = math.ceil(y0 / step), math.floor(y1 / step)
    lines = MultiLineString(
        [((x0 - 1, n * step), (x1 + 1, n * step)) for n in range(first, last + 1)]
    )
    inside = shapely.intersection(lines, turned)
    return rotate(MultiLineString(list(runs(inside))), angle_deg, origin=origin)


def sound(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape, made valid."""
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    areas = [part for part in flat(valid) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.union_all(areas) if len(areas) != 1 else areas[0]
