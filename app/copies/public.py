"""A review as it may be published: made anew of what is left, so that nothing else is in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cpted_rules.findings import Assessment, Finding
from cpted_rules.plan import SitePlan
from cpted_rules.plan.canonical import digest
from cpted_rules.plan.elements import Zone, ZoneKind
from cpted_rules.plan.siteplan import SheetKind
from cpted_rules.rule import WAYS_IN, WitnessKind
from cpted_rules.text import Text

OF_CAMERAS = frozenset(
    {f"CAM{n}" for n in (601, 602, 603, 605, 606, 607, 608, 609, 610, 611, 612)}
    | {"SUR106", "MNT903"}
)
"""Rules that count cameras, or say what they see and what hides them."""
OF_WAYS_IN = frozenset({"ACC203", "ACC205", "ACC216", "HRD701", "HRD702", "HRD703", "HRD706"})
"""Rules that say where an intruder can get up to, and what would not keep him out."""
OF_GUARDS = frozenset({"SUR123", "SUR124", "ACC212", "HRD707"})
WITHHELD_RULES = OF_CAMERAS | OF_WAYS_IN | OF_GUARDS
WITHHELD_WITNESSES = WAYS_IN | {WitnessKind.COVERAGE, WitnessKind.ROUTE}
"""What cameras see, and ways that people take or could take."""
KEPT_BACK = "비공개 (withheld)"
"""In place of the name of a person."""
TOLD_OF = re.compile("CCTV|카메라|camera|경비|guard", re.IGNORECASE)
"""Words by which a note, or what is lacking, tells of cameras or guards."""
GUARDS = frozenset({ZoneKind.GUARD_POST})
SHORT = 3
"""A word of fewer letters (`C2`) stands in other words by chance and is not looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What may be shown, and what must not be found in it.

    Args:
        withheld: how many findings were left out.
        words: names and numbers that must not be in the bytes.
    """

    assessment: Assessment
    plan: SitePlan
    withheld: int
    words: frozenset[str]


def published(assessment: Assessment, plan: SitePlan) -> Published:
    """The assessment and the plan without cameras, guards, ways in, and names of persons.

    Findings keep their numbers: a gap shows that something was left out. Notes of the reading are
    left out as a whole, since they quote the drawings.
    """
    hidden = {camera.id for camera in plan.cameras}
    hidden |= {zone.id for zone in plan.zones if zone.kind in GUARDS}
    kept = tuple(
        _without_ways(finding)
        for finding in assessment.findings
        if not _is_withheld(finding, hidden)
    )
    shown = _shown(plan)
    facts = replace(assessment.facts, applicant=KEPT_BACK, designer=KEPT_BACK)
    left = replace(
        assessment,
        plan_digest=digest(shown),
        facts=facts,
        findings=kept,
        notes=(),
    )
    return Published(
        assessment=left,
        plan=shown,
        withheld=len(assessment.findings) - len(kept),
        words=_words(assessment, plan, kept, shown),
    )


def _is_withheld(finding: Finding, hidden: set[str]) -> bool:
    return (
        finding.security_sensitive
        or finding.rule in WITHHELD_RULES
        or any(subject.id in hidden for subject in finding.subjects)
        or finding.lacking_sheet is SheetKind.SECURITY_PLAN
        or any(TOLD_OF.search(f"{words.ko} {words.en}") for words in _said(finding))
    )


def _said(finding: Finding) -> Iterator[Text]:
    """What a finding says in words of its own, beside those of its clause and rule."""
    yield from (words for words in (finding.note, finding.lacking, finding.why) if words)
    yield from (each.label for each in finding.witness if each.label)


def _without_ways(finding: Finding) -> Finding:
    witness = tuple(each for each in finding.witness if each.kind not in WITHHELD_WITNESSES)
    return replace(finding, witness=witness) if len(witness) < len(finding.witness) else finding


def _shown(plan: SitePlan) -> SitePlan:
    """The plan without cameras and guards, and without the sheets that are only of them."""
    zones: tuple[Zone, ...] = tuple(zone for zone in plan.zones if zone.kind not in GUARDS)
    sheets = tuple(s for s in plan.sheets if s.kind is not SheetKind.SECURITY_PLAN)
    return replace(plan, cameras=(), zones=zones, sheets=sheets)


def _words(
    assessment: Assessment, plan: SitePlan, kept: tuple[Finding, ...], shown: SitePlan
) -> frozenset[str]:
    """What is looked for: names of persons, ids of what is gone and of findings left out."""
    there = {element.id for element in shown.elements()}
    words = {assessment.facts.applicant, assessment.facts.designer, assessment.plan_digest}
    words |= {element.id for element in plan.elements() if element.id not in there}
    words |= {finding.id for finding in assessment.findings} - {finding.id for finding in kept}
    words |= {camera.label for camera in plan.cameras} | {camera.mark for camera in plan.cameras}
    return frozenset(word for word in words if len(word) > SHORT)
