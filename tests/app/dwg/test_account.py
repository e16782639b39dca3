"""Counts of two readers and what is said of them."""

from hypothesis import given
from hypothesis import strategies as st

from app.dwg.account import Census, SecondCount, Written, differences, lost, notes
from cpted_rules.note import Note, Severity

counts = st.dictionaries(st.sampled_from(["LINE", "ARC", "TEXT", "TRACE"]), st.integers(1, 9))


def census(model: dict[str, int], blocks: dict[str, int] | None = None) -> Census:
    foreign = tuple(kind for kind in model if kind.startswith("AEC"))
    return Census(reader="first 1", model=model, blocks=blocks or {}, foreign=foreign)


def second(seen: dict[str, int], *, total: int, **skipped: int) -> SecondCount:
    return SecondCount(reader="second 2", total=total, seen=seen, skipped=skipped)


def said(
    drawn: Census | None, written: dict[str, int], other: SecondCount | None, **more: int
) -> dict[str, Note]:
    made = Written(model=written, blocks={}, **more)
    return {note.code: note for note in notes("p.dwg", "R2018", "first 1", made, drawn, other)}


def test_equal_counts_are_said_and_nothing_else() -> None:
    found = said(census({"LINE": 7}), {"LINE": 7}, second({"LINE": 7}, total=7))
    assert set(found) == {"drawing/dwg-converted", "drawing/dwg-readers-agree"}
    assert {note.severity for note in found.values()} == {Severity.INFO}


def test_each_type_that_is_lost_is_named_with_its_count() -> None:
    found = said(census({"LINE": 7, "MLINE": 3}), {"LINE": 6}, second({}, total=10, LINE=7))
    note = found["drawing/dwg-lost"]
    assert note.severity is Severity.MISSING
    assert "4 entities in model space" in note.text.en
    assert "MLINE 3, LINE 1" in note.text.ko


def test_what_is_lost_inside_blocks_is_said_as_such() -> None:
    found = said(census({}, {"REGION": 2}), {}, second({}, total=0))
    assert "2 entities in blocks" in found["drawing/dwg-lost"].text.en


def test_objects_of_an_application_are_said_apart_and_loudly() -> None:
    found = said(census({"AEC_WALL": 9, "LINE": 1}), {"LINE": 1}, second({"LINE": 1}, total=10))
    note = found["drawing/dwg-application-objects"]
    assert note.severity is Severity.MISSING
    assert "AEC_WALL 9" in note.text.ko
    assert "분해(EXPLODE)" in note.text.ko
    assert "drawing/dwg-lost" not in found


def test_a_type_the_second_reader_sees_more_of_is_named_with_both_counts() -> None:
    found = said(census({"LINE": 5}), {"LINE": 5}, second({"LINE": 6}, total=6))
    note = found["drawing/dwg-readers-differ"]
    assert note.severity is Severity.MISSING
    assert "(first 1 / second 2): LINE 5 / 6, all 5 / 6" in note.text.en


def test_what_the_second_reader_skips_may_be_in_model_space_or_in_a_block() -> None:
    other = second({"LINE": 5}, total=7, LINE=2)
    assert differences({"LINE": 7}, other) == {}
    assert differences({"LINE": 8}, other) == {"LINE": (8, 7), "ALL": (8, 7)}


def test_inserts_are_compared_by_the_total_alone() -> None:
    assert differences({"INSERT": 3, "LINE": 1}, second({"LINE": 1}, total=4)) == {}
    assert differences({"INSERT": 2, "LINE": 1}, second({"LINE": 1}, total=4)) == {"ALL": (3, 4)}


@given(counts)
def test_a_drawing_agrees_with_itself_traces_being_solids(model: dict[str, int]) -> None:
    seen = {kind: n for kind, n in model.items() if kind != "TRACE"}
    if "TRACE" in model:
        seen["SOLID"] = model["TRACE"]
    assert differences(model, second(seen, total=sum(model.values()))) == {}


@given(counts, counts)
def test_what_is_lost_and_what_is_written_make_up_the_census(
    drawn: dict[str, int], written: dict[str, int]
) -> None:
    gone = lost(drawn, written)
    for kind, count in drawn.items():
        assert gone.get(kind, 0) == max(0, count - written.get(kind, 0))


def test_without_a_second_reader_that_is_a_warning() -> None:
    found = said(census({"LINE": 1}), {"LINE": 1}, None)
    assert found["drawing/dwg-not-cross-checked"].severity is Severity.WARNING


def test_a_program_is_checked_by_the_census_where_nothing_else_is_there() -> None:
    made = Written(model={"LINE": 1}, blocks={})
    found = list(notes("p.dwg", "R2018", "dwg2dxf", made, census({"LINE": 2}), None))
    assert [note.code for note in found if note.severity is Severity.MISSING] == [
        "drawing/dwg-lost",
        "drawing/dwg-readers-differ",
    ]


def test_an_empty_model_space_and_lost_layers_are_said() -> None:
    empty = said(census({}), {}, second({}, total=0))
    assert empty["drawing/dwg-empty"].severity is Severity.MISSING
    found = said(census({"LINE": 2}), {"LINE": 2}, second({"LINE": 2}, total=2), layerless=2)
    assert found["drawing/dwg-layer-unknown"].severity is Severity.WARNING


def test_a_long_list_of_losses_ends_in_a_sum() -> None:
    drawn = {f"T{i:02}": 1 for i in range(20)}
    found = said(census(drawn), {}, second({}, total=20))
    assert found["drawing/dwg-lost"].text.en.count(" 1,") == 12
    assert "+ 8." in found["drawing/dwg-lost"].text.en
