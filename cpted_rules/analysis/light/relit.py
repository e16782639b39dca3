"""Light that is computed again only for the lamps that changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cpted_rules.analysis.light.field import Light, exchanged, lamp_lights, light_on
from cpted_rules.analysis.light.illuminance import REACH_M
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.shadows import Casters, Raster

FEW_SHARE = 0.25
"""Of the lamps: with more of them changed all are computed at once, which costs less."""


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    casters: Casters
    lamps: tuple[Lamp, ...]
    light: Light


class Relit:
    """The last light on each raster asked for, to start the next from.

    What comes out is the same to the bit as that of `light_on`, whatever was asked before.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Raster, float | None], _Known] = {}

    def light_on(
        self,
        casters: Casters,
        lamps: Sequence[Lamp],
        raster: Raster,
        *,
        ahead_deg: float | None = None,
    ) -> Light:
        """Light on a raster by some lamps of the usual reach; see `light_on` of fields."""
        known = self._known.get((raster, ahead_deg))
        light = None
        if known is not None and known.casters is casters:
            gone = tuple((Counter(known.lamps) - Counter(lamps)).elements())
            come = tuple((Counter(lamps) - Counter(known.lamps)).elements())
            if len(gone) + len(come) <= FEW_SHARE * len(lamps):
                old, new = (
                    lamp_lights(casters, some, raster, ahead_deg=ahead_deg, reach_m=REACH_M)
                    for some in (gone, come)
                )
                light = exchanged(known.light, without=old, by=new)
        if light is None:
            light = light_on(casters, lamps, raster, ahead_deg=ahead_deg, reach_m=REACH_M)
        self._known[raster, ahead_deg] = _Known(casters, tuple(lamps), light)
        return light
