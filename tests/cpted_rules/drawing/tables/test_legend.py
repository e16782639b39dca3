"""A symbol beside words in a legend says what its block or layer means."""

from typing import Any

import pytest

from cpted_rules.drawing.layers.layer_map import Meaning, default_layer_map
from cpted_rules.drawing.tables import Legend, legend_in
from cpted_rules.drawing.tables.meanings import meaning_of

WORDS = ("보안등 (LED 50W)", "CCTV 고정형", "비상벨", "CCTV 안내판")
BLOCKS = ("SYM-03", "A$C7384371F", "*U12", "X1")
MEANINGS = (Meaning.SECURITY_LIGHT, Meaning.CAMERA, Meaning.BELL, Meaning.SIGN)


def read(entities: Any) -> Legend:
    return legend_in(entities, default_layer_map())


def draw(sheet: Any, *, title: str, rows: int = 4, right: bool = False) -> None:
    if title:
        sheet.text(title, (-5.0, 8.0))
    for n in range(rows):
        sheet.text(WORDS[n], (15.0, -8.0 * n))
        sheet.insert(BLOCKS[n], (70.0 if right else 5.0, -8.0 * n))


@pytest.mark.parametrize("title", ["범  례", "LEGEND", "조명 범례", "< 범례 >", "[ 범 례 ]"])
def test_blocks_mean_what_stands_beside_them(sheet: Any, title: str) -> None:
    draw(sheet, title=title)
    found = read(sheet.entities)
    assert dict(found.blocks) == dict(zip(BLOCKS, MEANINGS, strict=True))
    assert found.layers == ()


def test_words_may_stand_to_the_left_of_symbols(sheet: Any) -> None:
    draw(sheet, title="범례", right=True)
    assert dict(read(sheet.entities).blocks) == dict(zip(BLOCKS, MEANINGS, strict=True))


def test_what_a_legend_says_lies_between_the_defaults_and_an_offices_word(sheet: Any) -> None:
    draw(sheet, title="범례")
    defaults = default_layer_map()
    both = defaults.under(read(sheet.entities).layer_map())
    assert [both.block(name) for name in BLOCKS] == list(MEANINGS)
    assert both.block("*U99") is None
    assert both.block("보안등") is Meaning.SECURITY_LIGHT
    corrected = both.with_own("elements: {tree: {blocks: [SYM-03]}}", "layers.yaml")
    assert corrected.block("SYM-03") is Meaning.TREE


def test_confidence_is_less_without_a_title_and_for_linework(sheet: Any) -> None:
    draw(sheet, title="범례")
    draw_bare = type(sheet)()
    draw(draw_bare, title="")
    lines = type(sheet)()
    lines.text("범례", (0.0, 8.0))
    for n, words in enumerate(("보행로", "담장", "대지경계")):
        lines.text(words, (20.0, -8.0 * n))
        lines.line((2.0, -8.0 * n), (14.0, -8.0 * n), f"L{n}")
    titled, bare, drawn = (read(s.entities).entries for s in (sheet, draw_bare, lines))
    bell = {e.words: e.confidence for e in titled}["비상벨"]
    assert {e.words: e.confidence for e in bare}["비상벨"] < bell
    assert {e.words: e.confidence for e in drawn}["담장"] < bell
    assert dict(read(lines.entities).layers) == {
        "L0": Meaning.WALK,
        "L1": Meaning.FENCE,
        "L2": Meaning.BOUNDARY,
    }


def test_two_symbols_beside_words_without_a_title_are_no_legend(sheet: Any) -> None:
    draw(sheet, title="", rows=2)
    assert read(sheet.entities).entries == ()


def test_the_same_symbol_beside_names_is_no_legend(sheet: Any) -> None:
    for n in range(6):
        sheet.text(f"거실 {n}", (15.0, -8.0 * n))
        sheet.insert("SYM-03", (5.0, -8.0 * n))
    assert read(sheet.entities).entries == ()


def test_a_block_that_two_rows_explain_differently_means_nothing(sheet: Any) -> None:
    draw(sheet, title="범례", rows=3)
    sheet.text("반사경", (15.0, -24.0))
    sheet.insert("SYM-03", (5.0, -24.0))
    found = read(sheet.entities)
    assert "SYM-03" not in dict(found.blocks)
    assert dict(found.blocks)["*U12"] is Meaning.BELL


def test_swatches_on_the_layers_of_tables_and_hatches_explain_no_layer(sheet: Any) -> None:
    sheet.text("범례", (0.0, 4.0))
    for n, words in enumerate(("철근콘크리트 벽체", "보도블록", "잔디")):
        sheet.text(words, (20.0, -8.0 * n))
        sheet.box(0.0, -8.0 * n - 2.5, 16.0, -8.0 * n + 2.5, "표")
    found = read(sheet.entities)
    assert [e.meaning for e in found.entries] == [Meaning.WALL, Meaning.WALK, None]
    assert found.layers == ()


def test_a_legend_in_a_ruled_table_is_read_past_its_rules(sheet: Any) -> None:
    sheet.table((("", "보안등"), ("", "비상벨"), ("", "반사경")), row=8.0, title="범례")
    for n in range(3):
        sheet.insert(BLOCKS[n], (15.0, -4.0 - 8.0 * n))
    assert dict(read(sheet.entities).blocks) == {
        BLOCKS[0]: Meaning.SECURITY_LIGHT,
        BLOCKS[1]: Meaning.BELL,
        BLOCKS[2]: Meaning.MIRROR,
    }


@pytest.mark.parametrize("turn_deg", [0.0, 17.0, 90.0, 200.0])
@pytest.mark.parametrize("scale", [0.001, 100.0])
def test_a_turned_or_scaled_legend_says_the_same(sheet: Any, turn_deg: float, scale: float) -> None:
    draw(sheet, title="범례")
    there = sheet.placed(turn_deg=turn_deg, scale=scale, at=(2e5, 5e5))
    assert dict(read(there).blocks) == dict(zip(BLOCKS, MEANINGS, strict=True))


def test_things_away_from_the_legend_are_left_alone(sheet: Any) -> None:
    draw(sheet, title="범례")
    for n in range(5):
        sheet.insert(f"OTHER{n}", (300.0, -37.0 * n))
        sheet.text(f"침실{n}", (320.0, -37.0 * n))
    assert set(dict(read(sheet.entities).blocks)) == set(BLOCKS)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("보 안 등", Meaning.SECURITY_LIGHT),
        ("LED 보안등 50W", Meaning.SECURITY_LIGHT),
        ("신설 비상벨(양방향)", Meaning.BELL),
        ("CCTV 안내판", Meaning.SIGN),
        ("CCTV 돔", Meaning.DOME_CAMERA),
        ("보안등 배선", None),
        ("범례", None),
        ("점멸기", None),
    ],
)
def test_the_last_known_word_is_the_head(words: str, meaning: Meaning | None) -> None:
    found, certainty = meaning_of(words, default_layer_map())
    assert found is meaning
    assert (certainty > 0.0) is (meaning is not None)
