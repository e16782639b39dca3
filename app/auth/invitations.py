"""Invitations and resets: an address that lets one person choose a password, once."""

from datetime import timedelta
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import audit
from app.auth import faults, sessions
from app.auth.passwords import checked, hashed
from app.auth.tables import InvitationRow, PersonRow
from app.auth.words import digest_of, new_word
from app.db import now
from app.errors import NotFoundError

Purpose = Literal["invite", "reset"]
LASTS: dict[Purpose, timedelta] = {"invite": timedelta(days=7), "reset": timedelta(hours=24)}
"""How long such an address can be used."""


def offer(session: Session, person: PersonRow, purpose: Purpose, *, by: str = "") -> str:
    """The word of a new address for somebody; those given before no longer work."""
    session.execute(delete(InvitationRow).where(InvitationRow.person_id == person.id))
    word = new_word()
    session.add(
        InvitationRow(
            digest=digest_of(word),
            person_id=person.id,
            purpose=purpose,
            created_by=by or None,
            expires_at=now() + LASTS[purpose],
        )
    )
    audit.record(session, f"person.{purpose}", person_id=by, whom=person.id)
    return word


def found(session: Session, word: str) -> tuple[PersonRow, InvitationRow]:
    """Whose address that is.

    Raises:
        NotFoundError: it was used, is over, or was never given.
    """
    row = session.get(InvitationRow, digest_of(word))
    person = session.get(PersonRow, row.person_id) if row else None
    if (
        row is None
        or person is None
        or row.used_at is not None
        or row.expires_at <= now()
        or not person.active
    ):
        raise NotFoundError(faults.no_invitation())
    return person, row


def accept(session: Session, word: str, password: str) -> PersonRow:
    """The person whose password is now the one given; all their sessions end.

    Raises:
        NotFoundError: the address does not work, or no longer.
        RefusedError: it may not be a password.
    """
    person, row = found(session, word)
    person.password = hashed(checked(password, email=person.email))
    person.failures, person.locked_until = 0, None
    row.used_at = now()
    sessions.end_all(session, person.id)
    audit.record(session, "person.password", person_id=person.id, by=row.purpose)
    return person
