"""People: added, changed, barred; and the check of who signs in."""

import re
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.auth import faults, sessions
from app.auth.passwords import checked, fits, hashed, is_dated
from app.auth.tables import PersonRow
from app.db import Database, now
from app.errors import ConflictError, NotFoundError, RefusedError

FREE = 5
"""Failed sign-ins in a row before an account is locked for a while."""
_LONGEST_LOCK = timedelta(hours=1)
_EMAIL = re.compile(r"[^@\s<>\",;]{1,64}@[^@\s<>\",;.]+(\.[^@\s<>\",;.]+)+")


def add(
    session: Session,
    *,
    email: str,
    name: str,
    lang: str = "ko",
    is_administrator: bool = False,
    office: str = "",
    field: str = "",
    by: str = "",
) -> PersonRow:
    """Somebody new, who has no password yet.

    Args:
        office: an architect's.
        field: an expert's.
        by: id of who adds them; empty on the command line.

    Raises:
        RefusedError: what was given is no e-mail address, or no name.
        ConflictError: somebody has that address.
    """
    email, name = email.strip().lower(), name.strip()
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise RefusedError(faults.no_email(email))
    if not name:
        raise RefusedError(faults.no_name())
    if with_email(session, email) is not None:
        raise ConflictError(faults.email_taken(email))
    row = PersonRow(
        id=str(uuid4()),
        email=email,
        name=name[:100],
        lang=lang,
        is_administrator=is_administrator,
        office=office.strip()[:300],
        field=field.strip()[:100],
        failures=0,
        active=True,
        keys="",
    )
    session.add(row)
    session.flush()
    audit.record(
        session, "person.add", person_id=by, whom=row.id, is_administrator=is_administrator
    )
    return row


def with_email(session: Session, email: str) -> PersonRow | None:
    """The person with that address."""
    return session.scalar(select(PersonRow).where(PersonRow.email == email.strip().lower()))


def named(session: Session, email: str) -> PersonRow:
    """The person with that address.

    Raises:
        NotFoundError: there is none.
    """
    row = with_email(session, email)
    if row is None:
        raise NotFoundError(faults.no_person(email))
    return row


def find(session: Session, person_id: str) -> PersonRow:
    """The person with that id.

    Raises:
        NotFoundError: there is none.
    """
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFoundError(faults.no_person(person_id))
    return row


def listed(
    session: Session, *, words: str = "", offset: int = 0, limit: int = 50
) -> tuple[Sequence[PersonRow], int]:
    """Some people by name, of those whose name, address or office has the words; and how many."""
    asked = select(PersonRow)
    if words.strip():
        like = f"%{words.strip().lower()}%"
        asked = asked.where(
            or_(
                func.lower(PersonRow.name).like(like),
                PersonRow.email.like(like),
                func.lower(PersonRow.office).like(like),
            )
        )
    total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = session.scalars(
        asked.order_by(PersonRow.name, PersonRow.id).offset(offset).limit(limit)
    ).all()
    return rows, total


def signing_in(database: Database, email: str, password: str) -> PersonRow | None:
    """Who has that address and password; None where nobody has, or the account is locked.

    It takes as long for an address that nobody has. Failures in a row lock an account for a
    minute, then two, four, up to an hour.
    """
    with database.reading() as session:
        known = with_email(session, email)
    right = fits(password, known.password if known else None)  # slow: outside any transaction
    if known is None:
        return None
    with database.session() as session:
        row = find(session, known.id)
        moment = now()
        if not right:
            row.failures += 1
            if row.failures >= FREE:
                wait = timedelta(minutes=2 ** min(row.failures - FREE, 10))
                row.locked_until = moment + min(wait, _LONGEST_LOCK)
        locked = row.locked_until is not None and row.locked_until > moment
        if not right or locked or not row.active:
            audit.record(session, "session.refused", person_id=row.id, failures=row.failures)
            return None
        row.failures, row.locked_until = 0, None
        if row.password and is_dated(row.password):
            row.password = hashed(password)
        return row


def change_password(
    session: Session, person_id: str, *, old: str, new: str, session_digest: str
) -> None:
    """Take a new password; the person's other sessions end.

    Raises:
        RefusedError: the old one is wrong, or the new one may not be a password.
    """
    row = find(session, person_id)
    if not fits(old, row.password):
        raise RefusedError(faults.wrong_password())
    row.password = hashed(checked(new, email=row.email))
    sessions.end_all(session, person_id, but=session_digest)
    audit.record(session, "person.password", person_id=person_id, by="account")


def bar(session: Session, person_id: str, *, by: str = "") -> PersonRow:
    """Keep somebody out from now on; what they said stays.

    Raises:
        ConflictError: no other administrator would be left.
    """
    row = find(session, person_id)
    if row.is_administrator and not _other_administrators(session, person_id):
        raise ConflictError(faults.last_administrator())
    row.active = False
    sessions.end_all(session, person_id)
    audit.record(session, "person.bar", person_id=by, whom=person_id)
    return row


def readmit(session: Session, person_id: str, *, by: str = "") -> PersonRow:
    """Let somebody in again."""
    row = find(session, person_id)
    row.active, row.failures, row.locked_until = True, 0, None
    audit.record(session, "person.readmit", person_id=by, whom=person_id)
    return row


def change(
    session: Session,
    person_id: str,
    *,
    by: str,
    name: str | None = None,
    lang: str | None = None,
    office: str | None = None,
    field: str | None = None,
    is_administrator: bool | None = None,
) -> PersonRow:
    """Somebody with what is said of them changed; what is None stays.

    Raises:
        RefusedError: the name is empty.
        ConflictError: no administrator would be left.
    """
    row = find(session, person_id)
    if name is not None and not name.strip():
        raise RefusedError(faults.no_name())
    if (
        is_administrator is False
        and row.is_administrator
        and not _other_administrators(session, person_id)
    ):
        raise ConflictError(faults.last_administrator())
    said = {
        "name": name.strip()[:100] if name is not None else None,
        "lang": lang,
        "office": office.strip()[:300] if office is not None else None,
        "field": field.strip()[:100] if field is not None else None,
        "is_administrator": is_administrator,
    }
    changed = [key for key, value in said.items() if value not in (None, getattr(row, key))]
    for key in changed:
        setattr(row, key, said[key])
    if changed:
        audit.record(session, "person.change", person_id=by, whom=person_id, changed=changed)
    return row


def _other_administrators(session: Session, person_id: str) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(PersonRow)
            .where(
                PersonRow.is_administrator,
                PersonRow.active,
                PersonRow.id != person_id,
            )
        )
        or 0
    )
