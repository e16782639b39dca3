"""Changes from the words of the command line."""

import pytest
from typer import BadParameter

from app.what_if.order import Typed, taken_out
from app.what_if.typed import changes_of
from cpted_rules.plan import Barrier, BarrierKind, Camera, Luminaire, Opening, Tree
from cpted_rules.text import Lang
from cpted_rules.whatif.change import ChangeKind, WhatIfError
from tests.cpted_rules.whatif.estate import estate

PLAN = estate()


def test_changes_keep_the_order_they_are_typed_in() -> None:
    typed, rest = taken_out(
        ["plan.zip", "--move", "e1", "-3,4", "--remove=t1", "--json", "--move=e2", "1,2"]
    )
    assert typed == (
        Typed("move", ("e1", "-3,4")),
        Typed("remove", ("t1",)),
        Typed("move", ("e2", "1,2")),
    )
    assert rest == ["plan.zip", "--json"]


def test_an_option_without_all_its_words_is_wrong_usage() -> None:
    with pytest.raises(BadParameter):
        taken_out(["plan.zip", "--set", "e1"])


def made(*typed: Typed) -> list[object]:
    return [change.element for change in changes_of(PLAN, typed)]


def test_a_point_is_moved_and_of_a_line_or_an_area_the_middle() -> None:
    lamp, fence, bed = made(
        Typed("move", ("e1", "-3,4.5")),
        Typed("move", ("f1", "10,30")),
        Typed("move", ("u1", "5,6")),
    )
    assert isinstance(lamp, Luminaire)
    assert (lamp.at.x, lamp.at.y) == (-3.0, 4.5)
    assert isinstance(fence, Barrier)
    assert list(fence.line.coords) == [(-7, 30), (27, 30)]
    assert getattr(bed, "area").bounds == (3.0, 5.5, 7.0, 6.5)  # noqa: B009


def test_a_field_is_set_and_nothing_after_the_sign_is_not_drawn() -> None:
    lamp, tree, hedge = made(
        Typed("set", ("e1", "height_m=6.5")),
        Typed("set", ("t1", "height_m=")),
        Typed("set", ("h1", "kind=fence")),
    )
    assert isinstance(lamp, Luminaire)
    assert lamp.height_m == 6.5
    assert isinstance(tree, Tree)
    assert tree.height_m is None
    assert isinstance(hedge, Barrier)
    assert hedge.kind is BarrierKind.FENCE


def test_a_change_is_made_to_what_those_before_it_leave() -> None:
    last = made(
        Typed("set", ("m1", "pixels=3840")),
        Typed("move", ("m1", "1,1")),
    )[-1]
    assert isinstance(last, Camera)
    assert (last.pixels, last.at.x) == (3840, 1.0)


def test_what_is_added_gets_an_id_and_what_goes_without_saying() -> None:
    changes = list(
        changes_of(
            PLAN,
            (
                Typed("add", ('lamp:{"at": [1, 2], "photometry": "A", "height_m": 4}',)),
                Typed("add", ('lamp:{"at": [3, 2]}',)),
                Typed("add", ('window:{"id": "w9", "line": [[0, 0], [1, 0]], "storey": 2}',)),
                Typed("remove", ("lamp-1",)),
            ),
        )
    )
    assert [c.id for c in changes] == ["lamp-1", "lamp-2", "w9", "lamp-1"]
    assert changes[-1].kind is ChangeKind.REMOVE
    window = changes[2].element
    assert isinstance(window, Opening)
    assert (window.kind, window.storey) == ("window", 2)


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        (Typed("remove", ("nobody",)), "nobody"),
        (Typed("remove", ("b1",)), "b1"),
        (Typed("move", ("e1", "3")), "e1"),
        (Typed("move", ("e1", "3,north")), "e1"),
        (Typed("set", ("e1", "height=4")), "e1"),
        (Typed("set", ("e1", "height_m=high")), "e1.height_m"),
        (Typed("set", ("e1", "kind=moon")), "e1.kind"),
        (Typed("set", ("e1", "kind=")), "e1.kind"),
        (Typed("set", ("e1", "id=e2")), "e1"),
        (Typed("add", ("house:{}",)), "--add"),
        (Typed("add", ("lamp:{",)), "--add"),
        (Typed("add", ("lamp:[]",)), "--add"),
        (Typed("add", ('lamp:{"size": 2}',)), "--add"),
        (Typed("add", ('lamp:{"line": [[0, 0], [1, 1]]}',)), "--add"),
        (Typed("add", ('lamp:{"height_m": 4}',)), "lamp-1"),
        (Typed("add", ('lamp:{"at": "here"}',)), "lamp-1.at"),
        (Typed("add", ('lamp:{"id": "e1", "at": [0, 0]}',)), "e1"),
    ],
    ids=lambda value: " ".join(value.words) if isinstance(value, Typed) else None,
)
def test_words_that_make_no_change_are_refused_with_their_place(typed: Typed, where: str) -> None:
    with pytest.raises(WhatIfError) as refused:
        list(changes_of(PLAN, [typed]))
    (fault,) = refused.value.faults
    assert fault.where == where
    assert all(fault.in_(lang) for lang in Lang)
