"""Shortest paths over a raster by scipy's Dijkstra on a sparse matrix."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.trial import PeerMissingError
from benchmarks.suite.versions import packages

Bits = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NAME = "scipy csgraph dijkstra"


class Graph:
    """Free cells, each linked with up to eight others.

    Across a corner only where both cells beside it are free.

    Args:
        free: shape (R, C).
    """

    def __init__(self, free: Bits) -> None:
        try:
            from scipy.sparse import csr_matrix
        except ImportError as error:
            raise PeerMissingError("scipy (dependency group bench)") from error
        count = int(free.sum())
        index = np.full(free.shape, -1, dtype=np.int64)
        index[free] = np.arange(count)
        rows, columns = free.shape
        a, b, length = [], [], []
        for down, aside in ((0, 1), (1, 0), (1, 1), (1, -1)):
            west, east = max(0, -aside), columns - max(0, aside)
            here = (slice(0, rows - down), slice(west, east))
            there = (slice(down, rows), slice(west + aside, east + aside))
            linked = free[here] & free[there]
            if down and aside:
                linked &= free[here[0], there[1]] & free[there[0], here[1]]
            a.append(index[here][linked])
            b.append(index[there][linked])
            length.append(np.full(int(linked.sum()), np.hypot(down, aside)))
        ends = np.concatenate([*a, *b]), np.concatenate([*b, *a])
        self.links = len(ends[0]) // 2
        self.matrix = csr_matrix((np.concatenate(length * 2), ends), shape=(count, count))

    def distances(self, sources: Ints) -> Floats:
        """Distance of each free cell from each source, shape (S, N); infinite where none leads."""
        from scipy.sparse.csgraph import dijkstra

        return np.asarray(dijkstra(self.matrix, indices=sources), dtype=np.float64)


def versions() -> dict[str, str]:
    """Of scipy."""
    return packages(("scipy",))
