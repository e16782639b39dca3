"""The laws of what comes back: identity, once, in any order, and nothing lost."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from app.annotations.merge import applied, previewed
from app.annotations.pdf.document import read_document
from app.annotations.record import Manifest, Mark, MarkKind, Review
from app.annotations.returned import Returned
from app.annotations.store import Store, without_last
from app.annotations.xfdf.read import read_xfdf
from app.annotations.xfdf.write import xfdf_bytes
from tests.app.annotations import written

REPORT, MANIFEST = written.report()
EMPTY = Store(manifest=MANIFEST)
WORDS = ("적정합니다", "수목을 옮길 것", "조명을 늘릴 것", "동의하지 않음", "현장 확인 필요")
KINDS = (MarkKind.SQUARE, MarkKind.INK, MarkKind.NOTE, MarkKind.HIGHLIGHT, MarkKind.POLYGON)


@st.composite
def opinions(draw: st.DrawFn, author: str, slot: int) -> list[Mark]:
    """What one person adds: marks in places and with names of their own, answers, states."""
    found: list[Mark] = []
    for n in range(draw(st.integers(0, 4))):
        named = draw(st.booleans())
        key = f"{author}-{slot}-{n}-{'x' * 16}" if named else str(n + 1)
        x, y = 60 + 40 * n + 250 * slot, draw(st.integers(40, 780))
        kind = draw(st.sampled_from(KINDS))
        rect = (float(x), float(y), x + 30.0, y + 20.0)
        corners = ((rect[0], rect[1]), (rect[2], rect[1]), (rect[2], rect[3]), (rect[0], rect[3]))
        parents = [m.key for m in MANIFEST.marks] + [m.key for m in found]
        answers = draw(st.none() | st.sampled_from(parents)) if named else None
        drawn = kind in (MarkKind.INK, MarkKind.HIGHLIGHT, MarkKind.POLYGON) and answers is None
        found.append(
            Mark(
                key=key,
                kind=MarkKind.NOTE if answers else kind,
                page=draw(st.integers(0, 2)),
                rect=rect,
                points=(corners,) if drawn else (),
                contents=draw(st.sampled_from(WORDS)) + f" {author}{n}",
                author=author,
                created=written.DAY + timedelta(minutes=n),
                modified=written.DAY + timedelta(minutes=n),
                colour=(1.0, 0.0, 0.0),
                reply_to=answers,
                review=draw(st.sampled_from([None, Review.ACCEPTED])) if answers else None,
            )
        )
    return found


def as_pdf(marks: list[Mark], answers: dict[str, str]) -> Returned:
    """The report with marks and with fields filled in, read."""
    with Pdf.open(BytesIO(written.marked(REPORT, marks))) as pdf, TemporaryDirectory() as folder:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) in answers:
                field.V = answers[str(field.T)]
        path = Path(folder) / "returned.pdf"
        path.write_bytes(written.saved(pdf))
        return read_document(path, path.name)


def taken_in(store: Store, returned: Returned, person: str = "") -> Store:
    return applied(store, previewed(store, returned, manifest=MANIFEST, importer=person))


def as_is(store: Store) -> tuple[object, object]:
    return store.marks, store.answers


ones = st.tuples(opinions("김", 0), st.fixed_dictionaries({}, optional={
    "f.1.opinion": st.sampled_from(WORDS)}))  # fmt: skip
others = st.tuples(opinions("이", 1), st.fixed_dictionaries({}, optional={
    "f.1.opinion": st.sampled_from(WORDS), "f.2.opinion": st.sampled_from(WORDS)}))  # fmt: skip
law = settings(max_examples=25, deadline=None)


@law
@given(a=ones)
def test_what_is_exported_comes_back_as_no_change(a: tuple[list[Mark], dict[str, str]]) -> None:
    store = taken_in(EMPTY, as_pdf(*a), "김")
    own = [kept.mark for kept in store.marks]
    raw = xfdf_bytes([*MANIFEST.marks, *own], (), case=MANIFEST.case)
    again = previewed(store, read_xfdf(raw, "marks.xfdf"), manifest=MANIFEST, importer="김")
    assert again.changes == ()
    assert applied(store, again) == store


@law
@given(given_=ones)
def test_importing_twice_is_importing_once(given_: tuple[list[Mark], dict[str, str]]) -> None:
    returned = as_pdf(*given_)
    once = taken_in(EMPTY, returned, "김")
    assert taken_in(once, returned, "김") == once
    other_bytes = returned.model_copy(update={"digest": "0" * 64})
    assert as_is(taken_in(once, other_bytes, "김")) == as_is(once)


@law
@given(a=ones, b=others)
def test_the_order_of_imports_does_not_matter(
    a: tuple[list[Mark], dict[str, str]], b: tuple[list[Mark], dict[str, str]]
) -> None:
    one, other = as_pdf(*a), as_pdf(*b)
    there = taken_in(taken_in(EMPTY, one, "김"), other, "이")
    back = taken_in(taken_in(EMPTY, other, "이"), one, "김")
    assert as_is(there) == as_is(back)
    assert {k.mark.key for k in there.unplaced} == {k.mark.key for k in back.unplaced}


@law
@given(a=ones, b=ones)
def test_two_files_of_one_person_in_any_order(
    a: tuple[list[Mark], dict[str, str]], b: tuple[list[Mark], dict[str, str]]
) -> None:
    moved = [
        m.model_copy(
            update={
                "key": f"second-{m.key}",
                "rect": (m.rect[0] + 260, m.rect[1], m.rect[2] + 260, m.rect[3]),
                "points": (),
                "kind": MarkKind.NOTE,
                "contents": m.contents + " 나중에 따로 보냄",
                "reply_to": None,
                "review": None,
            }
        )
        for m in b[0]
    ]
    one, other = as_pdf(*a), as_pdf(moved, {"f.2.opinion": "둘째"})
    there = taken_in(taken_in(EMPTY, one, "김"), other, "김")
    back = taken_in(taken_in(EMPTY, other, "김"), one, "김")
    assert as_is(there) == as_is(back)


@law
@given(a=ones, b=others)
def test_nothing_that_came_in_is_lost(
    a: tuple[list[Mark], dict[str, str]], b: tuple[list[Mark], dict[str, str]]
) -> None:
    store = taken_in(taken_in(EMPTY, as_pdf(*a), "김"), as_pdf(*b), "이")
    came = [m.contents for m in (*a[0], *b[0])]
    assert sorted(k.mark.contents for k in store.marks) == sorted(came)
    said = {(answer.person, answer.name): answer.value for answer in store.answers}
    assert said == {("김", n): v for n, v in a[1].items()} | {("이", n): v for n, v in b[1].items()}
    for kept in store.marks:
        placed = kept.mark.figure or kept.mark.finding or kept.mark.reply_to
        assert placed or kept in store.unplaced


@law
@given(a=ones, b=others)
def test_undo_takes_back_just_the_last_import(
    a: tuple[list[Mark], dict[str, str]], b: tuple[list[Mark], dict[str, str]]
) -> None:
    first = taken_in(EMPTY, as_pdf(*a), "김")
    second = taken_in(first, as_pdf(*b), "이")
    if second != first:
        assert without_last(second, "marks.json") == first


def test_the_manifest_is_the_one_that_went_out() -> None:
    assert isinstance(MANIFEST, Manifest)
    assert previewed(EMPTY, as_pdf([], {}), manifest=MANIFEST).changes == ()
