"""The database of the service: tables portable between SQLite and PostgreSQL, and sessions."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
    select,
    text,
)
from sqlalchemy import Connection as SqlConnection
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_214_004  # of who migrates, on PostgreSQL; SQLite's writers wait for each other anyway


class State(StrEnum):
    """Where a submission stands."""

    QUEUED = "queued"
    READING = "reading"
    ASSESSING = "assessing"
    REPORTING = "reporting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """In UTC, whatever zone it came in."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """With its zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The tables."""


class SubmissionRow(Base):
    """One submission and how far its review has come.

    A corrected reading is a row of its own with the same upload: what was read before is kept.
    """

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    # Not foreign keys: SQLite adds one only by making the table anew, which would empty `outputs`.
    case_id: Mapped[str | None] = mapped_column(String(36), index=True)
    round: Mapped[int] = mapped_column(default=1)
    owner_id: Mapped[str | None] = mapped_column(String(36), index=True)
    title: Mapped[str] = mapped_column(String(500))
    case_number: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(500))
    languages: Mapped[list[str]] = mapped_column(JSON)
    upload_digest: Mapped[str] = mapped_column(String(64), index=True)
    upload_bytes: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), index=True)
    stage: Mapped[str] = mapped_column(String(100), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    run: Mapped[str | None] = mapped_column(String(36))  # the one whose results count
    seconds: Mapped[float | None] = mapped_column(Float)  # that it took
    created_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # of submission.yaml, and its files
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    corrections: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    corrected_from: Mapped[str | None] = mapped_column(String(36), index=True)
    known_by: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    outputs: Mapped[list["OutputRow"]] = relationship(
        cascade="all, delete-orphan", order_by="OutputRow.name", lazy="selectin"
    )


class OutputRow(Base):
    """One file a review made."""

    __tablename__ = "outputs"

    submission_id: Mapped[str] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]


class IdempotencyRow(Base):
    """What was answered to a request that may come twice (`Idempotency-Key`)."""

    __tablename__ = "idempotency"

    person_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))  # SHA-256 of method, path and body
    status: Mapped[int | None]  # None: still being answered
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    body: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class OfficeRow(Base):
    """What one office's drawings mean, as its layer map in YAML."""

    __tablename__ = "offices"

    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    content: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)


def content_columns() -> Iterator[Column[Any]]:
    """The columns, of whatever table, that hold the digest of a content: `(…_)digest`.

    Where a digest is the key of its table it is that of a secret word, such as a token.
    """
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            named = column.name == "digest" or column.name.endswith("_digest")
            if named and not column.primary_key:
                yield column


def digests_used(session: Session, digests: Collection[str]) -> set[str]:
    """Of some contents those that a row of any table leads to."""
    return {
        digest
        for column in content_columns()
        for digest in session.scalars(select(column).where(column.in_(digests)).distinct())
    }


class Database:
    """The engine and its sessions."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at its end, or rolls back when something is raised."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, and waits for no writer."""
        engine = self.engine.execution_options(cpted_reads=True)
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to the present form."""
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # several processes may start at once
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            command.upgrade(alembic_config(connection), "head")

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def alembic_config(connection: SqlConnection) -> Config:
    """What Alembic needs to know to migrate over a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    # What a statement carried is not for the log; a connection that died is replaced in silence.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins too late; _begin_sqlite does it
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: SqlConnection) -> None:
    # A writer takes its lock at once: a read lock that is raised later can fail.
    reads = connection.get_execution_options().get("cpted_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
