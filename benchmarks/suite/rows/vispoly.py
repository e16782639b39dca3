"""Isovists of many eyes: area of what each sees, over six scenes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import cgal
from benchmarks.suite.claim import Claim
from benchmarks.suite.cost import Cost, measured
from benchmarks.suite.trial import Done, Gate, Rival, Trial

Floats = NDArray[np.float64]

CLAIMS = (
    Claim(
        id="vispoly",
        workload="isovists of 2,000 eyes; blocks and sparse, 1k, 10k and 100k edges; "
        "geometric mean of the cost of an eye",
        peer=cgal.NAME,
        at_least=15.0,
        stretch=40.0,
    ),
)

EYES = 2000
EYES_SEED = 5
PEERS_EYES: Mapping[tuple[str, int], int] = {
    ("blocks", 1_000): 2000,
    ("blocks", 10_000): 2000,
    ("blocks", 100_000): 1000,
    ("sparse", 1_000): 500,
    ("sparse", 10_000): 100,
    ("sparse", 100_000): 50,
}
"""Of each scene, how many eyes the peer is given; its cost of an eye does not depend on it."""

NEAR = 1e-9
"""Largest error of an area, relative."""


def prepare() -> Trial:
    """The six scenes, with the product's meshes made."""
    from benchmarks.suite import product
    from benchmarks.suite.scenes.plane import FAMILIES, PlaneScene

    scenes: dict[str, tuple[PlaneScene, Floats, int]] = {}
    for (family, edges), count in PEERS_EYES.items():
        scene = FAMILIES[family](edges)
        eyes = scene.free_points(EYES, seed=EYES_SEED)
        scenes[f"{family} {edges}"] = (scene, eyes, count)
    ready = {
        name: (product.isovist_areas(scene.obstacles, scene.site), eyes)
        for name, (scene, eyes, _) in scenes.items()
    }

    def ours() -> Done:
        return _together({n: partial(_areas, of, eyes) for n, (of, eyes) in ready.items()})

    def peer() -> Done:
        return _together(
            {
                name: partial(
                    cgal.areas, scene.edges, (0.0, 0.0, scene.side_m, scene.side_m), eyes[:count]
                )
                for name, (scene, eyes, count) in scenes.items()
            }
        )

    return Trial(
        unit="eye, geometric mean of the scenes",
        inputs={
            "eyes": EYES,
            "eyes_seed": EYES_SEED,
            "scene_seeds": {name: scene.seed for name, (scene, _, _) in scenes.items()},
            "eyes_of_the_peer": {name: count for name, (_, _, count) in scenes.items()},
        },
        ours=ours,
        rivals={"vispoly": Rival(run=peer, gate=same_areas, versions=cgal.versions)},
    )


def _areas(of: Any, eyes: Floats) -> Done:
    areas, cost = measured(partial(of, eyes))
    return Done(result=areas, work=len(eyes), cost=cost)


def _together(parts: Mapping[str, Any]) -> Done:
    """The areas of all scenes, and the geometric mean of what one eye costs."""
    done: dict[str, Done] = {name: run() for name, run in parts.items()}
    costs = {name: part.cost for name, part in done.items() if part.cost}

    def of_an_eye(name: str, seconds: float) -> float:
        return seconds / done[name].work

    cpu = {name: of_an_eye(name, cost.cpu_s) for name, cost in costs.items()}
    wall = [of_an_eye(name, cost.wall_s) for name, cost in costs.items()]
    mean = Cost(
        cpu_s=float(np.exp(np.mean(np.log(list(cpu.values()))))),
        wall_s=float(np.exp(np.mean(np.log(wall)))),
    )
    return Done(
        result={name: part.result for name, part in done.items()}, work=1, cost=mean, parts=cpu
    )


def same_areas(ours: Mapping[str, Floats], peer: Mapping[str, Floats]) -> Gate:
    """Whether every area that both have is the same."""
    worst = {
        name: float(np.max(np.abs(ours[name][: len(areas)] - areas) / areas))
        for name, areas in peer.items()
    }
    most = max(worst.values())
    count = sum(len(areas) for areas in peer.values())
    return Gate(passed=most <= NEAR, found=f"{count} areas differ by at most {most:.1e}")
