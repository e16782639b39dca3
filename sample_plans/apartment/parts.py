"""Parts of floors: walls cut at openings, partitions, rooms that are read, stairs and lifts."""

from collections.abc import Sequence
from math import atan2, cos, hypot, sin

from sample_plans.drafting import XY, Pen

INNER = 150.0
"""Thickness of a partition."""


def wall(
    pen: Pen,
    start: XY,
    end: XY,
    thickness: float,
    gaps: Sequence[tuple[float, float]] = (),
    *,
    layer: str = "벽체",
) -> None:
    """Wall pieces along a centre line, left open at gaps (middle along the line, width)."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    a = atan2(end[1] - start[1], end[0] - start[0])
    ux, uy = cos(a), sin(a)
    cuts = sorted((c - w / 2, c + w / 2) for c, w in gaps)
    at = 0.0
    for low, high in [*cuts, (length, length)]:
        if low - at > 1.0:
            piece = [
                (at, -thickness / 2), (low, -thickness / 2),
                (low, thickness / 2), (at, thickness / 2),
            ]  # fmt: skip
            pen.area(
                [
                    (
                        round(start[0] + ux * x - uy * y, 1),
                        round(start[1] + uy * x + ux * y, 1),
                    )
                    for x, y in piece
                ],
                layer,
            )
        at = high


def partition(pen: Pen, start: XY, end: XY) -> None:
    """A light partition, drawn for people as a pair of lines."""
    wall(pen, start, end, INNER, layer="내부선")


def zone(pen: Pen, area: Sequence[XY], words: str, height: float = 1.4) -> None:
    """A room on 실구획 with its name inside."""
    pen.area(area, "실구획")
    x = sum(p[0] for p in area) / len(area)
    y = sum(p[1] for p in area) / len(area)
    tall = max(p[1] for p in area) - min(p[1] for p in area)
    wide = max(p[0] for p in area) - min(p[0] for p in area)
    turn = 90.0 if tall > 1.6 * wide else 0.0
    pen.text(words, (x, y), height, turn_deg=turn)


def stair(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A dog-leg stair rising from the south."""
    middle, low, high = (x0 + x1) / 2, y0 + 1_200, y1 - 1_200
    steps = 9
    for i in range(steps + 1):
        y = low + (high - low) / steps * i
        pen.line((x0, y), (middle - 50, y), "계단")
        pen.line((middle + 50, y), (x1, y), "계단")
    pen.rectangle(middle - 50, low, middle + 50, high, "계단")
    x = (x0 + middle) / 2
    pen.polyline(
        [(x, low), (x, high + 400), (x1 - (x - x0), high + 400), (x1 - (x - x0), low)], "계단"
    )


def lift(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A lift shaft with its car and counterweight."""
    pen.rectangle(x0 + 150, y0 + 150, x1 - 150, y1 - 450, "계단")
    pen.line((x0 + 150, y0 + 150), (x1 - 150, y1 - 450), "계단")
    pen.line((x0 + 150, y1 - 450), (x1 - 150, y0 + 150), "계단")
    pen.rectangle(x0 + 400, y1 - 300, x1 - 400, y1 - 150, "계단")
