"""What lies around a site: neighbours and roads for the plan, public facilities as context."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from shapely import LineString, MultiPolygon, Point, Polygon, transform
from shapely.errors import ShapelyError
from shapely.geometry import shape as to_shape
from shapely.geometry.base import BaseGeometry

from cpted_rules.errors import Fault, SiteDataError
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Building, Road, SitePlan
from cpted_rules.sitedata.frame import SiteFrame
from cpted_rules.text import Text, same


class SiteDataKind(StrEnum):
    """What a site data file tells."""

    NEIGHBOURS = "neighbours"
    ROADS = "roads"
    LIGHTS = "lights"
    CAMERAS = "cameras"
    BELLS = "bells"
    POLICE = "police"


POINT_NAMES = {
    SiteDataKind.LIGHTS: Text(ko="공공 보안등", en="Public security lights"),
    SiteDataKind.CAMERAS: Text(ko="공공 CCTV", en="Public cameras"),
    SiteDataKind.BELLS: Text(ko="공공 비상벨", en="Public emergency bells"),
    SiteDataKind.POLICE: Text(ko="지구대·파출소", en="Police posts"),
}

NEAR_M = 300.0
"""Public facilities farther than this from the site are left out."""

_LATITUDE = ("위도", "WGS84위도", "latitude", "lat", "y")
_LONGITUDE = ("경도", "WGS84경도", "longitude", "lon", "lng", "x")
_NAME = (
    "보안등위치명",
    "설치위치",
    "name",
    "명칭",
    "소재지지번주소",
    "소재지도로명주소",
    "관리기관명",
)
_HEIGHT = ("height", "height_m", "높이", "A16")
_FLOORS = ("floors", "지상층수", "GRND_FLR", "A26")
_WIDTH = ("width", "width_m", "도로폭", "ROAD_BT")
_STOREY_M = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPoint:
    """One public facility near the site, in site metres."""

    kind: SiteDataKind
    at: Point
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What site data files say, in site metres, with remarks of the reader."""

    buildings: tuple[Building, ...] = ()
    roads: tuple[Road, ...] = ()
    points: tuple[PublicPoint, ...] = ()
    notes: tuple[Note, ...] = ()


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


def read_site_data(
    raw: bytes, name: str, kind: SiteDataKind, *, crs: str, frame: SiteFrame
) -> Surroundings:
    """What one GeoJSON or CSV file says.

    Raises:
        SiteDataError: it is neither, or its coordinates cannot be understood.
    """
    features = list(_features(raw, name))
    placed: list[tuple[str, BaseGeometry, Mapping[str, Any]]] = []
    swapped = 0
    for place, shape, properties in features:
        if crs == "EPSG:4326" and _is_swapped(shape):
            shape, swapped = _swap(shape), swapped + 1
        placed.append((place, frame.site(shape, crs, place), properties))
    notes = [_swapped_note(name, swapped)] if swapped else []
    if kind is SiteDataKind.NEIGHBOURS:
        return Surroundings(buildings=tuple(_buildings(name, placed)), notes=tuple(notes))
    if kind is SiteDataKind.ROADS:
        return Surroundings(roads=tuple(_roads(name, placed)), notes=tuple(notes))
    near = tuple(
        PublicPoint(kind=kind, at=shape.centroid, label=_text(properties, _NAME))
        for _, shape, properties in placed
        if shape.centroid.distance(Point(0, 0)) <= NEAR_M * 3
    )
    return Surroundings(points=near, notes=tuple(notes))


def _features(raw: bytes, name: str) -> Iterator[tuple[str, BaseGeometry, Mapping[str, Any]]]:
    words = _decoded(raw, name)
    if words.lstrip().startswith("{"):
        yield from _geojson(words, name)
    else:
        yield from _table(words, name)


