"""`cpted whatif` on a sample."""

import json
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from app.cli import Exit, app
from app.what_if import answer
from tests.app.assessed import reading_of

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "multiplex" / "deficient"


@pytest.fixture
def read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The drawings of the sample are not read once more."""
    known = SimpleNamespace(reading=reading_of("multiplex", "deficient"))
    monkeypatch.setattr(answer, "read_filing", lambda _filing: known)


def digest_of(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def asked(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["whatif", str(SAMPLE), *arguments], env={"COLUMNS": "200"})
    assert done.exit_code == Exit.RAN, done.output
    return done.stdout


def test_it_says_what_is_measured_before_and_after_and_writes_nothing() -> None:
    before = digest_of(SAMPLE)
    told = json.loads(asked("--remove", "E-101:105", "--set", "A-101:119", "top_m=0.9", "--json"))
    assert digest_of(SAMPLE) == before
    assert [c["kind"] for c in told["changes"]] == ["remove", "replace"]
    darker = [d for d in told["differences"] if d["rule"] == "LGT504"]
    assert darker
    assert all(d["after"]["value"] < d["before"]["value"] for d in darker)
    assert {"LGT504", "SUR101"} <= set(told["measured_again"])
    assert len(told["measured_again"]) < told["rules"]
    assert "HRD701" not in told["measured_again"]
    assert told["change_s"] > 0


@pytest.mark.usefixtures("read_before")
@pytest.mark.parametrize(
    ("lang", "words"),
    [("ko", ("삭제", "변경 전", "재측정")), ("en", ("removed", "before", "measured again"))],
)
def test_the_table_is_in_the_language_asked_for(lang: str, words: tuple[str, ...]) -> None:
    shown = asked("--remove", "E-101:105", "--lang", lang)
    assert all(word in shown for word in words)
    assert "LGT504" in shown
    assert "E-101:105" in shown


@pytest.mark.usefixtures("read_before")
def test_a_lamp_without_its_light_file_is_not_judged_and_said_so() -> None:
    told = json.loads(asked("--add", 'lamp:{"at": [5, -1], "photometry": "x.ies"}', "--json"))
    doubtful = [d for d in told["differences"] if d["rule"] == "LGT504"]
    assert {d["after"]["verdict"] for d in doubtful} == {"unknown"}
    assert all("lamp-1" in d["after"]["lacking"]["ko"] for d in doubtful)
    assert any("x.ies" in note["en"] for note in told["notes"])


def test_no_change_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["whatif", str(SAMPLE)]).exit_code == 2


@pytest.mark.usefixtures("read_before")
def test_a_change_that_cannot_be_made_has_a_code_and_a_message() -> None:
    arguments = ["whatif", str(SAMPLE), "--remove", "없음", "--json"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == Exit.INPUT
    assert json.loads(done.stdout)["faults"][0]["code"] == "whatif/unknown-id"
