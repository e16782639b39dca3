"""`cpted annotations`: read, apply, undo and export on a folder, as a person types it."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf, String
from typer.testing import CliRunner

from app.annotations.record import Manifest
from app.annotations.store import load
from app.annotations.xfdf.read import read_xfdf
from app.cli import app
from tests.app.annotations import written

Sent = tuple[bytes, Manifest]
NAME = "n" * 20


@pytest.fixture
def folder(sent: Sent, tmp_path: Path) -> Path:
    """A reviewed folder; its assessment.json is the one that the fixture's manifest names."""
    (tmp_path / "assessment.json").write_bytes(b"assessment")
    assert sha256(b"assessment").hexdigest() == sent[1].assessment
    (tmp_path / "report.pdf").write_bytes(sent[0])
    raw = written.marked(sent[0], [written.note(NAME, "나무를 옮길 것")])
    with Pdf.open(BytesIO(raw)) as pdf:
        next(f for f in pdf.Root.AcroForm.Fields if f.T == "f.2.opinion").V = String("동의")
        (tmp_path / "returned.pdf").write_bytes(written.saved(pdf))
    return tmp_path


def run(folder: Path, *words: str, code: int = 0) -> str:
    ended = CliRunner().invoke(
        app, ["annotations", *words, "--assessment", str(folder / "assessment.json")]
    )
    assert ended.exit_code == code, ended.output
    return ended.stdout


def test_a_file_is_read_applied_undone_and_exported(folder: Path) -> None:
    returned = str(folder / "returned.pdf")
    told = json.loads(run(folder, "read", returned, "--by", "김위원", "--json"))
    assert [change["kinds"] for change in told["changes"]] == [["new"], ["field_set"]]
    assert told["changes"][0]["after"]["contents"] == "나무를 옮길 것"
    assert not (folder / "marks.json").exists()

    run(folder, "apply", returned, "--by", "김위원")
    store = load(folder / "marks.json")
    assert [kept.mark.key for kept in store.marks] == [NAME]
    assert [(a.person, a.value) for a in store.answers] == [("김위원", "동의")]
    before = (folder / "marks.json").read_bytes()
    again = json.loads(run(folder, "apply", returned, "--by", "김위원", "--json"))
    assert again["known"]
    assert (folder / "marks.json").read_bytes() == before

    out = folder / "marks.xfdf"
    run(folder, "export", "--xfdf", str(out))
    contents = [mark.contents for mark in read_xfdf(out.read_bytes(), out.name).marks]
    assert contents[-1] == "나무를 옮길 것"
    assert len(contents) == 3
    assert json.loads(run(folder, "read", str(out), "--by", "김위원", "--json"))["changes"] == []

    assert json.loads(run(folder, "undo", "--json"))["undone"] == "returned.pdf"
    assert load(folder / "marks.json").marks == ()
    run(folder, "undo", code=3)


def test_a_person_reads_what_would_change(folder: Path) -> None:
    told = run(folder, "read", str(folder / "returned.pdf"), "--person", "홍길동=홍 교수")
    assert "새 의견" in told
    assert "홍 교수" in told
    told = run(folder, "read", str(folder / "returned.pdf"), "--lang", "en")
    assert "field filled" in told


def test_pictures_show_the_places(folder: Path) -> None:
    told = json.loads(
        run(
            folder, "read", str(folder / "returned.pdf"), "--json",
            "--pictures", str(folder / "pictures"),
        )
    )  # fmt: skip
    assert told["pictures"] == {NAME: "change-1.png"}
    assert (folder / "pictures" / "change-1.png").read_bytes().startswith(b"\x89PNG")


def test_altered_pages_need_a_word(folder: Path) -> None:
    path = folder / "returned.pdf"
    with Pdf.open(BytesIO(path.read_bytes())) as pdf:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 9 9 re f")
        path.write_bytes(written.saved(pdf))
    run(folder, "apply", str(path), code=3)
    run(folder, "apply", str(path), "--accept-altered")


def test_a_report_of_another_assessment_is_refused(folder: Path) -> None:
    (folder / "assessment.json").write_bytes(b"another")
    told = json.loads(run(folder, "read", str(folder / "returned.pdf"), "--json", code=3))
    assert told["faults"][0]["code"] == "annotations/no-manifest"


def test_a_missing_file_and_a_wrong_word_have_codes_of_their_own(folder: Path) -> None:
    run(folder, "read", str(folder / "nothing.pdf"), code=4)
    run(folder, "read", str(folder / "returned.pdf"), "--person", "x", code=2)
