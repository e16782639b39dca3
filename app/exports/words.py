"""A finding in ready words, one by one, as tables and other programs take it."""

from dataclasses import dataclass

from app.annotations.opinion_form import DECISION_NAMES
from app.exports.answers import Answer
from app.exports.review_folder import ReviewFolder
from app.reports import statements, wording
from app.reports.statements import Law
from cpted_rules.clause import FORCE_NAMES, TOPIC_NAMES, Clause
from cpted_rules.facts import STAGE_NAMES
from cpted_rules.figure import place_of, site_of
from cpted_rules.findings import VERDICT_NAMES, Finding, Verdict
from cpted_rules.plan import storey_name
from cpted_rules.plan.canonical import number
from cpted_rules.rules import RULES
from cpted_rules.standing import Standing, condition_of, ground_of
from cpted_rules.text import Lang, Text, join, same

STANDING_NAMES = {
    Standing.REDELIBERATION: Text(ko="재검토 사유 가능", en="can ground a re-deliberation"),
    Standing.IF_JUDGED: Text(ko="위원 판단 시 재검토 사유", en="ground if a member judges so"),
    Standing.CONDITION: Text(ko="조건", en="condition"),
    Standing.ADVICE: Text(ko="권고", en="advice"),
    Standing.NOTHING: Text(ko="–", en="–"),
}
UNIT_NAMES = {
    "count": Text(ko="개", en=""),
    "storey": Text(ko="개 층", en="storeys"),
    "ratio": Text(ko="배", en="×"),
    "yes": Text(ko="1=충족", en="1 = met"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """One finding in one language.

    Args:
        value: as measured, in `unit`; a share as per cent.
        x_m, y_m: its place on the site. [m]
        shown_at: where what is lacking must be seen.
        said: what people said of it.
    """

    finding: Finding
    verdict: str
    standing: str
    basis: str
    force: str
    topic: str
    title: str
    headline: str
    value: float | None
    unit: str
    measured: str
    required: str
    reference: str
    beyond: str
    cite: str
    requires: str
    storey: str
    place: str
    x_m: float | None
    y_m: float | None
    sheet: str
    sources: str
    subjects: str
    opinion: str
    egress: str
    shown_at: str
    stage: str
    decision: str
    said: tuple[str, ...]
    note: str


def finding_words(review: ReviewFolder, lang: Lang) -> tuple[FindingWords, ...]:
    """Every finding of a review, in the order of its report."""
    law = Law.of(review.assessment)
    return tuple(_words(finding, review, law, lang) for finding in review.assessment.findings)


def both_words(review: ReviewFolder) -> tuple[tuple[FindingWords, FindingWords], ...]:
    """Every finding of a review in Korean and in English, in the order of its report."""
    ko, en = (finding_words(review, lang) for lang in (Lang.KO, Lang.EN))
    return tuple(zip(ko, en, strict=True))


def _words(finding: Finding, review: ReviewFolder, law: Law, lang: Lang) -> FindingWords:
    plan, clause = review.plan, law.clauses[finding.clause]
    rule = RULES.get(finding.rule or "")
    cite = law.cite(finding.clause)
    shape = site_of(plan, finding)
    at = shape.representative_point() if shape is not None and not shape.is_empty else None
    answer = review.answers.of(finding.number)
    raised = finding.verdict in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
    stage = finding.show_at or clause.stage
    share, unit = finding.unit == "share", finding.unit or ""
    texts = {
        "verdict": VERDICT_NAMES[finding.verdict],
        "standing": STANDING_NAMES[ground_of(finding).standing],
        "basis": statements.basis(finding),
        "force": FORCE_NAMES[finding.force],
        "topic": TOPIC_NAMES[finding.topic],
        "title": clause.title,
        "headline": _headline(finding, review, clause),
        "unit": UNIT_NAMES.get(unit, same(wording.SYMBOLS.get(unit, ""))),
        "measured": wording.measured(finding.measured, finding.unit, finding.required)
        if rule and finding.measured is not None
        else same(""),
        "required": wording.bound(finding.required) if finding.required else same(""),
        "reference": statements.reference(finding),
        "beyond": statements.beyond((finding,)),
        "cite": cite,
        "requires": clause.requires,
        "storey": storey_name(finding.storey),
        "place": place_of(plan, finding),
        "sheet": statements.sheet_of(finding, plan) if raised else same(""),
        "subjects": wording.subject_names(plan, finding) if finding.subjects else same(""),
        "opinion": statements.opinion((finding,), plan, clause, cite) if raised else same(""),
        "egress": clause.egress or same("") if raised else same(""),
        "shown_at": condition_of(finding) or same(""),
        "stage": STAGE_NAMES[stage] if raised else same(""),
        "note": finding.note or finding.why or same(""),
    }
    value = finding.measured
    return FindingWords(
        finding=finding,
        value=None if value is None else number(value * (100 if share else 1)),
        x_m=round(at.x, 3) if at else None,
        y_m=round(at.y, 3) if at else None,
        sources=" / ".join(statements.sources(finding)),
        decision=decided(answer, lang),
        said=said(answer),
        **{name: text.in_(lang) for name, text in texts.items()},
    )


def _headline(finding: Finding, review: ReviewFolder, clause: Clause) -> Text:
    """What was found; where nothing was found wanting, what was asked."""
    match finding.verdict:
        case Verdict.FAIL | Verdict.REFERRED:
            rule = RULES.get(finding.rule or "")
            return statements.headline((finding,), review.plan, clause=clause, rule=rule)
        case Verdict.UNKNOWN if finding.lacking:
            return join([clause.title, finding.lacking], " – ")
        case Verdict.NOT_APPLICABLE if finding.why:
            return join([clause.title, finding.why], " – ")
    return clause.title


def decided(answer: Answer, lang: Lang) -> str:
    """What was decided; by whom, where people differ or are several."""
    names = {who: DECISION_NAMES[what].in_(lang) for who, what in answer.decisions.items()}
    if len(names) == 1:
        return next(iter(names.values()))
    return ", ".join(f"{who}: {what}" for who, what in names.items())


def said(answer: Answer) -> tuple[str, ...]:
    """What was said; by whom, where they are several."""
    several = len({opinion.person for opinion in answer.opinions}) > 1
    return tuple(
        f"{opinion.words} ({opinion.person})" if several and opinion.person else opinion.words
        for opinion in answer.opinions
    )
