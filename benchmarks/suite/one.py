"""One row in this process: `python -m benchmarks.suite.one ROW RUNS OUT`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.suite.entry import Entry, failed
from benchmarks.suite.rounds import by_itself, by_turns, reason_of
from benchmarks.suite.rows import ROWS, RowModule, module_of
from benchmarks.suite.trial import Trial
from benchmarks.suite.versions import own


def entries_of(module: RowModule, *, runs: int) -> tuple[Entry, ...]:
    """What came of the claims of a row."""
    try:
        prepared = module.prepare()
    except Exception as error:  # noqa: BLE001 - a row that fails is a result
        return failed(module.CLAIMS, reason_of(error), {})
    if isinstance(prepared, Trial):
        return by_turns(module.CLAIMS, prepared, runs=runs, versions=own())
    return by_itself(module.CLAIMS, prepared, runs=runs, versions=own())


def main(arguments: Sequence[str]) -> None:
    """Run a row and write what came of it."""
    row, runs, out = arguments
    entries = entries_of(module_of(ROWS[row]), runs=int(runs))
    Path(out).write_text(json.dumps([entry.as_json() for entry in entries]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
