"""Committed samples are what their scripts draw, to the byte, and are well formed."""

from importlib import import_module
from pathlib import Path

import ezdxf
import pytest
import yaml

from app.submissions.format import Submission
from cpted_rules.findings import Verdict
from cpted_rules.rules import RULES

SAMPLES = Path(__file__).parent.parent / "sample_plans"
DRAWN = tuple(sorted(path.parent.name for path in SAMPLES.glob("*/draw.py")))
WRITTEN = [(name, flawed) for name in DRAWN for flawed in (False, True)]


def folder_of(name: str, *, flawed: bool) -> Path:
    return SAMPLES / name / ("deficient" if flawed else "compliant")


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("name", "flawed"), WRITTEN)
def test_the_script_draws_the_committed_bytes(name: str, flawed: bool, tmp_path: Path) -> None:
    import_module(f"sample_plans.{name}.draw").draw(tmp_path, flawed=flawed)
    committed, drawn = content(folder_of(name, flawed=flawed)), content(tmp_path)
    assert sorted(drawn) == sorted(committed)
    assert [path for path in sorted(drawn) if drawn[path] != committed[path]] == []


@pytest.mark.parametrize(("name", "flawed"), WRITTEN)
def test_the_submission_is_valid_and_every_file_it_names_is_there(name: str, flawed: bool) -> None:
    folder = folder_of(name, flawed=flawed)
    raw = yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))
    submission = Submission.model_validate(raw)
    named = [d.file for d in submission.drawings]
    named += [row.photometry for row in submission.luminaires if row.photometry]
    named += [row.file for row in (*submission.site_data, *submission.evidence)]
    assert [path for path in named if not (folder / path).is_file()] == []


@pytest.mark.parametrize(("name", "flawed"), WRITTEN)
def test_a_sample_stays_small_enough_to_keep(name: str, flawed: bool) -> None:
    assert sum(map(len, content(folder_of(name, flawed=flawed)).values())) < 6_000_000


@pytest.mark.parametrize("name", DRAWN)
def test_expected_defects_name_rules_and_verdicts_that_exist(name: str) -> None:
    sound = yaml.safe_load((folder_of(name, flawed=False) / "expected.yaml").read_text("utf-8"))
    assert sound == {"no_other_fail": True, "defects": []}
    flawed = yaml.safe_load((folder_of(name, flawed=True) / "expected.yaml").read_text("utf-8"))
    ids = [defect["id"] for defect in flawed["defects"]]
    assert len(ids) == len(set(ids)) > 0
    assert {defect["rule"] for defect in flawed["defects"]} <= {None, *RULES}
    assert {defect["verdict"] for defect in flawed["defects"]} <= {
        Verdict.FAIL.value,
        Verdict.REFERRED.value,
    }


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_has_no_damage_that_cad_would_repair(name: str) -> None:
    for path in sorted((SAMPLES / name / "deficient" / "drawings").glob("*.dxf")):
        auditor = ezdxf.readfile(path).audit()
        assert not auditor.has_errors, path.name
        assert not auditor.has_fixes, path.name
