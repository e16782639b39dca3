"""What every rule, clause and edition must keep; a new one is checked by being there."""

import ast
import re
import string
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from cpted_rules.assess import verify
from cpted_rules.clause import Clause, Edition, EditionKind, Force
from cpted_rules.pack import PACKS, REFERENCES, edition_files, gaps, load_edition
from cpted_rules.rule import Rule
from cpted_rules.rules import RULES
from cpted_rules.text import Text

ROOT = Path(__file__).parents[1]
MODULES = {
    path.stem: path
    for path in sorted((ROOT / "cpted_rules" / "rules").glob("*.py"))
    if path.stem != "__init__"
}
CASES = ROOT / "tests" / "cpted_rules" / "rules"
EDITIONS = tuple(load_edition(path) for path in edition_files())
CLAUSES = [(edition, clause) for edition in EDITIONS for clause in edition.clauses]

HANGUL = re.compile(r"[가-힣]")
UNITS = {"m", "m2", "lx", "share", "count", "ratio", "yes", "px_per_m", "deg", "index", "storey"}
SLOTS = {"subject", "measured", "required", "place", "sheet", "cite"}

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.id)
each_clause = pytest.mark.parametrize(
    ("edition", "clause"), CLAUSES, ids=[f"{e.applies_from}-{c.id}" for e, c in CLAUSES]
)


def slots(text: Text) -> set[str]:
    """The slots of a text, the same in both languages."""
    ko, en = (
        {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
        for words in (text.ko, text.en)
    )
    assert ko == en, f"slots differ: {sorted(ko ^ en)}"
    return ko


def bilingual(text: Text) -> None:
    assert text.ko.strip()
    assert text.en.strip()
    assert HANGUL.search(text.ko), text.ko


# Rules


def test_there_are_rules_of_every_principle() -> None:
    families = {"SUR", "ESC", "ACC", "TER", "ACT", "LGT", "CAM", "HRD", "MNT"}
    assert {code[:3] for code in RULES} == families
    assert len(RULES) == len(MODULES)


@each_rule
def test_a_module_is_named_by_code_and_function(rule: Rule) -> None:
    name = f"{rule.code.lower()}_{rule.measure.__name__}"
    assert rule.measure.__module__ == f"cpted_rules.rules.{name}"
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)


@each_rule
def test_a_docstring_says_why_how_and_what_is_lacking(rule: Rule) -> None:
    first, *rest = rule.doc.strip().splitlines()
    assert first.endswith(f"[{rule.unit}]"), first
    heads = [line.strip().split(":")[0] for line in rest if re.match(r"    \w+: ", line)]
    assert heads == ["Why", "How", "Lacking"]


@each_rule
def test_a_rule_speaks_both_languages(rule: Rule) -> None:
    for text in (rule.title, rule.measures, rule.says):
        bilingual(text)
        assert not HANGUL.search(text.en), text.en
    assert slots(rule.says) <= {"subject", "value", "place"}
    assert "value" in slots(rule.says)
    assert not slots(rule.title)
    assert not slots(rule.measures)
    assert rule.unit in UNITS


@each_rule
def test_a_rule_has_cases_with_a_number_one_lacking_and_one_empty(rule: Rule) -> None:
    raw = yaml.safe_load((CASES / f"{rule.measure.__module__.split('.')[-1]}.yaml").read_text())
    assert raw.pop("rule") == rule.code
    expected = [case["expect"] for case in raw.values()]
    values = [e["value"] for case in expected for e in case]
    assert any(value is not None for value in values)
    assert None in values
    assert [] in expected


@each_rule
def test_a_rule_is_asked_by_a_clause(rule: Rule) -> None:
    assert any(check.rule == rule.code for _, clause in CLAUSES for check in clause.checks)


LEGAL = {
    number
    for edition, clause in CLAUSES
    if edition.kind is EditionKind.LAW
    for check in clause.checks
    if check.bound
    for number in (
        check.bound.at_least,
        check.bound.at_most,
        check.bound.more_than,
        check.bound.less_than,
    )
    if number is not None and number not in (0.0, 1.0)
} | {float(n) for _, c in CLAUSES for n in (c.binds.households_at_least,) if n}


def test_the_numbers_of_law_are_known_from_the_packs() -> None:
    assert {25.0, 1.5, 10.0, 300.0, 50.0, 100.0} <= LEGAL


