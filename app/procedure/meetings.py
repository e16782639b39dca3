"""Meetings of a committee: when, who is named for them, who is there, whether that is enough."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.roles import IN_COMMITTEE, VOTING, Role
from app.auth.standing import roles_in
from app.auth.tables import MembershipRow, PersonRow
from app.cases.states import CaseState
from app.cases.tables import AttendanceRow, CaseRow, MeetingRow, RecusalRow
from app.db import now
from app.errors import ConflictError, ForbiddenError, NotFoundError, RefusedError
from app.procedure import articles, faults, meeting_faults
from cpted_rules.errors import Fault
from cpted_rules.text import Text

FEWEST, MOST = 9, 21
"""Members of each meeting, the chair counted. 서울특별시 건축 조례 제9조."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether enough of the members named are there."""

    named: int
    present: int

    @property
    def needed(self) -> int:
        """More than half of those named. 건축법 시행령 제5조의5제6항제2호바목."""
        return self.named // 2 + 1

    @property
    def holds(self) -> bool:
        """Whether the meeting may deliberate."""
        return self.named > 0 and self.present >= self.needed


def create(
    session: Session,
    person: PersonRow,
    *,
    committee_id: str,
    held_on: date,
    members: Collection[str],
    title: str = "",
    place: str = "",
) -> MeetingRow:
    """A meeting with the members named for it.

    Raises:
        ForbiddenError: whoever asks is neither its secretary nor its chair.
        RefusedError: too few or too many members, or some are not of the committee.
    """
    _check_keeper(session, person, committee_id)
    meeting = MeetingRow(
        id=str(uuid4()), committee_id=committee_id, held_on=held_on, title=title, place=place
    )
    session.add(meeting)
    session.flush()
    _name(session, meeting, members)
    audit.record(
        session,
        "meeting.create",
        person_id=person.id,
        meeting=meeting.id,
        held_on=held_on.isoformat(),
        named=len(set(members)),
    )
    return meeting


def name(
    session: Session, meeting: MeetingRow, person: PersonRow, members: Collection[str]
) -> None:
    """Name the members of a meeting anew, before it opens.

    Raises: as `create`, and ConflictError once it was opened.
    """
    _check_keeper(session, person, meeting.committee_id)
    if meeting.opened_at is not None:
        raise ConflictError(_was_opened())
    _name(session, meeting, members)
    audit.record(
        session, "meeting.name", person_id=person.id, meeting=meeting.id, named=len(set(members))
    )


def attend(
    session: Session, meeting: MeetingRow, person: PersonRow, present: Collection[str]
) -> Quorum:
    """Take down who of the named is there.

    Raises:
        ForbiddenError: whoever asks is neither its secretary nor its chair.
        ConflictError: the meeting is over.
    """
    _check_keeper(session, person, meeting.committee_id)
    if meeting.closed_at is not None:
        raise ConflictError(_was_closed())
    for row in attendances(session, meeting.id):
        row.present = row.person_id in present
    session.flush()
    quorum = quorum_of(session, meeting)
    audit.record(
        session,
        "meeting.attend",
        person_id=person.id,
        meeting=meeting.id,
        named=quorum.named,
        present=quorum.present,
    )
    return quorum


def open_meeting(
    session: Session, meeting: MeetingRow, person: PersonRow, *, at: datetime | None = None
) -> MeetingRow:
    """The meeting opened, with enough members there.

    Raises:
        ForbiddenError: whoever asks is neither its secretary nor its chair.
        ConflictError: it is open or over, or there is no quorum.
    """
    _check_keeper(session, person, meeting.committee_id)
    if meeting.closed_at is not None:
        raise ConflictError(_was_closed())
    if meeting.opened_at is not None:
        raise ConflictError(_was_opened())
    quorum = quorum_of(session, meeting)
    if not quorum.holds:
        raise ConflictError(meeting_faults.no_quorum(quorum.present, quorum.named, articles.QUORUM))
    meeting.opened_at = at or now()
    audit.record(
        session, "meeting.open", person_id=person.id, meeting=meeting.id, present=quorum.present
    )
    return meeting


def close_meeting(
    session: Session, meeting: MeetingRow, person: PersonRow, *, at: datetime | None = None
) -> MeetingRow:
    """The meeting closed, all its items decided, broken off or taken off.

    Raises:
        ForbiddenError: whoever asks is neither its secretary nor its chair.
        ConflictError: it is not open, or an item is still in session.
    """
    _check_keeper(session, person, meeting.committee_id)
    if meeting.opened_at is None or meeting.closed_at is not None:
        raise ConflictError(_not_open())
    if any(case.state == CaseState.MEETING for case in agenda(session, meeting.id)):
        raise ConflictError(
            meeting_faults.meeting_state(
                Text(ko="심의 중인 안건이 있음", en="an item is in session"),
                Text(ko="의결하거나 중단한 안건", en="items decided or broken off"),
            )
        )
    meeting.closed_at = at or now()
    meeting.showing, meeting.shown = None, ""
    audit.record(session, "meeting.close", person_id=person.id, meeting=meeting.id)
    return meeting


