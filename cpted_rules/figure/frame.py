"""The window of a figure: which part of the site, at which scale, at which place of the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.svg import number
from cpted_rules.figure.svg import runs as written
from cpted_rules.plan import Element

SCALES = (50, 100, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1200, 1500, 2000, 2500, 3000, 5000)
"""Scales a drawing is printed at; larger sites go on in steps of 5000."""

_AREAS = (3, 6)
"""What shapely calls areas, and several areas."""

E = TypeVar("E")
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A window of the site drawn at 1:`scale`.

    Args:
        west_m, south_m: the window's lower left corner on the site.
        width_mm, height_mm: its size on the page.
        left_mm, top_mm: where its upper left corner lies in the figure.
    """

    west_m: float
    south_m: float
    width_mm: float
    height_mm: float
    scale: int
    left_mm: float = 0.0
    top_mm: float = 0.0

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north. [m]"""
        east = self.west_m + self.metres(self.width_mm)
        return (self.west_m, self.south_m, east, self.south_m + self.metres(self.height_mm))

    @property
    def window(self) -> Polygon:
        """The window on the site."""
        return box(*self.bounds)

    def on_page(self, point: Point) -> tuple[float, float]:
        """A point of the site on the page. [mm]"""
        return self.at(point.x, point.y)

    def metres(self, mm: float) -> float:
        """A length on the page as a length on the site. [m]"""
        return mm * self.scale / 1000

    def mm(self, metres: float) -> float:
        """A length on the site as a length on the page. [mm]"""
        return metres * 1000 / self.scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the site on the page. [mm]"""
        bottom = self.top_mm + self.height_mm
        return self.left_mm + self.mm(x - self.west_m), bottom - self.mm(y - self.south_m)

    def all_at(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the site on the page, shape (N, 2). [mm]"""
        x = self.left_mm + (points[:, 0] - self.west_m) * 1000 / self.scale
        y = self.top_mm + self.height_mm - (points[:, 1] - self.south_m) * 1000 / self.scale
        return np.column_stack([x, y])

    def shows(self, shape: BaseGeometry) -> bool:
        """Whether the shape's bounds reach into the window."""
        if shape.is_empty:
            return False
        west, south, east, north = self.bounds
        x0, y0, x1, y1 = shape.bounds
        return x0 <= east and x1 >= west and y0 <= north and y1 >= south

    def among(self, elements: Sequence[E], shape: Callable[[E], BaseGeometry]) -> list[E]:
        """The elements whose bounds reach into the window; quick for many."""
        if not elements:
            return []
        west, south, east, north = self.bounds
        x0, y0, x1, y1 = shapely.bounds([shape(e) for e in elements]).T
        near = (x0 <= east) & (x1 >= west) & (y0 <= north) & (y1 >= south)
        return [elements[n] for n in np.flatnonzero(near).tolist()]

    def cut(self, shape: BaseGeometry) -> BaseGeometry:
        """The part of the shape within the window."""
        if within(shape.bounds, self.bounds):
            return shape
        return shapely.clip_by_rect(shape, *self.bounds)

    def outline(self, shape: BaseGeometry) -> str:
        """Path of the lines of a shape, cut at the window's edge: areas by their rings."""
        lines = shape.boundary if shape.geom_type.endswith("Polygon") else shape
        return self.path(self.cut(lines))

    def path(self, shape: BaseGeometry) -> str:
        """Path of a shape as it is, uncut."""
        return "".join(self._piece(part) for part in flat(shape))

    def outlines(self, shapes: Sequence[BaseGeometry]) -> str:
        """Path of the outlines of many shapes, as `outline` draws each; quick."""
        if not shapes:
            return ""
        west, south, east, north = self.bounds
        every = np.array(shapes, np.object_)
        x0, y0, x1, y1 = shapely.bounds(every).T
        whole = (x0 >= west) & (y0 >= south) & (x1 <= east) & (y1 <= north)
        areas = np.isin(shapely.get_type_id(every), _AREAS)
        lines = shapely.get_parts(np.where(areas, shapely.boundary(every), every)[whole])
        counts = shapely.get_num_coordinates(lines).astype(np.int64)
        points = shapely.get_coordinates(lines[counts > 1])
        inside = written(self.all_at(points), counts[counts > 1])
        return inside + "".join(self.outline(shapes[n]) for n in np.flatnonzero(~whole).tolist())

    def rings(self, rings: Sequence[NDArray[np.float64]]) -> str:
        """Path of the areas within some rings of points of the site, uncut; quick for many."""
        return self._all(rings, "Z")

    def lines(self, lines: Sequence[NDArray[np.float64]]) -> str:
        """Path of some lines through points of the site, uncut; quick for many."""
        return self._all(lines, "")

    def _all(self, runs: Sequence[NDArray[np.float64]], end: str) -> str:
        kept = [run for run in runs if len(run) > 1]
        if not kept:
            return ""
        counts = np.array([len(run) for run in kept])
        return written(self.all_at(np.concatenate(kept)), counts, end=end)

    def _piece(self, part: BaseGeometry) -> str:
        if isinstance(part, Polygon):
            return "".join(self._run(ring, True) for ring in (part.exterior, *part.interiors))
        return self._run(part, False) if part.geom_type != "Point" else ""

    def _run(self, run: BaseGeometry, closed: bool) -> str:
        at = self.all_at(shapely.get_coordinates(run)).tolist()
        words = [f"{number(a)} {number(b)}" for a, b in at]
        kept = [w for n, w in enumerate(words) if n == 0 or w != words[n - 1]]
        if closed and len(kept) > 1 and kept[0] == kept[-1]:
            kept.pop()
        return "M" + "L".join(kept) + ("Z" if closed else "") if len(kept) > 1 else ""


def flat(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    """The single pieces of a shape, collections taken apart, empty ones left out."""
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from flat(part)
    elif not shape.is_empty:
        yield shape


def runs(shape: BaseGeometry) -> Iterable[LineString]:
    """The single lines of a shape."""
    return (part for part in flat(shape) if isinstance(part, LineString))


def within(inner: Bounds, outer: Bounds) -> bool:
    """Whether bounds lie within bounds."""
    return (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def joined(one: Bounds, other: Bounds) -> Bounds:
    """The bounds of two bounds."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def frame_around(
    bounds: Bounds,
    *,
    width_mm: float,
    height_mm: float,
    margin_mm: float,
    at_least_m: float = 0.0,
    left_mm: float = 0.0,
    top_mm: float = 0.0,
) -> Frame:
    """The largest scale that shows the bounds with a margin, centred.

    Args:
        at_least_m: the window is at least this wide, so that a point keeps its surroundings.
    """
    x0, y0, x1, y1 = bounds
    wide = (x1 - x0) * 1000 / (width_mm - 2 * margin_mm)
    high = (y1 - y0) * 1000 / (height_mm - 2 * margin_mm)
    scale = scale_for(max(wide, high, at_least_m * 1000 / width_mm))
    return Frame(
        west_m=(x0 + x1) / 2 - width_mm * scale / 2000,
        south_m=(y0 + y1) / 2 - height_mm * scale / 2000,
        width_mm=width_mm,
        height_mm=height_mm,
        scale=scale,
        left_mm=left_mm,
        top_mm=top_mm,
    )


def height_for(bounds: Bounds, *, width_mm: float, margin_mm: float, most_mm: float) -> float:
    """How high a drawing is best made for the bounds, between half the width and `most_mm`."""
    x0, y0, x1, y1 = bounds
    inner = width_mm - 2 * margin_mm
    wanted = inner * (y1 - y0) / max(x1 - x0, 1e-6) + 2 * margin_mm
    return min(max(wanted, width_mm / 2), most_mm)


def scale_for(wanted: float) -> int:
    """The next smaller scale a drawing is printed at."""
    for scale in SCALES:
        if scale >= wanted - 1e-9:
            return scale
    return int(-(-wanted // 5000) * 5000)


def shape_of(element: Element | None) -> BaseGeometry | None:
    """The geometry of an element: its area, line or point."""
    for name in ("area", "line", "at"):
        shape = getattr(element, name, None)
        if isinstance(shape, BaseGeometry):
            return shape
    return None
