"""The findings of a round for the page: ready words in both languages, places and witnesses."""

from collections.abc import Sequence

from app.exports.words import FindingWords
from app.reports import statements
from app.screens.shapes import Json, geometry, words
from cpted_rules.figure import site_of
from cpted_rules.figure.alternative import figure_text
from cpted_rules.findings import Finding, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.rule import WAYS_IN
from cpted_rules.standing import ground_of

SAID = (
    "verdict", "standing", "basis", "force", "topic", "title", "headline", "measured", "required",
    "reference", "beyond", "cite", "requires", "storey", "place", "sheet", "sources", "subjects",
    "opinion", "egress", "shown_at", "stage", "note",
)  # fmt: skip
"""What of a finding's words the page shows."""


def findings(plan: SitePlan, both: Sequence[tuple[FindingWords, FindingWords]]) -> list[Json]:
    """Every finding, of its words in Korean and in English."""
    return [_finding(plan, ko, en) for ko, en in both]


def _finding(plan: SitePlan, ko: FindingWords, en: FindingWords) -> Json:
    finding = ko.finding
    shape = site_of(plan, finding)
    raised = finding.verdict in (Verdict.FAIL, Verdict.REFERRED)
    measured = raised and finding.measured is not None
    more = {
        "margin": statements.margin((finding,)) if measured else None,
        "tolerance": statements.tolerance(finding) if measured else None,
        "alternative": figure_text(plan, (finding,)) if raised and shape is not None else None,
        "lacking": finding.lacking,
    }
    return {
        "number": finding.number,
        "id": finding.id,
        "clause": finding.clause,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "standing": ground_of(finding).standing.value,
        "force": finding.force.value,
        "basis": finding.basis and finding.basis.value,
        "topic": finding.topic.value,
        "sensitive": finding.is_sensitive,
        "storey": finding.storey,
        "at": [ko.x_m, ko.y_m] if ko.x_m is not None else None,
        "value": ko.value,
        "unit": finding.unit,
        "subjects": [subject.id for subject in finding.subjects],
        "shape": geometry(shape),
        "witness": _witness(finding),
        "words": {
            "ko": {name: getattr(ko, name) for name in SAID}
            | {name: text.ko if text else "" for name, text in more.items()},
            "en": {name: getattr(en, name) for name in SAID}
            | {name: text.en if text else "" for name, text in more.items()},
        },
    }


def _witness(finding: Finding) -> list[Json]:
    return [
        {
            "kind": witness.kind.value,
            "way_in": witness.kind in WAYS_IN,
            "label": words(witness.label),
            "shape": shape,
        }
        for witness in finding.witness
        if (shape := geometry(witness.shape, heights=True)) is not None
    ]
