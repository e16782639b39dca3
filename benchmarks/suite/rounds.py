"""A trial run by turns: the product, each peer, the product again, the least of several counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.cost import Cost, measured
from benchmarks.suite.entry import Entry, failed
from benchmarks.suite.trial import (
    Done,
    Gate,
    NotThereYetError,
    PeerMissingError,
    Rival,
    Survey,
    Trial,
)

FEWEST_RUNS = 3
"""Runs of each side; fewer do not tell the cost from the noise of the machine."""


@dataclass(slots=True, kw_only=True)
class Side:
    """What one side gave the first time, and what it cost each time."""

    done: Done | None = None
    costs: list[Cost] = field(default_factory=list)
    fault: str = ""

    def turn(self, call: Any) -> None:
        """Run it once more, unless it failed before."""
        if self.fault:
            return
        try:
            done, cost = measured(call)
        except Exception as error:  # noqa: BLE001 - a row that fails is a result
            self.fault = reason_of(error)
            return
        self.done = self.done or done
        self.costs.append(done.cost or cost)

    @property
    def cpu_s(self) -> float:
        """CPU seconds for one unit of work, the least of all turns. [s]"""
        if self.done is None:
            raise ValueError("a side that has not run has no cost")
        return min(cost.cpu_s for cost in self.costs) / self.done.work

    def as_json(self, unit: str) -> dict[str, Any]:
        """Its account, as it is written."""
        return {
            "work": self.done.work if self.done else None,
            "unit": unit,
            "runs": [asdict(cost) for cost in self.costs],
            "parts": dict(self.done.parts) if self.done else {},
        }


def reason_of(error: Exception) -> str:
    """An error in the words of the table."""
    kinds = {NotThereYetError: "not there yet", PeerMissingError: "peer missing"}
    return f"{kinds.get(type(error), type(error).__name__)}: {error}"


def by_turns(
    claims: Sequence[Claim], trial: Trial, *, runs: int, versions: Mapping[str, str]
) -> tuple[Entry, ...]:
    """What came of each claim of a trial, every side run `runs` times by turns."""
    ours = Side()
    sides = {claim.id: Side() for claim in claims}
    for _ in range(max(runs, FEWEST_RUNS)):
        ours.turn(trial.ours)
        if ours.fault:
            return failed(claims, ours.fault, trial.inputs)
        for claim in claims:
            sides[claim.id].turn(trial.rivals[claim.id].run)
    own = _own_gate(trial, ours)
    return tuple(
        _entry(claim, trial, trial.rivals[claim.id], ours, sides[claim.id], own, versions)
        for claim in claims
    )


def _own_gate(trial: Trial, ours: Side) -> Gate:
    if trial.own_gate is None or ours.done is None:
        return Gate(passed=True, found="")
    return trial.own_gate(ours.done.result)


def _entry(
    claim: Claim,
    trial: Trial,
    rival: Rival,
    ours: Side,
    peer: Side,
    own: Gate,
    versions: Mapping[str, str],
) -> Entry:
    details = {"ours": ours.as_json(trial.unit), "peer_cost": peer.as_json(trial.unit)}
    if peer.fault or peer.done is None or ours.done is None:
        return Entry(claim=claim, reason=peer.fault, inputs=trial.inputs, details=details)
    try:
        gate = rival.gate(ours.done.result, peer.done.result)
        of_peer = dict(rival.versions())
    except Exception as error:  # noqa: BLE001 - a gate that cannot be evaluated has not passed
        gate, of_peer = Gate(passed=False, found=reason_of(error)), {}
    passed = gate.passed and own.passed
    ratio = round(peer.cpu_s / ours.cpu_s, 2)
    return Entry(
        claim=claim,
        value=ratio if passed else None,
        gate_passed=passed,
        found="; ".join(words for words in (own.found, gate.found) if words),
        reason="" if passed else "the gate failed, the ratio is void",
        versions={**versions, **of_peer},
        inputs=trial.inputs,
        details={**details, "void_ratio": None if passed else ratio},
    )


def by_itself(
    claims: Sequence[Claim], survey: Survey, *, runs: int, versions: Mapping[str, str]
) -> tuple[Entry, ...]:
    """What came of each claim of a row that takes its own numbers."""
    try:
        readings = survey.take(runs)
    except Exception as error:  # noqa: BLE001 - a row that fails is a result
        return failed(claims, reason_of(error), survey.inputs)
    entries: list[Entry] = []
    for claim in claims:
        reading = readings.get(claim.id)
        if reading is None:
            entries += failed([claim], "no reading was taken", survey.inputs)
            continue
        digits = {Value.SECONDS: 4, Value.SLOPE: 3, Value.SHARE: 3}.get(claim.value, 2)
        passed = reading.gate.passed
        entries.append(
            Entry(
                claim=claim,
                value=round(reading.value, digits) if passed else None,
                gate_passed=passed,
                found=reading.gate.found,
                reason="" if passed else "the gate failed, the value is void",
                versions={**versions, **reading.versions},
                inputs=survey.inputs,
                details=reading.details,
            )
        )
    return tuple(entries)
