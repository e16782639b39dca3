"""Cells of a region, laid out as the rules lay them out: centres at whole multiples of the step."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from cpted_rules.text import Text
from cpted_rules.verify.regions import Region
from cpted_rules.verify.result import CannotRecheckError
from cpted_rules.verify.shapes import Box, Spot

FEWEST_CELLS = 16
"""An area with room for fewer cells is laid out finer, by halves. Source: the rules' grid."""
FINEST_M = 0.1
EDGE_M = 0.003
"""So near to an edge a cell may be in or out: coordinates of the file are rounded to 1 mm, and an
edge made of two of them lies within 1.5 mm of where it was."""
FINER = 4
"""Each cell is looked at on so many times so many points where the size of an area decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Centres of the cells of a region.

    Args:
        sure: centres within it.
        maybe: centres on its edge, which rounding may have put on either side.
    """

    step_m: float
    sure: tuple[Spot, ...]
    maybe: tuple[Spot, ...]

    @property
    def all(self) -> tuple[Spot, ...]:
        """All centres, the sure ones first."""
        return (*self.sure, *self.maybe)


def cells_of(region: Region, box: Box, step_m: float, *, edge_m: float = EDGE_M) -> Cells:
    """The cells of a region within a box.

    Raises:
        CannotRecheckError: too thin for any centre, or of a size at which the step is in doubt.
    """
    step = step_m
    found = _laid(region, box, step, edge_m)
    while step > FINEST_M and len(found.all) < 2 * FEWEST_CELLS:
        least = FEWEST_CELLS * step * step
        size = _size_m2(region, box, step)
        if abs(size - least) < 0.03 * least:
            raise CannotRecheckError(_SIZE)
        if size > least:
            break
        step /= 2
        found = _laid(region, box, step, edge_m)
    if not found.sure:
        raise CannotRecheckError(_THIN)
    return found


def _laid(region: Region, box: Box, step: float, edge_m: float) -> Cells:
    sure: list[Spot] = []
    maybe: list[Spot] = []
    for row in range(floor(box[1] / step), ceil(box[3] / step)):
        for column in range(floor(box[0] / step), ceil(box[2] / step)):
            at = ((column + 0.5) * step, (row + 0.5) * step)
            depth = region(*at)
            if depth > edge_m:
                sure.append(at)
            elif depth >= -edge_m:
                maybe.append(at)
    return Cells(step_m=step, sure=tuple(sure), maybe=tuple(maybe))


def _size_m2(region: Region, box: Box, step: float) -> float:
    """Area of a region, by points finer than the step. [m2]"""
    fine = step / (2 * FINER)
    count = sum(
        region((column + 0.5) * fine, (row + 0.5) * fine) > 0
        for row in range(floor(box[1] / fine), ceil(box[3] / fine))
        for column in range(floor(box[0] / fine), ceil(box[2] / fine))
    )
    return count * fine * fine


def sample(items: Sequence[Spot], most: int) -> list[Spot]:
    """At most so many of some cells, evenly spread over their order; the same every time."""
    if len(items) <= most:
        return list(items)
    return [items[n * len(items) // most] for n in range(most)]


_THIN = Text(ko="칸 중심이 하나도 들지 않는 좁은 영역", en="an area too thin for any cell's centre")
_SIZE = Text(
    ko="격자 간격이 갈리는 크기의 영역",
    en="an area of a size at which the step of its grid is in doubt",
)
