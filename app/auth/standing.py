"""How a person stands to a case, read from the database."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.permissions import CaseStanding, Relation
from app.auth.roles import Role
from app.auth.tables import MembershipRow, PersonRow
from app.cases.tables import AssignmentRow, CaseRow, RecusalRow
from app.db import now

_BY_MEMBERSHIP = (Role.SECRETARY, Role.CHAIR, Role.OFFICIAL)
"""Roles that are on every case of their committee; the others are put on it one by one."""


def standing(session: Session, person: PersonRow, case: CaseRow) -> CaseStanding:
    """Their relation to the case and the roles they are on it as."""
    if session.get(RecusalRow, (case.id, person.id)) is not None:
        return CaseStanding(relation=Relation.RECUSED)
    roles: set[Role] = set()
    if case.owner_id == person.id:
        roles.add(Role.ARCHITECT)  # a party, and never its judge. 건축 조례 제5조의2
    elif case.committee_id is not None:
        held = roles_in(session, person.id, case.committee_id)
        roles |= held & set(_BY_MEMBERSHIP)
        assigned = session.get(AssignmentRow, (case.id, person.id))
        if assigned is not None and Role(assigned.role) in held:
            roles.add(Role(assigned.role))
    relation = Relation.OWN if roles else Relation.OTHER
    return CaseStanding(relation=relation, roles=frozenset(roles))


def roles_in(
    session: Session, person_id: str, committee_id: str, at: datetime | None = None
) -> set[Role]:
    """The roles somebody has in a committee at a moment, now if not said."""
    at = at or now()
    rows = session.scalars(
        select(MembershipRow).where(
            MembershipRow.person_id == person_id, MembershipRow.committee_id == committee_id
        )
    )
    return {Role(row.role) for row in rows if row.until is None or row.until > at}
