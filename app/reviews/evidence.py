"""Photos and documents that show a condition kept: looked at in a child process, never opened here.

What a file is follows from its content (`app.received`); it is handed out as an attachment that no
browser runs (see `HANDED_OUT`).
"""

import re
from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import ConflictError, NotFoundError
from app.received import FileKind, Received
from app.reviews import faults
from app.reviews.conditions import evidence_of, find
from app.reviews.tables import EvidenceRow
from app.reviews.terms import SETTLED
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

KINDS = (FileKind.PHOTO, FileKind.PDF)
MOST_BYTES = 20 << 20
MOST_FILES = 20
HANDED_OUT: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}
"""Headers a file is handed out with, beside `Content-Disposition: attachment`."""


def attach(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    condition_id: str,
    *,
    received: Received,
    name: str,
) -> EvidenceRow:
    """A file kept for a condition.

    Args:
        received: the file, looked at with `KINDS` and `MOST_BYTES`.

    Raises:
        NotFoundError: the case has no such condition.
        ConflictError: it is settled, or has as many files as it may have.
    """
    condition = find(session, case, condition_id)
    if condition.state in {state.value for state in SETTLED}:
        raise ConflictError(faults.not_now("evidence", condition.state))
    if len(evidence_of(session, condition.id)) >= MOST_FILES:
        raise ConflictError(_too_many())
    blob = received.blob
    row = EvidenceRow(
        id=str(uuid4()),
        condition_id=condition.id,
        digest=blob.digest,
        name=_plain(name),
        media_type=received.media_type,
        size=blob.size,
        person_id=person.id,
    )
    session.add(row)
    audit.record(
        session,
        "condition.evidence",
        person_id=person.id,
        case_id=case.id,
        condition=condition.id,
        sha256=blob.digest,
    )
    return row


def found(session: Session, case: CaseRow, condition_id: str, evidence_id: str) -> EvidenceRow:
    """A file of a condition of a case.

    Raises:
        NotFoundError: there is none such.
    """
    condition = find(session, case, condition_id)
    row = session.get(EvidenceRow, evidence_id)
    if row is None or row.condition_id != condition.id:
        raise NotFoundError(faults.no_row("evidence", evidence_id))
    return row


def remove(
    session: Session, person: PersonRow, case: CaseRow, condition_id: str, evidence_id: str
) -> None:
    """Take a file away again; who handed it in may, until the condition is settled.

    Raises:
        NotFoundError, ConflictError: it is not there, or the condition is settled.
    """
    row = found(session, case, condition_id, evidence_id)
    condition = find(session, case, condition_id)
    if condition.state in {state.value for state in SETTLED}:
        raise ConflictError(faults.not_now("evidence", condition.state))
    if row.person_id != person.id:
        raise ConflictError(faults.not_own(evidence_id))
    session.delete(row)
    audit.record(
        session,
        "condition.evidence_removed",
        person_id=person.id,
        case_id=case.id,
        condition=condition_id,
        sha256=row.digest,
    )


def _plain(name: str) -> str:
    last = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return last[:200] or "evidence"


def _too_many() -> Fault:
    return Fault(
        code="evidence/count",
        where="files",
        found=same(str(MOST_FILES)),
        expected=same(f"< {MOST_FILES}"),
        remedy=Text(ko="필요 없는 파일을 지우고 올리십시오.", en="Remove a file first."),
    )
