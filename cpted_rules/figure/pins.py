"""Numbered pins beside their places, apart from one another and off the evidence."""

from collections.abc import Sequence
from math import hypot

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import svg, symbols
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Bounds, Frame, flat
from cpted_rules.figure.labels import Label
from cpted_rules.figure.svg import INK, PAPER, Pen
from cpted_rules.findings import Finding, Verdict

RADIUS_MM = 2.3
SYMBOL_MM = 1.3
"""What is drawn at a point reaches so far."""
SIDES = ((0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (0, -1), (1, 0), (0, 1), (-1, 0))
REACHES_MM = (5.5, 8.0, 11.0, 15.0, 20.0, 26.0)


def pins(
    wanted: Sequence[tuple[str, str, BaseGeometry]],
    frame: Frame,
    footprint: Sequence[BaseGeometry],
) -> tuple[list[str], list[Bounds]]:
    """The pins drawn, and the boxes of the page they take; one alone with all of its places. [mm]

    Args:
        wanted: number, verdict and place of each.
        footprint: shapes on the page better not covered. [mm]
    """
    marks: list[str] = []
    taken: list[Bounds] = []
    tree = shapely.STRtree(list(footprint))
    radius = RADIUS_MM
    for number, verdict, shape in wanted:
        reach = symbols.pin_reach(number, radius)
        shown = frame.cut(shape)
        target = (shown if not shown.is_empty else shape).representative_point()
        x, y = frame.at(target.x, target.y)
        best: tuple[float, float, float] | None = None
        for order, (dx, dy) in enumerate(_around(shape, frame)):
            u, v = x + dx, y + dy
            if not _inside(u, v, frame, reach):
                continue
            box = (u - reach, v - radius, u + reach, v + radius)
            if any(_overlap(box, other) for other in taken):
                continue
            cost = order + 3 * len(tree.query(shapely.box(*box), predicate="intersects"))
            if best is None or cost < best[0]:
                best = (cost, u, v)
        _, u, v = best or (0.0, x, y)
        taken.append((u - reach, v - radius, u + reach, v + radius))
        marks += _spots(shape, frame) if len(wanted) == 1 else []
        inside = shape.area > 0 and to_page(shape, frame).covers(shapely.Point(u, v))
        if not inside and abs(u - x) + abs(v - y) > 0.1:
            marks += _leader((x, y), (u, v), pointed=shape.geom_type == "Point")
        marks.append(symbols.pin(number, u, v, verdict, radius=radius))
    lines = [m for m in marks if "<text" not in m]
    heads = [m for m in marks if m not in lines]
    return lines + heads, taken


def _leader(place: tuple[float, float], pin: tuple[float, float], *, pointed: bool) -> list[str]:
    """The line from a place to its pin, with a dot; to a point it stops short of its symbol."""
    (x, y), (u, v) = place, pin
    away = hypot(u - x, v - y)
    if pointed and away > SYMBOL_MM:
        k = SYMBOL_MM / away
        return [svg.line(x + (u - x) * k, y + (v - y) * k, u, v, Pen(stroke=INK, width=0.2))]
    dot = svg.circle(x, y, 0.45, Pen(fill=INK))
    return [svg.line(x, y, u, v, Pen(stroke=INK, width=0.2)), dot]


def _spots(shape: BaseGeometry, frame: Frame) -> list[str]:
    """A dot at each place of a finding that has several."""
    points = [part for part in flat(shape) if isinstance(part, shapely.Point)]
    spots = dict.fromkeys(frame.at(point.x, point.y) for point in points if frame.shows(point))
    if len(spots) < 2:
        return []
    return [svg.circle(x, y, 0.75, Pen(stroke=PAPER, width=0.3, fill=INK)) for x, y in spots]


def dotted(
    wanted: Sequence[tuple[Finding, BaseGeometry]], frame: Frame
) -> tuple[str, tuple[Label, ...]]:
    """Small dots at the places of findings, their numbers as labels where there is room."""
    dots = []
    labels = []
    for finding, shape in wanted:
        shown = frame.cut(shape)
        x, y = frame.on_page((shape if shown.is_empty else shown).representative_point())
        colour = svg.UNSEEN if finding.verdict is Verdict.FAIL else symbols.OCHRE
        dots.append(svg.circle(x, y, 0.65, Pen(stroke=PAPER, width=0.2, fill=colour)))
        labels.append(
            Label(
                words=str(finding.number), x=x, y=y, rank=2, size=1.7, weight=600, fill=colour,
                reach_mm=(0.8, 1.6), mask=0.6,
            )
        )  # fmt: skip
    return svg.group(dots), tuple(labels)


def _around(shape: BaseGeometry, frame: Frame) -> list[tuple[float, float]]:
    """Offsets tried for a pin, nearest first; areas large on the page may carry it inside."""
    wide = frame.mm(min(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]))
    rings = [(0.0, 0.0)] if wide > 9 and shape.area > 0 else []
    return rings + [(dx * reach, dy * reach) for reach in REACHES_MM for dx, dy in SIDES]


def _inside(x: float, y: float, frame: Frame, radius: float) -> bool:
    left, top = frame.left_mm + radius + 0.4, frame.top_mm + radius + 0.4
    return (
        left <= x <= frame.left_mm + frame.width_mm - radius - 0.4
        and top <= y <= frame.top_mm + frame.height_mm - radius - 0.4
    )


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
