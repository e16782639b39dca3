"""The audit log: append-only, each entry chained to the one before by its hash."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Integer, String, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, Moment, now

FIRST = "0" * 64
"""What stands before the first entry."""
_LOCK = 7_214_005  # of the writers on PostgreSQL; SQLite's writers wait for each other anyway


class AuditRow(Base):
    """One entry. Names of people stand in it by their id only."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[str] = mapped_column(String(36), default="", index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    case_id: Mapped[str] = mapped_column(String(36), default="", index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold, and why: `changed`, `gap` or `unlinked`."""

    seq: int
    why: str


def record(
    session: Session, action: str, *, person_id: str = "", case_id: str = "", **detail: Any
) -> AuditRow:
    """Write an entry down, in the transaction of what it tells of.

    Args:
        action: such as `case.file`.
        detail: what JSON can carry; no words of people, no names.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = session.execute(
        select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
    ).first()
    seq, before = (last.seq + 1, last.hash) if last else (1, FIRST)
    row = AuditRow(
        seq=seq,
        at=now(),
        person_id=person_id,
        action=action,
        case_id=case_id,
        detail=json.loads(json.dumps(detail, default=str)),
        before=before,
        hash="",
    )
    row.hash = hash_of(row)
    session.add(row)
    session.flush()
    return row


def hash_of(row: AuditRow) -> str:
    """SHA-256 of an entry with that of the one before, hexadecimal."""
    said = [
        row.seq,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.person_id,
        row.action,
        row.case_id,
        row.detail,
        row.before,
    ]
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def broken(session: Session, *, since: int = 1) -> Iterator[Broken]:
    """Where the chain does not hold; nothing when it is whole.

    Args:
        since: number of the first entry that is looked at; the one before it is believed.
    """
    earlier = session.get(AuditRow, since - 1) if since > 1 else None
    seq, before = (earlier.seq, earlier.hash) if earlier else (0, FIRST)
    rows = select(AuditRow).where(AuditRow.seq > seq).order_by(AuditRow.seq)
    for row in session.scalars(rows).yield_per(500):
        if row.seq != seq + 1:
            yield Broken(row.seq, "gap")
        elif row.before != before:
            yield Broken(row.seq, "unlinked")
        if hash_of(row) != row.hash:
            yield Broken(row.seq, "changed")
        seq, before = row.seq, row.hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which entries are looked for; what is "" is not asked."""

    action: str = ""
    person_id: str = ""
    case_id: str = ""


def listed(
    session: Session, sought: Sought, *, offset: int = 0, limit: int = 50
) -> tuple[Sequence[AuditRow], int]:
    """Some entries, the newest first, and how many there are."""
    asked = select(AuditRow)
    for column, value in (
        (AuditRow.action, sought.action),
        (AuditRow.person_id, sought.person_id),
        (AuditRow.case_id, sought.case_id),
    ):
        if value:
            asked = asked.where(column == value)
    total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = session.scalars(asked.order_by(AuditRow.seq.desc()).offset(offset).limit(limit)).all()
    return rows, total


def head(session: Session) -> AuditRow | None:
    """The last entry, whose hash stands for all before it; None where there is none.

    Kept elsewhere (on paper, in another system), it shows later that nothing was cut off.
    """
    return session.scalar(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1))


def actions(session: Session) -> Sequence[str]:
    """The acts that are written down, by name."""
    return session.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)).all()
