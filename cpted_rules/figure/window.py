"""The window of a figure: around what it shows, as high as the page has room for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import section
from cpted_rules.figure.frame import Bounds, Frame, frame_around, height_for
from cpted_rules.rule import Field, Witness, WitnessKind

STRIP_MM = 16.0
"""About what a strip needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The room a figure has on the page. [mm]"""

    width_mm: float = 104.0
    height_mm: float = 98.0
    paper: str = "A4"


def framed(
    shapes: Sequence[BaseGeometry],
    witness: Sequence[Witness],
    size: Size,
    *,
    at_least_m: float,
    margin_mm: float,
) -> Frame:
    """A window of the whole size around shapes and what proves them."""
    return frame_around(
        extent(shapes, witness),
        width_mm=size.width_mm,
        height_mm=size.height_mm,
        margin_mm=margin_mm,
        at_least_m=at_least_m,
    )


def frame_for(
    bounds: Bounds, size: Size, *, told: bool, at_least_m: float, margin_mm: float
) -> Frame:
    """The window that leaves room for the strip, and for the section where one is told."""
    most = size.height_mm - STRIP_MM - (section.HEIGHT_MM if told else 0)
    high = height_for(bounds, width_mm=size.width_mm, margin_mm=margin_mm, most_mm=most)
    return frame_around(
        bounds,
        width_mm=size.width_mm,
        height_mm=high,
        margin_mm=margin_mm,
        at_least_m=at_least_m,
    )


def with_field(bounds: Bounds, field: Field) -> Bounds:
    """Bounds widened to the field around them, as far as values can be told apart on the page."""
    reach = 22.0
    x0, y0, x1, y1 = bounds
    east = field.x_m + field.step_m * max((len(row) for row in field.rows), default=0)
    north = field.y_m + field.step_m * len(field.rows)
    return (
        min(x0, max(field.x_m, x0 - reach)),
        min(y0, max(field.y_m, y0 - reach)),
        max(x1, min(east, x1 + reach)),
        max(y1, min(north, y1 + reach)),
    )


APPROACH_M = 25.0
"""So much of a way is shown before where it leads to; the rest of a long one is cut off."""


def worth_showing(one: Witness) -> BaseGeometry:
    """The part of a witness that a window is chosen for: all of it, but of a way in its end."""
    if one.kind is WitnessKind.APPROACH and not one.shape.is_empty:
        end = Point(one.shape.coords[-1])
        return one.shape.intersection(end.buffer(APPROACH_M))
    return Point() if one.kind is WitnessKind.UNSEEN_STRETCH else one.shape


def extent(shapes: Sequence[BaseGeometry], witness: Sequence[Witness]) -> Bounds:
    """The bounds of shapes and of what proves them. [m]"""
    every = [s for s in (*shapes, *(worth_showing(w) for w in witness)) if not s.is_empty]
    return (
        min(s.bounds[0] for s in every),
        min(s.bounds[1] for s in every),
        max(s.bounds[2] for s in every),
        max(s.bounds[3] for s in every),
    )
