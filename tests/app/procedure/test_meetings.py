"""Meetings have nine to twenty-one members and a quorum; the recused are gone from a case."""

from datetime import date

import pytest

from app.auth.permissions import Permission, Relation
from app.auth.roles import Role
from app.auth.standing import standing
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow
from app.errors import ConflictError, ForbiddenError, RefusedError
from app.procedure import assignment, intake, listing, meetings, recusal, scheduling, work
from app.procedure.recusal import Ground
from app.procedure.scheduling import Excuse
from app.procedure.work import Kind
from app.reviews.tables import AnnotationRow, OpinionRow, VoteRow
from tests.app.procedure.conftest import MEETING_DAY, at


def members(committee, count):
    names = [n for n in committee.people if n.startswith("member")]
    return [committee.people[name].id for name in names[:count]]


@pytest.mark.parametrize(("count", "fits"), [(8, False), (9, True), (21, True), (22, False)])
def test_nine_to_twenty_one_members_are_named(session, committee, count, fits):
    for number in range(20, 31):
        committee.person(f"member-{number}", Role.MEMBER)

    def call():
        return meetings.create(
            session,
            committee.people["secretary"],
            committee_id=committee.row.id,
            held_on=MEETING_DAY,
            members=members(committee, count),
        )

    if fits:
        assert meetings.quorum_of(session, call()).named == count
    else:
        with pytest.raises(RefusedError):
            call()


def test_meeting_is_called_by_secretary_or_chair_with_members_of_the_committee(session, committee):
    stranger = committee.person("stranger")
    with pytest.raises(RefusedError):
        meetings.create(
            session,
            committee.people["chair"],
            committee_id=committee.row.id,
            held_on=MEETING_DAY,
            members=[*members(committee, 9), stranger.id],
        )
    for name in ("official", "member-1", "stranger"):
        with pytest.raises(ForbiddenError):
            meetings.create(
                session,
                committee.people[name],
                committee_id=committee.row.id,
                held_on=MEETING_DAY,
                members=members(committee, 9),
            )


def test_quorum_is_more_than_half(session, committee):
    meeting, secretary = committee.meeting(), committee.people["secretary"]
    there = [row.person_id for row in meetings.attendances(session, meeting.id)]
    assert len(there) == 12
    with pytest.raises(ConflictError):
        meetings.open_meeting(session, meeting, secretary)
    assert not meetings.attend(session, meeting, secretary, there[:6]).holds
    assert meetings.attend(session, meeting, secretary, there[:7]).holds
    meetings.open_meeting(session, meeting, secretary, at=at("2026-11-20"))
    with pytest.raises(ConflictError):
        meetings.name(session, meeting, secretary, there)


def test_scheduling_names_the_members_ten_days_before(session, committee):
    case, secretary = committee.filed(), committee.people["secretary"]
    intake.accept(session, case, secretary)
    meeting = committee.meeting()
    with pytest.raises(RefusedError):
        scheduling.schedule(session, case, secretary, meeting_id=meeting.id, at=at("2026-11-11"))
    scheduling.schedule(session, case, secretary, meeting_id=meeting.id, at=at("2026-11-10", 23))
    assert (case.state, case.due_on) == (CaseState.SCHEDULED, date(2026, 11, 13))
    roles = {row.person_id: row.role for row in assignment.assigned(session, case)}
    assert roles[committee.people["member-expert-1"].id] == Role.EXPERT
    assert roles[committee.people["member-1"].id] == Role.MEMBER
    assert committee.people["chair"].id not in roles  # on every case by office


def test_necessity_excuses_being_late(session, committee):
    case = committee.scheduled()
    secretary = committee.people["secretary"]
    with pytest.raises(RefusedError):
        scheduling.distribute(session, case, secretary, at=at("2026-11-14"))
    scheduling.distribute(session, case, secretary, excuse=Excuse.UNAVOIDABLE, at=at("2026-11-14"))
    assert case.state == CaseState.REVIEWING


def test_members_are_told_to_the_applicant_once_settled(session, committee):
    case, architect = committee.filed(), committee.people["architect"]
    stands = standing(session, architect, case)
    assignment.assign(session, case, committee.people["secretary"], committee.people["member-1"].id)
    assert assignment.revealed(session, case, stands) == ()
    committee.scheduled(case)
    names = {m.person.name for m in assignment.revealed(session, case, stands)}
    assert {"chair", "member-1", "member-expert-1"} <= names
    assert len(names) == 12


def test_item_opens_in_an_open_meeting_and_breaks_off(session, committee):
    case, secretary = committee.reviewing(), committee.people["secretary"]
    case.state = CaseState.PUBLISHED
    meeting = session.get(meetings.MeetingRow, case.meeting_id)
    with pytest.raises(ConflictError):
        scheduling.open_item(session, case, secretary)
    there = [row.person_id for row in meetings.attendances(session, meeting.id)]
    meetings.attend(session, meeting, secretary, there)
    meetings.open_meeting(session, meeting, secretary)
    scheduling.open_item(session, case, secretary)
    assert (case.state, meeting.showing) == (CaseState.MEETING, case.id)
    with pytest.raises(ConflictError):
        meetings.close_meeting(session, meeting, secretary)
    scheduling.adjourn(session, case, secretary)
    assert (case.state, meeting.showing) == (CaseState.PUBLISHED, None)
    meetings.close_meeting(session, meeting, secretary)


