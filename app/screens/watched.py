"""Natural surveillance along the walks, and entrances seen from windows, for the page of a plan."""

import numpy as np

from app.analyses.lines import walk_lines
from app.analyses.surveillance import RANKS, ranks_of
from app.analyses.views import DOOR_WITHIN_M
from app.screens.shapes import Json, geometry, words
from cpted_rules.analysis.sight.along import bands
from cpted_rules.site import Site
from cpted_rules.text import Text

BETWEEN = (0.5, 1.5, 2.5)
SAID = Text(
    ko="{walk} {m} m: {share} %가 아무 데서도 보이지 않음",
    en="{walk}, {m} m: {share} % seen by nobody",
)
NO_WALK = Text(ko="보행로가 도면에 없음", en="no walk is drawn")


def surveillance(site: Site) -> Json:
    """Stretches of the walks by who sees somebody there."""
    walks = walk_lines(site)
    features, said = [], []
    for walk in walks:
        found = site.sight.surveillance(walk.line)
        ranks = ranks_of(found)
        features += [
            {
                "class": band.rank,
                "shape": geometry(band.line),
                "from_m": round(band.from_m, 1),
                "to_m": round(band.to_m, 1),
                "name": words(walk.name),
            }
            for band in bands(found.way, ranks.astype(np.float64), BETWEEN)
        ]
        share = f"{float(np.mean(ranks == 0)) * 100:.0f}"
        said.append(words(SAID.fill(walk=walk.name, m=f"{walk.line.length:.0f}", share=share)))
    return {
        "classes": [words(rank.words) for rank in RANKS],
        "features": features,
        "words": said,
        "lacking": [] if walks else [words(NO_WALK)],
    }


def doors(site: Site) -> list[Json]:
    """Each entrance of a building with the dwelling windows that see it."""
    found = []
    for door in site.entrances:
        view = site.sight.door_view(door, (), within_m=DOOR_WITHIN_M)
        found.append({"id": door.id, "windows": None if view is None else len(view.window_ids)})
    return found
