"""Files that are no model, or damaged, drafts, or in the wrong letters."""

import sys
from random import Random

import pytest

from cpted_rules.drawing import Reading
from cpted_rules.drawing.ifc import read_ifc
from cpted_rules.errors import DrawingError
from cpted_rules.plan.canonical import digest
from tests.cpted_rules.drawing.ifc.models import House, layer_map, noted


def read(raw: bytes) -> Reading:
    return read_ifc(raw, "모델.ifc", layer_map=layer_map())


def fault(raw: bytes) -> tuple[str, str]:
    with pytest.raises(DrawingError) as raised:
        read(raw)
    return raised.value.faults[0].code, raised.value.in_("en")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "an empty file"),
        (b" \n", "an empty file"),
        (b"PK\x03\x04....", "Unpack it"),
        (b"<?xml version='1.0'?><ifcXML/>", "ifcXML"),
        (b'{"header": {}}', "IFC5"),
        (b"%PDF-1.7", "a file that is not IFC"),
        (b"AC1032......", "a file that is not IFC"),
    ],
)
def test_what_is_no_ifc_is_refused_with_what_it_is(raw: bytes, said: str) -> None:
    code, message = fault(raw)
    assert code == "ifc/not-ifc"
    assert said in message


@pytest.mark.parametrize("schema", ["IFC2X2_FINAL", "IFC9", "AUTOMOTIVE_DESIGN"])
def test_an_unknown_schema_is_refused_by_name(schema: str) -> None:
    code, message = fault(House().raw.replace(b"('IFC4')", f"('{schema}')".encode()))
    assert (code, schema in message) == ("ifc/schema", True)


def test_a_file_without_a_schema_is_refused() -> None:
    assert fault(House().raw.replace(b"FILE_SCHEMA", b"FILE_SKETCH"))[0] == "ifc/schema"


@pytest.mark.parametrize("schema", ["IFC4X3_RC2", "IFC4X3_RC4", "IFC4X1"])
def test_a_draft_of_ifc4x3_is_read_as_ifc4x3_and_said_so(schema: str) -> None:
    raw = House("IFC4X3").raw.replace(b"('IFC4X3_ADD2')", f"('{schema}')".encode())
    reading = read(raw)
    assert len(reading.plan.walls) == 5
    assert reading.census[0].version == schema
    assert schema in noted(reading)["ifc/schema-approximated"]


@pytest.mark.parametrize("schema", ["IFC4X3", "IFC4X3_ADD1", "IFC4X3_ADD2"])
def test_the_editions_of_ifc4x3_are_read_without_remark(schema: str) -> None:
    raw = House("IFC4X3").raw.replace(b"('IFC4X3_ADD2')", f"('{schema}')".encode())
    assert "ifc/schema-approximated" not in noted(read(raw))


