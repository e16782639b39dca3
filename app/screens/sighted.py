"""What stands in the way of sight and who may be looking: what the page computes a probe from."""

import numpy as np

from app.analyses.naming import named
from app.screens.shapes import Json, words
from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.site import Site

EYES = (("adult", 1.5), ("seated", 1.2), ("child", 1.0))
"""Eyes a probe looks with. [m above ground; X]"""


def sight(site: Site) -> Json:
    """Per storey the pieces that block; outdoors the eyes of watchers; bells; the ground.

    Numbers are to the tenth of a millimetre: coarser ones move corners out of walls they touch.
    """
    ground = site.terrain
    storeys = [0, *(s for s in site.parking_storeys if s < 0)]
    watchers = site.sight.watchers_by_kind
    return {
        "least_share": LEAST_SHARE,
        "limit_m": site.settings.sight_limit_m,
        "eyes": [{"name": name, "height_m": height} for name, height in EYES],
        "storeys": {
            str(s): {"floor_m": site.elevation_m(s) if s else 0.0, **_pieces(site.sight.scene(s))}
            for s in storeys
        },
        "watchers": {
            "of": list(watchers.eyes.ids),
            "kind": [kind.value for kind in watchers.kind],
            "at": _flat(watchers.eyes.at),
            "names": {id: words(named(site.plan, id)) for id in dict.fromkeys(watchers.eyes.ids)},
        },
        "bells": [
            {"id": bell.id, "storey": bell.storey, "at": [round(bell.at.x, 3), round(bell.at.y, 3)]}
            for bell in site.plan.bells
        ],
        "ground": None
        if ground.is_flat
        else {"corners": _flat(ground.corners), "triangles": ground.triangles.ravel().tolist()},
    }


def _pieces(scene: Scene) -> Json:
    return {
        "kind": scene.kind.tolist(),
        "openness": np.round(scene.openness, 3).tolist(),
        "ends": _flat(scene.ends),
        "first": scene.first.tolist(),
        "last": scene.last.tolist(),
        "edges": _flat(scene.edges),
        "of": [obstacle.id for obstacle in scene.obstacles],
    }


def _flat(rows: Floats) -> list[float]:
    return np.round(rows.ravel(), 4).tolist()  # type: ignore[no-any-return]
