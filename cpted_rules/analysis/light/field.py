"""Light on the cells of a raster: what each lamp gives, and their sum."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from cpted_rules.analysis.kernels.light import CHANNELS, given_by
from cpted_rules.analysis.light.candela import Sources, sources_of
from cpted_rules.analysis.light.illuminance import REACH_M
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats, Ints
from cpted_rules.analysis.shadows import Casters, Raster


class Side(IntEnum):
    """Which way an upright plane faces, and its channel."""

    AHEAD = 1
    BEHIND = 2
    LEFT = 3
    RIGHT = 4


HORIZONTAL, UPRIGHT, ROUND = 0, 5, 6
"""The other channels: see CHANNELS."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Light:
    """Light on a raster by any number of lamps.

    Args:
        ahead_deg: azimuth of Side.AHEAD; None where only the horizontal plane was asked for.
        channels: shape (1 or CHANNELS, columns, rows). [lx]
    """

    raster: Raster
    ahead_deg: float | None
    channels: Floats

    @property
    def horizontal_lx(self) -> Floats:
        """Illuminance on a horizontal plane facing up, shape (columns, rows). [lx]"""
        return np.asarray(self.channels[HORIZONTAL])

    def vertical_lx(self, side: Side) -> Floats:
        """Illuminance on an upright plane facing a side, shape (columns, rows). [lx]"""
        return self._channel(side)

    def semicylindrical_lx(self, facing_deg: float | Floats) -> Floats:
        """Illuminance on an upright half cylinder facing any azimuth, shape (columns, rows). [lx]

        Args:
            facing_deg: one for all cells, or of shape (columns, rows).

        Source: international.md 2.8; (1 + cos alpha) is linear in the direction faced.
        """
        upright = self._channel(UPRIGHT)
        turn = np.radians((self.ahead_deg or 0.0) - np.asarray(facing_deg))
        ahead = self._channel(Side.AHEAD) - self._channel(Side.BEHIND)
        left = self._channel(Side.LEFT) - self._channel(Side.RIGHT)
        both = upright + ahead * np.cos(turn) + left * np.sin(turn)
        return np.asarray(np.clip(both, 0.0, None) / np.pi)

    def cylindrical_lx(self) -> Floats:
        """Illuminance on an upright cylinder, shape (columns, rows). [lx]"""
        return np.asarray(self._channel(UPRIGHT) / np.pi)

    def hemispherical_lx(self) -> Floats:
        """Illuminance on a half sphere facing up, shape (columns, rows). [lx]"""
        return np.asarray(self._channel(ROUND) / 4.0)

    def _channel(self, channel: int) -> Floats:
        if self.ahead_deg is None:
            raise ValueError("only the light on a horizontal plane was computed")
        return np.asarray(self.channels[channel])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LampLight:
    """What one lamp gives to the cells within its reach.

    Args:
        left, under: column and row of the first cell.
        channels: shape (1 or CHANNELS, columns, rows), multiples of QUANTUM_LX, so that nothing is
            lost in float32 and any of them add up exactly in float64. [lx]
    """

    lamp: Lamp
    raster: Raster
    ahead_deg: float | None
    left: int
    under: int
    channels: NDArray[np.float32]


