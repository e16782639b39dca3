"""Tables are read from lines and texts, however they are drawn, turned or scaled."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.drawing.tables import Table, tables_in

ROWS = (
    ("기호", "수종", "규격", "수량"),
    ("T1", "느티나무", "H4.0×R15", "12"),
    ("T2", "소나무", "H3.0×W1.5", "7"),
    ("T3", "왕벚나무", "H4.5×B12", "3"),
)


def read(entities: Any) -> tuple[Table, ...]:
    return tables_in(entities, entities)


def only(entities: Any) -> Table:
    (table,) = read(entities)
    return table


@pytest.mark.parametrize("ruled", ["lines", "boxes"])
def test_a_ruled_table_is_read_row_by_row(sheet: Any, ruled: str) -> None:
    sheet.table(ROWS, ruled=ruled)
    table = only(sheet.entities)
    assert table.words() == ROWS
    assert table.ruled


@pytest.mark.parametrize("ruled", ["none", "across"])
def test_words_in_rows_and_columns_are_a_table_without_upright_rules(
    sheet: Any, ruled: str
) -> None:
    sheet.table(ROWS, ruled=ruled)
    table = only(sheet.entities)
    assert table.words() == ROWS
    assert not table.ruled


@settings(max_examples=60, deadline=None)
@given(
    turn_deg=st.floats(0, 359.9),
    scale=st.sampled_from([0.001, 0.01, 1.0, 100.0, 2540.0]),
    x=st.floats(-5e5, 5e5),
    y=st.floats(-5e5, 5e5),
    mirrored=st.booleans(),
    ruled=st.sampled_from(["lines", "boxes", "none"]),
    glyphs=st.booleans(),
)
def test_where_and_how_large_a_table_is_does_not_matter(
    new_sheet: Any,
    turn_deg: float,
    scale: float,
    x: float,
    y: float,
    mirrored: bool,
    ruled: str,
    glyphs: bool,
) -> None:
    sheet = new_sheet()
    rows = (("수종", "성상", "비고"), ("느티나무", "낙엽", "중앙"), ("소나무", "상록", "정문"))
    sheet.table(rows, ruled=ruled, glyphs=glyphs)
    there = sheet.placed(turn_deg=turn_deg, scale=scale, at=(x, y), mirrored=mirrored)
    table = only(there)
    assert table.words() == rows
    # from the lower left as read, in the drawing's own coordinates
    left, right = table.where[0], table.where[1]
    wide = ((right[0] - left[0]) ** 2 + (right[1] - left[1]) ** 2) ** 0.5
    assert wide == pytest.approx(90.0 * scale, rel=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(80)))
def test_the_order_of_entities_does_not_matter(new_sheet: Any, order: list[int]) -> None:
    sheet = new_sheet()
    sheet.table(ROWS)
    shuffled = [sheet.entities[n] for n in order if n < len(sheet.entities)]
    assert only(shuffled).words() == ROWS


def test_a_merged_cell_is_the_same_cell_wherever_it_reaches(sheet: Any) -> None:
    rows = (
        ("수종", "규격", "", "수량"),
        ("", "H", "W", ""),
        ("느티나무", "4.0", "2.0", "12"),
        ("소나무", "3.0", "1.5", "7"),
    )
    sheet.table(rows, merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)))
    table = only(sheet.entities)
    assert table.rows[0][1] is table.rows[0][2]
    assert table.rows[0][0] is table.rows[1][0]
    assert table.words()[1] == ("수종", "H", "W", "수량")
    assert table.words()[3] == rows[3]


def test_lines_of_one_cell_stand_below_each_other(sheet: Any) -> None:
    sheet.table((("부호", "사양"), ("AW1", "PVC 이중창\nTHK24 복층유리"), ("AW2", "-")))
    assert only(sheet.entities).rows[1][1].lines == ("PVC 이중창", "THK24 복층유리")


def test_letters_drawn_singly_are_words_again(sheet: Any) -> None:
    sheet.table(ROWS, widths=(30, 40, 60, 30), glyphs=True)
    assert only(sheet.entities).words() == ROWS


def test_letters_one_below_the_other_are_one_word(sheet: Any) -> None:
    sheet.table((("비\n고", "수량"), ("a", "1"), ("b", "2")))
    assert only(sheet.entities).rows[0][0].words == "비고"


def test_a_header_turned_upright_belongs_to_its_cell(sheet: Any) -> None:
    sheet.table((("", "수종", "수량"), ("T1", "느티나무", "1"), ("T2", "소나무", "2")))
    sheet.text("기호", (15.0, -5.0), turn_deg=90.0)
    assert only(sheet.entities).words()[0] == ("기호", "수종", "수량")


def test_a_text_drawn_twice_in_a_place_is_read_once(sheet: Any) -> None:
    sheet.table(ROWS)
    sheet.table(ROWS)
    assert only(sheet.entities).words() == ROWS


def test_an_empty_cell_keeps_its_place(sheet: Any) -> None:
    rows = (ROWS[0], ("T1", "", "H4.0×R15", ""), *ROWS[2:])
    sheet.table(rows)
    assert only(sheet.entities).words() == rows


def test_a_rule_that_falls_short_still_keeps_words_apart(sheet: Any) -> None:
    sheet.table((("부호", "AW1"), ("크기", "900"), ("수량", "8")))
    short = sheet.line((30.0, -7.0), (30.0, -19.0))
    kept = [e for e in sheet.entities if e.points not in _uprights(30.0)] + [short]
    assert only(kept).words()[2] == ("수량", "8")


def _uprights(x: float) -> set[Any]:
    return {((x, -7.0 * n), (x, -7.0 * (n + 1))) for n in range(1, 3)}


@pytest.mark.parametrize("gap", [0.0, 0.15, -1.5])
def test_rules_need_not_end_exactly_where_they_meet(sheet: Any, gap: float) -> None:
    for n in range(4):
        sheet.line((gap, -7.0 * n), (60.0 - gap, -7.0 * n))
    for x in (0.0, 30.0, 60.0):
        sheet.line((x, -gap), (x, -21.0 + gap))
    rows = (("기호", "수량"), ("T1", "1"), ("T2", "2"))
    sheet.table(rows, ruled="nothing")
    assert only(sheet.entities).words() == rows


LAMPS = (
    ("기호", "품명", "광속(lm)", "수량"),
    ("SL1", "LED 보안등 50W", "6,000", "4"),
    ("PL1", "보행등", "3,600", "12"),
    ("EL1", "LED 출입구등(캐노피)", "800", "128"),
)
EDGES = (0.0, 20.0, 80.0, 110.0, 130.0)


def write_lamps(sheet: Any) -> None:
    """A centred header, names from the left, numbers to the right."""
    for r, row in enumerate(LAMPS):
        for k, words in enumerate(row):
            left, right = EDGES[k], EDGES[k + 1]
            x = (left + right) / 2 if r == 0 or k == 0 else left + 1 if k == 1 else right - 1
            sheet.text(words, (x, -7.0 * r))


@pytest.mark.parametrize("drawn", ["nothing", "upright", "across", "frame"])
def test_words_aligned_each_their_own_way_are_rows_and_columns(sheet: Any, drawn: str) -> None:
    write_lamps(sheet)
    if drawn != "nothing":
        sheet.box(0.0, -24.5, 130.0, 3.5)
    if drawn == "upright":
        sheet.line((0.0, -3.5), (130.0, -3.5))
        for x in EDGES[1:-1]:
            sheet.line((x, 3.5), (x, -24.5))
    if drawn == "across":
        for n in range(1, 4):
            sheet.line((0.0, 3.5 - 7.0 * n), (130.0, 3.5 - 7.0 * n))
    assert only(sheet.entities).words() == LAMPS


@pytest.mark.parametrize("hangs", [False, True])
def test_texts_anchored_on_the_rules_are_in_the_cell_they_are_written_in(
    sheet: Any, hangs: bool
) -> None:
    """A TEXT stands on the rule below it, an MTEXT hangs from the one above."""
    sheet.table([[""] * 4] * 4)
    for r, row in enumerate(ROWS):
        for c, words in enumerate(row):
            made = sheet.text(words, (30.0 * c, -7.0 * (r if hangs else r + 1)))
            if hangs:
                sheet.entities[-1] = replace(made, dxf_type="MTEXT")
    assert only(sheet.entities).words() == ROWS


@pytest.mark.parametrize("scale", [0.05, 20.0])
def test_sheets_of_very_different_scales_share_a_space(sheet: Any, scale: float) -> None:
    other = type(sheet)()
    other.table(ROWS, ruled="boxes")
    sheet.table(LAMPS)
    there = other.placed(scale=scale, at=(5000.0, 5000.0))
    handles = tuple(replace(e, handle=f"B{e.handle}") for e in there)
    found = [table.words() for table in read((*sheet.entities, *handles))]
    assert sorted(found) == sorted([ROWS, LAMPS])


def test_double_rules_make_no_rows_of_their_own(sheet: Any) -> None:
    sheet.table(ROWS)
    sheet.line((0.0, -7.6), (120.0, -7.6))
    sheet.line((0.6, 0.0), (0.6, -28.0))
    assert only(sheet.entities).words() == ROWS


def test_underlines_and_symbols_in_cells_are_no_rules(sheet: Any) -> None:
    sheet.table(ROWS)
    sheet.line((40.0, -11.5), (50.0, -11.5))
    sheet.box(2.0, -12.0, 5.0, -9.0)
    assert only(sheet.entities).words() == ROWS


def test_frames_of_sheets_and_title_blocks_are_no_part_of_a_table(sheet: Any) -> None:
    sheet.box(-50.0, -150.0, 120.0, 50.0)
    sheet.table(ROWS)  # its right side lies on the frame
    sheet.table((("설계", "김"), ("검토", "이"), ("도면명", "창호도")), at=(120.0, -101.0))
    sheet.text("주 기", (-40.0, -140.0))
    assert ROWS in [table.words() for table in read(sheet.entities)]


def test_the_title_stands_above_or_in_a_first_row_of_one_cell(sheet: Any) -> None:
    sheet.table(ROWS, title="수 목 일 람 표")
    assert only(sheet.entities).title == "수 목 일 람 표"
    with_head = (("수목 수량표", "", "", ""), *ROWS)
    other = type(sheet)()
    other.table(with_head, merged=((0, 0, 0, 3),))
    assert only(other.entities).title == "수목 수량표"
    assert only(other.entities).words() == ROWS


def test_two_tables_side_by_side_are_two(sheet: Any) -> None:
    sheet.table(ROWS)
    sheet.table(ROWS[::-1], at=(140.0, -3.0))
    assert sorted(t.words()[0] for t in read(sheet.entities)) == sorted([ROWS[0], ROWS[-1]])


def test_a_mark_in_a_bubble_is_a_word_of_its_cell(sheet: Any) -> None:
    sheet.table((("부호", "크기"), ("", "900"), ("", "1200")))
    sheet.insert("창호기호", (15.0, -10.5), MARK="AW1")
    sheet.insert("창호기호", (15.0, -17.5), MARK="AW2")
    assert [row[0] for row in only(sheet.entities).words()] == ["부호", "AW1", "AW2"]


def test_cells_know_the_handles_of_their_texts(sheet: Any) -> None:
    sheet.table(ROWS)
    handles = {e.handle: e.text for e in sheet.entities if e.text}
    for cell in only(sheet.entities).cells:
        assert [handles[ref.handle] for ref in cell.refs] == [cell.words]


def test_lines_without_texts_and_texts_without_lines_are_nothing(sheet: Any) -> None:
    sheet.table([[""] * 4] * 4)
    assert read(sheet.entities) == ()
    sheet.text("가로등", (3.0, 3.0))
    assert read(sheet.entities[-1:]) == ()


@settings(max_examples=150, deadline=None)
@given(
    marks=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["H", "수종", "12", "-"])),
        max_size=14,
    ),
    strokes=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)),
        max_size=14,
    ),
    turn_deg=st.sampled_from([0.0, 45.0, 90.0]),
)
def test_no_lines_and_texts_break_the_reader(
    new_sheet: Any,
    marks: list[tuple[int, int, str]],
    strokes: list[tuple[int, int, int, int]],
    turn_deg: float,
) -> None:
    sheet = new_sheet()
    for x, y, words in marks:
        sheet.text(words, (float(x), float(y)), turn_deg)
    for x0, y0, x1, y1 in strokes:
        sheet.line((float(x0), float(y0)), (float(x1), float(y1)))
    drawn = {entity.handle for entity in sheet.entities}
    for table in read(sheet.entities):
        assert len({len(row) for row in table.rows}) == 1
        refs = [ref.handle for ref in table.refs]
        assert set(refs) <= drawn
        assert len(refs) == len(set(refs))  # no text in two cells
