"""What is said of findings: headline, opinion, ground, reference, tolerance; all as Text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports import wording
from cpted_rules.figure import place_of
from cpted_rules.findings import BASIS_NAMES, Assessment, Basis, Finding, Verdict
from cpted_rules.pack import Bound, Clause, Edition
from cpted_rules.plan import SHEET_NAMES, SitePlan
from cpted_rules.rule import Rule
from cpted_rules.standing import Standing, ground_of
from cpted_rules.text import Text, join, same

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
NOT_SHOWN = Text(
    ko="도면에 보이지 않아도 있을 수 있어 위원 판단으로 넘김",
    en="it may be there though the drawings do not show it, so it is referred",
)
REFERENCE = Text(ko="{bound} ({cite})", en="{bound} ({cite})")
BEYOND = Text(ko="참고값을 벗어남", en="beyond the reference")
BEYOND_MANY = Text(ko="{count}개소가 참고값을 벗어남", en="{count} beyond the reference")
OFF = Text(ko="기준에서 {gap} 벗어남", en="off the bound by {gap}")
KEPT = Text(ko="기준까지 {gap} 남음", en="{gap} left to the bound")
OFF_REFERENCE = Text(ko="참고값에서 {gap} 벗어남", en="off the reference by {gap}")
KEPT_REFERENCE = Text(ko="참고값까지 {gap} 남음", en="{gap} left to the reference")
WORST = Text(ko="가장 나쁜 곳: {margin}", en="the worst: {margin}")
NO_SHEET = Text(ko="도면 미상", en="no sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Clauses and editions by clause id."""

    clauses: Mapping[str, Clause]
    editions: Mapping[str, Edition]

    def cite(self, clause: str) -> Text:
        """A clause as people cite it: the instrument's short name and the article."""
        return join([self.editions[clause].short, self.clauses[clause].cite], " ")

    @staticmethod
    def of(assessment: Assessment) -> "Law":
        """The clauses an assessment was put to."""
        pairs = [(e, c) for e in assessment.editions for c in e.clauses]
        return Law(clauses={c.id: c for _, c in pairs}, editions={c.id: e for e, c in pairs})


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
            "place": _place(plan, lead),
        },
    )
    return _sentence(sentence)


def _lead_name(plan: SitePlan, finding: Finding) -> Text:
    """The name of the leading subject, else where the finding is."""
    if finding.subjects:
        return wording.subject_name(plan, finding.subjects[0])
    return place_of(plan, finding)


def _place(plan: SitePlan, finding: Finding) -> Text:
    """The place, without the words its subject's name begins with."""
    place, name = place_of(plan, finding), _lead_name(plan, finding)
    return Text(ko=_without(place.ko, name.ko), en=_without(place.en, name.en))


def _without(place: str, name: str) -> str:
    words, start = place.split(" "), name.split(" ")
    for n in range(min(len(words) - 1, len(start)), 0, -1):
        if words[-n:] == start[:n]:
            return " ".join(words[:-n])
    return place


def sources(finding: Finding) -> tuple[str, ...]:
    """Sheet, layer and handle of the subjects, at most four."""
    found = [s.source for s in finding.subjects if s.source]
    words = [" · ".join(w for w in (s.sheet, s.layer, s.handle) if w) for s in found]
    distinct = tuple(dict.fromkeys(words))
    return distinct[:4] + ((f"+ {len(distinct) - 4}",) if len(distinct) > 4 else ())


def slots(
    findings: Sequence[Finding], plan: SitePlan, clause: Clause, cite: Text
) -> dict[str, Text]:
    """What fills the slots of an opinion."""
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
        "cite": cite,
    }


def opinion(findings: Sequence[Finding], plan: SitePlan, clause: Clause, cite: Text) -> Text:
    """The suggested opinion, slots filled; in plain words where the clause has none."""
    lead = findings[0]
    text = clause.opinion(lead.rule, lead.parameters, lead.verdict.value) or OPINION_PLAIN
    return _fill(text, {**slots(findings, plan, clause, cite), "requires": clause.requires})


