"""The checklist as a committee goes through it: each item with what the findings say of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.reports.statements import Law
from cpted_rules.checklist import Checklist, ChecklistItem, answer
from cpted_rules.findings import VERDICT_NAMES, Finding, Verdict
from cpted_rules.text import Lang, Text

LISTED = 8
"""Finding numbers named in one row."""
MORE = Text(ko="외 {n}", en="+{n}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item, the verdict that weighs most among its findings, and their numbers.

    Args:
        numbers: findings to look at, as (number, anchor).
        question: what a person has to answer; "" where findings answer.
    """

    title: str
    verdict: str
    verdict_word: str
    counts: tuple[tuple[str, str, int], ...]
    numbers: tuple[tuple[str, str], ...]
    more: str
    cites: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRows:
    """One checklist."""

    title: str
    items: tuple[ItemRow, ...]


def checklist_rows(
    checklists: Sequence[Checklist], findings: Sequence[Finding], law: Law, lang: Lang
) -> tuple[ChecklistRows, ...]:
    """The checklists of a project, answered; one of which less than half applies only if alone."""
    meant = [c for c in checklists if _applies(c, findings)] or list(checklists)
    return tuple(
        ChecklistRows(
            title=checklist.title.in_(lang),
            items=tuple(_row(item, findings, law, lang) for item in checklist.items),
        )
        for checklist in meant
    )


def _applies(checklist: Checklist, findings: Sequence[Finding]) -> bool:
    said = [answer(item, findings) for item in checklist.items if item.clauses]
    return 2 * sum(verdict is not Verdict.NOT_APPLICABLE for verdict in said) > len(said)


def _row(item: ChecklistItem, findings: Sequence[Finding], law: Law, lang: Lang) -> ItemRow:
    verdict = answer(item, findings)
    own = [f for f in findings if f.clause in item.clauses]
    open_ = [f for f in own if f.verdict in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)]
    rest = len(open_) - LISTED
    known = [clause for clause in item.clauses if clause in law.clauses]
    return ItemRow(
        title=item.title.in_(lang),
        verdict=verdict.value,
        verdict_word=VERDICT_NAMES[verdict].in_(lang),
        counts=tuple(
            (v.value, VERDICT_NAMES[v].in_(lang), n)
            for v in Verdict
            if v is not Verdict.NOT_APPLICABLE and (n := sum(1 for f in own if f.verdict is v))
        ),
        numbers=tuple((str(f.number), f"finding-{f.number}") for f in open_[:LISTED]),
        more=MORE.fill(n=str(rest)).in_(lang) if rest > 0 else "",
        cites=", ".join(law.cite(clause).in_(lang) for clause in known),
        question=item.person.in_(lang) if item.person else "",
    )
