"""What the pages show of reviews, made when it is first asked for and kept with the review."""

import logging
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock

from sqlalchemy import delete

from app import faults
from app.blobs import Blobs
from app.db import Database, OutputRow, SubmissionRow
from app.errors import NotFoundError, Problem, ReportedError, UnexpectedError
from app.sandbox import Bounds, Stopped, run
from app.screens.names import PLAN
from cpted_rules.errors import CptedError

ENTRY = "app.screens.prepare:prepare"
ASSESSMENT = "assessment.json"
_MEMBERS_KEPT = 128
_AT_ONCE = 1
"""Children at the same time of either kind: each takes a core and some hundred megabytes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, compressed as browsers take it (gzip); `tag` names its content."""

    content: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Working:
    """It is being made: so far, `done` of `total` parts."""

    part: str
    done: int
    total: int


class Workshop:
    """Prepares archives in child processes, one for each review and name at a time.

    Nothing is lost when the service goes down: what was being made is made when asked for again.
    """

    def __init__(self, database: Database, blobs: Blobs, bounds: Bounds) -> None:
        self._database = database
        self._blobs = blobs
        self._bounds = bounds
        self._lock = Lock()
        self._working: dict[tuple[str, str], Working] = {}
        self._failed: dict[tuple[str, str], Problem] = {}
        self._stopping = Event()
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="screens")
        self._first = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="screens-first")

    def stop(self) -> None:
        """Stop what is being made."""
        self._stopping.set()
        for pool in (self._first, self._pool):
            pool.shutdown(wait=True, cancel_futures=True)

    def member(self, row: SubmissionRow, archive: str, name: str) -> Member | Working:
        """A file of an archive of a review, or how far its making is.

        Raises:
            ReportedError: it cannot be made.
            NotFoundError: the archive has no such file.
        """
        digest = next((o.digest for o in row.outputs if o.name == archive), None)
        if digest is None:
            return self.asked(row, archive)
        content = packed(self._blobs.path(digest), name)
        if content is None:
            raise NotFoundError(faults.no_output(name, ()))
        return Member(content=content, tag=f"{digest[:32]}-{name}")

    def asked(self, row: SubmissionRow, archive: str) -> Working:
        """Have an archive made, unless it is being made; how far that is."""
        key = (row.id, archive)
        source = next((o.digest for o in row.outputs if o.name == ASSESSMENT), None)
        if source is None:
            raise NotFoundError(faults.no_output(ASSESSMENT, tuple(o.name for o in row.outputs)))
        with self._lock:
            if key in self._failed:
                raise ReportedError(self._failed[key])
            if key not in self._working:
                self._working[key] = Working(part="", done=0, total=0)
                # evidence may take a minute, and nobody sees a plan before its own archive is there
                pool = self._first if archive == PLAN else self._pool
                pool.submit(self._make, key, source)
            return self._working[key]

    def _make(self, key: tuple[str, str], source: str) -> None:
        try:
            self._made(key, source)
        except Stopped:
            return
        except CptedError as error:
            self._fail(key, error)
        except Exception as error:  # noqa: BLE001 - whoever waits must be told
            _log.exception("%s of %s could not be made", key[1], key[0])
            self._fail(key, UnexpectedError(faults.unexpected(type(error).__name__)))
        finally:
            with self._lock:
                self._working.pop(key, None)

    def _made(self, key: tuple[str, str], source: str) -> None:
        submission_id, archive = key

        def progress(part: str, done: int, total: int) -> None:
            with self._lock:
                self._working[key] = Working(part=part, done=done, total=total)

        with TemporaryDirectory(prefix="cpted-screens-") as folder:
            out = Path(folder) / "made.zip"
            run(
                ENTRY,
                {
                    "assessment": str(self._blobs.path(source).resolve()),
                    "name": archive,
                    "out": str(out),
                },
                bounds=self._bounds,
                progress=progress,
                stop=self._stopping.is_set,
            )
            blob = self._blobs.put_file(out)
        with self._database.session() as session:
            if session.get(SubmissionRow, submission_id) is None:
                return  # removed meanwhile
            session.execute(
                delete(OutputRow).where(
                    OutputRow.submission_id == submission_id, OutputRow.name == archive
                )
            )
            session.add(
                OutputRow(
                    submission_id=submission_id,
                    name=archive,
                    media_type="application/zip",
                    digest=blob.digest,
                    size=blob.size,
                )
            )

    def _fail(self, key: tuple[str, str], error: CptedError) -> None:
        with self._lock:
            self._failed[key] = Problem.of(error)


@lru_cache(maxsize=_MEMBERS_KEPT)
def packed(path: Path, name: str) -> bytes | None:
    """A file of an archive as it lies there (gzip); None if it has none such."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name) if name in archive.namelist() else None
