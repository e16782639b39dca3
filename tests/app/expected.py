"""The planted defects of a sample (expected.yaml), put beside what a review found."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cpted_rules.findings import Assessment, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted defect: what a review must say about it."""

    id: str
    clause: str
    rule: str | None
    verdict: Verdict
    subject: str
    storey: int | None
    measured: tuple[float, float] | None

    def is_met_by(self, finding: Finding) -> bool:
        """Whether a finding says what was planted."""
        labels = [word for s in finding.subjects for word in (s.label, s.id)]
        return (
            finding.clause == self.clause
            and finding.rule == self.rule
            and finding.verdict is self.verdict
            and (self.verdict is Verdict.FAIL or finding.beyond_reference)
            and any(self.subject in label for label in labels)
            and (self.storey is None or finding.storey == self.storey)
            and self._measured(finding.measured)
        )

    def _measured(self, value: float | None) -> bool:
        if self.measured is None:
            return True
        low, high = self.measured
        return value is not None and low - 1e-6 <= value <= high + 1e-6


def defects(sample: Path) -> tuple[Defect, ...]:
    """The defects planted in a sample."""
    raw = yaml.safe_load((sample / "expected.yaml").read_text("utf-8"))
    return tuple(_defect(row) for row in raw["defects"])


def _defect(row: dict[str, Any]) -> Defect:
    measured = row.get("measured")
    return Defect(
        id=row["id"],
        clause=row["clause"],
        rule=row["rule"],
        verdict=Verdict(row["verdict"]),
        subject=str(row["subject"]),
        storey=row.get("storey"),
        measured=(float(measured[0]), float(measured[1])) if measured else None,
    )


def differences(sample: Path, assessment: Assessment) -> Iterator[str]:
    """What a review missed, and what it failed without a planted defect."""
    planted = defects(sample)
    for defect in planted:
        if not any(defect.is_met_by(f) for f in assessment.findings):
            near = [
                f"{f.verdict} {f.measured} {f.storey} {[s.label or s.id for s in f.subjects][:3]}"
                for f in assessment.findings
                if f.rule == defect.rule and f.clause == defect.clause
            ]
            yield f"missed: {defect} (found: {near[:6]})"
    for finding in assessment.findings:
        if finding.verdict is Verdict.FAIL and not any(d.is_met_by(finding) for d in planted):
            labels = [s.label or s.id for s in finding.subjects][:4]
            yield (
                f"not planted: {finding.clause} {finding.rule} {finding.parameters}"
                f" {finding.measured} on {finding.storey}: {labels}"
            )
