"""Compile the numba kernels, so that the first review does not: `python -m cpted_rules.warm`."""

import numpy as np

from cpted_rules.analysis.lines import blocks, seen_from, transmissions
from cpted_rules.analysis.scene.pieces import scene_of


def warm() -> None:
    """Call each kernel once; importing them compiles them and puts them into the disk cache."""
    scene = scene_of(())
    point = np.zeros((1, 3))
    transmissions(scene, (0.0, 0.0, 0.0), point)
    seen_from(scene, np.zeros((1, 5)), point, within_m=1.0, enough=1)
    blocks(scene, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0))


if __name__ == "__main__":
    warm()
