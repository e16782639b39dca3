"""One job done in two steps: its child process run and its files kept, then the answer stored."""

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Condition, Event
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app import faults
from app.db import Database, State, SubmissionRow, now
from app.errors import LimitError, Problem, UnexpectedError
from app.jobs.kind import Kind, MadeFile, Means, ReviewKind, Row, media_type
from app.jobs.tables import FINAL, JobRow, JobState
from app.sandbox import Stopped, run
from cpted_rules.errors import CptedError

ATTEMPTS = 3
"""How often a job that takes its worker down is begun."""
_PROGRESS_EVERY_S = 0.3
_STAGES = {
    "read": State.READING,
    "assess": State.ASSESSING,
    "files": State.REPORTING,
    "report": State.REPORTING,
}

_log = logging.getLogger(__name__)


class Runner:
    """Does jobs of this process. What a step returns is kept by the engine, so it is plain JSON.

    Both steps may be done again, and by different machines: the first leaves nothing on its machine
    that the second needs.

    Args:
        stopping: set when the process ends; what runs is then stopped, and begun again elsewhere.
        import_from: folders that children import from besides the installed packages.
    """

    def __init__(
        self, means: Means, stopping: Event, *, import_from: tuple[Path, ...] = ()
    ) -> None:
        self._means = means
        self._database = means.database
        self._stopping = stopping
        self._import_from = import_from
        self._running = 0
        self._ended = Condition()

    @property
    def running(self) -> int:
        """How many jobs run now."""
        return self._running

    def wait(self, seconds: float) -> bool:
        """Wait until nothing runs; whether that came about in time."""
        with self._ended:
            return self._ended.wait_for(lambda: self._running == 0, timeout=seconds)

    # --- steps ------------------------------------------------------------------------------------

    def work(self, kind: Kind | ReviewKind, job_id: str) -> dict[str, Any]:
        """Run a job in its child process: what came of it, or what is wrong, and of which run."""
        this, started = str(uuid4()), time.monotonic()
        with self._counted():
            try:
                made = self._run(kind, job_id, this)
            except Stopped:
                if self._stopping.is_set():
                    self._take_back(kind, job_id, this)
                    raise  # passes through the engine unrecorded: the job stays to be done
                return {"run": this}
            except CptedError as error:
                made = {"problem": Problem.of(error).model_dump(mode="json")}
            except Exception as error:  # noqa: BLE001 - a job must not be left without an answer
                _log.exception("job %s failed", job_id)
                unexpected = UnexpectedError(faults.unexpected(type(error).__name__))
                made = {"problem": Problem.of(unexpected).model_dump(mode="json")}
            return {"run": this, "seconds": round(time.monotonic() - started, 3), **made}

    def store(self, kind: Kind | ReviewKind, job_id: str, outcome: dict[str, Any]) -> bool:
        """Write down what a run brought, unless it was cancelled or another run counts.

        False where the job was begun anew while that run was still being stopped: the engine took
        the old run's answer for that of the new one, which is still to be made.
        """
        with self._database.session() as session:
            row = held(session, kind, job_id)
            if row is None or row.state in FINAL:
                return True
            if row.run != outcome["run"]:
                return row.run is not None
            row.seconds = outcome.get("seconds")
            finish(self._means, session, kind, row, outcome)
            return True

    # --- inside -----------------------------------------------------------------------------------

    def _run(self, kind: Kind | ReviewKind, job_id: str, this: str) -> dict[str, Any]:
        row = self._begin(kind, job_id, this)
        if row.attempts > ATTEMPTS:
            raise LimitError(faults.interrupted(row.attempts - 1))
        work = self._means.settings.work_folder / f"{job_id}-{this[:8]}"
        out = work / "out"
        out.mkdir(parents=True)
        try:
            watch = _Watch(self._database, kind, job_id, this, self._stopping)
            result = run(
                kind.entry,
                {**_prepared(kind, self._means, row, work), "out": str(out)},
                bounds=self._means.bounds,
                progress=watch.progress,
                stop=watch.stop,
                import_from=self._import_from,
            )
            paths = sorted(p for p in out.rglob("*") if p.is_file() and not p.is_symlink())
            return {"result": result, "files": [self._kept(path, out) for path in paths]}
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _kept(self, path: Path, out: Path) -> dict[str, Any]:
        blob = self._means.blobs.put_file(path)
        return {
            "name": path.relative_to(out).as_posix(),
            "media_type": media_type(path.name),
            "digest": blob.digest,
            "size": blob.size,
        }

    def _begin(self, kind: Kind | ReviewKind, job_id: str, this: str) -> Row:
        """The row of a job, of which this run now counts and no other."""
        with self._database.session() as session:
            row = held(session, kind, job_id)
            if row is None or row.state in FINAL:
                raise Stopped
            row.attempts += 1
            row.run = this
            if isinstance(row, JobRow):
                row.state = JobState.RUNNING
            return row

    def _take_back(self, kind: Kind | ReviewKind, job_id: str, this: str) -> None:
        """An orderly stop is not held against a job."""
        with self._database.session() as session:
            row = held(session, kind, job_id)
            if row is not None and row.run == this:
                row.attempts -= 1

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


