"""The main job on the sample plans: every planted defect is found, and nothing else fails."""

import json
from pathlib import Path

import ezdxf
import pytest
from typer.testing import CliRunner

from app.cli import Exit, app
from app.exports.review_folder import opened_review, review_of
from app.review import review
from cpted_rules.findings import Assessment, Verdict
from cpted_rules.text import Lang
from tests.app.assessed import assessed
from tests.app.expected import defects, differences
from tests.app.reviewed import reviewed

SAMPLES = Path(__file__).parents[2] / "sample_plans"
FLAWED = sorted(p.parent for p in SAMPLES.glob("*/deficient/submission.yaml"))
SOUND = sorted(p.parent for p in SAMPLES.glob("*/compliant/submission.yaml"))
SMALL = SAMPLES / "multiplex" / "deficient"


def name(sample: Path) -> str:
    return f"{sample.parent.name}-{sample.name}"


def is_as_planted(sample: Path, assessment: Assessment) -> None:
    assert list(differences(sample, assessment)) == []
    if sample in SOUND:
        assert Verdict.FAIL not in {f.verdict for f in assessment.findings}


def test_there_are_three_samples_of_each() -> None:
    assert len(FLAWED) == len(SOUND) == 3
    assert all(defects(sample) for sample in FLAWED)


@pytest.mark.parametrize(
    "sample",
    [
        *FLAWED,
        *(
            pytest.param(sample, marks=pytest.mark.long if "apartment" in sample.parts else ())
            for sample in SOUND
        ),
    ],
    ids=name,
)
def test_a_sample_has_its_planted_defects_and_no_other(sample: Path) -> None:
    content = assessed(sample.parent.name, sample.name)
    is_as_planted(sample, review_of(content).assessment)


@pytest.mark.long
@pytest.mark.parametrize("sample", [*FLAWED, *SOUND], ids=name)
def test_every_sample_is_reviewed_with_its_files(sample: Path, tmp_path: Path) -> None:
    result = review(sample, tmp_path)
    is_as_planted(sample, result.assessment)
    for file in result.files:
        assert (tmp_path / file).stat().st_size > 0


def test_the_same_submission_gives_the_same_bytes(tmp_path: Path) -> None:
    """With another language beside it as well, which adds files and changes none."""
    result = review(SMALL, tmp_path, langs=(Lang.KO, Lang.EN))
    files = sorted(path.name for path in reviewed().iterdir())
    assert [f for f in files if (tmp_path / f).read_bytes() != (reviewed() / f).read_bytes()] == []
    assert {"assessment.json", "report.pdf", "findings.geojson"} <= set(files) < set(result.files)
    assert "report.en.pdf" in result.files
    assert all((tmp_path / file).stat().st_size > 0 for file in result.files)


def test_marks_of_the_review_drawing_lie_on_the_architects_drawing() -> None:
    document = ezdxf.readfile(reviewed() / "review.dxf")
    assert "CPTED_REVIEW" in document.layers
    assert not document.audit().has_errors


def test_the_command_prints_one_json_object(tmp_path: Path) -> None:
    sample = SAMPLES / "multiplex" / "compliant"
    done = CliRunner().invoke(app, ["review", str(sample), "--out", str(tmp_path), "--json"])
    assert done.exit_code == Exit.RAN
    told = json.loads(done.stdout)
    assert told["verdicts"]["fail"] == 0
    assert "report.pdf" in told["files"]
    is_as_planted(sample, opened_review(tmp_path).assessment)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_input_that_cannot_be_read_has_a_code_and_a_message(tmp_path: Path, lang: str) -> None:
    arguments = [
        "review",
        str(tmp_path / "없는 폴더"),
        "--out",
        str(tmp_path / "o"),
        "--lang",
        lang,
    ]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == Exit.INPUT
    assert {"ko": "제출물을 읽을 수 없음", "en": "cannot be read"}[lang] in done.stderr
    assert not (tmp_path / "o").exists()


def test_a_fault_is_json_when_asked_for(tmp_path: Path) -> None:
    arguments = ["review", str(tmp_path), "--out", str(tmp_path / "o"), "--json"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == Exit.INPUT
    assert json.loads(done.stdout)["faults"][0]["code"] == "submission/no-yaml"


def test_results_that_cannot_be_written_have_a_code_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "o").write_text("in the way")
    sample = SAMPLES / "multiplex" / "compliant"
    done = CliRunner().invoke(app, ["review", str(sample), "--out", str(tmp_path / "o")])
    assert done.exit_code == Exit.OUTPUT


@pytest.mark.parametrize("what", ["submission", "assessment"])
def test_schemas_are_printed(what: str) -> None:
    done = CliRunner().invoke(app, ["schema", what])
    assert "properties" in json.loads(done.stdout)
