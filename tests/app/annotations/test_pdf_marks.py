"""Annotations of a PDF as marks: every kind, its geometry, its answers, what is refused."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.pdf.marks import read_marks
from app.annotations.pdf.verbatim import given_back
from app.annotations.record import Manifest, Mark, MarkKind, Review
from app.annotations.returned import Returned
from tests.app.annotations import written

Read = Callable[[bytes], Returned]
Sent = tuple[bytes, Manifest]

coordinate = st.integers(0, 8400).map(lambda n: n / 10)
point = st.tuples(coordinate, coordinate)
SHAPES = {
    MarkKind.SQUARE: st.just(()),
    MarkKind.CIRCLE: st.just(()),
    MarkKind.NOTE: st.just(()),
    MarkKind.CARET: st.just(()),
    MarkKind.POLYGON: st.lists(point, min_size=3, max_size=6).map(lambda p: (tuple(p),)),
    MarkKind.POLYLINE: st.lists(point, min_size=2, max_size=6).map(lambda p: (tuple(p),)),
    MarkKind.LINE: st.tuples(st.tuples(point, point)),
    MarkKind.INK: st.lists(
        st.lists(point, min_size=1, max_size=5).map(tuple), min_size=1, max_size=3
    ).map(tuple),
    MarkKind.FREE_TEXT: st.tuples(st.tuples(point, point, point)),
} | {
    kind: st.lists(st.tuples(point, point, point, point), min_size=1, max_size=2).map(tuple)
    for kind in (
        MarkKind.HIGHLIGHT,
        MarkKind.UNDERLINE,
        MarkKind.SQUIGGLY,
        MarkKind.STRIKEOUT,
    )
}
words = st.text(st.characters(exclude_categories=["C"]), max_size=20)
times = st.none() | st.builds(
    lambda seconds, hours: datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours))),
    st.integers(0, 4_000_000_000),
    st.integers(-12, 14),
)


@st.composite
def marks(draw: st.DrawFn, key: str = "key-of-sixteen-letters") -> Mark:
    kind = draw(st.sampled_from(sorted(SHAPES)))
    x, y = draw(coordinate), draw(coordinate)
    return Mark(
        key=key,
        kind=kind,
        page=draw(st.integers(0, 2)),
        rect=(x, y, round(x + draw(coordinate), 1), round(y + draw(coordinate), 1)),
        points=draw(SHAPES[kind]),
        contents=draw(words),
        subject=draw(words),
        author=draw(words),
        created=draw(times),
        modified=draw(times),
        colour=draw(st.sampled_from([(), (0.0,), (1.0, 0.5, 0.25), (0.0, 1.0, 0.0, 0.5)])),
    )


@settings(max_examples=60, deadline=None)
@given(mark=marks())
def test_a_mark_written_by_the_standard_is_read_as_it_was(mark: Mark) -> None:
    with Pdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        written.write_mark(pdf, mark)
        again = Pdf.open(BytesIO(written.saved(pdf)))
    assert read_marks(again).marks == [mark]


def test_what_the_report_sends_comes_back_with_its_markers(sent: Sent, read: Read) -> None:
    raw, manifest = sent
    came = read(raw)
    away = {"finding": None, "figure": None}
    assert [m.marker and m.marker.mac for m in came.marks] == [
        m.marker and m.marker.mac for m in manifest.marks
    ]
    assert [m.model_copy(update={"marker": None}) for m in came.marks] == [
        m.model_copy(update={"marker": None, **away}) for m in manifest.marks
    ]
    assert came.manifest == manifest
    assert [page.code for page in came.pages] == [page.code for page in manifest.pages]
    assert [page.digest for page in came.pages] == [page.digest for page in manifest.pages]
    assert came.refused == ()


def test_geometry_is_in_points_whatever_the_page_is_turned_cropped_or_scaled_to() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300))
        page.obj.Rotate, page.obj.UserUnit = 90, 2.0
        page.obj.CropBox = Array([50, 50, 350, 250])
        line = written.note("n" * 16, "", 0, rect=(20.0, 40.0, 60.0, 80.0)).model_copy(
            update={"kind": MarkKind.LINE, "points": (((20.0, 40.0), (60.0, 80.0)),)}
        )
        written.write_mark(pdf, line, unit=2.0)
        ends = [float(x) for x in pdf.pages[0].obj.Annots[0].L]
        assert ends == [10, 20, 30, 40]
        (mark,) = read_marks(pdf).marks
    assert mark.rect == (20.0, 40.0, 60.0, 80.0)
    assert mark.points == (((20.0, 40.0), (60.0, 80.0)),)


def test_a_square_with_a_margin_is_as_large_as_it_is_drawn() -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        made = written.write_mark(pdf, written.note("n" * 16, "", 0, rect=(10.0, 10.0, 50.0, 40.0)))
        made.Subtype, made.RD = Name.Square, Array([1, 2, 3, 4])
        (mark,) = read_marks(pdf).marks
    assert mark.points == (((11.0, 12.0), (47.0, 12.0), (47.0, 36.0), (11.0, 36.0)),)


def test_answers_and_states_name_what_they_answer(sent: Sent, read: Read) -> None:
    raw, manifest = sent
    of = manifest.marks[0].key
    came = read(
        written.marked(
            raw,
            [
                written.note("a" * 20, "왜?", reply_to=of),
                written.state("b" * 20, Review.REJECTED, of),
                written.note("c" * 20, "그러게요", reply_to="a" * 20),
            ],
        )
    )
    found = {m.key: m for m in came.marks}
    assert found["a" * 20].reply_to == of
    assert found["c" * 20].reply_to == "a" * 20
    assert (found["b" * 20].reply_to, found["b" * 20].review) == (of, Review.REJECTED)


def test_the_answer_to_a_deleted_mark_still_names_it(sent: Sent, read: Read) -> None:
    raw, manifest = sent
    of = manifest.marks[0].key
    answered = written.marked(raw, [written.note("a" * 20, "왜?", reply_to=of)])
    with Pdf.open(BytesIO(answered)) as pdf:
        annotations = pdf.pages[1].obj.Annots
        kept = [a for a in annotations if str(a.get("/NM", "")) != of]
        pdf.pages[1].obj.Annots = Array(kept)
        came = read(written.saved(pdf))
    assert of not in {m.key for m in came.marks}
    assert next(m for m in came.marks if m.key == "a" * 20).reply_to == of


def test_a_mark_without_a_name_gets_the_same_one_in_every_copy(sent: Sent, read: Read) -> None:
    raw, _ = sent
    keys = []
    for compress in (True, False):
        with Pdf.open(BytesIO(written.marked(raw, [written.note("x", "이름 없음")]))) as pdf:
            del pdf.pages[1].obj.Annots[-1]["/NM"]
            stream = BytesIO()
            pdf.save(stream, compress_streams=compress)
        came = read(stream.getvalue()).marks
        keys.append(next(mark.key for mark in came if mark.contents == "이름 없음"))
    assert keys[0] == keys[1]
    assert keys[0].startswith("made:")


@pytest.mark.parametrize(
    "subtype",
    ["Redact", "Screen", "RichMedia", "Sound", "Movie", "3D", "FileAttachment"],
)
def test_hostile_kinds_are_refused_and_reported(sent: Sent, read: Read, subtype: str) -> None:
    raw, manifest = sent
    with Pdf.open(BytesIO(raw)) as pdf:
        pdf.pages[0].obj.Annots.append(
            Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[0, 0, 9, 9])
        )
        came = read(written.saved(pdf))
    assert [(r.what, r.page) for r in came.refused] == [(subtype, 0)]
    assert len(came.marks) == len(manifest.marks)


@pytest.mark.parametrize("kind", ["JavaScript", "Launch", "SubmitForm", "ImportData"])
@pytest.mark.parametrize("where", ["OpenAction", "mark", "field", "event", "after another"])
def test_active_content_is_reported_and_the_mark_is_read(
    sent: Sent, read: Read, kind: str, where: str
) -> None:
    raw, manifest = sent
    action = Dictionary(S=Name("/" + kind), JS=String("app.alert(1)"))
    with Pdf.open(BytesIO(raw)) as pdf:
        annotations = pdf.pages[1].obj.Annots
        match where:
            case "OpenAction":
                pdf.Root.OpenAction = action
            case "mark":
                annotations[0].A = action
            case "event":
                annotations[0].AA = Dictionary(E=action)
            case "after another":
                annotations[0].A = Dictionary(S=Name.GoTo, Next=Array([action]))
            case _:
                pdf.pages[0].obj.Annots[0].AA = Dictionary(K=action)
        came = read(written.saved(pdf))
    assert [r.what for r in came.refused] == [kind]
    assert [m.key for m in came.marks] == [m.key for m in manifest.marks]


def test_an_unknown_kind_is_kept_as_it_came_and_given_back(sent: Sent, read: Read) -> None:
    raw, _ = sent
    with Pdf.open(BytesIO(raw)) as pdf:
        look = pdf.make_stream(b"0 0 5 5 re f", Subtype=Name.Form, BBox=[0, 0, 5, 5])
        pdf.pages[0].obj.Annots.append(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name("/Sketch"),
                    Rect=[1, 2, 3, 4],
                    Contents=String("무엇"),
                    Strokes=Array([Array([1, 2, 3])]),
                    AP=Dictionary(N=look),
                    A=Dictionary(S=Name.JavaScript, JS=String("1")),
                )
            )
        )
        came = read(written.saved(pdf))
    (mark,) = [m for m in came.marks if m.kind is MarkKind.OTHER]
    assert mark.contents == "무엇"
    assert mark.unreadable is not None
    with Pdf.new() as other:
        back = given_back(mark.unreadable, other)
        assert back.Subtype == Name("/Sketch")
        assert back.Strokes == Array([Array([1, 2, 3])])
        assert back.AP.N.read_bytes() == b"0 0 5 5 re f"
        assert "/A" not in back


def test_what_would_act_inside_an_unknown_kind_is_not_kept(sent: Sent, read: Read) -> None:
    raw, _ = sent
    with Pdf.open(BytesIO(raw)) as pdf:
        action = pdf.make_indirect(Dictionary(S=Name.Launch, F=String("calc.exe")))
        pdf.pages[0].obj.Annots.append(
            Dictionary(Type=Name.Annot, Subtype=Name("/Sketch"), Rect=[1, 2, 3, 4], Hidden=action)
        )
        came = read(written.saved(pdf))
    (mark,) = [m for m in came.marks if m.kind is MarkKind.OTHER]
    assert mark.unreadable is None
    assert [r.what for r in came.refused] == ["what a Sketch looks like"]


@pytest.mark.parametrize("raw", ["", "bm90IGEgcGRm", "***"])
def test_only_what_was_kept_is_given_back(raw: str) -> None:
    with Pdf.new() as pdf, pytest.raises(ValueError, match="kept as it came"):
        given_back(raw, pdf)


def test_rich_text_alone_gives_its_words() -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        made = written.write_mark(pdf, written.note("n" * 16, "", 0))
        made.RC = String('<?xml version="1.0"?><body><p>첫째</p><p>둘<b>째</b></p></body>')
        (mark,) = read_marks(pdf).marks
        assert mark.contents == "첫째\n둘째"
        made.RC = String('<!DOCTYPE a [<!ENTITY b "c">]><body><p>&b;</p></body>')
        assert read_marks(pdf).marks[0].contents == ""


def test_damaged_annotations_do_not_take_the_others_with_them() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Annots = Array([17, Name.Foo, Dictionary(), Array([1]), String("x")])
        written.write_mark(pdf, written.note("n" * 16, "남음", 0))
        bad = written.write_mark(pdf, written.note("m" * 16, "", 0))
        bad.Rect, bad.C, bad.M = String("?"), Array([Name.A]), String("D:20269999")
        bad.InkList = Array([1, Array([1, Name.B])])
        bad.Subtype = Name.Ink
        found = read_marks(pdf).marks
    assert [m.contents for m in found if m.key == "n" * 16] == ["남음"]
    (ink,) = [m for m in found if m.key == "m" * 16]
    assert (ink.points, ink.colour, ink.modified) == ((), (), None)


def test_marks_that_others_do_not_see_are_told(sent: Sent, read: Read) -> None:
    raw, _ = sent
    with Pdf.open(BytesIO(written.marked(raw, [written.note("n" * 16, "안 보임")]))) as pdf:
        del pdf.pages[1].obj.Annots[-1]["/AP"]
        assert read(written.saved(pdf)).bare == ("n" * 16,)


def test_a_kept_object_is_itself_a_small_pdf(sent: Sent, read: Read) -> None:
    raw, _ = sent
    with Pdf.open(BytesIO(raw)) as pdf:
        pdf.pages[0].obj.Annots.append(
            Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[1, 2, 3, 4], Name=Name.Approved)
        )
        mark = read(written.saved(pdf)).marks[0]
    assert mark.kind is MarkKind.STAMP
    with pikepdf.open(BytesIO(base64.b64decode(mark.unreadable or ""))) as kept:
        assert len(kept.objects) < 10
