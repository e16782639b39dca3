"""What the service has done in a child process: checking an upload, and reviewing a submission."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.submissions.archive import Limits
from app.submissions.load import opened
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]


def check(arguments: dict[str, Any], _progress: Progress) -> dict[str, str]:
    """Title and case number of a submission that can be opened."""
    limits = Limits(**arguments["limits"])
    with opened(Path(arguments["submission"]), limits) as filing:
        return {
            "title": filing.submission.title,
            "case_number": filing.submission.case_number,
        }


def review(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Summary of the review of a submission; its files lie in the folder `out` afterwards."""
    # Loaded here: a check needs neither the analyses nor the page layout, which take seconds.
    from app import review as pipeline
    from app import summarize

    out = Path(arguments["out"])
    result = pipeline.review(
        Path(arguments["submission"]),
        out,
        langs=tuple(Lang(word) for word in arguments["languages"]),
        progress=progress,
        limits=Limits(**arguments["limits"]),
    )
    picture = summarize.overview(result.assessment, result.plan)
    if picture is not None:
        (out / "overview.svg").write_text(picture, "utf-8")
    summary = summarize.summarize(result.assessment, result.plan)
    kept: dict[str, Any] = summary.model_dump(mode="json")
    return kept
