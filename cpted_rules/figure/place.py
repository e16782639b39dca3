"""Where a finding is, in the words people use: storey, building or area, and the side of it."""

import math

from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.frame import shape_of
from cpted_rules.findings import Finding
from cpted_rules.plan import Building, SitePlan, ZoneKind, storey_name
from cpted_rules.text import Text, join, same

SIDES = (
    Text(ko="북측", en="north"),
    Text(ko="북동측", en="north-east"),
    Text(ko="동측", en="east"),
    Text(ko="남동측", en="south-east"),
    Text(ko="남측", en="south"),
    Text(ko="남서측", en="south-west"),
    Text(ko="서측", en="west"),
    Text(ko="북서측", en="north-west"),
)
WHOLE_SITE = Text(ko="대지 전체", en="whole site")
OUTSIDE = Text(ko="옥외", en="outside")
UNDER = Text(ko="{building} 하부", en="under {building}")
BESIDE = Text(ko="{building} {side}", en="{side} of {building}")
BESIDE_FAR = Text(ko="{building} {side} {far}", en="{far} {side} of {building}")
NAMED_ZONES = frozenset(ZoneKind) - {ZoneKind.PARKING_LANE, ZoneKind.PAVING, ZoneKind.DWELLING}
NEAR_M = 12.0


def site_of(plan: SitePlan, finding: Finding) -> BaseGeometry | None:
    """The geometry of a finding: where it was measured, else its witness or subject."""
    if finding.where is not None and not finding.where.is_empty:
        return finding.where
    if finding.witness:
        return finding.witness[0].shape
    for subject in finding.subjects:
        element = plan.by_id.get(subject.id)
        shape = shape_of(element) if element else None
        if shape is not None:
            return shape
    return None


def place_of(plan: SitePlan, finding: Finding) -> Text:
    """The place of a finding in words, such as `지하1층 101동 하부`."""
    shape = site_of(plan, finding)
    level = finding.storey
    storey = [storey_name(level)] if level != 0 else []
    if shape is None:
        return storey[0] if storey else WHOLE_SITE
    if _spans(plan, shape):
        return storey[0] if storey else WHOLE_SITE
    beside = _beside(plan, shape.representative_point(), level)
    return join([*storey, *beside], " ") if storey or beside else OUTSIDE


def _spans(plan: SitePlan, shape: BaseGeometry) -> bool:
    """Whether a shape reaches over most of the site."""
    if not plan.boundaries:
        return False
    x0, y0, x1, y1 = plan.boundaries[0].area.bounds
    a0, b0, a1, b1 = shape.bounds
    return (a1 - a0) > 0.6 * (x1 - x0) and (b1 - b0) > 0.6 * (y1 - y0)


def _beside(plan: SitePlan, point: Point, level: int) -> list[Text]:
    for zone in plan.zones:
        named = zone.storey == level and zone.label and zone.kind in NAMED_ZONES
        if named and zone.area.covers(point):
            return [same(zone.label)]
    own = [b for b in plan.buildings if not b.neighbour and b.label]
    if not own:
        return []
    nearest = min(own, key=lambda b: (b.area.distance(point), b.id))
    name = same(nearest.label)
    far = nearest.area.distance(point)
    if far <= 0:
        return [UNDER.fill(building=name)] if level < 0 else [name]
    side = SIDES[_side(nearest, point, plan.north_deg)]
    if far <= NEAR_M:
        return [BESIDE.fill(building=name, side=side)]
    return [BESIDE_FAR.fill(building=name, side=side, far=same(f"{far:.0f}\u2009m"))]


def _side(building: Building, point: Point, north_deg: float) -> int:
    """Which of the eight sides of a building a point lies on."""
    x0, y0, x1, y1 = building.area.bounds
    dx = point.x - min(max(point.x, x0), x1)
    dy = point.y - min(max(point.y, y0), y1)
    if dx == 0 and dy == 0:
        centre = building.area.centroid
        dx, dy = point.x - centre.x, point.y - centre.y
    azimuth = math.degrees(math.atan2(dx, dy)) - north_deg
    return round(azimuth / 45) % 8
