"""Merging what says the same, and publishing."""

import pytest

from app.audit import AuditRow, broken
from app.cases.states import CaseState
from app.errors import ConflictError, NotFoundError, RefusedError
from app.reviews import consolidation, duplicates, undoing
from app.reviews.guards import Said
from app.reviews.terms import Position
from cpted_rules.standing import Standing


@pytest.fixture
def two(bench):
    """Two members who say the same of one finding, and one who says something else."""
    found = bench.finding(Standing.REDELIBERATION)
    first = bench.says("expert", found, Position.CONDITION, text="출입구에 안내판을 둘 것")
    second = bench.says("member", found, Position.CONDITION, text="출입구에 안내판 둘 것")
    bench.say("member", Said(position=Position.AGREE, text="주차장 바닥을 밝게 칠하기를 권고"))
    bench.submit("expert", "member")
    return bench, first, second


def test_the_same_words_on_one_finding_are_suggested_for_merging(two):
    bench, first, second = two
    rows = consolidation.submitted(bench.session, bench.case, 1)
    (pair,) = duplicates.duplicates(rows, bench.findings)
    assert {pair.first, pair.second} == {first.id, second.id}
    assert pair.same_finding
    assert pair.words > 0.8
    assert all(row.merged_into is None for row in rows)  # never by itself


def test_opinions_against_each_other_are_no_pair(bench):
    found = bench.finding(Standing.REDELIBERATION)
    bench.says("expert", found, Position.AGREE, text="안내판을 둘 것")
    bench.says("member", found, Position.DISAGREE, reason="minor", text="안내판을 둘 것")
    bench.submit("expert", "member")
    rows = consolidation.submitted(bench.session, bench.case, 1)
    assert duplicates.duplicates(rows, bench.findings) == ()


def test_likeness_of_words_is_one_for_the_same_and_none_for_nothing():
    assert duplicates.likeness("안내판 설치", "안내판  설치!") == 1.0
    assert duplicates.likeness("안내판", "") == 0.0
    assert duplicates.likeness("안내판", "조명") == 0.0


def test_merging_keeps_all_authors_and_their_words(two):
    bench, first, second = two
    point = consolidation.merge(
        bench.session, bench.people["secretary"], bench.case, keep=first.id, others=[second.id]
    )
    assert set(point.authors) == {bench.people["expert"].id, bench.people["member"].id}
    assert [row.text for row in point.merged] == ["출입구에 안내판 둘 것"]
    split = consolidation.split(bench.session, bench.people["secretary"], bench.case, second.id)
    assert split.merged_into is None


def test_merging_is_undone_at_one_go(two):
    bench, first, second = two
    secretary = bench.people["secretary"]
    consolidation.merge(bench.session, secretary, bench.case, keep=first.id, others=[second.id])
    undoing.undo_last(bench.session, secretary, bench.case, bench.standing_of("secretary"))
    assert second.merged_into is None


def test_what_is_not_submitted_cannot_be_merged(two):
    bench, first, _ = two
    draft = bench.says("expert-2", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    with pytest.raises(NotFoundError):
        consolidation.merge(
            bench.session, bench.people["secretary"], bench.case, keep=first.id, others=[draft.id]
        )


def test_publishing_waits_for_everybody_or_a_reason(two):
    bench, _, _ = two
    with pytest.raises(RefusedError) as error:
        bench.publish(reason=" ")
    assert "2" in error.value.faults[0].found.ko
    bench.publish(reason="심의일이 내일")
    assert bench.case.state == CaseState.PUBLISHED
    assert list(broken(bench.session)) == []
    said = bench.session.query(AuditRow).filter_by(action="opinion.publish").one()
    assert said.detail["early"] is True


def test_unsubmitted_drafts_are_not_published(two):
    bench, _, _ = two
    draft = bench.says("expert-2", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    bench.publish()
    assert draft.published_at is None


def test_nothing_is_published_where_nobody_submitted(bench):
    with pytest.raises(ConflictError):
        bench.publish()


def test_an_opinion_carried_along_gives_way_to_a_new_one_on_the_same_finding(bench):
    found = bench.finding(Standing.REDELIBERATION)
    old = bench.says("expert", found, Position.AGREE)
    old.carried_from, old.published_at = "opinion-of-round-0", bench.case.filed_at
    bench.session.flush()
    new = bench.says("expert", found, Position.CONDITION)
    assert new.id != old.id
    bench.submit("expert")
    bench.publish()
    points = consolidation.published_points(bench.session, bench.case, 1)
    assert [point.lead.id for point in points] == [new.id]
