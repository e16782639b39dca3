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

    def towards(turn_deg: float) -> tuple[Floats, Floats]:
        facing = way.along_deg + turn_deg
        return (
            illuminance(scene, lamps, points, vertical(facing), reach_m=reach_m),
            illuminance(scene, lamps, points, semicylindrical(facing), reach_m=reach_m),
        )

    along, against = towards(0.0), towards(180.0)
    return Faces(
        vertical_along_lx=along[0],
        vertical_against_lx=against[0],
        semicylindrical_along_lx=along[1],
        semicylindrical_against_lx=against[1],
    )
