"""Networks written by hand: nodes, the ways between them, and which are safe."""

from collections.abc import Iterable, Sequence

import shapely
from shapely import LineString, Point

from cpted_rules.analysis.walk.network import Edge, Network, Node, NodeKind

At = tuple[float, float]


def network(
    at: Sequence[At], ways: Iterable[tuple[int, int] | tuple[int, int, list[At]]]
) -> Network:
    """A network of straight ways, or of ways by the points given between their ends."""
    nodes = tuple(Node(at=Point(p), kind=NodeKind.JUNCTION) for p in at)
    edges = []
    for start, end, *between in ways:
        points = [at[start], *(between[0] if between else []), at[end]]
        edges.append(Edge(start=start, end=end, line=LineString(points)))
    area = shapely.union_all([edge.line.buffer(1.0) for edge in edges])
    return Network(area=area, nodes=nodes, edges=tuple(edges))


def lattice(size: int, step_m: float = 10.0) -> Network:
    """A lattice of size x size nodes, numbered row by row."""
    at = [(step_m * (n % size), step_m * (n // size)) for n in range(size * size)]
    across = [(n, n + 1) for n in range(size * size) if n % size < size - 1]
    up = [(n, n + size) for n in range(size * (size - 1))]
    return network(at, [*across, *up])
