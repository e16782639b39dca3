"""What rules measure: what is drawn, and the analyses of it, each computed once."""

from functools import cached_property

from cpted_rules.site.cameras import SiteCameras
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.light import SiteLight
from cpted_rules.site.sight import SiteSight


class Site(Drawn):
    """What rules measure."""

    @cached_property
    def sight(self) -> SiteSight:
        """Who sees what."""
        return SiteSight(self)

    @cached_property
    def light(self) -> SiteLight:
        """What lamps give."""
        return SiteLight(self, self.sight)

    @cached_property
    def cameras(self) -> SiteCameras:
        """What cameras see."""
        return SiteCameras(self, self.sight)
