"""What an applicant files stays as it is; further rounds carry what people said."""

from datetime import date

import pytest

from app.auth.tables import CommitteeRow
from app.cases.states import CaseState
from app.cases.tables import RoundRow
from app.db import State
from app.errors import ConflictError, ForbiddenError, RefusedError
from app.procedure import filing, opening, results, rounds
from app.procedure.readiness import Missing, Readiness
from app.procedure.rounds import Cause
from app.reviews.tables import DecisionRow
from cpted_rules.facts import Stage
from cpted_rules.text import same
from tests.app.procedure.conftest import READY, at

LACKING = Readiness(
    reviewed=True,
    confirmed=True,
    now=(Missing(what=same("담장 높이"), sheet=None, findings=(3,), stage=Stage.COMMITTEE),),
)


def decided(session, committee, state, *, grounds=(), told="2026-11-23"):
    """A case on which the committee decided on 20 November."""
    case = committee.filed()
    case.state = state
    session.add(
        DecisionRow(
            case_id=case.id,
            round=1,
            kind=state,
            grounds=list(grounds),
            decided_on=date(2026, 11, 20),
            named=11,
            present=9,
            by=committee.people["secretary"].id,
            notified_at=at(told) if told else None,
        )
    )
    session.flush()
    return case


def test_filing_freezes_the_round_and_names_the_committee(session, committee):
    case = committee.filed("2026-10-05")
    first = rounds.newest(session, case.id)
    assert (case.state, case.committee_id) == (CaseState.FILED, committee.row.id)
    assert first.filed_at == case.filed_at == at("2026-10-05")
    assert case.due_on == date(2026, 11, 4)  # thirty days
    assert (case.district, case.parcel) == ("용산구", "한강로동 12-3")
    with pytest.raises(ConflictError):
        rounds.check_unfiled(session, first.submission_id)
    with pytest.raises(ConflictError):
        rounds.put(session, case, committee.submission())


def test_filing_needs_a_finished_review_that_is_confirmed(session, committee):
    case = committee.precheck()
    submission = rounds.newest(session, case.id)
    row = session.get(type(committee.submission()), submission.submission_id)
    for change in ({"state": State.ASSESSING}, {"state": State.DONE, "confirmed_at": None}):
        for key, value in change.items():
            setattr(row, key, value)
        with pytest.raises(ConflictError):
            filing.file(session, case, committee.people["architect"], readiness=READY)
    assert case.state == CaseState.PRECHECK


def test_what_lacks_is_filed_knowingly_only(session, committee):
    case, architect = committee.precheck(), committee.people["architect"]
    with pytest.raises(RefusedError) as refused:
        filing.file(session, case, architect, readiness=LACKING)
    assert "1" in refused.value.faults[0].found.ko
    filing.file(session, case, architect, readiness=LACKING, knowing=True)
    assert case.state == CaseState.FILED


def test_only_its_architect_files_a_case(session, committee):
    case = committee.precheck()
    with pytest.raises(ForbiddenError):
        filing.file(session, case, committee.people["official"], readiness=READY)


def test_district_without_committee_is_refused(session, committee):
    case = committee.precheck(district="없는구")
    with pytest.raises(RefusedError):
        filing.file(session, case, committee.people["architect"], readiness=READY)


def test_large_building_goes_to_the_city_first(session, committee):
    city = CommitteeRow(id="c" * 36, name="서울특별시 건축위원회", district="서울특별시")
    session.add(city)
    session.flush()
    for floors, area, expected in (
        (20, 99_999.0, committee.row.id),
        (21, 0.0, city.id),
        (5, 100_000.0, city.id),
    ):
        case = committee.precheck(floors_above=floors, gross_area_m2=area)
        filing.file(session, case, committee.people["architect"], readiness=READY)
        assert case.committee_id == expected


def test_new_review_of_a_precheck_takes_the_rounds_place(session, committee):
    case = committee.precheck()
    later = committee.submission(parcel="이태원동 5")
    opening.replace(session, case, committee.people["architect"], later)
    assert [r.submission_id for r in rounds.rounds_of(session, case.id)] == [later.id]
    assert case.parcel == "이태원동 5"


def test_dropped_review_leaves_the_one_before(session, committee):
    case, architect = committee.precheck(), committee.people["architect"]
    first = rounds.newest(session, case.id).submission_id
    later = committee.submission()
    opening.replace(session, case, architect, later)
    assert opening.drop(session, case, architect, later.id) == (later.id,)
    assert rounds.newest(session, case.id).submission_id == first
    assert opening.drop(session, case, architect, first)
    session.flush()
    assert rounds.rounds_of(session, case.id) == ()


def test_filed_case_is_not_removed(session, committee):
    with pytest.raises(ConflictError):
        opening.remove(session, committee.filed(), committee.people["architect"])


