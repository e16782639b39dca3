"""A plan in words: its entrances and openings, for those who do not see it."""

from collections import Counter
from math import atan2, degrees, hypot

from shapely import unary_union

from app.analyses.naming import named
from app.screens.shapes import Json, words
from cpted_rules.plan import OpeningKind, Serves, storey_name
from cpted_rules.site import Site
from cpted_rules.text import Text

SIDES = (
    Text(ko="북측", en="north side"),
    Text(ko="북동측", en="north-east side"),
    Text(ko="동측", en="east side"),
    Text(ko="남동측", en="south-east side"),
    Text(ko="남측", en="south side"),
    Text(ko="남서측", en="south-west side"),
    Text(ko="서측", en="west side"),
    Text(ko="북서측", en="north-west side"),
)
KINDS = {
    OpeningKind.WINDOW: Text(ko="창", en="windows"),
    OpeningKind.DOOR: Text(ko="문", en="doors"),
    OpeningKind.GATE: Text(ko="대문", en="gates"),
    OpeningKind.SHUTTER: Text(ko="셔터", en="shutters"),
}
ASKED = (Serves.BUILDING_ENTRANCE, Serves.SITE_ENTRANCE, Serves.PARKING_LINK)


def alternative(site: Site) -> Json:
    """Entrances with their side and the way from the street; openings counted by storey."""
    plan = site.plan
    streets = unary_union([road.area for road in plan.roads if road.public])
    entrances = []
    for door in sorted(
        (o for o in plan.openings if o.serves in ASKED and o.storey in (0, 1)),
        key=lambda o: (ASKED.index(o.serves) if o.serves else 9, o.id),
    ):
        faces = site.facing(door)
        middle = door.line.interpolate(0.5, normalized=True)
        entrances.append(
            {
                "id": door.id,
                "name": words(named(plan, door.id)),
                "side": words(_side(*faces)) if faces else None,
                "street_m": None if streets.is_empty else round(door.line.distance(streets), 1),
                "at": [round(middle.x, 3), round(middle.y, 3)],
                "serves": door.serves and door.serves.value,
            }
        )
    counts = Counter((o.storey, o.kind) for o in plan.openings)
    openings = [
        {"storey": words(storey_name(s)), "kind": words(KINDS[k]), "count": n}
        for (s, k), n in sorted(counts.items())
    ]
    return {"entrances": entrances, "openings": openings}


def _side(east: float, north: float) -> Text:
    """The side of the compass something faces."""
    turn = degrees(atan2(east, north)) % 360 if hypot(east, north) else 0.0
    return SIDES[round(turn / 45) % 8]
