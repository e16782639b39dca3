"""Tables of people, committees and what they sign in with. Secrets are kept as digests only."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Moment, now


class PersonRow(Base):
    """Somebody who can sign in, once the invitation is accepted."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(100))
    password: Mapped[str | None] = mapped_column(String(200))  # argon2; None: not yet chosen
    lang: Mapped[str] = mapped_column(String(2), default="ko")
    is_administrator: Mapped[bool] = mapped_column(default=False)
    office: Mapped[str] = mapped_column(String(300), default="")  # an architect's
    field: Mapped[str] = mapped_column(String(100), default="")  # an expert's
    keys: Mapped[str] = mapped_column(Text, default="")  # remapped keys of the review page, JSON
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)  # sign-ins that failed in a row
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class SessionRow(Base):
    """A browser that is signed in; `digest` is SHA-256 of what its cookie holds."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class TokenRow(Base):
    """A personal token for programs; `digest` is SHA-256 of the token."""

    __tablename__ = "tokens"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)


class CommitteeRow(Base):
    """A building committee."""

    __tablename__ = "committees"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    district: Mapped[str] = mapped_column(String(40))  # 용산구; 서울특별시 for the city's own
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class MembershipRow(Base):
    """A role that somebody has in a committee; `body` is who recommended an expert."""

    __tablename__ = "memberships"

    committee_id: Mapped[str] = mapped_column(
        ForeignKey("committees.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[str] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    body: Mapped[str] = mapped_column(String(30), default="")
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime | None] = mapped_column(Moment)


class InvitationRow(Base):
    """An invitation or a password reset, by the digest of the word in its address."""

    __tablename__ = "invitations"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))  # invite, reset
    created_by: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
