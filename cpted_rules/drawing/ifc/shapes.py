"""Shapes of products: the triangles of their bodies, seen from above."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.model import Model
from cpted_rules.drawing.ifc.sound import Soundness
from cpted_rules.plan.elements import Area

Floats = NDArray[np.float64]

MAX_SOURCES = 40_000
"""A body described by more instances than this is not built."""
MAX_CLIPPINGS = 40
"""A body cut more often than this is built uncut."""
MAX_TRIANGLES = 30_000
"""A body of more triangles is seen as its convex outline."""
MAX_TRIANGLES_IN_ALL = 6_000_000
"""Once a model has had this many, no further body is built."""
MAX_DEPTH = 4
"""Parts of parts of parts."""

_CURVES = 0
_BODIES = ("IfcSolidModel", "IfcBooleanResult", "IfcConnectedFaceSet")

GRID_M = 0.0005
LEAST_AREA_M2 = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A body in the model's metres.

    Args:
        points: its corners, one a row.
        triangles: three rows of `points` each.
        coarse: only the convex outline of its footprint is told.
    """

    points: Floats
    triangles: NDArray[np.int64]
    coarse: bool = False

    @property
    def bottom_m(self) -> float:
        """Its lowest point."""
        return float(self.points[:, 2].min())

    @property
    def top_m(self) -> float:
        """Its highest point."""
        return float(self.points[:, 2].max())

    def footprint(self) -> Area | None:
        """Its outline seen from above; None where it has no extent."""
        if self.coarse:
            return area(shapely.MultiPoint(self.points[:, :2]).convex_hull)
        corners = self.points[self.triangles][:, :, :2]
        a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
        double = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (
            b[:, 1] - a[:, 1]
        )
        # the top of a closed body covers as much as its bottom: one of them is enough
        up = double > 1e-9
        facing = corners[up] if up.any() else corners[double < -1e-9]
        if not len(facing):
            return None
        whole = shapely.union_all(shapely.polygons(facing), grid_size=GRID_M)
        return area(whole.simplify(GRID_M))

    def extent(self, axis: tuple[float, float]) -> tuple[float, float]:
        """Least and greatest coordinate along a direction in plan. [m]"""
        along = self.points[:, 0] * axis[0] + self.points[:, 1] * axis[1]
        return float(along.min()), float(along.max())

    def middle(self) -> tuple[float, float]:
        """The middle of its box in plan."""
        low, high = self.points[:, :2].min(axis=0), self.points[:, :2].max(axis=0)
        return float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2


