"""Shapes as the pages draw them: GeoJSON geometry in site metres, to the millimetre."""

from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from app.errors import Words
from cpted_rules.text import Text

DECIMALS = 3
Json = dict[str, Any]


def geometry(shape: BaseGeometry | None, *, heights: bool = False) -> Json | None:
    """A shape as GeoJSON geometry; None where there is none.

    Args:
        heights: whether z goes with it. [m above ground]
    """
    if shape is None or shape.is_empty:
        return None
    flat = shape if heights and shape.has_z else shapely.force_2d(shape)
    return dict(_rounded(mapping(flat)))


def words(text: Text | None) -> dict[str, str] | None:
    """A sentence in both languages."""
    return Words.of(text).model_dump() if text is not None else None


def bounds(shapes: list[BaseGeometry]) -> list[float] | None:
    """West, south, east, north of all shapes together. [m]"""
    if not shapes:
        return None
    return [round(v, DECIMALS) for v in shapely.total_bounds(shapes).tolist()]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return value
