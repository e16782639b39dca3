"""What rules measure: what is drawn, and the analyses of it, each computed once."""

from typing import Self

from cpted_rules.plan import SitePlan
from cpted_rules.site.approach import SiteApproach
from cpted_rules.site.cameras import SiteCameras
from cpted_rules.site.climb import SiteClimb
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import KeptProperty, Reads, TracedPlan, cached_property, take_over
from cpted_rules.site.light import SiteLight
from cpted_rules.site.sight import SiteSight
from cpted_rules.site.walk import SiteWalk


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

    @cached_property
    def walk(self) -> SiteWalk:
        """How people walk."""
        return SiteWalk(self, self.sight)

    @cached_property
    def climb(self) -> SiteClimb:
        """Which openings can be climbed to."""
        return SiteClimb(self)

    @cached_property
    def approach(self) -> SiteApproach:
        """Which way one comes least seen."""
        return SiteApproach(self, self.sight, self.light, self.cameras, self.climb)

    def after(self, plan: SitePlan, changed: Reads) -> Self:
        """The site with a changed plan: what nothing changed was read for is taken over.

        Of a site of a plan that is not traced nothing is known, and nothing is taken over.

        Args:
            plan: as it is now; a traced one, where it is to be changed again.
            changed: the fields of it that are others now, and the elements.
        """
        new = type(self)(
            plan,
            self.facts,
            settings=self.settings,
            photometry=self.photometry,
            season=self.season,
            mature=self.mature,
        )
        if not isinstance(self.plan, TracedPlan):
            return new
        take_over(new, self, changed, but=PARTS)
        for name in sorted(PARTS & vars(self).keys()):
            take_over(getattr(new, name), getattr(self, name), changed, but=PARTS)
        return new


PARTS = frozenset(name for name, what in vars(Site).items() if isinstance(what, KeptProperty))
"""What a site adds to what is drawn: analyses with answers of their own."""
