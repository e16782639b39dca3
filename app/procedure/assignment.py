"""Who of a committee is on a case: named with its meeting, added or taken off one by one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.permissions import CaseStanding
from app.auth.roles import VOTING, Body, Role
from app.auth.standing import roles_in
from app.auth.tables import MembershipRow, PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, MeetingRow, RecusalRow
from app.db import now
from app.errors import RefusedError
from app.procedure import articles, meeting_faults
from app.procedure.meetings import attendances

_ASSIGNED = (Role.EXPERT, Role.MEMBER)
"""Roles that somebody is put on a case as; the chair is on every case of the committee."""
_REVEALED = frozenset(CaseState) - {
    CaseState.PRECHECK,
    CaseState.FILED,
    CaseState.SUPPLEMENT,
    CaseState.ACCEPTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who votes in a committee, as lists show them.

    Args:
        body: who recommended them; None where nobody did.
        named: whether they are on the case.
        recused: whether they may not be.
    """

    person: PersonRow
    role: Role
    body: Body | None
    named: bool = False
    recused: bool = False


def members_of(session: Session, committee_id: str) -> tuple[Member, ...]:
    """Everybody who votes in a committee now: chair, experts, members, each by name."""
    rows = session.execute(
        select(MembershipRow, PersonRow)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(
            MembershipRow.committee_id == committee_id,
            MembershipRow.role.in_([role.value for role in VOTING]),
            PersonRow.active,
        )
    ).all()
    moment, best = now(), dict[str, Member]()
    for membership, person in rows:
        if membership.until is not None and membership.until <= moment:
            continue
        body = Body(membership.body) if membership.body else None
        member = Member(person=person, role=Role(membership.role), body=body)
        before = best.get(person.id)
        if before is None or _rank(member.role) < _rank(before.role):
            best[person.id] = member
    return tuple(sorted(best.values(), key=lambda m: (_rank(m.role), m.person.name)))


def candidates(session: Session, case: CaseRow) -> tuple[Member, ...]:
    """Everybody who votes in the committee of a case, with how they stand to it."""
    if case.committee_id is None:
        return ()
    named = {row.person_id for row in assigned(session, case)}
    barred = barred_from(session, case)
    return tuple(
        Member(
            person=m.person,
            role=m.role,
            body=m.body,
            named=m.person.id in named,
            recused=m.person.id in barred,
        )
        for m in members_of(session, case.committee_id)
    )


def assigned(session: Session, case: CaseRow) -> tuple[AssignmentRow, ...]:
    """Who is on a case."""
    rows = select(AssignmentRow).where(AssignmentRow.case_id == case.id)
    return tuple(session.scalars(rows.order_by(AssignmentRow.person_id)))


def revealed(session: Session, case: CaseRow, standing: CaseStanding) -> tuple[Member, ...]:
    """The members on a case, for those who may know them: its architect once they are settled.

    Source: 건축법 시행령 제5조의5제6항제2호라목.
    """
    if standing.roles == {Role.ARCHITECT} and CaseState(case.state) not in _REVEALED:
        return ()
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    of_meeting = {row.person_id for row in attendances(session, meeting.id)} if meeting else set()
    return tuple(
        m
        for m in candidates(session, case)
        if not m.recused and (m.named or m.person.id in of_meeting)
    )


def assign(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    whom_id: str,
    *,
    role: Role | None = None,
    at: datetime | None = None,
) -> AssignmentRow:
    """Somebody put on a case.

    Args:
        role: what they are on it as; expert rather than member, if not said.

    Raises:
        RefusedError: they have no such role in its committee, are recused, or it is their case.
    """
    row = _put(session, case, person, whom_id, role=role, at=at or now())
    audit.record(
        session, "case.assign", person_id=person.id, case_id=case.id, whom=whom_id, role=row.role
    )
    return row


def unassign(session: Session, case: CaseRow, person: PersonRow, whom_id: str) -> None:
    """Take somebody off a case.

    Raises:
        RefusedError: they are not on it.
    """
    row = session.get(AssignmentRow, (case.id, whom_id))
    if row is None:
        raise RefusedError(meeting_faults.no_member(whom_id))
    session.delete(row)
    audit.record(session, "case.unassign", person_id=person.id, case_id=case.id, whom=whom_id)


def assign_meeting(
    session: Session, case: CaseRow, person: PersonRow, meeting: MeetingRow, *, at: datetime
) -> int:
    """Put everybody named for a meeting on a case, but those who may not; how many there are."""
    barred = barred_from(session, case)
    wanted = {row.person_id for row in attendances(session, meeting.id)} - barred
    for row in assigned(session, case):
        if row.person_id not in wanted:
            session.delete(row)
    session.flush()
    for person_id in sorted(wanted):
        if not roles_in(session, person_id, meeting.committee_id).isdisjoint(_ASSIGNED):
            _put(session, case, person, person_id, role=None, at=at)
    return len(wanted)


def barred_from(session: Session, case: CaseRow) -> set[str]:
    """Ids of those who may not act on a case: the recused, and its architect."""
    recused = session.scalars(select(RecusalRow.person_id).where(RecusalRow.case_id == case.id))
    return {*recused, case.owner_id}


def _put(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    whom_id: str,
    *,
    role: Role | None,
    at: datetime,
) -> AssignmentRow:
    if whom_id in barred_from(session, case):
        raise RefusedError(meeting_faults.recused_member(whom_id, articles.EXCLUSION))
    held = roles_in(session, whom_id, case.committee_id) if case.committee_id else set()
    chosen = role or next((r for r in _ASSIGNED if r in held), None)
    if chosen not in _ASSIGNED or chosen not in held:
        raise RefusedError(meeting_faults.no_member(whom_id))
    row = session.get(AssignmentRow, (case.id, whom_id))
    if row is None:
        row = AssignmentRow(
            case_id=case.id, person_id=whom_id, role=chosen, assigned_by=person.id, at=at
        )
        session.add(row)
    row.role = chosen
    session.flush()
    return row


def _rank(role: Role) -> int:
    return (Role.CHAIR, Role.EXPERT, Role.MEMBER).index(role)
