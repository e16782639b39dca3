"""A way cut into steps of equal length: where somebody who walks it is, and where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely import LineString
from shapely.ops import substring

from cpted_rules.analysis.scene.pieces import Floats

STEP_M = 1.0
"""Length of a step. [X]: engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """A way and the middles of its steps.

    Args:
        step_m: length of each step; all are alike and fill the line.
        along_m: shape (M,), from the beginning of the line to the middle of each step.
        at: shape (M, 2), where that is. [m]
        heading: shape (M, 2), unit direction in which the line runs there.
    """

    line: LineString
    step_m: float
    along_m: Floats
    at: Floats
    heading: Floats

    def __len__(self) -> int:
        return len(self.along_m)

    def feet(self, ground_m: float | Floats = 0.0) -> Floats:
        """Where somebody stands at each step, shape (M, 3).

        Args:
            ground_m: height of the ground, one for all steps or shape (M,).
        """
        return np.column_stack([self.at, np.broadcast_to(ground_m, len(self))])

    def piece(self, first: int, last: int) -> LineString:
        """The part of the line from the beginning of one step to the end of another."""
        return self.part(first * self.step_m, (last + 1) * self.step_m)

    def part(self, from_m: float, to_m: float) -> LineString:
        """The part of the line between two distances along it, which differ."""
        return LineString(substring(self.line, from_m, to_m).coords)

    def pieces(self) -> Iterator[LineString]:
        """The part of the line of each step, for drawing values along it."""
        return (self.piece(n, n) for n in range(len(self)))

    @property
    def back(self) -> "Way":
        """The same way walked from its end to its beginning."""
        return way_of(self.line.reverse(), step_m=self.step_m)


def way_of(line: LineString, *, step_m: float = STEP_M) -> Way:
    """A line cut into equal steps, as near to `step_m` long as goes."""
    length = line.length
    count = max(round(length / step_m), 1)
    step = length / count
    along = (np.arange(count, dtype=np.float64) + 0.5) * step
    xy = np.array(line.coords, dtype=np.float64)[:, :2]
    legs = np.diff(xy, axis=0)
    metres = np.hypot(legs[:, 0], legs[:, 1])
    legs, starts, metres = legs[metres > 0], xy[:-1][metres > 0], metres[metres > 0]
    if not len(legs):
        raise ValueError("a way has a length")
    ends = np.cumsum(metres)
    leg = np.minimum(np.searchsorted(ends, along, side="right"), len(legs) - 1)
    heading = legs[leg] / metres[leg, None]
    at = starts[leg] + heading * (along - (ends - metres)[leg])[:, None]
    return Way(line=line, step_m=step, along_m=along, at=at, heading=heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of a way on which a value stays in one class, to be drawn as a ribbon.

    Args:
        rank: of the class, from 0 below the first bound up.
        least, most: of the values on it.
    """

    line: LineString
    from_m: float
    to_m: float
    rank: int
    least: float
    most: float


def bands(way: Way, values: Floats, bounds: tuple[float, ...]) -> tuple[Band, ...]:
    """The stretches of a way by the class of a value at its steps, from its beginning.

    Args:
        values: shape (M,).
        bounds: ascending; a value at a bound is in the class above it.
    """
    rank = np.searchsorted(np.array(bounds), values, side="right")
    starts = [0, *(int(n) + 1 for n in np.flatnonzero(np.diff(rank))), len(way)]
    return tuple(
        Band(
            line=way.piece(first, after - 1),
            from_m=first * way.step_m,
            to_m=after * way.step_m,
            rank=int(rank[first]),
            least=float(values[first:after].min()),
            most=float(values[first:after].max()),
        )
        for first, after in pairwise(starts)
    )
