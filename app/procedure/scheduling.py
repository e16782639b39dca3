"""A case on its way through a meeting: settled, sent out, opened, broken off."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.tables import CaseRow, MeetingRow
from app.db import now
from app.errors import ConflictError, RefusedError
from app.procedure import articles, clocks, meeting_faults
from app.procedure.actions import Action, Step
from app.procedure.assignment import assign_meeting
from app.procedure.clocks import Term, ends_on, seoul_day
from app.procedure.meetings import FEWEST, MOST, Quorum, quorum_of
from app.procedure.workflow import may_step, step
from cpted_rules.text import Text


class Excuse(StrEnum):
    """What excuses a term before the meeting. 건축법 시행령 제5조의5제6항제2호다목 단서."""

    SECRET = "secret"
    UNAVOIDABLE = "unavoidable"


EXCUSE_NAMES = {
    Excuse.SECRET: Text(ko="대외적으로 기밀 유지가 필요함", en="it has to be kept secret"),
    Excuse.UNAVOIDABLE: Text(ko="그 밖의 부득이한 사유", en="it cannot be helped"),
}


def schedule(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    meeting_id: str,
    item: str = "",
    excuse: Excuse | None = None,
    at: datetime | None = None,
) -> Step:
    """The case on the agenda of a meeting, its members named; their list is told to the applicant.

    Args:
        item: its number on the agenda, as the committee writes it.
        excuse: of being later than ten days before the meeting.

    Raises:
        RefusedError: it is too near to the meeting, or too few members are left without those
            recused.
        ConflictError: the meeting is over or none of this committee.
    """
    may_step(session, case, Action.SCHEDULE, person)
    at = at or now()
    meeting = session.get(MeetingRow, meeting_id)
    if meeting is None or meeting.committee_id != case.committee_id:
        raise RefusedError(meeting_faults.no_meeting(meeting_id))
    if meeting.opened_at is not None:
        raise ConflictError(
            meeting_faults.meeting_state(
                Text(ko="이미 열린 회의", en="a meeting that was opened"),
                Text(ko="아직 열지 않은 회의", en="one not opened yet"),
            )
        )
    _check_notice(clocks.NAMED, meeting, at, excuse)
    named = assign_meeting(session, case, person, meeting, at=at)
    if named < FEWEST:
        raise RefusedError(meeting_faults.members_out_of_range(named, FEWEST, MOST, articles.SIZE))
    case.meeting_id, case.item = meeting.id, item.strip()
    return step(
        session,
        case,
        Action.SCHEDULE,
        person,
        at=at,
        meeting=meeting.id,
        named=named,
        excuse=excuse.value if excuse else "",
    )


def postpone(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case off the agenda; who was on it stays until it is put on another."""
    may_step(session, case, Action.POSTPONE, person)
    case.meeting_id, case.item = None, ""
    return step(session, case, Action.POSTPONE, person, at=at)


def distribute(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    excuse: Excuse | None = None,
    at: datetime | None = None,
) -> Step:
    """The drawings with the members, who review them from now on.

    Raises:
        RefusedError: it is later than seven days before the meeting, and nothing excuses it.
    """
    may_step(session, case, Action.DISTRIBUTE, person)
    at = at or now()
    _check_notice(clocks.SENT, _meeting(session, case), at, excuse)
    return step(
        session,
        case,
        Action.DISTRIBUTE,
        person,
        at=at,
        excuse=excuse.value if excuse else "",
    )


def open_item(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case in session.

    Raises:
        ConflictError: its meeting is not open, or without those recused there is no quorum.
    """
    may_step(session, case, Action.OPEN_MEETING, person)
    meeting = _meeting(session, case)
    if meeting.opened_at is None or meeting.closed_at is not None:
        raise ConflictError(
            meeting_faults.meeting_state(
                Text(ko="열려 있지 않은 회의", en="a meeting that is not open"),
                Text(ko="출석을 확인하고 연 회의", en="one opened with its attendance taken"),
            )
        )
    quorum = quorum_of(session, meeting, case)
    if not quorum.holds:
        raise ConflictError(meeting_faults.no_quorum(quorum.present, quorum.named, articles.QUORUM))
    meeting.showing, meeting.shown = case.id, ""
    return step(
        session,
        case,
        Action.OPEN_MEETING,
        person,
        at=at,
        meeting=meeting.id,
        named=quorum.named,
        present=quorum.present,
    )


def adjourn(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case no longer in session, and not decided."""
    made = step(session, case, Action.ADJOURN, person, at=at)
    meeting = _meeting(session, case)
    if meeting.showing == case.id:
        meeting.showing, meeting.shown = None, ""
    return made


def quorum_on(session: Session, case: CaseRow) -> Quorum:
    """How many are named for the meeting of a case and there, without those recused from it."""
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    if meeting is None:
        return Quorum(named=0, present=0)
    return quorum_of(session, meeting, case)


def _check_notice(term: Term, meeting: MeetingRow, at: datetime, excuse: Excuse | None) -> None:
    due = ends_on(term, meeting.held_on)
    if seoul_day(at) > due and excuse is None:
        raise RefusedError(meeting_faults.too_near(due, term.article))


def _meeting(session: Session, case: CaseRow) -> MeetingRow:
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    if meeting is None:
        raise ConflictError(meeting_faults.no_meeting(case.meeting_id or ""))
    return meeting
