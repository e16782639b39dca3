"""Tables of jobs: what is to be made besides reviews, and the workers that are alive."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Moment, now


class JobState(StrEnum):
    """Where a job stands. A review, whose row is its submission, has finer ones: `app.db.State`."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


FINAL = tuple(state.value for state in JobState if state.is_final)
"""The states in which nothing more will happen, of reviews too."""


class JobRow(Base):
    """Something made in the background: a form, a copy, an assessment by another edition.

    Args:
        subject_id: what it is about: a submission, a returned file.
        parent_id: the job that it is a part of.
        run: the run whose result counts; an older one that still runs is not heard.
        seconds: what the last run took. [s]
        digest: of the file it made, if it made one.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    subject_id: Mapped[str] = mapped_column(String(36), index=True)
    case_id: Mapped[str | None] = mapped_column(String(36), index=True)
    person_id: Mapped[str | None] = mapped_column(String(36), index=True)
    parent_id: Mapped[str | None] = mapped_column(String(36), index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20), default=JobState.QUEUED, index=True)
    stage: Mapped[str] = mapped_column(String(100), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    run: Mapped[str | None] = mapped_column(String(36))
    seconds: Mapped[float | None] = mapped_column(Float)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    name: Mapped[str] = mapped_column(String(500), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int | None]


class WorkerRow(Base):
    """A worker that is alive, by its executor id; gone when it stopped in an orderly way.

    Args:
        token: of this very process, which another one of the same name does not have.
        seen_at: by the database's clock, so that machines need not agree on the time.
    """

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(63), primary_key=True)
    token: Mapped[str] = mapped_column(String(36))
    host: Mapped[str] = mapped_column(String(255))
    process: Mapped[int]
    version: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
