"""Light computed again for changed lamps only is that of all of them, to the bit."""

from dataclasses import replace

from cpted_rules.analysis.light.field import light_on
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.light.relit import Relit
from cpted_rules.analysis.scene.pieces import scene_of
from cpted_rules.analysis.shadows import Casters, Raster, casters_of
from tests.cpted_rules.analysis.light.sources import crowd, lamps_above

RASTER = Raster(x_m=-14.0, y_m=-14.0, z_m=0.3, step_m=0.7, columns=40, rows=40)


def same(relit: Relit, casters: Casters, lamps: list[Lamp], ahead_deg: float | None) -> bool:
    found = relit.light_on(casters, lamps, RASTER, ahead_deg=ahead_deg)
    anew = light_on(casters, lamps, RASTER, ahead_deg=ahead_deg)
    return found.channels.tobytes() == anew.channels.tobytes()


def test_whatever_changes_the_light_is_that_of_the_lamps_asked_for() -> None:
    relit, lamps = Relit(), lamps_above(7, 12)
    full, bare = (casters_of(scene_of(things)) for things in (crowd(7, opaque=False), []))
    moved = [replace(lamps[0], x_m=3.0, tilt_deg=4.0), *lamps[1:]]
    twice = [*moved, moved[3]]
    for ahead in (None, 40.0):
        for casters, asked in (
            (full, lamps),
            (full, moved),
            (full, moved[1:]),
            (full, twice),
            (full, lamps[::-1]),
            (full, lamps_above(9, 12)),
            (bare, lamps_above(9, 12)),
            (bare, []),
            (full, lamps),
        ):
            assert same(relit, casters, asked, ahead)
