"""A filed round assessed anew: by another edition of the law, or by this version of the program."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.exports.review_folder import review_of
from app.read import offices_in, read_filing
from app.reports.assessment_file import assessment_bytes
from app.site import site_of
from app.submissions.archive import Limits
from app.submissions.corrections import Corrections
from app.submissions.load import opened
from cpted_rules.approaches import with_approaches
from cpted_rules.assess import assess
from cpted_rules.facts import SiteFacts
from cpted_rules.findings import Assessment
from cpted_rules.pack import Edition, editions_governing, every_edition

Progress = Callable[[str, int, int], None]
_SHOWN = 500


def again(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """How the assessment anew differs from the filed one.

    The assessment itself lies in the folder `out` afterwards. Drawings are read anew too, as what
    was kept of them is not all that rules ask about; `same_plan` says whether the plan is the same.
    """
    filed = review_of(Path(arguments["filed"]).read_bytes()).assessment
    with opened(Path(arguments["submission"]), Limits(**arguments["limits"])) as filing:
        understood = read_filing(
            filing,
            corrections=Corrections.model_validate(arguments.get("corrections") or {}),
            offices=offices_in(Path(arguments["offices"])),
            progress=progress,
        )
        site, refused = site_of(filing, understood.reading.plan)
        editions = editions_with(site.facts, arguments["editions"])
        found = with_approaches(
            assess(
                site,
                editions,
                notes=(*understood.reading.notes, *refused, *site.assumptions),
                progress=lambda _what, done, total: progress("assess", done, total),
            ),
            site,
        )
        written = assessment_bytes(
            found, plan=site.plan, photometry=site.photometry, ground=site.terrain
        )
    (Path(arguments["out"]) / "assessment.json").write_bytes(written)
    return {
        "editions": [edition.id for edition in editions],
        "same_plan": found.plan_digest == filed.plan_digest,
        **differences(filed, found),
    }


def editions_with(facts: SiteFacts, named: Sequence[str]) -> tuple[Edition, ...]:
    """The editions that governed a project, with those named in the place of others of their pack.

    Args:
        named: `pack@date`; one of a pack that did not govern is added.
    """
    every = every_edition()
    chosen = {every[name].pack: every[name] for name in named}
    governing = editions_governing(facts)
    kept = tuple(chosen.pop(edition.pack, edition) for edition in governing)
    return (*kept, *chosen.values())


def differences(filed: Assessment, found: Assessment) -> dict[str, Any]:
    """Verdicts counted in both, and the findings that differ, at most 500.

    A finding is known by its id, a digest of clause, rule, parameters and things: a clause that
    another edition numbers otherwise makes findings gone and new ones, and it is right to say so.
    """
    before = {f.id: f for f in filed.findings}
    after = {f.id: f for f in found.findings}
    changed: list[dict[str, str | None]] = [
        {"finding": key, "before": before[key].verdict.value, "after": after[key].verdict.value}
        for key in before.keys() & after.keys()
        if before[key].verdict is not after[key].verdict
    ]
    gone: list[dict[str, str | None]] = [
        {"finding": key, "before": before[key].verdict.value, "after": None}
        for key in before.keys() - after.keys()
    ]
    new: list[dict[str, str | None]] = [
        {"finding": key, "before": None, "after": after[key].verdict.value}
        for key in after.keys() - before.keys()
    ]
    every = sorted([*changed, *gone, *new], key=lambda one: str(one["finding"]))
    return {
        "before": _counts(filed),
        "after": _counts(found),
        "changed": len(changed),
        "gone": len(gone),
        "new": len(new),
        "differences": every[:_SHOWN],
    }


def _counts(assessment: Assessment) -> dict[str, int]:
    return dict(sorted(Counter(f.verdict.value for f in assessment.findings).items()))
