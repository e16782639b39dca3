"""The strip under a drawing: legend, scale bar with the true scale, north, key plan."""

from dataclasses import dataclass

from cpted_rules.figure import svg, symbols
from cpted_rules.figure.bands import BY_DAY, edge
from cpted_rules.figure.field import DrawnField, swatch
from cpted_rules.figure.frame import Frame, within
from cpted_rules.figure.svg import HAIR, INK, SEEN, SOFT, UNSEEN, Pen
from cpted_rules.plan import SitePlan
from cpted_rules.rule import WitnessKind
from cpted_rules.text import Lang, Text, same

ROW_MM = 3.7
BAR_MM = 8.6
KEY_MM = 20.0
NORTH_MM = 11.0

WITNESS_NAMES = {
    WitnessKind.SIGHT_LINE: Text(ko="보이는 시선", en="free sight line"),
    WitnessKind.BLOCKED_LINE: Text(ko="가로막힌 시선(×)", en="blocked sight line (×)"),
    WitnessKind.UNSEEN_AREA: Text(ko="보이지 않는 구역", en="unseen area"),
    WitnessKind.SEEN_AREA: Text(ko="보이는 구역", en="seen area"),
    WitnessKind.SHADOW: Text(ko="가림·그늘", en="shadow"),
    WitnessKind.GAP: Text(ko="간격", en="gap"),
    WitnessKind.ROUTE: Text(ko="동선", en="route"),
    WitnessKind.POINT: Text(ko="지점", en="point"),
    WitnessKind.COVERAGE: Text(ko="촬영 범위", en="camera coverage"),
    WitnessKind.APPROACH: Text(
        ko="가장 덜 보이는 접근로(낮, 도구 기본값)",
        en="least-observed approach (by day, tool defaults)",
    ),
    WitnessKind.UNSEEN_STRETCH: Text(ko="아무도 볼 수 없는 구간", en="stretch nobody sees"),
}
SUBJECT = Text(ko="대상", en="subject")
COVERED = "CAM"
"""Rules whose extents are what cameras see."""
EXTENT = Text(ko="살핀 범위", en="extent looked at")
"""What an extent is called in figures of other rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a legend: a sample about 6 mm wide and its words."""

    sample: str
    words: str


def entries(
    kinds: frozenset[WitnessKind],
    devices: frozenset[str],
    field: DrawnField | None,
    lang: Lang,
    *,
    subject: bool,
    rule: str = "",
) -> tuple[Entry, ...]:
    """What the legend has to explain, evidence first.

    Args:
        rule: code of the rule whose evidence it is.
    """
    found = [
        Entry(sample=_sample(k), words=witness_name(k, rule).in_(lang))
        for k in WitnessKind
        if k in kinds
    ]
    if field is not None:
        found.extend(
            Entry(sample=swatch(one, 1, -2), words=one.words(field.unit).in_(lang))
            for one in field.classes
        )
    if subject:
        box = svg.rect(1, -2, 4, 2, Pen(stroke=UNSEEN, width=0.5))
        found.append(Entry(sample=box, words=SUBJECT.in_(lang)))
    for name in sorted(devices):
        words = symbols.DEVICE_NAMES.get(name, same(name)).in_(lang)
        found.append(Entry(sample=symbols.device(name, None, 2.8, -0.8), words=words))
    return tuple(found)


def witness_name(kind: WitnessKind, rule: str) -> Text:
    """What a kind of evidence is called in the figures of a rule."""
    if kind is WitnessKind.COVERAGE and rule and not rule.startswith(COVERED):
        return EXTENT
    return WITNESS_NAMES[kind]


def height_of(found: tuple[Entry, ...], width_mm: float) -> float:
    """How high the strip is."""
    rows = len(_rows(found, width_mm - KEY_MM - NORTH_MM - 4))
    return max(BAR_MM + rows * ROW_MM, 15.5)


def strip(
    found: tuple[Entry, ...], plan: SitePlan, frame: Frame, *, top_mm: float, paper: str
) -> str:
    """The strip drawn under the frame."""
    width = frame.left_mm * 2 + frame.width_mm
    height = height_of(found, width)
    items = [svg.line(0, top_mm, width, top_mm, Pen(stroke=HAIR, width=0.2))]
    for n, row in enumerate(_rows(found, width - KEY_MM - NORTH_MM - 4)):
        x = 2.0
        y = top_mm + 3.5 + n * ROW_MM
        for entry in row:
            items.append(
                svg.group([entry.sample], transform=f"translate({svg.number(x)} {svg.number(y)})")
            )
            items.append(svg.text(entry.words, x + 6.6, y, size=2.0, fill=INK))
            x += _wide(entry)
    base = top_mm + height - 2.6
    items.append(symbols.scale_bar(4.2, base, frame))
    length = next(
        frame.mm(m) for m in (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500) if frame.mm(m) >= 15
    )
    words = f"1:{frame.scale} ({paper})"
    items.append(svg.text(words, 4.2 + length + 8, base + 0.8, size=2.1, weight=600, fill=SOFT))
    items.append(symbols.north(width - KEY_MM - 6.5, top_mm + height / 2 + 1.2, plan.north_deg))
    if not _whole(plan, frame):
        items.append(_key(plan, frame, width - KEY_MM - 1, top_mm + 1, KEY_MM, height - 2))
    return svg.group(items)


def _whole(plan: SitePlan, frame: Frame) -> bool:
    """Whether the drawing shows the site whole, so that a key plan says nothing."""
    return all(within(b.area.bounds, frame.bounds) for b in plan.boundaries)


