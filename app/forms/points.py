"""What a committee's papers say point by point: findings that ask for one and the same thing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.exports.answers import Answer
from app.exports.review_folder import ReviewFolder
from app.exports.words import STANDING_NAMES, decided, said
from app.reports import statements, wording
from app.reports.blocks import grouped
from app.reports.statements import Law
from cpted_rules.clause import FORCE_NAMES
from cpted_rules.facts import Stage
from cpted_rules.figure import Figure, Size, group_figure
from cpted_rules.findings import VERDICT_NAMES, Finding, Verdict
from cpted_rules.rules import RULES
from cpted_rules.standing import CONDITIONS, DECLARE, Standing, ground_of
from cpted_rules.text import Lang, Text

CITED = re.compile(r"\s*\[[^\[\]]*\]$")
"""The citation that ends an opinion; forms have a column for it."""

DRAFT = Text(ko="(안)", en="(draft)")


class Kind(StrEnum):
    """What a point asks of a committee."""

    MEASURED = "measured"
    QUESTION = "question"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Findings that ask for one and the same thing, in words.

    Args:
        opinion: as suggested, without its citation.
        said: what people said instead; empty where nobody did.
        stage: at which it is to be seen, None where something is to be declared.
    """

    kind: Kind
    findings: tuple[Finding, ...]
    numbers: str
    title: str
    headline: str
    opinion: str
    said: tuple[str, ...]
    decision: str
    cite: str
    force: str
    standing: Standing
    standing_name: str
    verdict_name: str
    measured: str
    required: str
    sheet: str
    place: str
    sources: str
    egress: str
    stage: Stage | None
    shown_at: str

    @property
    def words(self) -> str:
        """The opinion: people's own, else the suggested one."""
        return "\n".join(self.said) if self.said else self.opinion


def points(review: ReviewFolder, lang: Lang) -> tuple[Point, ...]:
    """Every point of a review, in the order of its report."""
    law = Law.of(review.assessment)
    return tuple(_point(group, review, law, lang) for group in _groups(review, law))


def _groups(review: ReviewFolder, law: Law) -> Iterator[tuple[Finding, ...]]:
    """Groups of the report, those with the same opinion on the same clause together."""
    for verdict in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN):
        chosen = [f for f in review.assessment.findings if f.verdict is verdict]
        alike: dict[tuple[object, ...], list[Finding]] = {}
        for group in grouped(chosen):
            lead = group[0]
            words = _opinion(group, review, law).ko
            alike.setdefault((lead.clause, lead.rule, words), []).extend(group)
        yield from (tuple(sorted(group, key=lambda f: f.number)) for group in alike.values())


def _opinion(group: Sequence[Finding], review: ReviewFolder, law: Law) -> Text:
    lead = group[0]
    clause = law.clauses[lead.clause]
    return statements.opinion(group, review.plan, clause, law.cite(lead.clause))


def _point(group: tuple[Finding, ...], review: ReviewFolder, law: Law, lang: Lang) -> Point:
    lead, plan = group[0], review.plan
    clause, rule = law.clauses[lead.clause], RULES.get(lead.rule or "")
    slots = statements.slots(group, plan, clause, law.cite(lead.clause))
    answers = [review.answers.of(f.number) for f in group]
    ground = ground_of(lead)
    stage = _stage(lead, review, clause.stage)
    headline = statements.headline(group, plan, clause=clause, rule=rule)
    if lead.verdict is Verdict.UNKNOWN and lead.lacking:
        headline = lead.lacking
    elif lead.rule is None and clause.person:
        headline = clause.person
    return Point(
        kind=_kind(lead),
        findings=group,
        numbers=wording.numbers([f.number for f in group]),
        title=clause.title.in_(lang),
        headline=headline.in_(lang),
        opinion=CITED.sub("", _opinion(group, review, law).in_(lang)),
        said=tuple(dict.fromkeys(words for answer in answers for words in said(answer))),
        decision=_decision(answers, lang),
        cite=law.cite(lead.clause).in_(lang),
        force=FORCE_NAMES[lead.force].in_(lang),
        standing=ground.standing,
        standing_name=STANDING_NAMES[ground.standing].in_(lang),
        verdict_name=VERDICT_NAMES[lead.verdict].in_(lang),
        measured=slots["measured"].in_(lang) if rule else "–",
        required=wording.bound(lead.required).in_(lang) if rule else "–",
        sheet=statements.sheet_of(lead, plan).in_(lang),
        place=slots["place"].in_(lang),
        sources=" / ".join(dict.fromkeys(s for f in group for s in statements.sources(f)[:1])),
        egress=clause.egress.in_(lang) if clause.egress else "",
        stage=stage,
        shown_at=(CONDITIONS[stage] if stage else DECLARE).in_(lang),
    )


def _kind(finding: Finding) -> Kind:
    if finding.verdict is Verdict.UNKNOWN:
        return Kind.OPEN
    if finding.verdict is Verdict.REFERRED and finding.rule is None:
        return Kind.QUESTION
    return Kind.MEASURED


def _stage(finding: Finding, review: ReviewFolder, of_clause: Stage) -> Stage | None:
    """Where a point is to be seen: as the finding says, else once its correction can be drawn."""
    if finding.verdict is Verdict.UNKNOWN:
        return finding.show_at
    filed = review.assessment.facts.stage
    following = list(Stage)[min(filed.rank + 1, len(Stage) - 1)]
    return max(of_clause, following, key=lambda stage: stage.rank)


def _decision(answers: Iterable[Answer], lang: Lang) -> str:
    """What was decided of its findings, each decision once."""
    return ", ".join(dict.fromkeys(w for a in answers if (w := a.stand or decided(a, lang))))


def figure_of(point: Point, review: ReviewFolder, lang: Lang, size: Size) -> Figure | None:
    """The drawing of a point; None where it has no place or is a question."""
    if point.kind is Kind.QUESTION:
        return None
    settings = review.assessment.settings
    return group_figure(review.plan, point.findings, settings, lang=lang, size=size)
