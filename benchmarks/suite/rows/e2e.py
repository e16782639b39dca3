"""The main job on the apartment sample, in a new process and a warm one, beside a chain of peers.

The chain (peers/chain.py) is spared the understanding: it is given the walls, the windows, the
lamps, the cameras and the words of the report, and only does what takes time. Its PDF has as many
figures of the same sizes.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.child import Run, run
from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.trial import Gate, PeerMissingError, Reading, Survey
from benchmarks.suite.versions import packages

CHAIN = "ezdxf, open3d, Radiance, scipy, matplotlib, WeasyPrint"
JOB = "apartment sample, nine drawings to PDF"
PACKAGES = ("ezdxf", "matplotlib", "open3d", "pyradiance", "scipy", "weasyprint")

CLAIMS = (
    Claim(id="e2e-cold", workload=f"{JOB}, new process", peer=CHAIN, at_least=6.0, stretch=40.0),
    Claim(id="e2e-warm", workload=f"{JOB}, warm process", peer=CHAIN, stretch=50.0),
    Claim(
        id="memory",
        workload=f"{JOB}, new process: peak memory",
        peer=CHAIN,
        value=Value.SHARE,
        at_most=0.5,
        stretch=0.2,
    ),
)

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "apartment" / "deficient"


def prepare() -> Survey:
    """Nothing: this process stays small, as its children's memory is never less than its own."""
    return Survey(inputs={"submission": "sample_plans/apartment/deficient"}, take=take)


def take(runs: int) -> Mapping[str, Reading]:
    """Review and chain by turns, each in a new process; before that the reviews of a warm one."""
    with TemporaryDirectory() as folder:
        given = Path(folder) / "given"
        words = ["-m", "benchmarks.suite.warm_review", str(SAMPLE), str(given), str(runs)]
        warm: list[dict[str, float]] = json.loads(_done(run(words), "the warm review").output)
        ours: list[Run] = []
        chain: list[Run] = []
        pdfs: list[bytes] = []
        for n in range(runs):
            out = Path(folder) / f"out{n}"
            review = ["-m", "app.cli", "review", str(SAMPLE), "--out", str(out), "--lang", "ko"]
            ours.append(_done(run(review), "the review"))
            pdfs.append((out / "report.pdf").read_bytes())
            peers = ["-m", "benchmarks.peers.chain", str(given), str(Path(folder) / f"chain{n}")]
            chain.append(_chain(run(peers)))
        gate = same_report(pdfs, json.loads(chain[0].output))
    return _readings(ours, chain, warm, gate)


def _readings(
    ours: list[Run], chain: list[Run], warm: list[dict[str, float]], gate: Gate
) -> Mapping[str, Reading]:
    costs: dict[str, Any] = {
        "ours": _costs(ours),
        "peer_cost": _costs(chain),
        "warm": warm,
        "chain_stages": json.loads(chain[0].output)["stages"],
    }
    of_chain = min(done.cpu_seconds for done in chain)
    values = {
        "e2e-cold": of_chain / min(done.cpu_seconds for done in ours),
        "e2e-warm": of_chain / min(cost["cpu_s"] for cost in warm),
        "memory": min(done.peak_mb for done in ours) / min(done.peak_mb for done in chain),
    }
    versions = packages(PACKAGES)
    return {
        name: Reading(value=value, gate=gate, versions=versions, details=costs)
        for name, value in values.items()
    }


def _costs(done: list[Run]) -> list[dict[str, float]]:
    return [
        {"cpu_s": one.cpu_seconds, "wall_s": one.seconds, "peak_mb": one.peak_mb} for one in done
    ]


def _done(one: Run, what: str) -> Run:
    if one.code:
        last = one.errors.strip().splitlines()[-1:] or ["no words"]
        raise RuntimeError(f"{what} ended with {one.code}: {last[0]}")
    return one


def _chain(one: Run) -> Run:
    if one.code and "ModuleNotFoundError" in one.errors:
        raise PeerMissingError(one.errors.strip().splitlines()[-1])
    return _done(one, "the chain")


def same_report(ours: list[bytes], chain: Mapping[str, Any]) -> Gate:
    """Whether every run wrote the same PDF, and it is no shorter than the chain's."""
    from io import BytesIO

    from pypdf import PdfReader

    pages = len(PdfReader(BytesIO(ours[0])).pages)
    same = len(set(ours)) == 1
    short = pages < 0.9 * chain["pages"]
    found = f"{pages} pages, {chain['pages']} of the chain with {chain['figures']} figures"
    words = "every run the same bytes" if same else "the runs differ"
    return Gate(passed=same and not short, found=f"{found}, {words}")
