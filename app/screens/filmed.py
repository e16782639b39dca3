"""What cameras resolve, for the page of a plan."""

import numpy as np

from app.analyses.cameras import CLASSES
from app.analyses.filmed import filmed_places
from app.screens.fields import classes
from app.screens.shapes import Json, geometry, words
from cpted_rules.analysis.cameras.coverage import shares
from cpted_rules.site import Site
from cpted_rules.text import Text

SAID = Text(
    ko="{place}: {seen} %가 촬영되고 {observe} %가 관찰 등급 이상",
    en="{place}: {seen} % filmed, {observe} % at Observe or finer",
)
NO_CAMERA = Text(ko="CCTV가 도면에 없음", en="no camera is drawn")
LIMITS = tuple(c.px_per_m for c in CLASSES)


def cameras(site: Site) -> Json:
    """Classes of pixel density on the open ground and in car parks; where a view is blocked."""
    places = []
    for place in filmed_places(site):
        got = shares(place.density, CLASSES)
        density = np.nan_to_num(place.density, nan=0.0)
        places.append(
            {
                "storey": place.storey,
                "name": words(place.name),
                "areas": classes(place.grid, density, LIMITS)[1:],
                "hidden": geometry(place.grid.shape_of(place.hidden)),
                "words": words(
                    SAID.fill(
                        place=place.name, seen=f"{got[0] * 100:.0f}", observe=f"{got[2] * 100:.0f}"
                    )
                ),
            }
        )
    return {
        "classes": [{"at": c.px_per_m, **(words(c.name) or {})} for c in CLASSES],
        "places": places,
        "lacking": [] if places else [words(NO_CAMERA)],
    }
