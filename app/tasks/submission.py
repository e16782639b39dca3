"""Checking an upload, and reviewing a submission."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.submissions.archive import Limits
from app.submissions.corrections import Corrections
from app.submissions.load import opened
from app.submissions.summed import facts_of
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]


def check(arguments: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    """The facts of a submission that can be opened, and its files by digest."""
    limits = Limits(**arguments["limits"])
    with opened(Path(arguments["submission"]), limits) as filing:
        return facts_of(filing).model_dump(mode="json")


def review(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Summary of the review of a submission, and under `known_by` whose drawings they are.

    The files of the review lie in the folder `out` afterwards.
    """
    # Loaded here: a check needs neither the analyses nor the page layout, which take seconds.
    from app import read, summarize
    from app import review as pipeline
    from app.screens import drawing, prepare

    out = Path(arguments["out"])
    corrections = Corrections.model_validate(arguments.get("corrections") or {})
    offices = read.offices_in(Path(arguments["offices"])) if "offices" in arguments else ()
    result = pipeline.review(
        Path(arguments["submission"]),
        out,
        langs=tuple(Lang(word) for word in arguments["languages"]),
        corrections=corrections,
        offices=offices,
        round=arguments.get("round", 1),
        progress=progress,
        limits=Limits(**arguments["limits"]),
    )
    picture = summarize.overview(result.assessment, result.plan)
    if picture is not None:
        (out / "overview.svg").write_text(picture, "utf-8")
    drawing.write_drawing(result.understood, out)
    prepare.write_plan(out)
    summary = summarize.summarize(result.assessment, result.plan)
    known_by = result.recognised.model_dump(mode="json")
    return {**summary.model_dump(mode="json"), "known_by": known_by}
