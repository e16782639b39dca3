"""A returned file (PDF, XFDF, DXF), read in a child process."""

from pathlib import Path
from typing import Any

from app.jobs.kind import Kind, Means
from app.jobs.queue import Jobs
from app.jobs.tables import JobRow

RETURN = "return"


def _returned(means: Means, row: JobRow, work: Path) -> dict[str, Any]:
    name = Path(row.arguments["name"]).name or "returned"
    path = work / "in" / name
    means.blobs.copy_to(row.arguments["digest"], path)
    return {"path": str(path), "name": name, "result": str(work / "out" / "returned.json")}


RETURNED = Kind(name=RETURN, entry="app.annotations.child:read", prepare=_returned)
"""Reads what came back; the file it makes is an `app.annotations.returned.Returned` as JSON.

What is to become of it is said by `dataclasses.replace(RETURNED, keep=…, failed=…)`: `keep` is
called in the transaction that ends the job, with `subject_id` the id of the return.
"""


def read_return(
    jobs: Jobs,
    return_id: str,
    *,
    digest: str,
    name: str,
    case_id: str | None = None,
    person_id: str | None = None,
) -> JobRow:
    """The job that reads a returned file; `digest` is the file's own."""
    return jobs.order(
        RETURN,
        return_id,
        arguments={"digest": digest, "name": name},
        case_id=case_id,
        person_id=person_id,
    )
