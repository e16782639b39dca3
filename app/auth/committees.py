"""Committees and who is in them as what, with the body that recommended an expert."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth import faults
from app.auth.roles import IN_COMMITTEE, Body, Role
from app.auth.tables import CommitteeRow, MembershipRow, PersonRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError


def add(session: Session, *, name: str, district: str, by: str = "") -> CommitteeRow:
    """A new committee.

    Args:
        district: 용산구; 서울특별시 for the city's own.

    Raises:
        RefusedError: name or district is empty.
        ConflictError: there is one of that name.
    """
    name, district = name.strip()[:200], district.strip()[:40]
    if not name or not district:
        raise RefusedError(faults.no_name())
    if session.scalar(select(CommitteeRow.id).where(CommitteeRow.name == name)) is not None:
        raise ConflictError(faults.committee_named(name))
    row = CommitteeRow(id=str(uuid4()), name=name, district=district)
    session.add(row)
    session.flush()
    audit.record(session, "committee.add", person_id=by, committee=row.id)
    return row


def listed(session: Session) -> Sequence[CommitteeRow]:
    """Every committee, by name."""
    return session.scalars(select(CommitteeRow).order_by(CommitteeRow.name)).all()


def find(session: Session, committee_id: str) -> CommitteeRow:
    """The committee with that id.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(CommitteeRow, committee_id)
    if row is None:
        raise NotFoundError(faults.no_committee(committee_id))
    return row


def members(
    session: Session, committee_id: str, *, past: bool = False
) -> Sequence[tuple[MembershipRow, PersonRow]]:
    """Who is in a committee as what, by role and name; with those who left where `past`."""
    rows = session.execute(
        select(MembershipRow, PersonRow)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.committee_id == committee_id)
        .order_by(PersonRow.name, PersonRow.id)
    )
    moment = now()
    order = list(IN_COMMITTEE)
    found = [
        (row, person) for row, person in rows if past or row.until is None or row.until > moment
    ]
    return sorted(found, key=lambda one: order.index(Role(one[0].role)))


def of_person(session: Session, person_id: str) -> Sequence[tuple[MembershipRow, CommitteeRow]]:
    """The roles that somebody has now, and in which committees."""
    rows = session.execute(
        select(MembershipRow, CommitteeRow)
        .join(CommitteeRow, CommitteeRow.id == MembershipRow.committee_id)
        .where(MembershipRow.person_id == person_id)
        .order_by(CommitteeRow.name, MembershipRow.role)
    )
    moment = now()
    return [(row, one) for row, one in rows if row.until is None or row.until > moment]


def appoint(
    session: Session,
    *,
    committee_id: str,
    person_id: str,
    role: Role,
    body: Body | None = None,
    by: str = "",
) -> MembershipRow:
    """Somebody with a role in a committee, again where they had left.

    Args:
        body: who recommended them; an expert has one. 건축법 시행령 제5조의5제6항제1호나목.

    Raises:
        RefusedError: committees do not give that role, or nobody recommended the expert.
        NotFoundError: there is no such committee or person.
    """
    if role not in IN_COMMITTEE:
        raise RefusedError(faults.not_in_committee(role.value))
    if role is Role.EXPERT and body is None:
        raise RefusedError(faults.not_recommended())
    find(session, committee_id)
    if session.get(PersonRow, person_id) is None:
        raise NotFoundError(faults.no_person(person_id))
    row = session.get(MembershipRow, (committee_id, person_id, role.value))
    if row is None:
        row = MembershipRow(committee_id=committee_id, person_id=person_id, role=role.value)
        session.add(row)
    elif row.until is not None:
        row.since = now()
    row.until, row.body = None, body.value if body else ""
    session.flush()
    audit.record(
        session,
        "committee.appoint",
        person_id=by,
        committee=committee_id,
        whom=person_id,
        role=role.value,
        body=row.body,
    )
    return row


def dismiss(
    session: Session, *, committee_id: str, person_id: str, role: Role, by: str = ""
) -> None:
    """Somebody has a role in a committee no longer.

    Raises:
        NotFoundError: they do not have it.
    """
    row = session.get(MembershipRow, (committee_id, person_id, role.value))
    moment = now()
    if row is None or (row.until is not None and row.until <= moment):
        raise NotFoundError(faults.no_membership())
    row.until = moment
    audit.record(
        session,
        "committee.dismiss",
        person_id=by,
        committee=committee_id,
        whom=person_id,
        role=role.value,
    )
