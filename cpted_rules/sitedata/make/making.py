"""What the rows of one file become, by its kind, and what of them could not be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shapely import LineString, MultiLineString, MultiPolygon, Polygon

from cpted_rules.plan import Building, Road
from cpted_rules.sitedata.cells import dated, number, text
from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import Column
from cpted_rules.sitedata.make.placed import PlacedRow, area_of, parts_of
from cpted_rules.sitedata.make.points import label, others, point
from cpted_rules.sitedata.surroundings import (
    CrimeGrade,
    District,
    DistrictLevel,
    Parcel,
    PublicPoint,
    SiteDataKind,
)

STOREY_M = 3.0
_TALLEST_M = 700.0
_MOST_FLOORS = 150
_WIDEST_M = 150.0
_GU = ("구", "군", "시")
_DONG = ("동", "가", "읍", "면", "리", "로")


@dataclass(slots=True, kw_only=True)
class Made:
    """Everything the rows of one file became."""

    buildings: list[Building] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    points: list[PublicPoint] = field(default_factory=list)
    districts: list[District] = field(default_factory=list)
    crime_grades: list[CrimeGrade] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    aside: list[tuple[str, Reason]] = field(default_factory=list)
    repaired: int = 0
    from_floors: int = 0
    undated: int = 0
    odd_dates: list[str] = field(default_factory=list)


def make(rows: Sequence[PlacedRow], kind: SiteDataKind) -> Made:
    """What the rows of a file say, by its kind."""
    made = Made()
    one: Callable[[Made, PlacedRow], Reason | None]
    match kind:
        case SiteDataKind.NEIGHBOURS:
            one = _building
        case SiteDataKind.ROADS:
            one = _road
        case SiteDataKind.DISTRICTS:
            one = _district
        case SiteDataKind.CRIME_GRADES:
            one = _grade
        case SiteDataKind.PARCELS:
            one = _parcel
        case _:
            one = _facility(kind)
            strange = {row.id for row in others(rows, kind)}
            made.aside.extend((row.place, Reason.OTHER_KIND) for row in rows if row.id in strange)
            rows = [row for row in rows if row.id not in strange]
    for row in rows:
        reason = one(made, row)
        if reason is not None:
            made.aside.append((row.place, reason))
    return made


def _facility(kind: SiteDataKind) -> Callable[[Made, PlacedRow], Reason | None]:
    def one(made: Made, row: PlacedRow) -> Reason | None:
        facility, odd = point(row, kind)
        made.points.append(facility)
        if odd:
            made.odd_dates.append(row.place)
        return None

    return one


def _building(made: Made, row: PlacedRow) -> Reason | None:
    area = _area(made, row)
    if area is None:
        return Reason.NOT_AN_AREA
    floors = _within(row, Column.FLOORS, _MOST_FLOORS)
    height_m = _within(row, Column.HEIGHT, _TALLEST_M)
    if height_m is None and floors is not None:
        height_m = floors * STOREY_M
        made.from_floors += 1
    made.buildings.append(
        Building(
            id=row.id,
            label=label(row),
            area=area,
            top_m=height_m,
            floors=int(floors) if floors is not None else None,
            neighbour=True,
        )
    )
    return None


def _road(made: Made, row: PlacedRow) -> Reason | None:
    width_m = _within(row, Column.WIDTH, _WIDEST_M)
    area = _area(made, row)
    lines = [p for p in parts_of(row.shape) if isinstance(p, LineString) and p.length > 0]
    if area is None and lines:
        if width_m is None:
            return Reason.NO_WIDTH
        axis = MultiLineString(lines) if len(lines) > 1 else lines[0]
        area = area_of(axis.buffer(width_m / 2, cap_style="flat"))
    if area is None:
        return Reason.NOT_AN_AREA
    made.roads.append(Road(id=row.id, label=label(row), area=area, public=True, width_m=width_m))
    return None


def _district(made: Made, row: PlacedRow) -> Reason | None:
    area = _area(made, row)
    if area is None:
        return Reason.NOT_AN_AREA
    words = text(row.cells.get(Column.NAME)).split()
    if not words:
        return Reason.NO_NAME
    last = words[-1]  # 서울특별시 강남구 역삼1동
    level = (
        DistrictLevel.GU
        if last.endswith(_GU)
        else DistrictLevel.DONG
        if last.endswith(_DONG)
        else DistrictLevel.OTHER
    )
    code = text(row.cells.get(Column.CODE))
    made.districts.append(District(name=last, level=level, area=area, code=code, where=row.place))
    return None


def _grade(made: Made, row: PlacedRow) -> Reason | None:
    grade = number(row.cells.get(Column.GRADE))
    if grade is None or not 1 <= grade <= 10 or grade != int(grade):
        return Reason.NO_GRADE
    as_of, _ = dated(row.cells.get(Column.AS_OF))
    made.undated += not as_of
    made.crime_grades.append(
        CrimeGrade(grade=int(grade), shape=row.shape, as_of=as_of, where=row.place)
    )
    return None


def _parcel(made: Made, row: PlacedRow) -> Reason | None:
    area = _area(made, row)
    if area is None:
        return Reason.NOT_AN_AREA
    code = text(row.cells.get(Column.CODE))
    made.parcels.append(Parcel(area=area, pnu=code, label=label(row), where=row.place))
    return None


def _area(made: Made, row: PlacedRow) -> Polygon | MultiPolygon | None:
    """The area of a row, made valid and counted where it was not."""
    area = area_of(row.shape)
    made.repaired += area is not None and not row.shape.is_valid
    return area


def _within(row: PlacedRow, column: Column, most: float) -> float | None:
    """A positive number no larger than is believable; public data write 0 for not known."""
    value = number(row.cells.get(column))
    return value if value is not None and 0 < value <= most else None
