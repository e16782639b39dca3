"""Which clauses bind a project: a table of cases in YAML, with the traps of the trade."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpted_rules.findings import Applicability
from cpted_rules.pack import Edition, editions_governing
from cpted_rules.plan.canonical import plain
from cpted_rules.scope import binding_of
from cpted_rules.verify.binding import binds as binds_again
from tests.cpted_rules.rules.fragment import facts_of

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = {
    name: case for path in FILES for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}
EXPECT = {"binds": "yes", "not": "no", "open": "undetermined"}
ABOUT = {*EXPECT, "edition", "absent", "none_of", "why"}


@cache
def governing(filed_on: date) -> tuple[Edition, ...]:
    """The editions of a day, read once."""
    return editions_governing(facts_of({"filed_on": filed_on}))


def put(case: dict[str, Any]) -> tuple[dict[str, Applicability], list[str]]:
    """What every clause of the governing editions says of a case, and the editions."""
    facts = facts_of({k: v for k, v in case.items() if k not in ABOUT})
    editions = governing(facts.filed_on)
    found = {c.id: binding_of(c, facts) for edition in editions for c in edition.clauses}
    return found, [edition.id for edition in editions]


def named(pattern: str, found: dict[str, Applicability]) -> list[str]:
    """The clauses a name stands for; never none."""
    start = pattern.removesuffix("*")
    those = [id for id in found if id.startswith(start) and (pattern != start or id == pattern)]
    assert those, f"no clause {pattern}"
    return those


def test_there_are_cases_enough_and_each_has_its_own_name() -> None:
    written = [name for p in FILES for name in yaml.safe_load(p.read_text("utf-8"))]
    assert len(set(written)) == len(written) >= 40


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_project_is_bound_by(case: dict[str, Any]) -> None:
    found, editions = put(case)
    for key, state in EXPECT.items():
        for pattern in case.get(key, ()):
            for id in named(pattern, found):
                assert found[id].binds.value == state, f"{id}: {found[id].why.ko}"
    for id in case.get("absent", ()):
        assert id not in found
    for pack in case.get("none_of", ()):
        assert not [e for e in editions if e.startswith(f"{pack}@")]
    if "edition" in case:
        assert case["edition"] in editions
    for id, words in case.get("why", {}).items():
        assert words in found[id].why.ko


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_the_re_check_finds_the_same_of_every_clause(case: dict[str, Any]) -> None:
    facts = facts_of({k: v for k, v in case.items() if k not in ABOUT})
    raw = plain(facts)
    for edition in governing(facts.filed_on):
        for clause in edition.clauses:
            applies = binding_of(clause, facts)
            again = binds_again(plain(clause.binds), raw)
            assert again == (applies.binds.value, applies.parts), clause.id


@pytest.mark.parametrize(
    ("day", "bound"),
    [
        (date(2019, 7, 30), 1.5),
        (date(2019, 7, 31), None),
        (date(2021, 7, 1), None),
    ],
)
def test_the_tree_distance_is_law_in_the_first_notice_only(day: date, bound: float | None) -> None:
    found = {
        check.bound.at_least if check.bound else None
        for edition in governing(day)
        if edition.pack == "kr_notice"
        for clause in edition.clauses
        if clause.id == "kr_notice/art10-6"
        for check in clause.checks
    }
    assert found == {bound}
