"""What changed between two editions, clause by clause."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from cpted_rules.clause import Clause, Edition
from cpted_rules.text import Text

NAMED_OTHERWISE = ("id", "clauses", "pack", "applies_from", "applies_until")
"""Fields that tell things apart; a difference in them is no change of what is said."""


class Change(StrEnum):
    """What became of a clause."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


CHANGE_NAMES = {
    Change.ADDED: Text(ko="신설", en="added"),
    Change.GONE: Text(ko="삭제", en="gone"),
    Change.CHANGED: Text(ko="변경", en="changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What became of one clause.

    Args:
        before, after: the clause in the older and in the newer edition; None where it is not there.
        fields: names of the fields that say something else; only where it is in both.
    """

    id: str
    change: Change
    before: Clause | None
    after: Clause | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanges:
    """What changed from one edition to another.

    Args:
        fields: names of the fields of the edition itself that say something else.
        clauses: the clauses that changed, in the order of the older edition, then the newer one.
        same: how many clauses say the same in both.
    """

    before: Edition
    after: Edition
    fields: tuple[str, ...]
    clauses: tuple[ClauseChange, ...]
    same: int


def changes(before: Edition, after: Edition) -> EditionChanges:
    """What changed from one edition to another; clauses are matched by their id."""
    olds = {clause.id.split("/", 1)[1]: clause for clause in before.clauses}
    news = {clause.id.split("/", 1)[1]: clause for clause in after.clauses}
    told = tuple(_change(id, olds.get(id), news.get(id)) for id in dict.fromkeys([*olds, *news]))
    different = tuple(change for change in told if change is not None)
    return EditionChanges(
        before=before,
        after=after,
        fields=tuple(_different(before, after)),
        clauses=different,
        same=len(told) - len(different),
    )


def _change(id: str, before: Clause | None, after: Clause | None) -> ClauseChange | None:
    if before is None or after is None:
        change = Change.ADDED if before is None else Change.GONE
        return ClauseChange(id=id, change=change, before=before, after=after)
    different = tuple(_different(before, after))
    if not different:
        return None
    return ClauseChange(id=id, change=Change.CHANGED, before=before, after=after, fields=different)


def _different(before: Clause | Edition, after: Clause | Edition) -> Iterator[str]:
    for field in fields(before):
        told = field.name not in NAMED_OTHERWISE
        if told and getattr(before, field.name) != getattr(after, field.name):
            yield field.name
