"""DWG read by ezdwg, against the same drawing saved as DXF by CAD and against what was drawn."""

from collections import Counter
from math import cos, radians, sin
from pathlib import Path

import pytest
from shapely import Point, Polygon, union_all
from shapely.geometry.base import BaseGeometry

from app import sandbox
from app.dwg import ConvertedDrawing, converted
from cpted_rules.drawing import DrawingSource, Reading, SheetSpec, read_plan
from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.dxf import read_dxf
from cpted_rules.note import Severity
from cpted_rules.plan import SheetKind
from tests.app.dwg.twins import CORPUS, TWINS, converted_twin

pytest.importorskip("ezdwg", reason="the extra dwg is not installed")
pytest.importorskip("dwg2geo", reason="the extra dwg is not installed")

with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")
MM = 0.001
# its boundary is 23 paths of edges that do not join; ezdwg joins them into rings nonetheless
LOOSE_HATCH = "1412E6"


@pytest.fixture(scope="module")
def korean(korean_dwg: bytes) -> ConvertedDrawing:
    return converted(korean_dwg, "korean.dwg", command="")


@pytest.fixture(scope="module")
def drawn(korean: ConvertedDrawing) -> Drawing:
    return read_dxf(korean.dxf, "korean.dwg")


def of_kind(drawing: Drawing, kind: EntityKind) -> list[DrawnEntity]:
    return [entity for entity in drawing.entities if entity.kind is kind]


def read(raw: bytes, name: str) -> Reading:
    sheet = SheetSpec(kind=SheetKind.SITE_PLAN, number="A-1")
    return read_plan([DrawingSource(name=name, raw=raw, sheets=(sheet,))])


def walls_of(reading: Reading) -> BaseGeometry:
    """What is wall; into how many pieces hatches cut it follows from the chords of their arcs."""
    return union_all([wall.area for wall in reading.plan.walls])


def alike(ours: BaseGeometry, theirs: BaseGeometry) -> bool:
    """Whether what only one of them covers is nowhere as wide as 1 mm."""
    beside = (ours.difference(theirs), theirs.difference(ours))
    return all(one.buffer(-MM / 2).is_empty for one in beside)


@pytest.fixture(scope="module", params=TWINS)
def twins(request: pytest.FixtureRequest) -> tuple[Reading, Reading, ConvertedDrawing]:
    dwg = converted_twin(request.param)
    dxf = (CORPUS / f"dxf/{request.param}.dxf").read_bytes()
    return read(dxf, "plan"), read(dwg.dxf, "plan"), dwg


# Against the drawing that CAD saved as DXF


@with_corpus
def test_a_dwg_and_its_dxf_have_the_same_unit_and_walls(
    twins: tuple[Reading, Reading, ConvertedDrawing],
) -> None:
    dxf, dwg, _ = twins
    assert dwg.census[0].unit == dxf.census[0].unit == "m"
    assert alike(walls_of(dwg), walls_of(dxf))
    assert walls_of(dxf).area > 80.0
    for kind in ("openings", "zones", "buildings", "barriers"):
        ours, theirs = getattr(dwg.plan, kind), getattr(dxf.plan, kind)
        assert len(ours) == len(theirs)
    assert len(dxf.plan.openings) > 40
    for ours, theirs in zip(dwg.plan.zones, dxf.plan.zones, strict=True):
        assert alike(ours.area, theirs.area)


@with_corpus
@pytest.mark.parametrize("twin", TWINS)
def test_every_entity_has_the_handle_and_place_it_has_in_the_dxf(twin: str) -> None:
    ours = {e.handle: e for e in read_dxf(converted_twin(twin).dxf, "dwg").entities}
    theirs = read_dxf((CORPUS / f"dxf/{twin}.dxf").read_bytes(), "dxf").entities
    assert len(ours) == len(theirs) == 1_152
    for entity in theirs:
        other = ours[entity.handle]
        assert (other.kind, other.closed, other.width) == (entity.kind, entity.closed, entity.width)
        if entity.kind is EntityKind.HATCH:  # CAD writes boundaries of lines as edges
            if entity.handle != LOOSE_HATCH:
                assert alike(Polygon(other.points).buffer(0), Polygon(entity.points).buffer(0))
        else:
            assert len(other.points) == len(entity.points)
            for a, b in zip(other.points, entity.points, strict=True):
                assert Point(a).distance(Point(b)) < MM


@with_corpus
def test_two_readers_agree_on_1152_entities_and_nothing_is_lost(
    twins: tuple[Reading, Reading, ConvertedDrawing],
) -> None:
    _, _, dwg = twins
    assert [(note.code, note.severity) for note in dwg.notes] == [
        ("drawing/dwg-converted", Severity.INFO),
        ("drawing/dwg-readers-agree", Severity.INFO),
    ]
    assert all("1,152" in note.text.ko for note in dwg.notes)


