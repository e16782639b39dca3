"""Jobs that outlive the process that began them: on DBOS, in child processes, on many machines."""

from app.jobs.folder import locked
from app.jobs.kind import archive_limits
from app.jobs.queue import Jobs
from app.jobs.review import REVIEW_ENTRY

__all__ = ["REVIEW_ENTRY", "Jobs", "archive_limits", "locked"]
