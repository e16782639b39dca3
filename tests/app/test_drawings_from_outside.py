"""Real and damaged drawings: each gives a report or a clear error, within 2 GiB and 2 minutes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "../shared/corpus"
DRAWINGS = sorted((*CORPUS.glob("dxf/*.dxf"), *CORPUS.glob("broken/*.dxf")))
FEW = {
    "campus_block_ground",  # a floor
    "kr_survey_roads_5187",  # a survey
    "ezdxf_bin_dxf_r13",  # binary, and of an old version
    "ezdxf_empty_handles",  # broken
}
AT_ONCE = 5

FACTS = """\
format: 1
title: {name}
case_number: 2026-시험-1
stage: committee
filed_on: 2026-10-05
district: 가상구
parts: [{{use: apartment, households: 120}}]
drawings:
  - file: drawings/{name}
    sheets: [{{kind: site_plan, number: A-1, storeys: [0]}}]
"""


pytestmark = pytest.mark.skipif(not DRAWINGS, reason="the corpus is not beside the repository")


def test_a_drawing_of_each_sort_gives_a_report_or_a_clear_error(tmp_path: Path) -> None:
    drawings = [drawing for drawing in DRAWINGS if drawing.stem in FEW]
    assert len(drawings) == len(FEW)
    _report_or_clear_error(drawings, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(DRAWINGS), AT_ONCE))
def test_every_drawing_gives_a_report_or_a_clear_error(first: int, tmp_path: Path) -> None:
    _report_or_clear_error(DRAWINGS[first : first + AT_ONCE], tmp_path)


def _report_or_clear_error(drawings: list[Path], tmp_path: Path) -> None:
    folders = [_submission(drawing, tmp_path / drawing.stem) for drawing in drawings]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "tests.app.review_many", str(out), *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    assert [end["name"] for end in ends] == [folder.name for folder in folders], done.stderr
    for end in ends:
        assert end["peak_mb"] < 2048
        if end["end"] == "report":
            assert (out / end["name"] / "report.pdf").read_bytes().startswith(b"%PDF")
        else:
            assert "expected:" in end["message"]


def _submission(drawing: Path, folder: Path) -> Path:
    (folder / "drawings").mkdir(parents=True)
    (folder / "drawings" / drawing.name).write_bytes(drawing.read_bytes())
    (folder / "submission.yaml").write_text(FACTS.format(name=drawing.name), "utf-8")
    return folder
