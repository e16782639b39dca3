"""A plan figure of an analysis: the quiet plan, what was found laid over it, legend and scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import linework, strip, svg
from cpted_rules.figure.compose import Figure
from cpted_rules.figure.evidence import all_to_page
from cpted_rules.figure.frame import Bounds, Frame, frame_around, height_for
from cpted_rules.figure.labels import placed
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.linework import Subset
from cpted_rules.figure.names import names
from cpted_rules.figure.svg import HAIR, Pen
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.text import Lang, Text

STRIP_MM = 18.0
"""About what legend, scale bar and north need under the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A figure that is no plan: a chart or a section, at its true size on the page."""

    svg: str
    width_mm: float
    height_mm: float
    alternative: Text


def frame_for(
    bounds: Bounds,
    *,
    width_mm: float,
    most_mm: float,
    margin_mm: float = 6.0,
    at_least_m: float = 12.0,
    beside: Bounds | None = None,
) -> Frame:
    """The window on some bounds that leaves room for the strip.

    Args:
        most_mm: how high the whole figure may be.
        beside: bounds of the figure that stands beside it and is to be as high.
    """
    high = max(
        height_for(one, width_mm=width_mm, margin_mm=margin_mm, most_mm=most_mm - STRIP_MM)
        for one in (bounds, beside or bounds)
    )
    return frame_around(
        bounds, width_mm=width_mm, height_mm=high, margin_mm=margin_mm, at_least_m=at_least_m
    )


def drawing(
    plan: SitePlan,
    frame: Frame,
    layer: Layer,
    *,
    level: int,
    lang: Lang,
    alternative: Text,
    devices: frozenset[str] = frozenset(),
    subjects: frozenset[str] = frozenset(),
    named: bool = True,
    paper: str = "A4",
) -> Figure:
    """A plan of one storey with a layer laid over it.

    Args:
        devices: names of the plan's fields drawn as symbols.
        subjects: ids of the elements drawn heavily.
        named: whether buildings and areas carry their names.
    """
    drawn = Subset(plan=plan, level=level, subjects=subjects, devices=devices)
    words = names(drawn, frame, lang) if named else ()
    labels = placed(
        [*layer.labels, *words],
        frame,
        avoid=layer.footprint,
        areas=[*layer.areas, *_occupied(drawn, frame)],
    )
    present = _present(drawn, frame)
    found = (*layer.legend, *strip.entries(frozenset(), present, None, lang, subject=False))
    strip_mm = strip.height_of(found, frame.width_mm)
    height = frame.height_mm + strip_mm
    items = [
        linework.ground(drawn, frame),
        layer.under,
        linework.lines(drawn, frame),
        linework.emphasis(drawn, frame),
        layer.over,
        *labels,
        strip.strip(found, plan, frame, top_mm=frame.height_mm, paper=paper),
        svg.rect(0.1, 0.1, frame.width_mm - 0.2, height - 0.2, Pen(stroke=HAIR, width=0.2)),
    ]
    return Figure(
        svg=svg.document(
            items,
            width_mm=frame.width_mm,
            height_mm=height,
            title=alternative.in_(lang),
            description=storey_name(level).in_(lang),
            lang=lang,
        ),
        width_mm=frame.width_mm,
        height_mm=height,
        frame=frame,
        level=level,
        alternative=alternative,
    )


def _occupied(drawn: Subset, frame: Frame) -> list[BaseGeometry]:
    """Doors, windows and walls that names keep off; none where they are too small to be read."""
    if frame.scale > linework.MARKS_TO_SCALE:
        return []
    return all_to_page(linework.occupied(drawn, frame), frame)


def bounds_of(shapes: Sequence[BaseGeometry], *, around_m: float = 0.0) -> Bounds:
    """The bounds of some shapes, widened. [m]

    Raises:
        ValueError: there is nothing to bound.
    """
    boxes = [shape.bounds for shape in shapes if not shape.is_empty]
    if not boxes:
        raise ValueError("nothing to draw")
    west, south, east, north = zip(*boxes, strict=True)
    return (
        min(west) - around_m,
        min(south) - around_m,
        max(east) + around_m,
        max(north) + around_m,
    )


def _present(drawn: Subset, frame: Frame) -> frozenset[str]:
    return frozenset(
        name
        for name in drawn.devices
        if any(drawn.draws(e) and frame.shows(e.at) for e in getattr(drawn.plan, name))
    )