def margin(findings: Sequence[Finding]) -> Text:
    """How far the value is from what the clause asks, else from the reference; of many, the worst.

    Nothing where neither sets a number, or where the value is a yes or no.
    """
    found = [(gap, f) for f in findings if (gap := _gap(f)) is not None]
    if not found:
        return same("")
    gap, worst = min(found, key=lambda pair: pair[0])
    law = _limits(worst.required, worst.unit)
    words = {
        (True, True): KEPT,
        (True, False): OFF,
        (False, True): KEPT_REFERENCE,
        (False, False): OFF_REFERENCE,
    }[law, gap >= 0]
    said = words.fill(gap=wording.difference(abs(gap), worst.unit or "", _limit_near(worst)))
    return WORST.fill(margin=said) if len(findings) > 1 else said


def _limits(bound: Bound | None, unit: str | None) -> bool:
    """Whether a bound sets a number in the unit measured."""
    return bound is not None and bound.unit == unit and unit != "yes" and bool(_ends(bound))


def _ends(bound: Bound) -> list[tuple[float, float]]:
    """The limits of a bound, and +1 where a value has to be above, -1 where below."""
    pairs = ((bound.at_least, 1.0), (bound.more_than, 1.0), (bound.at_most, -1.0))
    return [(limit, sign) for limit, sign in (*pairs, (bound.less_than, -1.0)) if limit is not None]


def _bound_of(finding: Finding) -> Bound | None:
    """The bound in the unit measured: what the clause requires, else the reference."""
    referred = finding.reference.bound if finding.reference else None
    found = (b for b in (finding.required, referred) if _limits(b, finding.unit))
    return next(found, None)


def _gap(finding: Finding) -> float | None:
    """What is left to the nearest limit, in the unit measured; below zero where it is broken."""
    bound = _bound_of(finding)
    if bound is None or finding.measured is None:
        return None
    return min(sign * (finding.measured - limit) for limit, sign in _ends(bound))


def _limit_near(finding: Finding) -> float:
    """The limit that `_gap` is told from."""
    bound, value = _bound_of(finding), finding.measured
    if bound is None or value is None:
        return 0.0
    return min((sign * (value - limit), limit) for limit, sign in _ends(bound))[1]


def _fill(text: Text, slots: Mapping[str, Text]) -> Text:
    return wording.particled(text.fill(**slots))


def basis(finding: Finding) -> Text:
    """The ground it stands on; before a member has judged, a referral is no breach of anything."""
    judged = finding.verdict is not Verdict.REFERRED or finding.basis is Basis.ADVICE
    return BASIS_NAMES[finding.basis] if finding.basis and judged else same("")


def ground(finding: Finding) -> Text:
    """What it can ground in a committee; nothing to say of what raises nothing."""
    said = ground_of(finding)
    return same("") if said.standing is Standing.NOTHING else said.words


def reference(finding: Finding) -> Text:
    """The figure that is not law, with its source."""
    if finding.reference is None:
        return same("")
    limit = wording.bound(finding.reference.bound)
    return REFERENCE.fill(bound=limit, cite=finding.reference.cite)


def sheet_of(finding: Finding, plan: SitePlan) -> Text:
    """The sheet a finding is read on, by title and number: its subject's, else its storey's."""
    named = next((s.source.sheet for s in finding.subjects if s.source), None)
    for sheet in plan.sheets:
        if sheet.number == named or (named is None and finding.storey in sheet.storeys):
            title = same(sheet.title) if sheet.title else SHEET_NAMES[sheet.kind]
            return join([title, same(sheet.number)], " ")
    return same(named or "")


def beyond(findings: Sequence[Finding]) -> Text:
    """How many lie beyond the reference."""
    count = sum(1 for f in findings if f.beyond_reference)
    if not count:
        return same("")
    return BEYOND if len(findings) == 1 else BEYOND_MANY.fill(count=str(count))


def tolerance(finding: Finding) -> Text:
    """What the measuring tolerance means for it."""
    limit = finding.required
    if limit is None or not limit.tolerance:
        return same("")
    if limit.unit == "yes":
        return NOT_SHOWN if finding.verdict is Verdict.REFERRED else same("")
    slack = wording.amount(limit.tolerance, limit.unit)
    return (TOLERANCE_USED if finding.verdict is Verdict.REFERRED else TOLERANCE).fill(slack=slack)