def test_recusal_hides_the_case_and_takes_drafts_out(session, committee):
    case, expert = committee.reviewing(), committee.people["member-expert-1"]
    draft = OpinionRow(id="o" * 36, case_id=case.id, round=1, person_id=expert.id, position="agree")
    out = OpinionRow(
        id="p" * 36,
        case_id=case.id,
        round=1,
        person_id=expert.id,
        position="agree",
        published_at=at("2026-11-12"),
    )
    mark = AnnotationRow(
        id="q" * 36, case_id=case.id, round=1, person_id=expert.id, key="k", kind="point"
    )
    session.add_all((draft, out, mark))
    session.flush()
    assert listing.found(session, expert)[1] == 1
    before = scheduling.quorum_on(session, case).named
    recusal.recuse(session, case, expert, whom=expert, ground=Ground.SERVICE)
    stands = standing(session, expert, case)
    assert stands.relation is Relation.RECUSED
    assert not any(stands.may(p, CaseState(case.state)) for p in Permission)
    assert listing.found(session, expert) == ((), 0)
    assert work.work_of(session, expert).tasks == ()
    assert draft.deleted_at is not None
    assert mark.deleted_at is not None
    assert out.deleted_at is None  # what was published stays
    assert session.get(AssignmentRow, (case.id, expert.id)) is None
    assert scheduling.quorum_on(session, case).named == before - 1
    with pytest.raises(ConflictError):
        recusal.recuse(session, case, expert, whom=expert, ground=Ground.KIN)


def test_recused_member_is_not_named_again(session, committee):
    case, expert = committee.filed(), committee.people["member-expert-1"]
    secretary = committee.people["secretary"]
    recusal.recuse(session, case, secretary, whom=expert, ground=Ground.EMPLOYER)
    committee.scheduled(case)
    assert session.get(AssignmentRow, (case.id, expert.id)) is None
    with pytest.raises(RefusedError):
        assignment.assign(session, case, secretary, expert.id)
    recusal.readmit(session, case, secretary, expert.id)
    assert assignment.assign(session, case, secretary, expert.id).role == Role.EXPERT


def test_nobody_readmits_themselves(session, committee):
    case, chair = committee.filed(), committee.people["chair"]
    recusal.recuse(session, case, chair, whom=chair, ground=Ground.KIN)
    with pytest.raises(RefusedError):
        recusal.readmit(session, case, chair, chair.id)


def test_vote_of_the_recused_falls_while_the_case_is_in_session_only(session, committee):
    case, chair = committee.reviewing(), committee.people["chair"]
    for name, state, left in (
        ("member-1", CaseState.MEETING, 0),
        ("member-2", CaseState.CONDITIONAL, 1),
    ):
        person = committee.people[name]
        session.add(VoteRow(case_id=case.id, round=1, person_id=person.id, choice="approved"))
        case.state = state
        session.flush()
        recusal.recuse(session, case, chair, whom=person, ground=Ground.KIN)
        votes = session.query(VoteRow).filter_by(case_id=case.id, person_id=person.id).count()
        assert votes == left


def test_architect_of_a_case_is_no_member_of_it(session, committee):
    case = committee.filed()
    architect = committee.people["architect"]
    committee.people["member-architect"] = architect
    from app.auth.tables import MembershipRow

    session.add(
        MembershipRow(committee_id=committee.row.id, person_id=architect.id, role=Role.MEMBER)
    )
    session.flush()
    committee.scheduled(case)
    assert session.get(AssignmentRow, (case.id, architect.id)) is None
    assert standing(session, architect, case).roles == {Role.ARCHITECT}


@pytest.mark.parametrize("state", list(CaseState))
def test_list_shows_what_standing_allows(session, committee, state):
    case = committee.scheduled()
    case.state = state
    session.flush()
    outsider = committee.person("outsider")
    for person in (*committee.people.values(), outsider):
        allowed = standing(session, person, case).may(Permission.READ, state)
        assert listing.found(session, person)[1] == int(allowed), (person.name, state)


def test_work_names_what_waits_for_each(session, committee):
    case = committee.reviewing()

    def kinds(name):
        return [t.kind for t in work.work_of(session, committee.people[name]).tasks]

    assert kinds("member-expert-1") == [Kind.OPINE]
    assert kinds("secretary") == [Kind.CONSOLIDATE]
    assert kinds("architect") == kinds("official") == []
    waiting = work.work_of(session, committee.people["architect"]).waiting
    assert [c.id for c in waiting] == [case.id]
    row = session.get(AssignmentRow, (case.id, committee.people["member-expert-1"].id))
    row.submitted_round = 1
    session.flush()
    assert kinds("member-expert-1") == []
    due = work.work_of(session, committee.people["member-1"]).tasks[0].due_on
    assert due == date(2026, 11, 19)  # the day before the meeting


def test_search_finds_words_in_any_column(session, committee):
    case, secretary = committee.filed(), committee.people["secretary"]
    for words, count in (("한강로 12-3", 1), ("신축허가-12", 1), ("100%", 0), ("없는말", 0)):
        assert listing.found(session, secretary, words=words)[1] == count, words
    assert listing.found(session, secretary, due_by=case.due_on)[1] == 1
    assert listing.counted(session, secretary) == {CaseState.FILED: 1}
