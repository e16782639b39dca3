"""Two review folders compared: the comparison with the reviews it is of."""

from dataclasses import dataclass

from app.exports.review_folder import ReviewFolder
from cpted_rules.compare import TOLERANCE_M, Comparison, Round, compare
from cpted_rules.figure import site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Two rounds of a case and what became of their findings."""

    before: ReviewFolder
    after: ReviewFolder
    comparison: Comparison


def compared(
    before: ReviewFolder, after: ReviewFolder, *, tolerance_m: float = TOLERANCE_M
) -> Rounds:
    """Two reviews compared; findings that people closed in the earlier one count as settled."""
    comparison = compare(_round(before), _round(after), place=site_of, tolerance_m=tolerance_m)
    return Rounds(before=before, after=after, comparison=comparison)


def _round(review: ReviewFolder) -> Round:
    closed = review.answers.closed
    return Round(
        assessment=review.assessment,
        plan=review.plan,
        closed=frozenset(f.id for f in review.assessment.findings if f.number in closed),
    )
