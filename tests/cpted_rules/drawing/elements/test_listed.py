"""Tables on the drawings, joined by mark or species to what the plans draw."""

from collections.abc import Callable
from typing import Any

import pytest

from cpted_rules.drawing import LuminaireRow, Reading, SheetSpec
from cpted_rules.drawing.elements.listed import Listed, declared_over, listed
from cpted_rules.drawing.tables import DeviceRow, OpeningRow, Schedules, TreeRow
from cpted_rules.plan import SheetKind

Read = Callable[..., Reading]
FLOOR = ((SheetSpec(kind=SheetKind.FLOOR_PLAN, number="A-1", storeys=(1,)),),)


def table(draft: Any, rows: list[list[str]], x: float, y: float, wide: float = 6.0) -> None:
    """A ruled table, its header first, rows 2 high."""
    columns = len(rows[0])
    for n in range(len(rows) + 1):
        draft.outline("표", (x, y - 2 * n), (x + wide * columns, y - 2 * n), closed=False)
    for n in range(columns + 1):
        draft.outline("표", (x + wide * n, y), (x + wide * n, y - 2 * len(rows)), closed=False)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            draft.text(words, (x + wide * c + 0.5, y - 2 * r - 1.4))


def test_a_list_of_plants_fills_trees_that_say_only_their_species(draft: Any, read: Read) -> None:
    draft.insert("수목_A", (0, 0), "수목", SPECIES="느티나무")
    draft.insert("수목_B", (9, 0), "수목", SPECIES="소나무", H="9.0")
    draft.insert("수목_느티나무_R10", (18, 0), "수목")
    table(
        draft,
        [
            ["수종", "규격", "지하고", "성상", "수량"],
            ["느티나무", "H4.0×W2.5×R15", "1.8", "낙엽교목", "2"],
            ["소나무", "H6.0×W3.0×R20", "2.5", "상록교목", "1"],
        ],
        100,
        100,
        9.0,
    )
    by_x = sorted(read(draft).plan.trees, key=lambda tree: tree.at.x)
    assert [(t.species, t.height_m, t.crown_base_m, t.evergreen) for t in by_x] == [
        ("느티나무", 4.0, 1.8, False),
        ("소나무", 9.0, 2.5, True),  # what the symbol itself says stays
        ("느티나무", 4.0, 1.8, False),  # known by the name of its block
    ]
    assert by_x[0].crown_radius_m == 1.25


def test_a_window_schedule_fills_windows_by_their_mark(draft: Any, read: Read) -> None:
    draft.insert("창_1", (5, 0), "창호", MARK="AW-1", WIDTH="1500", SILL="0.9", ROOM="거실")
    draft.insert("창_1", (9, 0), "창호", MARK="AW-2", WIDTH="1500", SILL="0.9", HEAD="2.0")
    table(
        draft,
        [
            ["창호번호", "규격", "수량", "성능"],
            ["AW-1", "W1500×H1200", "4", "침입저항 2등급"],
            ["AW-2", "W1500×H600", "1", "-"],
        ],
        0,
        30,
        12.0,
    )
    first, second = sorted(read(draft, sheets=FLOOR).plan.openings, key=lambda o: o.mark)
    assert (first.sill_m, first.head_m) == (0.9, pytest.approx(2.1))
    assert "2등급" in (first.rating or "")
    assert (second.head_m, second.rating) == (2.0, None)


def schedules(**rows: Any) -> Schedules:
    return Schedules(**rows)


def test_marks_find_their_rows_however_they_are_written() -> None:
    said = listed(
        [
            schedules(
                devices=(DeviceRow(mark="C1~C3", marks=("C1", "C2", "C3"), pixels_wide=1920),),
                openings=(OpeningRow(mark="①", marks=("1",), sill_m=1.0),),
                trees=(TreeRow(mark="가", marks=("가",), species="소 나 무", height_m=5.0),),
            )
        ]
    )
    assert said.device("C 2").pixels_wide == 1920  # type: ignore[union-attr]
    assert said.opening("①").sill_m == 1.0  # type: ignore[union-attr]
    assert said.tree("", "소나무", "").height_m == 5.0  # type: ignore[union-attr]
    assert said.tree("가", "", "") == said.tree("", "", "수목_소나무_H5")
    assert said.device("C9") is None
    assert Listed().tree("가", "소나무", "수목_소나무") is None


def test_what_two_tables_say_differently_is_left_open_and_told() -> None:
    said = listed(
        [
            schedules(openings=(OpeningRow(marks=("W1",), sill_m=0.9, height_m=1.2),)),
            schedules(openings=(OpeningRow(marks=("W1",), sill_m=1.1, height_m=1.2),)),
        ]
    )
    assert (said.opening("W1").sill_m, said.opening("W1").height_m) == (None, 1.2)  # type: ignore[union-attr]
    (note,) = said.notes
    assert note.code == "table/rows-differ"
    assert "W1" in note.text.ko


def test_a_declared_luminaire_row_stands_over_the_one_drawn() -> None:
    rows = declared_over(
        {"L1": LuminaireRow(mark="L1", photometry="a.ies", height_m=4.0)},
        [LuminaireRow(mark="L1", photometry="photometry/b.ies"), LuminaireRow(mark="L2")],
    )
    assert rows["L1"] == LuminaireRow(mark="L1", photometry="photometry/b.ies", height_m=4.0)
    assert rows["L2"] == LuminaireRow(mark="L2")
