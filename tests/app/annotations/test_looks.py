"""Pages that hold other bytes: rewritten ones look the same, altered ones do not."""

from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from app.annotations.case import Case
from app.annotations.looks import compare
from app.annotations.record import Manifest
from tests.app.annotations import written

Sent = tuple[bytes, Manifest]


def look(sent: bytes, added: bytes, tmp_path: Path) -> list[int]:
    """Which pages look alike when something is drawn on the second one."""
    (tmp_path / "sent.pdf").write_bytes(sent)
    with Pdf.open(BytesIO(written.marked(sent, [written.note("n" * 16, "나무")]))) as pdf:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(b"q\n" + page.Contents.read_bytes() + b"\nQ " + added)
        (tmp_path / "came.pdf").write_bytes(written.saved(pdf))
    files = {name: str(tmp_path / f"{name}.pdf") for name in ("came", "sent")}
    return compare(files | {"pairs": [[0, 0], [1, 1]]}, lambda *_said: None)


def test_a_page_written_anew_looks_the_same(sent: Sent, tmp_path: Path) -> None:
    assert look(sent[0], b"", tmp_path) == [0, 1]


@pytest.mark.parametrize(
    "added",
    [
        b"100 600 m 200 600 l S",
        b"BT /F1 8 Tf 100 600 Td (OK) Tj ET",
        b"100 100 8 8 re f",
        b"1 g 60 400 480 400 re f",
    ],
    ids=["line", "word", "dot", "cover"],
)
def test_what_was_drawn_or_covered_is_seen(sent: Sent, tmp_path: Path, added: bytes) -> None:
    assert look(sent[0], added, tmp_path) == [0]


def test_a_rewritten_page_stops_nothing(sent: Sent, tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_bytes(b"assessment")
    (tmp_path / "report.pdf").write_bytes(sent[0])
    with Pdf.open(BytesIO(written.marked(sent[0], [written.note("n" * 16, "나무")]))) as pdf:
        for page in pdf.pages:
            raw = page.obj.Contents.read_bytes()
            page.obj.Contents = pdf.make_stream(b"q\n" + raw + b"\nQ")
        (tmp_path / "came.pdf").write_bytes(written.saved(pdf))
    case = Case.of(tmp_path / "assessment.json")
    found = case.preview(tmp_path / "came.pdf")
    assert found.altered == ()
    assert "3 of 3 pages were written anew and look the same" in [w.en for w in found.damage]
    assert len(case.apply(found).marks) == 1
