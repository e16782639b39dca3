"""A finding small: its place and what proves it, for a summary; scale and pin, no legend."""

from dataclasses import replace

from cpted_rules.figure import linework, svg
from cpted_rules.figure.alternative import figure_text
from cpted_rules.figure.compose import Figure
from cpted_rules.figure.evidence import evidence
from cpted_rules.figure.field import drawn_field
from cpted_rules.figure.linework import Subset
from cpted_rules.figure.pins import pins
from cpted_rules.figure.place import site_of
from cpted_rules.figure.svg import HAIR, SOFT, Pen
from cpted_rules.figure.window import Size, framed
from cpted_rules.findings import Finding
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.settings import Settings
from cpted_rules.text import Lang

SURROUNDINGS_M = 24.0
MARGIN_MM = 5.0


def thumbnail_figure(
    plan: SitePlan, finding: Finding, settings: Settings, *, lang: Lang, size: Size
) -> Figure | None:
    """The place of a finding, filling the whole size; None when it has no place."""
    shape = site_of(plan, finding)
    if shape is None:
        return None
    frame = framed([shape], finding.witness, size, at_least_m=SURROUNDINGS_M, margin_mm=MARGIN_MM)
    drawn = Subset(
        plan=plan,
        level=finding.storey,
        subjects=frozenset(s.id for s in finding.subjects[:1]),
    )
    proof = evidence(
        tuple(replace(w, label=None) for w in finding.witness),
        frame,
        plan=plan,
        level=finding.storey,
        settings=settings,
        lang=lang,
    )
    field = drawn_field(finding.field, frame, finding.required) if finding.field else None
    marks, _ = pins([(str(finding.number), finding.verdict.value, shape)], frame, proof.footprint)
    foot = svg.text(
        f"1:{frame.scale} ({size.paper})", 1.2, size.height_mm - 1.2, size=1.9, fill=SOFT, mask=0.85
    )
    inside = frame.path(frame.window)
    items = [
        svg.clipped([linework.ground(drawn, frame)], inside),
        field.under if field else "",
        proof.under,
        svg.clipped([linework.lines(drawn, frame), linework.emphasis(drawn, frame)], inside),
        proof.over,
        *marks,
        foot,
        svg.rect(0.1, 0.1, size.width_mm - 0.2, size.height_mm - 0.2, Pen(stroke=HAIR, width=0.2)),
    ]
    text = figure_text(plan, (finding,), frame)
    return Figure(
        svg=svg.document(
            items,
            width_mm=size.width_mm,
            height_mm=size.height_mm,
            title=text.in_(lang),
            description=storey_name(finding.storey).in_(lang),
            lang=lang,
        ),
        width_mm=size.width_mm,
        height_mm=size.height_mm,
        frame=frame,
        level=finding.storey,
        alternative=text,
    )
