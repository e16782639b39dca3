"""The windows of the pages: half a page for a small site, the whole width for a large one."""

from shapely.geometry.base import BaseGeometry

from app.analyses.page import HALF_MM, WIDE_MM
from cpted_rules.figure.analyses.drawing import bounds_of, frame_for
from cpted_rules.figure.frame import Bounds, Frame

SMALL_M = 30.0
"""What is no wider stands beside something else,"""
FLAT = 0.75
"""unless it is much wider than high."""
HALF_HIGH_MM, WIDE_HIGH_MM, SMALL_HIGH_MM = 125.0, 158.0, 92.0


def is_small(*shapes: BaseGeometry) -> bool:
    """Whether some shapes are shown on half the width of a page."""
    west, south, east, north = bounds_of(shapes)
    return east - west <= SMALL_M and north - south >= FLAT * (east - west)


def plan_frame(
    *shapes: BaseGeometry,
    around_m: float = 1.5,
    beside: BaseGeometry | None = None,
    most_mm: float | None = None,
) -> tuple[Frame, bool]:
    """The window on some shapes, and whether it is half as wide as the page.

    Args:
        beside: what the figure beside it shows, so that both are as high.
    """
    small = is_small(*shapes)
    other: Bounds | None = None if beside is None else bounds_of([beside], around_m=around_m)
    high = HALF_HIGH_MM if small else WIDE_HIGH_MM
    frame = frame_for(
        bounds_of(shapes, around_m=around_m),
        width_mm=HALF_MM if small else WIDE_MM,
        most_mm=min(high, most_mm or high),
        margin_mm=3,
        beside=other if small else None,
    )
    return frame, small


def small_frame(*shapes: BaseGeometry, around_m: float = 1.5) -> tuple[Frame, bool]:
    """The window on some shapes on half the width of the page, whatever their size; and True."""
    if is_small(*shapes):
        return plan_frame(*shapes, around_m=around_m)
    bounds = bounds_of(shapes, around_m=around_m)
    return frame_for(bounds, width_mm=HALF_MM, most_mm=SMALL_HIGH_MM, margin_mm=3), True
