"""The places of a site whose light is told: its ground, walks, playgrounds and car parks."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from app.analyses.lines import walk_lines
from app.analyses.naming import named
from cpted_rules.analysis.light.level import Level, level_of
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.plan import ZoneKind, storey_name
from cpted_rules.site import Site
from cpted_rules.text import Text

PLACES = (ZoneKind.PLAYGROUND, ZoneKind.EXERCISE, ZoneKind.REST, ZoneKind.PARKING_ENTRY)
ENTRANCE_M = 5.0
"""Ground so near to an entrance is its forecourt. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lit:
    """The light of a place on its floor.

    Args:
        e_lx: shape (M,), horizontal illuminance at the cells.
    """

    name: Text
    area: BaseGeometry
    storey: int
    grid: Grid
    e_lx: Floats

    @property
    def level(self) -> Level:
        """Average, lowest and highest."""
        return level_of(self.e_lx)


def site_light(site: Site) -> Lit | Text:
    """The light on the open ground of the site, or what is lacking to compute it."""
    ground = site.ground.difference(site.masses(1))
    if ground.area == 0:
        return NO_SITE
    return _outdoors(site, SITE, ground)


def outdoor_places(site: Site) -> tuple[Lit, ...]:
    """Walks, playgrounds, rest areas, and the ground before entrances, where it can be computed."""
    closed = site.masses(1)
    places: list[tuple[Text, BaseGeometry]] = [
        (walk.name, walk.walk.area) for walk in walk_lines(site)
    ]
    places += [(named(site.plan, z.id), z.area) for z in site.zones(*PLACES) if z.storey in (0, 1)]
    places += [
        (BEFORE.fill(door=named(site.plan, door.id)), site.ground_before(door, 0.0, ENTRANCE_M))
        for door in site.entrances
    ]
    open_ = [(name, area.difference(closed)) for name, area in places]
    found = [_outdoors(site, name, area) for name, area in open_ if area.area > 0.5]
    return tuple(lit for lit in found if isinstance(lit, Lit))


def _outdoors(site: Site, name: Text, area: BaseGeometry) -> Lit | Text:
    lacking = site.light.lacking(0, area)
    if lacking is not None:
        return lacking
    grid = site.grid(area)
    e_lx = site.light.on(grid, 0)
    if e_lx is None:
        return NO_LAMPS
    return Lit(name=name, area=area, storey=0, grid=grid, e_lx=np.asarray(e_lx))


def parking_light(site: Site) -> tuple[tuple[Text, Lit | Text], ...]:
    """The light of each car park below ground or in a building, or what is lacking."""
    found: list[tuple[Text, Lit | Text]] = []
    for storey in site.parking_storeys:
        if storey == 0:
            continue
        _, area = site.parking_floor(storey)
        name = PARKING.fill(storey=storey_name(storey))
        light = site.light.floor(area, storey, 0.0)
        if isinstance(light, Text):
            found.append((name, light))
            continue
        grid, e_lx = light
        lit = Lit(name=name, area=area, storey=storey, grid=grid, e_lx=e_lx)
        found.append((name, lit))
    return tuple(found)


SITE = Text(ko="대지 열린 바닥 전체", en="open ground of the site")
BEFORE = Text(ko="{door} 앞 5 m", en="5 m before {door}")
PARKING = Text(ko="{storey} 주차장", en="car park {storey}")
NO_SITE = Text(ko="대지경계선", en="the site boundary")
NO_LAMPS = Text(ko="배광 자료가 있는 옥외 조명", en="an outdoor lamp with photometry")
