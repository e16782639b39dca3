"""The site of a filing, once its drawings are read."""

from collections.abc import Iterable

from app.submissions import inputs
from app.submissions.load import Filing
from cpted_rules.note import Note
from cpted_rules.plan import Luminaire, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.site import Site


def site_of(
    filing: Filing,
    plan: SitePlan,
    *,
    settings: Settings | None = None,
    lamps: Iterable[Luminaire] = (),
) -> tuple[Site, tuple[Note, ...]]:
    """The site, with the photometry its lamps name, and notes on what was refused of that.

    Args:
        lamps: more than the plan has, whose photometry is wanted too.
    """
    used = {lamp.photometry for lamp in (*plan.luminaires, *lamps) if lamp.photometry}
    tables, notes = inputs.photometry(filing, used)
    facts = inputs.site_facts(filing.submission)
    return Site(plan, facts, settings=settings, photometry=tables), notes
