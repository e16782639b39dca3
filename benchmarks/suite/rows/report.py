"""A report of 60 findings for the large sample: seconds, peak memory, file size and pages.

The product reads assessment.json of the apartment sample with its first 60 findings that have a
block of their own (`job/sixty.py`), draws their figures, lays the pages out and makes the review
copy: form, marks, attachments. The peer is given the words as HTML and draws a heat map of the size
of each figure. Each in a new process, by turns.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.child import Run, run
from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.rows.pdf import same_pages
from benchmarks.suite.trial import PeerMissingError, Reading, Survey
from benchmarks.suite.versions import packages

PEER = "WeasyPrint with PNG figures by matplotlib"
JOB = "a report of 60 findings for the apartment sample"
ROOT = Path(__file__).parents[3]
STYLE = ROOT / "report_templates" / "report.css"
MOST_TURNS = 2
"""Of half a minute each: beside that the noise of the machine is small."""

CLAIMS = (
    Claim(id="report", workload=f"{JOB}: seconds of processor, new process", peer=PEER),
    Claim(
        id="report-memory", workload=f"{JOB}: peak memory, new process", peer=PEER,
        value=Value.SHARE,
    ),
    Claim(
        id="report-size", workload=f"{JOB}: bytes of the file", peer=PEER, value=Value.SHARE,
        at_most=1.0,
    ),
    Claim(
        id="report-pages", workload=f"{JOB}: pages", peer=PEER, value=Value.SHARE, at_most=1.0
    ),
)  # fmt: skip


def prepare() -> Survey:
    """The review and the peer's words, made by a process of its own: this one stays small."""
    folder = TemporaryDirectory()
    made = _done(run(["-m", "benchmarks.suite.job.sixty", folder.name]), "the review")
    return Survey(inputs=json.loads(made.output), take=lambda runs: _take(folder, runs))


def _take(folder: "TemporaryDirectory[str]", runs: int) -> Mapping[str, Reading]:
    home = Path(folder.name)
    mine, its = home / "ours.pdf", home / "peer.pdf"
    ours: list[Run] = []
    peer: list[Run] = []
    for _ in range(min(runs, MOST_TURNS)):
        report = ["-m", "app.cli", "report", str(home / "review"), "--out", str(mine)]
        ours.append(_done(run(report), "the report"))
        rival = ["-m", "benchmarks.peers.report", str(home / "given"), str(STYLE), str(its)]
        peer.append(_peer(run(rival)))
    return _readings(ours, peer, mine.read_bytes(), its.read_bytes())


def _readings(ours: list[Run], peer: list[Run], mine: bytes, its: bytes) -> Mapping[str, Reading]:
    from pypdf import PdfReader

    pages = [len(PdfReader(BytesIO(pdf)).pages) for pdf in (mine, its)]
    gate = same_pages(mine, its)
    sizes = f"{len(mine):,} and {len(its):,} bytes; {gate.found}"
    gate = replace(gate, found=sizes)
    values = {
        "report": min(r.cpu_seconds for r in peer) / min(r.cpu_seconds for r in ours),
        "report-memory": min(r.peak_mb for r in ours) / min(r.peak_mb for r in peer),
        "report-size": len(mine) / len(its),
        "report-pages": pages[0] / pages[1],
    }
    details: dict[str, Any] = {
        "ours": _costs(ours, mine, pages[0]),
        "peer_cost": _costs(peer, its, pages[1]),
    }
    versions = packages(("matplotlib", "weasyprint"))
    return {
        name: Reading(value=value, gate=gate, versions=versions, details=details)
        for name, value in values.items()
    }


def _costs(done: list[Run], pdf: bytes, pages: int) -> dict[str, Any]:
    runs = [
        {"cpu_s": one.cpu_seconds, "wall_s": one.seconds, "peak_mb": one.peak_mb} for one in done
    ]
    return {"runs": runs, "bytes": len(pdf), "pages": pages}


def _done(one: Run, what: str) -> Run:
    if one.code:
        last = one.errors.strip().splitlines()[-1:] or ["no words"]
        raise RuntimeError(f"{what} ended with {one.code}: {last[0]}")
    return one


def _peer(one: Run) -> Run:
    if one.code and "ModuleNotFoundError" in one.errors:
        raise PeerMissingError(one.errors.strip().splitlines()[-1])
    return _done(one, "the peer")
