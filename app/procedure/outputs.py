"""Files that a review made, read back for the procedure."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.db import OutputRow, State, SubmissionRow
from app.errors import ConflictError
from app.procedure import faults
from cpted_rules.text import same

Contents = Callable[[str], bytes]
"""What lies under a digest."""


def content_of(session: Session, contents: Contents, submission_id: str, name: str) -> bytes | None:
    """A file of a review by its name; None where the review made no such file."""
    output = session.get(OutputRow, (submission_id, name))
    return None if output is None else contents(output.digest)


def reviewed(session: Session, submission_id: str) -> SubmissionRow:
    """A submission whose review is finished.

    Raises:
        ConflictError: it is not.
    """
    row = session.get_one(SubmissionRow, submission_id)
    if row.state != State.DONE:
        raise ConflictError(faults.review_unfinished(same(row.state)))
    return row
