"""The suite: each row in a process of its own, build/bench.json, and one table."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.suite.cost import SINGLE
from benchmarks.suite.entry import failed
from benchmarks.suite.rows import ROWS, module_of
from benchmarks.suite.table import table

ROOT = Path(__file__).parents[2]
OUT = ROOT / "build" / "bench.json"

LONGEST_S = 2400
"""After so long a row is ended and has failed. [s]"""


def main(*, only: Sequence[str] = (), runs: int = 3, out: Path = OUT) -> int:
    """Run rows, write what came of them, print the table; 1 if a row failed, else 0.

    Args:
        only: ids of rows or of claims; all rows where empty. The entries of other rows in the
            file are kept.
    """
    of_claim = {claim.id: row for row in ROWS for claim in module_of(ROWS[row]).CLAIMS}
    unknown = [id for id in only if id not in ROWS and id not in of_claim]
    if unknown:
        sys.stderr.write(f"no row {', '.join(unknown)}; there are {', '.join(ROWS)}\n")
        return 2
    taken: list[dict[str, Any]] = []
    for row in dict.fromkeys(id if id in ROWS else of_claim[id] for id in only) or ROWS:
        sys.stderr.write(f"{row} ...\n")
        taken += in_a_process(row, runs=runs)
    write(out, taken, keep=bool(only))
    sys.stdout.write(table(taken))
    return 0 if all(entry["passed"] for entry in taken) else 1


def in_a_process(row: str, *, runs: int) -> list[dict[str, Any]]:
    """The entries of a row, run in a process that its libraries hold to one thread."""
    with TemporaryDirectory() as folder:
        written = Path(folder) / "entries.json"
        command = [sys.executable, "-m", "benchmarks.suite.one", row, str(runs), str(written)]
        environment = {**os.environ, **dict.fromkeys(SINGLE, "1")}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, timeout=LONGEST_S, check=False,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return _failed(row, f"not done after {LONGEST_S} s")
        if done.returncode or not written.exists():
            last = done.stderr.strip().splitlines()[-1:] or ["no words"]
            return _failed(row, f"ended with {done.returncode}: {last[0]}")
        entries: list[dict[str, Any]] = json.loads(written.read_text("utf-8"))
        return entries


def _failed(row: str, reason: str) -> list[dict[str, Any]]:
    return [entry.as_json() for entry in failed(module_of(ROWS[row]).CLAIMS, reason, {})]


def write(out: Path, taken: Sequence[Mapping[str, Any]], *, keep: bool) -> None:
    """Put entries into the file; others in it are kept or not, those of the same ids never."""
    before: list[dict[str, Any]] = []
    if keep and out.exists():
        before = json.loads(out.read_text("utf-8"))
    ids = {entry["id"] for entry in taken}
    kept = [entry for entry in before if entry["id"] not in ids]
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([*kept, *taken], ensure_ascii=False, indent=1)
    out.write_text(text + "\n", encoding="utf-8")
