"""Cameras on a site: where they look, and what they resolve."""

from collections.abc import Iterable

from cpted_rules.analysis.cameras.coverage import View, densities, views_of
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.sight import SiteSight


class SiteCameras:
    """What the cameras of a site see, with what is drawn in the way."""

    def __init__(self, drawn: Drawn, sight: SiteSight) -> None:
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.sight = sight

    def views(self, storey: int) -> tuple[View, ...]:
        """The cameras of a storey (0: outdoors), as drawn or assumed."""
        return views_of(self.plan, self.settings, storey)

    def coverage(self, points: Floats, storey: int, views: Iterable[View] | None = None) -> Floats:
        """Best pixel density of the cameras at points; NaN where none sees. [px/m]"""
        return densities(
            self.sight.scene(storey), self.views(storey) if views is None else views, points
        )
