"""Corrections of a reading: merged, laid over what was declared, and read again."""

from pathlib import Path

import ezdxf
import pytest
from pydantic import ValidationError

from app.read import read_filing
from app.submissions.corrections import Corrections, SheetCorrection
from app.submissions.load import opened
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.layers.office import office_named
from cpted_rules.drawing.reading import SheetPlacement
from cpted_rules.plan import SheetKind

FACTS = """\
format: 1
title: 시험
case_number: 2026-시험-1
stage: permit
filed_on: 2026-10-05
district: 가상구
designer: 가상건축
parts: [{use: multiplex_house, households: 8}]
drawings:
  - file: 평면.dxf
    sheets: [{kind: floor_plan, number: A-1, storeys: [1]}]
"""


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A floor in centimetres whose walls lie on a layer that says nothing."""
    document = ezdxf.new("R2010")
    for n in range(6):
        points = [(n * 300, 0), (n * 300 + 280, 0), (n * 300 + 280, 20), (n * 300, 20)]
        document.modelspace().add_lwpolyline(points, close=True, dxfattribs={"layer": "ZZ-9"})
    document.saveas(tmp_path / "평면.dxf")
    (tmp_path / "submission.yaml").write_text(FACTS, "utf-8")
    return tmp_path


def test_a_unit_and_a_layer_corrected_give_walls_of_the_right_size(submission: Path) -> None:
    said = Corrections(units={"평면.dxf": "cm"}, layers={"ZZ-9": Meaning.WALL})
    with opened(submission) as filing:
        before = read_filing(filing).reading
        after = read_filing(filing, corrections=said).reading
    assert not before.plan.walls
    assert [round(w.area.area, 6) for w in after.plan.walls] == [0.56] * 6
    assert after.census[0].unit_from == "declared"


def test_what_an_office_taught_is_known_of_its_next_drawing(submission: Path) -> None:
    said = Corrections(units={"평면.dxf": "cm"}, layers={"ZZ-9": Meaning.WALL})
    with opened(submission) as filing:
        known_by = read_filing(filing).drawings.known_by
        office = office_named("가상건축", known_by).learned(said.naming, known_by)
        again = read_filing(
            filing, corrections=Corrections(units={"평면.dxf": "cm"}), offices=[office]
        )
    assert len(again.reading.plan.walls) == 6
    assert "drawing/office-map" in {n.code for n in again.reading.notes}


def test_a_sheet_corrected_changes_its_storey(submission: Path) -> None:
    said = Corrections(
        units={"평면.dxf": "cm"},
        layers={"ZZ-9": Meaning.WALL},
        sheets={"A-1": SheetCorrection(kind=SheetKind.PARKING_PLAN, storeys=(-2,))},
    )
    with opened(submission) as filing:
        reading = read_filing(filing, corrections=said).reading
    assert {w.storey for w in reading.plan.walls} == {-2}
    assert reading.plan.sheets[0].kind is SheetKind.PARKING_PLAN


def test_later_corrections_go_over_earlier_ones_and_can_take_them_back() -> None:
    first = Corrections(units={"a.dxf": "mm"}, layers={"X": Meaning.WALL, "Y": Meaning.DOOR})
    second = Corrections(units={"a.dxf": "cm"}, layers={"X": None}, blocks={"B": Meaning.BELL})
    merged = first.merged(second)
    assert merged.units == {"a.dxf": "cm"}
    assert merged.layers == {"X": None, "Y": Meaning.DOOR}
    assert dict(merged.naming.blocks) == {"B": Meaning.BELL}


def test_a_sheet_corrected_again_keeps_what_is_not_said_of_it_now() -> None:
    place = SheetPlacement(drawing_point=(100.0, 0.0), rotation_deg=90.0)
    first = Corrections(
        sheets={
            "A-1": SheetCorrection(kind=SheetKind.FLOOR_PLAN, placement=place, left_out=True),
            "A-2": SheetCorrection(title="지붕"),
        }
    )
    second = Corrections(sheets={"A-1": SheetCorrection(storeys=(2,), left_out=False)})
    merged = first.merged(second)
    assert merged.sheets == {
        "A-1": SheetCorrection(
            kind=SheetKind.FLOOR_PLAN, storeys=(2,), placement=place, left_out=False
        ),
        "A-2": SheetCorrection(title="지붕"),
    }
    assert first.merged(Corrections()) == first
    assert Corrections().merged(first) == first


def test_corrections_merge_alike_after_they_were_kept_as_json() -> None:
    first = Corrections(sheets={"A-1": SheetCorrection(left_out=True, title="가")})
    second = Corrections(sheets={"A-1": SheetCorrection(left_out=False)})

    def kept(said: Corrections) -> Corrections:
        return Corrections.model_validate(said.model_dump(mode="json", exclude_defaults=True))

    merged = kept(first).merged(second)
    assert kept(merged) == merged == Corrections(sheets={"A-1": SheetCorrection(title="가")})


@pytest.mark.parametrize(
    "wrong", [{"units": {"a.dxf": "parsec"}}, {"layers": {"X": "wal"}}, {"sheet": {}}]
)
def test_what_no_correction_can_say_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Corrections.model_validate(wrong)
