"""A site: its plan, its facts, its assumptions, and the analyses that rules share, each computed once."""

from collections.abc import Mapping

from cpted_rules.facts import SiteFacts
from cpted_rules.photometry import Photometry
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings


class Site:
    """What rules measure.

    Args:
        photometry: candela tables by the name that `Luminaire.photometry` uses.
    """

    def __init__(
        self,
        plan: SitePlan,
        facts: SiteFacts,
        *,
        settings: Settings | None = None,
        photometry: Mapping[str, Photometry] | None = None,
    ) -> None:
        self.plan = plan
        self.facts = facts
        self.settings = settings or Settings()
        self.photometry = dict(photometry or {})