def meeting_for(session: Session, person: PersonRow, meeting_id: str) -> MeetingRow:
    """A meeting that somebody may see: of a committee they belong to.

    Raises:
        NotFoundError: there is none, or it is another committee's.
    """
    meeting = session.get(MeetingRow, meeting_id)
    if meeting is None or not roles_in(session, person.id, meeting.committee_id):
        raise NotFoundError(meeting_faults.no_meeting(meeting_id))
    return meeting


def meetings_of(session: Session, person: PersonRow) -> tuple[MeetingRow, ...]:
    """The meetings of somebody's committees, the latest first."""
    committees = committees_of(session, person, frozenset(IN_COMMITTEE))
    rows = (
        select(MeetingRow)
        .where(MeetingRow.committee_id.in_(committees))
        .order_by(MeetingRow.held_on.desc(), MeetingRow.id)
    )
    return tuple(session.scalars(rows))


def committees_of(session: Session, person: PersonRow, roles: frozenset[Role]) -> tuple[str, ...]:
    """Ids of the committees in which somebody has one of the roles now."""
    rows = session.scalars(
        select(MembershipRow.committee_id).where(MembershipRow.person_id == person.id)
    )
    return tuple(
        sorted({id for id in rows if not roles_in(session, person.id, id).isdisjoint(roles)})
    )


def keeps(session: Session, person: PersonRow, committee_id: str) -> bool:
    """Whether somebody settles agenda and members of a committee."""
    held = roles_in(session, person.id, committee_id)
    return not held.isdisjoint({Role.SECRETARY, Role.CHAIR})


def agenda(session: Session, meeting_id: str) -> tuple[CaseRow, ...]:
    """The cases of a meeting, by their number on the agenda."""
    rows = (
        select(CaseRow)
        .where(CaseRow.meeting_id == meeting_id)
        .order_by(CaseRow.item, CaseRow.number)
    )
    return tuple(session.scalars(rows))


def attendances(session: Session, meeting_id: str) -> tuple[AttendanceRow, ...]:
    """Everybody named for a meeting."""
    rows = select(AttendanceRow).where(AttendanceRow.meeting_id == meeting_id)
    return tuple(session.scalars(rows.order_by(AttendanceRow.person_id)))


def quorum_of(session: Session, meeting: MeetingRow, case: CaseRow | None = None) -> Quorum:
    """How many are named and there; for one case, without those recused from it."""
    rows = attendances(session, meeting.id)
    if case is not None:
        recused = set(
            session.scalars(select(RecusalRow.person_id).where(RecusalRow.case_id == case.id))
        )
        rows = tuple(row for row in rows if row.person_id not in recused)
    return Quorum(named=len(rows), present=sum(row.present for row in rows))


def _name(session: Session, meeting: MeetingRow, members: Collection[str]) -> None:
    wanted = sorted(set(members))
    if not FEWEST <= len(wanted) <= MOST:
        raise RefusedError(
            meeting_faults.members_out_of_range(len(wanted), FEWEST, MOST, articles.SIZE)
        )
    strangers = [
        person_id
        for person_id in wanted
        if roles_in(session, person_id, meeting.committee_id).isdisjoint(VOTING)
    ]
    if strangers:
        raise RefusedError(*map(meeting_faults.no_member, strangers))
    there = {row.person_id: row for row in attendances(session, meeting.id)}
    for person_id, row in there.items():
        if person_id not in wanted:
            session.delete(row)
    for person_id in wanted:
        if person_id not in there:
            session.add(AttendanceRow(meeting_id=meeting.id, person_id=person_id))
    session.flush()


def _check_keeper(session: Session, person: PersonRow, committee_id: str) -> None:
    if not keeps(session, person, committee_id):
        raise ForbiddenError(
            faults.not_yours(
                Text(ko="회의 준비와 진행", en="keeping a meeting"),
                Text(ko="간사, 위원장", en="secretary, chair"),
                articles.NAMED,
            )
        )


def _was_opened() -> Fault:
    return meeting_faults.meeting_state(
        Text(ko="이미 연 회의", en="a meeting that is open"),
        Text(ko="아직 열지 않은 회의", en="one not opened yet"),
    )


def _was_closed() -> Fault:
    return meeting_faults.meeting_state(
        Text(ko="끝난 회의", en="a meeting that is over"),
        Text(ko="끝나지 않은 회의", en="one not over yet"),
    )


def _not_open() -> Fault:
    return meeting_faults.meeting_state(
        Text(ko="열려 있지 않은 회의", en="a meeting that is not open"),
        Text(ko="연 회의", en="an open meeting"),
    )
