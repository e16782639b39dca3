"""What was not verified against a text, edition by edition and clause by clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from cpted_rules.clause import Clause, Edition, Evidence

NOT_COMPARED = "text not compared"
"""How `compared` of an edition begins whose text was not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """What of one edition was not verified.

    Args:
        whole: whether its text was not compared at all.
        clauses: those that were not read in a source, or carry a caveat.
    """

    edition: Edition
    whole: bool
    clauses: tuple[Clause, ...]


def unverified(editions: Iterable[Edition]) -> tuple[Unverified, ...]:
    """What of each edition was not verified against a text; those wholly verified left out."""
    found = (
        Unverified(
            edition=edition,
            whole=edition.compared.startswith(NOT_COMPARED),
            clauses=tuple(c for c in edition.clauses if _open(c)),
        )
        for edition in editions
    )
    return tuple(each for each in found if each.whole or each.clauses)


def _open(clause: Clause) -> bool:
    return clause.evidence is not Evidence.READ or clause.caveat is not None
