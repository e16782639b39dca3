"""How light is spread over a place: average, lowest, highest, and how evenly."""

from dataclasses import dataclass
from math import inf

import numpy as np

from cpted_rules.analysis.scene.pieces import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The illuminance of a place."""

    average_lx: float
    lowest_lx: float
    highest_lx: float

    @property
    def uniformity(self) -> float:
        """Uo: lowest over average; 0 where all is dark. Source: international.md 2.8."""
        return self.lowest_lx / self.average_lx if self.average_lx > 0 else 0.0

    @property
    def contrast(self) -> float:
        """Highest over lowest; without bound where a point is dark. Source: IES RP-20, max:min."""
        return self.highest_lx / self.lowest_lx if self.lowest_lx > 0 else inf


def level_of(e_lx: Floats) -> Level:
    """The level of illuminances at the points of a place, all counted alike.

    Raises:
        ValueError: without any point there is no level.
    """
    if not e_lx.size:
        raise ValueError("no points to take the level of")
    return Level(
        average_lx=float(np.mean(e_lx)),
        lowest_lx=float(np.min(e_lx)),
        highest_lx=float(np.max(e_lx)),
    )
