"""The rules of merging, one sentence each."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Name, Pdf, String

from app.annotations.changes import Act, Change, ChangeKind, Evidence, MatchedBy, Preview, Remark
from app.annotations.faults import MergeError
from app.annotations.marker import marker_of
from app.annotations.merge import applied, previewed
from app.annotations.record import FieldValue, Manifest, Mark, MarkKind, Review
from app.annotations.returned import Returned
from app.annotations.store import Kept, Lacking, Origin, Store, load, save, without_last
from tests.app.annotations import written

Read = Callable[[bytes], Returned]
Sent = tuple[bytes, Manifest]
LATER = written.DAY + timedelta(days=1)
NAME = "n" * 20


def edited(raw: bytes, change: Callable[[Pdf], None]) -> bytes:
    with Pdf.open(BytesIO(raw)) as pdf:
        change(pdf)
        return written.saved(pdf)


def mark_of(pdf: Pdf, key: str) -> Any:
    return next(
        a for page in pdf.pages for a in page.obj.get("/Annots", ()) if str(a.get("/NM", "")) == key
    )


def only(preview: Preview) -> Change:
    (change,) = preview.changes
    return change


@pytest.fixture
def manifest(sent: Sent) -> Manifest:
    return sent[1]


@pytest.fixture
def ours(manifest: Manifest) -> Mark:
    return manifest.marks[0]


def look(read: Read, raw: bytes, manifest: Manifest, store: Store | None = None) -> Preview:
    return previewed(
        store or Store(manifest=manifest), read(raw), manifest=manifest, importer="위원1"
    )


def test_an_edited_text_of_ours_becomes_an_answer(sent: Sent, read: Read, ours: Mark) -> None:
    def change(pdf: Pdf) -> None:
        mark_of(pdf, ours.key).Contents = String("거리가 충분함")
        mark_of(pdf, ours.key).T = String("박위원")

    found = look(read, edited(sent[0], change), sent[1])
    edit = only(found)
    assert edit.kinds == (ChangeKind.TEXT, ChangeKind.AUTHOR)
    assert (edit.act, edit.matched, edit.person) == (Act.REPLY, MatchedBy.MARKER, "박위원")
    assert edit.after is not None
    assert (edit.after.reply_to, edit.after.contents) == (ours.key, "거리가 충분함")
    assert edit.before == ours
    store = applied(Store(manifest=sent[1]), found)
    assert [kept.person for kept in store.marks] == ["박위원"]
    assert store.manifest is not None
    assert store.manifest.marks[0] == ours


def test_an_author_alone_is_shown_and_changes_nothing(sent: Sent, read: Read, ours: Mark) -> None:
    def change(pdf: Pdf) -> None:
        mark_of(pdf, ours.key).T = String("Guest")

    found = look(read, edited(sent[0], change), sent[1])
    assert (only(found).kinds, only(found).act) == ((ChangeKind.AUTHOR,), Act.NOTHING)
    empty = Store(manifest=sent[1])
    assert applied(empty, found) == empty


@pytest.mark.parametrize(
    ("rect", "kind"),
    [
        ((145.0, 500.0, 225.0, 560.0), ChangeKind.MOVED),
        ((140.0, 500.0, 260.0, 560.0), ChangeKind.GEOMETRY),
    ],
)
def test_a_square_of_ours_in_another_place_is_an_answer_with_geometry(
    sent: Sent, read: Read, ours: Mark, rect: tuple[float, ...], kind: ChangeKind
) -> None:
    def change(pdf: Pdf) -> None:
        mark_of(pdf, ours.key).Rect = Array(list(rect))

    edit = only(look(read, edited(sent[0], change), sent[1]))
    assert (edit.kinds, edit.act) == ((kind,), Act.REPLY)
    assert edit.after is not None
    assert (edit.after.rect, edit.after.kind) == (rect, MarkKind.SQUARE)
    assert edit.after.site is not None
    assert edit.after.site.startswith("POLYGON")


def test_digits_that_a_viewer_dropped_are_no_edit(sent: Sent, read: Read, ours: Mark) -> None:
    def change(pdf: Pdf) -> None:
        mark_of(pdf, ours.key).Rect = Array([x + 0.4 for x in ours.rect])

    assert look(read, edited(sent[0], change), sent[1]).changes == ()


def test_a_missing_mark_of_ours_is_shown_and_never_deleted(
    sent: Sent, read: Read, ours: Mark
) -> None:
    def change(pdf: Pdf) -> None:
        keep = [a for a in pdf.pages[1].obj.Annots if str(a.get("/NM", "")) != ours.key]
        pdf.pages[1].obj.Annots = Array(keep)

    found = look(read, edited(sent[0], change), sent[1])
    assert (only(found).kinds, only(found).act) == ((ChangeKind.MISSING,), Act.NOTHING)
    assert "1 of 2 marks are gone" in [words.en for words in found.damage]


def test_an_answer_to_a_mark_that_was_deleted_still_belongs_to_ours(
    sent: Sent, read: Read, ours: Mark
) -> None:
    def change(pdf: Pdf) -> None:
        keep = [a for a in pdf.pages[1].obj.Annots if str(a.get("/NM", "")) != ours.key]
        pdf.pages[1].obj.Annots = Array(keep)

    raw = written.marked(sent[0], [written.note(NAME, "왜?", reply_to=ours.key)])
    found = look(read, edited(raw, change), sent[1])
    orphan = next(c for c in found.changes if c.key == NAME)
    assert orphan.kinds == (ChangeKind.REPLY, ChangeKind.ORPHAN)
    store = applied(Store(manifest=sent[1]), found)
    assert (store.orphans, store.unplaced) == ((), ())


def test_an_answer_to_what_nobody_knows_stands_by_itself(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        mark_of(pdf, NAME).IRT = String("no such mark")

    raw = edited(written.marked(sent[0], [written.note(NAME, "어디에?")]), change)
    store = applied(Store(manifest=sent[1]), look(read, raw, sent[1]))
    assert [kept.mark.key for kept in store.orphans] == [NAME]


@pytest.mark.parametrize(
    ("away", "by"),
    [
        ((), MatchedBy.MARKER),
        (("/CPTED",), MatchedBy.NAME),
        (("/CPTED", "/NM"), MatchedBy.SUBJECT),
        (("/CPTED", "/NM", "/Subj"), MatchedBy.PLACE),
    ],
)
def test_the_four_keys_are_tried_in_order(
    sent: Sent, read: Read, ours: Mark, away: tuple[str, ...], by: MatchedBy
) -> None:
    def change(pdf: Pdf) -> None:
        for name in away:
            del mark_of_place(pdf)[name]
        mark_of_place(pdf).Contents = String("고침")

    def mark_of_place(pdf: Pdf) -> Any:
        return next(a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Square")

    edit = only(look(read, edited(sent[0], change), sent[1]))
    assert (edit.matched, edit.act, edit.before) == (by, Act.REPLY, ours)


def test_below_the_four_keys_it_is_asked(sent: Sent, read: Read, ours: Mark) -> None:
    def change(pdf: Pdf) -> None:
        mark = next(a for a in pdf.pages[1].obj.Annots if a.Subtype == "/Square")
        for name in ("/CPTED", "/NM", "/Subj"):
            del mark[name]
        mark.Contents = String("고침")
        x0, y0, x1, y1 = ours.rect
        mark.Rect = Array([x0 + 20, y0, x1 + 20, y1])  # 60 of 100 in common

    found = look(read, edited(sent[0], change), sent[1])
    new = next(c for c in found.changes if c.after is not None)
    assert (new.kinds, new.act, new.resembles) == ((ChangeKind.NEW,), Act.ADD, ours.key)
    assert Remark.RESEMBLES in new.remarks


def test_a_forged_marker_matches_nothing(sent: Sent, read: Read, ours: Mark) -> None:
    forged = written.note(NAME, "위조").model_copy(
        update={"marker": marker_of(case=written.CASE, round=1, finding="0001cafe", key=b"no")}
    )
    new = only(look(read, written.marked(sent[0], [forged]), sent[1]))
    assert (new.kinds, new.remarks) == ((ChangeKind.NEW,), (Remark.FORGED,))
    assert new.after is not None
    assert new.after.marker is None


def test_a_copied_mark_of_ours_is_a_new_one(sent: Sent, read: Read, ours: Mark) -> None:
    copy = ours.model_copy(update={"rect": (300.0, 600.0, 340.0, 640.0), "finding": None})
    new = only(look(read, written.marked(sent[0], [copy]), sent[1]))
    assert (new.kinds, new.act, new.remarks) == ((ChangeKind.NEW,), Act.ADD, (Remark.COPIED,))


def test_pages_are_known_again_when_some_were_put_before_them(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        with Pdf.new() as other:
            other.add_blank_page(page_size=(595, 842))
            pdf.pages.insert(0, other.pages[0])

    raw = edited(written.marked(sent[0], [written.note(NAME, "여기", 2)]), change)
    raw = written.marked(raw, [written.note("m" * 20, "표지에", 0)])
    found = {c.key: c for c in look(read, raw, sent[1]).changes}
    here, cover = found[NAME].after, found["m" * 20].after
    assert here is not None
    assert (here.page, here.figure, here.finding) == (2, "finding-2", 2)
    assert cover is not None
    assert cover.figure is None
    assert set(found["m" * 20].remarks) == {Remark.FOREIGN_PAGE, Remark.UNPLACED}


def test_an_altered_page_under_a_mark_needs_a_word(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n0 0 9 9 re f")

    raw = edited(written.marked(sent[0], [written.note(NAME, "나무")]), change)
    found, empty = look(read, raw, sent[1]), Store(manifest=sent[1])
    assert found.altered == (1,)
    assert only(found).remarks == (Remark.ALTERED_PAGE,)
    with pytest.raises(MergeError, match="pages with other content: 2"):
        applied(empty, found)
    assert len(applied(empty, found, accept_altered=True).marks) == 1


def test_an_altered_page_without_marks_stops_nothing(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[2].obj.Contents = pdf.make_stream(b"")

    raw = edited(written.marked(sent[0], [written.note(NAME, "나무")]), change)
    assert len(applied(Store(), look(read, raw, sent[1])).marks) == 1


def test_the_report_of_another_case_is_refused(sent: Sent, read: Read) -> None:
    other = sent[1].model_copy(
        update={
            "case": "2025-1",
            "assessment": "0" * 64,
            "marks": (),
            "pages": tuple(
                p.model_copy(update={"code": f"other {p.number}", "digest": "0"})
                for p in sent[1].pages
            ),
        }
    )
    with pytest.raises(MergeError, match="the report of another review: 2026-12, round 1"):
        look(read, sent[0], other)


def test_a_pdf_that_says_nothing_is_refused(sent: Sent, read: Read) -> None:
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        raw = written.saved(pdf)
    with pytest.raises(MergeError, match="no marker, no manifest, no page code"):
        look(read, raw, sent[1])


def test_page_codes_alone_are_enough(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.Annots = Array()
            page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b"\n0 0 1 1 re f")
        del pdf.Root["/AcroForm"], pdf.Root["/Names"]

    found = look(read, edited(sent[0], change), sent[1])
    assert found.evidence == (Evidence.PAGE_CODES,)
    assert {c.act for c in found.changes} == {Act.NOTHING}
    told = [words.en for words in found.damage]
    assert "the opinion form is gone" in told
    assert "the attached manifest is gone" in told


def test_a_person_edits_what_they_sent_before(sent: Sent, read: Read) -> None:
    first = written.note(NAME, "나무를 옮길 것")
    store = applied(Store(), look(read, written.marked(sent[0], [first]), sent[1]))
    again = first.model_copy(update={"contents": "나무를 벨 것", "modified": LATER})
    found = look(read, written.marked(sent[0], [again]), sent[1], store)
    assert (only(found).kinds, only(found).act) == ((ChangeKind.TEXT,), Act.UPDATE)
    store = applied(store, found)
    assert [kept.mark.contents for kept in store.marks] == ["나무를 벨 것"]
    assert without_last(store, "").marks[0].mark.contents == "나무를 옮길 것"
    old = look(read, written.marked(sent[0], [first]), sent[1], without_imports(store))
    assert (only(old).act, only(old).remarks) == (Act.NOTHING, (Remark.STALE,))


def without_imports(store: Store) -> Store:
    return store.model_copy(update={"imports": ()})


def test_an_edit_on_both_sides_keeps_both(sent: Sent, read: Read) -> None:
    first = written.note(NAME, "나무를 옮길 것")
    store = applied(Store(), look(read, written.marked(sent[0], [first]), sent[1]))
    kept = store.marks[0]
    here = kept.mark.model_copy(update={"contents": "간사가 고침"})
    store = store.model_copy(update={"marks": (kept.model_copy(update={"mark": here}),)})
    again = first.model_copy(update={"contents": "나무를 벨 것", "modified": LATER})
    found = look(read, written.marked(sent[0], [again]), sent[1], store)
    assert (only(found).act, only(found).remarks) == (Act.REPLY, (Remark.CONFLICT,))
    said = {kept.mark.contents for kept in applied(store, found).marks}
    assert said == {"간사가 고침", "나무를 벨 것"}


def test_only_its_owner_takes_a_mark_back(sent: Sent, read: Read) -> None:
    said = {NAME: "하나", "m" * 20: "둘"}
    both = [written.note(key, words, author="위원1") for key, words in said.items()]
    raw = written.marked(sent[0], both)
    store = applied(Store(), look(read, raw, sent[1]))
    less = written.marked(sent[0], both[:1])
    found = look(read, less, sent[1], store)
    assert (only(found).kinds, only(found).act) == ((ChangeKind.MISSING,), Act.REMOVE)
    assert [kept.mark.contents for kept in applied(store, found).marks] == ["하나"]
    other = previewed(store, read(less), manifest=sent[1], importer="위원2")
    assert other.changes == ()
    blank = look(read, sent[0], sent[1], store)
    assert blank.changes == ()


def test_marks_of_an_earlier_round_are_not_taken_back_by_a_copy_without_them(
    sent: Sent, read: Read
) -> None:
    def kept(key: str, left: float, **more: Any) -> Kept:
        rect = (left, 450.0, left + 20, 470.0)
        mark = written.note(key, key, author="위원1", rect=rect, **more)
        return Kept(mark=mark, person="위원1", came=mark, origin=origin)

    origin = Origin(round=1, assessment="", page=0)
    far = origin.model_copy(update={"lacking": Lacking.NO_FIGURE})
    carried = tuple(kept(c * 20, 100.0 + 50 * n, figure="finding-1") for n, c in enumerate("cd"))
    lost = kept("e" * 20, 300.0).model_copy(update={"origin": far})
    store = Store(manifest=sent[1], marks=(*carried, lost))
    raw = written.marked(sent[0], [written.note(NAME, "하나", author="위원1")])
    store = applied(store, look(read, raw, sent[1], store))
    another = written.note("m" * 20, "둘", author="위원1", rect=(400.0, 450.0, 420.0, 470.0))
    found = look(read, written.marked(raw, [another]), sent[1], store)
    assert only(found).kinds == (ChangeKind.NEW,)
    with_one = look(read, written.marked(raw, [carried[0].mark]), sent[1], store)
    assert (only(with_one).key, only(with_one).act) == ("d" * 20, Act.REMOVE)


def test_an_edited_mark_of_an_earlier_round_still_says_where_it_is_from(
    sent: Sent, read: Read
) -> None:
    mark = written.note(NAME, "하나", author="위원1", figure="finding-1")
    origin = Origin(round=1, assessment="", page=0)
    kept = Kept(mark=mark, person="위원1", came=mark, origin=origin)
    store = Store(manifest=sent[1], marks=(kept,))
    edit = mark.model_copy(update={"contents": "고친 말", "modified": LATER})
    done = applied(store, look(read, written.marked(sent[0], [edit]), sent[1], store))
    assert [(k.mark.contents, k.origin) for k in done.marks] == [("고친 말", origin)]


def test_a_state_is_kept_with_whom_it_is_of(sent: Sent, read: Read, ours: Mark) -> None:
    raw = written.marked(sent[0], [written.state(NAME, Review.REJECTED, ours.key)])
    found = look(read, raw, sent[1])
    assert only(found).kinds == (ChangeKind.STATE,)
    (kept,) = applied(Store(), found).marks
    assert (kept.person, kept.mark.review, kept.mark.finding) == ("홍길동", Review.REJECTED, 1)


def test_an_author_is_taken_for_whom_one_says(sent: Sent, read: Read) -> None:
    raw = written.marked(sent[0], [written.note(NAME, "나무", author="user")])
    found = previewed(
        Store(), read(raw), manifest=sent[1], importer="위원1", named={"user": "홍길동"}
    )
    assert found.authors == (("CPTED", "위원1"), ("user", "홍길동"))
    assert only(found).person == "홍길동"


def test_the_form_is_taken_in_by_person(sent: Sent, read: Read) -> None:
    def change(pdf: Pdf) -> None:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        fields["expert.name"].V = String("이위원")
        fields["f.1.opinion"].V = String("조건부로\r동의")
        fields["f.2.decision"].V = Name.disagree

    raw = edited(sent[0], change)
    found = previewed(Store(), read(raw), manifest=sent[1])
    assert found.person == "이위원"
    store = applied(Store(), found)
    assert {(a.person, a.name, a.value) for a in store.answers} == {
        ("이위원", "expert.name", "이위원"),
        ("이위원", "f.1.opinion", "조건부로\n동의"),
        ("이위원", "f.2.decision", "disagree"),
    }


def test_fields_are_set_changed_and_cleared(sent: Sent, read: Read) -> None:
    manifest = sent[1].model_copy(
        update={
            "fields": (
                FieldValue(name="f.1.opinion"),
                FieldValue(name="f.2.opinion", value="처음"),
                FieldValue(name="expert.name", value="이름"),
            )
        }
    )

    def change(pdf: Pdf) -> None:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        fields["f.1.opinion"].V = String("새로")
        fields["f.2.opinion"].V = String("다르게")

    found = look(read, edited(sent[0], change), manifest)
    assert {(c.key, c.kinds[0]) for c in found.changes} == {
        ("f.1.opinion", ChangeKind.FIELD_SET),
        ("f.2.opinion", ChangeKind.FIELD_CHANGED),
        ("expert.name", ChangeKind.FIELD_CLEARED),
    }


def test_a_preview_of_another_store_is_refused(sent: Sent, read: Read) -> None:
    first = look(read, written.marked(sent[0], [written.note(NAME, "하나")]), sent[1])
    store = applied(Store(), first)
    again = written.note(NAME, "둘", modified=LATER)
    second = look(read, written.marked(sent[0], [again]), sent[1], store)
    assert len(applied(store, second).marks) == 1
    with pytest.raises(MergeError, match="after the preview"):
        applied(Store(), second)


def test_the_store_is_written_and_read_as_it_was(sent: Sent, read: Read, tmp_path: Path) -> None:
    path = tmp_path / "marks.json"
    raw = written.marked(sent[0], [written.note(NAME, "나무")])
    store = applied(Store(manifest=sent[1]), look(read, raw, sent[1]))
    save(store, path)
    assert load(path) == store
    path.write_text('{"marks": 3}')
    with pytest.raises(MergeError, match="marks"):
        load(path)


def test_there_is_an_end_to_undoing() -> None:
    with pytest.raises(MergeError, match="nothing was taken in"):
        without_last(Store(), "marks.json")
