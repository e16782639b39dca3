"""`cpted copies` on the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.cli.copies import PASSPHRASE as VARIABLE
from tests.app.copies.case import PASSPHRASE

RUN = CliRunner()


def _said(*arguments: object) -> tuple[int, str]:
    done = RUN.invoke(app, ["copies", *map(str, arguments)])
    return done.exit_code, done.output


def test_a_decision_copy_is_signed_and_said_to_be(
    folder: Path, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSPHRASE.decode())
    out = tmp_path / "new" / "decision.pdf"
    code, words = _said(folder, "--kind", "decision", "--key", key_file, "--out", out, "--json")
    assert code == 0
    told = json.loads(words)
    assert told["signed"] is True
    assert told["claims"] == "PDF/A-3b"
    assert (told["marks"], told["answers"]) == (4, 2)
    assert b"/ETSI.CAdES.detached" in out.read_bytes()
    assert told["bytes"] == out.stat().st_size


def test_a_wrong_passphrase_ends_with_3_and_writes_nothing(
    folder: Path, key_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "decision.pdf"
    code, words = _said(folder, "--kind", "decision", "--key", key_file, "--out", out)
    assert code == 3
    assert VARIABLE in words
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kind", "archive", "--out", "a.zip"),
        ("--kind", "data", "--out", "a.pdf"),
        ("--kind", "public", "--out", "a.pdf", "--paper", "A5"),
        ("--kind", "archive", "--out", "a.pdf", "--key", "k.p12"),
        ("--kind", "other", "--out", "a.pdf"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert _said(tmp_path, *arguments)[0] == 2


def test_a_folder_without_a_review_ends_with_3(tmp_path: Path) -> None:
    code, words = _said(tmp_path, "--kind", "data", "--out", tmp_path / "a.zip")
    assert code == 3
    assert "cpted review" in words
