"""What the first use after set-up costs, and what compiling the kernels costs before that."""

import json
from collections.abc import Mapping
from tempfile import TemporaryDirectory

from benchmarks.child import run
from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.first import KNOWN
from benchmarks.suite.trial import Gate, Reading, Survey

CLAIMS = (
    Claim(
        id="first-use",
        workload="a new process: library and rules imported, one walk found unseen; CPU time",
        value=Value.SECONDS,
        at_most=2.0,
    ),
    Claim(
        id="first-use-compile",
        workload="the same with no kernel compiled: what set-up spares; CPU time",
        value=Value.SECONDS,
    ),
)


def prepare() -> Survey:
    """Nothing is needed but that the kernels are compiled."""
    return Survey(inputs={}, take=take)


def take(runs: int) -> Mapping[str, Reading]:
    """The least of some runs with the kernels on disk, and one without any."""
    warm = [_once({}) for _ in range(1 + runs)][1:]  # the first compiles what has changed
    with TemporaryDirectory() as empty:
        cold = _once({"NUMBA_CACHE_DIR": empty})
    return {
        "first-use": min(warm, key=lambda reading: reading.value),
        "first-use-compile": cold,
    }


def _once(environment: Mapping[str, str]) -> Reading:
    done = run(["-m", "benchmarks.suite.first"], environment=environment)
    if done.code:
        last = done.errors.strip().splitlines()[-1:] or ["no words"]
        raise RuntimeError(f"the process ended with {done.code}: {last[0]}")
    unseen = json.loads(done.output)["unseen"]
    return Reading(
        value=done.cpu_seconds,
        gate=Gate(passed=unseen == KNOWN, found=f"{unseen} of the walk unseen, {KNOWN} by hand"),
        details={"wall_s": done.seconds, "peak_mb": round(done.peak_mb)},
    )
