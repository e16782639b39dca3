"""Several findings under one draft: gathered and undone at one go, one point of the sheet."""

import pytest

from app.errors import ConflictError, NotFoundError
from app.reviews import consolidation, gathering, opinions, undoing
from app.reviews.terms import Position


@pytest.fixture
def three(bench):
    """Three findings; the expert has a condition on the first and a deferral of the second."""
    first, second, third, *_ = (f for f in bench.findings.raised if f.may_be_condition)
    lead = bench.says("expert", first, Position.CONDITION)
    bench.says("expert", second, Position.DEFER, reason="discuss", text="같은 창호")
    return lead, second, third


def gather(bench, lead, *others):
    return gathering.gather(
        bench.session,
        bench.people["expert"],
        bench.case,
        bench.findings,
        lead=lead.finding_id,
        others=[one.id for one in others],
    )


def drafts(bench):
    return opinions.drafts(bench.session, bench.people["expert"].id, bench.case, 1)


def test_what_was_written_is_kept_and_what_was_not_is_agreed_to(bench, three):
    lead, second, third = three
    rows = gather(bench, lead, second, third)
    assert {row.merged_into for row in rows} == {lead.id}
    assert [(row.position, row.text) for row in rows] == [("defer", "같은 창호"), ("agree", "")]


def test_they_are_one_point_of_the_sheet_once_published(bench, three):
    lead, second, third = three
    gather(bench, lead, second, third)
    bench.submit("expert")
    bench.publish()
    (point,) = consolidation.published_points(bench.session, bench.case, 1)
    assert point.lead.id == lead.id
    assert [row.finding_id for row in point.merged] == [second.id, third.id]


def test_one_undo_takes_all_of_it_back(bench, three):
    lead, second, third = three
    gather(bench, lead, second, third)
    expert = bench.people["expert"]
    undoing.undo_last(bench.session, expert, bench.case, bench.standing_of("expert"))
    rows = drafts(bench)
    assert [row.finding_id for row in rows] == [lead.finding_id, second.id]
    assert all(row.merged_into is None for row in rows)


def test_one_is_taken_out_and_one_said_anew_stands_by_itself(bench, three):
    lead, second, third = three
    gather(bench, lead, second, third)
    expert = bench.people["expert"]
    out = gathering.part(bench.session, expert, bench.case, bench.findings, second.id)
    assert (out.merged_into, out.text) == (None, "같은 창호")
    assert bench.says("expert", third, Position.AGREE).merged_into is None
    with pytest.raises(NotFoundError):
        gathering.part(bench.session, expert, bench.case, bench.findings, third.id)


def test_what_is_under_a_draft_stands_by_itself_when_that_is_removed(bench, three):
    lead, second, _ = three
    gather(bench, lead, second)
    expert = bench.people["expert"]
    opinions.take_back(bench.session, expert, bench.case, lead.id)
    (left,) = drafts(bench)
    assert (left.finding_id, left.merged_into) == (second.id, None)
    undoing.undo_last(bench.session, expert, bench.case, bench.standing_of("expert"))
    assert {row.merged_into for row in drafts(bench)} == {None, lead.id}


def test_nothing_is_gathered_without_a_draft_to_lead_or_others(bench, three):
    lead, second, third = three
    with pytest.raises(ConflictError):
        gathering.gather(
            bench.session,
            bench.people["expert"],
            bench.case,
            bench.findings,
            lead=third.id,
            others=[second.id],
        )
    with pytest.raises(ConflictError):
        gather(bench, lead)
    rows = gather(bench, lead, second)
    with pytest.raises(ConflictError):  # one that is under another leads nothing
        gather(bench, rows[0], third)
