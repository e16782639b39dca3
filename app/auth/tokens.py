"""Personal tokens: what a program signs in with instead of its owner's password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.auth import faults
from app.auth.tables import PersonRow, TokenRow
from app.auth.words import digest_of, new_word
from app.db import now
from app.errors import NotFoundError, RefusedError

PREFIX = "cpted_"
"""What every token starts with, so that one that leaked is recognised for what it is."""
DAYS = (30, 90, 365)
"""How long a token may be made to last. [days]"""
_MOST = 20
_NOTED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new token, and the word that is shown once."""

    word: str
    row: TokenRow


def make(session: Session, person_id: str, *, name: str, days: int) -> Made:
    """A new token of somebody.

    Raises:
        RefusedError: it has no name, lasts a time that is not offered, or they have too many.
    """
    count = session.scalar(
        select(func.count()).select_from(TokenRow).where(TokenRow.person_id == person_id)
    )
    if not name.strip():
        raise RefusedError(faults.no_name())
    if days not in DAYS:
        raise RefusedError(faults.token_days(days, DAYS))
    if (count or 0) >= _MOST:
        raise RefusedError(faults.too_many_tokens(_MOST))
    word = PREFIX + new_word()
    row = TokenRow(
        digest=digest_of(word),
        id=str(uuid4()),
        person_id=person_id,
        name=name.strip()[:100],
        created_at=now(),
        expires_at=now() + timedelta(days=days),
    )
    session.add(row)
    audit.record(session, "token.make", person_id=person_id, token=row.id, days=days)
    return Made(word=word, row=row)


def found(session: Session, word: str) -> tuple[PersonRow, TokenRow] | None:
    """Whose token that is, None where it is over or the person is barred."""
    row = session.get(TokenRow, digest_of(word))
    if row is None or (row.expires_at is not None and row.expires_at <= now()):
        return None
    person = session.get(PersonRow, row.person_id)
    return (person, row) if person is not None and person.active else None


def is_due(row: TokenRow) -> bool:
    """Whether its use is to be written down again, by `touch`."""
    return row.used_at is None or now() - row.used_at > _NOTED


def touch(session: Session, digest: str) -> None:
    """Write down that a token is used."""
    row = session.get(TokenRow, digest)
    if row is not None:
        row.used_at = now()


def of_person(session: Session, person_id: str) -> Sequence[TokenRow]:
    """The tokens that somebody has, the newest first."""
    return session.scalars(
        select(TokenRow)
        .where(TokenRow.person_id == person_id)
        .order_by(TokenRow.created_at.desc(), TokenRow.id)
    ).all()


def revoke(session: Session, person_id: str, token_id: str) -> None:
    """End a token of somebody.

    Raises:
        NotFoundError: they have none with that id.
    """
    row = session.scalar(
        select(TokenRow).where(TokenRow.id == token_id, TokenRow.person_id == person_id)
    )
    if row is None:
        raise NotFoundError(faults.no_token(token_id))
    session.delete(row)
    audit.record(session, "token.revoke", person_id=person_id, token=token_id)
