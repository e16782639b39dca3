"""Guard posts on a site: who looks out of their windows."""

from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.plan import Serves, Zone
from cpted_rules.site.sight import SiteSight

OWN_M = 1.0
"""A window so near to a post is its own."""


def windows_of(sight: SiteSight, post: Zone) -> Eyes:
    """The guard at the windows of a post; none where no window is drawn."""
    own = {
        o.id
        for o in sight.drawn.openings(Serves.GUARD_POST)
        if o.storey in (0, 1) and o.line.distance(post.area) <= OWN_M
    }
    every = sight.guard_eyes
    chosen = [n for n, id in enumerate(every.ids) if id in own]
    return Eyes(ids=tuple(every.ids[n] for n in chosen), at=every.at[chosen])