def light_on(
    casters: Casters,
    lamps: Sequence[Lamp],
    raster: Raster,
    *,
    ahead_deg: float | None = None,
    reach_m: float = REACH_M,
    threads: int = 1,
) -> Light:
    """Light on a raster by some lamps; the same to the bit for any number of threads.

    Args:
        ahead_deg: which way Side.AHEAD faces; None for the horizontal plane only, which is faster.
        reach_m: lamps further away are not counted; straight distance.

    Departures: direct light of point sources only, no reflection (on the safe side); nearer than
        1 mm a cell counts as 1 mm away.
    Source: CIE point-by-point method; international.md 2.8 and 4.3.
    """
    task = _task(casters, lamps, raster, ahead_deg, reach_m)
    blocks = [(len(lamps) * n // threads, len(lamps) * (n + 1) // threads) for n in range(threads)]

    def part(block: tuple[int, int]) -> Floats:
        dark = _dark(ahead_deg, raster.columns, raster.rows)
        return task.given(*block, left=0, under=0, to=dark)

    if threads == 1:
        return Light(raster=raster, ahead_deg=ahead_deg, channels=part(blocks[0]))
    with ThreadPoolExecutor(threads) as pool:
        channels, *others = pool.map(part, blocks)
    for other in others:
        channels += other
    return Light(raster=raster, ahead_deg=ahead_deg, channels=channels)


def lamp_lights(
    casters: Casters,
    lamps: Sequence[Lamp],
    raster: Raster,
    *,
    ahead_deg: float | None = None,
    reach_m: float = REACH_M,
) -> tuple[LampLight, ...]:
    """What each of some lamps gives to a raster; see `light_on`."""
    task = _task(casters, lamps, raster, ahead_deg, reach_m)
    lights = []
    for n, lamp in enumerate(lamps):
        left, right, under, above = (int(cell) for cell in task.windows[n])
        dark = _dark(ahead_deg, right - left, above - under)
        channels = task.given(n, n + 1, left=left, under=under, to=dark)
        lights.append(
            LampLight(
                lamp=lamp,
                raster=raster,
                ahead_deg=ahead_deg,
                left=left,
                under=under,
                channels=channels.astype(np.float32),
            )
        )
    return tuple(lights)


def sum_of(raster: Raster, lights: Iterable[LampLight], *, ahead_deg: float | None = None) -> Light:
    """The light of some lamps together; the same to the bit as that of `light_on`."""
    channels = _dark(ahead_deg, raster.columns, raster.rows)
    for light in lights:
        _window(channels, light)[:] += light.channels
    return Light(raster=raster, ahead_deg=ahead_deg, channels=channels)


def exchanged(
    total: Light, *, without: Iterable[LampLight] = (), by: Iterable[LampLight] = ()
) -> Light:
    """A light without some lamps and with others; the same to the bit as that of them at once."""
    channels = total.channels.copy()
    for light in without:
        _window(channels, light)[:] -= light.channels
    for light in by:
        _window(channels, light)[:] += light.channels
    return Light(raster=total.raster, ahead_deg=total.ahead_deg, channels=channels)


def on_grid(values: Floats, grid: Grid) -> Floats:
    """The values of a raster at the cells of the grid it was made of, shape (M,)."""
    return np.asarray(values[grid.column, grid.row])


def _dark(ahead_deg: float | None, columns: int, rows: int) -> Floats:
    return np.zeros((1 if ahead_deg is None else CHANNELS, columns, rows))


def _window(channels: Floats, light: LampLight) -> Floats:
    columns, rows = light.channels.shape[1:]
    return channels[:, light.left : light.left + columns, light.under : light.under + rows]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Task:
    """What is asked of the kernel.

    Args:
        windows: shape (L, 4), columns and rows that each lamp may reach.
    """

    casters: Casters
    sources: Sources
    raster: Raster
    windows: Ints
    ahead_deg: float | None
    reach_m: float

    def given(self, begin: int, end: int, *, left: int, under: int, to: Floats) -> Floats:
        """What some lamps give, added to channels whose first cell is a cell of the raster."""
        raster = self.raster
        ahead = np.radians(self.ahead_deg or 0.0)
        given_by(
            self.casters.sheet(raster),
            to,
            self.sources.lamps,
            self.windows,
            self.sources.table_of,
            raster.z_m,
            self.reach_m,
            raster.x_m,
            raster.y_m,
            raster.step_m,
            left,
            under,
            float(np.sin(ahead)),
            float(np.cos(ahead)),
            self.sources.candela,
            self.sources.tables,
            self.casters.arrays,
            begin,
            end,
        )
        return to


def _task(
    casters: Casters,
    lamps: Sequence[Lamp],
    raster: Raster,
    ahead_deg: float | None,
    reach_m: float,
) -> _Task:
    sources = sources_of(lamps)
    first = (sources.lamps[:, :2] - reach_m - (raster.x_m, raster.y_m)) / raster.step_m
    last = (sources.lamps[:, :2] + reach_m - (raster.x_m, raster.y_m)) / raster.step_m
    most = (raster.columns, raster.rows)
    low = np.clip(np.floor(first), 0, most)
    high = np.maximum(np.clip(np.ceil(last) + 1, 0, most), low)
    windows = np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1).astype(np.int32)
    return _Task(
        casters=casters,
        sources=sources,
        raster=raster,
        windows=np.ascontiguousarray(windows),
        ahead_deg=ahead_deg,
        reach_m=float(reach_m),
    )
