"""Light that falls into windows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cpted_rules.analysis.light.illuminance import REACH_M, by_lamp, vertical
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.scene.pieces import Floats, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Trespass:
    """Light on one window.

    Args:
        window: its id.
        e_lx: vertical illuminance at its middle.
        lamp: id of the lamp that gives most of it; "" where none gives any.
        by_it_lx: what that lamp gives.
    """

    window: str
    e_lx: float
    lamp: str
    by_it_lx: float


def trespass(
    scene: Scene, lamps: Sequence[Lamp], windows: Eyes, *, reach_m: float = REACH_M
) -> tuple[Trespass, ...]:
    """The light on each window, brightest first.

    Args:
        windows: just before the middle of each pane, facing outwards.

    Source: international.md L14 (EN 12193, obtrusive light): vertical illuminance on windows.
    """
    facing = np.degrees(np.arctan2(windows.at[:, 3], windows.at[:, 4]))
    points = np.ascontiguousarray(windows.at[:, :3])
    each = by_lamp(scene, lamps, points, vertical(facing), reach_m=reach_m)
    found = [_one(lamps, id, each[:, n]) for n, id in enumerate(windows.ids)]
    return tuple(sorted(found, key=lambda t: (-t.e_lx, t.window)))


def _one(lamps: Sequence[Lamp], window: str, given: Floats) -> Trespass:
    most = int(np.argmax(given)) if len(given) else 0
    lit = len(given) > 0 and given[most] > 0.0
    return Trespass(
        window=window,
        e_lx=float(given.sum()),
        lamp=lamps[most].id if lit else "",
        by_it_lx=float(given[most]) if lit else 0.0,
    )
