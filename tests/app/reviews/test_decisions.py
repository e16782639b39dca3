"""Votes and decisions: quorum, majority, listed grounds, conditions that can be carried out."""

from datetime import date

import pytest

from app.cases.states import CaseState
from app.cases.tables import RecusalRow
from app.errors import ConflictError, ForbiddenError, RefusedError
from app.reviews import conditions, decisions, imposing, votes
from app.reviews.decisions import Decided
from app.reviews.imposing import Draft
from app.reviews.terms import DecisionKind, ListedGround, Position, SaidBasis
from cpted_rules.facts import Stage
from cpted_rules.standing import Standing

DAY = date(2026, 11, 20)
WORDS = "출입구마다 안내판을 추가하고 평면도에 표기하여 다시 상정"


@pytest.fixture
def met(bench):
    """A case in session: one condition is asked for, one finding judged to be a breach."""
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.CONDITION)
    bench.submit("expert")
    bench.publish()
    bench.in_session()
    return bench


def decide(bench, kind, **rest):
    said = Decided(kind=kind, decided_on=DAY, **rest)
    return decisions.decide(
        bench.session, bench.people["secretary"], bench.case, bench.findings, said
    )


def drafts(bench):
    return tuple(d for _, d in imposing.drafted(bench.session, bench.case, 1, bench.findings))


def codes(bench, kind, **rest):
    with pytest.raises(RefusedError) as error:
        decide(bench, kind, **rest)
    return {fault.code for fault in error.value.faults}


def test_five_named_need_three_present(bench):
    bench.in_session("chair", "expert")
    assert not votes.tally(bench.session, bench.case).has_quorum
    bench.in_session("member")
    assert votes.tally(bench.session, bench.case).has_quorum


def test_a_majority_is_more_than_half_of_those_present(met):
    met.vote(DecisionKind.CONDITIONAL, "chair", "expert")
    assert not votes.tally(met.session, met.case).carries(DecisionKind.CONDITIONAL)
    met.vote(DecisionKind.CONDITIONAL, "member")
    assert votes.tally(met.session, met.case).carries(DecisionKind.CONDITIONAL)


def test_a_vote_is_changed_not_counted_twice(met):
    met.vote(DecisionKind.APPROVED, "chair")
    met.vote(DecisionKind.CONDITIONAL, "chair")
    assert dict(votes.tally(met.session, met.case).counts) == {"conditional": 1}


def test_only_those_named_and_present_vote(bench):
    bench.in_session("chair", "expert", "member")
    with pytest.raises(ForbiddenError):
        bench.vote(DecisionKind.APPROVED, "member-2")
    with pytest.raises(ForbiddenError):
        bench.vote(DecisionKind.APPROVED, "secretary")


def test_the_recused_are_not_named_and_their_vote_does_not_count(met):
    met.vote(DecisionKind.APPROVED, "member")
    met.session.add(
        RecusalRow(
            case_id=met.case.id,
            person_id=met.people["member"].id,
            ground="kin",
            said_by=met.people["member"].id,
        )
    )
    met.session.flush()
    found = votes.tally(met.session, met.case)
    assert (len(found.named), found.recused, dict(found.counts)) == (4, 1, {})


def test_the_conditions_of_opinions_are_imposed_numbered_and_the_case_goes_on(met):
    met.vote(DecisionKind.CONDITIONAL, "chair", "expert", "member")
    row = decide(met, DecisionKind.CONDITIONAL, conditions=drafts(met))
    assert (row.named, row.present, row.votes) == (5, 5, {"conditional": 3})
    assert met.case.state == CaseState.CONDITIONAL
    (condition,) = conditions.conditions_of(met.session, met.case)
    assert (condition.number, condition.state, condition.basis) == (1, "open", "law")
    assert condition.cite.startswith("고시 제")


