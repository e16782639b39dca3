"""Real and damaged drawings: each gives a report or a clear error, within 2 GiB and 2 minutes."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import Exit

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
DRAWINGS = sorted((*CORPUS.glob("dxf/*.dxf"), *CORPUS.glob("broken/*.dxf")))

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


@pytest.mark.skipif(not DRAWINGS, reason="the corpus is not beside the repository")
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda p: p.stem)
def test_a_drawing_gives_a_report_or_a_clear_error(drawing: Path, tmp_path: Path) -> None:
    folder = tmp_path / "submission"
    (folder / "drawings").mkdir(parents=True)
    (folder / "drawings" / drawing.name).write_bytes(drawing.read_bytes())
    (folder / "submission.yaml").write_text(FACTS.format(name=drawing.name), "utf-8")
    out = tmp_path / "out"
    arguments = [sys.executable, "-m", "app.cli", "review", str(folder), "--out", str(out)]
    with subprocess.Popen(
        [*arguments, "--lang", "en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            _, errors = child.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    assert "Traceback" not in errors
    if child.returncode == Exit.RAN:
        assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    else:
        assert child.returncode == Exit.INPUT
        assert "expected:" in errors
    peak_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak_kib < 2 * 1024 * 1024, f"{os.fspath(drawing)} needed {peak_kib} KiB"
