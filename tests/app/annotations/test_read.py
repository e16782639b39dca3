"""Returned files of every kind, read in a limited child process or refused there."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from app.annotations.child import form_of
from app.annotations.faults import ReturnedError
from app.annotations.pdf import gate
from app.annotations.pdf.document import read_document
from app.annotations.read import read_returned
from app.annotations.record import FieldValue, Manifest
from app.annotations.returned import Form
from app.annotations.xfdf.write import xfdf_bytes
from app.errors import LimitError
from app.sandbox import Bounds
from cpted_rules.errors import CptedError
from tests.app.annotations import written

CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("pdf/*.pdf")) + sorted(CORPUS.glob("broken/*.pdf"))
KINDS = {
    "annotated_tiny.pdf": ["note", "highlight", "ink"],
    "annotation-caret-ink.pdf": ["caret", "ink"],
    "annotation-freetext.pdf": ["free_text"] * 2,
    "annotation-line.pdf": ["line"],
    "annotation-polyline-polygon.pdf": ["polygon", "polyline"],
    "annotation-square-circle.pdf": ["square", "circle"],
    "inks_basic.pdf": ["ink"] * 5,
    "stamps.pdf": ["stamp"] * 5,
}
Sent = tuple[bytes, Manifest]


def test_a_child_reads_what_this_process_would(sent: Sent, tmp_path: Path) -> None:
    path = tmp_path / "returned.pdf"
    path.write_bytes(sent[0])
    assert read_returned(path) == read_document(path, path.name)


@pytest.mark.skipif(not FILES, reason="the corpus is not beside the repository")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_the_corpus_is_read_or_refused(path: Path) -> None:
    try:
        found = read_document(path, path.name)
    except CptedError as error:
        refused_for = error.faults
    else:
        refused_for = ()
    if refused_for:
        assert path.parent.name == "broken"
        assert all(fault.remedy.ko for fault in refused_for)
        return
    if path.name in KINDS:
        assert [mark.kind.value for mark in found.marks] == KINDS[path.name]
    refused = ["FileAttachment"] if "attach" in path.name or "mixed" in path.name else []
    assert [each.what for each in found.refused] == refused
    for mark in found.marks:
        assert mark.rect[0] <= mark.rect[2]
        assert mark.rect[1] <= mark.rect[3]


@pytest.mark.skipif(not FILES, reason="the corpus is not beside the repository")
def test_broken_files_are_refused_by_the_child_as_well() -> None:
    for path in CORPUS.glob("broken/*.pdf"):
        try:
            said = read_returned(path).form.value
        except ReturnedError as error:
            said = error.faults[0].code
        assert said in ("pdf", "annotations/damaged")


def test_a_password_is_asked_for(sent: Sent, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with Pdf.open(BytesIO(sent[0])) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="위원", owner="o"))
    with pytest.raises(ReturnedError, match="locked with a password"):
        read_document(path, path.name)


def test_a_file_that_only_its_owner_may_change_is_read(sent: Sent, tmp_path: Path) -> None:
    path = tmp_path / "restricted.pdf"
    with Pdf.open(BytesIO(sent[0])) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="", owner="o"))
    found = read_document(path, path.name)
    assert found.is_encrypted
    assert len(found.marks) == len(sent[1].marks)


@pytest.mark.parametrize(
    ("limit", "value"),
    [("LARGEST_BYTES", 1_000), ("MOST_OBJECTS", 5), ("MOST_PAGES", 2)],
)
def test_too_much_of_anything_is_refused(
    sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(sent[0])
    monkeypatch.setattr(gate, limit, value)
    with pytest.raises(ReturnedError) as caught:
        read_document(path, path.name)
    assert caught.value.faults[0].code == "annotations/too-large"


def test_a_stream_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(b"0 0 m " * (12 << 20))
        pdf.save(path, compress_streams=True)
    assert path.stat().st_size < 2 << 20
    small = Bounds(cpu_s=2, wall_s=10, memory_bytes=900 << 20, file_bytes=16 << 20)
    try:
        found = read_returned(path, bounds=small)
    except (LimitError, ReturnedError):
        return
    assert found.marks == ()


def test_pages_that_lead_into_themselves_end(tmp_path: Path) -> None:
    path = tmp_path / "circle.pdf"
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        form = pdf.make_stream(b"/A Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(A=form))
        page.obj.Resources = Dictionary(XObject=Dictionary(A=form))
        page.obj.Contents = pdf.make_stream(b"/A Do")
        mark = written.write_mark(pdf, written.note("n" * 16, "끝", 0))
        mark.IRT = mark
        mark.Popup = Dictionary(Parent=mark)
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.GoTo))
        pdf.Root.OpenAction.Next = Array([pdf.Root.OpenAction])
        pdf.save(path)
    found = read_document(path, path.name)
    assert [m.reply_to for m in found.marks] == ["n" * 16]


def test_xfdf_is_read_in_the_child(tmp_path: Path) -> None:
    path = tmp_path / "marks.xfdf"
    marks, form = [written.note("n" * 16, "나무")], [FieldValue(name="a", value="b")]
    path.write_bytes(xfdf_bytes(marks, form))
    found = read_returned(path)
    assert (found.form, found.marks[0].contents) == (Form.XFDF, "나무")


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"%PDF-1.7\n", Form.PDF),
        (b"junk before\n%PDF-1.7\n", Form.PDF),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<xfdf xmlns="a">', Form.XFDF),
        (b"  0\r\nSECTION\r\n", Form.DXF),
        (b"999\nby hand\n0\nSECTION\n", Form.DXF),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", Form.DXF),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_how_it_begins(tmp_path: Path, head: bytes, form: Form | None) -> None:
    path = tmp_path / "file"
    path.write_bytes(head)
    assert form_of(path) is form


def test_what_is_none_of_them_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.hwp"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ReturnedError, match="neither PDF nor XFDF nor DXF"):
        read_returned(path)
