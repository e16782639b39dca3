"""What is left of the light of a place when any one lamp fails."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.light.field import HORIZONTAL, LampLight
from cpted_rules.analysis.light.level import Level, level_of
from cpted_rules.analysis.scene.pieces import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LampOut:
    """The failure of one lamp.

    Args:
        lamp: its index.
        left: what the others give.
    """

    lamp: int
    left: Level


def lamps_out(by_lamp: Floats) -> tuple[LampOut, ...]:
    """What is left at the points of a place for each lamp that fails, worst first.

    Worse is what leaves a lower minimum, then a lower average; of equals the first lamp.

    Args:
        by_lamp: shape (L, M), what each lamp gives at each point. [lx]

    Source: international.md 4.3: worst case of a single luminaire failed.
    """
    total = by_lamp.sum(axis=0)
    # of numbers that add up without rounding the rest is exact; of others it may come out below 0
    outs = [
        LampOut(lamp=n, left=level_of(np.clip(total - row, 0.0, None)))
        for n, row in enumerate(by_lamp)
    ]
    return tuple(sorted(outs, key=lambda out: (out.left.lowest_lx, out.left.average_lx, out.lamp)))


def at_cells(lights: Sequence[LampLight], chosen: NDArray[np.bool_]) -> Floats:
    """Horizontal illuminance by each lamp at the chosen cells of a raster, shape (L, M). [lx]

    Args:
        chosen: shape (columns, rows).
    """
    columns, rows = np.nonzero(chosen)
    out = np.zeros((len(lights), len(columns)))
    for row, light in zip(out, lights, strict=True):
        i, j = columns - light.left, rows - light.under
        wide, high = light.channels.shape[1:]
        within = (i >= 0) & (i < wide) & (j >= 0) & (j < high)
        row[within] = light.channels[HORIZONTAL, i[within], j[within]]
    return out
