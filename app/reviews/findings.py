"""The findings of a round as values: what was found, in words, and what it can ground."""

import gzip
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
from app.exports.words import both_words
from app.reviews import faults
from app.reviews.terms import OF_FINDING, SaidBasis
from app.screens.briefs import BRIEFS, Brief, Briefs, BriefWords, briefs
from app.screens.names import PLAN
from app.screens.workshop import packed
from cpted_rules.facts import Stage
from cpted_rules.findings import Verdict
from cpted_rules.pack import EditionKind
from cpted_rules.standing import Ground, Standing
from cpted_rules.text import Lang

RAISED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
"""Verdicts that ask something of somebody."""
_KEPT = 64
"""Rounds whose findings are kept, some hundred kilobytes each."""
_REVIEWS_KEPT = 4
"""Reviews kept whole: seconds to parse, some tens of megabytes each."""
_OF_KIND = {EditionKind.LAW: SaidBasis.LAW, EditionKind.LOCAL: SaidBasis.LOCAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFinding:
    """A finding with its words in both languages and what it can ground."""

    finding: Brief

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
    def ground(self) -> Ground:
        """What it can ground."""
        return self.finding.ground

    @property
    def stage(self) -> Stage:
        """At which a correction can be seen at the earliest."""
        return self.finding.stage

    @property
    def granted(self) -> tuple[SaidBasis, ...]:
        """The bases an opinion on it may rest on, the strongest first."""
        if self.ground.standing in (Standing.ADVICE, Standing.NOTHING):
            return (SaidBasis.ADVICE,)
        of_clause = _OF_KIND.get(self.finding.edition, SaidBasis.ADVICE)
        basis = OF_FINDING[self.finding.basis] if self.finding.basis else of_clause
        return tuple(dict.fromkeys((basis, SaidBasis.ADVICE)))

    @property
    def may_be_condition(self) -> bool:
        """Whether a condition can be made of it."""
        return self.ground.standing not in (Standing.ADVICE, Standing.NOTHING)

    @property
    def ko(self) -> BriefWords:
        """What is said of it in Korean."""
        return self.finding.ko

    @property
    def en(self) -> BriefWords:
        """What is said of it in English."""
        return self.finding.en

    def words(self, lang: Lang) -> BriefWords:
        """What is said of it, in one language."""
        return self.ko if lang is Lang.KO else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFindings:
    """The findings of one assessment.

    Args:
        assessment: SHA-256 of its assessment.json, in hex.
    """

    assessment: str
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
    return findings_in(session, blobs, output)


def findings_in(session: Session, blobs: Blobs, output: OutputRow) -> RoundFindings:
    """The findings of an assessment that a submission's review wrote."""
    screen = session.get(OutputRow, (output.submission_id, PLAN))
    return _findings(blobs, output.digest, screen.digest if screen else None)


@lru_cache(maxsize=_REVIEWS_KEPT)
def whole_review(blobs: Blobs, assessment: str) -> ReviewFolder:
    """A review with its plan and geometry, which takes seconds to read: for figures and forms.

    Args:
        assessment: SHA-256 of its assessment.json, in hex.
    """
    return review_of(blobs.read(assessment))


@lru_cache(maxsize=_KEPT)
def _findings(blobs: Blobs, assessment: str, screen: str | None) -> RoundFindings:
    """The findings in brief, as they were prepared beside the assessment or made of it now."""
    found = _prepared(blobs, assessment, screen)
    if found is None:
        review = whole_review(blobs, assessment)
        found = briefs(review, both_words(review))
    findings = tuple(RoundFinding(finding=brief) for brief in found.findings)
    return RoundFindings(
        assessment=assessment,
        findings=findings,
        by_id={found.id: found for found in findings},
        by_number={found.number: found for found in findings},
    )


def _prepared(blobs: Blobs, assessment: str, screen: str | None) -> Briefs | None:
    raw = packed(blobs.path(screen), "briefs") if screen else None
    found = BRIEFS.validate_json(gzip.decompress(raw)) if raw else None
    return found if found and found.assessment == assessment else None
