"""The law stands in packs: no number of it in Python, each threshold judged on both sides, each
citation to be found."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from cpted_rules.assess import judge
from cpted_rules.clause import (
    Binding,
    Bound,
    Check,
    Clause,
    Edition,
    EditionKind,
    Evidence,
    Force,
    Modelling,
)
from cpted_rules.findings import Binds, Verdict
from cpted_rules.pack import edition_files, gaps, load_edition
from cpted_rules.scope import binding_of
from tests.cpted_rules.rules.fragment import facts_of

ROOT = Path(__file__).parents[1]
EDITIONS = tuple(load_edition(path) for path in edition_files())
BINDING = tuple(e for e in EDITIONS if e.kind in (EditionKind.LAW, EditionKind.LOCAL))
CHECKS = [(e, c, check) for e in BINDING for c in e.clauses for check in c.checks if check.bound]
COUNTS = ("households_at_least", "households_below", "cars_at_least", "cars_more_than")
ENDS = ("at_least", "at_most", "more_than", "less_than")
STEP = 1e-4
"""Under and over: more than what is rounded away, less than any number of law."""


def ends(bound: Bound) -> dict[str, float]:
    return {end: value for end in ENDS if (value := getattr(bound, end)) is not None}


def within(binding: Binding) -> Iterator[Binding]:
    """A binding and all in it."""
    yield binding
    for inner in (*binding.any_of, *((binding.unless,) if binding.unless else ())):
        yield from within(inner)


# No number of law in Python

LEGAL = {value for _, _, check in CHECKS if check.bound for value in ends(check.bound).values()}
LEGAL |= {
    float(value)
    for edition in BINDING
    for clause in edition.clauses
    for binding in within(clause.binds)
    for key in COUNTS
    if (value := getattr(binding, key))
}
LEGAL -= {0.0, 1.0}
JUDGING = ("assess", "clause", "contradictions", "findings", "pack", "pack_file", "scope")
MODULES = [
    *sorted((ROOT / "cpted_rules" / "rules").glob("*.py")),
    *(ROOT / "cpted_rules" / f"{name}.py" for name in (*JUDGING, "standing")),
]


def numbers(tree: ast.Module) -> Iterator[tuple[int, float]]:
    """Line and value of the numbers of a module that might be law.

    Left out: a constant with words below it that say what it is, a slice, and a share times 100.
    """
    said = {
        id(node)
        for one, below in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(one, ast.Assign | ast.AnnAssign)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
        for node in ast.walk(one)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Slice):
            said |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            said |= {id(s) for s in (node.left, node.right) if ast.unparse(s) in ("100", "100.0")}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
            and id(node) not in said
        ):
            yield node.lineno, float(node.value)


def test_the_numbers_of_law_are_known() -> None:
    assert {25.0, 1.5, 10.0, 300.0, 50.0, 100.0, 150.0, 500.0, 30.0, 1_300_000.0} <= LEGAL


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_no_number_of_law_stands_in_a_rule_or_in_what_judges(path: Path) -> None:
    code = ast.parse(path.read_text("utf-8"))
    found = [f"line {line}: {value:g}" for line, value in numbers(code) if value in LEGAL]
    assert not found


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("def f(x):\n    return x > 25", 1),
        ("def f(x):\n    return g(x, spacing_m=25.0)", 1),
        ("LIMIT = 1.5", 1),
        ("LIMIT = 1.5\n'''How high a shrub is.'''", 0),
        ("def f(x):\n    return f'{x * 100:.0f} %' + h[:10]", 0),
        ("def f(x):\n    return x * 25", 1),
    ],
)
def test_a_number_of_law_would_be_caught(code: str, caught: int) -> None:
    assert len([value for _, value in numbers(ast.parse(code)) if value in LEGAL]) == caught


# Each threshold: under, at and over


def about(bound: Bound) -> Iterator[tuple[float, Verdict]]:
    """Values about each end, with the verdict that the words of the clause give."""
    slack = bound.tolerance
    for end, value in ends(bound).items():
        inward = 1.0 if end in ("at_least", "more_than") else -1.0
        strict = end in ("more_than", "less_than")
        off = Verdict.REFERRED if slack else Verdict.FAIL
        yield value, off if strict else Verdict.PASS
        yield value + inward * STEP, Verdict.PASS
        yield value - inward * STEP, off
        if slack:
            yield value - inward * (slack - STEP), Verdict.REFERRED
            yield value - inward * (slack + STEP), Verdict.FAIL


@pytest.mark.parametrize(
    ("clause", "check", "value", "verdict"),
    [
        pytest.param(clause, check, value, verdict, id=f"{e.id}-{clause.id}-{check.rule}-{value}")
        for e, clause, check in CHECKS
        if check.bound
        for value, verdict in about(check.bound)
    ],
)
def test_under_at_and_over_each_bound(
    clause: Clause, check: Check, value: float, verdict: Verdict
) -> None:
    assert judge(check, value) is verdict


def test_the_bell_of_the_notice_by_hand() -> None:
    (check,) = {
        check
        for e, clause, check in CHECKS
        if e.id == "kr_notice@2021-07-01" and clause.id == "kr_notice/art10-5-3"
    }
    said = [judge(check, v) for v in (24.9, 25.0, 25.1, 25.3, 25.31)]
    assert [v.value for v in said] == ["pass", "pass", "referred", "referred", "fail"]


def counted() -> Iterator[tuple[Clause, str, int]]:
    """Every number of households or cars that decides whether a clause binds."""
    for edition in BINDING:
        for clause in edition.clauses:
            for key in COUNTS:
                for limit in {getattr(b, key) for b in within(clause.binds)} - {None}:
                    yield clause, key, limit


@pytest.mark.parametrize(
    ("clause", "key", "limit"), [pytest.param(*c, id=f"{c[0].id}-{c[1]}-{c[2]}") for c in counted()]
)
def test_under_at_and_over_each_number_that_binds(clause: Clause, key: str, limit: int) -> None:
    binding: dict[str, Any] = {key: limit}
    alone = replace(clause, binds=Binding(**binding))
    expected = {
        "households_at_least": (Binds.NO, Binds.YES, Binds.YES),
        "households_below": (Binds.YES, Binds.NO, Binds.NO),
        "cars_at_least": (Binds.NO, Binds.YES, Binds.YES),
        "cars_more_than": (Binds.NO, Binds.NO, Binds.YES),
    }[key]
    for number, binds in zip((limit - 1, limit, limit + 1), expected, strict=True):
        facts: dict[str, Any] = {"parts": [{"use": "apartment", "households": number}]}
        facts["parking"] = {"cars": number}
        assert binding_of(alone, facts_of(facts)).binds is binds


# Editions and citations


def test_editions_leave_no_gap_and_do_not_overlap() -> None:
    for pack, group in groupby(EDITIONS, key=lambda e: e.pack):
        editions = tuple(group)
        assert gaps(editions) == (), pack
        assert [e.applies_from for e in editions] == sorted(e.applies_from for e in editions)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.id)
def test_a_citation_resolves_to_one_clause_of_its_edition(edition: Edition) -> None:
    assert edition.cite.ko
    assert all(clause.id.partition("/")[0] == edition.pack for clause in edition.clauses)
    ids = [clause.id for clause in edition.clauses]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.id)
def test_where_the_decree_behind_the_notice_is_cited_its_present_number_stands(
    edition: Edition,
) -> None:
    said = [edition.cite]
    for clause in edition.clauses:
        said += [clause.cite, clause.requires]
    for text in said:
        for words, old, new in ((text.ko, "61조의3", "63조의7"), (text.en, "61-3", "63-7")):
            if old in words:
                assert new in words
    if edition.pack == "kr_notice":
        assert "제63조의7" in edition.cite.ko
        assert "63-7" in edition.cite.en


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.id)
def test_only_what_was_read_governs_by_itself(edition: Edition) -> None:
    if edition.kind in (EditionKind.GUIDANCE, EditionKind.DEFAULT):
        assert not edition.enabled
    if edition.enabled:
        assert all(clause.evidence is Evidence.READ for clause in edition.clauses)


NOTICE = next(e for e in EDITIONS if e.id == "kr_notice@2021-07-01")
PARAGRAPHS = {
    4: (1, 2, 3),
    5: (1, 2),
    6: (1, 2),
    7: (1, 2),
    8: (1, 2, 3),
    9: (1, 2),
    13: (1, 2, 3, 4),
    14: (1, 2, 3),
}
ITEMS = {1: 3, 2: 3, 3: 2, 4: 4, 5: 4, 7: 4, 8: 2, 9: 2}
"""Items of the paragraphs of 제10조 that have any; the others are 6 and 10 to 13."""


def test_no_clause_of_the_notice_is_missing() -> None:
    wanted = {"art1", "art2", "art3", "art15"}
    wanted |= {f"art{a}-{p}" for a, ps in PARAGRAPHS.items() for p in ps}
    wanted |= {f"art10-{p}-{n}" for p, items in ITEMS.items() for n in range(1, items + 1)}
    wanted |= {f"art10-{p}" for p in (6, 10, 11, 12, 13)}
    wanted |= {f"art11-{n}" for n in range(1, 13)}
    wanted |= {"art12-1-1", "art12-1-2", "art12-3", *(f"art12-2-{n}" for n in range(1, 5))}
    wanted |= {f"table1-{n}" for n in ("1-ga", "1-na", "2-ga", "2-na", "3-ga", "note")}
    assert {clause.id.partition("/")[2] for clause in NOTICE.clauses} == wanted


def test_what_the_notice_only_recommends_is_marked_so() -> None:
    recommended = {c.id.partition("/")[2] for c in NOTICE.clauses if c.force is Force.RECOMMENDED}
    assert recommended == {
        "art10-4-4", "art10-5-4", "art10-7-4", "art10-13", "art11-2", "art11-6", "art11-9",
        "art11-10", "art11-11", "art11-12", "art12-2-4", "art13-2", "art14-3",
    }  # fmt: skip


def test_a_clause_that_asks_nothing_of_a_plan_says_why() -> None:
    silent = [c for e in EDITIONS for c in e.clauses if c.silent]
    assert {c.modelling for c in silent} == {Modelling.SCOPE, Modelling.UNMODELLED}
    assert all(not c.checks and not c.person and not c.opinions for c in silent)


REMEDY = re.compile("성능의 창|성능의 문|성능의 제품|출입통제 설비|잠금|방범창|필름|출입을 막")
"""Remedies that touch locks, glass, bars, films or ways out."""


@pytest.mark.parametrize(
    ("edition", "clause"),
    [
        pytest.param(e, c, id=f"{e.id}-{c.id}")
        for e in BINDING
        if e.pack == "kr_notice" or e.kind is EditionKind.LOCAL
        for c in e.clauses
    ],
)
def test_a_remedy_that_may_hinder_escape_carries_the_limit(
    edition: Edition, clause: Clause
) -> None:
    said = [*clause.opinions, *(o for check in clause.checks for o in check.opinions)]
    if any(REMEDY.search(text.ko.partition("→")[2]) for _, text in said):
        assert clause.egress is not None
