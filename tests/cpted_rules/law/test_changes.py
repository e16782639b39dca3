"""What changed between two editions is found clause by clause, and nothing else is."""

from dataclasses import replace
from datetime import date

from cpted_rules.clause import Bound, Clause, Edition, Force
from cpted_rules.law.changes import Change, changes
from cpted_rules.pack import PACKS, load_edition
from cpted_rules.text import same


def notice(day: str) -> Edition:
    return load_edition(PACKS / "kr_notice" / f"{day}.yaml")


NOTICE = notice("2021-07-01")


def clause(id: str) -> Clause:
    return next(each for each in NOTICE.clauses if each.id == f"kr_notice/{id}")


def edition(*clauses: Clause) -> Edition:
    return replace(NOTICE, clauses=clauses)


def later(*clauses: Clause) -> Edition:
    return replace(NOTICE, clauses=clauses, applies_from=date(2030, 1, 1))


def test_an_edition_and_itself_say_the_same() -> None:
    told = changes(NOTICE, NOTICE)
    assert (told.fields, told.clauses, told.same) == ((), (), len(NOTICE.clauses))


def test_a_clause_that_came_and_one_that_went_are_told() -> None:
    told = changes(
        edition(clause("art4-1"), clause("art4-2")), later(clause("art4-2"), clause("art4-3"))
    )
    assert [(c.id, c.change) for c in told.clauses] == [
        ("art4-1", Change.GONE),
        ("art4-3", Change.ADDED),
    ]
    assert told.same == 1
    assert told.fields == ()


def test_the_fields_that_say_something_else_are_named() -> None:
    bells = clause("art10-5-3")
    check = replace(bells.checks[0], bound=Bound(unit="m", at_most=30.0))
    other = replace(bells, force=Force.RECOMMENDED, checks=(check,), caveat=same("now"))
    (change,) = changes(edition(bells), later(other)).clauses
    assert change.change is Change.CHANGED
    assert change.fields == ("force", "checks", "caveat")
    assert (change.before, change.after) == (bells, other)


def test_a_new_number_of_promulgation_is_a_change_of_the_edition() -> None:
    told = changes(NOTICE, replace(NOTICE, promulgated="other"))
    assert told.fields == ("promulgated",)
    assert told.clauses == ()


def test_the_2015_notice_bound_larger_complexes_and_had_a_distance_for_trees() -> None:
    told = {c.id: c for c in changes(notice("2015-04-01"), notice("2019-07-31")).clauses}
    bells, trees = told["art10-5-3"], told["art10-6"]
    assert bells.before is not None
    assert bells.after is not None
    assert bells.before.binds.households_at_least == 500
    assert bells.after.binds.households_at_least == 100
    assert "checks" not in bells.fields  # 25 m in both
    assert "checks" in trees.fields
    assert trees.before is not None
    assert trees.after is not None
    assert [c.bound.at_least for c in trees.before.checks if c.bound] == [1.5]
    assert not [c for c in trees.after.checks if c.bound]


def test_from_2019_to_2021_no_clause_came_or_went_or_binds_or_judges_otherwise() -> None:
    told = changes(notice("2019-07-31"), NOTICE)
    assert told.clauses
    for change in told.clauses:
        assert change.change is Change.CHANGED
        assert not {"force", "binds", "checks", "stage", "topic"} & set(change.fields)
