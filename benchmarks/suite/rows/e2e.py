"""The main job on a complex of 500 households, in a new process and a warm one, beside a chain.

The job (`benchmarks.suite.job`): the drawings read from disk; who sees each cell of 1 m from 4,120
windows and from places along the walks; horizontal illuminance of 200 lamps on cells of 0.5 m;
pixel density of 80 cameras on cells of 0.25 m; walking distances from 60 entrances; the plans
drawn; 25 maps; a report of 39 pages with Korean tables. The product does all of it by itself. The
chain (`peers/chain.py`) is spared the understanding: it is given walls, eyes, lamps, cameras, doors
and the words of the report, reads and draws the drawings, and does what takes time.
"""

import json
import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.child import Run, run
from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.gates import all_of, nearly, same_pairs
from benchmarks.suite.rows.camera import same_classes
from benchmarks.suite.rows.lux_h import DARK_LX, SHARE, WITHIN
from benchmarks.suite.rows.walk import same_distances
from benchmarks.suite.trial import Gate, PeerMissingError, Reading, Survey
from benchmarks.suite.versions import packages

CHAIN = "ezdxf, open3d, Radiance, scipy, matplotlib, WeasyPrint"
JOB = "500 households, 31 MB of DXF to 39 pages"
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

DENSITY = 1.0
"""Of the linework of the site plan."""


def prepare() -> Survey:
    """The submission, made in a process of its own.

    This process stays small, as its children's memory is never less than its own.
    """
    words = "from benchmarks.suite.scenes.filing import complex_filing; "
    made = _done(run(["-c", f"{words}print(complex_filing({DENSITY}))"]), "the drawing")
    folder = Path(made.output.strip())
    sizes = {path.name: path.stat().st_size for path in sorted(folder.glob("drawings/*.dxf"))}
    return Survey(
        inputs={"density": DENSITY, "bytes": sizes},
        take=lambda runs: take(folder, runs),
    )


def take(submission: Path, runs: int) -> Mapping[str, Reading]:
    """Product and chain by turns, each in a new process; before that the product in a warm one."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        given = home / "given"
        warm = _costs_of(_job(submission, home / "warm", str(1 + runs), str(given)))[1:]
        ours: list[Run] = []
        chain: list[Run] = []
        pdfs = {(home / "warm" / str(n) / "report.pdf").read_bytes() for n in range(1 + runs)}
        for n in range(runs):
            ours.append(_job(submission, home / f"out{n}"))
            pdfs.add((home / f"out{n}" / "0" / "report.pdf").read_bytes())
            peers = ["-m", "benchmarks.peers.chain", str(given), str(home / f"chain{n}")]
            chain.append(_chain(run(peers)))
        gate = same_job(home / "out0" / "0", home / "chain0", given, versions=len(pdfs))
    return _readings(ours, chain, warm, gate)


def _job(submission: Path, out: Path, *more: str) -> Run:
    words = ["-m", "benchmarks.suite.job.run", str(submission), str(out), *more]
    return _done(run(words), "the job")


def _costs_of(done: Run) -> list[dict[str, Any]]:
    costs: list[dict[str, Any]] = json.loads(done.output)
    return costs


def _readings(
    ours: list[Run], chain: list[Run], warm: list[dict[str, Any]], gate: Gate
) -> Mapping[str, Reading]:
    costs: dict[str, Any] = {
        "ours": _costs(ours),
        "peer_cost": _costs(chain),
        "warm": warm,
        "stages": _costs_of(ours[0])[0]["stages"],
        "chain_stages": json.loads(chain[0].output),
        "load": os.getloadavg(),
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


def same_job(ours: Path, chain: Path, given: Path, *, versions: int) -> Gate:
    """Whether both found the same, and wrote the same words on as many pages.

    Args:
        ours, chain: what each wrote.
        versions: how many different reports the runs of the product wrote: one is right.
    """
    import numpy as np

    mine, its = np.load(ours / "results.npz"), np.load(chain / "results.npz")
    with np.load(given / "site.npz") as site:
        eyes, places, cells = len(site["eyes"]), len(site["places"]), len(site["cells"])
    lit = its["lux"] > DARK_LX
    return all_of(
        Gate(passed=versions == 1, found=f"{versions} report of all runs"),
        same_pairs("windows", mine["windows"], its["windows"], pairs=eyes * cells),
        same_pairs("places", mine["places"], its["places"], pairs=places * cells),
        nearly(mine["lux"][lit], its["lux"][lit], share=SHARE, within=WITHIN, what="lit points"),
        same_classes(mine["densities"], its["densities"]),
        same_distances(mine["distances"], its["distances"]),
        same_words((ours / "report.pdf").read_bytes(), (chain / "report.pdf").read_bytes()),
    )


def same_words(ours: bytes, chain: bytes) -> Gate:
    """Whether both have as many pages, and each page of ours the chain's words.

    Figures of the product hold words too; the chain's are pictures.
    """
    from pypdf import PdfReader

    mine, its = (PdfReader(BytesIO(pdf)).pages for pdf in (ours, chain))
    lacking = sum(
        not set(theirs.extract_text().split()) <= set(page.extract_text().split())
        for page, theirs in zip(mine, its, strict=False)
    )
    words = f"{len(mine)} and {len(its)} pages, {lacking} of them lack words"
    return Gate(passed=len(mine) == len(its) and lacking == 0, found=words)
