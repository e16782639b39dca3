"""How the cost of an analysis grows with the size of its input: slopes in log-log, and two threads.

A slope of 1 is linear. The largest input by the smallest is at least 4; each size is run some
times and the least counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.claim import Claim, Value
from benchmarks.suite.cost import measured
from benchmarks.suite.rounds import reason_of
from benchmarks.suite.trial import Gate, Reading, Survey


def _slope(name: str, workload: str, at_most: float) -> Claim:
    return Claim(id=f"scaling/{name}", workload=workload, value=Value.SLOPE, at_most=at_most)


CLAIMS = (
    _slope("vispoly-edges", "isovists of 2,000 eyes, blocks of 1k to 100k edges", 0.35),
    _slope("intervis-cells", "an eye over 1, 4 and 16 complexes, all that it sees", 0.95),
    _slope("intervis-edges", "an eye over 1, 4 and 16 complexes, within 60 m", 0.15),
    _slope("lux-lamps", "50, 100 and 200 lamps of any distance on cells of 1 m", 1.05),
    _slope("lux-cells", "200 lamps of any distance on cells of 1, 0.5 and 0.25 m", 1.0),
    _slope("dxf-size", "a file of 2.4 and 9.6 MB, read and flattened", 1.05),
    Claim(
        id="scaling/threads",
        workload="4,120 windows x 71,000 cells, wall time on one thread by that on two",
        value=Value.SPEED_UP,
        at_least=1.8,
    ),
)

EYES = 200
NEAR_EYES = 4000
"""Of eyes that do not see far: so many that what is done once for a raster does not count."""

WITHIN_M = 60.0
HEIGHT_M = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One size, and the work at it: per what the cost is taken, and what does it."""

    size: float
    per: float
    run: Callable[[], Any]


def prepare() -> Survey:
    """Each curve makes its own inputs when its turn comes."""
    return Survey(inputs={"eyes": EYES, "within_m": WITHIN_M}, take=take)


def take(runs: int) -> Mapping[str, Reading]:
    """All slopes; a curve that cannot be taken has failed, the others are taken all the same."""
    curves: dict[str, Callable[[], list[Point]]] = {
        "scaling/vispoly-edges": isovists,
        "scaling/intervis-cells": lambda: tiles(np.inf),
        "scaling/intervis-edges": lambda: tiles(WITHIN_M),
        "scaling/lux-lamps": lamps,
        "scaling/lux-cells": lit_cells,
        "scaling/dxf-size": files,
    }
    readings = {name: _reading(curve, runs) for name, curve in curves.items()}
    readings["scaling/threads"] = threads(runs)
    return readings


LEAST_S = 0.5
"""CPU seconds that each point of a curve is taken for: one of milliseconds is taken often."""


def _reading(curve: Callable[[], list[Point]], runs: int) -> Reading:
    try:
        points = curve()
        costs = []
        steady = True
        for point in points:
            first, _ = measured(point.run)
            taken = [measured(point.run) for _ in range(runs)]
            while sum(cost.cpu_s for _, cost in taken) < LEAST_S:
                taken.append(measured(point.run))
            steady &= all(np.array_equal(first, result) for result, _ in taken)
            costs.append(min(cost.cpu_s for _, cost in taken) / point.per)
    except Exception as error:  # noqa: BLE001 - a curve that fails is a result
        return Reading(value=np.inf, gate=Gate(passed=False, found=reason_of(error)))
    sizes = [point.size for point in points]
    slope = float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])
    return Reading(
        value=slope,
        gate=Gate(passed=steady, found="every run gave the same" if steady else "runs differ"),
        details={"sizes": sizes, "cpu_s": costs},
    )


def isovists() -> list[Point]:
    """Blocks at constant density: what is seen hardly grows."""
    from benchmarks.suite import product
    from benchmarks.suite.scenes.plane import blocks

    points = []
    for edges in (1_000, 10_000, 100_000):
        scene = blocks(edges)
        eyes = scene.free_points(2000, seed=5)
        areas = product.isovist_areas(scene.obstacles, scene.site)
        points.append(Point(size=edges, per=1, run=lambda of=areas, eyes=eyes: of(eyes)))
    return points


def tiles(within_m: float) -> list[Point]:
    """The same complex more and more times; the cost of one eye."""
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import household, tiled

    one = household()
    count = EYES if np.isinf(within_m) else NEAR_EYES
    points = []
    for across in (1, 2, 4):
        site = tiled(one, across, eyes=count)
        counts = product.seen_counts(
            site.opaque,
            site.open_ground,
            step_m=1.0,
            height_m=HEIGHT_M,
            within_m=min(within_m, product.FAR_M),
        )
        eyes = site.windows
        points.append(
            Point(size=across * across, per=count, run=lambda of=counts, eyes=eyes: of(eyes))
        )
    return points


def lamps() -> list[Point]:
    """More lamps on the same ground."""
    return [_lit(count, 1.0) for count in (50, 100, 200)]


def lit_cells() -> list[Point]:
    """The same lamps on finer cells."""
    return [_lit(200, step) for step in (1.0, 0.5, 0.25)]


def _lit(count: int, step_m: float) -> Point:
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import household
    from benchmarks.suite.scenes.streetlight import lm63

    site = household()
    chosen = site.lamps[:: 200 // count]
    cells = site.mask(step_m)
    lux = product.ground_lux(site.opaque, chosen, lm63(), cells, step_m=step_m, height_m=0.0)
    return Point(size=len(chosen) * int(cells.sum()), per=1, run=lux)


def files() -> list[Point]:
    """A larger file of the same kind."""
    from benchmarks.suite import service
    from benchmarks.suite.scenes.dxf_plan import plan_file

    points = []
    for scale in (0.0625, 0.25):
        path = plan_file(scale)
        run: Callable[[], int] = lambda path=path: len(service.flattened(path))  # noqa: E731
        points.append(Point(size=path.stat().st_size, per=1, run=run))
    return points


def threads(runs: int) -> Reading:
    """Wall time on one thread by that on two, the same counts asked of both."""
    from benchmarks.suite import product
    from benchmarks.suite.scenes.household import household

    site = household()
    windows: NDArray[np.float64] = np.ascontiguousarray(site.windows)
    walls: dict[int, list[float]] = {1: [], 2: []}
    results = {}
    by_threads = {
        n: product.seen_counts(
            site.opaque, site.open_ground, step_m=1.0, height_m=HEIGHT_M, threads=n
        )
        for n in walls
    }
    for _ in range(2 * runs):
        for n, counts in by_threads.items():
            results[n], cost = measured(lambda counts=counts: counts(windows))
            walls[n].append(cost.wall_s)
    same = bool((results[1] == results[2]).all())
    return Reading(
        value=min(walls[1]) / min(walls[2]),
        gate=Gate(passed=same, found="both count the same" if same else "the counts differ"),
        details={"wall_s": {str(n): taken for n, taken in walls.items()}},
    )
