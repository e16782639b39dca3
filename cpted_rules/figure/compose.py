"""Whole figures: one finding, a group of like findings, and the site with all its pins."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import linework, section, strip, svg, symbols
from cpted_rules.figure.evidence import Evidence, evidence, to_page
from cpted_rules.figure.field import DrawnField, drawn_field
from cpted_rules.figure.frame import Bounds, Frame, frame_around, height_for
from cpted_rules.figure.labels import Label, placed
from cpted_rules.figure.linework import Subset
from cpted_rules.figure.obstacles import BARRIER_NAMES
from cpted_rules.figure.place import place_of, site_of
from cpted_rules.figure.svg import GREEN, HAIR, INK, SOFT, Pen
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.rule import Field, Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.text import Lang, Text

DEVICES_OF = {
    "LGT": frozenset({"luminaires"}),
    "CAM": frozenset({"cameras"}),
    "CAM604": frozenset({"bells"}),
    "CAM605": frozenset({"cameras", "signs"}),
    "SUR106": frozenset({"cameras", "mirrors"}),
    "SUR102": frozenset({"mirrors"}),
    "ACC203": frozenset({"fixtures"}),
}
"""Devices a figure shows, by rule or by the group of its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The room a figure has on the page. [mm]"""

    width_mm: float = 104.0
    map_mm: float = 78.0
    paper: str = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing with its true size, and the window that ties the page to the site."""

    svg: str
    width_mm: float
    height_mm: float
    frame: Frame
    level: int
    alternative: Text


def finding_figure(
    plan: SitePlan, finding: Finding, settings: Settings, *, lang: Lang, size: Size | None = None
) -> Figure | None:
    """The place of one finding with what proves it; None when it has no place."""
    return group_figure(plan, (finding,), settings, lang=lang, size=size)


def group_figure(
    plan: SitePlan,
    findings: Sequence[Finding],
    settings: Settings,
    *,
    lang: Lang,
    size: Size | None = None,
) -> Figure | None:
    """Like findings of one storey in one drawing, each with its pin."""
    size = size or Size()
    placed_ = [(f, shape) for f in findings if (shape := site_of(plan, f)) is not None]
    if not placed_:
        return None
    level = placed_[0][0].storey
    chosen = [(f, s) for f, s in placed_ if f.storey == level]
    one = len(chosen) == 1
    bounds = _extent([s for _, s in chosen], [w for f, _ in chosen for w in f.witness])
    lead = chosen[0][0]
    if one and lead.field:
        bounds = _with_field(bounds, lead.field)
    frame = frame_around(
        bounds,
        width_mm=size.width_mm,
        height_mm=height_for(bounds, width_mm=size.width_mm, margin_mm=9, most_mm=size.map_mm),
        margin_mm=9,
        at_least_m=(24 if level in (0, 1) else 20) if one else 30,
    )
    drawn = Subset(
        plan=plan,
        level=level,
        subjects=_subjects(lead) if one else frozenset(),
        devices=_devices([f for f, _ in chosen]),
    )
    witness = tuple(w for f, _ in chosen for w in f.witness)
    proof = evidence(witness, frame, plan=plan, level=level, settings=settings, lang=lang)
    field = drawn_field(lead.field, frame, lead.required) if one and lead.field else None
    told = section.section_of(witness, plan=plan, level=level, settings=settings) if one else None
    pins = [(str(f.number), f.verdict.value, _pinned(f, s)) for f, s in chosen]
    text = figure_text(plan, [f for f, _ in chosen])
    return _sheet(
        drawn, frame, size=size, proof=proof, field=field, told=told, pins=pins, lang=lang,
        text=text, kinds=frozenset(w.kind for w in witness),
    )  # fmt: skip


def overview_figure(
    plan: SitePlan, findings: Sequence[Finding], level: int, *, lang: Lang, size: Size | None = None
) -> Figure | None:
    """One storey of the whole site with a pin for every finding placed on it."""
    size = size or Size(width_mm=176, map_mm=190)
    areas: list[BaseGeometry] = [b.area for b in plan.boundaries]
    areas += [b.area for b in plan.buildings if not b.neighbour]
    pins = [
        (str(f.number), f.verdict.value, shape)
        for f in findings
        if f.storey == level and (shape := site_of(plan, f)) is not None
    ]
    areas = areas or [s for _, _, s in pins]
    if not areas or not pins:
        return None
    bounds = _extent(areas, [])
    high = height_for(bounds, width_mm=size.width_mm, margin_mm=10, most_mm=size.map_mm)
    frame = frame_around(bounds, width_mm=size.width_mm, height_mm=high, margin_mm=10)
    drawn = Subset(plan=plan, level=level)
    none = Evidence(under="", over="", labels=(), footprint=())
    text = Text(
        ko=f"{storey_name(level).ko} 전체도: 지적 {len(pins)}건의 위치",
        en=f"{storey_name(level).en}, whole site: places of {len(pins)} findings",
    )
    return _sheet(
        drawn, frame, size=size, proof=none, field=None, told=None, pins=pins, lang=lang,
        text=text, kinds=frozenset(),
    )  # fmt: skip


