"""Photos and documents that show a condition kept: taken as they come, never opened here.

A file is told by its first bytes, not by its name or what the sender calls it; it is handed out as
an attachment that no browser runs (see `HANDED_OUT`).
"""

import re
from collections.abc import Mapping
from typing import IO
from uuid import uuid4

from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.blobs import Blobs
from app.cases.tables import CaseRow
from app.errors import ConflictError, NotFoundError, RefusedError, TooLargeError
from app.reviews import faults
from app.reviews.conditions import evidence_of, find
from app.reviews.tables import EvidenceRow
from app.reviews.terms import SETTLED
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

MOST_BYTES = 20 << 20
MOST_FILES = 20
_HEAD_BYTES = 16
HANDED_OUT: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}
"""Headers a file is handed out with, beside `Content-Disposition: attachment`."""


def attach(
    session: Session,
    blobs: Blobs,
    person: PersonRow,
    case: CaseRow,
    condition_id: str,
    *,
    source: IO[bytes],
    name: str,
) -> EvidenceRow:
    """A file kept for a condition.

    Raises:
        NotFoundError: the case has no such condition.
        ConflictError: it is settled, or has as many files as it may have.
        TooLargeError, RefusedError: the file is too large, or neither picture nor PDF.
    """
    condition = find(session, case, condition_id)
    if condition.state in {state.value for state in SETTLED}:
        raise ConflictError(faults.not_now("evidence", condition.state))
    if len(evidence_of(session, condition.id)) >= MOST_FILES:
        raise ConflictError(_too_many())
    start = source.tell()
    head = source.read(_HEAD_BYTES)
    media_type = media_type_of(head)
    if media_type is None:
        raise RefusedError(_neither(name))
    source.seek(0, 2)
    size = source.tell() - start
    if size > MOST_BYTES:
        raise TooLargeError(_too_large(size))
    source.seek(start)
    blob = blobs.put(source)
    row = EvidenceRow(
        id=str(uuid4()),
        condition_id=condition.id,
        digest=blob.digest,
        name=_plain(name),
        media_type=media_type,
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


def media_type_of(head: bytes) -> str | None:
    """What a file is by its first bytes; None where it is neither picture nor PDF."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if head.startswith(b"%PDF-") else None


def _plain(name: str) -> str:
    last = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return last[:200] or "evidence"


def _neither(name: str) -> Fault:
    return Fault(
        code="evidence/kind",
        where=_plain(name),
        found=Text(ko="사진도 PDF도 아닌 파일", en="neither a picture nor a PDF"),
        expected=same("JPEG, PNG, WebP, PDF"),
        remedy=Text(
            ko="사진이나 PDF로 저장하여 올리십시오.", en="Save it as a picture or PDF and add it."
        ),
    )


def _too_large(size: int) -> Fault:
    limit = f"≤ {MOST_BYTES >> 20} MiB"
    return Fault(
        code="evidence/size",
        where="file",
        found=same(f"{size / (1 << 20):,.1f} MiB"),
        expected=same(limit),
        remedy=Text(ko="사진을 줄이거나 나누어 올리십시오.", en="Make it smaller, or split it."),
    )


def _too_many() -> Fault:
    return Fault(
        code="evidence/count",
        where="files",
        found=same(str(MOST_FILES)),
        expected=same(f"< {MOST_FILES}"),
        remedy=Text(ko="필요 없는 파일을 지우고 올리십시오.", en="Remove a file first."),
    )
