"""Whole figures: one finding, a group of like findings, and the site with all its pins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import linework, section, strip, svg
from cpted_rules.figure.alternative import figure_text
from cpted_rules.figure.evidence import Evidence, all_to_page, evidence, to_page
from cpted_rules.figure.field import DrawnField, drawn_field
from cpted_rules.figure.frame import Bounds, Frame, joined
from cpted_rules.figure.index_grid import edge_marks, index_grid
from cpted_rules.figure.labels import placed
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.linework import Subset
from cpted_rules.figure.names import names
from cpted_rules.figure.pins import dotted
from cpted_rules.figure.pins import pins as pins_drawn
from cpted_rules.figure.place import site_of
from cpted_rules.figure.svg import HAIR, Pen
from cpted_rules.figure.watched import watched_layer
from cpted_rules.figure.window import Size, extent, frame_for, with_field
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.rule import WitnessKind
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
    "ACC205": frozenset({"fixtures"}),
}
"""Devices a figure shows, by rule or by the group of its code."""

SIGHT = (WitnessKind.SIGHT_LINE, WitnessKind.BLOCKED_LINE)
"""Witnesses whose words a section tells better than a label."""

NO_LAYER = Layer()

GROUND = {0, 1}
"""Storeys drawn together: the open ground and the ground floor."""


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
    plan: SitePlan,
    finding: Finding,
    settings: Settings,
    *,
    lang: Lang,
    size: Size | None = None,
    around: Bounds | None = None,
) -> Figure | None:
    """The place of one finding with what proves it; None when it has no place.

    Args:
        around: what the window shows at least, such as that of another round.
    """
    return group_figure(plan, (finding,), settings, lang=lang, size=size, around=around)


def group_figure(
    plan: SitePlan,
    findings: Sequence[Finding],
    settings: Settings,
    *,
    lang: Lang,
    size: Size | None = None,
    around: Bounds | None = None,
) -> Figure | None:
    """Like findings of one storey in one drawing, each with its pin; `around` as of one finding."""
    size = size or Size()
    placed_ = [(f, shape) for f in findings if (shape := site_of(plan, f)) is not None]
    if not placed_:
        return None
    level = placed_[0][0].storey
    chosen = [(f, s) for f, s in placed_ if f.storey == level]
    one = len(chosen) == 1
    lead = chosen[0][0]
    witness = tuple(w for f, _ in chosen for w in f.witness)
    told = section.section_of(witness, plan=plan, level=level, settings=settings) if one else None
    bounds = extent([s for _, s in chosen], witness)
    if one and lead.field and lead.field.unit != "count":
        bounds = with_field(bounds, lead.field)
    if around is not None:
        bounds = joined(bounds, around)
    frame = frame_for(
        bounds,
        size,
        told=told is not None,
        at_least_m=24 if one else 30,
        margin_mm=6.5 if told else 9,
    )
    ways = watched_layer(plan, [f for f, _ in chosen], frame, lang)
    # a ribbon counts the same in classes that are told apart from afar
    field = _field(lead, frame) if one and not ways.over else None
    drawn = Subset(
        plan=plan,
        level=level,
        subjects=_subjects(lead) if one and not field else frozenset(),
        devices=_devices([f for f, _ in chosen]),
    )
    spoken = tuple(replace(w, label=None) if told and w.kind in SIGHT else w for w in witness)
    proof = evidence(spoken, frame, plan=plan, level=level, settings=settings, lang=lang)
    pins = [(str(f.number), f.verdict.value, _pinned(f, s)) for f, s in chosen]
    text = figure_text(plan, [f for f, _ in chosen], frame)
    return _sheet(
        drawn, frame, size=size, proof=proof, field=field, told=told, pins=pins, lang=lang,
        text=text, kinds=frozenset(w.kind for w in witness), rule=lead.rule or "", ways=ways,
    )  # fmt: skip


def overview_figure(
    plan: SitePlan,
    findings: Sequence[Finding],
    level: int,
    *,
    lang: Lang,
    minor: frozenset[int] = frozenset(),
    size: Size | None = None,
) -> Figure | None:
    """One storey of the whole site with a pin for every finding on it; ground and 1F together.

    Args:
        minor: numbers drawn as dots, such as the members of large groups.
    """
    size = size or Size(width_mm=176, height_mm=200)
    wanted = [
        (f, shape)
        for f in findings
        if (f.storey == level or {f.storey, level} <= GROUND)
        and (shape := site_of(plan, f)) is not None
    ]
    if not wanted:
        return None
    drawn = Subset(plan=plan, level=level)
    bounds = extent([*linework.extent(drawn), *(s for _, s in wanted)], ())
    frame = frame_for(bounds, size, told=False, at_least_m=20, margin_mm=10)
    pins = [(str(f.number), f.verdict.value, s) for f, s in wanted if f.number not in minor]
    dots, labels = dotted([(f, s) for f, s in wanted if f.number in minor], frame)
    none = Evidence(under="", over=dots, labels=labels, footprint=(), areas=())
    text = Text(
        ko=f"{storey_name(level).ko} 전체도: 지적 {len(wanted)}건의 위치",
        en=f"{storey_name(level).en}, whole site: places of {len(wanted)} findings",
    )
    return _sheet(
        drawn, frame, size=size, proof=none, field=None, told=None, pins=pins, lang=lang,
        text=text, kinds=frozenset(),
    )  # fmt: skip


def _pinned(finding: Finding, shape: BaseGeometry) -> BaseGeometry:
    """What the pin points at: the unseen area where one is drawn, else the place."""
    unseen = [
        w.shape
        for w in finding.witness
        if w.kind is WitnessKind.UNSEEN_AREA and shape.area > 0 and w.shape.intersects(shape)
    ]
    return max(unseen, key=lambda s: s.area) if unseen else shape


def _subjects(finding: Finding) -> frozenset[str]:
    """The elements drawn heavily: all where they are few, else the leading one."""
    few = finding.subjects if len(finding.subjects) <= 6 else finding.subjects[:1]
    return frozenset(s.id for s in few)


def _field(finding: Finding, frame: Frame) -> DrawnField | None:
    """The field of a finding, unless seen and unseen areas already say what it counts."""
    areal = any(w.kind in (WitnessKind.UNSEEN_AREA, WitnessKind.SEEN_AREA) for w in finding.witness)
    if finding.field is None or (finding.field.unit == "count" and areal):
        return None
    return drawn_field(finding.field, frame, finding.required)


def _devices(findings: Sequence[Finding]) -> frozenset[str]:
    found: set[str] = set()
    for finding in findings:
        code = finding.rule or ""
        found |= DEVICES_OF.get(code, DEVICES_OF.get(code[:3], frozenset()))
    return frozenset(found)


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
    rule: str = "",
    ways: Layer = NO_LAYER,
) -> Figure:
    plan = drawn.plan
    # people's marks lie on the outlines of places: the numbers keep off them
    outlines = [to_page(shape.boundary, frame) for _, _, shape in pins if shape.area > 0]
    marks, taken = pins_drawn(pins, frame, [*proof.footprint, *outlines])
    grid = index_grid(plan)
    squares, named = edge_marks(grid, frame) if grid else ("", [])
    labels = placed(
        [
            *proof.labels,
            *ways.labels,
            *(field.labels if field else ()),
            *names(drawn, frame, lang),
        ],
        frame,
        taken=[*taken, *named],
        avoid=[*proof.footprint, *all_to_page(linework.occupied(drawn, frame), frame)],
        areas=[*proof.areas, *ways.areas],
    )
    found = (
        *ways.legend,
        *strip.entries(
            kinds,
            _present(drawn, frame),
            field,
            lang,
            subject=bool(drawn.subjects & set(plan.by_id)),
            rule=rule,
        ),
    )
    strip_mm = strip.height_of(found, size.width_mm)
    told_mm = section.HEIGHT_MM if told else 0.0
    height = frame.height_mm + strip_mm + told_mm
    inside = frame.path(frame.window)
    items = [
        svg.clipped([linework.ground(drawn, frame)], inside),
        field.under if field else "",
        proof.under,
        svg.clipped([linework.lines(drawn, frame)], inside),
        field.over if field else "",
        svg.clipped([linework.emphasis(drawn, frame)], inside),
        ways.over,
        proof.over,
        squares,
        *labels,
        *marks,
    ]
    if told:
        top = frame.height_mm
        items.append(
            section.drawn_section(told, lang, left_mm=0, top_mm=top, width_mm=size.width_mm)
        )
    items.append(strip.strip(found, plan, frame, top_mm=height - strip_mm, paper=size.paper))
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
        if any(drawn.draws(e) and frame.shows(e.at) for e in getattr(drawn.plan, name))
    )
