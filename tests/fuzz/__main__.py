"""`python -m tests.fuzz`: reads damaged files of every kind and says what came of them."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzz.run import run
from tests.fuzz.seeds import Kind
from tests.fuzz.worker import make

SHARES = {
    Kind.DXF: 0.40,
    Kind.DXB: 0.06,
    Kind.CSV: 0.13,
    Kind.GEOJSON: 0.13,
    Kind.IES: 0.13,
    Kind.LDT: 0.13,
    Kind.IFC: 0.015,
    Kind.DWG: 0.005,
}
"""How many of the files are of each kind."""


def tasks(count: int, kinds: Sequence[Kind]) -> Iterator[tuple[Kind, int]]:
    """Kinds and numbers of the files of a run."""
    whole = sum(SHARES[kind] for kind in kinds)
    for kind in kinds:
        yield from ((kind, n) for n in range(round(count * SHARES[kind] / whole)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read damaged files; 1 if any of them brought a bug to light."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--count", type=int, default=12_000, help="files in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", type=Kind, action="append", choices=list(Kind))
    parser.add_argument("--only", type=int, help="the number of a single file; takes one --kind")
    parser.add_argument("--save", type=Path, help="where the single file is written")
    said = parser.parse_args(arguments)
    kinds = said.kind or list(Kind)
    if said.only is None:
        account = run(tasks(said.count, kinds), seed=said.seed)
    else:
        if len(kinds) != 1:
            parser.error("--only takes one --kind")
        if said.save:
            said.save.write_bytes(make(kinds[0], said.seed, said.only)[1])
        account = run([(kinds[0], said.only)], seed=said.seed)
    sys.stdout.writelines(f"{line}\n" for line in account.lines())
    return 1 if account.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
