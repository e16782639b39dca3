"""The line and the heights at which a door or window cuts its wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from shapely import LineString, Point, get_coordinates
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.scene import Scene
from cpted_rules.drawing.ifc.shapes import Shape, box_axes
from cpted_rules.plan.elements import Area

Direction = tuple[float, float]

LEAST_M = 0.05
MOST_M = 100.0
FLAT_M = 0.3
"""An opening lower than this lies in a slab or a roof, not in a wall."""
SLENDER = 2.0
"""A body this many times longer than deep lies along its wall; a door drawn open does not."""
SAME_WIDTH_SHARE = 0.25
"""A stated width that differs by more than this from the body's is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where an opening is, heights in the model's metres.

    Args:
        contrary: its stated width is not the width of its body.
    """

    line: LineString
    bottom_m: float | None
    top_m: float | None
    contrary: bool


def cut_of(scene: Scene, item: Item) -> Cut | None:
    """The cut of the void it fills, else of its own body, else of its stated size at its place.

    None if nothing tells where it is, or if it lies in a roof or floor.
    """
    void = next(item.inverse("FillsVoids", "RelatingOpeningElement"), None)
    host = next(void.inverse("VoidsElements", "RelatingBuildingElement"), None) if void else None
    if host is not None and host.is_a("IfcSlab", "IfcRoof", "IfcCovering"):
        return None
    wall = scene.shapes.footprint(host) if host is not None else None
    stated = item.length_m("OverallWidth")
    for body in (void, item):
        shape = scene.shapes.of(body) if body is not None else None
        if shape is None:
            continue
        if shape.top_m - shape.bottom_m < FLAT_M:
            return None
        line = _line(shape, wall, item)
        if line is not None:
            width = line.length
            contrary = bool(stated) and abs((stated or 0.0) - width) > SAME_WIDTH_SHARE * width
            return Cut(line=line, bottom_m=shape.bottom_m, top_m=shape.top_m, contrary=contrary)
    return _by_size(item, stated)


def _line(shape: Shape, wall: Area | None, item: Item) -> LineString | None:
    """The middle line of a body along its wall."""
    footprint = shape.footprint()
    if footprint is None:
        return None
    axes = box_axes(footprint)
    if axes is None:
        return None
    along = _along_wall(footprint, wall, axes) or _along_own(footprint, item, axes)
    low, high = shape.extent(along)
    across = (-along[1], along[0])
    # a void may stand out of its wall: the line runs in the middle of what is in the wall
    inside = footprint.intersection(wall) if wall is not None else footprint
    deep = list(_along(inside if not inside.is_empty else footprint, across))
    middle = (min(deep) + max(deep)) / 2
    if not LEAST_M <= high - low < MOST_M:
        return None
    ends = [
        (along[0] * t + across[0] * middle, along[1] * t + across[1] * middle) for t in (low, high)
    ]
    ordered: list[Direction] = sorted(ends)
    return LineString(ordered)


def _along(shape: BaseGeometry, axis: Direction) -> Iterator[float]:
    for x, y in get_coordinates(shape):
        yield x * axis[0] + y * axis[1]


def _along_wall(
    footprint: Area, wall: Area | None, axes: tuple[Direction, Direction]
) -> Direction | None:
    """The direction in which the wall goes on beside the void; None where that is not plain."""
    if wall is None:
        return None
    middle = footprint.intersection(wall).centroid
    if middle.is_empty:
        return None
    goes_on = []
    for axis in axes:
        ends = list(_along(footprint, axis))
        half = (max(ends) - min(ends)) / 2 + LEAST_M
        beside = (
            Point(middle.x + sign * axis[0] * half, middle.y + sign * axis[1] * half)
            for sign in (-1, 1)
        )
        goes_on.append(sum(wall.covers(point) for point in beside))
    if goes_on[0] == goes_on[1]:
        return None
    return axes[0] if goes_on[0] > goes_on[1] else axes[1]


def _along_own(footprint: Area, item: Item, axes: tuple[Direction, Direction]) -> Direction:
    """The direction a body is much longer in, else of its own x axis.

    Source: IFC4, IfcDoor and IfcWindow, geometry use definition: width along x of the placement.
    """
    long, short = (max(ends) - min(ends) for ends in (list(_along(footprint, a)) for a in axes))
    place = item.placement
    if place is None or long > SLENDER * short:
        return axes[0]
    x, y = float(place[0, 0]), float(place[1, 0])
    if hypot(x, y) < 0.5:
        return axes[0]
    leaning = [abs(x * a[0] + y * a[1]) for a in axes]
    return axes[0] if leaning[0] >= 0.5 else axes[1]


def _by_size(item: Item, width: float | None) -> Cut | None:
    place = item.placement
    if place is None or not width or width < LEAST_M:
        return None
    x, y, z = (float(v) for v in place[:3, 3])
    dx, dy = float(place[0, 0]) * width, float(place[1, 0]) * width
    if not LEAST_M <= hypot(dx, dy) < MOST_M:
        return None
    height = item.length_m("OverallHeight")
    return Cut(
        line=LineString([(x, y), (x + dx, y + dy)]),
        bottom_m=z,
        top_m=z + height if height else None,
        contrary=False,
    )
