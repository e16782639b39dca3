"""The review of a submission: read, assess, report."""

from pathlib import Path
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.db import OutputRow, SubmissionRow
from app.jobs.kind import MadeFile, Means, ReviewKind
from app.offices import Offices

REVIEW_ENTRY = "app.tasks:review"


def review_kind(entry: str = REVIEW_ENTRY) -> ReviewKind:
    """The review of submissions, made by what `entry` names."""
    return ReviewKind(entry=entry, prepare=submission_for_child, keep=_keep)


def submission_for_child(means: Means, row: SubmissionRow, work: Path) -> dict[str, Any]:
    """What a child process needs to read a submission: the upload, corrections, the offices."""
    upload = work / "upload" / row.file_name
    means.blobs.copy_to(row.upload_digest, upload)
    Offices(means.database).write_to(work / "offices")
    return {
        "submission": str(upload),
        "languages": row.languages,
        "corrections": row.corrections,
        "round": row.round,
        "offices": str(work / "offices"),
        "limits": means.zip_limits,
    }


def _keep(
    _means: Means,
    session: Session,
    row: SubmissionRow,
    result: dict[str, Any],
    files: tuple[MadeFile, ...],
) -> None:
    session.execute(delete(OutputRow).where(OutputRow.submission_id == row.id))
    session.expire(row, ["outputs"])
    row.outputs = [
        OutputRow(name=f.name, media_type=f.media_type, digest=f.digest, size=f.size) for f in files
    ]
    row.known_by = result.pop("known_by", None)
    row.summary = result
