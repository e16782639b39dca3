"""Rows of a GeoJSON value: a collection, a feature or a bare geometry, each checked.

Source: RFC 7946; the `crs` member is of GeoJSON 2008, which GIS programs still write.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import columns_of
from cpted_rules.sitedata.files.rows import (
    MOST_ROWS,
    MOST_VERTICES,
    Row,
    SourceFile,
    too_large,
    unreadable,
)
from cpted_rules.text import Text

_GEOMETRIES = (
    *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    "GeometryCollection",
)
_MOST_KEYS = 500
_DEPTH = 4
_LONGEST_CELL = 1000


class _MalformedError(ValueError):
    """A geometry that is not one."""


def geojson_rows(value: dict[str, object], name: str, *, encoding: str, damaged: int) -> SourceFile:
    """The features of a GeoJSON value, those without a usable geometry with the reason.

    Raises:
        SiteDataError: it is no GeoJSON, or larger than the limits.
    """
    features = _features(value, name)
    if len(features) > MOST_ROWS:
        raise too_large(name, most=MOST_ROWS, what=Text(ko="도형", en="features"))
    properties = [_properties(feature) for feature in features]
    header = list(dict.fromkeys(key for p in properties for key in list(p)[:_MOST_KEYS]))
    header = header[:_MOST_KEYS]
    columns = columns_of(header)
    rows = []
    vertices = _Vertices(name)
    for number, (feature, told) in enumerate(zip(features, properties, strict=True)):
        shape = _shape_of(feature, vertices)
        rows.append(
            Row(
                place=f"{name}: features[{number}]",
                shape=None if isinstance(shape, str) else shape,
                values=[cell(told.get(key)) for key in header],
                columns=columns,
                reason=shape if isinstance(shape, str) else None,
            )
        )
    return SourceFile(
        form="geojson",
        encoding=encoding,
        rows=tuple(rows),
        header=tuple(header),
        columns=columns,
        damaged=damaged,
        crs=_crs_member(value),
    )


def cell(value: object) -> str:
    """A property as words; empty for nothing, lists and objects."""
    if isinstance(value, str):
        return value.strip()[:_LONGEST_CELL]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def _features(value: dict[str, object], name: str) -> Sequence[object]:
    match value.get("type"):
        case "FeatureCollection":
            features = value.get("features")
            if isinstance(features, list):
                return features
        case "Feature":
            return (value,)
        case word if word in _GEOMETRIES:
            return ({"geometry": value},)
    raise unreadable(
        name, f"type: {cell(value.get('type'))[:40]}", "a GeoJSON FeatureCollection or Feature"
    )


def _properties(feature: object) -> dict[str, object]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _crs_member(value: dict[str, object]) -> str | None:
    crs = value.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    return cell(named.get("name")) or None if isinstance(named, dict) else None


class _Vertices:
    """Counts vertices against the limit of a file."""

    def __init__(self, name: str) -> None:
        self.name, self.left = name, MOST_VERTICES

    def array(self, positions: object) -> NDArray[np.float64]:
        """Positions as x and y, heights left out. Shape (N, 2)."""
        if not isinstance(positions, list):
            raise _MalformedError
        self.left -= len(positions)
        if self.left < 0:
            raise too_large(self.name, most=MOST_VERTICES, what=Text(ko="꼭짓점", en="vertices"))
        try:
            xy = np.array([(float(p[0]), float(p[1])) for p in positions], dtype=np.float64)
        except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
            raise _MalformedError from error
        if len(xy) == 0 or not np.isfinite(xy).all():
            raise _MalformedError
        return xy


def _shape_of(feature: object, vertices: _Vertices) -> BaseGeometry | Reason:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if geometry is None:
        return Reason.NO_GEOMETRY if isinstance(feature, dict) else Reason.MALFORMED
    try:
        shape = _shape(geometry, vertices, _DEPTH)
    except (_MalformedError, ShapelyError):
        return Reason.MALFORMED
    if shape.is_empty:
        return Reason.NO_GEOMETRY
    return Reason.ZERO if shape.bounds == (0.0, 0.0, 0.0, 0.0) else shape


def _shape(geometry: object, vertices: _Vertices, depth: int) -> BaseGeometry:
    if not isinstance(geometry, dict) or depth == 0:
        raise _MalformedError
    if geometry.get("type") == "GeometryCollection":
        parts = _each(geometry.get("geometries"))
        return GeometryCollection([_shape(part, vertices, depth - 1) for part in parts])
    inside = geometry.get("coordinates")
    match geometry.get("type"):
        case "Point":
            return Point(vertices.array([inside])[0])
        case "MultiPoint":
            return MultiPoint(vertices.array(inside))
        case "LineString":
            return _line(inside, vertices)
        case "MultiLineString":
            return MultiLineString([_line(line, vertices) for line in _each(inside)])
        case "Polygon":
            return _polygon(inside, vertices)
        case "MultiPolygon":
            return MultiPolygon([_polygon(rings, vertices) for rings in _each(inside)])
    raise _MalformedError


def _each(values: object) -> Iterable[object]:
    if not isinstance(values, list):
        raise _MalformedError
    return values


def _line(positions: object, vertices: _Vertices) -> LineString:
    xy = vertices.array(positions)
    if len(xy) < 2:
        raise _MalformedError
    return LineString(xy)


def _polygon(rings: object, vertices: _Vertices) -> Polygon:
    arrays = [vertices.array(ring) for ring in _each(rings)]
    if not arrays or any(len(ring) < 3 for ring in arrays):
        raise _MalformedError
    return Polygon(arrays[0], arrays[1:])
