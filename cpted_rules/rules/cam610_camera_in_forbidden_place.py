"""CAM610: cameras inside rooms where law forbids them."""

from collections.abc import Iterator

from shapely import Point

from cpted_rules.plan import SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "CAM610",
    title=Text(ko="CCTV 설치 금지 장소", en="Camera in a forbidden place"),
    measures=Text(
        ko="화장실·목욕실 등 금지 장소 안의 카메라 수", en="cameras inside a room where none may be"
    ),
    says=Text(
        ko="{place} {subject} 안의 카메라: {value}", en="cameras inside {subject}, {place}: {value}"
    ),
    unit="count",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.PARKING_PLAN)),
)
def camera_in_forbidden_place(site: Site, *, words: str) -> Iterator[Measurement]:
    """Cameras that stand inside a room whose name tells that none may be there. [count]

    Why: nobody may be watched where people undress.
    How: rooms whose label holds one of the `words` (separated by commas) and that lie in no
        dwelling; the cameras of their storey that stand in them. Cameras outside that look in
        through a door are not judged by this rule.
    Lacking: cameras, where none is drawn.
    """
    parts = [word.strip().casefold() for word in words.split(",") if word.strip()]
    for room in site.plan.zones:
        name = room.label.casefold()
        if not any(part in name for part in parts) or _private(site, room):
            continue
        inside = [
            c for c in site.plan.cameras if c.storey == room.storey and room.area.contains(c.at)
        ]
        known = bool(site.plan.cameras)
        yield Measurement(
            subjects=(room.id, *(c.id for c in inside)),
            value=float(len(inside)) if known else None,
            where=room.area,
            storey=room.storey,
            witness=tuple(
                Witness(
                    kind=WitnessKind.POINT,
                    shape=Point(c.at),
                    label=same(c.mark or c.label or c.id),
                )
                for c in inside
            ),
            lacking=None if known else Text(ko="카메라의 위치", en="where the cameras are"),
            lacking_sheet=None if known else SheetKind.SECURITY_PLAN,
        )


def _private(site: Site, room: Zone) -> bool:
    """Whether a room lies in a dwelling."""
    at = room.area.representative_point()
    homes = site.zones(ZoneKind.DWELLING, storey=room.storey)
    return room.kind is ZoneKind.DWELLING or any(home.area.contains(at) for home in homes)
