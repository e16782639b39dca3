"""`cpted read`: what is understood of a file, on a terminal, as JSON and in pictures."""

import json
from pathlib import Path

import ezdxf
import pytest
from typer.testing import CliRunner

from app.cli import Exit, app
from app.reports.reading_file import ReadingFile

ROOT = Path(__file__).parents[2]


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    """A room of line pairs with one swing door, in centimetres under a header that says inches."""
    document = ezdxf.new("R2010")
    document.header["$INSUNITS"] = 1
    space = document.modelspace()
    wall, door = {"layer": "벽체"}, {"layer": "출입문"}
    for x0, y0, x1, y1 in ((0, 0, 800, 600), (20, 20, 780, 580)):
        space.add_line((x0, y0), (x1, y0), wall)
        space.add_line((x1, y0), (x1, y1), wall)
        space.add_line((x0, y0), (x0, y1), wall)
    for y in (580, 600):
        space.add_line((0 if y == 600 else 20, y), (300, y), wall)
        space.add_line((390, y), (800 if y == 600 else 780, y), wall)
    for x in (300, 390):
        space.add_line((x, 580), (x, 600), wall)
    space.add_line((300, 580), (300, 490), door)
    space.add_arc((300, 580), 90, 270, 360, dxfattribs=door)
    space.add_text("관리사무소", height=20, dxfattribs={"insert": (350, 300)})
    path = tmp_path / "관리동 1층.dxf"
    document.saveas(path)
    return path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["read", *words])
    return result.exit_code, result.output


def test_the_account_says_unit_sheets_elements_and_how_sure_each_is(flat: Path) -> None:
    code, words = run(str(flat), "--json", "--unit", "cm")
    assert code == Exit.RAN
    account = ReadingFile.model_validate_json(words)
    (drawing,) = account.drawings
    assert (drawing.unit.unit, drawing.unit.basis) == ("cm", "declared")
    assert {size.unit: size.metres for size in drawing.unit.sizes}["cm"] == pytest.approx(8.0)
    elements = {e.kind: e for e in account.elements}
    assert elements["door"].how == {"swing": 1}
    assert elements["wall"].how == {"line_pairs": elements["wall"].count}
    assert elements["zone.management_office"].how == {"enclosed": 1}
    assert all(0.0 < e.sure <= 1.0 for e in account.elements)
    assert sum(drawing.used.values()) == sum(e.count for e in account.elements)


def test_the_terminal_speaks_korean_or_english(flat: Path) -> None:
    for lang, words in (("ko", "관리사무소"), ("en", "management office")):
        code, shown = run(str(flat), "--unit", "cm", "--lang", lang)
        assert code == Exit.RAN
        assert words in shown


def test_pictures_show_the_sheet_with_a_person_and_a_car(flat: Path, tmp_path: Path) -> None:
    code, _ = run(str(flat), "--unit", "cm", "--pictures", str(tmp_path / "그림"))
    assert code == Exit.RAN
    (picture,) = (tmp_path / "그림").glob("reading-*.svg")
    svg = picture.read_text("utf-8")
    assert "승용차 4.7×1.85 m" in svg
    assert "8.0\u2009m" in svg  # how wide it is, by the unit it was read in


def test_a_layer_map_given_on_the_command_line_explains_layers(flat: Path, tmp_path: Path) -> None:
    own = tmp_path / "layers.yaml"
    own.write_text("format: 1\naside: {annotation: {layers: [벽체]}}\n", "utf-8")
    code, words = run(str(flat), "--json", "--unit", "cm", "--layers", str(own))
    assert code == Exit.RAN
    assert "wall" not in {e["kind"] for e in json.loads(words)["elements"]}


def test_what_cannot_be_read_ends_with_its_own_code_and_says_why(tmp_path: Path) -> None:
    letter = tmp_path / "편지.dxf"
    letter.write_text("안녕하십니까")
    code, words = run(str(letter), "--json")
    assert code == Exit.INPUT
    (fault,) = json.loads(words)["faults"]
    assert fault["code"] == "drawing/not-dxf"
    assert run(str(tmp_path / "없음.dxf"))[0] == Exit.INPUT
    assert run(str(letter), "--unit", "parsec")[0] == 2


def test_a_photometric_file_is_read_too(tmp_path: Path) -> None:
    lamp = next((ROOT / "sample_plans").rglob("*.ies"))
    code, words = run(str(lamp), "--json", "--pictures", str(tmp_path))
    assert code == Exit.RAN
    assert json.loads(words)["flux_lm"] > 0
    assert (tmp_path / f"{lamp.stem}.svg").is_file()


def test_a_submission_is_read_without_being_reviewed() -> None:
    code, words = run(str(ROOT / "sample_plans/multiplex/deficient"), "--json")
    assert code == Exit.RAN
    account = ReadingFile.model_validate_json(words)
    assert {d.unit.basis for d in account.drawings} == {"declared"}
    assert {s.number for d in account.drawings for s in d.sheets} >= {"A-101", "A-102", "L-101"}
