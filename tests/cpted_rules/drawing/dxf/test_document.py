"""Bytes to a Drawing: what is refused, what is repaired, and where geometry comes to lie."""

from collections.abc import Callable
from itertools import pairwise
from math import hypot
from typing import Any

import pytest

from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.dxf.document import read_dxf
from cpted_rules.errors import DrawingError
from cpted_rules.text import Lang


def flat(drawing: Drawing) -> list[DrawnEntity]:
    return list(drawing.flat(lambda insert: False))


def rounded(entity: DrawnEntity) -> list[tuple[float, float]]:
    return [(round(x, 9), round(y, 9)) for x, y in entity.points]


def only(drawing: Drawing) -> DrawnEntity:
    (entity,) = flat(drawing)
    return entity


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "빈 파일"),
        (b" \r\n ", "빈 파일"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"AC1032\x00\x00", "DWG"),
        (b"AC1015\x00\x00", "DWG"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"ISO-10303-21;\nHEADER;", "IFC"),
        (b"hello, this is a letter", "DXF가 아닌"),
        (bytes(range(256)) * 8, "DXF가 아닌"),
    ],
)
def test_what_is_no_dxf_is_refused_by_name(raw: bytes, words: str) -> None:
    with pytest.raises(DrawingError) as error:
        read_dxf(raw, "배치도.dxf")
    (fault,) = error.value.faults
    assert words in fault.found.ko
    assert fault.where == "배치도.dxf"
    assert "조치" in error.value.in_(Lang.KO)


def test_a_truncated_drawing_is_refused_or_read_with_a_warning(draft: Any) -> None:
    for i in range(200):
        draft.outline("벽체", (0, i), (10, i), (10, i + 0.2))
    raw = draft.bytes()
    for part in (0.05, 0.3, 0.7, 0.95):
        assert outcome(raw[: int(len(raw) * part)]) in {
            "drawing/broken",
            "drawing/not-dxf",
            "drawing/recovered",
        }


def outcome(raw: bytes) -> str:
    try:
        drawing = read_dxf(raw, "잘린.dxf")
    except DrawingError as error:
        return error.faults[0].code
    return drawing.notes[0].code if drawing.notes else "read"


@pytest.mark.parametrize("version", ["R12", "R2000", "R2007", "R2010", "R2018"])
def test_every_version_gives_the_same_polyline(new_draft: Callable[..., Any], version: str) -> None:
    draft = new_draft(version)
    draft.space.add_polyline2d([(0, 0), (4, 0), (4, 3)], dxfattribs={"layer": "WALL"})
    entity = only(read_dxf(draft.bytes(), "a.dxf"))
    assert entity.points == ((0, 0), (4, 0), (4, 3))
    assert entity.layer == "WALL"


def test_a_binary_drawing_reads_like_its_ascii_twin(draft: Any) -> None:
    draft.box("도로", 0, 0, 4, 3)
    ascii_twin, binary = read_dxf(draft.bytes(), "a"), read_dxf(draft.bytes("bin"), "a")
    assert binary.entities == ascii_twin.entities
    assert binary.code_page == "binary"


def test_hangul_without_a_declared_code_page_is_told_by_its_bytes(
    new_draft: Callable[..., Any],
) -> None:
    draft = new_draft("R2000")
    draft.document.encoding = "cp949"
    draft.box("대지경계선", 0, 0, 4, 3)
    draft.text("어린이놀이터", (1, 1), "문자")
    raw = draft.bytes().replace(b"ANSI_949", b"ANSI_1252")
    drawing = read_dxf(raw, "a.dxf")
    assert drawing.code_page == "cp949"
    assert {e.layer for e in drawing.entities} == {"대지경계선", "문자"}
    assert drawing.entities[1].text == "어린이놀이터"
    assert [note.code for note in drawing.notes] == ["drawing/code-page-guessed"]


def test_a_declared_code_page_is_believed(new_draft: Callable[..., Any]) -> None:
    draft = new_draft("R2000")
    draft.document.encoding = "cp949"
    draft.box("대지경계선", 0, 0, 4, 3)
    drawing = read_dxf(draft.bytes(), "a.dxf")
    assert (drawing.code_page, drawing.notes) == ("cp949", ())


def test_escaped_and_undecodable_names_survive_any_terminal(new_draft: Callable[..., Any]) -> None:
    draft = new_draft("R2000")
    draft.space.add_point((0, 0), dxfattribs={"layer": r"\U+BCBD\U+CCB4"})
    draft.space.add_point((1, 0), dxfattribs={"layer": "XX"})
    drawing = read_dxf(draft.bytes().replace(b"\nXX\n", b"\n\x81\xff\n"), "a.dxf")
    first, second = drawing.entities
    assert first.layer == "벽체"
    assert second.layer.encode("utf-8")  # no lone surrogate is left
    assert second.layer.isprintable()


def test_a_bulge_of_one_is_a_half_circle(draft: Any) -> None:
    draft.space.add_lwpolyline([(0, 0, 1.0), (2, 0, 0.0)], format="xyb")
    points = only(read_dxf(draft.bytes(), "a")).points
    assert len(points) == 37  # 36 chords of 5 degrees
    assert all(hypot(x - 1, y) == pytest.approx(1.0, abs=1e-9) for x, y in points)
    assert min(y for _, y in points) == pytest.approx(-1.0, abs=1e-9)  # counter-clockwise


