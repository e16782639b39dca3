"""How far each clause of an edition is answered: computed, referred, asked of a person, or not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cpted_rules.clause import Clause, Edition, Modelling
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCoverage:
    """How one clause is answered.

    Args:
        answers: codes of the rules that measure for it, or of the notes that decide it.
        reason: how it is applied as scope, or why it is not modelled; only then.
    """

    clause: Clause
    modelling: Modelling
    answers: tuple[str, ...]
    reason: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCoverage:
    """How every clause of one edition is answered, in its order."""

    edition: Edition
    clauses: tuple[ClauseCoverage, ...]

    @property
    def totals(self) -> dict[Modelling, int]:
        """How many clauses are answered in each way; every way is named."""
        return totals(self.clauses)


def coverage_of(edition: Edition) -> EditionCoverage:
    """How every clause of an edition is answered; each clause counts once."""
    return EditionCoverage(
        edition=edition,
        clauses=tuple(
            ClauseCoverage(
                clause=clause,
                modelling=clause.modelling,
                answers=tuple(
                    dict.fromkeys(
                        [*(check.rule for check in clause.checks), *clause.contradictions]
                    )
                ),
                reason=clause.unmodelled or clause.scope,
            )
            for clause in edition.clauses
        ),
    )


def totals(clauses: Iterable[ClauseCoverage]) -> dict[Modelling, int]:
    """How many clauses are answered in each way; every way is named."""
    counts = Counter(clause.modelling for clause in clauses)
    return {way: counts[way] for way in Modelling}
