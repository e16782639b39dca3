"""Climbing on a site: which openings can be reached from public ground, and by what."""

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.holds import Terrain, terrain_of
from cpted_rules.analysis.climb.reach import Climbs, Reach
from cpted_rules.analysis.climb.targets import targets_of
from cpted_rules.analysis.climb.ways import Ways
from cpted_rules.site.drawn import Drawn
from cpted_rules.site.kept import cache


class SiteClimb:
    """What a climber can reach of a site. Security-sensitive: see `Reach`."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.plan = drawn.plan
        self.settings = drawn.settings
        self.terrain = cache(self._terrain)
        self.climbs = cache(self._climbs)
        self.reaches = cache(self._reaches)

    def _terrain(self, climber: Climber) -> Terrain:
        """The footholds drawn, and what stands between them."""
        return terrain_of(self.plan, self.settings, climber)

    def _climbs(self, climber: Climber) -> Climbs:
        """All moves of a climber over the site."""
        return Climbs(Ways(self.terrain(climber), climber))

    def _reaches(self, climber: Climber, up_to_storey: int) -> tuple[Reach, ...]:
        """Whether each outside window and door of the lowest storeys can be reached, and how."""
        targets = targets_of(self.plan, self.settings, self.drawn.masses, up_to_storey=up_to_storey)
        climbs = self.climbs(climber)
        return tuple(climbs.reach(target) for target in targets)
