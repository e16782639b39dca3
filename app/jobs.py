"""Reviews as durable workflows on DBOS: in a child process, resumed after a kill, stoppable."""

import fcntl
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from threading import Condition, Event
from typing import IO, Any

from dbos import DBOS, DBOSPortableJSONSerializer, SetWorkflowID
from sqlalchemy import delete, select, update

from app import faults
from app.blobs import Blobs
from app.config import ServiceSettings
from app.db import Database, OutputRow, State, SubmissionRow, now
from app.errors import ConfigurationError, LimitError, Problem, UnexpectedError
from app.offices import Offices
from app.sandbox import Bounds, Stopped, run
from cpted_rules.errors import CptedError

REVIEW_ENTRY = "app.tasks:review"
_QUEUE = "reviews"
_VERSION = "review-1"  # of the workflow's steps: what an older version left is finished by the same
_ATTEMPTS = 3
_PROGRESS_EVERY_S = 0.3

_MEDIA_TYPES = {
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".pdf": "application/pdf",
    ".dxf": "image/vnd.dxf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_STATES = {
    "read": State.READING,
    "assess": State.ASSESSING,
    "files": State.REPORTING,
    "report": State.REPORTING,
}

_log = logging.getLogger(__name__)


class Jobs:
    """The one queue of reviews of this process; one process for each data folder."""

    def __init__(
        self,
        settings: ServiceSettings,
        database: Database,
        blobs: Blobs,
        *,
        entry: str = REVIEW_ENTRY,
        import_from: tuple[Path, ...] = (),
    ) -> None:
        self._settings = settings
        self._database = database
        self._blobs = blobs
        self._entry = entry
        self._import_from = import_from
        self._stopping = Event()
        self._running = 0
        self._ended = Condition()
        self._lock: IO[str] | None = None

    # --- life -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Take up what was left unfinished, then wait for more.

        Raises:
            ConfigurationError: another process works on the same data folder.
        """
        self._lock = locked(self._settings.data_folder)
        DBOS(
            config={
                "name": "cpted",
                "system_database_url": self._settings.jobs_database,
                "application_version": _VERSION,
                "executor_id": self._settings.executor_id,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "WARNING",
                "notification_listener_polling_interval_sec": 0.2,
            }
        )

        # Registered here, not by decorators, so that importing this module does nothing.
        @DBOS.step(name="review")
        def review(submission_id: str) -> dict[str, Any]:
            return self._review(submission_id)

        @DBOS.step(name="store")
        def store(submission_id: str, outcome: dict[str, Any]) -> None:
            self._store(submission_id, outcome)

        @DBOS.workflow(name="review_submission")
        def review_submission(submission_id: str) -> None:
            store(submission_id, review(submission_id))

        self._workflow = review_submission
        unfinished = self._unfinished()
        self._clear_leftovers(unfinished)
        DBOS.launch()
        DBOS.register_queue(
            _QUEUE,
            worker_concurrency=self._settings.worker_concurrency,
            polling_interval_sec=0.2,
            on_conflict="always_update",
        )
        self._take_up(unfinished)

    def stop(self) -> None:
        """Stop running reviews, which the next start takes up again, and let go of everything."""
        self._stopping.set()
        with self._ended:
            self._ended.wait_for(lambda: self._running == 0, timeout=10)
        DBOS.destroy(destroy_registry=True)
        if self._lock:
            self._lock.close()

    @property
    def is_running(self) -> bool:
        """Whether submissions are being worked on."""
        return self._lock is not None and not self._stopping.is_set()

    # --- acts -------------------------------------------------------------------------------------

    def submit(self, submission_id: str) -> None:
        """Queue the review of a submission; asking twice is the same as once."""
        with SetWorkflowID(submission_id):
            DBOS.enqueue_workflow(_QUEUE, self._workflow, submission_id)

    def cancel(self, submission_id: str) -> None:
        """Stop the review of a submission, whether it runs or waits."""
        with self._database.session() as session:
            row = session.get_one(SubmissionRow, submission_id)
            row.state, row.finished_at = State.CANCELLED, now()
        DBOS.cancel_workflow(submission_id)

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
        DBOS.delete_workflow(submission_id)
        shutil.rmtree(self._work(submission_id), ignore_errors=True)
        with self._database.session() as session:
            uploads = select(SubmissionRow.upload_digest).where(
                SubmissionRow.upload_digest.in_(digests)
            )
            outputs = select(OutputRow.digest).where(OutputRow.digest.in_(digests))
            for digest in sorted(digests - {*session.scalars(uploads), *session.scalars(outputs)}):
                self._blobs.drop(digest)

    # --- steps ------------------------------------------------------------------------------------

    def _review(self, submission_id: str) -> dict[str, Any]:
        """Run the review in a child process; its outputs lie in the work folder afterwards."""
        with self._counted():
            try:
                summary = self._run(submission_id)
                return {"known_by": summary.pop("known_by", None), "summary": summary}
            except CptedError as error:
                return {"problem": Problem.of(error).model_dump(mode="json")}
            except Stopped:
                if self._stopping.is_set():
                    self._count_attempt(submission_id, -1)
                    raise  # passes through DBOS unrecorded: the workflow stays pending
                return {}
            except Exception as error:  # noqa: BLE001 - a job must not be left without an answer
                _log.exception("review of %s failed", submission_id)
                unexpected = UnexpectedError(faults.unexpected(type(error).__name__))
                return {"problem": Problem.of(unexpected).model_dump(mode="json")}

    def _run(self, submission_id: str) -> dict[str, Any]:
        row = self._count_attempt(submission_id, 1)
        if State(row.state).is_final:
            raise Stopped
        if row.attempts > _ATTEMPTS:
            raise LimitError(faults.interrupted(row.attempts - 1))
        work = self._work(submission_id)
        shutil.rmtree(work, ignore_errors=True)
        out = work / "out"
        out.mkdir(parents=True)
        upload = work / "upload" / row.file_name
        self._blobs.copy_to(row.upload_digest, upload)
        Offices(self._database).write_to(work / "offices")
        watch = _Watch(self._database, submission_id, self._stopping)
        result: dict[str, Any] = run(
            self._entry,
            {
                "submission": str(upload),
                "out": str(out),
                "languages": row.languages,
                "corrections": row.corrections,
                "offices": str(work / "offices"),
                "limits": archive_limits(self._settings),
            },
            bounds=Bounds(
                cpu_s=self._settings.cpu_seconds,
                wall_s=self._settings.wall_seconds,
                memory_bytes=self._settings.memory_bytes,
                file_bytes=self._settings.output_bytes,
            ),
            progress=watch.progress,
            stop=watch.stop,
            import_from=self._import_from,
        )
        return result

    def _store(self, submission_id: str, outcome: dict[str, Any]) -> None:
        """Keep the outputs, or what went wrong, and say that it is over."""
        out = self._work(submission_id) / "out"
        outputs = sorted(p for p in out.rglob("*") if p.is_file()) if "summary" in outcome else []
        stored = [
            OutputRow(
                name=path.relative_to(out).as_posix(),
                media_type=_media_type(path.name),
                digest=blob.digest,
                size=blob.size,
            )
            for path in outputs
            for blob in [self._blobs.put_file(path)]
        ]
        with self._database.session() as session:
            row = session.get(SubmissionRow, submission_id)
            if row is not None and row.state != State.CANCELLED:
                session.execute(delete(OutputRow).where(OutputRow.submission_id == submission_id))
                row.outputs = stored
                row.summary, row.problem = outcome.get("summary"), outcome.get("problem")
                row.known_by = outcome.get("known_by")
                row.state = State.DONE if "summary" in outcome else State.FAILED
                row.finished_at = now()
        shutil.rmtree(self._work(submission_id), ignore_errors=True)

    # --- inside -----------------------------------------------------------------------------------

    def _unfinished(self) -> list[str]:
        with self._database.reading() as session:
            return list(
                session.scalars(
                    select(SubmissionRow.id)
                    .where(SubmissionRow.state.in_([s for s in State if not s.is_final]))
                    .order_by(SubmissionRow.created_at, SubmissionRow.id)
                )
            )

    def _take_up(self, unfinished: list[str]) -> None:
        """Queue again what no running workflow stands for; this process is alone on its folder."""
        for submission_id in unfinished:
            status = DBOS.get_workflow_status(submission_id)
            if status is None:
                self.submit(submission_id)
            elif status.status == "PENDING" and status.executor_id != self._settings.executor_id:
                DBOS.resume_workflow(submission_id, queue_name=_QUEUE)
            elif status.status not in ("PENDING", "ENQUEUED", "DELAYED"):
                problem = Problem.of(LimitError(faults.interrupted(_ATTEMPTS)))
                self._store(submission_id, {"problem": problem.model_dump(mode="json")})

    def _clear_leftovers(self, unfinished: list[str]) -> None:
        """Remove what a process that died was writing, before anything is written again."""
        self._blobs.clear_drafts()
        for path in self._settings.work_folder.glob("*/"):
            if path.name not in unfinished:
                shutil.rmtree(path, ignore_errors=True)

    def _work(self, submission_id: str) -> Path:
        return self._settings.work_folder / submission_id

    def _count_attempt(self, submission_id: str, change: int) -> SubmissionRow:
        with self._database.session() as session:
            row = session.get(SubmissionRow, submission_id)
            if row is None:
                raise Stopped
            row.attempts += change
            return row

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._ended:
            self._running += 1
        try:
            yield
        finally:
            with self._ended:
                self._running -= 1
                self._ended.notify_all()


class _Watch:
    """Writes a review's progress into its row, and reads from it whether somebody cancelled."""

    def __init__(self, database: Database, submission_id: str, stopping: Event) -> None:
        self._database = database
        self._id = submission_id
        self._stopping = stopping
        self._stage = ""
        self._next_write = 0.0
        self._next_read = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        """Write the progress down, now and then, and each new stage."""
        if stage == self._stage and done < total and time.monotonic() < self._next_write:
            return
        self._stage, self._next_write = stage, time.monotonic() + _PROGRESS_EVERY_S
        with self._database.session() as session:
            row = session.get(SubmissionRow, self._id)
            if row is None or State(row.state).is_final:
                return
            row.stage, row.done, row.total = stage[:100], done, total
            row.state = _STATES.get(stage, row.state)

    def stop(self) -> bool:
        """Whether the service ends or the submission was cancelled."""
        if self._stopping.is_set():
            return True
        if time.monotonic() < self._next_read:
            return False
        self._next_read = time.monotonic() + 0.5
        with self._database.reading() as session:
            row = session.get(SubmissionRow, self._id)
            return row is None or row.state == State.CANCELLED


def archive_limits(settings: ServiceSettings) -> dict[str, int]:
    """What a zip may hold, as a child process is told."""
    return {
        "files": settings.zip_files,
        "unpacked_bytes": settings.unpacked_bytes,
        "ratio": settings.compression_ratio,
    }


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def locked(folder: Path) -> IO[str]:
    """The folder's lock, held until it is closed.

    Raises:
        ConfigurationError: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise ConfigurationError(faults.folder_in_use(str(folder))) from error
    return lock
