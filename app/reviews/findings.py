"""The findings of a round as values: what was found, in words, and what it can ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.blobs import Blobs
from app.cases.tables import CaseRow, RoundRow
from app.db import OutputRow
from app.errors import NotFoundError, NotReadyError
from app.exports.review_folder import ASSESSMENT, ReviewFolder, review_of
from app.exports.words import FindingWords, finding_words
from app.reports.statements import Law
from app.reviews import faults
from app.reviews.terms import OF_FINDING, SaidBasis
from cpted_rules.facts import Stage
from cpted_rules.findings import Finding, Verdict
from cpted_rules.pack import EditionKind
from cpted_rules.standing import Ground, Standing, ground_of
from cpted_rules.text import Lang

RAISED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
"""Verdicts that ask something of somebody."""
_KEPT = 8
"""Assessments kept parsed: about 0.5 s each to parse, some megabytes each."""
_OF_KIND = {EditionKind.LAW: SaidBasis.LAW, EditionKind.LOCAL: SaidBasis.LOCAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFinding:
    """A finding with its words in both languages and what it can ground.

    Args:
        clause_basis: on what its clause rests, whatever was measured.
        stage: at which a correction can be seen at the earliest.
    """

    finding: Finding
    ground: Ground
    clause_basis: SaidBasis
    stage: Stage
    ko: FindingWords
    en: FindingWords

    @property
    def id(self) -> str:
        """The id it keeps from round to round."""
        return self.finding.id

    @property
    def number(self) -> int:
        """The number it is called by in its report."""
        return self.finding.number

    @property
    def raised(self) -> bool:
        """Whether it asks something of somebody."""
        return self.finding.verdict in RAISED

    @property
    def granted(self) -> tuple[SaidBasis, ...]:
        """The bases an opinion on it may rest on, the strongest first."""
        if self.ground.standing in (Standing.ADVICE, Standing.NOTHING):
            return (SaidBasis.ADVICE,)
        basis = OF_FINDING[self.finding.basis] if self.finding.basis else self.clause_basis
        return tuple(dict.fromkeys((basis, SaidBasis.ADVICE)))

    @property
    def may_be_condition(self) -> bool:
        """Whether a condition can be made of it."""
        return self.ground.standing not in (Standing.ADVICE, Standing.NOTHING)

    def words(self, lang: Lang) -> FindingWords:
        """What is said of it, in one language."""
        return self.ko if lang is Lang.KO else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFindings:
    """The findings of one assessment."""

    review: ReviewFolder
    findings: tuple[RoundFinding, ...]
    by_id: Mapping[str, RoundFinding]
    by_number: Mapping[int, RoundFinding]

    @property
    def raised(self) -> tuple[RoundFinding, ...]:
        """Those that ask something of somebody, in the order of the report."""
        return tuple(found for found in self.findings if found.raised)

    def of(self, finding_id: str | None) -> RoundFinding | None:
        """The finding with that id, if there is one in this round."""
        return self.by_id.get(finding_id) if finding_id else None


def current_round(session: Session, case: CaseRow) -> int:
    """The number of the case's newest filed round; 0 before the first is filed.

    What its architect prepares after that is nobody else's yet.
    """
    filed = select(func.max(RoundRow.number)).where(
        RoundRow.case_id == case.id, RoundRow.filed_at.is_not(None)
    )
    return session.scalar(filed) or 0


def findings_of(
    session: Session, blobs: Blobs, case: CaseRow, number: int | None = None
) -> RoundFindings:
    """The findings of a round, the newest filed one if no number is said.

    Raises:
        NotFoundError: the case has no such round.
        NotReadyError: its review is not done.
    """
    number = number if number is not None else current_round(session, case)
    row = session.get(RoundRow, (case.id, number))
    if row is None:
        raise NotFoundError(faults.no_round(number))
    output = session.get(OutputRow, (row.submission_id, ASSESSMENT))
    if output is None:
        raise NotReadyError(faults.no_findings(number))
    return parsed(blobs, output.digest)


@lru_cache(maxsize=_KEPT)
def parsed(blobs: Blobs, digest: str) -> RoundFindings:
    """The findings of the assessment with that digest. What is parsed once stays for a while."""
    review = review_of(blobs.read(digest))
    law = Law.of(review.assessment)
    both = zip(finding_words(review, Lang.KO), finding_words(review, Lang.EN), strict=True)
    findings = tuple(_of(ko, en, law, review.assessment.facts.stage) for ko, en in both)
    return RoundFindings(
        review=review,
        findings=findings,
        by_id={found.id: found for found in findings},
        by_number={found.number: found for found in findings},
    )


def _of(ko: FindingWords, en: FindingWords, law: Law, filed: Stage) -> RoundFinding:
    finding = ko.finding
    following = list(Stage)[min(filed.rank + 1, len(Stage) - 1)]
    clause = law.clauses[finding.clause]
    return RoundFinding(
        finding=finding,
        ground=ground_of(finding),
        clause_basis=_OF_KIND.get(law.editions[finding.clause].kind, SaidBasis.ADVICE),
        stage=finding.show_at or max(clause.stage, following, key=lambda stage: stage.rank),
        ko=ko,
        en=en,
    )
