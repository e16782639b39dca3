"""The light on the faces of people who walk along a way, in both directions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.light.illuminance import (
    REACH_M,
    illuminance,
    semicylindrical,
    vertical,
)
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.light.points import WayPoints
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.analysis.scene.terrain import FLAT, Ground

FACE_M = 1.5
"""Height of a face. Source: EN 13201-2, international.md 1.4."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faces:
    """Light on faces at the points of a way, shape (M,) each. [lx]

    Args:
        along_lx, against_lx: of somebody who walks as the middle line runs, and the other way.
    """

    vertical_along_lx: Floats
    vertical_against_lx: Floats
    semicylindrical_along_lx: Floats
    semicylindrical_against_lx: Floats

    @property
    def vertical_lx(self) -> Floats:
        """On an upright plane, the darker direction of both."""
        return np.minimum(self.vertical_along_lx, self.vertical_against_lx)

    @property
    def semicylindrical_lx(self) -> Floats:
        """On an upright half cylinder, the darker direction of both."""
        return np.minimum(self.semicylindrical_along_lx, self.semicylindrical_against_lx)


def faces(
    scene: Scene,
    lamps: Sequence[Lamp],
    way: WayPoints,
    *,
    ground: Ground = FLAT,
    height_m: float = FACE_M,
    reach_m: float = REACH_M,
) -> Faces:
    """Light on faces along a way.

    Source: international.md 2.8: the minimum over both walking directions is reported.
    """
    points = ground.stand(way.points, height_m)
    count = len(points)
    both = np.concatenate([way.along_deg, way.along_deg + 180.0])
    upright, rounded = vertical(both), semicylindrical(both)

    def receiver(rays: Floats) -> Floats:
        return np.concatenate([upright(rays[: 2 * count]), rounded(rays[2 * count :])])

    # every point four times over, so that each lamp is asked once
    e_lx = illuminance(scene, lamps, np.tile(points, (4, 1)), receiver, reach_m=reach_m)
    along, against, round_along, round_against = e_lx.reshape(4, count)
    return Faces(
        vertical_along_lx=along,
        vertical_against_lx=against,
        semicylindrical_along_lx=round_along,
        semicylindrical_against_lx=round_against,
    )
