"""What the reader understood of a sheet: its linework, the elements over it, a person and a car."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import shapely

from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.reading import Basis, Repair
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.figure import svg, symbols
from cpted_rules.figure.compose import Figure
from cpted_rules.figure.frame import Bounds, Frame, frame_around, height_for, shape_of
from cpted_rules.figure.reading_lines import has_lines, lines_path, span
from cpted_rules.figure.reading_strip import (
    DOOR,
    KNOWN,
    REPAIR,
    STRIP_MM,
    STYLES,
    UNREAD,
    for_scale,
    legend,
    strip_mm,
)
from cpted_rules.figure.svg import HAIR, SOFT, Pen
from cpted_rules.figure.window import Size
from cpted_rules.plan import Element, SitePlan
from cpted_rules.plan.siteplan import ELEMENT_FIELDS
from cpted_rules.text import Lang, Text

_AROUND = frozenset({Meaning.TITLE_BLOCK, Meaning.LEGEND, Meaning.ANNOTATION})
"""What stands round a drawing on its sheet; the picture is of the drawing."""
DIMENSION = Pen(stroke=SOFT, width=0.12)


def reading_figure(
    plan: SitePlan,
    things: Sequence[Placed],
    *,
    sheet: str,
    lang: Lang,
    storey: int | None = None,
    bases: Sequence[Basis] = (),
    repairs: Sequence[Repair] = (),
    size: Size | None = None,
) -> Figure | None:
    """One sheet as drawn and as understood; None when nothing is drawn on it.

    Args:
        things: the entities of the sheet, in site metres; none for a building model.
        plan: the whole plan; what comes from other sheets is left out.
        sheet: the number of the sheet.
        storey: only what lies on this one, where a model holds several.
    """
    size = size or Size(width_mm=176, height_mm=150)
    drawn = [thing for thing in things if has_lines(thing)]
    own = _only(plan, sheet, storey)
    shown = [t for t in drawn if t.meaning not in _AROUND] or drawn
    bounds = _bounds(shown, own)
    if bounds is None:
        return None
    frame = _frame(bounds, size)
    hows = {basis.id: basis.how for basis in bases}
    mended = [r for r in repairs if r.source.sheet == sheet]
    strip = strip_mm(frame)
    height = frame.height_mm + strip
    items = [
        svg.path(lines_path([t for t in drawn if t.meaning is not None], frame), KNOWN),
        svg.path(lines_path([t for t in drawn if t.meaning is None], frame), UNREAD),
        *_elements(own, frame),
        *(_repair(r, frame) for r in mended),
        *_dimensions(bounds, frame),
        *legend(
            own,
            hows,
            frame,
            lang,
            lined=bool(drawn),
            repaired=len(mended),
            width_mm=size.width_mm,
        ),
        *for_scale(frame, lang, width_mm=size.width_mm),
        svg.rect(0.1, 0.1, size.width_mm - 0.2, height - 0.2, Pen(stroke=HAIR, width=0.2)),
    ]
    east, north = bounds[2] - bounds[0], bounds[3] - bounds[1]
    text = Text(
        ko=f"도면 {sheet}에서 알아본 것: {east:.1f} × {north:.1f} m",
        en=f"What was understood of sheet {sheet}: {east:.1f} by {north:.1f} m",
    )
    return Figure(
        svg=svg.document(
            items,
            width_mm=size.width_mm,
            height_mm=height,
            title=text.in_(lang),
            description=text.in_(lang),
            lang=lang,
        ),
        width_mm=size.width_mm,
        height_mm=height,
        frame=frame,
        level=storey or 0,
        alternative=text,
    )


def _only(plan: SitePlan, sheet: str, storey: int | None) -> SitePlan:
    """The elements of one sheet, those repeated on several storeys once; or those of one storey."""
    kept: dict[str, tuple[Element, ...]] = {}
    for field in fields(plan):
        if field.name in ELEMENT_FIELDS:
            once: dict[str, Element] = {}
            for element in getattr(plan, field.name):
                wanted = storey is None or element.storey == storey
                if element.source is not None and element.source.sheet == sheet and wanted:
                    once.setdefault(element.id.partition("@")[0], element)
            kept[field.name] = tuple(once.values())
    return replace(plan, **kept)  # type: ignore[arg-type]


def _bounds(things: Sequence[Placed], plan: SitePlan) -> Bounds | None:
    """What the things span, far strays left out; without any, what the elements span. [m]"""
    if not things:
        shapes = [shape for e in plan.elements() if (shape := shape_of(e)) is not None]
        return tuple(map(float, shapely.total_bounds(shapes))) if shapes else None  # type: ignore[return-value]
    return span(things)


def _frame(bounds: Bounds, size: Size) -> Frame:
    room = size.height_mm - STRIP_MM
    high = height_for(bounds, width_mm=size.width_mm, margin_mm=9, most_mm=room)
    return frame_around(bounds, width_mm=size.width_mm, height_mm=high, margin_mm=9, at_least_m=8)


def _elements(plan: SitePlan, frame: Frame) -> Iterator[str]:
    for name, (pen, _) in STYLES.items():
        elements = [e for e in getattr(plan, name) if (s := shape_of(e)) and frame.shows(s)]
        if name in symbols.DEVICE_NAMES:
            yield from (symbols.device(name, e, *frame.on_page(e.at)) for e in elements)
        elif name in ("trees", "spot_heights"):
            yield from (
                svg.circle(*frame.on_page(e.at), _crown_mm(e, frame), pen) for e in elements
            )
        elif name == "openings":
            yield svg.path(_paths([e for e in elements if e.kind == "window"], frame), pen)
            yield svg.path(_paths([e for e in elements if e.kind != "window"], frame), DOOR)
        elif pen.fill != "none":  # in one path, areas over one another would cancel out
            yield from (svg.path(_paths([e], frame), pen) for e in elements)
        else:
            yield svg.path(_paths(elements, frame), pen)


def _paths(elements: Sequence[Element], frame: Frame) -> str:
    shapes = [frame.cut(shape) for e in elements if (shape := shape_of(e)) is not None]
    return "".join(frame.path(shape) for shape in shapes)


def _crown_mm(tree: Element, frame: Frame) -> float:
    radius = getattr(tree, "crown_radius_m", None)
    return max(frame.mm(radius), 0.5) if radius else 0.6


def _repair(repair: Repair, frame: Frame) -> str:
    x, y = frame.at(*repair.at)
    return svg.circle(x, y, 1.1, REPAIR)


def _dimensions(bounds: Bounds, frame: Frame) -> Iterator[str]:
    """How long and high the drawing is, beside it."""
    (x0, y0), (x1, y1) = frame.at(bounds[0], bounds[1]), frame.at(bounds[2], bounds[3])
    over, beside = y1 - 4.0, x0 - 4.0
    for a, b in (((x0, over), (x1, over)), ((beside, y0), (beside, y1))):
        yield svg.line(*a, *b, DIMENSION)
        for x, y in (a, b):
            yield svg.line(x - 0.8, y + 0.8, x + 0.8, y - 0.8, DIMENSION)
    east, north = bounds[2] - bounds[0], bounds[3] - bounds[1]
    yield svg.text(
        f"{east:,.1f}\u2009m", (x0 + x1) / 2, over - 0.8, size=2.3, anchor="middle", fill=SOFT
    )
    middle = (y0 + y1) / 2
    yield svg.text(
        f"{north:,.1f}\u2009m",
        beside - 0.8,
        middle,
        size=2.3,
        anchor="middle",
        turn_deg=-90,
        fill=SOFT,
    )
