"""How much somebody who walks over the ground is observed, cell by cell, by day and by night."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.scene.pieces import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """Who observes each cell of a grid, and how it is lit.

    Args:
        windows: shape (M,), windows and doors from which somebody may see it.
        ways: shape (M,), roads and walks from which somebody may see it.
        cameras: shape (M,), cameras that resolve a person there.
        lux: shape (M,), horizontal illuminance at night [lx]; None where it is not known.
    """

    windows: Floats
    ways: Floats
    cameras: Floats
    lux: Floats | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchfulness:
    """What being observed is to somebody who would rather not be. None of it is law.

    [X] stands for an engineering default; evidence as marked in international.md.
    """

    weight: float = 10.0
    """A metre on which one is surely seen is avoided like so many more that nobody sees [X]."""
    window_looks: float = 0.1
    """Chance that somebody looks out of a window just then [X]."""
    way_looks: float = 0.1
    """Chance that somebody is on a road or walk just then, and looks [X]."""
    camera_looks: float = 0.2
    """Chance that somebody follows up what a camera shows, as the intruder reckons [X]."""
    lit_lx: float = 3.0
    """Darker than this, nobody tells what somebody does 4 m away [S2, NPA outline, 1.5]."""
    camera_lit_lx: float = 1.0
    """Darker than this, a camera shows nothing [X]; the drawings do not say what each needs."""

    def watched(self, exposure: Exposure, *, night: bool) -> Floats:
        """Chance that somebody who is in a cell is seen by anybody. [share]

        Each watcher looks or not, whatever the others do: a tenth window adds less than a second.

        Args:
            night: people count where it is lit for them, cameras where it is lit for these.

        Raises:
            ValueError: it is night, and the illuminance is not known.

        Returns:
            shape (M,); 0 where there is no watcher, and only there.
        """
        windows, ways, cameras = seen_by(exposure, self, night=night)
        unseen = (
            (1.0 - self.window_looks) ** windows
            * (1.0 - self.way_looks) ** ways
            * (1.0 - self.camera_looks) ** cameras
        )
        share: Floats = 1.0 - unseen
        return share

    def cost(self, watched: Floats) -> Floats:
        """What each metre costs: 1 where nobody sees it, 1 + weight where one is surely seen."""
        cost: Floats = 1.0 + self.weight * watched
        return cost


def seen_by(
    exposure: Exposure, watch: Watchfulness, *, night: bool
) -> tuple[Floats, Floats, Floats]:
    """Windows, ways and cameras that do see each cell, by day or as it is lit at night.

    Raises:
        ValueError: it is night, and the illuminance is not known.
    """
    if not night:
        return exposure.windows, exposure.ways, exposure.cameras
    if exposure.lux is None:
        raise ValueError("no illuminance: what is seen at night is not known")
    lit: NDArray[np.bool_] = exposure.lux >= watch.lit_lx
    filmed: NDArray[np.bool_] = exposure.lux >= watch.camera_lit_lx
    return exposure.windows * lit, exposure.ways * lit, exposure.cameras * filmed
