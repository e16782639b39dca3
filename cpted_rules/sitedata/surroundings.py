"""What lies around a site: neighbours and roads for the plan, everything else as context."""

from dataclasses import dataclass, replace
from enum import StrEnum

from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.note import Note
from cpted_rules.plan import Building, Road, SitePlan
from cpted_rules.sitedata.census import SiteDataCensus
from cpted_rules.text import Text


class SiteDataKind(StrEnum):
    """What a site data file tells."""

    NEIGHBOURS = "neighbours"
    ROADS = "roads"
    LIGHTS = "lights"
    CAMERAS = "cameras"
    BELLS = "bells"
    POLICE = "police"
    PARCEL_BOXES = "parcel_boxes"
    DISTRICTS = "districts"
    CRIME_GRADES = "crime_grades"
    PARCELS = "parcels"


POINT_NAMES = {
    SiteDataKind.LIGHTS: Text(ko="공공 보안등", en="Public security lights"),
    SiteDataKind.CAMERAS: Text(ko="공공 CCTV", en="Public cameras"),
    SiteDataKind.BELLS: Text(ko="공공 비상벨", en="Public emergency bells"),
    SiteDataKind.POLICE: Text(ko="지구대·파출소", en="Police posts"),
    SiteDataKind.PARCEL_BOXES: Text(ko="안심택배함", en="Public parcel boxes"),
}

NEAR_M = 300.0
"""What lies farther than this from the site is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPoint:
    """One public facility near the site, in site metres.

    Args:
        count: lamps or cameras that stand there.
        purpose: 설치목적구분 as written.
        prevents_crime: whether the purpose is one of crime prevention; None where not stated.
        megapixels: of the cameras, where stated.
        installed: year, month or day, as ISO 8601; empty where not stated or impossible.
        where: file and line.
    """

    kind: SiteDataKind
    at: Point
    label: str = ""
    count: int = 1
    purpose: str = ""
    prevents_crime: bool | None = None
    megapixels: float | None = None
    installed: str = ""
    where: str = ""


class DistrictLevel(StrEnum):
    """How far down an administrative area lies."""

    GU = "gu"
    DONG = "dong"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """An administrative area that holds the site or lies near it (자치구, 동)."""

    name: str
    level: DistrictLevel
    area: BaseGeometry
    code: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeGrade:
    """참고: a published, smoothed grade (1 to 10) of a road or area; never a count, never judged.

    Args:
        as_of: date of the data as written; empty where not stated.
    """

    grade: int
    shape: BaseGeometry
    as_of: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """연속지적: a cadastral parcel near the site.

    Args:
        pnu: 필지고유번호, 19 digits.
    """

    area: BaseGeometry
    pnu: str = ""
    label: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What site data files say, in site metres, with remarks and the account of each file."""

    buildings: tuple[Building, ...] = ()
    roads: tuple[Road, ...] = ()
    points: tuple[PublicPoint, ...] = ()
    districts: tuple[District, ...] = ()
    crime_grades: tuple[CrimeGrade, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    notes: tuple[Note, ...] = ()
    census: tuple[SiteDataCensus, ...] = ()


def merged(plan: SitePlan, around: Surroundings) -> SitePlan:
    """The plan with the neighbours and roads it does not draw itself."""
    new_buildings = tuple(b for b in around.buildings if not _drawn(b.area, plan.buildings))
    new_roads = tuple(r for r in around.roads if not _drawn(r.area, plan.roads))
    return replace(
        plan, buildings=(*plan.buildings, *new_buildings), roads=(*plan.roads, *new_roads)
    )


def _drawn(area: BaseGeometry, drawn: tuple[Building, ...] | tuple[Road, ...]) -> bool:
    """Whether the plan already draws something on at least a third of the area."""
    return any(area.intersection(d.area).area > area.area / 3 for d in drawn)
