"""What came of a claim, as it stands in build/bench.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.suite.claim import Claim, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim and what was found.

    Args:
        value: None where it could not be taken, or where the gate failed.
        gate_passed: None where it did not come to the gate.
        found: by the gate.
        reason: why there is no value.
    """

    claim: Claim
    value: float | None = None
    gate_passed: bool | None = None
    found: str = ""
    reason: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the gate held and the value keeps its bound."""
        return self.value is not None and bool(self.gate_passed) and self.claim.kept_by(self.value)

    def as_json(self) -> dict[str, Any]:
        """The entry as it is written."""
        claim = self.claim
        bound = "bound" if claim.value is Value.SLOPE else "required"
        return {
            "id": claim.id,
            "workload": claim.workload,
            "peer": claim.peer or None,
            claim.value.value: self.value,
            bound: claim.required,
            "stretch": claim.stretch,
            "gate_passed": self.gate_passed,
            "gate": self.found,
            "passed": self.passed,
            "reason": self.reason,
            "versions": dict(self.versions),
            "inputs": dict(self.inputs),
            **self.details,
        }


def failed(claims: Sequence[Claim], reason: str, inputs: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Claims of which nothing could be shown, and why."""
    return tuple(Entry(claim=claim, reason=reason, inputs=inputs) for claim in claims)
