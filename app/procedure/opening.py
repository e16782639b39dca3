"""A case opened by an upload: a private pre-check, until its architect files it or removes it."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow, RoundRow
from app.db import SubmissionRow
from app.errors import ConflictError
from app.procedure import faults, rounds


def open_case(session: Session, person: PersonRow, submission: SubmissionRow) -> CaseRow:
    """A pre-check of what somebody uploaded, with its first round."""
    case = CaseRow(
        id=str(uuid4()),
        number=submission.case_number,
        title=submission.title,
        owner_id=person.id,
        state=CaseState.PRECHECK,
    )
    describe(case, submission)
    session.add(case)
    session.add(submission)
    session.flush()
    rounds.put(session, case, submission)
    audit.record(
        session,
        "case.open",
        person_id=person.id,
        case_id=case.id,
        submission=submission.id,
        upload=submission.upload_digest,
    )
    return case


def replace(
    session: Session, case: CaseRow, person: PersonRow, submission: SubmissionRow
) -> RoundRow:
    """The round that further drawings, or the same read anew, stand for from now on.

    Raises:
        ConflictError: the case takes no drawings in its state.
    """
    session.add(submission)
    session.flush()
    row = rounds.put(session, case, submission)
    if case.state == CaseState.PRECHECK:
        describe(case, submission)
    audit.record(
        session,
        "case.upload",
        person_id=person.id,
        case_id=case.id,
        round=row.number,
        submission=submission.id,
        upload=submission.upload_digest,
    )
    return row


def describe(case: CaseRow, submission: SubmissionRow) -> None:
    """Write what is known of the building into its case."""
    facts: dict[str, Any] = submission.facts or {}
    case.number, case.title = submission.case_number, submission.title
    case.district = str(facts.get("district", ""))[:40]
    case.address = str(facts.get("address", ""))[:500]
    case.parcel = str(facts.get("parcel", ""))[:200]
    case.uses = list(facts.get("uses", []))
    case.longitude, case.latitude = facts.get("longitude"), facts.get("latitude")
    case.stage = str(facts.get("stage", ""))


def remove(session: Session, case: CaseRow, person: PersonRow) -> tuple[str, ...]:
    """Remove a pre-check; the ids of its submissions, which nobody sees any more.

    Raises:
        ConflictError: it was filed.
    """
    if case.state != CaseState.PRECHECK:
        raise ConflictError(faults.not_private())
    of_case = select(SubmissionRow).where(SubmissionRow.case_id == case.id)
    submissions = session.scalars(of_case).all()
    for submission in submissions:
        submission.case_id = None
    audit.record(session, "case.remove", person_id=person.id, case_id=case.id)
    session.delete(case)
    return tuple(s.id for s in submissions)


def drop(session: Session, case: CaseRow, person: PersonRow, submission_id: str) -> tuple[str, ...]:
    """Remove a review that is not filed; the ids of the submissions that go with it.

    The round goes back to the review before it. Where there is none, a draft of a further round
    ends, and a pre-check is removed as a whole.

    Raises:
        ConflictError: it stands for a round that was filed.
    """
    rounds.check_unfiled(session, submission_id)
    standing_for = session.scalars(
        select(RoundRow).where(RoundRow.case_id == case.id, RoundRow.submission_id == submission_id)
    ).first()
    if standing_for is not None:
        before = session.scalars(
            select(SubmissionRow)
            .where(
                SubmissionRow.case_id == case.id,
                SubmissionRow.round == standing_for.number,
                SubmissionRow.id != submission_id,
            )
            .order_by(SubmissionRow.created_at.desc(), SubmissionRow.id)
            .limit(1)
        ).first()
        if before is not None:
            standing_for.submission_id, standing_for.ledger = before.id, None
            if case.state == CaseState.PRECHECK:
                describe(case, before)
        elif case.state == CaseState.PRECHECK:
            return remove(session, case, person)
        else:
            session.delete(standing_for)
    dropped = session.get_one(SubmissionRow, submission_id)
    dropped.case_id = None
    audit.record(
        session, "case.drop", person_id=person.id, case_id=case.id, submission=submission_id
    )
    return (submission_id,)
