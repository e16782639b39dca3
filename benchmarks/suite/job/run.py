"""The job in this process: `python -m benchmarks.suite.job.run SUBMISSION OUT [RUNS [GIVEN]]`.

Writes plans, results and the report into OUT and says what each run cost, by stages. With GIVEN it
also writes what the chain of peers need not find out (see `given`).
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from app.memory import give_back, no_collection


class Stages:
    """CPU and wall seconds by stage."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = {}
        self.wall_s: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add what is done within to a stage."""
        cpu, wall = process_time(), perf_counter()
        yield
        self.cpu_s[stage] = round(process_time() - cpu, 3)
        self.wall_s[stage] = round(perf_counter() - wall, 3)


def run(submission: Path, out: Path, given: Path | None = None) -> Stages:
    """The whole job."""
    stages = Stages()
    with stages.timed("imports"):
        from app.read import read_filing
        from app.submissions.load import opened
        from cpted_rules.text import Lang
    out.mkdir(parents=True)
    with opened(submission) as filing:
        with stages.timed("read"):
            understood = read_filing(filing)
            plan = understood.reading.plan
        with stages.timed("plans"):
            for number, figure in understood.pictures(Lang.KO).items():
                (out / f"{number}.svg").write_text(figure.svg, encoding="utf-8")
            del understood
            give_back()
        # what is not needed to read comes when what was read has gone
        with stages.timed("imports of analyses"):
            from app.site import site_of
            from benchmarks.suite.job.maps import Job
        with stages.timed("site"):
            site, _ = site_of(filing, plan)
    with stages.timed("analyses"):
        job = Job(site)
        maps = job.maps()
        np.savez(
            out / "results.npz",
            windows=maps.windows,
            cells=maps.cells,
            places=maps.places,
            lux=maps.lux,
            densities=maps.densities,
            distances=maps.distances,
        )
        maps = maps.shown
    with stages.timed("imports of the report"):
        from app.analyses.markup import print_html
        from app.analyses.render import pdf_bytes
        from benchmarks.suite.job.pages import charts, pages
    with stages.timed("figures"):
        drawn = charts(job, maps)
        markup = print_html(pages(job, maps, drawn), site.facts, Lang.KO)
    if given is None:
        del job, maps, drawn  # the report has what it needs
        give_back()
    with stages.timed("report"):
        (out / "report.pdf").write_bytes(pdf_bytes(markup))
    if given is not None:
        from benchmarks.suite.job.given import write_given

        write_given(submission, job, drawn, markup, given)
    return stages


def main(arguments: Sequence[str]) -> None:
    """Run the job some times and say what each run cost."""
    submission, out = Path(arguments[0]), Path(arguments[1])
    runs = int(arguments[2]) if len(arguments) > 2 else 1
    given = Path(arguments[3]) if len(arguments) > 3 else None
    costs: list[dict[str, Any]] = []
    for n in range(runs):
        cpu, wall = process_time(), perf_counter()
        with no_collection():
            stages = run(submission, out / str(n), given if n == 0 else None)
        costs.append(
            {
                "cpu_s": process_time() - cpu,
                "wall_s": perf_counter() - wall,
                "stages": stages.cpu_s,
            }
        )
    sys.stdout.write(json.dumps(costs))


if __name__ == "__main__":
    main(sys.argv[1:])
