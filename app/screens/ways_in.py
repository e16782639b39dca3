"""Climb paths and the least-observed approaches, for those who may see them."""

import numpy as np

from app.analyses.climbing import UP_TO_STOREY
from app.analyses.naming import named
from app.screens.shapes import Json, geometry, words
from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.approach.routes import Approach
from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.plan import storey_name
from cpted_rules.site import Site
from cpted_rules.text import Text, join

CLIMB = Text(
    ko="{storey} {target}: {steps}로 접근 가능", en="{storey} {target}: can be reached by {steps}"
)
PERHAPS = Text(
    ko="{storey} {target}: {steps}로 접근할 수 있을지는 {what}에 달림",
    en="{storey} {target}: may be reached by {steps}, depending on {what}",
)
APPROACH = Text(
    ko="{target}까지 {m} m 중 {unseen} m가 보이지 않음(보일 가능성 평균 {share} %)",
    en="to {target}: {unseen} m of {m} m unseen (mean chance of being seen {share} %)",
)
FEW = 6


def climb(site: Site) -> Json:
    """Each opening of the lowest storeys that can be climbed to, with its path and heights."""
    features = []
    for reach in site.climb.reaches(Climber(), UP_TO_STOREY):
        path = reach.path
        if path is None or not path.climbs:
            continue
        steps = join([named(site.plan, id) for id in path.used], " → ")
        said = CLIMB if reach.reachable else PERHAPS
        features.append(
            {
                "class": 1 if reach.reachable else 0,
                "shape": geometry(path.line, heights=True),
                "opening": reach.target.id,
                "storey": reach.target.storey,
                "footholds": list(path.used),
                "words": words(
                    said.fill(
                        storey=storey_name(reach.target.storey),
                        target=named(site.plan, reach.target.id),
                        steps=steps,
                        what=join(reach.lacking),
                    )
                ),
            }
        )
    return {"features": features, "lacking": []}


def approach(site: Site, *, night: bool) -> Json:
    """The routes to entrances and reachable openings on which one is least observed."""
    lacking = site.approach.night_lacking if night else None
    if lacking is not None:
        return {"features": [], "lacking": [words(lacking)]}
    routes = sorted(
        site.approach.routes(Watchfulness(), night, None, UP_TO_STOREY),
        key=lambda r: (-round(r.unseen_m, 3), round(r.mean_watched, 6), r.target),
    )
    return {"features": [_route(site, route) for route in routes[:FEW]], "lacking": []}


def _route(site: Site, route: Approach) -> Json:
    return {
        "shape": geometry(route.line),
        "target": route.target,
        "length_m": round(route.length_m, 1),
        "unseen_m": round(route.unseen_m, 1),
        "unseen": [geometry(line) for line in route.unseen],
        "along_m": np.round(route.profile.along_m, 1).tolist(),
        "watched": np.round(route.profile.watched, 3).tolist(),
        "words": words(
            APPROACH.fill(
                target=named(site.plan, route.target),
                m=f"{route.length_m:.0f}",
                unseen=f"{route.unseen_m:.0f}",
                share=f"{route.mean_watched * 100:.0f}",
            )
        ),
    }
