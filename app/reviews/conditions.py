"""Conditions followed to occupancy: reported with evidence, closed or let go by an official."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import now
from app.errors import ConflictError, NotFoundError, RefusedError
from app.reviews import faults, journal
from app.reviews.opinions import check_version
from app.reviews.tables import ConditionRow, EvidenceRow
from app.reviews.terms import CONDITION_STATE_NAMES, SETTLED, ConditionState
from cpted_rules.errors import Fault
from cpted_rules.text import Text


def conditions_of(session: Session, case: CaseRow) -> tuple[ConditionRow, ...]:
    """The conditions of a case, of every round, by number."""
    rows = session.scalars(
        select(ConditionRow).where(ConditionRow.case_id == case.id).order_by(ConditionRow.number)
    )
    return tuple(rows)


def open_conditions(session: Session, case: CaseRow) -> tuple[ConditionRow, ...]:
    """Those that are neither closed nor waived."""
    settled = {state.value for state in SETTLED}
    return tuple(row for row in conditions_of(session, case) if row.state not in settled)


def evidence_of(session: Session, condition_id: str) -> tuple[EvidenceRow, ...]:
    """What was handed in for a condition, in order."""
    rows = session.scalars(
        select(EvidenceRow)
        .where(EvidenceRow.condition_id == condition_id)
        .order_by(EvidenceRow.at, EvidenceRow.id)
    )
    return tuple(rows)


def find(session: Session, case: CaseRow, condition_id: str) -> ConditionRow:
    """A condition of a case.

    Raises:
        NotFoundError: the case has none such.
    """
    row = session.get(ConditionRow, condition_id)
    if row is None or row.case_id != case.id:
        raise NotFoundError(faults.no_row("condition", condition_id))
    return row


def report(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    condition_id: str,
    *,
    measured: str,
    note: str,
    version: int | None = None,
) -> ConditionRow:
    """Say that a condition is kept: what was measured, and words; with a photo or document.

    Raises:
        ConflictError: it is settled already.
        RefusedError: neither a measurement nor evidence is given.
    """
    row = _unsettled(session, case, condition_id, version)
    if not measured.strip() and not evidence_of(session, row.id):
        raise RefusedError(_nothing_shown(row.number))
    before = journal.snapshot(row)
    row.measured, row.note = measured.strip()[:500], note.strip()
    row.state, row.reported_at = ConditionState.REPORTED.value, now()
    return _done(session, person, case, row, before, "report")


def close(
    session: Session, person: PersonRow, case: CaseRow, condition_id: str, *, note: str = ""
) -> ConditionRow:
    """See a reported condition as kept.

    Raises:
        ConflictError: it was not reported, or is settled.
    """
    row = _unsettled(session, case, condition_id, None)
    if row.state != ConditionState.REPORTED:
        raise ConflictError(_in_state(row))
    before = journal.snapshot(row)
    row.state, row.closed_by, row.closed_at = ConditionState.CLOSED.value, person.id, now()
    row.note = _with_note(row.note, note)
    return _done(session, person, case, row, before, "close")


def reopen(
    session: Session, person: PersonRow, case: CaseRow, condition_id: str, *, reason: str
) -> ConditionRow:
    """Open a condition again that was reported, closed or waived.

    Raises:
        ConflictError: it is open.
        RefusedError: no reason is given.
    """
    row = find(session, case, condition_id)
    if row.state == ConditionState.OPEN:
        raise ConflictError(_in_state(row))
    _need(reason)
    before = journal.snapshot(row)
    row.state, row.closed_by, row.closed_at = ConditionState.OPEN.value, None, None
    row.reported_at = None
    row.note = _with_note(row.note, reason)
    return _done(session, person, case, row, before, "reopen")


def waive(
    session: Session, person: PersonRow, case: CaseRow, condition_id: str, *, reason: str
) -> ConditionRow:
    """Let a condition go, with the reason.

    Raises:
        ConflictError: it is settled.
        RefusedError: no reason is given.
    """
    row = _unsettled(session, case, condition_id, None)
    _need(reason)
    before = journal.snapshot(row)
    row.state, row.closed_by, row.closed_at = ConditionState.WAIVED.value, person.id, now()
    row.note = _with_note(row.note, reason)
    return _done(session, person, case, row, before, "waive")


def _unsettled(
    session: Session, case: CaseRow, condition_id: str, version: int | None
) -> ConditionRow:
    row = find(session, case, condition_id)
    check_version("condition", row.version, version)
    if row.state in {state.value for state in SETTLED}:
        raise ConflictError(_in_state(row))
    return row


def _done(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    row: ConditionRow,
    before: journal.Kept,
    what: str,
) -> ConditionRow:
    journal.noted(
        session,
        person_id=person.id,
        case_id=case.id,
        bundle=journal.new_bundle(),
        row=row,
        before=before,
    )
    audit.record(
        session, f"condition.{what}", person_id=person.id, case_id=case.id, condition=row.id
    )
    return row


def _need(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(faults.no_reason())


def _with_note(before: str, more: str) -> str:
    return "\n".join(words for words in (before, more.strip()) if words)


def _in_state(row: ConditionRow) -> Fault:
    name = CONDITION_STATE_NAMES[ConditionState(row.state)]
    return Fault(
        code="condition/state",
        where=f"#{row.number}",
        found=name,
        expected=Text(ko="이 일을 할 수 있는 상태", en="a state in which this can be done"),
        remedy=Text(ko="조건의 지금 상태를 보십시오.", en="See how the condition stands now."),
    )


def _nothing_shown(number: int) -> Fault:
    return Fault(
        code="condition/nothing-shown",
        where=f"#{number}",
        found=Text(ko="측정값도 사진·문서도 없음", en="neither a measurement nor evidence"),
        expected=Text(ko="측정값 또는 사진·문서", en="a measurement, a photo or a document"),
        remedy=Text(
            ko="측정값을 적거나 사진·문서를 올린 뒤 보고하십시오.",
            en="Enter what was measured, or add a photo or document, then report.",
        ),
    )
