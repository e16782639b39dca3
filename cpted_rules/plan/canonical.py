"""The canonical JSON form of values, and digests of it: same value, same bytes, everywhere."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

MILLIMETRE = 3
"""Decimals kept of a coordinate or length in metres."""


def plain(value: object) -> Any:
    """A value as JSON types: dataclasses as objects, geometry as GeoJSON rounded to 1 mm."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseGeometry):
        return geometry(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def number(value: float, decimals: int = 6) -> float | int:
    """A float rounded so that it prints alike everywhere; whole numbers without a point."""
    rounded = round(float(value), decimals)
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded


def geometry(shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON geometry with coordinates rounded to 1 mm."""
    if shape.is_empty:
        return {"type": shape.geom_type, "coordinates": []}
    rounded: dict[str, Any] = _rounded(mapping(shape))
    return rounded


def _rounded(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {k: _rounded(v) for k, v in raw.items()}
    if isinstance(raw, tuple | list):
        return [_rounded(v) for v in raw]
    if isinstance(raw, float):
        return number(raw, MILLIMETRE)
    return raw


def dumps(value: object, *, indent: int | None = None) -> str:
    """Canonical JSON text: sorted keys, no ASCII escapes."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, indent=indent, separators=separators
    )


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return sha256(dumps(value).encode()).hexdigest()
