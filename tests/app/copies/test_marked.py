"""People's marks put back on a report: every kind is seen, and comes home as it was."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from pikepdf import Name, Pdf

from app.annotations.differences import differences
from app.annotations.pdf.document import read_document
from app.annotations.pdf.verbatim import kept
from app.annotations.record import Manifest, Mark, MarkKind, Review
from app.copies.marked import with_marks
from cpted_rules.text import Lang
from tests.app.annotations import written

BOX = (100.0, 500.0, 180.0, 540.0)
LINE = ((100.0, 500.0), (180.0, 500.0), (180.0, 540.0))
QUAD = ((100.0, 540.0), (180.0, 540.0), (100.0, 500.0), (180.0, 500.0))
POINTS = {
    MarkKind.POLYGON: (LINE,),
    MarkKind.POLYLINE: (LINE,),
    MarkKind.LINE: (LINE[::2],),
    MarkKind.INK: (LINE, LINE[::-1]),
    MarkKind.HIGHLIGHT: (QUAD,),
    MarkKind.UNDERLINE: (QUAD,),
    MarkKind.SQUIGGLY: (QUAD,),
    MarkKind.STRIKEOUT: (QUAD,),
}
KINDS = [kind for kind in MarkKind if kind is not MarkKind.OTHER]


@pytest.fixture(scope="module")
def sent() -> tuple[bytes, Manifest]:
    return written.report()


def mark(kind: MarkKind, key: str = "a" * 20) -> Mark:
    return Mark(
        key=key, kind=kind, page=2, rect=BOX, points=POINTS.get(kind, ()),
        contents="나무를 옮길 것", author="김위원", created=written.DAY,
        modified=written.DAY, colour=(0.1, 0.3, 0.6),
    )  # fmt: skip


def put(raw: bytes, marks: list[Mark]) -> bytes:
    with Pdf.open(BytesIO(raw)) as pdf:
        return with_marks(pdf, marks, Lang.KO)


def came(raw: bytes, folder: Path) -> dict[str, Mark]:
    path = folder / "marked.pdf"
    path.write_bytes(raw)
    read = read_document(path, path.name)
    assert not read.bare
    return {mark.key: mark for mark in read.marks}


def ink(raw: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    """How much darker each point of the box became, with a little around it."""
    document = pdfium.PdfDocument(raw)
    document.init_forms()
    picture = document[2].render(scale=2).to_numpy()
    document.close()
    around = picture[2 * (842 - 545) : 2 * (842 - 495), 2 * 95 : 2 * 185, :3]
    return 255 - around.astype(int).min(axis=2)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_is_seen_and_comes_home_as_it_was(
    kind: MarkKind, sent: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    one = mark(kind)
    raw = put(sent[0], [one])
    found = came(raw, tmp_path)[one.key]
    assert found.kind is kind
    assert differences(one, found) == ()
    assert (found.author, found.created) == (one.author, one.created)
    assert (ink(raw) - ink(sent[0]) > 60).sum() > 60


def test_words_of_a_box_are_there_in_an_embedded_face(sent: tuple[bytes, Manifest]) -> None:
    with Pdf.open(BytesIO(put(sent[0], [mark(MarkKind.FREE_TEXT)]))) as pdf:
        look = pdf.pages[2].obj.Annots[-1].AP.N
        faces = [font.DescendantFonts[0].FontDescriptor for font in look.Resources.Font.values()]
        assert faces
        assert all(any(key.startswith("/FontFile") for key in face) for face in faces)


def test_answers_and_states_stay_with_what_they_answer(
    sent: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    ours = sent[1].marks[0]
    answer = written.note("b" * 20, "동의", reply_to=ours.key, rect=ours.rect)
    state = written.state("c" * 20, Review.ACCEPTED, answer.key, rect=ours.rect)
    found = came(put(sent[0], [state, answer]), tmp_path)
    assert found["b" * 20].reply_to == ours.key
    assert (found["c" * 20].reply_to, found["c" * 20].review) == ("b" * 20, Review.ACCEPTED)


def test_what_was_kept_as_it_came_is_given_back(
    sent: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    with Pdf.open(BytesIO(written.marked(sent[0], [mark(MarkKind.STAMP)]))) as pdf:
        stamp = pdf.pages[2].obj.Annots[-1]
        stamp.Name = Name.Approved
        verbatim = kept(stamp, pdf)
    one = mark(MarkKind.STAMP).model_copy(update={"unreadable": verbatim})
    raw = put(sent[0], [one])
    with Pdf.open(BytesIO(raw)) as pdf:
        assert pdf.pages[2].obj.Annots[-1].Name == Name.Approved
    assert differences(one, came(raw, tmp_path)[one.key]) == ()


def test_the_same_marks_give_the_same_bytes_and_those_beyond_the_pages_are_left_out(
    sent: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    marks = [mark(kind, key=f"{kind.value}-{'x' * 20}") for kind in KINDS]
    beyond = mark(MarkKind.NOTE).model_copy(update={"page": 9})
    raw = put(sent[0], [*marks, beyond])
    assert raw == put(sent[0], [*marks, beyond])
    assert len(came(raw, tmp_path)) == len(sent[1].marks) + len(marks)