@with_corpus
def test_every_type_of_a_drawing_of_many_is_carried_over_or_named() -> None:
    raw = (CORPUS / "dwg/entity_zoo_r2018.dwg").read_bytes()
    made = converted(raw, "zoo.dwg", command="")
    drawing = read_dxf(made.dxf, "zoo.dwg")
    assert Counter(e.dxf_type for e in drawing.entities) == {
        "LINE": 7,
        "LWPOLYLINE": 3,
        "ARC": 3,
        "TEXT": 2,
        "MTEXT": 2,
        "CIRCLE": 1,
        "ELLIPSE": 1,
        "POINT": 1,
        "HATCH": 1,
        "INSERT": 1,
    }
    assert [note.code for note in made.notes] == [
        "drawing/dwg-converted",
        "drawing/dwg-readers-agree",
    ]
    assert {e.text for e in drawing.entities if e.text} >= {"Hello", "Goodbye"}
    (insert,) = of_kind(drawing, EntityKind.INSERT)
    assert insert.block == "my_block"


# Against what was drawn


def test_korean_of_code_page_949_survives(korean_dwg: bytes, drawn: Drawing) -> None:
    assert korean_dwg.startswith(b"AC1015")
    assert "출입구 조도".encode("cp949") in korean_dwg
    assert {e.text for e in of_kind(drawn, EntityKind.TEXT)} == {
        "출입구 조도 30 lx",
        "공동현관 안쪽",
    }
    states = {layer.name: layer.frozen for layer in drawn.layers}
    assert states["A-출입구"] is False
    assert states["E-보안등"] is True


def test_nothing_drawn_by_us_is_lost(korean: ConvertedDrawing, drawn: Drawing) -> None:
    assert [note.severity for note in korean.notes] == [Severity.INFO, Severity.INFO]
    assert korean.converter.startswith("ezdwg ")
    assert len(drawn.entities) == 13
    assert drawn.insunits == 4
    assert drawn.set_aside == ()


def test_bulges_widths_and_elevations_are_kept(drawn: Drawing) -> None:
    (outline,) = (e for e in of_kind(drawn, EntityKind.POLYLINE) if e.closed)
    assert (outline.layer, outline.width, outline.elevation) == ("A-출입구", 200.0, 50.0)
    # a bulge of 1 is half a circle, here on the right of the segment from (1000, 0) up 2000
    assert max(x for x, _ in outline.points) == pytest.approx(2_000.0, abs=1.0)
    (line,) = of_kind(drawn, EntityKind.LINE)
    assert line.points == ((0.0, 0.0), (12_000.0, 0.0))
    (point,) = of_kind(drawn, EntityKind.POINT)
    assert (*point.points[0], point.elevation) == (7.0, 8.0, 9.0)


def test_arcs_and_turned_text_keep_their_angles(drawn: Drawing) -> None:
    (arc,) = of_kind(drawn, EntityKind.ARC)
    assert (arc.radius, arc.sweep_deg) == pytest.approx((900.0, 90.0))
    (text,) = (e for e in of_kind(drawn, EntityKind.TEXT) if e.text.startswith("출입구"))
    assert text.placed[2] == pytest.approx(1.0)  # turned by 90 degrees: x goes up
    curves = {len(e.points): e for e in of_kind(drawn, EntityKind.CURVE)}
    ellipse = curves[72]
    assert max(x for x, _ in ellipse.points) == pytest.approx(400.0)
    assert max(y for _, y in ellipse.points) == pytest.approx(200.0)


def test_inserts_stay_inserts_with_their_attributes_scale_and_turn(drawn: Drawing) -> None:
    lamps = of_kind(drawn, EntityKind.INSERT)
    others = (("번호", "가-1"), ("비고", ""))
    assert [lamp.attributes for lamp in lamps] == [
        (("높이", "5500"), *others),
        (("높이", "4500"), *others),
    ]
    assert {lamp.block for lamp in lamps} == {"보안등_6M"}
    c, s = cos(radians(30.0)), sin(radians(30.0))
    assert lamps[0].placed == pytest.approx((-2 * c, -2 * s, -2 * s, 2 * c, 3_000.0, 4_000.0))
    (block,) = (b for b in drawn.blocks if b.name == "보안등_6M")
    assert [e.radius for e in block.entities if e.kind is EntityKind.CIRCLE] == [150.0]


def test_a_review_that_is_itself_limited_can_convert(korean_dwg: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.dwg").write_bytes(korean_dwg)
    codes = sandbox.run(
        "nested:convert",
        {"dwg": str(tmp_path / "plan.dwg")},
        bounds=sandbox.Bounds(cpu_s=60, wall_s=120, memory_bytes=3 << 29, file_bytes=100 << 20),
        import_from=(Path(__file__).parent,),
    )
    assert codes == ["drawing/dwg-converted", "drawing/dwg-readers-agree"]
