"""Finding blocks: one finding, or many like ones of a clause, as a reader sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports import wording
from cpted_rules.figure import Figure, Size, finding_figure, group_figure, place_of
from cpted_rules.findings import BASIS_NAMES, VERDICT_NAMES, Assessment, Basis, Finding, Verdict
from cpted_rules.pack import FORCE_NAMES, Clause, Edition
from cpted_rules.plan import SHEET_NAMES, SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang, Text, join, same

MANY = 6
"""More like findings than this are shown in one block with a table."""

GROUND = {
    Basis.BREACH: Text(
        ko="재검토 사유 가(법령 위반)", en="ground for re-deliberation (a): breach of law"
    ),
    Basis.DESIGN_ERROR: Text(
        ko="재검토 사유 나(설계 오류)", en="ground for re-deliberation (b): design error"
    ),
    Basis.LOCAL_CRITERION: Text(
        ko="재검토 사유 라(지역 기준)", en="ground for re-deliberation (d): local criterion"
    ),
    Basis.ADVICE: Text(ko="재검토 사유 아님", en="no ground for re-deliberation"),
}
JUDGED_FIRST = Text(
    ko="위원이 위반으로 판단할 때에만 재검토 사유",
    en="ground for re-deliberation only if a member finds a breach",
)
HEADLINE_PLAIN = Text(
    ko="{title}: 도면으로 확인할 사항", en="{title}: to be checked on the drawings"
)
HEADLINE_MANY = Text(ko="{title} – {count}개소", en="{title} – {count} places")
RANGE = Text(ko="{low} ~ {high}", en="{low} to {high}")
OPINION_PLAIN = Text(
    ko="{subject}: {requires}. 도서에 반영 여부와 위치를 밝히기 바람. [{cite} · {sheet}]",
    en="{subject}: {requires}. Show whether and where this is met. [{cite} · {sheet}]",
)
TOLERANCE = Text(
    ko="측정 허용오차 {slack} 이내면 위원 판단으로 넘김",
    en="within the measuring tolerance of {slack} it is referred",
)
TOLERANCE_USED = Text(
    ko="기준을 벗어난 정도가 측정 허용오차 {slack} 이내라 위원 판단으로 넘김",
    en="off the bound by no more than the measuring tolerance of {slack}, so it is referred",
)
REFERENCE = Text(ko="{bound} ({cite})", en="{bound} ({cite})")
BEYOND = Text(ko="참고값을 벗어남", en="beyond the reference")
BEYOND_MANY = Text(ko="{count}개소가 참고값을 벗어남", en="{count} beyond the reference")
NO_SHEET = Text(ko="도면 미상", en="no sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member of a group of like findings."""

    anchor: str
    number: str
    subject: str
    place: str
    measured: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the report; every word is ready to be set."""

    anchor: str
    number: str
    headline: str
    verdict: str
    verdict_word: str
    force: str
    basis: str
    ground: str
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
    sheet: str
    note: str
    caveat: str
    tolerance: str
    opinion: str
    egress: str
    figure: Figure | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Clauses and editions by clause id."""

    clauses: Mapping[str, Clause]
    editions: Mapping[str, Edition]

    @staticmethod
    def of(assessment: Assessment) -> "Law":
        """The clauses an assessment was put to."""
        pairs = [(e, c) for e in assessment.editions for c in e.clauses]
        return Law(clauses={c.id: c for _, c in pairs}, editions={c.id: e for e, c in pairs})


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
    return (finding.verdict, finding.clause, finding.rule, finding.parameters, finding.storey)


def block_of(
    findings: Sequence[Finding],
    assessment: Assessment,
    plan: SitePlan,
    *,
    law: Law,
    rules: Mapping[str, Rule],
    lang: Lang,
    size: Size,
) -> Block:
    """The block of one finding or of a group of like findings."""
    lead, many = findings[0], len(findings) > 1
    clause = law.clauses[lead.clause]
    rule = rules.get(lead.rule or "")
    figure = (
        group_figure(plan, findings, assessment.settings, lang=lang, size=size)
        if many
        else finding_figure(plan, lead, assessment.settings, lang=lang, size=size)
    )
    slots = _slots(findings, plan, clause)
    opinion = dict(clause.opinions).get(lead.verdict.value, OPINION_PLAIN)
    text = headline(findings, plan, clause=clause, rule=rule)
    words = {
        "headline": text,
        "verdict_word": VERDICT_NAMES[lead.verdict],
        "force": FORCE_NAMES[lead.force],
        "basis": _basis(lead),
        "ground": _ground(lead),
        "measured": slots["measured"] if rule else same(""),
        "measured_what": rule.measures if rule else same(""),
        "required": wording.bound(lead.required) if rule else same(""),
        "requires": clause.requires,
        "reference": _reference(lead),
        "beyond": _beyond(findings),
        "cite": clause.cite,
        "place": slots["place"],
        "sheet": _sheet(lead, plan),
        "note": lead.note or same(""),
        "caveat": clause.caveat or same(""),
        "tolerance": _tolerance(lead),
        "opinion": _fill(opinion, {**slots, "requires": clause.requires}),
        "egress": clause.egress or same(""),
    }
    return Block(
        anchor=f"finding-{lead.number}",
        number=wording.numbers([f.number for f in findings]),
        verdict=lead.verdict.value,
        rule=lead.rule or "",
        sources=() if many else sources(lead),
        figure=figure,
        rows=tuple(_row(f, plan, lang) for f in findings) if many else (),
        **{k: v.in_(lang) for k, v in words.items()},
    )