def finish(
    means: Means,
    session: Session,
    kind: Kind | ReviewKind,
    row: Row,
    outcome: dict[str, Any],
) -> None:
    """Write down how a job ended: what it made, or its problem."""
    row.finished_at, row.problem = now(), outcome.get("problem")
    if row.problem is None:
        files = tuple(MadeFile(**made) for made in outcome["files"])
        match kind, row:
            case ReviewKind(), SubmissionRow():
                kind.keep(means, session, row, outcome["result"], files)
            case Kind(), JobRow():
                kind.keep(means, session, row, outcome["result"], files)
    row.state = State.DONE if row.problem is None else State.FAILED
    if isinstance(kind, Kind) and isinstance(row, JobRow) and row.problem is not None:
        kind.failed(means, session, row)


def give_up(
    means: Means,
    kind: Kind | ReviewKind,
    job_id: str,
    problem: Problem,
    *,
    untouched_since: datetime,
) -> None:
    """End a job that nobody works on any more, unless its row was changed lately."""
    with means.database.session() as session:
        row = held(session, kind, job_id)
        if row is not None and row.state not in FINAL and row.updated_at < untouched_since:
            finish(means, session, kind, row, {"problem": problem.model_dump(mode="json")})


def row_of(session: Session, kind: Kind | ReviewKind, job_id: str) -> Row | None:
    """The row of a job, None if there is none."""
    if isinstance(kind, ReviewKind):
        return session.get(SubmissionRow, job_id)
    return session.get(JobRow, job_id)


def held(session: Session, kind: Kind | ReviewKind, job_id: str) -> Row | None:
    """The row of a job, that nobody else changes before the session ends."""
    if isinstance(kind, ReviewKind):
        return session.get(SubmissionRow, job_id, with_for_update=True)
    return session.get(JobRow, job_id, with_for_update=True)


def _prepared(kind: Kind | ReviewKind, means: Means, row: Row, work: Path) -> dict[str, Any]:
    match kind, row:
        case ReviewKind(), SubmissionRow():
            return kind.prepare(means, row, work)
        case Kind(), JobRow():
            return kind.prepare(means, row, work)
    raise TypeError(f"{kind.name} of {type(row).__name__}")


class _Watch:
    """Writes a job's progress into its row, and reads from it whether somebody cancelled it."""

    def __init__(
        self,
        database: Database,
        kind: Kind | ReviewKind,
        job_id: str,
        this: str,
        stopping: Event,
    ) -> None:
        self._database = database
        self._kind = kind
        self._id = job_id
        self._run = this
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
            row = held(session, self._kind, self._id)
            if row is None or row.state in FINAL or row.run != self._run:
                return
            row.stage, row.done, row.total = stage[:100], done, total
            if isinstance(row, SubmissionRow):
                row.state = _STAGES.get(stage, row.state)

    def stop(self) -> bool:
        """Whether the service ends, the job was cancelled, or another run of it counts."""
        if self._stopping.is_set():
            return True
        if time.monotonic() < self._next_read:
            return False
        self._next_read = time.monotonic() + 0.5
        with self._database.reading() as session:
            row = row_of(session, self._kind, self._id)
            return row is None or row.state in FINAL or row.run != self._run
