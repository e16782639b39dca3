"""The maps of a site outdoors, brought up to date after a change without making them anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from cpted_rules.analysis.cameras.coverage import REACH_M as CAMERA_REACH_M
from cpted_rules.analysis.cameras.view import View
from cpted_rules.analysis.light.field import LampLight, Light, exchanged, lamp_lights, light_on
from cpted_rules.analysis.light.illuminance import REACH_M
from cpted_rules.analysis.light.lamps import Lamp
from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.eyes import Eyes, is_dwelling_window, opening_eyes
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene, scene_of
from cpted_rules.analysis.shadows import Casters, Raster, seen
from cpted_rules.plan import Camera, Element, Luminaire, Opening, SitePlan
from cpted_rules.plan.siteplan import by_field
from cpted_rules.site import Site
from cpted_rules.site.kept import TracedPlan, element_mark, reading
from cpted_rules.whatif.change import Change, changed, touched
from cpted_rules.whatif.pictures import CameraMap, camera_map, pictures_of
from cpted_rules.whatif.recast import reached, recast

OUTDOORS = 0

Source = TypeVar("Source", Lamp, View)

Group = Callable[[Opening], bool]
"""Whose openings are eyes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is mapped, and on which raster each.

    Args:
        enough_px_per_m: density at which a camera counts for a cell.
        camera_reach_m: further than this no camera is asked.
        watching: the openings at which somebody looks out.
        within_m: eyes further than this do not count.
    """

    light: Raster
    cameras: Raster
    sight: Raster
    within_m: float
    enough_px_per_m: float = 0.0
    camera_reach_m: float = CAMERA_REACH_M
    watching: Group = is_dwelling_window


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Maps:
    """Maps of a site outdoors on level planes, equal to the bit however they came about.

    Args:
        casters: what stands in the way.
        lamps: what gives the light.
        cameras: best pixel density and how many cameras resolve each cell.
        eyes: at the openings that watch.
        seen: shape (columns, rows), eyes that see each cell.
    """

    site: Site
    wanted: Wanted
    casters: Casters
    lamps: tuple[Lamp, ...]
    light: Light
    cameras: CameraMap
    eyes: Eyes
    seen: Ints

    def after(self, change: Change) -> "Maps":
        """The maps of the site after a change: only what it reaches is computed again.

        Raises:
            WhatIfError: the change cannot be made.
        """
        plan = self.site.plan
        marks = touched(plan, change)
        site = self.site.after(changed(plan, change), marks)
        with reading() as reads:
            _ = self.site.terrain
        if not marks.isdisjoint(reads):  # all heights hang on it
            return maps_of(site, self.wanted)
        old, new = plan.by_id.get(change.id), change.element
        kind = old or new
        if isinstance(kind, Luminaire):
            return self._relit(site, change.id, new)
        if isinstance(kind, Camera):
            return self._refilmed(site, change.id, new)
        if isinstance(kind, Opening):
            return self._rewatched(site, change.id, new)
        return self._replanted(site, old, new)

    def _relit(self, site: Site, id: str, new: Element | None) -> "Maps":
        gone = [lamp for lamp in self.lamps if lamp.id == id]
        come = self._alone(new).light.lamps(OUTDOORS) if new else ()
        kept = [lamp for lamp in self.lamps if lamp.id != id]
        light = exchanged(self.light, without=self._given(gone), by=self._given(come))
        return replace(self, site=site, lamps=(*kept, *come), light=light)

    def _refilmed(self, site: Site, id: str, new: Element | None) -> "Maps":
        gone = [picture for picture in self.cameras.pictures if picture.view.id == id]
        come = self._alone(new).cameras.views(OUTDOORS) if new else ()
        taken = pictures_of(self.casters, come, self.cameras)
        return replace(self, site=site, cameras=self.cameras.exchanged(without=gone, by=taken))

    def _rewatched(self, site: Site, id: str, new: Element | None) -> "Maps":
        mine = np.array([eye == id for eye in self.eyes.ids], dtype=np.bool_)
        come = _eyes_of(self._alone(new), self.wanted) if new else None
        kept = Eyes(ids=tuple(eye for eye in self.eyes.ids if eye != id), at=self.eyes.at[~mine])
        counts = self.seen - self._seen(self.casters, self.eyes.at[mine])
        if come is not None:
            counts = counts + self._seen(self.casters, come.at)
            kept = Eyes(ids=(*kept.ids, *come.ids), at=np.concatenate([kept.at, come.at]))
        return replace(self, site=site, eyes=kept, seen=counts)

    def _replanted(self, site: Site, old: Element | None, new: Element | None) -> "Maps":
        gone, come = self._standing(old), self._standing(new)
        casters = recast(self.casters, gone, come) if site.terrain.is_flat else None
        if casters is None:
            return maps_of(site, self.wanted)
        wanted, scenes = self.wanted, (gone, come)
        lamps = _reached(self.lamps, scenes, z_m=wanted.light.z_m, within_m=REACH_M)
        was = light_on(self.casters, lamps, wanted.light, reach_m=REACH_M)
        now = light_on(casters, lamps, wanted.light, reach_m=REACH_M)
        # whole quanta: differences and sums of them are exact
        light = replace(self.light, channels=self.light.channels - was.channels + now.channels)
        views = _reached(
            [picture.view for picture in self.cameras.pictures],
            scenes,
            z_m=wanted.cameras.z_m,
            within_m=wanted.camera_reach_m,
        )
        known = {view.id for view in views}
        pictures = [p for p in self.cameras.pictures if p.view.id in known]
        at = self.eyes.at[
            reached(self.eyes.at, scenes, z_m=wanted.sight.z_m, within_m=wanted.within_m)
        ]
        return replace(
            self,
            site=site,
            casters=casters,
            light=light,
            cameras=self.cameras.exchanged(
                without=pictures, by=pictures_of(casters, views, self.cameras)
            ),
            seen=self.seen - self._seen(self.casters, at) + self._seen(casters, at),
        )

    def _given(self, lamps: Sequence[Lamp]) -> tuple[LampLight, ...]:
        return lamp_lights(self.casters, lamps, self.wanted.light, reach_m=REACH_M)

    def _seen(self, casters: Casters, at: Floats) -> Ints:
        return _counts(casters, at, self.wanted)

    def _alone(self, element: Element) -> Site:
        """The site as it is, but with one element alone in its field."""
        plan = self.site.plan
        field = next(name for name, group in by_field((element,)).items() if group)
        gone = (element_mark(other.id) for other in getattr(plan, field))
        only = replace(plan, **{field: (element,)})  # type: ignore[arg-type]
        return self.site.after(only, frozenset((field, element_mark(element.id), *gone)))

    def _standing(self, element: Element | None) -> Scene:
        """What one element puts in the way on flat ground."""
        if element is None:
            return scene_of(())
        site = self.site
        plan = SitePlan(storeys=site.plan.storeys, **by_field((element,)))  # type: ignore[arg-type]
        return Site(plan, site.facts, settings=site.settings).sight.scene(OUTDOORS)


def maps_of(site: Site, wanted: Wanted) -> Maps:
    """The maps of a site, made anew."""
    plan = site.plan if isinstance(site.plan, TracedPlan) else TracedPlan.of(site.plan)
    traced = site
    if plan is not site.plan:
        traced = Site(plan, site.facts, settings=site.settings, photometry=site.photometry)
    casters = traced.light.casters(OUTDOORS)
    lamps = traced.light.lamps(OUTDOORS)
    eyes = _eyes_of(traced, wanted)
    return Maps(
        site=traced,
        wanted=wanted,
        casters=casters,
        lamps=lamps,
        light=light_on(casters, lamps, wanted.light, reach_m=REACH_M),
        cameras=camera_map(
            casters,
            traced.cameras.views(OUTDOORS),
            wanted.cameras,
            enough_px_per_m=wanted.enough_px_per_m,
            within_m=wanted.camera_reach_m,
        ),
        eyes=eyes,
        seen=_counts(casters, eyes.at, wanted),
    )


def _eyes_of(site: Site, wanted: Wanted) -> Eyes:
    watching = [opening for opening in site.plan.openings if wanted.watching(opening)]
    return opening_eyes(site.plan, site.settings, watching, site.masses, ground=site.terrain)


def _counts(casters: Casters, at: Floats, wanted: Wanted) -> Ints:
    found = seen(casters, at, wanted.sight, within_m=wanted.within_m, least_share=LEAST_SHARE)
    return found.counts


def _reached(
    sources: Sequence[Source], scenes: tuple[Scene, ...], *, z_m: float, within_m: float
) -> tuple[Source, ...]:
    """The lamps or cameras that may see a plane otherwise; see `reached`."""
    at = np.array([(s.x_m, s.y_m, s.z_m, 0.0, 0.0) for s in sources]).reshape(-1, 5)
    near = reached(at, scenes, z_m=z_m, within_m=within_m)
    return tuple(source for source, is_near in zip(sources, near, strict=True) if is_near)
