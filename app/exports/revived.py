"""Values from their canonical JSON: what `cpted_rules.plan.canonical.plain` wrote, read back."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from shapely import from_wkt
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")


def revived(kind: type[T], raw: Any) -> T:
    """The value of a type that its canonical JSON stands for.

    Raises:
        ValueError: the JSON does not fit the type.
    """
    value: T = _value(kind, raw)
    return value


def geometry(raw: Mapping[str, Any]) -> BaseGeometry:
    """A shape from its GeoJSON geometry."""
    if not raw.get("coordinates") and not raw.get("geometries"):
        return from_wkt(f"{raw['type'].upper()} EMPTY")
    return shape({k: v for k, v in raw.items() if v is not None})


def _value(kind: Any, raw: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), raw)
    if origin is tuple:
        return _tuple(get_args(kind), raw)
    if kind is date:
        return date.fromisoformat(raw)
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _dataclass(kind, raw)
        if issubclass(kind, BaseGeometry):
            return geometry(raw)
        if issubclass(kind, Enum):
            return kind(raw)
        if kind is float and isinstance(raw, int | float):
            return float(raw)
        if isinstance(raw, kind):
            return raw
    raise ValueError(f"{raw!r:.60} is no {kind}")


def _one_of(kinds: tuple[Any, ...], raw: Any) -> Any:
    if raw is None and type(None) in kinds:
        return None
    wanted = [kind for kind in kinds if kind is not type(None)]
    for kind in wanted[:-1]:
        try:
            return _value(kind, raw)
        except ValueError:
            continue
    return _value(wanted[-1], raw)


def _tuple(kinds: tuple[Any, ...], raw: Any) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise ValueError(f"{raw!r:.60} is no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], item) for item in raw)
    return tuple(_value(kind, item) for kind, item in zip(kinds, raw, strict=True))


def _dataclass(kind: Any, raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        raise ValueError(f"{raw!r:.60} is no {kind.__name__}")
    types = _types(kind)
    if unknown := set(raw) - set(types):
        raise ValueError(f"{kind.__name__}: {sorted(unknown)}")
    lacking = [
        f.name
        for f in fields(kind)
        if f.name not in raw and f.default is MISSING and f.default_factory is MISSING
    ]
    if lacking:
        raise ValueError(f"{kind.__name__}: without {lacking}")
    return kind(**{name: _value(types[name], value) for name, value in raw.items()})


@cache
def _types(kind: Any) -> dict[str, Any]:
    """The types of a dataclass's fields, by name."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.init}
