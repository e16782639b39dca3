"""What a kind of job is: what its child process is given, and what becomes of what it made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy.orm import Session

from app.blobs import Blobs
from app.config import ServiceSettings
from app.db import Database, SubmissionRow
from app.jobs.tables import JobRow
from app.sandbox import Bounds

Row = SubmissionRow | JobRow
"""What a job's progress is written to: a review's is its submission."""

REVIEWS = "reviews"
"""The queue of what takes minutes: reviews, and assessments by another edition."""
SMALL = "small"
"""The queue of what somebody waits for: forms, copies, a returned file, a comparison."""
QUEUES = (REVIEWS, SMALL)

REVIEW = "review_submission"
"""The name of the kind that reviews are of."""

_MEDIA_TYPES = {
    ".bcf": "application/octet-stream",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".dxf": "image/vnd.dxf",
    ".geojson": "application/geo+json",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What jobs work with."""

    settings: ServiceSettings
    database: Database
    blobs: Blobs

    @property
    def bounds(self) -> Bounds:
        """What a child process may use."""
        return Bounds(
            cpu_s=self.settings.cpu_seconds,
            wall_s=self.settings.wall_seconds,
            memory_bytes=self.settings.memory_bytes,
            file_bytes=self.settings.output_bytes,
        )

    @property
    def zip_limits(self) -> dict[str, int]:
        """What a zip may hold, as a child process is told."""
        return archive_limits(self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file that a job made, kept under its digest."""

    name: str
    media_type: str
    digest: str
    size: int


def nothing(_means: Means, _session: Session, _row: JobRow) -> None:
    """Does nothing."""


def one_file(
    _means: Means, _session: Session, row: JobRow, result: Any, files: tuple[MadeFile, ...]
) -> None:
    """Write down what a job said, and the first file it made."""
    row.result = result
    if files:
        made = files[0]
        row.name, row.media_type = made.name, made.media_type
        row.digest, row.size = made.digest, made.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job.

    Args:
        name: also of its workflow; at most 20 letters.
        entry: what the child process calls, `module:function`. Besides what `prepare` gives it, it
            is told a folder `out`, and every file it writes there is kept.
        queue: REVIEWS or SMALL.
        priority: within the queue; 1 comes first.
        prepare: puts the files that the child needs into a folder; gives its arguments.
        keep: writes down what it made, in the transaction that ends the job.
        failed: writes down elsewhere that it failed; `row.problem` says why.
    """

    name: str
    entry: str
    queue: str = SMALL
    priority: int = 1
    prepare: Callable[[Means, JobRow, Path], dict[str, Any]]
    keep: Callable[[Means, Session, JobRow, Any, tuple[MadeFile, ...]], None] = one_file
    failed: Callable[[Means, Session, JobRow], None] = nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewKind:
    """The review of a submission, whose row is the submission's own. As `Kind` otherwise."""

    entry: str
    prepare: Callable[[Means, SubmissionRow, Path], dict[str, Any]]
    keep: Callable[[Means, Session, SubmissionRow, Any, tuple[MadeFile, ...]], None]
    name: str = REVIEW
    queue: str = REVIEWS
    priority: int = 1


def media_type(name: str) -> str:
    """The media type of a file by the end of its name."""
    return _MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def archive_limits(settings: ServiceSettings) -> dict[str, int]:
    """What a zip may hold, as a child process is told."""
    return {
        "files": settings.zip_files,
        "unpacked_bytes": settings.unpacked_bytes,
        "ratio": settings.compression_ratio,
    }
