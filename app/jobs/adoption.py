"""What nobody works on any more is found, and queued again or given up."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta

from dbos import WorkflowStatus
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import faults
from app.db import SubmissionRow, now
from app.errors import LimitError, Problem
from app.jobs.alive import Sign, alive, bury
from app.jobs.kind import Kind, Means, ReviewKind
from app.jobs.queue import Jobs
from app.jobs.run import ATTEMPTS, give_up
from app.jobs.tables import FINAL, JobRow

_LOCK = 7_214_006  # one worker looks at a time
_SETTLED = timedelta(seconds=10)
"""Who begins a job anew changes its row first and queues it at once."""
_WAITS = ("ENQUEUED", "DELAYED")

_log = logging.getLogger(__name__)


def sweep(means: Means, jobs: Jobs, version: str) -> int:
    """Look after every job that is not over; how many were taken up.

    A row without a workflow was written by a process that died before it queued it. A workflow of a
    worker that is not heard of any more, or of an older version that no worker does any more, is
    queued again. One that the engine ended without an answer is given up.
    """
    with means.database.session() as session:
        if not _alone(session):
            return 0
        bury(session, means.settings.worker_lost_seconds)
        unfinished = dict(_unfinished(session, jobs))
        if not unfinished:
            return 0
        found = {
            status.workflow_id: status
            for status in jobs.client.list_workflows(
                workflow_ids=[*unfinished], load_input=False, load_output=False
            )
        }
        # After the workflows: who took one up in between is heard of by now.
        workers = alive(session, means.settings.worker_lost_seconds)
        orphans = [
            (kind, job_id, status)
            for job_id, kind in unfinished.items()
            if _is_orphan(status := found.get(job_id), workers, version)
        ]
        # The lock is held: no other worker takes up the same ones.
        for kind, job_id, status in orphans:
            _take_up(jobs, kind, job_id, status, version)
    long_ago = now() - _SETTLED
    for job_id, status in found.items():
        if status.status not in ("PENDING", *_WAITS):
            problem = Problem.of(LimitError(faults.interrupted(ATTEMPTS)))
            give_up(means, unfinished[job_id], job_id, problem, untouched_since=long_ago)
    return len(orphans)


def _is_orphan(status: WorkflowStatus | None, workers: Mapping[str, Sign], version: str) -> bool:
    if status is None:
        return True
    if status.status == "PENDING":
        return status.executor_id not in workers
    if status.status in _WAITS and status.app_version not in (None, version):
        return not any(worker.version == status.app_version for worker in workers.values())
    return False


def _take_up(
    jobs: Jobs,
    kind: Kind | ReviewKind,
    job_id: str,
    status: WorkflowStatus | None,
    version: str,
) -> None:
    _log.warning("taking up job %s, left by %s", job_id, status.executor_id if status else "-")
    if status is not None and status.app_version in (None, version):
        jobs.client.resume_workflow(job_id, queue_name=kind.queue)
    else:
        jobs.requeue(kind, job_id)


def _unfinished(session: Session, jobs: Jobs) -> Iterator[tuple[str, Kind | ReviewKind]]:
    review = next(k for k in jobs.kinds.values() if isinstance(k, ReviewKind))
    submissions = (
        select(SubmissionRow.id)
        .where(SubmissionRow.state.not_in(FINAL))
        .order_by(SubmissionRow.created_at, SubmissionRow.id)
    )
    for submission_id in session.scalars(submissions):
        yield submission_id, review
    others = (
        select(JobRow.id, JobRow.kind)
        .where(JobRow.state.not_in(FINAL))
        .order_by(JobRow.created_at, JobRow.id)
    )
    for job_id, name in session.execute(others):
        if name in jobs.kinds:
            yield job_id, jobs.kinds[name]


def _alone(session: Session) -> bool:
    """Whether no other worker looks at the moment; SQLite's writers wait for each other anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    found = session.scalars(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _LOCK})
    return bool(found.one())