def _rows(found: tuple[Entry, ...], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = 0.0
    for entry in found:
        if not rows or used + _wide(entry) > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += _wide(entry)
    return rows


def _wide(entry: Entry) -> float:
    return 6.6 + svg.width_of(entry.words, 2.0) + 3.2


def _sample(kind: WitnessKind) -> str:
    """A line or a hatched box as in the drawing; origin at the baseline's left."""
    blue, red = Pen(stroke=SEEN, width=0.24), Pen(stroke=UNSEEN, width=0.24)
    if kind is WitnessKind.SIGHT_LINE:
        return svg.line(0.4, -0.8, 5.4, -0.8, blue) + svg.polyline(
            [(5.6, -0.8), (4.2, -1.3), (4.2, -0.3)], Pen(fill=SEEN), closed=True
        )
    if kind is WitnessKind.BLOCKED_LINE:
        return (
            svg.line(0.4, -0.8, 2.2, -0.8, red)
            + svg.line(2.6, -0.8, 5.6, -0.8, Pen(stroke=UNSEEN, width=0.24, dash="1 0.6"))
            + symbols.cross(2.4, -0.8, 0.8, Pen(stroke=UNSEEN, width=0.35))
        )
    if kind is WitnessKind.GAP:
        return svg.line(0.6, -0.8, 5.4, -0.8, red) + "".join(
            svg.line(x - 0.5, -0.3, x + 0.5, -1.3, Pen(stroke=UNSEEN, width=0.45))
            for x in (0.8, 5.2)
        )
    if kind is WitnessKind.ROUTE:
        return svg.line(0.4, -0.8, 5.6, -0.8, Pen(stroke=SEEN, width=0.45, dash="1.8 0.6 0.4 0.6"))
    if kind is WitnessKind.APPROACH:
        return svg.line(0.4, -0.8, 5.6, -0.8, BY_DAY)
    if kind is WitnessKind.POINT:
        return (
            svg.circle(3, -0.8, 0.8, red)
            + svg.line(1.6, -0.8, 4.4, -0.8, red)
            + svg.line(3, -2.2, 3, 0.6, red)
        )
    return _hatched_box(kind)


def _hatched_box(kind: WitnessKind) -> str:
    pen = {
        WitnessKind.UNSEEN_AREA: Pen(stroke=UNSEEN, width=0.3),
        WitnessKind.SEEN_AREA: Pen(stroke=SEEN, width=0.2),
        WitnessKind.SHADOW: Pen(stroke=INK, width=0.2, dash="1 0.5"),
        WitnessKind.COVERAGE: Pen(stroke=SEEN, width=0.22, dash="1.2 0.5"),
        WitnessKind.UNSEEN_STRETCH: edge(bad=True),
    }[kind]
    strokes = {
        WitnessKind.UNSEEN_AREA: "M1.2 0l2 -2M2.6 0l2 -2M4 0l1 -1",
        WitnessKind.SEEN_AREA: "M1.4 -2l2 2M3.2 -2l1.8 1.8",
        WitnessKind.SHADOW: "M1.8 0v-2M2.6 0v-2M3.4 0v-2M4.2 0v-2",
        WitnessKind.COVERAGE: "",
        WitnessKind.UNSEEN_STRETCH: "M1.2 0l2 -2M2.6 0l2 -2M4 0l1 -1",
    }[kind]
    fill = {WitnessKind.SHADOW: "none"}.get(kind, pen.stroke)
    return (
        svg.rect(1, -2, 4, 2, Pen(fill=fill, opacity=0.08))
        + svg.path(strokes, Pen(stroke=pen.stroke, width=0.16))
        + svg.rect(1, -2, 4, 2, pen)
    )


def _key(plan: SitePlan, frame: Frame, x: float, y: float, width: float, height: float) -> str:
    """A key plan: the site and its buildings, with the window marked."""
    areas = [b.area for b in plan.boundaries] or [b.area for b in plan.buildings]
    if not areas:
        return ""
    x0 = min(a.bounds[0] for a in areas)
    y0 = min(a.bounds[1] for a in areas)
    x1 = max(a.bounds[2] for a in areas)
    y1 = max(a.bounds[3] for a in areas)
    scale = int(max((x1 - x0) / width, (y1 - y0) / height) * 1000 * 1.06)
    if scale <= 0:
        return ""
    small = Frame(
        west_m=(x0 + x1 - width * scale / 1000) / 2,
        south_m=(y0 + y1 - height * scale / 1000) / 2,
        width_mm=width,
        height_mm=height,
        scale=scale,
        left_mm=x,
        top_mm=y,
    )
    items = [svg.path(small.outline(b.area), Pen(stroke=INK, width=0.15)) for b in plan.boundaries]
    for building in plan.buildings:
        if not building.neighbour:
            shape = small.cut(building.area)
            items.append(svg.path(small.path(shape), Pen(fill="#b8c0ca")))
    west, south, east, north = frame.bounds
    left, top = small.at(max(west, small.bounds[0]), min(north, small.bounds[3]))
    right, bottom = small.at(min(east, small.bounds[2]), max(south, small.bounds[1]))
    if right - left < width * 0.98 or bottom - top < height * 0.98:
        box = svg.rect(
            left, top, max(right - left, 1), max(bottom - top, 1), Pen(stroke=UNSEEN, width=0.4)
        )
        items.append(box)
    return svg.group(items)


__all__ = ["Entry", "entries", "height_of", "strip", "witness_name"]
