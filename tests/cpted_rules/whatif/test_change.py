"""Changes of a plan, and those that cannot be made."""

from dataclasses import replace

import pytest

from cpted_rules.plan import Element
from cpted_rules.text import Lang
from cpted_rules.whatif.change import (
    Change,
    WhatIfError,
    add,
    changed,
    existing,
    inverse,
    put,
    remove,
    touched,
)
from tests.cpted_rules.whatif.estate import estate, moved

PLAN = estate()


def renamed(id: str, new: str) -> Element:
    return replace(PLAN.by_id[id], id=new)


def test_an_element_more_stands_in_the_order_of_ids() -> None:
    after = changed(PLAN, add(renamed("e2", "e0")))
    assert [lamp.id for lamp in after.luminaires] == ["e0", "e1", "e2", "e3", "e4", "e5"]
    assert after.cameras is PLAN.cameras


def test_an_element_less_leaves_the_others() -> None:
    assert [tree.id for tree in changed(PLAN, remove("t1")).trees] == ["t0", "t2", "t3"]


def test_an_element_is_put_in_the_place_of_the_one_with_its_id() -> None:
    after = changed(PLAN, put(moved(PLAN.by_id["m1"], 2.0, 0.0)))
    camera = after.by_id["m1"]
    assert (camera.at.x, camera.at.y) == (6.0, 21.0)
    assert len(after.cameras) == len(PLAN.cameras)


@pytest.mark.parametrize(
    "change",
    [remove("h1"), put(moved(PLAN.by_id["w11"], 1.0, 0.0)), add(renamed("u1", "u2"))],
    ids=["remove", "put", "add"],
)
def test_a_change_and_its_inverse_give_the_plan(change: Change) -> None:
    assert changed(changed(PLAN, change), inverse(PLAN, change)) == PLAN


def test_what_a_change_touches_is_its_field_and_the_element() -> None:
    assert touched(PLAN, remove("h1")) == {"barriers", "#h1"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (remove("nobody"), "whatif/unknown-id"),
        (put(renamed("e1", "nobody")), "whatif/unknown-id"),
        (add(renamed("e1", "m1")), "whatif/duplicate-id"),
        (put(renamed("e1", "m1")), "whatif/wrong-kind"),
        (remove("b1"), "whatif/fixed-kind"),
        (add(renamed("b1", "b9")), "whatif/fixed-kind"),
    ],
)
def test_a_change_that_cannot_be_made_says_why_in_both_languages(change: Change, code: str) -> None:
    with pytest.raises(WhatIfError) as refused:
        changed(PLAN, change)
    (fault,) = refused.value.faults
    assert fault.code == code
    assert fault.where in (change.id, "m1")
    assert refused.value.in_(Lang.KO) != refused.value.in_(Lang.EN)


def test_only_what_may_be_changed_is_found_by_its_id() -> None:
    assert existing(PLAN, "t1") is PLAN.by_id["t1"]
    with pytest.raises(WhatIfError):
        existing(PLAN, "p1")