def figure_text(plan: SitePlan, findings: Sequence[Finding]) -> Text:
    """What a figure shows, in words, for those who do not see it."""
    place = place_of(plan, findings[0])
    numbers = ", ".join(str(f.number) for f in findings)
    ko = [f"{numbers}번 지적, {place.ko}."]
    en = [f"Finding {numbers}, {place.en}."]
    witness = [w for f in findings for w in f.witness]
    for kind in WitnessKind:
        same_kind = [w for w in witness if w.kind is kind]
        if same_kind:
            name = strip.WITNESS_NAMES[kind]
            labels = list(dict.fromkeys(w.label for w in same_kind if w.label))[:4]
            ko.append(f"{name.ko} {len(same_kind)}" + _labels([t.ko for t in labels]))
            en.append(f"{name.en}: {len(same_kind)}" + _labels([t.en for t in labels]))
    return Text(ko=" ".join(ko), en=" ".join(en))


def _labels(words: list[str]) -> str:
    return f" ({', '.join(words)})." if words else "."


def _pinned(finding: Finding, shape: BaseGeometry) -> BaseGeometry:
    """What the pin points at: the unseen area where one is drawn, else the place."""
    unseen = [w.shape for w in finding.witness if w.kind is WitnessKind.UNSEEN_AREA]
    return max(unseen, key=lambda s: s.area) if unseen else shape


def _subjects(finding: Finding) -> frozenset[str]:
    """The elements drawn heavily: all where they are few, else the leading one."""
    few = finding.subjects if len(finding.subjects) <= 6 else finding.subjects[:1]
    return frozenset(s.id for s in few)


def _with_field(bounds: Bounds, field: Field) -> Bounds:
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


def _devices(findings: Sequence[Finding]) -> frozenset[str]:
    found: set[str] = set()
    for finding in findings:
        code = finding.rule or ""
        found |= DEVICES_OF.get(code, DEVICES_OF.get(code[:3], frozenset()))
    return frozenset(found)


def _extent(shapes: Sequence[BaseGeometry], witness: Sequence[Witness]) -> Bounds:
    every = [s for s in (*shapes, *(w.shape for w in witness)) if not s.is_empty]
    return (
        min(s.bounds[0] for s in every),
        min(s.bounds[1] for s in every),
        max(s.bounds[2] for s in every),
        max(s.bounds[3] for s in every),
    )


def _sheet(
    drawn: Subset,
    frame: Frame,
    *,
    size: Size,
    proof: Evidence,
    field: DrawnField | None,
    told: section.Section | None,
    pins: Sequence[tuple[str, str, BaseGeometry]],
    lang: Lang,
    text: Text,
    kinds: frozenset[WitnessKind],
) -> Figure:
    plan = drawn.plan
    marks, taken = _pins(pins, frame, proof)
    labels = placed(
        [*proof.labels, *_names(drawn, frame)],
        frame,
        taken=taken,
        avoid=proof.footprint,
    )
    found = strip.entries(
        kinds, _present(drawn, frame), field, lang, subject=bool(drawn.subjects & set(plan.by_id))
    )
    strip_mm = strip.height_of(found, size.width_mm)
    told_mm = section.HEIGHT_MM if told else 0.0
    height = frame.height_mm + strip_mm + told_mm
    items = [
        linework.ground(drawn, frame),
        proof.under,
        field.under if field else "",
        linework.lines(drawn, frame),
        field.over if field else "",
        linework.emphasis(drawn, frame),
        proof.over,
        *labels,
        *marks,
    ]
    if told:
        top = frame.height_mm
        items.append(section.drawn_section(told, lang, left_mm=0, top_mm=top, width_mm=size.width_mm))
    items.append(strip.strip(found, plan, frame, lang, top_mm=height - strip_mm, paper=size.paper))
    items.append(svg.rect(0.1, 0.1, size.width_mm - 0.2, height - 0.2, Pen(stroke=HAIR, width=0.2)))
    title, description = text.in_(lang), storey_name(drawn.level).in_(lang)
    return Figure(
        svg=svg.document(
            items,
            width_mm=size.width_mm,
            height_mm=height,
            title=title,
            description=description,
            lang=lang,
        ),
        width_mm=size.width_mm,
        height_mm=height,
        frame=frame,
        level=drawn.level,
        alternative=text,
    )


