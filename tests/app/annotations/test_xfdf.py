"""XFDF both ways: what is written is read as it was; what other programs write is understood."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from app.annotations.faults import ReturnedError
from app.annotations.record import FieldValue, Mark, MarkKind, Review
from app.annotations.xfdf.read import read_xfdf
from app.annotations.xfdf.write import xfdf_bytes
from tests.app.annotations import written

number = st.floats(-1e6, 1e6, allow_nan=False)
point = st.tuples(number, number)
words = st.text(max_size=12)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
times = st.none() | st.builds(
    lambda away, minutes: (EPOCH + away).astimezone(timezone(timedelta(minutes=minutes))),
    st.timedeltas(timedelta(days=-719_000), timedelta(days=2_900_000)),
    st.integers(-720, 840),
)
shapes = st.lists(st.lists(point, max_size=5).map(tuple), max_size=3).map(tuple)
markers = st.none() | st.builds(
    written.marker_of,
    case=words,
    round=st.integers(1, 9),
    finding=words,
    key=st.just(b"key"),
)
many = st.lists(
    st.builds(
        Mark,
        key=st.text(min_size=1, max_size=9),
        kind=st.sampled_from(MarkKind),
        page=st.integers(0, 99_999),
        rect=st.tuples(number, number, number, number),
        points=shapes,
        contents=words,
        subject=words,
        author=words,
        created=times,
        modified=times,
        colour=st.lists(st.floats(0, 1), max_size=4).map(tuple),
        reply_to=st.none() | words,
        review=st.none() | st.sampled_from(Review),
        finding=st.none() | st.integers(0, 999),
        marker=markers,
        figure=st.none() | words,
        site=st.none() | words,
        unreadable=st.none() | words,
    ),
    max_size=3,
    unique_by=lambda mark: mark.key,
)
names = st.lists(st.from_regex(r"[a-z가-힣0-9 ]{1,4}", fullmatch=True), min_size=1, max_size=3)
fields = st.dictionaries(names.map(".".join), words, max_size=4).map(
    lambda found: tuple(FieldValue(name=n, value=v) for n, v in found.items())
)


@settings(max_examples=150, deadline=None)
@given(marks=many, form=fields)
def test_export_then_import_is_identity(marks: list[Mark], form: tuple[FieldValue, ...]) -> None:
    raw = xfdf_bytes(marks, form, report="report.pdf", case="가-1")
    came = read_xfdf(raw, "marks.xfdf")
    assert list(came.marks) == marks
    assert sorted(came.fields, key=lambda f: f.name) == sorted(form, key=lambda f: f.name)
    assert came.case == "가-1"
    assert came.refused == ()
    assert xfdf_bytes(came.marks, came.fields, report="report.pdf", case="가-1") == raw or form


def test_it_is_the_xfdf_of_the_standard() -> None:
    mark = written.note("n" * 16, "첫 줄\n둘째 줄", 4, colour=(1.0, 0.0, 0.0))
    text = xfdf_bytes([mark], [FieldValue(name="f.1.opinion", value="적정")]).decode()
    assert 'xmlns="http://ns.adobe.com/xfdf/"' in text
    assert '<text page="4" rect="200,600,220,620" name="nnnnnnnnnnnnnnnn" title="홍길동"' in text
    assert 'color="#FF0000"' in text
    assert "<contents>첫 줄\n둘째 줄</contents>" in text
    assert '<field name="f"><field name="1"><field name="opinion"><value>적정</value>' in text
    assert "cpted:" not in text


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><annots>
<square color="#E52237" creationdate="D:20260302101500+09'00'" flags="print" name="62b1a3f0-1"
  page="2" rect="1.5,2.5,30,40" subject="Rectangle" title="kim" date="D:20260302"
  ><contents-richtext><body xmlns="http://www.w3.org/1999/xhtml"><p>나무를</p><p>옮길 것</p></body
  ></contents-richtext><popup page="2" rect="0,0,1,1"/></square>
<ink page="0" rect="0,0,9,9" name="ink-1"><inklist><gesture>1,2;3,4</gesture
  ><gesture>5,6;7,8;9,9</gesture></inklist></ink>
<highlight page="0" rect="0,0,9,9" coords="1,2,3,2,1,1,3,1" name="hl-1"/>
<line page="0" rect="0,0,9,9" start="1,1" end="8,8" name="line-1"/>
<polygon page="0" rect="0,0,9,9" name="pg-1"><vertices>1,1;5,1;5,5</vertices></polygon>
<text page="0" rect="0,0,9,9" name="st-1" inreplyto="62b1a3f0-1" statemodel="Review"
  state="Accepted"/>
<redact page="0" rect="0,0,9,9" name="r-1"/>
<fileattachment page="1" rect="0,0,9,9" name="fa-1"/>
<projection page="0" rect="0,0,9,9" name="odd-1" depth="3"><OnActivation><Action
  ><JavaScript>app.alert(1)</JavaScript></Action></OnActivation><thing/></projection>
</annots><fields><field name="a"><value>1</value><field name="b"><value>x</value><value>y</value
></field></field></fields></xfdf>"""


