"""Answers that know what of a plan they were made of, and are taken over by it."""

import re
from pathlib import Path
from typing import Any

import pytest

import cpted_rules.site
from cpted_rules.plan import SitePlan
from cpted_rules.site.kept import (
    FIELDS,
    TracedPlan,
    cache,
    cached_property,
    element_mark,
    reading,
    take_over,
)
from tests.cpted_rules.rules.fragment import plan_of

PLAN = plan_of(
    {
        "trees": [{"id": "t1", "at": [0, 0]}, {"id": "t2", "at": [4, 0]}],
        "bells": [{"id": "c1", "at": [1, 1]}],
    }
)


class Counted:
    """Questions about a plan that build on each other, and how often each was answered."""

    def __init__(self, plan: SitePlan) -> None:
        self.plan = plan
        self.given: list[str] = []
        self.trees_above = cache(self._trees_above)
        self.total = cache(self._total)

    def _trees_above(self, x: float) -> int:
        self.given.append(f"trees above {x}")
        return sum(tree.at.x > x for tree in self.plan.trees)

    def _total(self, x: float) -> int:
        self.given.append(f"total {x}")
        return self.trees_above(x) + self.bells

    @cached_property
    def bells(self) -> int:
        """How many bells."""
        self.given.append("bells")
        return len(self.plan.bells)


def reads(ask: Any) -> set[str]:
    with reading() as found:
        ask()
    return found


def test_an_answer_is_given_once_for_each_argument() -> None:
    of = Counted(PLAN)
    assert [of.total(0.0), of.total(0.0), of.total(-1.0), of.bells] == [2, 2, 3, 1]
    assert sorted(of.given) == sorted(
        ["total 0.0", "trees above 0.0", "bells", "total -1.0", "trees above -1.0"]
    )


def test_an_answer_that_fails_is_asked_for_again() -> None:
    times: list[int] = []

    def fails() -> int:
        times.append(1)
        raise ValueError("not now")

    kept = cache(fails)
    for _ in range(2):
        with pytest.raises(ValueError, match="not now"):
            kept()
    assert len(times) == 2


def test_what_was_read_is_known_at_the_first_asking_and_at_every_other() -> None:
    of = Counted(TracedPlan.of(PLAN))
    for _ in range(2):
        assert reads(lambda: of.total(0.0)) == {"trees", "bells"}
        assert reads(lambda: of.bells) == {"bells"}
        assert reads(lambda: of.trees_above(0.0)) == {"trees"}


def test_what_was_asked_before_hides_nothing() -> None:
    of = Counted(TracedPlan.of(PLAN))
    _ = of.bells
    assert reads(lambda: of.total(3.0)) == {"trees", "bells"}


def test_an_element_looked_up_counts_by_its_id_alone() -> None:
    plan = TracedPlan.of(PLAN)
    assert reads(lambda: plan.by_id.get("t1")) == {element_mark("t1")}
    assert reads(lambda: "t9" in plan.by_id) == {element_mark("t9")}
    assert reads(lambda: plan.by_id["c1"]) == {element_mark("c1")}
    assert reads(lambda: list(plan.by_id)) == FIELDS
    assert reads(lambda: plan.by_id.values()) == FIELDS


def test_listing_the_elements_reads_every_field_of_them() -> None:
    assert reads(lambda: list(TracedPlan.of(PLAN).elements())) >= {"trees", "bells", "zones"}


def test_a_traced_plan_is_the_same_plan() -> None:
    traced = TracedPlan.of(PLAN)
    assert all(getattr(traced, name) == getattr(PLAN, name) for name in FIELDS)
    assert dict(traced.by_id) == PLAN.by_id


def test_only_what_nothing_changed_was_read_for_is_taken_over() -> None:
    old = Counted(TracedPlan.of(PLAN))
    assert (old.total(0.0), old.bells) == (2, 1)
    new = Counted(TracedPlan.of(plan_of({"bells": [{"id": "c1", "at": [1, 1]}]})))
    take_over(new, old, frozenset(("trees", element_mark("t1"))), but=frozenset())
    assert new.bells == 1
    assert new.given == []
    assert new.total(0.0) == 1
    assert new.given == ["total 0.0", "trees above 0.0"]
    assert old.total(0.0) == 2


def test_an_answer_may_be_set_beforehand() -> None:
    of = Counted(PLAN)
    of.bells = 7
    assert of.bells == 7
    assert of.total(0.0) == 8


def test_nothing_in_a_site_keeps_answers_in_any_other_way() -> None:
    for path in Path(cpted_rules.site.__file__).parent.glob("*.py"):
        imported = re.search(r"^(from|import) functools\b.*", path.read_text("utf-8"), re.M)
        assert imported is None, f"{path.name}: {imported}"
