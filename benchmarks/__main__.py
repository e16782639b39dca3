"""`python -m benchmarks [stages|reading|corpus|suite|scaling]`; stages where nothing is said."""

import argparse
import sys

from benchmarks import corpus, reading, stages
from benchmarks.suite import main as suite


def main() -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    chosen = parser.add_subparsers(dest="benchmark")
    chosen.add_parser("stages", help="each stage of a review, for the samples")
    speed = chosen.add_parser("reading", help="our reader against others")
    speed.add_argument("--runs", type=int, default=5, help="of each reader (5)")
    account = chosen.add_parser("corpus", help="what is understood of each drawing of the corpus")
    account.add_argument("--markdown", action="store_true")
    beside = chosen.add_parser("suite", help="the product beside its peers, with gates")
    beside.add_argument("--only", default="", help="ids of rows, with commas between (all)")
    beside.add_argument("--runs", type=int, default=3, help="of each side (3)")
    chosen.add_parser("scaling", help="the rows of the suite about growing inputs")
    said = parser.parse_args()
    if said.benchmark == "reading":
        reading.main(runs=said.runs)
    elif said.benchmark == "corpus":
        corpus.main(markdown=said.markdown)
    elif said.benchmark == "suite":
        only = tuple(row for row in said.only.split(",") if row)
        sys.exit(suite.main(only=only, runs=said.runs))
    elif said.benchmark == "scaling":
        sys.exit(suite.main(only=("scaling",)))
    else:
        stages.main()


if __name__ == "__main__":
    main()
