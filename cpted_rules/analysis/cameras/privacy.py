"""Which private windows cameras look into."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

import numpy as np
from shapely import LineString

from cpted_rules.analysis.cameras.coverage import density
from cpted_rules.analysis.cameras.view import View
from cpted_rules.analysis.scene.pieces import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A private window, by the middle of its glass just outside, and the way it faces in plan."""

    id: str
    at: tuple[float, float, float]
    facing: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrusion:
    """A camera that has a private window in its picture.

    Args:
        px_per_m: pixel density on the glass, foreshortened by the angle it is seen under;
            0 where the camera's pixels are not known.
        line: from the camera to the window, with heights. [m]
    """

    camera: str
    window: str
    px_per_m: float
    line: LineString


def intrusions(
    scene: Scene, views: Iterable[View], windows: Iterable[Window]
) -> tuple[Intrusion, ...]:
    """Every private window in the picture of a camera, the most finely resolved first.

    A window is in the picture where the line to the middle of its glass is clear and the camera
    stands before its face. Masks set in the camera are not known, and not counted.
    """
    panes = tuple(windows)
    points = np.array([pane.at for pane in panes]).reshape(-1, 3)
    found = []
    for view in views:
        for pane, value in zip(panes, density(scene, view, points), strict=True):
            to_x, to_y = view.x_m - pane.at[0], view.y_m - pane.at[1]
            before = to_x * pane.facing[0] + to_y * pane.facing[1]
            if np.isnan(value) or before <= 0:
                continue
            found.append(
                Intrusion(
                    camera=view.id,
                    window=pane.id,
                    px_per_m=float(value) * before / hypot(to_x, to_y),
                    line=LineString([(view.x_m, view.y_m, view.z_m), pane.at]),
                )
            )
    return tuple(sorted(found, key=lambda f: (-f.px_per_m, f.camera, f.window)))
