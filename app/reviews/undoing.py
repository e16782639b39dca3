"""Undo and redo on a case: the last bundle of somebody's own, where its kind of act is allowed."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import audit
from app.auth.permissions import CaseStanding, Permission
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.errors import ConflictError, ForbiddenError
from app.faults import not_allowed
from app.reviews import faults, journal
from app.reviews.findings import current_round
from app.reviews.opinions import has_submitted
from app.reviews.tables import ActRow, OpinionRow

_ASKED: Mapping[str, tuple[Permission, ...]] = {
    "opinions": (Permission.OPINE, Permission.CONSOLIDATE),
    "annotations": (Permission.OPINE,),
    "answers": (Permission.ANSWER,),
    "conditions": (Permission.REPORT_CONDITION, Permission.CLOSE_CONDITION),
}


def undo_last(
    session: Session, person: PersonRow, case: CaseRow, standing: CaseStanding
) -> tuple[ActRow, ...]:
    """Put back what that person did last on a case.

    Raises:
        ConflictError: nothing to undo, submitted meanwhile, or changed since.
        ForbiddenError: they may not do such acts now.
    """
    _check(session, person, case, standing, journal.last(session, person, case, undone=False))
    return _taken_down(session, person, case, journal.undo(session, person, case), "act.undo")


def redo_last(
    session: Session, person: PersonRow, case: CaseRow, standing: CaseStanding
) -> tuple[ActRow, ...]:
    """Do again what that person undid last on a case.

    Raises:
        ConflictError, ForbiddenError: as `undo_last`.
    """
    _check(session, person, case, standing, journal.last(session, person, case, undone=True))
    return _taken_down(session, person, case, journal.redo(session, person, case), "act.redo")


def _check(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    standing: CaseStanding,
    acts: tuple[ActRow, ...],
) -> None:
    state = CaseState(case.state)
    for table in {act.table for act in acts}:
        if not any(standing.may(permission, state) for permission in _ASKED[table]):
            raise ForbiddenError(not_allowed(table, case.state))
    for act in acts:
        row = session.get(OpinionRow, act.row_id) if act.table == "opinions" else None
        own = row is not None and row.person_id == person.id
        if own and has_submitted(session, person.id, case, current_round(session, case)):
            raise ConflictError(faults.submitted())


def _taken_down(
    session: Session, person: PersonRow, case: CaseRow, acts: tuple[ActRow, ...], action: str
) -> tuple[ActRow, ...]:
    audit.record(
        session,
        action,
        person_id=person.id,
        case_id=case.id,
        bundle=acts[0].bundle,
        count=len(acts),
    )
    return acts
