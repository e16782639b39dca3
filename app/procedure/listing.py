"""The cases somebody may see: their own, those of their committees, those they were put on."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from app.auth.permissions import ALLOWED, Permission
from app.auth.roles import Role
from app.auth.tables import MembershipRow, PersonRow
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RecusalRow
from app.db import now

_BY_MEMBERSHIP = (Role.SECRETARY, Role.CHAIR, Role.OFFICIAL)
_BY_ASSIGNMENT = (Role.EXPERT, Role.MEMBER)
_OVER = (CaseState.CLOSED, CaseState.WITHDRAWN)


def seen_by(person: PersonRow) -> ColumnElement[bool]:
    """Whether somebody may read a case, as a condition of a query.

    Says the same as `standing` and `ALLOWED`; a test holds them together.
    """
    readers = ALLOWED[Permission.READ]
    ways = [
        and_(
            CaseRow.state.in_(readers[role]),
            _holds(person, role),
            *([_put_on(person, role)] if role in _BY_ASSIGNMENT else []),
        )
        for role in (*_BY_MEMBERSHIP, *_BY_ASSIGNMENT)
    ]
    recused = exists().where(RecusalRow.case_id == CaseRow.id, RecusalRow.person_id == person.id)
    return and_(or_(CaseRow.owner_id == person.id, *ways), ~recused)


def found(
    session: Session,
    person: PersonRow,
    *,
    states: tuple[CaseState, ...] = (),
    mine: bool = False,
    words: str = "",
    due_by: date | None = None,
    is_open: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> tuple[tuple[CaseRow, ...], int]:
    """Some of the cases somebody may see, those due first, and how many there are.

    Args:
        states: only in these.
        mine: only those that are theirs as an architect or that they were put on.
        words: in number, title, address or parcel.
        due_by: only with a running term until then.
        is_open: neither closed nor withdrawn.
    """
    wanted = [seen_by(person)]
    if states:
        wanted.append(CaseRow.state.in_(states))
    if mine:
        wanted.append(
            or_(
                CaseRow.owner_id == person.id,
                *(_put_on(person, role) for role in _BY_ASSIGNMENT),
            )
        )
    if words.strip():
        wanted.append(_has_words(words.strip()))
    if due_by is not None:
        wanted.append(and_(CaseRow.due_on.is_not(None), CaseRow.due_on <= due_by))
    if is_open:
        wanted.append(CaseRow.state.not_in(_OVER))
    total = session.scalar(select(func.count()).select_from(CaseRow).where(*wanted)) or 0
    rows = session.scalars(_ordered(select(CaseRow).where(*wanted)).offset(offset).limit(limit))
    return tuple(rows), total


def counted(session: Session, person: PersonRow) -> dict[CaseState, int]:
    """How many of the cases somebody may see are in each state."""
    rows = session.execute(
        select(CaseRow.state, func.count()).where(seen_by(person)).group_by(CaseRow.state)
    )
    return {CaseState(state): count for state, count in rows}


def _ordered(query: Select[Any]) -> Select[Any]:
    # None last on both databases, which differ in where they put it.
    return query.order_by(
        CaseRow.due_on.is_(None), CaseRow.due_on, CaseRow.updated_at.desc(), CaseRow.id
    )


def _holds(person: PersonRow, role: Role) -> ColumnElement[bool]:
    """Whether somebody has a role in the committee of a case now; not on a case of their own."""
    return and_(
        CaseRow.owner_id != person.id,
        exists().where(
            MembershipRow.committee_id == CaseRow.committee_id,
            MembershipRow.person_id == person.id,
            MembershipRow.role == role,
            or_(MembershipRow.until.is_(None), MembershipRow.until > now()),
        ),
    )


def _put_on(person: PersonRow, role: Role) -> ColumnElement[bool]:
    return exists().where(
        AssignmentRow.case_id == CaseRow.id,
        AssignmentRow.person_id == person.id,
        AssignmentRow.role == role,
    )


def _has_words(words: str) -> ColumnElement[bool]:
    columns = (CaseRow.number, CaseRow.title, CaseRow.address, CaseRow.parcel, CaseRow.district)
    parts = [
        or_(*(column.icontains(word, autoescape=True) for column in columns))
        for word in words.split()
    ]
    return and_(*parts) if parts else false()
