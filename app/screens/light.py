"""The light of a site for its page: fields with classes, with and without a lamp."""

import numpy as np
from shapely import Point

from app.analyses.light import INDOORS_LX, OUTDOORS_LX
from app.analyses.lit import Lit, parking_light, site_light
from app.analyses.naming import named
from app.screens.fields import classes, values
from app.screens.shapes import Json, geometry, words
from cpted_rules.analysis.light.illuminance import horizontal_illuminance
from cpted_rules.analysis.light.lamp_out import at_cells
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.shadows import raster_of
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same

SAID = Text(
    ko="{place} 수평면 조도: 평균 {average} lx, 최소 {lowest} lx",
    en="{place}, horizontal illuminance: average {average} lx, lowest {lowest} lx",
)
OUT = Text(ko="{lamp} 소등", en="{lamp} out")
DIRECT = Text(ko="직접광만 계산(반사광 제외)", en="direct light only, without reflections")
NO_SUCH_LAMP = Text(ko="배광 자료가 있는 옥외 조명이 아님", en="no outdoor lamp with photometry")
_LAMPS = 12
"""Of the lamps whose failure leaves the least so many are named."""
PER_LX = 20.0
"""What a lux is written as in the grid: a twentieth is told apart, up to 3,276 lx."""


def light(site: Site) -> Json:
    """The light on the open ground and on the floors of car parks, with all lamps."""
    ground = site_light(site)
    places: list[tuple[Lit | Text, tuple[float, ...]]] = [(ground, OUTDOORS_LX)]
    places += [(lit, INDOORS_LX) for _, lit in parking_light(site)]
    lit_places = [(lit, limits) for lit, limits in places if isinstance(lit, Lit)]
    return {
        "places": [_place(lit, lit.e_lx, limits) for lit, limits in lit_places],
        "lacking": [words(lit) for lit, _ in places if isinstance(lit, Text)],
        "notes": [words(DIRECT)],
    }


def light_without(site: Site, lamp_id: str | None) -> Json:
    """The light on the open ground with one lamp out.

    Args:
        lamp_id: of the lamp; None: the one whose failure leaves the least.
    """
    ground = site_light(site)
    if isinstance(ground, Text):
        return {"places": [], "lacking": [words(ground)], "notes": []}
    lamps = site.light.lamps(0)
    ids = [lamp.id for lamp in lamps]
    outs = site.light.lamps_out(ground.grid, 0)
    if lamp_id is not None and lamp_id not in ids:
        return {"places": [], "lacking": [words(NO_SUCH_LAMP)], "notes": []}
    n = outs[0].lamp if lamp_id is None else ids.index(lamp_id)
    left = np.clip(ground.e_lx - _of_lamp(site, ground, n), 0.0, None)
    at = geometry(Point(lamps[n].x_m, lamps[n].y_m))
    name = OUT.fill(lamp=named(site.plan, ids[n]))
    place = _place(ground, left, OUTDOORS_LX, of=name)
    return {
        "places": [{**place, "out": ids[n], "at": at}],
        "lacking": [],
        "notes": [words(name), words(DIRECT)],
        "lamps": [
            {
                "id": ids[out.lamp],
                "name": words(named(site.plan, ids[out.lamp])),
                "lowest_lx": round(out.left.lowest_lx, 3),
                "average_lx": round(out.left.average_lx, 3),
            }
            for out in outs[:_LAMPS]
        ],
    }


def _of_lamp(site: Site, ground: Lit, n: int) -> Floats:
    """What one lamp gives to the cells of the open ground. [lx]"""
    grid = ground.grid
    if not site.is_plane(grid, 0):
        points = site.standing(grid.points, 0.0, 0)
        alone = [site.light.lamps(0)[n]]
        return horizontal_illuminance(site.sight.scene(0), alone, points)
    lights = site.light.lamp_lights(0, raster_of(grid, 0.0))
    chosen = np.zeros((grid.columns, grid.rows), dtype=np.bool_)
    chosen[grid.column, grid.row] = True
    by_cell = np.zeros((grid.columns, grid.rows))
    by_cell[np.nonzero(chosen)] = at_cells(lights[n : n + 1], chosen)[0]
    return np.asarray(by_cell[grid.column, grid.row])


def _place(lit: Lit, e_lx: Floats, limits: tuple[float, ...], *, of: Text | None = None) -> Json:
    name = lit.name if of is None else join([lit.name, of], ", ")
    return {
        "storey": lit.storey,
        "name": words(name),
        "limits": list(limits),
        "areas": classes(lit.grid, e_lx, limits),
        "grid": values(lit.grid, e_lx, per_unit=PER_LX),
        "words": words(
            SAID.fill(
                place=name,
                average=same(f"{float(e_lx.mean()):.1f}"),
                lowest=same(f"{float(e_lx.min()):.2f}"),
            )
        ),
    }
