"""`cpted verify`: the samples are confirmed, and each seeded corruption is caught."""

import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import Exit, app
from app.reports.assessment_file import AssessmentModel
from cpted_rules.verify import AssessmentError, Outcome, Report, recheck
from tests.app.assessed import assessed
from tests.app.corrupted import KINDS, corrupted, kind_of

KINDS_OF_SAMPLE = ("compliant", "deficient")
SMALL = [(n, k) for n in ("multiplex", "officetel") for k in KINDS_OF_SAMPLE]
LARGE = [pytest.param("apartment", k, marks=pytest.mark.long) for k in KINDS_OF_SAMPLE]
FIRST_OF_KIND = {kind_of(seed): seed for seed in reversed(range(50))}
SEEDS = [
    pytest.param(seed, marks=() if FIRST_OF_KIND[kind_of(seed)] == seed else pytest.mark.long)
    for seed in range(50)
]
LEAST_SHARE = 0.95
"""Of the computed findings of a sample that must be confirmed, wholly or in part."""


@cache
def rechecked(name: str, kind: str) -> Report:
    return recheck(assessed(name, kind))


def told(report: Report) -> list[str]:
    """What differs, in words."""
    of_findings = [(f.rule, d) for f in report.findings for d in f.differences]
    both = [(None, d) for d in report.differences] + of_findings
    return [f"{rule} {d.what.en}: {d.stated} / {d.found} at {d.where}" for rule, d in both]


@pytest.mark.parametrize(("name", "kind"), [*SMALL, *LARGE])
def test_the_findings_of_a_sample_are_confirmed_and_none_differs(name: str, kind: str) -> None:
    content = assessed(name, kind)
    report = rechecked(name, kind)
    assert told(report) == []
    assert report.agrees
    counts = report.counts
    confirmed = counts[Outcome.CONFIRMED] + counts[Outcome.IN_PART]
    computed = [f for f in json.loads(content)["findings"] if f["measured"] is not None]
    assert len(report.findings) == len(computed) > 20
    assert confirmed >= LEAST_SHARE * len(computed)


@pytest.mark.parametrize(("name", "kind"), SMALL)
def test_what_was_confirmed_in_part_says_of_which_part(name: str, kind: str) -> None:
    for finding in rechecked(name, kind).findings:
        if finding.outcome is Outcome.IN_PART:
            assert finding.reason is not None or 0 < finding.cells_on < finding.cells_of
        if finding.outcome is Outcome.CONFIRMED:
            assert finding.cells_on == finding.cells_of
            assert finding.reason is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_corruption_is_caught(seed: int) -> None:
    content, what = corrupted(assessed("multiplex", "deficient"), seed)
    report = recheck(content)
    assert not report.agrees, what


def test_corruptions_are_of_many_kinds() -> None:
    content = assessed("multiplex", "deficient")
    for kind, seed in FIRST_OF_KIND.items():
        assert corrupted(content, seed)[1].startswith(f"{kind}:")
    assert len(KINDS) >= 30
    assert len(FIRST_OF_KIND) >= 20


def test_a_re_check_says_the_same_every_time() -> None:
    content = assessed("multiplex", "deficient")
    assert recheck(content) == rechecked("multiplex", "deficient")


def test_the_file_keeps_to_its_schema_and_carries_the_plan() -> None:
    raw = json.loads(assessed("multiplex", "compliant"))
    assert AssessmentModel.model_validate(raw).schema_version == raw["schema_version"] == 2
    assert {"walls", "openings", "luminaires"} <= set(raw["plan"])
    assert raw["photometry"]


def test_a_file_without_its_plan_is_refused_and_not_confirmed() -> None:
    raw = json.loads(assessed("multiplex", "compliant"))
    with pytest.raises(AssessmentError, match="carries its plan"):
        recheck(json.dumps({**raw, "plan": None}).encode())
    with pytest.raises(AssessmentError, match="schema_version 1"):
        recheck(json.dumps({**raw, "schema_version": 1}).encode())
    with pytest.raises(AssessmentError):
        recheck(b"no json")


# The command


def test_the_command_prints_a_table_and_ends_with_0_when_all_agrees(tmp_path: Path) -> None:
    file = tmp_path / "assessment.json"
    file.write_bytes(assessed("multiplex", "compliant"))
    done = CliRunner().invoke(app, ["verify", str(file), "--lang", "en"])
    assert done.exit_code == Exit.RAN
    assert "SUR101" in done.stdout
    assert "confirmed" in done.stdout


def test_the_command_ends_with_1_and_says_both_numbers_when_something_differs(
    tmp_path: Path,
) -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    finding = next(f for f in raw["findings"] if f["rule"] == "LGT504")
    finding["measured"] *= 1.02
    file = tmp_path / "assessment.json"
    file.write_text(json.dumps(raw), "utf-8")
    done = CliRunner().invoke(app, ["verify", str(file), "--json"])
    assert done.exit_code == Exit.DIFFERS
    result = json.loads(done.stdout)
    assert result["agrees"] is False
    (wrong,) = (f for f in result["findings"] if f["outcome"] == "differs")
    assert wrong["id"] == finding["id"]
    said = [d["stated"] for d in wrong["differences"]]
    assert f"{finding['measured']:g} lx" in said


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"\xff", b'{"schema_version": 2, "plan": 1}'])
def test_the_command_refuses_what_is_no_assessment_with_a_code_of_its_own(
    content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "assessment.json"
    file.write_bytes(content)
    done = CliRunner().invoke(app, ["verify", str(file), "--lang", "en"])
    assert done.exit_code == Exit.INPUT
    assert "cannot be read" in done.stderr
