"""What is done in the background as administrators see it: reviews and other jobs in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.db import State, SubmissionRow
from app.errors import Problem
from app.jobs.kind import REVIEW
from app.jobs.rerun import AGAIN, Rerun, progress
from app.jobs.tables import FINAL, JobRow

R = TypeVar("R", JobRow, SubmissionRow)


class Which(StrEnum):
    """Which tasks are looked for."""

    OPEN = "open"
    FAILED = "failed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A review or a job.

    Args:
        case_number: of the case it is about; "" before that is filed, when it is its architect's.
        seconds: what its last run took; None for a review. [s]
    """

    id: str
    kind: str
    case_number: str
    state: str
    done: int
    total: int
    problem: Problem | None
    created_at: datetime
    finished_at: datetime | None
    seconds: float | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in FINAL


def tasks(session: Session, which: Which, *, offset: int, limit: int) -> tuple[list[Task], int]:
    """Some tasks, the newest first, and how many there are; without the rounds of re-runs."""
    of_jobs = (JobRow.parent_id.is_(None), *_of(JobRow.state, which))
    of_reviews = _of(SubmissionRow.state, which)
    every: list[JobRow | SubmissionRow] = [
        *_newest(session, JobRow, of_jobs, offset + limit),
        *_newest(session, SubmissionRow, of_reviews, offset + limit),
    ]
    every.sort(key=lambda row: (row.created_at, row.id), reverse=True)
    total = _count(session, JobRow, of_jobs) + _count(session, SubmissionRow, of_reviews)
    return [_task(session, row) for row in every[offset : offset + limit]], total


def reruns(session: Session, *, limit: int) -> list[Rerun]:
    """The last re-runs of the archive, the newest first."""
    newest = (
        select(JobRow.parent_id)
        .where(JobRow.kind == AGAIN, JobRow.parent_id.is_not(None))
        .group_by(JobRow.parent_id)
        .order_by(func.min(JobRow.created_at).desc(), JobRow.parent_id)
        .limit(limit)
    )
    return [progress(session, one) for one in session.scalars(newest) if one]


def _of(state: InstrumentedAttribute[str], which: Which) -> Sequence[ColumnElement[bool]]:
    if which is Which.OPEN:
        return (state.not_in(FINAL),)
    return (state == State.FAILED,) if which is Which.FAILED else ()


def _newest(
    session: Session, table: type[R], where: Sequence[ColumnElement[bool]], limit: int
) -> Sequence[R]:
    newest = select(table).where(*where).order_by(table.created_at.desc(), table.id.desc())
    return session.scalars(newest.limit(limit)).all()


def _count(session: Session, table: type[R], where: Sequence[ColumnElement[bool]]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _task(session: Session, row: JobRow | SubmissionRow) -> Task:
    job = row if isinstance(row, JobRow) else None
    case = session.get(CaseRow, row.case_id) if row.case_id else None
    return Task(
        id=row.id,
        kind=job.kind if job else REVIEW,
        case_number=case.number if case and case.state != CaseState.PRECHECK else "",
        state=row.state,
        done=row.done or 0,
        total=row.total or 0,
        problem=Problem.model_validate(row.problem) if row.problem else None,
        created_at=row.created_at,
        finished_at=row.finished_at,
        seconds=job.seconds if job else None,
    )
