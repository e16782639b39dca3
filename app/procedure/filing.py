"""What an applicant does: file, supply, resubmit, apply for another deliberation, withdraw."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow, RoundRow
from app.db import SubmissionRow, now
from app.errors import ConflictError, RefusedError
from app.procedure import clocks, faults, rounds
from app.procedure.actions import Action, Step
from app.procedure.carrying import carry
from app.procedure.committees import chosen
from app.procedure.ledger import Ledger
from app.procedure.opening import describe
from app.procedure.outputs import reviewed
from app.procedure.readiness import Readiness
from app.procedure.terms import OUT_OF_TIME, decision_of
from app.procedure.workflow import may_step, step


def file(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    readiness: Readiness,
    knowing: bool = False,
    committee_id: str | None = None,
    at: datetime | None = None,
) -> Step:
    """The case before its committee; what was read and reviewed stays as it is from now on.

    Args:
        readiness: what the drawings lack, read before.
        knowing: the applicant knows what lacks and files nevertheless.
        committee_id: None: that of the district, or the city's for a large building.

    Raises:
        ConflictError: the case is no pre-check, its review is not finished, or what was understood
            is not confirmed.
        RefusedError: things of this stage lack and the applicant did not say they know, or no
            committee takes the case.
    """
    may_step(session, case, Action.FILE, person)
    at = at or now()
    first = _draft(session, case)
    submission = _settled(session, first, readiness, knowing=knowing)
    case.committee_id = chosen(session, case, committee_id).id
    case.filed_at = first.filed_at = at
    describe(case, submission)
    return step(
        session,
        case,
        Action.FILE,
        person,
        at=at,
        round=first.number,
        submission=submission.id,
        upload=submission.upload_digest,
        missing=len(readiness.now),
    )


def supply(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    readiness: Readiness,
    ledger: Ledger | None,
    knowing: bool = False,
    at: datetime | None = None,
) -> Step:
    """The case filed again with what was asked for, as its next round.

    Args:
        ledger: what became of the findings since the last round; None: it could not be told.

    Raises: as `file`, and ConflictError where no new drawings were uploaded.
    """
    made = _further(
        session, case, person, Action.SUPPLY, readiness, ledger, knowing=knowing, at=at or now()
    )
    case.asked = ""
    return made


def resubmit(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    *,
    readiness: Readiness,
    ledger: Ledger | None,
    knowing: bool = False,
    at: datetime | None = None,
) -> Step:
    """The next round of a case that was decided: to be deliberated, or to show conditions kept.

    Raises: as `supply`.
    """
    return _further(
        session, case, person, Action.RESUBMIT, readiness, ledger, knowing=knowing, at=at or now()
    )


def apply_again(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case on its way to another deliberation of the same drawings (재심의).

    Raises:
        ConflictError: it is not in a state for it, or the result was not told yet.
        RefusedError: a month has passed since.
    """
    may_step(session, case, Action.OBJECT, person)
    at = at or now()
    decision = decision_of(session, case.id)
    if decision is None or decision.notified_at is None:
        raise ConflictError(faults.not_told(clocks.TOLD.name, clocks.OBJECTION.article))
    due = clocks.ends_on(clocks.OBJECTION, clocks.seoul_day(decision.notified_at))
    if clocks.seoul_day(at) > due:
        raise RefusedError(faults.too_late(due, clocks.OBJECTION.article))
    again = rounds.again(session, case, rounds.Cause.OBJECTION, at)
    case.meeting_id, case.item = None, ""
    return step(session, case, Action.OBJECT, person, at=at, round=again.number)


def table_again(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """A case that there was no time for, on its way to the agenda again.

    Raises:
        ConflictError: it was put off for another reason.
    """
    may_step(session, case, Action.TABLE_AGAIN, person)
    decision = decision_of(session, case.id)
    if decision is None or OUT_OF_TIME not in decision.grounds:
        raise ConflictError(faults.no_ground(clocks.HELD_AGAIN.article))
    again = rounds.again(session, case, rounds.Cause.TIME, at or now())
    case.meeting_id, case.item = None, ""
    return step(session, case, Action.TABLE_AGAIN, person, at=at, round=again.number)


def withdraw(
    session: Session, case: CaseRow, person: PersonRow, *, at: datetime | None = None
) -> Step:
    """The case withdrawn by its applicant."""
    return step(session, case, Action.WITHDRAW, person, at=at)


def _further(
    session: Session,
    case: CaseRow,
    person: PersonRow,
    action: Action,
    readiness: Readiness,
    ledger: Ledger | None,
    *,
    knowing: bool,
    at: datetime,
) -> Step:
    row = may_step(session, case, action, person)
    next_round = _draft(session, case)
    submission = _settled(session, next_round, readiness, knowing=knowing)
    next_round.filed_at = at
    next_round.cause = rounds.cause_in(CaseState(case.state))
    if ledger is not None and ledger.after.submission_id == submission.id:
        next_round.ledger = ledger.model_dump(mode="json")
        carry(session, case, ledger)
    if row.to is CaseState.FILED:
        case.meeting_id, case.item = None, ""
    describe(case, submission)
    return step(
        session,
        case,
        action,
        person,
        at=at,
        round=next_round.number,
        submission=submission.id,
        upload=submission.upload_digest,
        missing=len(readiness.now),
    )


def _draft(session: Session, case: CaseRow) -> RoundRow:
    row = rounds.newest(session, case.id, filed=False)
    if row is None:
        raise ConflictError(faults.no_new_round())
    return row


def _settled(
    session: Session, row: RoundRow, readiness: Readiness, *, knowing: bool
) -> SubmissionRow:
    """The submission of a round, reviewed and confirmed."""
    submission = reviewed(session, row.submission_id)
    if submission.confirmed_at is None:
        raise ConflictError(faults.reading_unconfirmed())
    if readiness.now and not knowing:
        raise RefusedError(faults.evidence_missing(len(readiness.now)))
    return submission
