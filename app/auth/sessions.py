"""Sessions of browsers: begun at sign-in, found by their cookie, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow, SessionRow
from app.auth.words import digest_of, new_word
from app.db import now

IDLE = timedelta(hours=12)
"""How long a session lasts after it was last used."""
LONGEST = timedelta(days=14)
"""How long a session lasts however much it is used."""
_NOTED = timedelta(minutes=5)  # a session's use is written down no more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A new session, and the word that only its cookie keeps."""

    word: str
    row: SessionRow


def begin(session: Session, person: PersonRow) -> Begun:
    """A new session of somebody. Sessions that are over go."""
    moment = now()
    session.execute(delete(SessionRow).where(SessionRow.expires_at < moment))
    word = new_word()
    row = SessionRow(
        digest=digest_of(word),
        person_id=person.id,
        csrf=new_word(),
        created_at=moment,
        seen_at=moment,
        expires_at=moment + IDLE,
    )
    session.add(row)
    audit.record(session, "session.begin", person_id=person.id)
    return Begun(word=word, row=row)


def found(session: Session, word: str) -> tuple[PersonRow, SessionRow] | None:
    """Whose session that word opens, None where it is over or the person is barred."""
    row = session.get(SessionRow, digest_of(word))
    if row is None or row.expires_at <= now():
        return None
    person = session.get(PersonRow, row.person_id)
    return (person, row) if person is not None and person.active else None


def is_due(row: SessionRow) -> bool:
    """Whether its use is to be written down again, by `touch`."""
    return now() - row.seen_at > _NOTED


def touch(session: Session, digest: str) -> None:
    """Write down that a session is used, which lengthens it."""
    row = session.get(SessionRow, digest)
    if row is not None:
        row.seen_at = now()
        row.expires_at = min(row.seen_at + IDLE, row.created_at + LONGEST)


def of_person(session: Session, person_id: str) -> Sequence[SessionRow]:
    """The sessions that somebody has, the newest first."""
    return session.scalars(
        select(SessionRow)
        .where(SessionRow.person_id == person_id, SessionRow.expires_at > now())
        .order_by(SessionRow.seen_at.desc())
    ).all()


def end(session: Session, person_id: str, digest: str) -> None:
    """End one session of somebody."""
    row = session.get(SessionRow, digest)
    if row is not None and row.person_id == person_id:
        session.delete(row)
        audit.record(session, "session.end", person_id=person_id)


def end_all(session: Session, person_id: str, *, but: str = "") -> None:
    """End the sessions of somebody, except the one with that digest."""
    session.execute(
        delete(SessionRow).where(SessionRow.person_id == person_id, SessionRow.digest != but)
    )


def end_others(session: Session, person_id: str, *, but: str) -> None:
    """End every session of somebody but one, as they ask for it."""
    end_all(session, person_id, but=but)
    audit.record(session, "session.end-others", person_id=person_id)
