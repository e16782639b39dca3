"""What the service has done in a child process: checking an upload, and reviewing a submission."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.submissions.archive import Limits
from app.submissions.load import opened

Progress = Callable[[str, int, int], None]


def check(arguments: dict[str, Any], _progress: Progress) -> dict[str, str]:
    """Title and case number of a submission that can be opened."""
    limits = Limits(**arguments["limits"])
    with opened(Path(arguments["submission"]), limits) as filing:
        return {
            "title": filing.submission.title,
            "case_number": filing.submission.case_number,
        }
