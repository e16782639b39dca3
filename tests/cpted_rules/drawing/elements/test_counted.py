"""Schedules beside the plan: what is listed and not drawn, or drawn another number of times."""

from collections.abc import Sequence

from cpted_rules.drawing.elements.counted import counts, disagreements
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.tables import DeviceRow, ScheduledLuminaire, Schedules
from tests.cpted_rules.rules.fragment import plan_of


def lamps(*rows: tuple[str, Sequence[str], float | None]) -> Schedules:
    made = [ScheduledLuminaire(mark=m, marks=tuple(ms), quantity=q) for m, ms, q in rows]
    return Schedules(luminaires=tuple(made))


def drawn(*marks: str, storey: int = 0) -> list[dict[str, object]]:
    return [
        {"id": f"l{n}-{storey}", "kind": "security", "at": [n, 0], "mark": mark, "storey": storey}
        for n, mark in enumerate(marks)
    ]


def codes(schedules: Schedules, luminaires: list[dict[str, object]]) -> list[tuple[str, str]]:
    plan = plan_of({"luminaires": luminaires})
    return [(n.code, n.text.ko) for n in disagreements(counts([schedules]), plan)]


def test_two_lamps_listed_and_two_drawn_agree() -> None:
    assert codes(lamps(("L1", ["L1"], 2)), drawn("L1", "L1")) == []


def test_three_lamps_listed_and_two_drawn_differ() -> None:
    ((code, words),) = codes(lamps(("L1", ["L1"], 3)), drawn("L1", "L1"))
    assert code == "drawing/count-differs"
    assert "일람표 3개, 도면 2개" in words


def test_a_lamp_that_is_listed_and_drawn_nowhere() -> None:
    ((code, words),) = codes(lamps(("L1", ["L1"], 1), ("L2", ["L2"], 1)), drawn("L1"))
    assert code == "drawing/not-drawn"
    assert "L2" in words


def test_a_kind_of_which_nothing_is_drawn_is_passed_over() -> None:
    assert codes(lamps(("L1", ["L1"], 3)), []) == []


def test_a_typical_plan_may_be_counted_once_or_for_each_storey() -> None:
    twice = [*drawn("L1", storey=2), *drawn("L1", storey=3)]
    assert codes(lamps(("L1", ["L1"], 1)), twice) == []
    assert codes(lamps(("L1", ["L1"], 2)), twice) == []
    assert [code for code, _ in codes(lamps(("L1", ["L1"], 4)), twice)] == ["drawing/count-differs"]


def test_a_row_of_several_marks_and_a_mark_of_several_rows_state_no_number() -> None:
    assert codes(lamps(("L1~L2", ["L1", "L2"], 9)), drawn("L1", "L2")) == []
    assert codes(lamps(("L1", ["L1"], 9), ("L1", ["L1"], 9)), drawn("L1")) == []


def test_cameras_and_bells_are_counted_by_their_own_marks() -> None:
    rows = (
        DeviceRow(mark="C1", marks=("C1",), quantity=1, meaning=Meaning.CAMERA),
        DeviceRow(mark="B1", marks=("B1",), quantity=2, meaning=Meaning.BELL),
    )
    plan = plan_of(
        {
            "cameras": [{"id": "c", "at": [0, 0], "mark": "C1"}],
            "bells": [{"id": "b", "at": [0, 0], "mark": "B1"}],
        }
    )
    notes = list(disagreements(counts([Schedules(devices=rows)]), plan))
    assert [note.text.ko for note in notes] == ["비상벨 B1: 일람표 2개, 도면 1개"]
