"""A trial by turns: what its ratio is made of, and what voids it."""

from types import SimpleNamespace

import pytest

from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.cost import Cost
from benchmarks.suite.one import entries_of
from benchmarks.suite.rounds import by_itself, by_turns
from benchmarks.suite.trial import (
    Done,
    Gate,
    NotThereYetError,
    PeerMissingError,
    Reading,
    Rival,
    Survey,
    Trial,
)

HELD = Gate(passed=True, found="0 of 10 differ")
BROKEN = Gate(passed=False, found="3 of 10 differ")


@pytest.fixture(autouse=True)
def nothing_to_collect(monkeypatch: pytest.MonkeyPatch) -> None:
    """No garbage is looked for before a turn: in the process of a whole suite that takes long."""
    monkeypatch.setattr("benchmarks.suite.cost.gc.collect", lambda: 0)


class Clock:
    """A side that says what it cost: these CPU seconds, one after the other."""

    def __init__(self, *seconds: float, work: float = 1.0, log: list[str], name: str) -> None:
        self.seconds = iter(seconds)
        self.work = work
        self.log = log
        self.name = name

    def __call__(self) -> Done:
        self.log.append(self.name)
        cost = Cost(cpu_s=next(self.seconds), wall_s=1.0)
        return Done(result=self.name, work=self.work, cost=cost)


def claim(**changes) -> Claim:
    return Claim(**{"id": "row", "workload": "work", "peer": "peer", "at_least": 5.0, **changes})


def trial(ours, peer, *, gate: Gate = HELD, own_gate: Gate | None = None) -> Trial:
    return Trial(
        unit="piece",
        inputs={"seed": 7},
        ours=ours,
        rivals={
            "row": Rival(run=peer, gate=lambda mine, its: gate, versions=lambda: {"peer": "1.2"})
        },
        own_gate=None if own_gate is None else lambda result: own_gate,
    )


def turned(prepared: Trial, **changes):
    (entry,) = by_turns([claim(**changes)], prepared, runs=3, versions={"python": "3"})
    return entry


def test_the_ratio_is_of_the_least_cost_of_a_unit_of_work() -> None:
    log: list[str] = []
    ours = Clock(3.0, 2.0, 4.0, work=100, log=log, name="ours")  # 0.02 s a piece
    peer = Clock(9.0, 8.0, 7.0, work=50, log=log, name="peer")  # 0.14 s a piece
    entry = turned(trial(ours, peer))
    assert entry.value == 7.0
    assert entry.passed
    assert log == ["ours", "peer"] * 3
    written = entry.as_json()
    assert (written["ratio"], written["required"], written["gate_passed"]) == (7.0, 5.0, True)
    assert written["versions"] == {"python": "3", "peer": "1.2"}
    assert written["inputs"] == {"seed": 7}


def test_fewer_than_three_runs_are_not_made() -> None:
    log: list[str] = []
    ours, peer = (Clock(1.0, 1.0, 1.0, log=log, name=name) for name in ("ours", "peer"))
    by_turns([claim()], trial(ours, peer), runs=1, versions={})
    assert log == ["ours", "peer"] * 3


@pytest.mark.parametrize(("peer_s", "passed"), [(4.99, False), (5.0, True), (5.01, True)])
def test_a_ratio_keeps_its_bound_from_the_bound_on(peer_s: float, passed: bool) -> None:
    ours = Clock(1.0, 1.0, 1.0, log=[], name="ours")
    peer = Clock(peer_s, peer_s, peer_s, log=[], name="peer")
    assert turned(trial(ours, peer)).passed is passed


@pytest.mark.parametrize("which", ["gate", "own_gate"])
def test_a_gate_that_fails_voids_the_ratio(which: str) -> None:
    ours, peer = (Clock(1.0, 9.0, 9.0, log=[], name=name) for name in ("ours", "peer"))
    entry = turned(trial(ours, peer, **{which: BROKEN}))
    assert entry.value is None
    assert entry.gate_passed is False
    assert not entry.passed
    assert "3 of 10 differ" in entry.found
    assert entry.as_json()["ratio"] is None


def test_a_gate_that_cannot_be_evaluated_has_failed() -> None:
    def gate(mine, its):
        raise ValueError("shapes differ")

    ours, peer = (Clock(1.0, 1.0, 1.0, log=[], name=name) for name in ("ours", "peer"))
    rival = Rival(run=peer, gate=gate, versions=dict)
    entry = turned(Trial(unit="piece", inputs={}, ours=ours, rivals={"row": rival}))
    assert entry.gate_passed is False
    assert entry.value is None


def test_a_peer_that_is_missing_is_a_failed_claim_and_not_one_left_out() -> None:
    def missing() -> Done:
        raise PeerMissingError("no g++")

    entry = turned(trial(Clock(1.0, 1.0, 1.0, log=[], name="ours"), missing))
    assert not entry.passed
    assert entry.reason == "peer missing: no g++"
    assert entry.as_json()["ratio"] is None


def test_a_missing_peer_fails_even_where_nothing_is_required() -> None:
    def missing() -> Done:
        raise PeerMissingError("no g++")

    prepared = trial(Clock(1.0, 1.0, 1.0, log=[], name="ours"), missing)
    assert not turned(prepared, at_least=None).passed


def test_what_the_product_lacks_fails_every_claim_of_the_row() -> None:
    def ours() -> Done:
        raise NotThereYetError("isovists")

    log: list[str] = []
    entry = turned(trial(ours, Clock(1.0, log=log, name="peer")))
    assert entry.reason == "not there yet: isovists"
    assert log == []


def test_a_row_that_cannot_be_prepared_has_failed() -> None:
    def prepare() -> Trial:
        raise NotThereYetError("light")

    (entry,) = entries_of(SimpleNamespace(CLAIMS=(claim(),), prepare=prepare), runs=3)
    assert not entry.passed
    assert entry.reason == "not there yet: light"


@pytest.mark.parametrize(("seconds", "passed"), [(1.9, True), (2.0, True), (2.1, False)])
def test_a_number_of_its_own_keeps_a_bound_from_below(seconds: float, passed: bool) -> None:
    survey = Survey(inputs={}, take=lambda runs: {"row": Reading(value=seconds, gate=HELD)})
    bound = claim(value=Value.SECONDS, at_least=None, at_most=2.0)
    (entry,) = by_itself([bound], survey, runs=3, versions={})
    assert entry.passed is passed
    assert entry.as_json()["seconds"] == seconds


def test_a_claim_without_a_reading_has_failed() -> None:
    survey = Survey(inputs={}, take=lambda runs: {})
    (entry,) = by_itself([claim()], survey, runs=3, versions={})
    assert not entry.passed
