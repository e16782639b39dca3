"""A row whose shape lies in site metres, and the parts of its shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely import MultiPolygon, Polygon, make_valid, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.sitedata.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """One row in site metres.

    Args:
        id: of the element it becomes.
        place: where it stands, in words.
    """

    id: str
    place: str
    shape: BaseGeometry
    cells: Mapping[Column, str]


def area_of(shape: BaseGeometry) -> Polygon | MultiPolygon | None:
    """The polygons of a shape, made valid; None where there is none with an area."""
    valid = shape if shape.is_valid else make_valid(shape)
    found = [p for p in parts_of(valid) if isinstance(p, Polygon) and p.area > 0]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    whole = MultiPolygon(found)
    if whole.is_valid:
        return whole
    joined = unary_union(found)
    return joined if isinstance(joined, Polygon | MultiPolygon) else None


def parts_of(shape: BaseGeometry) -> list[BaseGeometry]:
    """The single geometries of a shape, however nested."""
    inside = getattr(shape, "geoms", None)
    return [shape] if inside is None else [part for one in inside for part in parts_of(one)]
