"""The rounds of a case: which there are, who sees them, and what a new review does to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.permissions import CaseStanding
from app.auth.roles import Role
from app.cases.states import CASE_STATE_NAMES, CaseState
from app.cases.tables import CaseRow, RoundRow
from app.db import SubmissionRow
from app.errors import ConflictError, NotFoundError
from app.faults import no_case
from app.procedure import faults
from cpted_rules.text import Text


class Cause(StrEnum):
    """Why there is a round."""

    FIRST = "first"
    SUPPLEMENT = "supplement"
    REDELIBERATION = "redeliberation"
    CONDITIONS = "conditions"
    OBJECTION = "objection"
    TIME = "time"


CAUSE_NAMES = {
    Cause.FIRST: Text(ko="최초 신청", en="first filing"),
    Cause.SUPPLEMENT: Text(ko="보완", en="supplements"),
    Cause.REDELIBERATION: Text(ko="재검토에 따른 다시 제출", en="resubmitted"),
    Cause.CONDITIONS: Text(ko="조건 반영", en="conditions taken up"),
    Cause.OBJECTION: Text(ko="재심의 신청", en="another deliberation applied for"),
    Cause.TIME: Text(ko="시간 부족으로 다시 상정", en="tabled again for lack of time"),
}

_CAUSES = {
    CaseState.PRECHECK: Cause.FIRST,
    CaseState.SUPPLEMENT: Cause.SUPPLEMENT,
    CaseState.REDELIBERATION: Cause.REDELIBERATION,
    CaseState.CONDITIONAL: Cause.CONDITIONS,
    CaseState.FOLLOWING: Cause.CONDITIONS,
}
"""Why drawings are uploaded in a state; in the others they are not."""


def cause_in(state: CaseState) -> Cause:
    """Why drawings are uploaded in a state.

    Raises:
        ConflictError: they are not.
    """
    if state not in _CAUSES:
        raise ConflictError(faults.no_uploads(CASE_STATE_NAMES[state]))
    return _CAUSES[state]


def rounds_of(session: Session, case_id: str) -> tuple[RoundRow, ...]:
    """Every round of a case, the first one first."""
    rows = select(RoundRow).where(RoundRow.case_id == case_id).order_by(RoundRow.number)
    return tuple(session.scalars(rows))


def newest(session: Session, case_id: str, *, filed: bool | None = None) -> RoundRow | None:
    """The last round, or the last one that was filed, or is not filed yet."""
    found = [
        row
        for row in rounds_of(session, case_id)
        if filed is None or (row.filed_at is not None) == filed
    ]
    return found[-1] if found else None


def seen_by(session: Session, case: CaseRow, standing: CaseStanding) -> tuple[RoundRow, ...]:
    """The rounds that somebody sees: what is not filed is its architect's alone."""
    own = Role.ARCHITECT in standing.roles
    return tuple(r for r in rounds_of(session, case.id) if own or r.filed_at is not None)


def seen(session: Session, case: CaseRow, standing: CaseStanding, number: int) -> RoundRow:
    """One of the rounds that somebody sees.

    Raises:
        NotFoundError: there is none of that number, or it is its architect's alone.
    """
    for row in seen_by(session, case, standing):
        if row.number == number:
            return row
    raise NotFoundError(no_case(f"{case.id}/rounds/{number}"))


def may_see(session: Session, case: CaseRow, standing: CaseStanding, submission_id: str) -> bool:
    """Whether somebody may see a submission of a case: all of it, or what was filed."""
    if Role.ARCHITECT in standing.roles:
        return True
    return any(row.submission_id == submission_id for row in seen_by(session, case, standing))


def put(session: Session, case: CaseRow, submission: SubmissionRow) -> RoundRow:
    """The round that a new review of the case stands for from now on.

    While the last round is not filed the review takes its place; else it begins the next one.

    Raises:
        ConflictError: the case is in no state to take drawings.
    """
    last = newest(session, case.id)
    cause = cause_in(CaseState(case.state))
    submission.case_id, submission.owner_id = case.id, case.owner_id
    if last is not None and last.filed_at is None:
        last.submission_id, last.ledger = submission.id, None
        row = last
    else:
        row = RoundRow(
            case_id=case.id,
            number=last.number + 1 if last else 1,
            submission_id=submission.id,
            cause=cause,
        )
        session.add(row)
    submission.round = row.number
    session.flush()
    return row


def again(session: Session, case: CaseRow, cause: Cause, at: datetime) -> RoundRow:
    """A further round of the drawings that were filed last, filed at once."""
    last = newest(session, case.id, filed=True)
    if last is None:
        raise ConflictError(faults.no_new_round())
    draft = newest(session, case.id, filed=False)
    if draft is not None:  # what was uploaded meanwhile is not what is deliberated again
        session.delete(draft)
        session.flush()
    row = RoundRow(
        case_id=case.id,
        number=last.number + 1,
        submission_id=last.submission_id,
        cause=cause,
        filed_at=at,
    )
    session.add(row)
    session.flush()
    return row


def check_unfiled(session: Session, submission_id: str) -> None:
    """Nothing, where a submission may still be changed.

    Raises:
        ConflictError: it stands for a round that was filed.
    """
    rows = select(RoundRow).where(
        RoundRow.submission_id == submission_id, RoundRow.filed_at.is_not(None)
    )
    filed = session.scalars(rows).first()
    if filed is not None:
        raise ConflictError(faults.frozen(filed.number))
