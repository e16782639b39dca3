"""`python -m benchmarks [stages|reading|corpus]`; stages where nothing is said."""

import argparse

from benchmarks import corpus, reading, stages


def main() -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    chosen = parser.add_subparsers(dest="benchmark")
    chosen.add_parser("stages", help="each stage of a review, for the samples")
    speed = chosen.add_parser("reading", help="our reader against others")
    speed.add_argument("--runs", type=int, default=5, help="of each reader (5)")
    account = chosen.add_parser("corpus", help="what is understood of each drawing of the corpus")
    account.add_argument("--markdown", action="store_true")
    said = parser.parse_args()
    if said.benchmark == "reading":
        reading.main(runs=said.runs)
    elif said.benchmark == "corpus":
        corpus.main(markdown=said.markdown)
    else:
        stages.main()


if __name__ == "__main__":
    main()