def _decoded(raw: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SiteDataError(_fault(name, "bytes that are neither UTF-8 nor CP949", "UTF-8 / CP949"))


def _geojson(words: str, name: str) -> Iterator[tuple[str, BaseGeometry, Mapping[str, Any]]]:
    try:
        collection = json.loads(words)
        features = collection["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise SiteDataError(_fault(name, str(error), "a GeoJSON FeatureCollection")) from error
    for number, feature in enumerate(features):
        place = f"{name}: features[{number}]"
        try:
            shape = to_shape(feature["geometry"])
        except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
            raise SiteDataError(_fault(place, str(error), "a GeoJSON geometry")) from error
        if not shape.is_empty:
            yield place, shape, feature.get("properties") or {}


def _table(words: str, name: str) -> Iterator[tuple[str, BaseGeometry, Mapping[str, Any]]]:
    rows = csv.DictReader(io.StringIO(words))
    header = [h for h in rows.fieldnames or () if h]
    east, north = _column(header, _LONGITUDE), _column(header, _LATITUDE)
    if east is None or north is None:
        raise SiteDataError(
            _fault(f"{name}:1", ", ".join(header)[:80], "위도, 경도 / latitude, longitude")
        )
    for line, row in enumerate(rows, start=2):
        try:
            at = Point(float(row[east]), float(row[north]))
        except (TypeError, ValueError):
            continue
        yield f"{name}:{line}", at, row


def _column(header: list[str], names: tuple[str, ...]) -> str | None:
    by_name = {h.strip().lower(): h for h in header}
    return next((by_name[n.lower()] for n in names if n.lower() in by_name), None)


def _is_swapped(shape: BaseGeometry) -> bool:
    """Latitude where longitude should be: Korea lies at 124 to 132 east, 33 to 39 north."""
    x, y = shape.centroid.x, shape.centroid.y
    return 33 <= x <= 39 and 124 <= y <= 132


def _swap(shape: BaseGeometry) -> BaseGeometry:
    return transform(shape, lambda xy: xy[:, ::-1])


def _swapped_note(name: str, count: int) -> Note:
    return Note(
        code="sitedata/axes-swapped",
        severity=Severity.WARNING,
        text=Text(
            ko=f"{name}: 위도·경도 순서가 바뀐 {count}건을 바로잡아 읽음",
            en=f"{name}: latitude and longitude were swapped in {count} features; put right",
        ),
    )


def _buildings(
    name: str, placed: list[tuple[str, BaseGeometry, Mapping[str, Any]]]
) -> Iterator[Building]:
    for number, (_, shape, properties) in enumerate(placed):
        if isinstance(shape, Polygon | MultiPolygon):
            floors = _number(properties, _FLOORS)
            height = _number(properties, _HEIGHT)
            if height is None and floors is not None:
                height = floors * _STOREY_M
            yield Building(
                id=f"{name}:{number}",
                label=_text(properties, _NAME),
                area=shape.buffer(0),
                top_m=height,
                floors=int(floors) if floors is not None else None,
                neighbour=True,
            )


def _roads(name: str, placed: list[tuple[str, BaseGeometry, Mapping[str, Any]]]) -> Iterator[Road]:
    for number, (_, shape, properties) in enumerate(placed):
        width = _number(properties, _WIDTH)
        area = shape
        if isinstance(shape, LineString) and width:
            area = shape.buffer(width / 2, cap_style="flat")
        if isinstance(area, Polygon | MultiPolygon):
            yield Road(
                id=f"{name}:{number}",
                label=_text(properties, _NAME),
                area=area.buffer(0),
                public=True,
                width_m=width,
            )


def _number(properties: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    for name in names:
        try:
            return float(properties[name])
        except (KeyError, TypeError, ValueError):
            continue
    return None


def _text(properties: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(properties[n]) for n in names if properties.get(n)), "")


def _fault(where: str, found: str, expected: str) -> Fault:
    return Fault(
        code="sitedata/unreadable",
        where=where,
        found=same(found),
        expected=same(expected),
        remedy=Text(
            ko="파일 형식과 열 이름을 확인하십시오.", en="Check the file's format and its columns."
        ),
    )
