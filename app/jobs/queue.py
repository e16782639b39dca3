"""What may be asked of jobs from outside a worker: queue, cancel, do again, forget."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.db import State, SubmissionRow, digests_used, now
from app.errors import ConflictError, NotFoundError
from app.jobs import faults
from app.jobs.kind import Kind, Means, ReviewKind, Row
from app.jobs.run import held
from app.jobs.tables import FINAL, JobRow, JobState

APPLICATION = "cpted"
VERSION = "jobs-2"
"""Of the steps of a job. Those of another version are done by its workers while there are any."""


class Jobs:
    """The queues, which this process may fill without working on them.

    A job's row is written first and queued afterwards; should the process die in between, a worker
    finds the row and queues it.
    """

    def __init__(self, means: Means, kinds: Iterable[Kind | ReviewKind]) -> None:
        self._means = means
        self._database = means.database
        self.kinds = {kind.name: kind for kind in kinds}
        self._review = next(k for k in self.kinds.values() if isinstance(k, ReviewKind))
        self._client: DBOSClient | None = None

    def open(self) -> None:
        """Reach the engine's database, and bring it to the present form."""
        url = self._means.settings.jobs_database
        DBOS.migrate(url)
        self._client = DBOSClient(
            system_database_url=url,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
        )

    def close(self) -> None:
        """Let go of it."""
        client, self._client = self._client, None
        if client:
            client.destroy()

    @property
    def is_running(self) -> bool:
        """Whether jobs can be queued and followed."""
        return self._client is not None

    @property
    def client(self) -> DBOSClient:
        """The engine's own client."""
        if self._client is None:
            raise RuntimeError("jobs are not open")
        return self._client

    # --- reviews ----------------------------------------------------------------------------------

    def submit(self, submission_id: str) -> None:
        """Queue the review of a submission; asking twice is the same as once."""
        self._enqueue(self._review, submission_id)

    def forget(self, submission_id: str) -> None:
        """Remove a finished submission with its files, except those that another one has too."""
        with self._database.session() as session:
            row = session.get_one(SubmissionRow, submission_id)
            digests = {row.upload_digest, *(o.digest for o in row.outputs)}
            session.execute(  # what was corrected from it is now corrected from what it was
                update(SubmissionRow)
                .where(SubmissionRow.corrected_from == submission_id)
                .values(corrected_from=row.corrected_from, updated_at=SubmissionRow.updated_at)
            )
            session.delete(row)
            for job in session.scalars(select(JobRow).where(JobRow.subject_id == submission_id)):
                digests |= {job.digest} if job.digest else set()
                session.delete(job)
        self.client.delete_workflow(submission_id)
        self._drop_unused(digests)

    # --- other jobs -------------------------------------------------------------------------------

    def order(self, kind: str, subject_id: str, **rest: Any) -> JobRow:
        """A new job, queued. Arguments as of `add`."""
        with self._database.session() as session:
            row = self.add(session, kind, subject_id, **rest)
        self.enqueue(row)
        return row

    def add(
        self,
        session: Session,
        kind: str,
        subject_id: str,
        *,
        arguments: dict[str, Any] | None = None,
        case_id: str | None = None,
        person_id: str | None = None,
        parent_id: str | None = None,
    ) -> JobRow:
        """A new job in a transaction of somebody else's; `enqueue` it when that is committed.

        Args:
            kind: name of one of `kinds`.
            arguments: what its kind needs to know, as JSON can carry it.
            person_id: whose it is: they may follow, cancel and fetch it.
        """
        row = JobRow(
            id=str(uuid4()),
            kind=self.kinds[kind].name,
            subject_id=subject_id,
            arguments=arguments or {},
            case_id=case_id,
            person_id=person_id,
            parent_id=parent_id,
            state=JobState.QUEUED,
        )
        session.add(row)
        return row

    def enqueue(self, row: JobRow) -> None:
        """Queue a job; asking twice is the same as once."""
        self._enqueue(self.kinds[row.kind], row.id)

    def find(self, job_id: str) -> JobRow:
        """The job with that id.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.reading() as session:
            row = session.get(JobRow, job_id)
        if row is None:
            raise NotFoundError(faults.no_job(job_id))
        return row

    # --- both -------------------------------------------------------------------------------------

    def cancel(self, job_id: str) -> None:
        """Stop a job or the review of a submission, whether it runs or waits."""
        with self._database.session() as session:
            kind = self._kind_of(session, job_id)
            row = held(session, kind, job_id)
            if row is not None and row.state not in FINAL:
                row.state, row.finished_at = State.CANCELLED, now()
        self.client.cancel_workflow(job_id)

    def retry(self, job_id: str) -> None:
        """Begin a job or a review anew that failed or was cancelled.

        Raises:
            ConflictError: it did not.
            NotFoundError: there is none.
        """
        with self._database.session() as session:
            kind = self._kind_of(session, job_id)
            row = held(session, kind, job_id)
            if row is None:
                raise NotFoundError(faults.no_job(job_id))
            if row.state not in (State.FAILED, State.CANCELLED):
                raise ConflictError(faults.not_over(row.state))
            _reset(row)
        self.requeue(kind, job_id)

    def requeue(self, kind: Kind | ReviewKind, job_id: str) -> None:
        """Queue a job from its first step on, whatever the engine remembers of it."""
        self.client.delete_workflow(job_id)
        self._enqueue(kind, job_id)

    # --- inside -----------------------------------------------------------------------------------

    def _enqueue(self, kind: Kind | ReviewKind, job_id: str) -> None:
        self.client.enqueue(
            {
                "workflow_name": kind.name,
                "queue_name": kind.queue,
                "workflow_id": job_id,
                "priority": kind.priority,
                "app_version": VERSION,
            },
            job_id,
        )

    def _kind_of(self, session: Session, job_id: str) -> Kind | ReviewKind:
        row = session.get(JobRow, job_id)
        return self._review if row is None else self.kinds[row.kind]

    def _drop_unused(self, digests: set[str]) -> None:
        with self._database.reading() as session:
            used = digests_used(session, digests)
        for digest in sorted(digests - used):
            self._means.blobs.drop(digest)


def _reset(row: Row) -> None:
    row.state, row.stage, row.done, row.total = State.QUEUED, "", 0, 0
    row.attempts, row.run, row.problem, row.finished_at = 0, None, None, None
