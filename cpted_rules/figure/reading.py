"""What the reader understood of a sheet: its linework, the elements over it, a person and a car."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from math import ceil

import numpy as np
import shapely

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.reading import Basis, How, Repair
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.figure import svg, symbols
from cpted_rules.figure.compose import Figure, Size
from cpted_rules.figure.frame import Bounds, Frame, frame_around, height_for, shape_of
from cpted_rules.figure.svg import GREEN, HAIR, INK, LINE, PAPER, SOFT, Pen
from cpted_rules.plan import Element, SitePlan
from cpted_rules.plan.siteplan import ELEMENT_FIELDS
from cpted_rules.text import Lang, Text

UNREAD = Pen(stroke="#d9822b", width=0.16)
KNOWN = Pen(stroke="#b9c1ca", width=0.1)
REPAIR = Pen(stroke="#b3261e", width=0.3)
DIMENSION = Pen(stroke=SOFT, width=0.12)

_STYLES: dict[str, tuple[Pen, Text]] = {
    "roads": (Pen(fill="#e9ecef", stroke=LINE, width=0.14), Text(ko="도로", en="road")),
    "walks": (Pen(fill="#f6efdc", stroke="#bfb08a", width=0.14), Text(ko="보행로", en="walk")),
    "zones": (
        Pen(fill="#e4eefa", opacity=0.75, stroke="#5b7fa8", width=0.14),
        Text(ko="실·구역", en="room or zone"),
    ),
    "shrubs": (Pen(fill="#e2efdd", stroke=GREEN, width=0.14), Text(ko="관목", en="shrubs")),
    "buildings": (Pen(stroke=INK, width=0.55), Text(ko="건축물", en="building")),
    "boundaries": (
        Pen(stroke=INK, width=0.35, dash="5 1 0.7 1 0.7 1"),
        Text(ko="대지경계", en="boundary"),
    ),
    "bays": (Pen(stroke="#6d4c9f", width=0.2), Text(ko="주차구획", en="parking bay")),
    "walls": (Pen(stroke=INK, width=0.12, fill="#3d4855"), Text(ko="벽·기둥", en="wall, column")),
    "barriers": (Pen(stroke="#7a3e9d", width=0.5), Text(ko="담장", en="fence")),
    "trees": (Pen(stroke=GREEN, width=0.22, fill="#dfeadb"), Text(ko="수목", en="tree")),
    "openings": (Pen(stroke="#0b62a8", width=0.75), Text(ko="창·문", en="window, door")),
    "luminaires": (Pen(), Text(ko="조명", en="luminaire")),
    "cameras": (Pen(), Text(ko="CCTV", en="camera")),
    "bells": (Pen(), Text(ko="비상벨", en="bell")),
    "mirrors": (Pen(), Text(ko="반사경", en="mirror")),
    "signs": (Pen(), Text(ko="안내판", en="sign")),
    "fixtures": (Pen(), Text(ko="배관·설비", en="pipe or unit")),
}
"""How each kind of element is drawn, in the order they lie upon one another."""

_DOOR = Pen(stroke="#c2410c", width=0.75)
_CAR_M = (4.7, 1.85)
_PERSON_M = (0.5, 0.3)
_STRIP_MM = 24.0
_SCALE_MM = 58.0
"""The least room of the strip, and of its part that shows the scale; a car may take more."""
_LEAST_MM = 0.12
"""Linework shorter than this on the page is left out of the picture."""

_UNREAD_WORDS = Text(ko="뜻을 모르는 선", en="not understood")
_KNOWN_WORDS = Text(ko="쓰지 않은 선", en="set aside")
_REPAIR_WORDS = Text(ko="이은 틈", en="gap closed")
_INFERRED = Text(ko="추정 {n}", en="{n} inferred")
_CAR = Text(ko="승용차 4.7×1.85 m", en="car 4.7×1.85 m")
_PERSON = Text(ko="사람", en="person")
_UNSURE = frozenset(How) - {How.DRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One line of the legend."""

    name: str
    words: str


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
    drawn = [t for t in things if t.entity.kind is not EntityKind.TEXT and _points(t) is not None]
    own = _only(plan, sheet, storey)
    bounds = _bounds(drawn, own)
    if bounds is None:
        return None
    frame = _frame(bounds, size)
    hows = {basis.id: basis.how for basis in bases}
    mended = [r for r in repairs if r.source.sheet == sheet]
    strip = _strip_mm(frame)
    height = frame.height_mm + strip
    items = [
        svg.path(_linework([t for t in drawn if t.meaning is not None], frame), KNOWN),
        svg.path(_linework([t for t in drawn if t.meaning is None], frame), UNREAD),
        *_elements(own, frame),
        *(_repair(r, frame) for r in mended),
        *_dimensions(bounds, frame),
        *_legend(
            own,
            hows,
            frame,
            lang,
            lined=bool(drawn),
            repaired=len(mended),
            width_mm=size.width_mm,
        ),
        *_for_scale(frame, lang, width_mm=size.width_mm),
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


def _points(thing: Placed) -> Sequence[tuple[float, float]] | None:
    entity = thing.entity
    if entity.kind is EntityKind.INSERT:
        return (*thing.corners, *thing.corners[:1]) or None
    if not entity.points:
        return None
    return (*entity.points, entity.points[0]) if entity.closed else entity.points


def _bounds(things: Sequence[Placed], plan: SitePlan) -> Bounds | None:
    """What the things span, far strays left out; without any, what the elements span. [m]"""
    if not things:
        shapes = [shape for e in plan.elements() if (shape := shape_of(e)) is not None]
        return tuple(map(float, shapely.total_bounds(shapes))) if shapes else None  # type: ignore[return-value]
    points = np.concatenate([np.array(_points(t), dtype=np.float64) for t in things])
    low, high = np.quantile(points, (0.02, 0.98), axis=0)
    reach = np.maximum(high - low, 0.5) * 0.6
    inside = np.all((points >= low - reach) & (points <= high + reach), axis=1)
    west, south = points[inside].min(axis=0)
    east, north = points[inside].max(axis=0)
    return (float(west), float(south), float(east), float(north))


def _frame(bounds: Bounds, size: Size) -> Frame:
    room = size.height_mm - _STRIP_MM
    high = height_for(bounds, width_mm=size.width_mm, margin_mm=9, most_mm=room)
    return frame_around(bounds, width_mm=size.width_mm, height_mm=high, margin_mm=9, at_least_m=8)


def _strip_mm(frame: Frame) -> float:
    """How high the strip is: a car at the drawing's scale, its caption and the scale bar."""
    return max(_STRIP_MM, frame.mm(_CAR_M[1]) + 19.0)


def _scale_mm(frame: Frame) -> float:
    """How wide the part of the strip is that shows the scale."""
    return max(_SCALE_MM, frame.mm(_CAR_M[0]) + frame.mm(_PERSON_M[0]) + 16.0)


def _linework(things: Sequence[Placed], frame: Frame) -> str:
    """One path of all linework within the window."""
    west, south, east, north = frame.bounds
    words: list[str] = []
    for thing in things:
        points = np.array(_points(thing), dtype=np.float64)
        low, high = points.min(axis=0), points.max(axis=0)
        outside = low[0] > east or high[0] < west or low[1] > north or high[1] < south
        if outside or frame.mm(float(np.max(high - low))) < _LEAST_MM:
            continue
        if low[0] >= west and high[0] <= east and low[1] >= south and high[1] <= north:
            words.append(svg.through(frame.at(x, y) for x, y in points))
        elif len(points) > 1:
            words.append(frame.path(frame.cut(shapely.LineString(points))))
    return "".join(words)


def _elements(plan: SitePlan, frame: Frame) -> Iterator[str]:
    for name, (pen, _) in _STYLES.items():
        elements = [e for e in getattr(plan, name) if (s := shape_of(e)) and frame.shows(s)]
        if name in symbols.DEVICE_NAMES:
            yield from (symbols.device(name, e, *frame.on_page(e.at)) for e in elements)
        elif name == "trees":
            yield from (
                svg.circle(*frame.on_page(e.at), _crown_mm(e, frame), pen) for e in elements
            )
        elif name == "openings":
            yield svg.path(_paths([e for e in elements if e.kind == "window"], frame), pen)
            yield svg.path(_paths([e for e in elements if e.kind != "window"], frame), _DOOR)
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


def _legend(
    plan: SitePlan,
    hows: dict[str, How],
    frame: Frame,
    lang: Lang,
    *,
    lined: bool,
    repaired: int,
    width_mm: float,
) -> Iterator[str]:
    entries: list[_Entry] = []
    for name, (_, words) in _STYLES.items():
        elements = getattr(plan, name)
        if elements:
            inferred = sum(hows.get(e.id, How.DRAWN) in _UNSURE for e in elements)
            more = f" ({_INFERRED.fill(n=str(inferred)).in_(lang)})" if inferred else ""
            entries.append(
                _Entry(
                    name=name, words=f"{words.in_(lang)} {len(elements)}{more}", count=len(elements)
                )
            )
    if lined:
        entries.append(_Entry(name="unread", words=_UNREAD_WORDS.in_(lang)))
        entries.append(_Entry(name="known", words=_KNOWN_WORDS.in_(lang)))
    if repaired:
        entries.append(_Entry(name="repair", words=f"{_REPAIR_WORDS.in_(lang)} {repaired}"))
    room = width_mm - 10.0 - _scale_mm(frame)
    columns = max(1, int(room // 36))
    rows = ceil(len(entries) / columns)
    step = min(4.4, (_strip_mm(frame) - 5.0) / max(rows, 1))
    for n, entry in enumerate(entries):
        x = 4.0 + (n % columns) * (room / columns)
        y = frame.height_mm + 4.6 + (n // columns) * step
        yield _sample(entry.name, x + 2.0, y - 0.8)
        yield svg.text(entry.words, x + 5.2, y, size=2.1)


def _sample(name: str, x: float, y: float) -> str:
    if name in symbols.DEVICE_NAMES:
        return symbols.device(name, None, x, y + 0.4)
    if name == "repair":
        return svg.circle(x, y, 1.1, REPAIR)
    if name == "trees":
        return svg.circle(x, y, 1.1, _STYLES[name][0])
    if name == "openings":
        window = svg.line(x - 1.8, y, x - 0.1, y, _STYLES[name][0])
        return window + svg.line(x + 0.3, y, x + 1.8, y, _DOOR)
    pen = {"unread": UNREAD, "known": KNOWN}.get(name) or _STYLES[name][0]
    if pen.fill == "none":
        return svg.line(x - 1.8, y, x + 1.8, y, pen)
    return svg.rect(x - 1.8, y - 1.0, 3.6, 2.0, pen)


def _for_scale(frame: Frame, lang: Lang, *, width_mm: float) -> Iterator[str]:
    """A person and a car seen from above at the drawing's scale, the scale bar and the scale."""
    long, wide = frame.mm(_CAR_M[0]), frame.mm(_CAR_M[1])
    left = width_mm - _scale_mm(frame)
    base = frame.height_mm + max(10.0, wide + 5.0)
    pen = Pen(stroke=INK, width=0.16, fill="#dfe5ec")
    yield svg.rect(left, base - wide, long, wide, pen, round_=min(wide * 0.28, 4.0))
    if long > 3:
        glass = Pen(stroke=INK, width=0.12, fill=PAPER)
        yield svg.rect(left + long * 0.27, base - wide * 0.88, long * 0.16, wide * 0.76, glass)
        yield svg.rect(left + long * 0.72, base - wide * 0.84, long * 0.1, wide * 0.68, glass)
    yield svg.text(_CAR.in_(lang), left, base + 3.0, size=1.9, fill=SOFT)
    shoulders, deep = frame.mm(_PERSON_M[0]), frame.mm(_PERSON_M[1])
    x = left + max(30.0, long + 5.0)
    yield svg.rect(x, base - deep, shoulders, deep, pen, round_=deep / 2)
    yield svg.circle(x + shoulders / 2, base - deep / 2, max(deep * 0.36, 0.1), Pen(fill=INK))
    yield svg.text(_PERSON.in_(lang), x, base + 3.0, size=1.9, fill=SOFT)
    yield symbols.scale_bar(left, base + 9.0, frame)
    words = f"1:{frame.scale:,}"
    yield svg.text(words, width_mm - 3.0, base + 9.6, size=2.4, anchor="end", weight=600)
