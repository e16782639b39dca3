"""Conditions followed: reported with something to see, closed by an official, opened again."""

import io
from datetime import date

import pytest

from app.errors import ConflictError, NotFoundError, RefusedError
from app.received import FileKind, Received
from app.reviews import conditions, decisions, evidence, imposing, undoing
from app.reviews.decisions import Decided
from app.reviews.terms import DecisionKind, Position
from cpted_rules.standing import Standing

CONTENT = b"a picture, as it was drawn anew"


@pytest.fixture
def imposed(bench):
    """A case approved with two conditions, and the first of them."""
    one, two = [f for f in bench.findings.raised if f.ground.standing is Standing.REDELIBERATION][
        :2
    ]
    bench.says("expert", one, Position.CONDITION)
    bench.says("expert", two, Position.CONDITION)
    bench.submit("expert")
    bench.publish()
    bench.in_session()
    bench.vote(DecisionKind.CONDITIONAL, "chair", "expert", "member")
    drafts = imposing.drafted(bench.session, bench.case, 1, bench.findings)
    said = Decided(
        kind=DecisionKind.CONDITIONAL,
        decided_on=date(2026, 11, 20),
        conditions=tuple(draft for _, draft in drafts),
    )
    decisions.decide(bench.session, bench.people["secretary"], bench.case, bench.findings, said)
    return bench, conditions.conditions_of(bench.session, bench.case)[0]


def report(bench, row, measured="안내판 1개소", note=""):
    return conditions.report(
        bench.session,
        bench.people["architect"],
        bench.case,
        row.id,
        measured=measured,
        note=note,
    )


def attach(bench, row, name="현장.jpg"):
    seen = Received(
        blob=bench.blobs.put(io.BytesIO(CONTENT)),
        kind=FileKind.PHOTO,
        media_type="image/jpeg",
        measure=640,
    )
    return evidence.attach(
        bench.session, bench.people["architect"], bench.case, row.id, received=seen, name=name
    )


def test_a_report_needs_a_measurement_or_something_to_see(imposed):
    bench, row = imposed
    with pytest.raises(RefusedError):
        report(bench, row, measured=" ", note="설치함")
    attach(bench, row)
    assert report(bench, row, measured="", note="설치함").state == "reported"


def test_an_official_closes_what_was_reported_and_nothing_else(imposed):
    bench, row = imposed
    official = bench.people["official"]
    with pytest.raises(ConflictError):
        conditions.close(bench.session, official, bench.case, row.id)
    report(bench, row)
    closed = conditions.close(bench.session, official, bench.case, row.id, note="현장 확인")
    assert (closed.state, closed.closed_by, closed.note) == ("closed", official.id, "현장 확인")
    with pytest.raises(ConflictError):
        report(bench, row)


def test_a_condition_is_opened_again_with_a_reason(imposed):
    bench, row = imposed
    official = bench.people["official"]
    report(bench, row, note="설치함")
    conditions.close(bench.session, official, bench.case, row.id)
    with pytest.raises(RefusedError):
        conditions.reopen(bench.session, official, bench.case, row.id, reason="")
    opened = conditions.reopen(bench.session, official, bench.case, row.id, reason="떼어짐")
    assert (opened.state, opened.closed_by, opened.note) == ("open", None, "설치함\n떼어짐")


def test_a_waiver_settles_it_with_its_reason(imposed):
    bench, row = imposed
    conditions.waive(
        bench.session, bench.people["official"], bench.case, row.id, reason="설계변경으로 해당 없음"
    )
    assert [one.number for one in conditions.open_conditions(bench.session, bench.case)] == [2]


def test_closing_is_undone_by_who_closed_it(imposed):
    bench, row = imposed
    official = bench.people["official"]
    report(bench, row)
    conditions.close(bench.session, official, bench.case, row.id)
    undoing.undo_last(bench.session, official, bench.case, bench.standing_of("official"))
    assert (row.state, row.closed_at) == ("reported", None)


def test_later_conditions_are_numbered_on(imposed):
    bench, _row = imposed
    draft = imposing.drafted(bench.session, bench.case, 1, bench.findings)[0][1]
    (later,) = imposing.impose(bench.session, bench.people["secretary"], bench.case, 2, (draft,))
    assert later.number == 3


def test_a_name_keeps_no_folders_and_no_control_characters(imposed):
    bench, row = imposed
    assert attach(bench, row, name="..\\..\\현장\x00 사진.jpg").name == "현장 사진.jpg"


def test_a_file_is_taken_away_only_by_who_gave_it_and_before_it_is_settled(imposed):
    bench, row = imposed
    kept = attach(bench, row)
    with pytest.raises(ConflictError):
        evidence.remove(bench.session, bench.people["official"], bench.case, row.id, kept.id)
    report(bench, row)
    conditions.close(bench.session, bench.people["official"], bench.case, row.id)
    with pytest.raises(ConflictError):
        evidence.remove(bench.session, bench.people["architect"], bench.case, row.id, kept.id)


def test_a_condition_of_another_case_is_not_found(imposed):
    bench, row = imposed
    bench.case.id, own = "another", bench.case.id
    try:
        with pytest.raises(NotFoundError):
            conditions.find(bench.session, bench.case, row.id)
    finally:
        bench.case.id = own
