"""Inserts are both symbols and what they are made of, at every depth."""

from typing import Any

import pytest

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.dxf import read_dxf
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.tables import opened, schedules_of


@pytest.mark.parametrize("turn", [0.0, 90.0, 211.0])
def test_a_legend_inside_a_block_explains_the_blocks_in_it(draft: Any, turn: float) -> None:
    for name in ("S1", "S2", "S3"):
        draft.block(name, -1.0, -1.0, 1.0, 1.0)
    legend = draft.document.blocks.new("범례-1")
    legend.add_text("범례", height=3.0, dxfattribs={"insert": (0.0, 8.0)})
    for n, words in enumerate(("보안등", "비상벨", "반사경")):
        legend.add_text(words, height=2.0, dxfattribs={"insert": (8.0, -6.0 * n)})
        legend.add_blockref(f"S{n + 1}", (3.0, -6.0 * n))
    draft.insert("범례-1", (500.0, 200.0), turn=turn, scale=(2.0, 2.0))
    drawing = read_dxf(draft.bytes(), "범례.dxf")
    found = schedules_of(opened(drawing))
    assert dict(found.legend.blocks) == {
        "S1": Meaning.SECURITY_LIGHT,
        "S2": Meaning.BELL,
        "S3": Meaning.MIRROR,
    }


def test_every_insert_is_there_once_beside_its_content(draft: Any) -> None:
    draft.block("안", 0.0, 0.0, 1.0, 1.0)
    outer = draft.document.blocks.new("밖")
    outer.add_blockref("안", (2.0, 0.0))
    outer.add_line((0.0, 0.0), (1.0, 0.0))
    draft.insert("밖", (10.0, 5.0))
    draft.insert("빈", (0.0, 0.0))
    things = opened(read_dxf(draft.bytes(), "겹.dxf"))
    assert len({thing.handle for thing in things}) == len(things)
    inserts = {thing.block: thing for thing in things if thing.kind is EntityKind.INSERT}
    assert set(inserts) == {"밖", "안", "빈"}
    assert inserts["안"].at == (12.0, 5.0)
    assert {thing.dxf_type for thing in things} == {"INSERT", "LINE", "LWPOLYLINE"}


def test_a_table_in_a_dxf_is_read_with_its_handles(draft: Any) -> None:
    rows = (
        ("기호", "감시 대상", "화소"),
        ("C1", "주출입구", "400만 화소"),
        ("C2", "주차장", "200만 화소"),
    )
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            draft.box("표", 40.0 * c, -8.0 * r - 8.0, 40.0 * c + 40.0, -8.0 * r)
            draft.text(words, (40.0 * c + 2.0, -8.0 * r - 6.0))
    drawing = read_dxf(draft.bytes(), "표.dxf")
    first, second = schedules_of(opened(drawing)).devices
    assert (first.mark, first.place, first.pixels) == ("C1", "주출입구", 4_000_000)
    texts = {e.handle: e.text for e in drawing.entities if e.text}
    assert [texts[ref.handle] for ref in second.refs] == ["C2", "주차장", "200만 화소"]