@pytest.mark.parametrize("path", MODULES.values(), ids=lambda p: p.stem)
def test_no_rule_compares_with_a_number_of_law(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                value = constants.get(side.id) if isinstance(side, ast.Name) else None
                value = side.value if isinstance(side, ast.Constant) else value
                assert value not in LEGAL, f"line {node.lineno}: {ast.unparse(node)}"


@each_rule
def test_no_parameter_of_a_rule_has_a_default(rule: Rule) -> None:
    assert not rule.measure.__defaults__
    assert not rule.measure.__kwdefaults__


# Editions


@each_edition
def test_every_check_agrees_with_its_rule(edition: Edition) -> None:
    verify(edition)


@each_edition
def test_an_edition_says_what_it_is(edition: Edition) -> None:
    for text in (edition.cite, edition.short):
        bilingual(text)
    assert edition.promulgated
    assert edition.compared


def test_editions_of_a_pack_leave_no_gap_and_do_not_overlap() -> None:
    for _, group in groupby(EDITIONS, key=lambda e: e.pack):
        editions = tuple(group)
        assert gaps(editions) == ()
        assert editions[-1].applies_until is None


def test_some_edition_of_the_notice_applies_every_day_since_it_began() -> None:
    first = min(e.applies_from for e in EDITIONS if e.pack == "kr_notice")
    assert first == date(2015, 4, 1)


@each_edition
def test_an_edition_that_was_not_compared_judges_nothing_as_law(edition: Edition) -> None:
    if edition.compared.startswith("text not compared"):
        assert not [c.id for c in edition.clauses for check in c.checks if check.bound]
        assert all(clause.caveat for clause in edition.clauses)


# Clauses


@each_clause
def test_a_clause_is_computed_or_asked_of_a_person_or_says_why_not(
    edition: Edition, clause: Clause
) -> None:
    silent = clause.scope or clause.unmodelled
    assert bool(clause.checks or clause.person or clause.contradictions) is not bool(silent)
    for text in (clause.cite, clause.title, clause.requires):
        bilingual(text)
        assert not slots(text)
    for optional in (clause.person, clause.egress, clause.caveat, clause.scope, clause.unmodelled):
        if optional is not None:
            bilingual(optional)


@each_clause
def test_a_clause_has_an_opinion_for_each_verdict_it_can_give(
    edition: Edition, clause: Clause
) -> None:
    if clause.silent:
        assert clause.opinions == ()
        return
    can: set[str] = set()
    for check in clause.checks:
        own = {"unknown"} | ({"fail"} if check.bound else {"referred"})
        if check.bound and check.bound.tolerance:
            own.add("referred")
        assert {verdict for verdict, _ in check.opinions} <= own
        can |= own - {verdict for verdict, _ in check.opinions}
    if clause.contradictions:
        can = {"fail"}
    assert {verdict for verdict, _ in clause.opinions} == (can or {"referred"})


def opinions(clause: Clause) -> list[tuple[str, Text, bool]]:
    """Every opinion of a clause and its checks: verdict, words, whether a number is required."""
    bound = any(check.bound for check in clause.checks)
    return [
        *((verdict, text, bound) for verdict, text in clause.opinions),
        *(
            (verdict, text, check.bound is not None)
            for check in clause.checks
            for verdict, text in check.opinions
        ),
    ]


@each_clause
def test_an_opinion_is_finding_then_alternative_then_basis(
    edition: Edition, clause: Clause
) -> None:
    for verdict, opinion, bound in opinions(clause):
        bilingual(opinion)
        assert slots(opinion) <= SLOTS
        for words in (opinion.ko, opinion.en):
            assert words.count("→") == 1
            assert words.endswith("[{cite}]")
        if verdict == "unknown":
            assert "measured" not in slots(opinion)
        if verdict == "referred" and not bound:
            assert "required" not in slots(opinion)


@each_clause
def test_an_opinion_is_not_worded_beyond_its_basis(edition: Edition, clause: Clause) -> None:
    for verdict, opinion, _ in opinions(clause):
        assert "위반" not in opinion.ko
        assert "breach" not in opinion.en
        if clause.force is Force.RECOMMENDED:
            assert "권고" in opinion.ko
            assert "advised" in opinion.en
        if verdict in ("referred", "unknown"):
            assert "미달임" not in opinion.ko


@each_clause
def test_a_title_is_short_and_a_particle_never_follows_a_slot(
    edition: Edition, clause: Clause
) -> None:
    assert len(clause.title.ko) <= 30
    for _, opinion, _ in opinions(clause):
        # 은/는, 이/가, 을/를 depend on the last sound of what fills the slot
        assert not re.search(r"\{subject\}\s?(은|는|이|을|를|와|과|으로)\b", opinion.ko)


# References


def test_references_are_used_and_say_what_they_are() -> None:
    table = yaml.safe_load((PACKS / REFERENCES).read_text("utf-8"))
    used = {ch.reference.id for _, clause in CLAUSES for ch in clause.checks if ch.reference}
    assert set(table) == used
    for _, clause in CLAUSES:
        for check in clause.checks:
            if check.reference is not None:
                assert check.reference.evidence in ("S", "X")
                bilingual(check.reference.cite)
                stated = check.reference.cite.ko.startswith("도구 기본값")
                assert stated is (check.reference.evidence == "X")
