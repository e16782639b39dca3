"""The suite as a command: what it writes, and how it ends."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.suite import main as suite
from benchmarks.suite.claim import Claim
from benchmarks.suite.entry import Entry
from benchmarks.suite.rows import ROWS, module_of

PASSED = Entry(
    claim=Claim(id="fast", workload="work", peer="peer", at_least=5.0), value=6.0, gate_passed=True
)
SLOW = Entry(
    claim=Claim(id="slow", workload="work", peer="peer", at_least=5.0), value=4.0, gate_passed=True
)
VOID = Entry(claim=Claim(id="void", workload="work", peer="peer"), gate_passed=False)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = {entry.claim.id: entry for entry in (PASSED, SLOW, VOID)}
    monkeypatch.setattr(suite, "ROWS", dict.fromkeys(rows, "none"))
    monkeypatch.setattr(suite, "module_of", lambda name: SimpleNamespace(CLAIMS=()))
    monkeypatch.setattr(suite, "in_a_process", lambda row, runs: [rows[row].as_json()])
    return tmp_path / "build" / "bench.json"


def test_it_ends_with_0_when_every_row_holds(out: Path) -> None:
    assert suite.main(only=["fast"], out=out) == 0


@pytest.mark.parametrize("row", ["slow", "void"])
def test_it_ends_with_1_when_a_row_is_under_its_bound_or_void(out: Path, row: str) -> None:
    assert suite.main(only=["fast", row], out=out) == 1


def test_it_refuses_a_row_it_does_not_have(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.main(only=["faster"], out=out) == 2
    assert "no row faster" in capsys.readouterr().err
    assert not out.exists()


def test_it_writes_a_list_and_a_line_for_each(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.main(out=out)
    written = json.loads(out.read_text("utf-8"))
    assert [(e["id"], e["ratio"], e["gate_passed"]) for e in written] == [
        ("fast", 6.0, True),
        ("slow", 4.0, True),
        ("void", None, False),
    ]
    table = capsys.readouterr().out
    assert "1 of 3 hold" in table
    assert all(row in table for row in ("fast", "slow", "void"))


def test_rows_chosen_keep_the_others_in_the_file(out: Path) -> None:
    suite.main(out=out)
    suite.main(only=["slow"], out=out)
    assert [e["id"] for e in json.loads(out.read_text("utf-8"))] == ["fast", "void", "slow"]


def test_all_rows_leave_nothing_older_in_the_file(out: Path) -> None:
    out.parent.mkdir()
    out.write_text('[{"id": "of last year"}]', encoding="utf-8")
    suite.main(out=out)
    assert "of last year" not in out.read_text("utf-8")


def test_a_row_whose_process_ends_badly_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite.sys, "executable", "/bin/false")
    entries = suite.in_a_process("walk", runs=3)
    assert [entry["id"] for entry in entries] == ["walk"]
    assert not entries[0]["passed"]
    assert entries[0]["reason"].startswith("ended with 1")


@pytest.mark.parametrize("row", ROWS)
def test_every_row_states_what_it_claims(row: str) -> None:
    claims = module_of(ROWS[row]).CLAIMS
    assert claims
    assert all(claim.workload for claim in claims)


def test_a_claim_names_its_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run: list[str] = []

    def in_a_process(row: str, runs: int) -> list[dict[str, object]]:
        run.append(row)
        return []

    monkeypatch.setattr(suite, "in_a_process", in_a_process)
    suite.main(only=["memory", "e2e-cold"], out=tmp_path / "bench.json")
    assert run == ["e2e"]


def test_no_two_claims_have_one_id() -> None:
    ids = [claim.id for row in ROWS for claim in module_of(ROWS[row]).CLAIMS]
    assert len(ids) == len(set(ids))
