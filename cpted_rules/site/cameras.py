"""Cameras on a site: where they look, and what they resolve."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import LineString, Point

from cpted_rules.analysis.cameras.coverage import coverage, densities, density
from cpted_rules.analysis.cameras.privacy import Intrusion, Window, intrusions
from cpted_rules.analysis.cameras.view import View, views_of
from cpted_rules.analysis.scene.eyes import CLEAR_M, before, facing
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.shadows import raster_of
from cpted_rules.plan import Camera, Opening
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cached_property
from cpted_rules.site.sight import SiteSight
from cpted_rules.text import Text

INSIDE_M = 0.5
"""Somebody who comes through a door is looked at so far behind it, too. [X]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A camera's look at somebody at a door.

    Args:
        px_per_m: pixel density there; 0 where the camera's pixels are not known. [px/m]
        line: from the camera to the face, with heights. [m]
    """

    view: View
    px_per_m: float
    line: LineString


class SiteCameras:
    """What the cameras of a site see, with what is drawn in the way."""

    def __init__(self, drawn: Drawn, sight: SiteSight) -> None:
        self.drawn = drawn
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.sight = sight

    def views(self, storey: int) -> tuple[View, ...]:
        """The cameras of a storey (0: outdoors), as drawn or assumed."""
        return views_of(self.plan, self.settings, storey, ground=self.drawn.terrain)

    @cached_property
    def outdoors(self) -> tuple[View, ...]:
        """The cameras that hang in the open: outdoors, and on storey 1 under pilotis."""
        closed = self.drawn.masses(1).buffer(-CLEAR_M)
        under = (v for v in self.views(1) if not closed.intersects(Point(v.x_m, v.y_m)))
        return (*self.views(0), *under)

    def lacking(self, cameras: Sequence[Camera], density_px_per_m: float) -> Text | None:
        """What the drawings would have to say of some cameras to tell what they resolve.

        No camera among them is an answer, if the plan has any.

        Args:
            density_px_per_m: that is asked for; 0: whether they see at all.
        """
        if not self.plan.cameras:
            return Text(ko="카메라의 위치", en="where the cameras are")
        narrow = [c for c in cameras if c.azimuth_deg is not None and c.hfov_deg is None]
        if narrow:
            words = Text(ko="카메라 화각(FOV): {marks}", en="field of view of cameras: {marks}")
            return words.fill(marks=_marks(narrow))
        blurred = [c for c in cameras if c.pixels is None]
        if density_px_per_m > 0 and blurred:
            words = Text(ko="카메라 화소(PX): {marks}", en="pixels of cameras: {marks}")
            return words.fill(marks=_marks(blurred))
        return None

    def densities(
        self,
        grid: Grid,
        z_m: float,
        storey: int,
        views: Iterable[View] | None = None,
        *,
        standing: Floats | None = None,
    ) -> Floats:
        """Best pixel density of the cameras at each cell at a height; NaN where none sees. [px/m]

        Args:
            storey: of what stands in the way (0: outdoors).
            standing: the cells at that height, for whoever asks of the same cells again and again.
        """
        chosen = self.views(storey) if views is None else tuple(views)
        scene = self.sight.scene(storey)
        if not self.drawn.is_plane(grid, storey):
            points = self.drawn.standing(grid.points, z_m, storey) if standing is None else standing
            return densities(scene, chosen, points)
        found = coverage(self.sight.casters(scene), chosen, raster_of(grid, z_m)).density
        return found[grid.column, grid.row]

    @cached_property
    def intrusions(self) -> tuple[Intrusion, ...]:
        """Windows of dwellings in the picture of a camera that hangs in the open."""
        windows = []
        for opening in self.drawn.dwelling_windows:
            closed = self.drawn.masses(opening.storey)
            direction, at = facing(opening, closed), before(opening, closed)
            if direction is not None and at is not None:
                sill, head = self.drawn.heights_m(opening)
                z = self.drawn.floor_m(opening) + (sill + head) / 2
                windows.append(Window(id=opening.id, at=(at.x, at.y, z), facing=direction))
        return intrusions(self.sight.scene(0), self.outdoors, windows)

    def at_door(self, door: Opening, height_m: float) -> tuple[Look, ...] | None:
        """The looks at a face in a door, the finest first; None: facing of the door unknown.

        Cameras in the open look at the face just before it, those of its storey just behind it.

        Args:
            height_m: of the face above the floor of the door.
        """
        at, facing_ = self.drawn.before(door), self.drawn.facing(door)
        if at is None or facing_ is None:
            return None
        z = self.drawn.floor_m(door) + height_m
        middle = door.line.interpolate(0.5, normalized=True)
        behind = (middle.x - INSIDE_M * facing_[0], middle.y - INSIDE_M * facing_[1], z)
        level = max(door.storey, 1)
        found = [
            Look(
                view=view,
                px_per_m=float(value),
                line=LineString([(view.x_m, view.y_m, view.z_m), face]),
            )
            for storey, views, face in (
                (0, self.outdoors, (at.x, at.y, z)),
                (level, self.views(level), behind),
            )
            for view in views
            for value in density(self.sight.scene(storey), view, np.array([face]))
            if not np.isnan(value)
        ]
        return tuple(sorted(found, key=lambda look: (-look.px_per_m, look.view.id)))


def _marks(cameras: Iterable[Camera]) -> str:
    return ", ".join(sorted({c.mark or c.label or c.id for c in cameras}))
