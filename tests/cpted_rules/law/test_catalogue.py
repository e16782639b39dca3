"""A rule is told as its docstring says it, with every clause that asks it."""

from cpted_rules.law.catalogue import catalogue, told_by
from cpted_rules.pack import edition_files, load_edition
from cpted_rules.rules import RULES

EDITIONS = [load_edition(path) for path in edition_files()]
ENTRIES = {entry.rule.code: entry for entry in catalogue(RULES, EDITIONS)}


def test_a_docstring_comes_apart_into_its_paragraphs() -> None:
    doc = """How wide. [m]

    Why: because: it is
        narrow.
    How: measured.
    Lacking: its edges.
    """
    assert told_by(doc) == (
        "How wide. [m]",
        (("Why", "because: it is narrow."), ("How", "measured."), ("Lacking", "its edges.")),
    )


def test_every_rule_has_an_entry_in_order_of_code() -> None:
    assert list(ENTRIES) == sorted(RULES)
    for entry in ENTRIES.values():
        assert [head for head, _ in entry.told] == ["Why", "How", "Lacking"]


def test_the_parameters_are_those_a_clause_must_give() -> None:
    assert ENTRIES["SUR104"].parameters == ("within_m", "up_to_storey")
    assert ENTRIES["CAM604"].parameters == ()


def test_editions_that_ask_alike_are_told_together() -> None:
    (asked,) = [a for a in ENTRIES["ACC202"].asked if a.clause.id == "kr_notice/art10-2-3"]
    dates = [edition.applies_from.isoformat() for edition in asked.editions]
    assert dates[-2:] == ["2019-07-31", "2021-07-01"]
    assert asked.check.bound is not None
    assert (asked.check.bound.at_least, asked.check.bound.at_most) == (1.0, 1.5)


def test_every_check_of_every_edition_is_told_once() -> None:
    told = sum(len(a.editions) for entry in ENTRIES.values() for a in entry.asked)
    checks = {
        (edition.id, clause.id, check)
        for edition in EDITIONS
        for clause in edition.clauses
        for check in clause.checks
    }
    assert told == len(checks)