def test_no_decision_without_majority(met):
    met.vote(DecisionKind.CONDITIONAL, "chair", "expert")
    assert codes(met, DecisionKind.CONDITIONAL, conditions=drafts(met)) == {"decision/majority"}


def test_approval_with_conditions_needs_one_and_plain_approval_takes_none(met):
    met.vote(DecisionKind.CONDITIONAL, "chair", "expert", "member")
    assert codes(met, DecisionKind.CONDITIONAL) == {"decision/conditions"}
    met.vote(DecisionKind.APPROVED, "chair", "expert", "member")
    assert codes(met, DecisionKind.APPROVED, conditions=drafts(met)) == {"decision/conditions"}


def test_a_condition_agreed_in_session_needs_everything_too(met):
    met.vote(DecisionKind.CONDITIONAL, "chair", "expert", "member")
    bare = Draft(
        opinion_id=None,
        text="주차장 조명을 충분히 할 것",
        place="",
        target="충분한 밝기",
        stage=Stage.PERMIT,
        check="조도 계산서",
        basis=SaidBasis.LAW,
    )
    assert codes(met, DecisionKind.CONDITIONAL, conditions=(bare,)) == {
        "opinion/no-place",
        "opinion/target-vague",
        "opinion/no-cite",
    }


def test_deliberating_again_needs_a_written_majority_a_shown_ground_and_an_alternative(met):
    met.vote(DecisionKind.REDELIBERATION, "chair", "expert", "member")
    assert codes(met, DecisionKind.REDELIBERATION) == {
        "decision/majority",
        "decision/ground",
        "decision/alternative",
    }
    met.vote(DecisionKind.REDELIBERATION, "chair", "expert", "member", written=True)
    decide(met, DecisionKind.REDELIBERATION, grounds=(ListedGround.LAW,), words=WORDS)
    assert met.case.state == CaseState.REDELIBERATION


def test_a_ground_that_no_finding_shows_is_refused(met):
    met.vote(DecisionKind.REDELIBERATION, "chair", "expert", "member", written=True)
    for ground in (ListedGround.DESIGN_ERROR, ListedGround.PLAN, ListedGround.LOCAL):
        assert codes(met, DecisionKind.REDELIBERATION, grounds=(ground,), words=WORDS) == {
            "decision/ground-unshown"
        }


def test_what_only_a_member_can_judge_grounds_where_a_published_opinion_judged_it(bench):
    local = next(
        f
        for f in bench.findings.raised
        if f.ground.standing is Standing.IF_JUDGED and SaidBasis.LOCAL in f.granted
    )
    assert ListedGround.LOCAL not in decisions.grounded(bench.session, bench.case, bench.findings)
    bench.says(
        "expert", local, Position.AGREE, must=True, text="기준에 미치지 못하므로 조정", basis=None
    )
    bench.submit("expert")
    bench.publish()
    shown = decisions.grounded(bench.session, bench.case, bench.findings)
    assert shown[ListedGround.LOCAL] == (local.number,)


def test_rejection_is_only_for_the_first_four_grounds(met):
    met.vote(DecisionKind.REJECTED, "chair", "expert", "member", written=True)
    for ground in (ListedGround.TIME, ListedGround.MAJORITY):
        assert "decision/ground" in codes(
            met, DecisionKind.REJECTED, grounds=(ground,), words=WORDS
        )
    decide(met, DecisionKind.REJECTED, grounds=(ListedGround.LAW,), words=WORDS)
    assert met.case.state == CaseState.REJECTED


def test_lack_of_time_grounds_deliberating_again_by_itself(met):
    met.vote(DecisionKind.REDELIBERATION, "chair", "expert", "member", written=True)
    decide(met, DecisionKind.REDELIBERATION, grounds=(ListedGround.TIME,), words=WORDS)
    assert met.case.state == CaseState.REDELIBERATION


def test_nothing_is_decided_outside_a_session(bench):
    with pytest.raises(ConflictError):
        decide(bench, DecisionKind.APPROVED)
