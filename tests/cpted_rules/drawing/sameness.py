"""Whether two plans say the same: every element of the one has its like in the other."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum
from math import atan2, cos, degrees, radians, sin

import shapely
from shapely import hausdorff_distance
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.points import Affine
from cpted_rules.plan import Opening, SitePlan
from cpted_rules.plan.elements import Element
from cpted_rules.plan.siteplan import ELEMENT_FIELDS

MILLIMETRE = 0.001
_TURN_DEG = 0.05
"""Azimuths nearer than this are the same: a millimetre across a symbol of a metre."""
_DIRECTIONS = frozenset({"azimuth_deg", "outward_deg"})
_NOT_COMPARED = frozenset({"id", "source", "building"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An element without what may differ: its id, handle and layer."""

    words: tuple[tuple[str, object], ...]
    numbers: tuple[tuple[str, float], ...]
    directions: tuple[tuple[str, float], ...]
    shape: BaseGeometry
    of: BaseGeometry | None
    """The middle of the building an opening belongs to."""

    def like(self, other: "Seen", tolerance_m: float) -> bool:
        """Whether the other says the same."""
        if self.words != other.words or (self.of is None) != (other.of is None):
            return False
        if self.of is not None and self.of.distance(other.of) > tolerance_m:
            return False
        return (
            _near(self.numbers, other.numbers, tolerance_m)
            and _turned_alike(self.directions, other.directions)
            and apart_m(self.shape, other.shape) <= tolerance_m
        )


def differences(
    plan: SitePlan,
    other: SitePlan,
    *,
    back: Affine | None = None,
    led: Callable[[BaseGeometry], BaseGeometry] | None = None,
    tolerance_m: float = MILLIMETRE,
) -> list[str]:
    """What one plan says and the other does not, in words; empty when they say the same.

    Args:
        back: leads what the other says to where the first has it.
        led: leads the shapes of the first to where the other has them, but turns no azimuth.
        tolerance_m: between the shapes, and of lengths. [m]
    """
    found = []
    for name in sorted(ELEMENT_FIELDS):
        mine = [_by(seen(e, plan), led) for e in getattr(plan, name)]
        theirs = [_led(seen(e, other), back) for e in getattr(other, name)]
        for one in mine:
            twin = next((t for t in theirs if one.like(t, tolerance_m)), None)
            if twin is None:
                found.append(f"{name} - {_shown(one)}")
            else:
                theirs.remove(twin)
        found += [f"{name} + {_shown(one)}" for one in theirs]
    return found


def apart_m(one: BaseGeometry, other: BaseGeometry) -> float:
    """How far two shapes lie apart at most, whatever their vertices and direction. [m]"""
    if one.geom_type != other.geom_type:
        return float("inf")
    return float(hausdorff_distance(one, other))


def counts(plan: SitePlan) -> dict[str, int]:
    """How many elements there are of each kind."""
    return dict(Counter(type(e).__name__ for e in plan.elements()))


def seen(element: Element, plan: SitePlan) -> Seen:
    """An element as it is compared; a label that is only its layer's name is none."""
    if element.source and element.label == element.source.layer:
        element = replace(element, label="")
    values = {
        f.name: getattr(element, f.name) for f in fields(element) if f.name not in _NOT_COMPARED
    }
    shape = next(v for v in values.values() if isinstance(v, BaseGeometry))
    numbers = {
        k: float(v)
        for k, v in values.items()
        if isinstance(v, float | int) and not isinstance(v, bool | Enum)
    }
    of = None
    if isinstance(element, Opening) and element.building:
        of = shapely.centroid(getattr(plan.by_id[element.building], "area"))  # noqa: B009
    return Seen(
        words=tuple((k, v) for k, v in values.items() if k not in numbers and v is not shape),
        numbers=tuple((k, v) for k, v in numbers.items() if k not in _DIRECTIONS),
        directions=tuple((k, v) for k, v in numbers.items() if k in _DIRECTIONS),
        shape=shape,
        of=of,
    )


def _by(one: Seen, led: Callable[[BaseGeometry], BaseGeometry] | None) -> Seen:
    if led is None:
        return one
    return replace(one, shape=led(one.shape), of=led(one.of) if one.of else None)


def _led(one: Seen, by: Affine | None) -> Seen:
    if by is None:
        return one
    return replace(
        one,
        shape=affine_transform(one.shape, list(by)),
        of=affine_transform(one.of, list(by)) if one.of else None,
        directions=tuple((k, _azimuth(v, by)) for k, v in one.directions),
    )


def _azimuth(azimuth_deg: float, by: Affine) -> float:
    x, y = sin(radians(azimuth_deg)), cos(radians(azimuth_deg))
    return degrees(atan2(by.a * x + by.b * y, by.c * x + by.d * y)) % 360.0


def _near(
    one: tuple[tuple[str, float], ...], other: tuple[tuple[str, float], ...], tolerance: float
) -> bool:
    return [k for k, _ in one] == [k for k, _ in other] and all(
        abs(a - b) <= tolerance for (_, a), (_, b) in zip(one, other, strict=True)
    )


def _turned_alike(one: tuple[tuple[str, float], ...], other: tuple[tuple[str, float], ...]) -> bool:
    return [k for k, _ in one] == [k for k, _ in other] and all(
        abs((a - b + 180.0) % 360.0 - 180.0) <= _TURN_DEG
        for (_, a), (_, b) in zip(one, other, strict=True)
    )


def _shown(one: Seen) -> str:
    said = [
        f"{k}={v!r}" for k, v in (*one.words, *one.numbers, *one.directions) if v not in {None, ""}
    ]
    return f"{' '.join(said)} {shapely.to_wkt(one.shape, rounding_precision=3)[:160]}"
