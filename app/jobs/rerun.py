"""The archive assessed anew: every filed round, by another edition, beside what was filed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.cases.states import CaseState
from app.cases.tables import CaseRow, RoundRow
from app.db import Database, State, SubmissionRow
from app.errors import NotFoundError, RefusedError
from app.jobs import faults
from app.jobs.kind import REVIEWS, Kind, Means
from app.jobs.outputs import review_folder
from app.jobs.queue import Jobs
from app.jobs.review import submission_for_child
from app.jobs.tables import FINAL, JobRow

AGAIN = "again"


def _filed_round(means: Means, row: JobRow, work: Path) -> dict[str, Any]:
    with means.database.reading() as session:
        submission = session.get_one(SubmissionRow, row.subject_id)
    filed = review_folder(means, row.subject_id, work / "filed") / "assessment.json"
    return {
        **submission_for_child(means, submission, work),
        "filed": str(filed),
        "editions": row.arguments["editions"],
    }


ASSESS_AGAIN = Kind(
    name=AGAIN, entry="app.tasks.again:again", queue=REVIEWS, priority=10, prepare=_filed_round
)
"""One filed round of a re-run; behind the reviews that people wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """How far a re-run has come.

    Args:
        begun_at: when its first round was queued.
        editions: `pack@date`, in the place of those that governed.
        states: how many rounds are in which state.
        otherwise: rounds of which something is judged otherwise now.
    """

    id: str
    begun_at: datetime
    editions: tuple[str, ...]
    states: dict[str, int]
    otherwise: int

    @classmethod
    def of(cls, rerun_id: str, rows: Sequence[JobRow]) -> Self:
        """Of its rounds, as they were queued."""
        return cls(
            id=rerun_id,
            begun_at=rows[0].created_at,
            editions=tuple(rows[0].arguments["editions"]),
            states=dict(Counter(row.state for row in rows)),
            otherwise=sum(is_otherwise(row) for row in rows),
        )

    @property
    def total(self) -> int:
        """How many rounds it is of."""
        return sum(self.states.values())

    @property
    def over(self) -> int:
        """How many are done, failed or cancelled."""
        return sum(n for state, n in self.states.items() if state in FINAL)


def begin(
    jobs: Jobs, database: Database, editions: Sequence[str], *, person_id: str | None = None
) -> tuple[str, int]:
    """Queue a re-run of all filed rounds: its id, and how many rounds that are.

    Args:
        editions: `pack@date`, in the place of those that governed; none: by the same editions, with
            this version of the program.

    Raises:
        RefusedError: there is no such edition.
    """
    _known(editions)
    rerun_id = str(uuid4())
    with database.session() as session:
        rows = [
            jobs.add(
                session,
                AGAIN,
                submission_id,
                arguments={"editions": list(editions)},
                case_id=case_id,
                person_id=person_id,
                parent_id=rerun_id,
            )
            for submission_id, case_id in filed_rounds(session)
        ]
        audit.record(
            session,
            "rerun.begin",
            person_id=person_id or "",
            rerun=rerun_id,
            editions=list(editions),
            rounds=len(rows),
        )
    for row in rows:
        jobs.enqueue(row)
    return rerun_id, len(rows)


def filed_rounds(session: Session) -> list[tuple[str, str]]:
    """The reviewed submissions that stand for a filed round, each with its case; oldest first."""
    return [
        (submission_id, case_id)
        for submission_id, case_id in session.execute(
            select(SubmissionRow.id, CaseRow.id)
            .join(RoundRow, RoundRow.submission_id == SubmissionRow.id)
            .join(CaseRow, CaseRow.id == RoundRow.case_id)
            .where(CaseRow.state != CaseState.PRECHECK, SubmissionRow.state == State.DONE)
            .order_by(SubmissionRow.created_at, SubmissionRow.id)
        )
    ]


def progress(session: Session, rerun_id: str) -> Rerun:
    """How far a re-run has come.

    Raises:
        NotFoundError: there is none.
    """
    return Rerun.of(rerun_id, rounds(session, rerun_id))


def rounds(session: Session, rerun_id: str) -> Sequence[JobRow]:
    """The rounds of a re-run, as they were queued.

    Raises:
        NotFoundError: there is none.
    """
    rows = session.scalars(
        select(JobRow)
        .where(JobRow.parent_id == rerun_id, JobRow.kind == AGAIN)
        .order_by(JobRow.created_at, JobRow.id)
    ).all()
    if not rows:
        raise NotFoundError(faults.no_job(rerun_id))
    return rows


def is_otherwise(row: JobRow) -> bool:
    """Whether something of a round was judged otherwise."""
    found = row.result
    return bool(found and (found["changed"] or found["gone"] or found["new"]))


def cancel(jobs: Jobs, database: Database, rerun_id: str) -> int:
    """Cancel what is left of a re-run; how many rounds that were."""
    with database.reading() as session:
        left = session.scalars(
            select(JobRow.id).where(JobRow.parent_id == rerun_id, JobRow.state.not_in(FINAL))
        ).all()
    for job_id in left:
        jobs.cancel(job_id)
    return len(left)


def _known(editions: Sequence[str]) -> None:
    from cpted_rules.pack import every_edition

    known = tuple(every_edition())
    wrong = [name for name in editions if name not in known]
    if wrong:
        raise RefusedError(*(faults.no_edition(name, known) for name in wrong))