def _sentence(text: Text) -> Text:
    """A text that begins with a capital where the language has them."""
    return Text(ko=text.ko, en=text.en[:1].upper() + text.en[1:])


def headline(
    findings: Sequence[Finding], plan: SitePlan, *, clause: Clause, rule: Rule | None
) -> Text:
    """One sentence that says what was found, with its number."""
    lead = findings[0]
    if rule is None:
        return HEADLINE_PLAIN.fill(title=clause.title)
    if len(findings) > 1:
        return HEADLINE_MANY.fill(title=rule.title, count=str(len(findings)))
    sentence = _fill(
        rule.says,
        {
            "subject": _lead_name(plan, lead),
            "value": wording.measured(lead.measured, lead.unit, lead.required),
            "place": place_of(plan, lead),
        },
    )
    return _sentence(sentence)


def _lead_name(plan: SitePlan, finding: Finding) -> Text:
    """The name of the leading subject, else where the finding is."""
    if finding.subjects:
        return wording.subject_name(plan, finding.subjects[0])
    return place_of(plan, finding)


def sources(finding: Finding) -> tuple[str, ...]:
    """Sheet, layer and handle of the subjects, at most four."""
    found = [s.source for s in finding.subjects if s.source]
    words = [" · ".join(w for w in (s.sheet, s.layer, s.handle) if w) for s in found]
    distinct = tuple(dict.fromkeys(words))
    return distinct[:4] + ((f"+ {len(distinct) - 4}",) if len(distinct) > 4 else ())


def _slots(findings: Sequence[Finding], plan: SitePlan, clause: Clause) -> dict[str, Text]:
    lead = findings[0]
    values = [f.measured for f in findings if f.measured is not None]
    value = wording.measured(lead.measured, lead.unit, lead.required)
    if (
        len(findings) > 1
        and values
        and lead.unit
        and lead.unit != "yes"
        and min(values) < max(values)
    ):
        value = RANGE.fill(
            low=wording.measured(min(values), lead.unit, lead.required),
            high=wording.measured(max(values), lead.unit, lead.required),
        )
    sheet = next((s.source.sheet for f in findings for s in f.subjects if s.source), "")
    subject = _lead_name(plan, lead)
    if len(findings) > 1:
        subject = wording.AND_OTHERS.fill(first=subject, rest=str(len(findings) - 1))
    return {
        "subject": subject if lead.subjects else clause.title,
        "measured": value,
        "required": wording.bound(lead.required),
        "place": place_of(plan, lead),
        "sheet": same(sheet) if sheet else NO_SHEET,
        "cite": clause.cite,
    }


def _fill(text: Text, slots: Mapping[str, Text]) -> Text:
    return text.fill(**slots)


def _basis(finding: Finding) -> Text:
    """The ground it stands on; before a member has judged, a referral is no breach of anything."""
    judged = finding.verdict is not Verdict.REFERRED or finding.basis is Basis.ADVICE
    return BASIS_NAMES[finding.basis] if finding.basis and judged else same("")


def _ground(finding: Finding) -> Text:
    if finding.basis is None:
        return same("")
    if finding.verdict is Verdict.REFERRED and finding.basis is not Basis.ADVICE:
        return JUDGED_FIRST
    return GROUND[finding.basis]


def _reference(finding: Finding) -> Text:
    if finding.reference is None:
        return same("")
    limit = wording.bound(finding.reference.bound)
    return REFERENCE.fill(bound=limit, cite=finding.reference.cite)


def _sheet(finding: Finding, plan: SitePlan) -> Text:
    """The sheet a finding is read on, by title and number: its subject's, else its storey's."""
    named = next((s.source.sheet for s in finding.subjects if s.source), None)
    for sheet in plan.sheets:
        if sheet.number == named or (named is None and finding.storey in sheet.storeys):
            title = same(sheet.title) if sheet.title else SHEET_NAMES[sheet.kind]
            return join([title, same(sheet.number)], " ")
    return same(named or "")


def _beyond(findings: Sequence[Finding]) -> Text:
    count = sum(1 for f in findings if f.beyond_reference)
    if not count:
        return same("")
    return BEYOND if len(findings) == 1 else BEYOND_MANY.fill(count=str(count))


def _tolerance(finding: Finding) -> Text:
    limit = finding.required
    if limit is None or not limit.tolerance:
        return same("")
    slack = wording.amount(limit.tolerance, limit.unit)
    return (TOLERANCE_USED if finding.verdict is Verdict.REFERRED else TOLERANCE).fill(slack=slack)


def _row(finding: Finding, plan: SitePlan, lang: Lang) -> Row:
    return Row(
        anchor=f"finding-{finding.number}",
        number=str(finding.number),
        subject=wording.subject_names(plan, finding).in_(lang),
        place=place_of(plan, finding).in_(lang),
        measured=wording.measured(finding.measured, finding.unit, finding.required).in_(lang),
        source=" / ".join(sources(finding)[:2]),
    )


__all__ = ["Block", "Law", "Row", "block_of", "grouped", "headline", "join", "sources"]
