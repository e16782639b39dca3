"""Names of layers, blocks and rooms, in the dialects that offices use, and what they mean."""

import pytest

from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning, default_layer_map, normal
from cpted_rules.errors import DrawingError


@pytest.fixture(scope="module")
def known() -> LayerMap:
    return default_layer_map()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("벽체", "벽체"),
        ("1F-벽체", "벽체"),
        ("01_A-WALL", "awall"),
        ("지하1층 벽체", "벽체"),
        ("B1-기둥", "기둥"),
        ("XREF-101$0$A-DOOR", "adoor"),
        ("도로-경계석 보차도", "도로경계석보차도"),
        ("123", "123"),
    ],
)
def test_what_says_nothing_is_taken_off_a_name(name: str, seen: str) -> None:
    assert normal(name) == seen


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("대지경계선", Meaning.BOUNDARY),
        ("건물외곽선", Meaning.BUILDING),
        ("인접건물", Meaning.NEIGHBOUR),
        ("도로", Meaning.ROAD),
        ("단지내도로", Meaning.SITE_ROAD),
        ("C-ROAD-SITE", Meaning.SITE_ROAD),
        ("C-ROAD", Meaning.ROAD),
        ("보행로", Meaning.WALK),
        ("담장", Meaning.FENCE),
        ("휀스", Meaning.FENCE),
        ("생울타리", Meaning.HEDGE),
        ("울타리", Meaning.FENCE),
        ("수목", Meaning.TREE),
        ("창호", Meaning.WINDOW),
        ("창호기호", Meaning.ANNOTATION),
        ("문", Meaning.DOOR),
        ("문자", Meaning.ANNOTATION),
        ("A-DOOR-FULL", Meaning.DOOR),
        ("벽체", Meaning.WALL),
        ("Walls", Meaning.WALL),
        ("MUR", Meaning.WALL),
        ("Crystal", Meaning.WINDOW),
        ("기둥", Meaning.COLUMN),
        ("실구획", Meaning.ZONE),
        ("바닥마감", Meaning.PAVING),
        ("주차구획", Meaning.BAY),
        ("조명", Meaning.LUMINAIRE),
        ("가로등", Meaning.SECURITY_LIGHT),
        ("CCTV", Meaning.CAMERA),
        ("비상벨", Meaning.BELL),
        ("화단", Meaning.SHRUB),
        ("New Trees", Meaning.TREE),
        ("Existing Fences", Meaning.FENCE),
        ("도곽", Meaning.TITLE_BLOCK),
        ("옹벽_상단", Meaning.TERRAIN),
        ("Furniture", Meaning.FURNITURE),
        ("E14-245F", None),
        ("0", None),
    ],
)
def test_layers_mean_what_offices_mean_by_them(
    known: LayerMap, name: str, meaning: Meaning | None
) -> None:
    assert known.layer(name) is meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("수목_느티나무_W3", Meaning.TREE),
        ("수목표기", Meaning.PLANTING_TAG),
        ("동표기", Meaning.BUILDING_TAG),
        ("담장표기", Meaning.FENCE_TAG),
        ("창_1500x200", Meaning.WINDOW),
        ("문_900x200_1", Meaning.DOOR),
        ("대문_3000x200_2", Meaning.GATE),
        ("셔터_6000x200", Meaning.SHUTTER),
        ("CCTV_고정형", Meaning.CAMERA),
        ("CCTV_돔", Meaning.DOME_CAMERA),
        ("CCTV안내판", Meaning.SIGN),
        ("도곽_A1", Meaning.TITLE_BLOCK),
        ("차량_0", Meaning.FURNITURE),
        ("천장등_CL1", Meaning.CEILING_LIGHT),
        ("*U66", None),
        ("A$C7384371F", None),
    ],
)
def test_blocks_mean_what_they_are_called(
    known: LayerMap, name: str, meaning: Meaning | None
) -> None:
    assert known.block(name) is meaning


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("어린이놀이터", "playground"),
        ("어 린 이 놀 이 터", "playground"),
        ("승강기", "lift"),
        ("승강기홀", "lift_lobby"),
        ("ELEV. HALL", "lift_lobby"),
        ("EV", "lift"),
        ("지하주차장 출입구", "parking_entry"),
        ("차로", "parking_lane"),
        ("101동 계단실", "stair"),
        ("세대창고", "room"),
        ("84A", None),
        ("REVEL", None),
    ],
)
def test_the_longest_word_in_a_room_decides(known: LayerMap, words: str, use: str | None) -> None:
    assert known.word("zones", words) == use


def test_a_fence_that_is_not_see_through_says_so(known: LayerMap) -> None:
    assert known.known("fences", "불투시형", "opaque")
    assert known.known("fences", "투시형 메쉬", "see_through")
    assert not known.known("fences", "투시형", "opaque")


def test_a_submissions_own_names_win(known: LayerMap) -> None:
    own = known.with_own(
        "format: 1\nelements: {bell: {blocks: ['EMG-9*'], layers: [수목]}}\nzones: {shop: [84A]}\n",
        "layers.yaml",
    )
    assert own.block("EMG-99") is Meaning.BELL
    assert own.layer("수목") is Meaning.BELL  # shorter patterns of one's own beat longer ones
    assert own.word("zones", "84A") == "shop"
    assert own.layer("문자") is Meaning.ANNOTATION


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ("elements: {wal: {layers: [A]}}", "layers.yaml: elements.wal"),
        ("elements: {wall: [A]}", "layers.yaml: elements.wall"),
        ("elements: {wall: {layers: A}}", "layers.yaml: elements.wall.layers"),
        ("elements: {wall: {layers: ['*']}}", "layers.yaml: elements.wall.layers"),
        ("aside: {wall: {layers: [A]}}", "layers.yaml: aside.wall"),
        ("walls: [A]", "layers.yaml: walls"),
        ("format: 2", "layers.yaml: format"),
        ("- a list", "layers.yaml"),
        ("a: [", "layers.yaml:1"),
        ("zones: {playgrund: [a]}", "layers.yaml: zones.playgrund"),
        ("uses: {shop: 점포}", "layers.yaml: uses.shop"),
    ],
)
def test_a_wrong_layer_map_is_answered_with_its_place(
    known: LayerMap, raw: str, where: str
) -> None:
    with pytest.raises(DrawingError) as error:
        known.with_own(raw, "layers.yaml")
    assert [fault.where for fault in error.value.faults] == [where]
