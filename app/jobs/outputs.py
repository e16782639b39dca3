"""Forms, tables, copies and comparisons of a review, made when somebody asks for them."""

from pathlib import Path
from typing import Any

from app.db import OutputRow, SubmissionRow
from app.jobs.kind import Kind, Means
from app.jobs.tables import JobRow

_READ = ("assessment.json", "reading.json", "report.pdf", "report.en.pdf", "findings.geojson")
"""What of a review these are made of, where it is there."""


def review_folder(means: Means, submission_id: str, folder: Path) -> Path:
    """A folder with the files of a review that others are made of.

    Raises:
        LookupError: the submission is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with means.database.reading() as session:
        row = session.get_one(SubmissionRow, submission_id)
        outputs: list[OutputRow] = row.outputs
    for output in outputs:
        if output.name in _READ:
            means.blobs.copy_to(output.digest, folder / output.name)
    return folder


def _of_review(means: Means, row: JobRow, work: Path) -> dict[str, Any]:
    """The review's folder, with what `files` names by digest laid into it, such as marks.json."""
    folder = review_folder(means, row.subject_id, work / "review")
    for name, digest in row.arguments.get("files", {}).items():
        means.blobs.copy_to(digest, folder / Path(name).name)
    return {
        "lang": "ko",
        "forms": [],
        "docx": True,
        "paper": "A4",
        "version": "3.0",
        **{key: value for key, value in row.arguments.items() if key != "files"},
        "review": str(folder),
    }


def _of_two_reviews(means: Means, row: JobRow, work: Path) -> dict[str, Any]:
    before = review_folder(means, row.arguments["before"], work / "before")
    return {**_of_review(means, row, work), "before": str(before)}


FORMS = Kind(name="forms", entry="app.tasks.outputs:forms", prepare=_of_review)
"""Arguments: `forms` (names of FormKind; none: all), `docx`, `lang`, `person`, `files`."""

EXPORT = Kind(name="export", entry="app.tasks.outputs:export", prepare=_of_review)
"""Arguments: `format` (bcf, xlsx, csv), `version` of BCF, `lang`, `person`, `files`."""

COPY = Kind(name="copy", entry="app.tasks.outputs:copy", prepare=_of_review)
"""Arguments: `copy` (decision, archive, public, data), `lang`, `paper`, `files`."""

COMPARISON = Kind(name="comparison", entry="app.tasks.outputs:compare", prepare=_of_two_reviews)
"""Of a later submission; arguments: `before` (id of the earlier one), `lang`, `files`."""