def test_what_other_programs_write_is_understood() -> None:
    came = read_xfdf(FOREIGN.encode(), "foreign.xfdf")
    marks = {mark.key: mark for mark in came.marks}
    square = marks["62b1a3f0-1"]
    assert (square.kind, square.page, square.rect) == (MarkKind.SQUARE, 2, (1.5, 2.5, 30, 40))
    assert (square.contents, square.author) == ("나무를\n옮길 것", "kim")
    assert square.created == datetime(2026, 3, 2, 1, 15, tzinfo=timezone.utc)  # noqa: UP017
    assert square.modified == datetime(2026, 3, 1, 15, tzinfo=timezone.utc)  # noqa: UP017
    assert marks["ink-1"].points == (((1, 2), (3, 4)), ((5, 6), (7, 8), (9, 9)))
    assert marks["hl-1"].points == (((1, 2), (3, 2), (1, 1), (3, 1)),)
    assert marks["line-1"].points == (((1, 1), (8, 8)),)
    assert marks["pg-1"].points == (((1, 1), (5, 1), (5, 5)),)
    assert marks["st-1"].review is Review.ACCEPTED
    assert [(r.what, r.where, r.page) for r in came.refused] == [
        ("Redact", "r-1", 0),
        ("FileAttachment", "fa-1", 1),
        ("JavaScript", "odd-1", 0),
    ]
    assert came.fields == (FieldValue(name="a", value="1"), FieldValue(name="a.b", value="x\ny"))


def test_an_unknown_element_is_kept_without_what_would_act() -> None:
    came = read_xfdf(FOREIGN.encode(), "foreign.xfdf")
    (odd,) = [mark for mark in came.marks if mark.kind is MarkKind.OTHER]
    assert odd.unreadable is not None
    again = read_xfdf(xfdf_bytes([odd], ()), "again.xfdf")
    assert again.marks == (odd,)
    assert again.refused == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<xfdf",
        b"<other/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xfdf>&a;</xfdf>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xfdf/>',
        b"\xff\xfe\x00<xfdf/>",
    ],
)
def test_what_is_no_plain_xfdf_is_refused(raw: bytes) -> None:
    with pytest.raises(ReturnedError):
        read_xfdf(raw, "bad.xfdf")


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(FOREIGN.encode())), put=st.binary(max_size=4))
def test_a_damaged_file_is_read_or_refused(cut: int, put: bytes) -> None:
    raw = FOREIGN.encode()
    try:
        marks = read_xfdf(raw[:cut] + put + raw[cut + 2 :], "damaged.xfdf").marks
    except ReturnedError as error:
        marks = ()
        remedies = [fault.remedy.ko for fault in error.faults]
        event("refused")
    else:
        remedies = ["read"]
    assert all(remedies)
    assert len(marks) <= 10
