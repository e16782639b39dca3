"""Finding blocks: one finding, or many like ones of a clause, as a reader sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports import statements, wording
from app.reports.statements import Law, sources
from cpted_rules.figure import (
    Figure,
    Size,
    finding_figure,
    group_figure,
    place_of,
    site_of,
    square_of,
)
from cpted_rules.findings import VERDICT_NAMES, Assessment, Finding
from cpted_rules.pack import FORCE_NAMES
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.standing import CONDITIONS
from cpted_rules.text import Lang, Text, join, same

MANY = 6
"""More like findings than this are shown in one block with a table; those that keep a reference
without a figure."""


OTHERS = Text(ko="{lead} 외 {rest}", en="{lead} +{rest}")
SECURITY = Text(ko="보안 유의", en="Security-sensitive")
NUMBERS = {
    "measured": Text(ko="측정 {value}", en="measured {value}"),
    "required": Text(ko="기준 {value}", en="required {value}"),
    "reference": Text(ko="참고값 {value}", en="reference {value}"),
}
"""Numbers as the text alternative of a figure reads them."""
SMALLEST_SCALE = 1000
"""A figure that would be drawn smaller is given the whole width of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room that figures have on one kind of paper; `small` is of a thumbnail."""

    finding: Size
    wide: Size
    overview: Size
    small: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member of a group of like findings."""

    anchor: str
    number: str
    subject: str
    place: str
    square: str
    measured: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the report; every word is ready to be set.

    Args:
        square: where it lies on the index grid of the site; "" where it has no place.
        margin: how far the value is from what is required, or from the reference.
        stage: the stage at which what it asks for is to be seen.
        alternative: what the figure shows and the numbers it proves, in words.
    """

    anchor: str
    number: str
    short: str
    headline: str
    verdict: str
    verdict_word: str
    force: str
    basis: str
    ground: str
    security: str
    measured: str
    measured_what: str
    required: str
    requires: str
    reference: str
    beyond: str
    cite: str
    rule: str
    sources: tuple[str, ...]
    place: str
    square: str
    sheet: str
    note: str
    caveat: str
    tolerance: str
    margin: str
    stage: str
    opinion: str
    egress: str
    figure: Figure | None
    alternative: str
    wide: bool
    rows: tuple[Row, ...]


def grouped(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings in order, those of one clause, rule and storey together where they are many."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_kind(finding), []).append(finding)
    groups: list[tuple[Finding, ...]] = []
    for finding in findings:
        members = alike[_kind(finding)]
        if len(members) <= MANY:
            groups.append((finding,))
        elif finding is members[0]:
            groups.append(tuple(members))
    return tuple(groups)


def _kind(finding: Finding) -> tuple[object, ...]:
    return (
        finding.verdict,
        finding.clause,
        finding.rule,
        finding.parameters,
        finding.storey,
        finding.beyond_reference,
    )


def block_of(
    findings: Sequence[Finding],
    assessment: Assessment,
    plan: SitePlan,
    *,
    law: Law,
    rules: Mapping[str, Rule],
    lang: Lang,
    room: Room,
    drawn: bool = True,
) -> Block:
    """The block of one finding or of a group of like findings.

    Args:
        drawn: whether its figure is drawn.
    """
    lead, many = findings[0], len(findings) > 1
    clause = law.clauses[lead.clause]
    rule = rules.get(lead.rule or "")
    quiet = many and lead.reference is not None and not lead.beyond_reference
    figure = None if quiet or not drawn else _figure(findings, assessment, plan, lang, room.finding)
    wide = figure is not None and figure.frame.scale > SMALLEST_SCALE
    if wide:
        figure = _figure(findings, assessment, plan, lang, room.wide)
    slots = statements.slots(findings, plan, clause, law.cite(lead.clause))
    words = {
        "headline": statements.headline(findings, plan, clause=clause, rule=rule),
        "verdict_word": VERDICT_NAMES[lead.verdict],
        "force": FORCE_NAMES[lead.force],
        "basis": statements.basis(lead),
        "ground": statements.ground(lead),
        "security": SECURITY if any(f.is_sensitive for f in findings) else same(""),
        "measured": slots["measured"] if rule else same(""),
        "measured_what": rule.measures if rule else same(""),
        "required": wording.bound(lead.required) if rule else same(""),
        "requires": clause.requires,
        "reference": statements.reference(lead),
        "beyond": statements.beyond(findings),
        "cite": law.cite(lead.clause),
        "place": slots["place"],
        "sheet": statements.sheet_of(lead, plan),
        "note": lead.note or same(""),
        "caveat": same("") if _said(clause.caveat, lead.note) else clause.caveat or same(""),
        "tolerance": statements.tolerance(lead),
        "margin": statements.margin(findings) if rule else same(""),
        "stage": CONDITIONS[max(clause.stage, assessment.facts.stage, key=lambda s: s.rank)],
        "opinion": statements.opinion(findings, plan, clause, law.cite(lead.clause)),
        "egress": clause.egress or same(""),
    }
    return Block(
        anchor=f"finding-{lead.number}",
        number=wording.numbers([f.number for f in findings]),
        short=_short(findings, lang),
        verdict=lead.verdict.value,
        rule=lead.rule or "",
        square=_square(lead, plan),
        sources=() if many else sources(lead),
        figure=figure,
        alternative=_alternative(figure, words, lang) if figure else "",
        wide=wide,
        rows=tuple(_row(f, plan, lang) for f in findings) if many else (),
        **{k: v.in_(lang) for k, v in words.items()},
    )


def _square(finding: Finding, plan: SitePlan) -> str:
    """Where a finding lies on the index grid of the site."""
    shape = site_of(plan, finding)
    return square_of(plan, shape.representative_point()) if shape is not None else ""


def _alternative(figure: Figure, words: Mapping[str, Text], lang: Lang) -> str:
    """What a figure shows, and the numbers it proves."""
    measured = join(
        [
            NUMBERS[key].fill(value=words[key])
            for key in ("measured", "required", "reference")
            if words[key].ko
        ]
    )
    return " ".join(w for w in (figure.alternative.in_(lang), measured.in_(lang)) if w)


def _said(words: Text | None, note: Text | None) -> bool:
    """Whether a note says some words already."""
    return words is not None and note is not None and words.ko in note.ko


def _short(findings: Sequence[Finding], lang: Lang) -> str:
    """The leading number, and how many more stand with it."""
    lead, rest = str(findings[0].number), str(len(findings) - 1)
    return OTHERS.fill(lead=lead, rest=rest).in_(lang) if len(findings) > 1 else lead


def _figure(
    findings: Sequence[Finding], assessment: Assessment, plan: SitePlan, lang: Lang, size: Size
) -> Figure | None:
    if len(findings) > 1:
        return group_figure(plan, findings, assessment.settings, lang=lang, size=size)
    return finding_figure(plan, findings[0], assessment.settings, lang=lang, size=size)


def _row(finding: Finding, plan: SitePlan, lang: Lang) -> Row:
    return Row(
        anchor=f"finding-{finding.number}",
        number=str(finding.number),
        subject=wording.subject_names(plan, finding).in_(lang),
        place=place_of(plan, finding).in_(lang),
        square=_square(finding, plan),
        measured=wording.measured(finding.measured, finding.unit, finding.required).in_(lang),
        source=" / ".join(sources(finding)[:2]),
    )