def test_a_file_cut_off_is_refused() -> None:
    raw = House().raw
    assert fault(raw[: len(raw) * 2 // 3])[0] == "ifc/incomplete"


def test_a_file_without_products_is_refused() -> None:
    raw = House().raw
    head, tail = raw.index(b"DATA;") + 5, raw.index(b"ENDSEC;", raw.index(b"DATA;"))
    assert fault(raw[:head] + b"\n" + raw[tail:])[0] == "ifc/empty"


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = House().raw
    monkeypatch.setattr("cpted_rules.drawing.ifc.step.MAX_BYTES", len(raw) - 1)
    assert fault(raw)[0] == "ifc/too-large"
    monkeypatch.setattr("cpted_rules.drawing.ifc.step.MAX_BYTES", len(raw))
    assert read(raw).plan.walls


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_hangul_against_the_standard_is_read_by_its_bytes(encoding: str) -> None:
    house = House()
    house.flat.LongName = "NAME-1"
    raw = house.raw.replace(b"NAME-1", "세대".encode(encoding))
    reading = read(raw)
    assert "세대" in {zone.label for zone in reading.plan.zones}
    assert reading.census[0].code_page == encoding
    assert encoding in noted(reading)["ifc/encoding"]


def test_instances_the_schema_does_not_know_are_counted() -> None:
    raw = House().raw.replace(b"ENDSEC;\nEND-ISO", b"#9001=IFCNOSUCH($);\nENDSEC;\nEND-ISO")
    reading = read(raw)
    assert noted(reading)["ifc/damaged-instances"].startswith("모델.ifc: 1 instances")
    assert reading.census[0].opened == "recovered"


@pytest.mark.parametrize("wrong", ["$", "#1", "#9999"])
def test_a_wall_whose_body_refers_to_the_wrong_thing_is_left_out_and_named(wrong: str) -> None:
    house = House()
    body = house.south.Representation.Representations[0].Items[0]
    profile = f"#{body.SweptArea.id()}"
    line = str(body)
    raw = house.raw.decode().replace(line.upper(), line.upper().replace(profile, wrong, 1))
    assert raw != house.raw.decode()
    reading = read(raw.encode())
    assert len(reading.plan.walls) == 4
    assert "IfcWall (1)" in noted(reading)["ifc/shape-failed"]


def test_a_placement_that_goes_in_a_circle_does_not_hang() -> None:
    house = House()
    house.south.ObjectPlacement.PlacementRelTo = house.south.ObjectPlacement
    reading = house.read()
    assert len(reading.plan.walls) == 4


def test_a_body_of_too_many_faces_is_read_as_its_outline_and_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cpted_rules.drawing.ifc.shapes.MAX_TRIANGLES", 11)  # a box has 12
    reading = House().read()
    assert reading.plan.buildings[0].area.area == pytest.approx(24.0)
    assert "IfcWall (5)" in noted(reading)["ifc/shape-coarse"]


def test_a_body_of_too_many_instances_is_not_built_and_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cpted_rules.drawing.ifc.shapes.MAX_SOURCES", 3)
    reading = House().read()
    assert not reading.plan.walls
    assert "IfcWall (5)" in noted(reading)["ifc/shape-failed"]


def test_the_same_bytes_give_the_same_plan() -> None:
    raw = House().raw
    assert digest(read(raw).plan) == digest(read(raw).plan)


def test_a_model_of_another_unit_than_it_says_is_remarked() -> None:
    house = House("IFC4", "mm")
    house.project.UnitsInContext.Units[0].Prefix = None
    assert "3e+03 m" in noted(house.read())["ifc/unit-implausible"]


def test_a_model_without_a_unit_is_read_as_metres_and_said_so() -> None:
    house = House("IFC4", "m")
    house.project.UnitsInContext = None
    reading = house.read()
    assert reading.plan.buildings[0].area.area == pytest.approx(24.0)
    assert (reading.census[0].unit_from, "ifc/unit-missing" in noted(reading)) == ("unknown", True)


def test_a_global_id_used_twice_still_gives_two_elements() -> None:
    house = House()
    house.north.GlobalId = house.south.GlobalId
    plan = house.read().plan
    assert len(plan.walls) == 5
    assert len(plan.by_id) == sum(1 for _ in plan.elements())


def test_without_the_extra_the_fault_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = House().raw
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    code, message = fault(raw)
    assert code == "ifc/not-installed"
    assert "pip install cpted[ifc]" in message
    assert "sh setup.sh ifc" in message


def test_what_a_file_lacks_is_told_before_what_the_reader_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    assert fault(b"PK\x03\x04")[0] == "ifc/not-ifc"


def test_lines_lost_doubled_or_swapped_are_read_or_refused_never_more() -> None:
    lines, random = House().raw.splitlines(), Random(1)
    for _ in range(30):
        broken = list(lines)
        for _ in range(random.randint(1, 4)):
            at, other = random.randrange(8, len(lines) - 2), random.randrange(8, len(lines) - 2)
            broken[at] = random.choice((b"", lines[other], lines[at].replace(b"#1", b"#2", 1)))
        try:
            reading = read(b"\n".join(broken))
        except DrawingError as error:
            assert error.faults[0].remedy.ko  # noqa: PT017 - either outcome is right
        else:
            assert reading.census[0].read > 0