def test_curves_keep_to_a_thousandth_of_their_radius(draft: Any) -> None:
    draft.space.add_circle((5, 5), 10)
    draft.space.add_arc((0, 0), 10, 0, 90)
    draft.space.add_ellipse((0, 0), (10, 0), 1.0)
    for entity in flat(read_dxf(draft.bytes(), "a")):
        cx, cy = (5, 5) if entity.kind is EntityKind.CIRCLE else (0, 0)
        ring = [*entity.points, entity.points[0]] if entity.closed else [*entity.points]
        middles = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(ring)]
        assert all(9.99 <= hypot(x - cx, y - cy) <= 10.0 for x, y in middles)


def test_negative_extrusion_mirrors_x(draft: Any) -> None:
    draft.space.add_circle((5, 2), 1, dxfattribs={"extrusion": (0, 0, -1)})
    draft.space.add_lwpolyline([(1, 0), (2, 0)], dxfattribs={"extrusion": (0, 0, -1)})
    draft.insert("B", (3, 4), turn=0)
    draft.document.blocks.get("B").add_point((1, 0))
    draft.space[-1].dxf.extrusion = (0, 0, -1)
    circle, line, point = flat(read_dxf(draft.bytes(), "a"))
    assert circle.at == pytest.approx((-5, 2))
    assert rounded(line) == [(-1, 0), (-2, 0)]
    assert point.points[0] == pytest.approx((-4, 4))


def test_nested_mirrored_and_stretched_inserts_land_where_they_are_drawn(draft: Any) -> None:
    inner = draft.document.blocks.new("안", base_point=(1, 0))
    inner.add_line((1, 0), (2, 0), dxfattribs={"layer": "0"})
    outer = draft.document.blocks.new("밖")
    outer.add_blockref("안", (0, 5), dxfattribs={"rotation": 90, "layer": "0"})
    draft.insert("밖", (10, 20), "벽체", scale=(-2, 3))
    # inner: (0,0)-(1,0) from the base point; turned: (0,5)-(0,6); stretched: (0,15)-(0,18)
    entity = only(read_dxf(draft.bytes(), "a"))
    assert rounded(entity) == [(10, 35), (10, 38)]
    assert entity.layer == "벽체"  # drawn on 0, it takes the layer of the insert
    assert entity.handle.count("/") == 2


def test_a_mirrored_insert_points_the_other_way(draft: Any) -> None:
    draft.insert("CCTV", (0, 0), scale=(-1, 1))
    draft.insert("CCTV", (0, 0), turn=30, scale=(1, -1))
    first, second = read_dxf(draft.bytes(), "a").entities
    assert first.placed.mirrored
    assert first.placed.rotation_deg == pytest.approx(180)
    assert second.placed.rotation_deg == pytest.approx(30)


def test_an_arrayed_insert_is_many(draft: Any) -> None:
    draft.block("기둥", 0, 0, 1, 1)
    draft.insert("기둥", (0, 0))
    draft.space[-1].grid(size=(2, 3), spacing=(5, 7))
    drawing = read_dxf(draft.bytes(), "a")
    assert sorted(e.at for e in drawing.entities) == [
        (0, 0), (0, 5), (7, 0), (7, 5), (14, 0), (14, 5),
    ]  # fmt: skip
    assert len({e.handle for e in drawing.entities}) == 6


def test_blocks_that_multiply_are_refused_with_a_reason(draft: Any) -> None:
    draft.document.blocks.new("B0").add_point((0, 0))
    for level in range(1, 10):
        block = draft.document.blocks.new(f"B{level}")
        for i in range(10):
            block.add_blockref(f"B{level - 1}", (i, 0))
    draft.insert("B9", (0, 0))
    with pytest.raises(DrawingError) as error:
        flat(read_dxf(draft.bytes(), "a.dxf"))
    assert error.value.faults[0].code == "drawing/too-many-entities"


def test_a_block_inside_itself_ends(draft: Any) -> None:
    block = draft.document.blocks.new("자기")
    block.add_line((0, 0), (1, 0))
    block.add_blockref("자기", (1, 0))
    draft.insert("자기", (0, 0))
    assert len(flat(read_dxf(draft.bytes(), "a"))) < 20


def test_an_external_reference_is_told_and_not_followed(draft: Any, tmp_path: Any) -> None:
    draft.document.add_xref_def(str(tmp_path / "other.dxf"), "배치XREF")
    draft.insert("배치XREF", (0, 0))
    drawing = read_dxf(draft.bytes(), "a.dxf")
    assert [note.code for note in drawing.notes] == ["drawing/external-reference"]


def test_hidden_layers_are_read_and_known(draft: Any) -> None:
    draft.document.layers.add("창호").off()
    draft.document.layers.add("문").freeze()
    draft.box("창호", 0, 0, 1, 1)
    drawing = read_dxf(draft.bytes(), "a")
    states = {layer.name: (layer.off, layer.frozen) for layer in drawing.layers}
    assert states["창호"] == (True, False)
    assert states["문"] == (False, True)
    assert len(drawing.entities) == 1