def _present(drawn: Subset, frame: Frame) -> frozenset[str]:
    """The device kinds that stand in the window."""
    return frozenset(
        name
        for name in drawn.devices
        if any(drawn.shows(e) and frame.shows(e.at) for e in getattr(drawn.plan, name))
    )


def _pins(
    pins: Sequence[tuple[str, str, BaseGeometry]], frame: Frame, proof: Evidence
) -> tuple[list[str], list[Bounds]]:
    """Numbered pins beside their places, apart from one another, with a leader where moved."""
    marks: list[str] = []
    taken: list[Bounds] = []
    tree = shapely.STRtree(list(proof.footprint))
    radius = 2.3
    for number, verdict, shape in pins:
        shown = frame.cut(shape)
        target = (shown if not shown.is_empty else shape).representative_point()
        x, y = frame.at(target.x, target.y)
        best: tuple[float, float, float] | None = None
        for order, (dx, dy) in enumerate(_around(shape, frame)):
            u, v = x + dx, y + dy
            if not _inside(u, v, frame, radius):
                continue
            box = (u - radius, v - radius, u + radius, v + radius)
            if any(_overlap(box, other) for other in taken):
                continue
            cost = order + 3 * len(tree.query(shapely.box(*box), predicate="intersects"))
            if best is None or cost < best[0]:
                best = (cost, u, v)
        _, u, v = best or (0.0, x, y)
        taken.append((u - radius, v - radius, u + radius, v + radius))
        if abs(u - x) + abs(v - y) > 0.1:
            marks.append(svg.line(x, y, u, v, Pen(stroke=INK, width=0.2)))
            marks.append(svg.circle(x, y, 0.45, Pen(fill=INK)))
        marks.append(symbols.pin(number, u, v, verdict, radius=radius))
    lines = [m for m in marks if m.startswith(("<path", "<circle")) and "<text" not in m]
    heads = [m for m in marks if m not in lines]
    return lines + heads, taken


def _around(shape: BaseGeometry, frame: Frame) -> list[tuple[float, float]]:
    """Offsets tried for a pin, nearest first; areas large on the page may carry it inside."""
    wide = frame.mm(min(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]))
    rings = [(0.0, 0.0)] if wide > 9 and shape.area > 0 else []
    for reach in (5.5, 8.0, 11.0, 15.0, 20.0):
        for dx, dy in ((0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (0, -1), (1, 0), (0, 1), (-1, 0)):
            rings.append((dx * reach, dy * reach))
    return rings


def _inside(x: float, y: float, frame: Frame, radius: float) -> bool:
    left, top = frame.left_mm + radius + 0.4, frame.top_mm + radius + 0.4
    return (
        left <= x <= frame.left_mm + frame.width_mm - radius - 0.4
        and top <= y <= frame.top_mm + frame.height_mm - radius - 0.4
    )


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _names(drawn: Subset, frame: Frame) -> list[Label]:
    """Names of buildings, areas and barriers within the window."""
    plan = drawn.plan
    labels: list[Label] = []
    for building in plan.buildings:
        shown = frame.cut(building.area) if frame.shows(building.area) else None
        if shown is None or shown.is_empty or not building.label:
            continue
        quiet = building.neighbour or drawn.level < 0
        at = to_page(shown.representative_point(), frame)
        labels.append(
            Label(
                words=building.label, x=at.x, y=at.y, rank=3, size=2.2 if quiet else 2.8,
                weight=400 if quiet else 700, fill=SOFT if quiet else INK, reach_mm=(0.0, 2.0), mask=0.0,
            )  # fmt: skip
        )
    for zone in plan.zones:
        if zone.label and drawn.shows(zone) and frame.shows(zone.area):
            shown = frame.cut(zone.area)
            if not shown.is_empty and frame.mm(shown.area**0.5) > 4:
                at = to_page(shown.representative_point(), frame)
                fill = GREEN if zone.kind in linework.GREEN_ZONES else SOFT
                labels.append(
                    Label(words=zone.label, x=at.x, y=at.y, rank=4, size=2.0, fill=fill, reach_mm=(0.0, 1.0, 3.0), mask=0.5)
                )  # fmt: skip
    for barrier in plan.barriers if drawn.outdoors else ():
        shown = frame.cut(barrier.line)
        if shown.is_empty or frame.mm(shown.length) < 12:
            continue
        name = barrier.label or barrier.species or BARRIER_NAMES[barrier.kind].ko
        high = f" H={barrier.top_m:.1f}" if barrier.top_m is not None else ""
        at = to_page(shown.interpolate(0.5, normalized=True), frame)
        labels.append(
            Label(words=name + high, x=at.x, y=at.y, rank=6, size=1.9, fill=SOFT, reach_mm=(0.6, 1.4), above=True)
        )  # fmt: skip
    return labels
