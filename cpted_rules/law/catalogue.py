"""Every rule as its docstring tells it, with the clauses that ask it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import signature

from cpted_rules.clause import Check, Clause, Edition
from cpted_rules.rule import Rule

HEADS = ("Why", "How", "Lacking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One check of one clause that asks a rule, and the editions that ask it so.

    Args:
        editions: those in which this clause says the same, in order of date.
    """

    clause: Clause
    check: Check
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """What there is to know of a rule.

    Args:
        summary: first line of its docstring, with the unit.
        told: its paragraphs by head: Why, How, Lacking.
        parameters: what a clause must give it, by name.
        asked: the clauses that ask it, in order of pack, clause and date.
    """

    rule: Rule
    summary: str
    told: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...]
    asked: tuple[Asked, ...]


def catalogue(rules: Mapping[str, Rule], editions: Iterable[Edition]) -> tuple[RuleEntry, ...]:
    """An entry for each rule, in order of code."""
    every = tuple(editions)
    return tuple(_entry(rules[code], every) for code in sorted(rules))


def _entry(rule: Rule, editions: tuple[Edition, ...]) -> RuleEntry:
    summary, told = told_by(rule.doc)
    return RuleEntry(
        rule=rule,
        summary=summary,
        told=told,
        parameters=tuple(name for name in signature(rule.measure).parameters if name != "site"),
        asked=_asked(rule, editions),
    )


def told_by(doc: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The first line of a rule's docstring, and its paragraphs by head, each as one line."""
    first, _, rest = doc.strip().partition("\n")
    parts = re.split(rf"^\s*({'|'.join(HEADS)}): ", rest, flags=re.MULTILINE)[1:]
    paragraphs = zip(parts[::2], parts[1::2], strict=True)
    return first.strip(), tuple((head, " ".join(words.split())) for head, words in paragraphs)


def _asked(rule: Rule, editions: tuple[Edition, ...]) -> tuple[Asked, ...]:
    """The clauses that ask a rule; editions in which a clause asks the same are told together."""
    found: dict[tuple[str, Check, str], tuple[Clause, list[Edition]]] = {}
    for edition in editions:
        for clause in edition.clauses:
            for check in clause.checks:
                if check.rule == rule.code:
                    key = (clause.id, check, clause.force.value)
                    found.setdefault(key, (clause, []))[1].append(edition)
    return tuple(
        Asked(clause=clause, check=key[1], editions=tuple(editions))
        for key, (clause, editions) in found.items()
    )
