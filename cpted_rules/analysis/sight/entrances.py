"""Doors and playgrounds seen from ways, windows and benches, and which windows see them."""

from dataclasses import dataclass

import numpy as np
from shapely import LineString, MultiLineString

from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene
from cpted_rules.analysis.sight.person import share_visible_from
from cpted_rules.analysis.sight.visibility import (
    GRAZING,
    Bits,
    before,
    seen_by,
)

UPRIGHTS = 4
"""Parts of the width of a door. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The outer face of a door.

    Args:
        line: on plan, just outside the wall.
        facing: unit direction it faces.
        low_m, high_m: foot and head above ground.
    """

    line: LineString
    facing: tuple[float, float]
    low_m: float
    high_m: float

    @property
    def middle(self) -> tuple[float, float, float]:
        """The middle of the face."""
        at = self.line.interpolate(0.5, normalized=True)
        return at.x, at.y, (self.low_m + self.high_m) / 2

    @property
    def feet(self) -> tuple[tuple[float, float, float], ...]:
        """The foot of the middle of each part of its width."""
        shares = [(n + 0.5) / UPRIGHTS for n in range(UPRIGHTS)]
        at = [self.line.interpolate(share, normalized=True) for share in shares]
        return tuple((p.x, p.y, self.low_m) for p in at)


def half_seen(scene: Scene, face: Face, eyes: Floats) -> Bits:
    """Whether each of some eyes has at least half of a door in sight, from before it.

    Args:
        eyes: shape (M, 3 or more): x, y, z.

    Departures: the door is 4 uprights spread evenly over its width, each exact over its height.
    """
    x, y, _ = face.middle
    ahead = (eyes[:, :2] - (x, y)) @ np.array(face.facing) >= 0.0
    shares = [
        share_visible_from(scene, eyes[ahead], foot, height_m=face.high_m - face.low_m)
        for foot in face.feet
    ]
    sees: Bits = ahead.copy()
    sees[ahead] = np.mean(shares, axis=0) >= LEAST_SHARE
    return sees


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoorView:
    """Who sees a door.

    Args:
        samples: shape (M, 3), eyes on roads and walks within reach and before the door.
        sees: shape (M,), whether at least half of the door is in sight of each.
        windows: shape (W, 3), windows that have it in sight, by their ids.
    """

    face: Face
    samples: Floats
    sees: Bits
    window_ids: tuple[str, ...]
    windows: Floats

    @property
    def share(self) -> float | None:
        """Share of the samples that see the door; None where no way is within reach. [share]"""
        return float(self.sees.mean()) if len(self.sees) else None

    def lines(self, *, seen: bool) -> MultiLineString:
        """The looks from the samples that see the door, or from those that do not."""
        return _looks(self.samples[self.sees == seen], self.face.middle)

    @property
    def window_lines(self) -> MultiLineString:
        """The looks from the windows that see the door."""
        return _looks(self.windows, self.face.middle)


def door_view(
    scene: Scene, face: Face, samples: Floats, windows: Eyes, *, within_m: float
) -> DoorView:
    """Visibility of a door both ways: from the ways around it, and by the windows that see it.

    Args:
        samples: shape (M, 3), eyes spread evenly along ways. [m]
        within_m: on plan for samples, straight for windows.

    Source:
        international.md 2.1, entrance visibility.
    """
    x, y, _ = middle = face.middle
    to = samples[:, :2] - (x, y)
    near = (np.hypot(to[:, 0], to[:, 1]) <= within_m) & (to @ np.array(face.facing) >= 0.0)
    out = np.array(middle[:2]) - windows.at[:, :2]
    apart = GRAZING * np.hypot(out[:, 0], out[:, 1])
    reach = (out * windows.at[:, 3:]).sum(axis=1) > apart  # not along one wall
    reach &= ((windows.at[:, :3] - middle) ** 2).sum(axis=1) <= within_m**2
    at = np.flatnonzero(reach)
    at = at[half_seen(scene, face, windows.at[at])]
    return DoorView(
        face=face,
        samples=samples[near],
        sees=half_seen(scene, face, samples[near]),
        window_ids=tuple(windows.ids[n] for n in at),
        windows=windows.at[at, :3],
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlayView:
    """Who sees children on a playground.

    Args:
        counts: shape (M,), windows that see each cell; int.
        window_ids: windows that see any cell, in the order of the eyes.
        window_cells: shape (W,), cells each of those sees; int.
        cared: shape (M,), cells in sight of somebody sitting by; None where no seat is drawn.
    """

    grid: Grid
    counts: Ints
    window_ids: tuple[str, ...]
    window_cells: Ints
    cared: Bits | None

    @property
    def overlooked_share(self) -> float:
        """Share of the playground in sight of at least one window. [share]"""
        return float((self.counts > 0).mean())

    @property
    def cared_share(self) -> float | None:
        """Share of the playground in sight of the seats; None where none is drawn. [share]"""
        return None if self.cared is None else float(self.cared.mean())


def play_view(
    scene: Scene,
    grid: Grid,
    windows: Eyes,
    seats: Eyes | None,
    *,
    child_height_m: float,
    within_m: float,
    ground_m: float | Floats = 0.0,
) -> PlayView:
    """How many windows look onto each cell of a playground, and what is seen from its seats.

    A child is seen where its head is.

    Args:
        windows: one eye a window.
        seats: eyes of those who sit by; None where no seat or rest area is drawn.
        ground_m: height of the ground, one for all cells or shape (M,).
    """
    height_m = np.broadcast_to(ground_m, len(grid.points)) + child_height_m
    heads = np.column_stack([grid.points, height_m])
    counts = np.zeros(len(heads), np.int32)
    found: list[tuple[str, int]] = []
    for id, eye in zip(windows.ids, windows.at, strict=True):
        reach = before(eye, heads, within_m=within_m)
        if not reach.any():
            continue
        seen = seen_by(scene, eye, heads, reach)
        counts += seen
        if seen.any():
            found.append((id, int(seen.sum())))
    cared: Bits | None = None
    if seats is not None:
        cared = np.zeros(len(heads), dtype=np.bool_)
        for eye in seats.at:
            among = before(eye, heads, within_m=within_m) & ~cared
            cared |= seen_by(scene, eye, heads, among)
    return PlayView(
        grid=grid,
        counts=counts,
        window_ids=tuple(id for id, _ in found),
        window_cells=np.array([cells for _, cells in found], dtype=np.int32),
        cared=cared,
    )


def _looks(eyes: Floats, target: tuple[float, float, float]) -> MultiLineString:
    return MultiLineString([[tuple(eye[:3]), target] for eye in eyes.tolist()])
