"""What requests work with, and the acts that the interface and the pages share."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Annotated, Any
from uuid import uuid4

from fastapi import Depends
from sqlalchemy import func, select
from starlette.requests import Request

from app import faults
from app.auth.tables import PersonRow
from app.blobs import Blob, Blobs
from app.cases.tables import CaseRow
from app.config import ServiceSettings
from app.db import Database, OutputRow, State, SubmissionRow, digests_used
from app.errors import NotFoundError, NotReadyError
from app.jobs import Jobs, archive_limits
from app.procedure import opening
from app.sandbox import Bounds, run
from app.web.pace import Pace
from cpted_rules.text import Lang

CHECK_ENTRY = "app.tasks:check"


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running service."""

    settings: ServiceSettings
    database: Database
    blobs: Blobs
    jobs: Jobs
    checks: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))
    tries: Pace = field(default_factory=lambda: Pace(most=20, within_s=300))
    """Sign-ins and resets of one address, in this process; accounts are locked in the database."""

    def receive(
        self,
        upload: IO[bytes],
        name: str,
        languages: tuple[Lang, ...],
        *,
        owner: PersonRow,
        case_id: str | None = None,
    ) -> SubmissionRow:
        """Keep an upload that can be opened, and queue its review.

        Args:
            case_id: whose next drawings they are; None: it opens a pre-check of its owner.

        Raises:
            CptedError: the upload is no submission, or the case takes none now; nothing is kept.
        """
        name = _file_name(name)
        blob = self.blobs.put(upload)
        try:
            facts = self._checked(blob, name)
        except BaseException:
            self._drop_unused(blob)
            raise
        row = SubmissionRow(
            id=str(uuid4()),
            title=facts["title"][:500],
            case_number=facts["case_number"][:200],
            file_name=name,
            languages=[lang.value for lang in Lang if lang in (Lang.KO, *languages)],
            upload_digest=blob.digest,
            upload_bytes=blob.size,
            state=State.QUEUED,
            stage="",
            done=0,
            total=0,
            attempts=0,
            facts=facts,
            outputs=[],
        )
        try:
            with self.database.session() as session:
                if case_id is None:
                    opening.open_case(session, owner, row)
                else:
                    opening.replace(session, session.get_one(CaseRow, case_id), owner, row)
        except BaseException:
            self._drop_unused(blob)
            raise
        self.jobs.submit(row.id)
        return row

    def find(self, submission_id: str) -> SubmissionRow:
        """The submission with that id.

        Raises:
            NotFoundError: there is none.
        """
        with self.database.reading() as session:
            row = session.get(SubmissionRow, submission_id)
        if row is None:
            raise NotFoundError(faults.no_submission(submission_id))
        return row

    def newest(
        self, owner: PersonRow, *, offset: int, limit: int
    ) -> tuple[list[SubmissionRow], int]:
        """Some submissions of somebody, the newest first, and how many there are."""
        whose = SubmissionRow.owner_id == owner.id
        with self.database.reading() as session:
            total = session.scalar(select(func.count()).where(whose)) or 0
            rows = session.scalars(
                select(SubmissionRow)
                .where(whose)
                .order_by(SubmissionRow.created_at.desc(), SubmissionRow.id)
                .offset(offset)
                .limit(limit)
            ).all()
        return list(rows), total

    def output(self, submission_id: str, name: str) -> tuple[SubmissionRow, OutputRow, Path]:
        """A file that the review made, and where it lies.

        Raises:
            NotReadyError: the review is not done, or did not end well.
            NotFoundError: it made no such file.
        """
        row = self.find(submission_id)
        if row.state != State.DONE:
            raise NotReadyError(faults.not_done(row.id, row.state, over=State(row.state).is_final))
        for output in row.outputs:
            if output.name == name:
                return row, output, self.blobs.path(output.digest)
        raise NotFoundError(faults.no_output(name, tuple(o.name for o in row.outputs)))

    def end(self, submission_id: str, *, by: PersonRow) -> bool:
        """Cancel a review that is not finished, or remove one that is; whether it was removed.

        Raises:
            ConflictError: it stands for a round that was filed.
        """
        row = self.find(submission_id)
        if not State(row.state).is_final:
            self.jobs.cancel(submission_id)
            return False
        with self.database.session() as session:
            case = session.get_one(CaseRow, row.case_id)
            gone = opening.drop(session, case, by, submission_id)
        for one in gone:
            self.jobs.forget(one)
        return True

    def remove(self, case_id: str, *, by: PersonRow) -> None:
        """Remove a pre-check with everything that was uploaded for it.

        Raises:
            ConflictError: it was filed.
        """
        with self.database.session() as session:
            gone = opening.remove(session, session.get_one(CaseRow, case_id), by)
        for one in gone:
            if not State(self.find(one).state).is_final:
                self.jobs.cancel(one)
            self.jobs.forget(one)

    def _checked(self, blob: Blob, name: str) -> dict[str, Any]:
        folder = self.settings.work_folder / f"check-{uuid4()}"
        folder.mkdir(parents=True)
        try:
            self.blobs.copy_to(blob.digest, folder / name)
            bounds = Bounds(
                cpu_s=self.settings.check_seconds,
                wall_s=self.settings.check_seconds,
                memory_bytes=self.settings.memory_bytes,
                file_bytes=self.settings.unpacked_bytes,
            )
            arguments = {
                "submission": str(folder / name),
                "limits": archive_limits(self.settings),
            }
            with self.checks:
                facts: dict[str, Any] = run(CHECK_ENTRY, arguments, bounds=bounds)
            return facts
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _drop_unused(self, blob: Blob) -> None:
        with self.database.reading() as session:
            used = digests_used(session, [blob.digest])
        if not used:
            self.blobs.drop(blob.digest)


def _of_request(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(_of_request)]


def _file_name(name: str) -> str:
    """The last part of a name, fit for a file system, in 200 bytes at most."""
    last = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, suffix = last.rpartition(".")
    stem = (stem or suffix).encode()[:180].decode(errors="ignore") or "submission"
    return f"{stem}.{suffix[:10]}" if dot else stem
