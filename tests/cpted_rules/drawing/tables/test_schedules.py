"""Schedules are known by their headers, and read without guessing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.drawing import SheetSpec
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.sheets.placing import Placed, placement
from cpted_rules.drawing.tables import Schedules, schedules_of
from cpted_rules.plan import LuminaireKind, SheetKind


def read(sheet: Any) -> Schedules:
    return schedules_of(sheet.entities)


TREES = (
    ("기호", "수종", "규격", "지하고(m)", "성상", "수량", "단위"),
    ("T1", "느티나무", "H4.0×R15", "1.8", "낙엽교목", "12", "주"),
    ("T2", "소나무", "H3.0×W1.5", "1.2", "상록교목", "7", "주"),
    ("T3", "왕벚나무", "H4.5×B12", "-", "낙엽교목", "3", "주"),
)


@settings(max_examples=25, deadline=None)
@given(columns=st.permutations(range(7)), rows=st.permutations([1, 2, 3]), upright=st.booleans())
def test_the_order_of_columns_and_rows_does_not_matter(
    new_sheet: Any, columns: list[int], rows: list[int], upright: bool
) -> None:
    drawn = [[TREES[r][c] for c in columns] for r in (0, *rows)]
    sheet = new_sheet()
    sheet.table([list(row) for row in zip(*drawn, strict=True)] if upright else drawn)
    found = {tree.mark: tree for tree in read(sheet).trees}
    assert [t.mark for t in read(sheet).trees] == [f"T{r}" for r in rows]
    zelkova, pine, cherry = found["T1"], found["T2"], found["T3"]
    assert (zelkova.species, zelkova.height_m, zelkova.root_collar_cm) == ("느티나무", 4.0, 15.0)
    assert (zelkova.crown_base_m, zelkova.evergreen, zelkova.quantity) == (1.8, False, 12.0)
    assert (pine.crown_width_m, pine.evergreen, pine.unit) == (1.5, True, "주")
    assert (cherry.breast_height_cm, cherry.crown_base_m, cherry.crown_width_m) == (
        12.0,
        None,
        None,
    )


def test_a_header_over_two_rows_names_the_columns_below(sheet: Any) -> None:
    rows = (
        ("수 종", "규격", "", "", "수량"),
        ("", "H(m)", "W(m)", "R(cm)", ""),
        ("느티나무", "4.0", "2.0", "15", "12"),
        ("소나무", "3.0", "1.5", "-", "7"),
    )
    sheet.table(rows, merged=((0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 1, 4)), title="수목일람표")
    first, second = read(sheet).trees
    assert (first.height_m, first.crown_width_m, first.root_collar_cm) == (4.0, 2.0, 15.0)
    assert (second.height_m, second.root_collar_cm, second.quantity) == (3.0, None, 7.0)


def test_a_header_may_say_in_which_order_sizes_stand(sheet: Any) -> None:
    sheet.table((("수종", "H×B×W", "수량"), ("이팝나무", "3.5×10×1.8", "4"), ("소나무", "3", "1")))
    first, second = read(sheet).trees
    assert (first.height_m, first.breast_height_cm, first.crown_width_m) == (3.5, 10.0, 1.8)
    assert second.height_m is None
    assert [note.code for note in second.notes] == ["table/unread-value"]


def test_english_headers_are_understood(sheet: Any) -> None:
    sheet.table(
        (
            ("Mark", "Species", "Height (m)", "Spread (m)", "Qty"),
            ("T1", "Zelkova serrata", "4.5", "2.5", "8"),
            ("T2", "Pinus densiflora", "3.0", "1.5", "4"),
        ),
        title="PLANTING SCHEDULE",
    )
    first, _ = read(sheet).trees
    assert (first.species, first.height_m, first.crown_width_m) == ("Zelkova serrata", 4.5, 2.5)


def test_sizes_tell_a_list_of_plants_or_openings_without_a_title(sheet: Any) -> None:
    sheet.table((("품명", "규격", "수량"), ("느티나무", "H4.0×R15", "3"), ("소나무", "H3×W1", "2")))
    sheet.table(
        (("부호", "규격", "수량"), ("AW-1", "900×1200", "3"), ("SD01", "900×2100", "2")),
        at=(0.0, -60.0),
    )
    sheet.table(
        (("품명", "규격", "수량"), ("맨홀", "900×900", "3"), ("배관", "D100", "2")),
        at=(0.0, -120.0),
    )
    found = read(sheet)
    assert [tree.species for tree in found.trees] == ["느티나무", "소나무"]
    assert [opening.mark for opening in found.openings] == ["AW-1", "SD01"]
    assert (found.luminaires, found.devices) == ((), ())


def test_headings_between_rows_say_what_follows_and_totals_are_no_trees(sheet: Any) -> None:
    rows = (
        ("수종", "규격", "수량", "비고"),
        ("상록교목", "", "", ""),
        ("소나무", "H3.0×W1.5", "7", ""),
        ("소계", "", "7", ""),
        ("관목", "", "", ""),
        ("회양목", "H0.3×W0.3", "200", "25주/㎡"),
        ("합계", "", "207", ""),
    )
    sheet.table(rows, merged=((1, 0, 1, 3), (4, 0, 4, 3)), title="조경수량표")
    pine, box = read(sheet).trees
    assert (pine.species, pine.form, pine.evergreen) == ("소나무", "상록교목", True)
    assert (box.species, box.form, box.evergreen, box.remark) == ("회양목", "관목", None, "25주/㎡")


def test_a_name_merged_over_rows_stands_for_each_tree(sheet: Any) -> None:
    rows = (("수종", "규격", "수량"), ("느티나무", "H4.0×R15", "3"), ("", "H5.0×R20", "2"))
    sheet.table(rows, merged=((1, 0, 2, 0),))
    assert [(t.species, t.height_m) for t in read(sheet).trees] == [
        ("느티나무", 4.0),
        ("느티나무", 5.0),
    ]


def test_what_cannot_be_read_is_none_and_noted(sheet: Any) -> None:
    sheet.table(
        (
            ("수종", "수고(m)", "수관폭(m)", "수량"),
            ("느티나무", "3.0~4.0", "2.0", "약간"),
            ("소나무", "3.0", "", "5"),
        )
    )
    first, second = read(sheet).trees
    assert (first.height_m, first.crown_width_m, first.quantity) == (None, 2.0, None)
    assert len(first.notes) == 2
    assert "3.0~4.0" in first.notes[0].text.ko
    assert first.notes[0].source == first.refs[0]
    assert (second.crown_width_m, second.notes) == (None, ())


OPENINGS = (
    ("부호", "종류", "크기(W×H)", "창대높이", "침입방어성능", "유리", "수량", "비고"),
    ("AW-1", "알루미늄창", "1,500×1,200", "900", "3등급", "THK24", "8 EA", ""),
    ("FSD1", "방화문", "900×2,100", "-", "-", "-", "2", "갑종"),
    ("AW-2~4", "", "현장치수", "1.2m", "", "", "", ""),
)


def test_openings_are_read_in_metres_with_their_grade(sheet: Any) -> None:
    sheet.table(OPENINGS, title="창 호 일 람 표")
    window, door, strange = read(sheet).openings
    assert (window.mark, window.kind, window.quantity) == ("AW-1", Meaning.WINDOW, 8.0)
    assert (window.width_m, window.height_m, window.sill_m) == (1.5, 1.2, 0.9)
    assert window.grade == "3등급"
    assert (door.kind, door.sill_m, door.grade, door.remark) == (Meaning.DOOR, None, None, "갑종")
    assert strange.marks == ("AW-2", "AW-3", "AW-4")
    assert (strange.width_m, strange.sill_m, strange.grade) == (None, 1.2, None)
    assert [note.code for note in strange.notes] == ["table/unread-value"]


def test_a_card_for_each_opening_is_a_schedule_of_one(sheet: Any) -> None:
    for n, mark in enumerate(("AW1", "SD2")):
        sheet.table(
            (("부호", mark), ("위치", "거실"), ("크기", "1800 × 1400"), ("침입방어성능", "별표1")),
            at=(80.0 * n, 0.0),
        )
    assert [(o.mark, o.width_m, o.kind) for o in read(sheet).openings] == [
        ("AW1", 1.8, Meaning.WINDOW),
        ("SD2", 1.8, Meaning.DOOR),
    ]


def test_cards_side_by_side_in_one_grid_are_told_apart(sheet: Any) -> None:
    names = ("부호", "위치", "크기", "침입방어성능")
    first, second = ("AW1", "거실", "1800×1400", "A"), ("AW2", "침실", "900×900", "B")
    sheet.table(tuple(zip(names, first, names, second, strict=True)))
    assert [(o.mark, o.place, o.grade) for o in read(sheet).openings] == [
        ("AW1", "거실", "A"),
        ("AW2", "침실", "B"),
    ]


def test_a_header_written_twice_side_by_side_heads_two_lists(sheet: Any) -> None:
    half = ("부호", "크기", "방범등급")
    sheet.table(
        (
            half + half,
            ("AW1", "900×900", "1", "AW3", "600×600", "3"),
            ("AW2", "800×800", "2", "AW4", "500×500", "4"),
        )
    )
    assert {(o.mark, o.grade) for o in read(sheet).openings} == {
        ("AW1", "1"),
        ("AW2", "2"),
        ("AW3", "3"),
        ("AW4", "4"),
    }


def test_rows_beside_one_merged_mark_are_one_opening(sheet: Any) -> None:
    rows = (
        ("부호", "크기", "유리", "비고"),
        ("AW1", "900×900", "THK24 로이", "방범창"),
        ("", "", "THK22 복층", ""),
        ("AW2", "600×600", "THK24", ""),
    )
    sheet.table(rows, merged=((1, 0, 2, 0), (1, 1, 2, 1), (1, 3, 2, 3)))
    first, second = read(sheet).openings
    assert (first.mark, first.make, first.remark) == ("AW1", "THK24 로이 THK22 복층", "방범창")
    assert second.mark == "AW2"


def test_luminaires_are_read_from_columns_or_from_their_words(sheet: Any) -> None:
    sheet.table(
        (
            ("기호", "규격", "소비전력(W)", "광속(lm)", "설치높이(m)", "배광 파일", "수량"),
            ("SL1", "LED 보안등, 암·폴", "50", "6,000", "5", "street_50w.ies", "4"),
            ("PL1", "LED 보행등 30W 3,600lm, H=4.0m", "", "", "", "", "9"),
        ),
        widths=(16, 80, 26, 26, 26, 30, 16),
        title="조명기구 일람표",
    )
    first, second = read(sheet).luminaires
    assert (first.watts, first.flux_lm, first.height_m) == (50.0, 6000.0, 5.0)
    assert first.meaning is Meaning.SECURITY_LIGHT
    assert (second.watts, second.flux_lm, second.height_m) == (30.0, 3600.0, 4.0)
    assert second.photometry is None
    (declared,) = first.declared()
    assert (declared.mark, declared.photometry) == ("SL1", "street_50w.ies")
    assert (declared.kind, declared.height_m) == (LuminaireKind.SECURITY, 5.0)


def test_cameras_and_bells_are_read_from_one_list(sheet: Any) -> None:
    sheet.table(
        (
            ("기호", "종류", "화소", "렌즈", "화각", "높이(m)", "수량"),
            ("C1", "고정형 CCTV", "1920×1080", "2.8mm", "105°", "2.6", "1"),
            ("C2~4", "돔카메라", "200만 화소", "2.8~12mm", "90~110°", "3.0", "2"),
            ("EB1", "비상벨", "-", "-", "-", "1.2", "1"),
        ),
        title="CCTV·비상벨 설치 일람",
    )
    fixed, dome, bell = read(sheet).devices
    assert (fixed.meaning, fixed.pixels_wide, fixed.pixels) == (Meaning.CAMERA, 1920, 2_073_600)
    assert (fixed.focal_from_mm, fixed.focal_to_mm, fixed.view_deg) == (2.8, 2.8, 105.0)
    assert (dome.meaning, dome.pixels, dome.pixels_wide) == (Meaning.DOME_CAMERA, 2_000_000, None)
    assert (dome.focal_from_mm, dome.focal_to_mm, dome.view_deg) == (2.8, 12.0, None)
    assert [n.code for n in dome.notes] == ["table/unread-value", "table/quantity-differs"]
    assert (bell.meaning, bell.height_m, bell.pixels) == (Meaning.BELL, 1.2, None)


def test_other_tables_are_said_to_be_not_understood(sheet: Any) -> None:
    sheet.table(
        (("기호", "종류", "높이(m)", "개방율"), ("W1", "블록담장", "1.8", "0 %")) * 2,
        title="담장 일람표",
    )
    found = read(sheet)
    assert (found.trees, found.openings, found.luminaires, found.devices) == ((), (), (), ())
    (unread,) = found.unread
    assert (unread.title, unread.header) == ("담장 일람표", ("기호", "종류", "높이(m)", "개방율"))
    assert [note.code for note in found.notes] == ["table/not-understood"]


def test_a_known_title_over_unknown_columns_is_not_understood(sheet: Any) -> None:
    sheet.table((("가", "나", "다"), ("1", "2", "3"), ("4", "5", "6")), title="수목일람표")
    found = read(sheet)
    assert found.trees == ()
    assert found.unread[0].title == "수목일람표"


def test_a_list_of_pipes_is_no_list_of_lamps(sheet: Any) -> None:
    sheet.table(
        (
            ("기호", "규격", "높이(m)", "수량"),
            ("RD1", "D100", "14.4", "2"),
            ("G1", "25A", "9", "1"),
        ),
        title="외벽 배관 일람표",
    )
    found = read(sheet)
    assert (found.luminaires, found.devices, len(found.unread)) == ((), (), 1)


def test_a_list_with_nothing_in_it_is_said_to_be_empty(sheet: Any) -> None:
    sheet.table((("기호", "감시 대상", "사양", "화각"),), title="CCTV 일람표")
    (unread,) = read(sheet).unread
    assert unread.note.code == "table/empty"


def test_a_list_without_rules_goes_on_in_further_lines(sheet: Any) -> None:
    sheet.table(
        (
            ("기호", "품명", "광속(lm)", "수량"),
            ("SL1", "보안등", "6000", "4"),
            ("", "(암·폴)", "", ""),
            ("PL1", "보행등", "3600", "9"),
        ),
        ruled="none",
    )
    first, second = read(sheet).luminaires
    assert (first.mark, first.name, first.flux_lm) == ("SL1", "보안등 (암·폴)", 6000.0)
    assert second.mark == "PL1"


def test_rooms_of_a_plan_are_no_schedule(sheet: Any) -> None:
    for column in range(4):
        for row in range(3):
            x, y = 32.0 * column, 42.0 * row
            sheet.box(x, y, x + 30.0, y + 40.0, "벽체")
            sheet.text(("침실", "거실", "주방", "욕실")[column], (x + 15.0, y + 20.0))
    found = read(sheet)
    assert found == Schedules()


@pytest.mark.parametrize("turn_deg", [0.0, 33.3, 90.0, 180.0, 271.0])
def test_a_turned_sheet_says_the_same(sheet: Any, turn_deg: float) -> None:
    sheet.table(OPENINGS, title="창호일람표", glyphs=True)
    there = schedules_of(sheet.placed(turn_deg=turn_deg, scale=100.0, at=(3e5, 5e5)))
    assert there.openings == read(sheet).openings


def test_things_placed_on_a_sheet_are_read_with_its_number(sheet: Any) -> None:
    spec = SheetSpec(kind=SheetKind.OPENING_SCHEDULE, number="A-301", rotation_deg=30.0)
    sheet.table(OPENINGS, title="창호일람표")
    to_site = placement(spec, 0.001)
    things = [
        Placed(sheet=spec, drawn=entity, to_site=to_site, meaning=None) for entity in sheet.entities
    ]
    found = schedules_of(things)
    assert [opening.mark for opening in found.openings] == ["AW-1", "FSD1", "AW-2~4"]
    assert {ref.sheet for opening in found.openings for ref in opening.refs} == {"A-301"}
    assert [note.source.sheet for note in found.notes if note.source] == ["A-301"]


def test_a_title_stands_over_one_table_only(sheet: Any) -> None:
    sheet.table(OPENINGS, title="창호일람표")
    sheet.table((("가", "나"), ("다", "라"), ("마", "바")), at=(0.0, 40.0), ruled="none")
    sheet.table((("사", "아"), ("자", "차"), ("카", "타")), at=(0.0, -40.0), ruled="none")
    found = read(sheet)
    assert (len(found.openings), found.unread) == (3, ())
