"""Undo and redo: everything of one bundle, only one's own, never over somebody else's change."""

import pytest

from app.errors import ConflictError, ForbiddenError
from app.reviews import journal, opinions, undoing
from app.reviews.guards import Said
from app.reviews.tables import OpinionRow
from app.reviews.terms import Position
from cpted_rules.standing import Standing


def undo(bench, name="expert"):
    return undoing.undo_last(bench.session, bench.people[name], bench.case, bench.standing_of(name))


def redo(bench, name="expert"):
    return undoing.redo_last(bench.session, bench.people[name], bench.case, bench.standing_of(name))


def test_a_bundle_is_undone_and_done_again_at_one_go(bench):
    bundle = [
        Said(position=Position.AGREE, finding_id=found.id) for found in bench.findings.raised[:5]
    ]
    ids = {row.id for row in bench.say("expert", *bundle)}
    assert len(undo(bench)) == 5
    assert [bench.session.get(OpinionRow, one) for one in ids] == [None] * 5
    assert len(redo(bench)) == 5
    drafts = opinions.drafts(bench.session, bench.people["expert"].id, bench.case, 1)
    assert {row.id for row in drafts} == ids


def test_undo_goes_back_step_by_step_and_redo_forward(bench):
    found = bench.finding(Standing.REDELIBERATION)
    for text in ("하나", "둘", "셋"):
        row = bench.says("expert", found, Position.AGREE, text=text)
    undo(bench)
    assert row.text == "둘"
    undo(bench)
    assert row.text == "하나"
    redo(bench)
    assert row.text == "둘"
    redo(bench)
    assert row.text == "셋"
    with pytest.raises(ConflictError):
        redo(bench)


def test_after_something_new_nothing_is_done_again(bench):
    found = bench.finding(Standing.REDELIBERATION)
    bench.says("expert", found, Position.AGREE, text="하나")
    bench.says("expert", found, Position.AGREE, text="둘")
    undo(bench)
    bench.says("expert", found, Position.AGREE, text="다른 것")
    with pytest.raises(ConflictError):
        redo(bench)


def test_undoing_and_doing_again_across_bundles_keeps_their_order(bench):
    first, second = bench.findings.raised[:2]
    bench.says("expert", first, Position.AGREE, text="가")
    bench.says("expert", second, Position.AGREE, text="나")
    undo(bench)
    undo(bench)
    redo(bench)
    (row,) = opinions.drafts(bench.session, bench.people["expert"].id, bench.case, 1)
    assert row.text == "가"


def test_a_removed_draft_comes_back(bench):
    row = bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    opinions.take_back(bench.session, bench.people["expert"], bench.case, row.id)
    assert row.deleted_at is not None
    undo(bench)
    assert row.deleted_at is None


def test_nothing_is_undone_that_was_changed_by_somebody_else(bench):
    row = bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    row.text = "다른 사람이 고침"
    bench.session.flush()
    with pytest.raises(ConflictError) as error:
        undo(bench)
    assert error.value.faults[0].code == "undo/changed"


def test_nothing_is_undone_after_submitting_or_publishing(bench):
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    bench.submit("expert")
    with pytest.raises(ConflictError):
        undo(bench)
    bench.publish()
    with pytest.raises(ForbiddenError):
        undo(bench)


def test_nobody_undoes_what_another_did(bench):
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    with pytest.raises(ConflictError):
        undo(bench, "member")


def test_a_snapshot_holds_what_json_can_carry(bench):
    row = bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    row.deleted_at = bench.case.filed_at
    kept = journal.snapshot(row)
    assert isinstance(kept["deleted_at"], str)
    assert "version" not in kept
