"""`cpted forms`, `export`, `compare`, `report`: what is asked for is written, or said why not."""

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner

from app.cli import Exit, app
from tests.app.assessed import assessed

FEW = 14
"""Findings that are enough here: each has a drawing."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    places = []
    for kind in ("deficient", "compliant"):
        place = tmp_path_factory.mktemp(kind)
        raw = json.loads(assessed("multiplex", kind))
        raw["findings"] = raw["findings"][:FEW]
        (place / "assessment.json").write_text(json.dumps(raw), "utf-8")
        places.append(place)
    return places[0], places[1]


def ran(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result.output


def test_forms_are_written_one_by_one_or_all(folders: tuple[Path, Path], tmp_path: Path) -> None:
    said = json.loads(
        ran("forms", folders[0], "--out", tmp_path, "--form", "result", "--docx", "--json")
    )
    assert said["files"] == ["result.pdf", "result.docx"]
    assert all((tmp_path / name).stat().st_size > 1000 for name in said["files"])


def test_exports_are_written_where_they_are_asked_for(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    ran("export", folders[0], "--csv", tmp_path / "a" / "f.csv", "--xlsx", tmp_path / "f.xlsx")
    assert (tmp_path / "a" / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "f.xlsx").read_bytes().startswith(b"PK")
    ran("export", folders[0], code=2)


def test_rounds_are_compared_as_text_and_as_data(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    shown = ran("compare", *folders)
    assert "다시 제기 0" in shown
    data = json.loads(ran("compare", *folders, "--out", tmp_path, "--json"))
    assert data == json.loads((tmp_path / "comparison.json").read_bytes())
    assert (tmp_path / "comparison.pdf").exists()
    assert list((tmp_path / "figures").glob("*-before.svg"))


def test_a_report_is_made_again_without_the_drawings_and_says_what_it_lacks(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "report.en.pdf"
    said = json.loads(ran("report", folders[1], "--out", out, "--lang", "en", "--json"))
    assert len(said["not_shown"]) == 4
    document = pdfium.PdfDocument(out)
    text = "".join(document[n].get_textpage().get_text_range() for n in range(3))
    document.close()
    assert "Three-minute summary" in text


@pytest.mark.parametrize("command", ["forms", "report"])
def test_what_is_no_review_is_refused_with_the_remedy(command: str, tmp_path: Path) -> None:
    said = ran(command, tmp_path, "--out", tmp_path / "out", code=Exit.INPUT)
    assert "assessment.json" in said
    assert "조치" in said