class Shapes:
    """The bodies of a model, each built once when first asked for.

    Openings are not cut out of walls: walls are wanted whole, openings have their own bodies.
    """

    def __init__(self, model: Model) -> None:
        self.failed: Counter[str] = Counter()
        self.coarse: Counter[str] = Counter()
        self._model = model
        self._triangles = 0
        self._soundness = Soundness(model.library, model.file)
        self._settings = [self._made(clipped=clipped) for clipped in (True, False)]
        self._built = cache(self._build)

    def of(self, item: Item) -> Shape | None:
        """The body of a product, else of its parts together; None where it has none."""
        return self._built(item, 0)

    def outline(self, item: Item) -> Area | None:
        """The area inside its FootPrint curves; None where it has none that close."""
        own = getattr(item.product, "Representation", None)
        footprints = [
            one
            for one in (own.Representations if own is not None else ())
            if one.RepresentationIdentifier == "FootPrint"
        ]
        place = item.product.ObjectPlacement
        if not footprints or not self._sound(footprints[0], place):
            return None
        settings = self._made(clipped=True)
        settings.set("dimensionality", _CURVES)
        try:
            made = self._model.library.geom.create_shape(settings, item.product, footprints[0])
        except Exception:  # noqa: BLE001 - the geometry kernel raises whatever its C++ side met
            self.failed[item.ifc_class] += 1
            return None
        points = np.array(made.geometry.verts, dtype=np.float64).reshape(-1, 3)[:, :2]
        edges = np.array(made.geometry.edges, dtype=np.int64).reshape(-1, 2)
        if not len(edges) or not np.isfinite(points).all():
            return None
        lines = [shapely.set_precision(LineString(points[edge]), GRID_M) for edge in edges]
        return area(shapely.union_all(shapely.get_parts(shapely.polygonize(lines))))

    def footprint(self, item: Item) -> Area | None:
        """Where it stands: its body seen from above, else its FootPrint curves."""
        shape = self.of(item)
        found = shape.footprint() if shape is not None else None
        return self.outline(item) if found is None else found

    def _build(self, item: Item, depth: int) -> Shape | None:
        if getattr(item.product, "Representation", None) is not None:
            own = self._own(item)
            if own is not None:
                return own
        if depth >= MAX_DEPTH or item.is_a("IfcSpatialStructureElement"):
            return None
        parts = [self._built(part, depth + 1) for part in item.parts]
        return together(part for part in parts if part is not None)

    def _own(self, item: Item) -> Shape | None:
        if not self._sound(item.product.Representation, item.product.ObjectPlacement):
            self.failed[item.ifc_class] += 1
            return None
        sources = self._model.file.traverse(item.product.Representation)
        if len(sources) > MAX_SOURCES or self._triangles > MAX_TRIANGLES_IN_ALL:
            self.failed[item.ifc_class] += 1
            return None
        cuts = sum(one.is_a("IfcBooleanResult") for one in sources)
        settings = self._settings[cuts > MAX_CLIPPINGS]
        try:
            made = self._model.library.geom.create_shape(settings, item.product)
            points = np.array(made.geometry.verts, dtype=np.float64).reshape(-1, 3)
            triangles = np.array(made.geometry.faces, dtype=np.int64).reshape(-1, 3)
        except Exception:  # noqa: BLE001 - the geometry kernel raises whatever its C++ side met
            # a product without a body (an annotation, a plan symbol) is no failure
            self.failed[item.ifc_class] += any(one.is_a(c) for c in _BODIES for one in sources)
            return None
        if not len(triangles) or not np.isfinite(points).all():
            return None
        self._triangles += len(triangles)
        coarse = len(triangles) > MAX_TRIANGLES
        self.coarse[item.ifc_class] += coarse
        return Shape(points, triangles, coarse)

    def _sound(self, *roots: Any) -> bool:
        return all(self._soundness.of(root) for root in roots if root is not None)

    def _made(self, *, clipped: bool) -> Any:
        settings = self._model.library.geom.settings()
        settings.set("use-world-coords", True)
        settings.set("disable-opening-subtractions", True)
        settings.set("disable-boolean-result", not clipped)
        settings.set("mesher-linear-deflection", 0.005)
        return settings


def together(shapes: Iterable[Shape]) -> Shape | None:
    """Several bodies as one."""
    every = list(shapes)
    if len(every) <= 1:
        return every[0] if every else None
    starts = np.cumsum([0, *(len(shape.points) for shape in every[:-1])])
    return Shape(
        np.concatenate([shape.points for shape in every]),
        np.concatenate([s.triangles + n for s, n in zip(every, starts, strict=True)]),
        any(shape.coarse for shape in every),
    )


def area(shape: BaseGeometry) -> Area | None:
    """The areas of a shape, without slivers, lines and points; None where it has none."""
    parts = [
        part
        for part in shapely.get_parts(shapely.make_valid(shape))
        if isinstance(part, Polygon | MultiPolygon) and part.area > LEAST_AREA_M2
    ]
    pieces = [q for p in parts for q in (p.geoms if isinstance(p, MultiPolygon) else [p])]
    if not pieces:
        return None
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def filled(shape: BaseGeometry) -> Area | None:
    """The areas of a shape without their holes."""
    found = area(shape)
    if found is None:
        return None
    pieces = found.geoms if isinstance(found, MultiPolygon) else [found]
    return area(shapely.union_all([Polygon(p.exterior) for p in pieces]))


def box_axes(shape: BaseGeometry) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Unit directions along and across the least box around a shape, the long one first."""
    box = shapely.minimum_rotated_rectangle(shape)
    if not isinstance(box, Polygon):
        return None
    (x0, y0), (x1, y1), (x2, y2) = list(box.exterior.coords)[:3]
    sides = sorted(((x1 - x0, y1 - y0), (x2 - x1, y2 - y1)), key=lambda v: -hypot(*v))
    (ax, ay), (bx, by) = sides
    long, short = hypot(ax, ay), hypot(bx, by)
    if long == 0 or short == 0:
        return None
    return (ax / long, ay / long), (bx / short, by / short)