def test_supplement_is_a_round_of_its_own_and_starts_the_term_anew(session, committee):
    from app.procedure import intake

    case, architect = committee.filed("2026-10-05"), committee.people["architect"]
    office = committee.people["official"]
    with pytest.raises(RefusedError):
        intake.ask_supplement(session, case, office, asked=" ")
    intake.ask_supplement(session, case, office, asked="보안등 위치", at=at("2026-10-07"))
    assert (case.asked, case.due_on) == ("보안등 위치", None)
    with pytest.raises(ConflictError):
        filing.supply(session, case, architect, readiness=READY, ledger=None)
    rounds.put(session, case, _stored(session, committee.submission(parcel="한강로동 12-4")))
    assert case.parcel == "한강로동 12-3"  # not filed yet
    filing.supply(session, case, architect, readiness=READY, ledger=None, at=at("2026-10-12"))
    second = rounds.newest(session, case.id)
    assert (second.number, second.cause) == (2, Cause.SUPPLEMENT)
    assert (case.parcel, case.asked) == ("한강로동 12-4", "")
    assert case.due_on == date(2026, 11, 11)


def test_draft_of_a_round_is_its_architects_alone(session, committee):
    from app.auth.standing import standing

    case = decided(session, committee, CaseState.REDELIBERATION)
    draft = _stored(session, committee.submission())
    rounds.put(session, case, draft)
    seen = {
        name: [r.number for r in rounds.seen_by(session, case, standing(session, who, case))]
        for name, who in committee.people.items()
        if name in ("architect", "secretary", "official")
    }
    assert seen == {"architect": [1, 2], "secretary": [1], "official": [1]}
    secretary = standing(session, committee.people["secretary"], case)
    assert not rounds.may_see(session, case, secretary, draft.id)


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (CaseState.REDELIBERATION, CaseState.FILED),
        (CaseState.CONDITIONAL, CaseState.FOLLOWING),
        (CaseState.FOLLOWING, CaseState.FOLLOWING),
    ],
)
def test_resubmission_goes_to_the_committee_only_for_another_deliberation(
    session, committee, state, to
):
    case = decided(session, committee, state)
    rounds.put(session, case, _stored(session, committee.submission()))
    filing.resubmit(session, case, committee.people["architect"], readiness=READY, ledger=None)
    assert case.state == to
    assert [r.number for r in rounds.rounds_of(session, case.id)] == [1, 2]


def test_objection_is_made_within_a_month_of_being_told(session, committee):
    architect = committee.people["architect"]
    case = decided(session, committee, CaseState.REJECTED, told="2026-11-23")
    with pytest.raises(RefusedError):
        filing.apply_again(session, case, architect, at=at("2026-12-24"))
    filing.apply_again(session, case, architect, at=at("2026-12-23"))
    again = rounds.newest(session, case.id)
    assert (case.state, again.cause) == (CaseState.ACCEPTED, Cause.OBJECTION)
    assert again.submission_id == session.get(RoundRow, (case.id, 1)).submission_id
    assert case.due_on == date(2027, 1, 7)  # fifteen days


def test_objection_waits_for_the_result_to_be_told(session, committee):
    case = decided(session, committee, CaseState.REJECTED, told=None)
    with pytest.raises(ConflictError):
        filing.apply_again(session, case, committee.people["architect"])


def test_case_there_was_no_time_for_is_tabled_again_in_seven_days(session, committee):
    secretary = committee.people["secretary"]
    other = decided(session, committee, CaseState.REDELIBERATION, grounds=["a"])
    with pytest.raises(ConflictError):
        filing.table_again(session, other, secretary)
    case = decided(session, committee, CaseState.REDELIBERATION, grounds=["e"])
    filing.table_again(session, case, secretary, at=at("2026-11-23"))
    assert (case.state, case.due_on) == (CaseState.ACCEPTED, date(2026, 11, 27))
    assert rounds.newest(session, case.id).cause == Cause.TIME


def test_result_is_told_then_published_then_the_case_closed(session, committee):
    case, office = decided(session, committee, CaseState.APPROVED, told=None), "official"
    official = committee.people[office]
    with pytest.raises(ConflictError):
        results.close(session, case, official)
    results.notify(session, case, official, at=at("2026-11-23"))
    assert case.due_on == date(2026, 11, 30)  # ten days from the decision
    with pytest.raises(ConflictError):
        results.notify(session, case, official)
    results.publish_result(session, case, official, at=at("2026-11-25"))
    assert case.due_on is None
    results.close(session, case, official)
    assert case.state == CaseState.CLOSED


def test_rejection_stays_open_while_it_may_be_contested(session, committee):
    case = decided(session, committee, CaseState.REJECTED, told="2026-11-23")
    official = committee.people["official"]
    results.publish_result(session, case, official, at=at("2026-11-25"))
    with pytest.raises(ConflictError):
        results.close(session, case, official, at=at("2026-12-23"))
    results.close(session, case, official, at=at("2026-12-24"))
    assert case.state == CaseState.CLOSED


def test_conditions_are_closed_before_the_case(session, committee):
    from app.reviews.tables import ConditionRow

    case, official = decided(session, committee, CaseState.FOLLOWING), committee.people["official"]
    results.publish_result(session, case, official)
    condition = ConditionRow(
        id="k" * 36,
        case_id=case.id,
        round=1,
        number=1,
        basis="law",
        place="주출입구",
        target="10 lx",
        stage="occupancy",
        check="측정",
        text="주출입구 조도를 10 lx 이상으로 한다.",
    )
    session.add(condition)
    session.flush()
    with pytest.raises(ConflictError):
        results.close(session, case, official)
    condition.state = "closed"
    results.close(session, case, official)
    assert case.state == CaseState.CLOSED


def _stored(session, submission):
    session.add(submission)
    session.flush()
    return submission
