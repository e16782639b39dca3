"""Isovists by CGAL: triangular expansion with exact constructions."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.compiled import answer
from benchmarks.suite.trial import Done
from benchmarks.suite.versions import debian

Floats = NDArray[np.float64]

NAME = "CGAL triangular expansion"


def areas(edges: Floats, box: tuple[float, float, float, float], eyes: Floats) -> Done:
    """Area of what each eye sees. [m2]

    Args:
        edges: shape (E, 4). [m]
        box: west, south, east, north of the site. [m]
        eyes: shape (N, 2). [m]
    """
    found = answer("cgal_isovist", [edges, np.array(box), eyes], libraries=("gmp", "mpfr"))
    return Done(result=found.values, work=len(eyes), cost=found.cost)


def versions() -> dict[str, str]:
    """Of CGAL and the compiler."""
    return debian(("libcgal-dev", "g++"))
