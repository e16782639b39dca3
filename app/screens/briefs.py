"""The findings of a round in brief: what the sheets of a committee say of each, quick to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from app.exports.review_folder import ReviewFolder
from app.exports.words import FindingWords
from app.reports import statements
from app.reports.statements import Law
from cpted_rules.facts import Stage
from cpted_rules.findings import Basis, Finding, Verdict
from cpted_rules.pack import Bound, EditionKind
from cpted_rules.standing import Ground, ground_of
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefWords:
    """What is said of a finding in one language; the fields are those of `FindingWords`."""

    headline: str
    measured: str
    required: str
    cite: str
    requires: str
    standing: str
    place: str
    sheet: str
    opinion: str
    egress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finding without its geometry.

    Args:
        edition: of what kind the edition of its clause is.
        stage: at which a correction can be seen at the earliest.
        drawable: whether a figure of it can be drawn.
        slots: what fills the slots of an opinion on it.
    """

    number: int
    id: str
    clause: str
    rule: str | None
    verdict: Verdict
    basis: Basis | None
    required: Bound | None
    ground: Ground
    edition: EditionKind
    stage: Stage
    drawable: bool
    slots: dict[str, Text]
    ko: BriefWords
    en: BriefWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefs:
    """The findings of one assessment, in the order of its report.

    Args:
        assessment: SHA-256 of the assessment.json they were made of, in hex.
    """

    assessment: str
    findings: tuple[Brief, ...]


BRIEFS = TypeAdapter(Briefs)
"""Briefs as JSON, and back."""


def briefs(review: ReviewFolder, both: Sequence[tuple[FindingWords, FindingWords]]) -> Briefs:
    """The findings of a review in brief, of their words in Korean and in English."""
    law = Law.of(review.assessment)
    return Briefs(
        assessment=review.digest,
        findings=tuple(_brief(review, law, ko, en) for ko, en in both),
    )


def _brief(review: ReviewFolder, law: Law, ko: FindingWords, en: FindingWords) -> Brief:
    finding: Finding = ko.finding
    filed = review.assessment.facts.stage
    following = list(Stage)[min(filed.rank + 1, len(Stage) - 1)]
    clause, cite = law.clauses[finding.clause], law.cite(finding.clause)
    return Brief(
        number=finding.number,
        id=finding.id,
        clause=finding.clause,
        rule=finding.rule,
        verdict=finding.verdict,
        basis=finding.basis,
        required=finding.required,
        ground=ground_of(finding),
        edition=law.editions[finding.clause].kind,
        stage=finding.show_at or max(clause.stage, following, key=lambda stage: stage.rank),
        drawable=finding.where is not None or bool(finding.subjects),
        slots=statements.slots((finding,), review.plan, clause, cite),
        ko=_words(ko),
        en=_words(en),
    )


def _words(words: FindingWords) -> BriefWords:
    return BriefWords(**{name: getattr(words, name) for name in BriefWords.__dataclass_fields__})
