"""The places that cameras look over, and how finely they resolve them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.cameras.loss import Redundancy, redundancy
from cpted_rules.analysis.cameras.view import View, in_picture
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.shadows import raster_of
from cpted_rules.plan import storey_name
from cpted_rules.site import Site
from cpted_rules.text import Text

ENOUGH_PX_PER_M = 62.5
"""Observe (IEC 62676-4:2014): the density a camera must have to count for redundancy."""
UNKNOWN_M = 30.0
"""So far a camera of unknown pixels is taken to look, for what is hidden from it. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Filmed:
    """A place that cameras look over.

    Args:
        z_m: height above ground at which it is asked.
        density: shape (M,); NaN where no camera sees. [px/m]
        hidden: shape (M,), in the picture of a camera, but past something.
    """

    name: Text
    area: BaseGeometry
    storey: int
    stage: int
    views: tuple[View, ...]
    grid: Grid
    z_m: float
    density: Floats
    hidden: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"


def filmed_places(site: Site) -> Iterator[Filmed]:
    """The open ground, and each car park, where cameras stand there."""
    ground = site.ground.difference(site.masses(1))
    views = site.cameras.outdoors
    if views and ground.area > 0:
        yield _filmed(site, OUTDOORS, ground, 0, 0, views, 0.0)
    for storey in site.parking_storeys:
        if storey >= 0:
            continue
        _, whole = site.parking_floor(storey)
        area = site.clear_floor(whole, storey)
        inside = site.cameras.views(storey)
        if inside:
            name = PARKING.fill(storey=storey_name(storey))
            yield _filmed(site, name, area, storey, storey, inside, site.elevation_m(storey))


def _filmed(
    site: Site,
    name: Text,
    area: BaseGeometry,
    storey: int,
    stage: int,
    views: tuple[View, ...],
    floor_m: float,
) -> Filmed:
    grid = site.grid(area, storey)
    z = floor_m + site.settings.eye_height_m
    density = site.cameras.densities(grid, z, stage, views=views)
    at = site.standing(grid.points, z, storey)
    within = np.zeros(len(at), dtype=np.bool_)
    for view in views:
        ray = at - np.array([view.x_m, view.y_m, view.z_m])
        far = np.linalg.norm(ray, axis=1)
        near = far <= (view.strength / ENOUGH_PX_PER_M if view.pixels else UNKNOWN_M)
        within |= in_picture(view, ray) & near
    return Filmed(
        name=name,
        area=area,
        storey=storey,
        stage=stage,
        views=views,
        grid=grid,
        z_m=z,
        density=density,
        hidden=within & np.isnan(density),
    )


def redundancy_of(site: Site, place: Filmed) -> Redundancy | None:
    """How a place stands when cameras fail; None where its cells lie on no raster."""
    if not place.grid.on_lattice:
        return None
    raster = raster_of(place.grid, place.z_m)
    asked = np.zeros((raster.columns, raster.rows), dtype=np.bool_)
    asked[place.grid.column, place.grid.row] = True
    return redundancy(
        site.sight.casters(site.sight.scene(place.stage)),
        place.views,
        raster,
        asked=asked,
        enough_px_per_m=ENOUGH_PX_PER_M,
    )


OUTDOORS = Text(ko="대지 열린 바닥", en="open ground of the site")
PARKING = Text(ko="{storey} 주차장", en="car park {storey}")
