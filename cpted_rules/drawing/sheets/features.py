"""Features: the columns and corners of a sheet by which it is laid on another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.drawing import Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.reading import SheetSpec
from cpted_rules.drawing.sheets.placing import classifier, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What two sheets of one building may share, in metres of the sheet's own coordinates.

    Each is matched with its like on the other sheet.

    Args:
        columns: centres of columns, cores and grid crossings.
        outlines: vertices of outlines: of buildings, of the site, of the outer walls.
        corners: vertices of walls.
        others: vertices of all other linework; looked at where the rest does not tell.
        bearing_deg: the direction most linework has, 0 to 90; for tilted sheets.
    """

    columns: tuple[XY, ...] = ()
    outlines: tuple[XY, ...] = ()
    corners: tuple[XY, ...] = ()
    others: tuple[XY, ...] = ()
    bearing_deg: float | None = None

    @property
    def all_corners(self) -> tuple[XY, ...]:
        """All vertices, of whatever they are."""
        return (*self.outlines, *self.corners, *self.others)


_OUTLINES = frozenset({Meaning.BUILDING, Meaning.BOUNDARY})
_SHELL = frozenset({Meaning.WALL, Meaning.WINDOW, Meaning.DOOR, Meaning.SHUTTER})
_NOT_BUILT = frozenset(
    {
        Meaning.TITLE_BLOCK,
        Meaning.LEGEND,
        Meaning.HATCH,
        Meaning.FURNITURE,
        Meaning.TREE,
        Meaning.PLANTING_TAG,
        Meaning.FENCE_TAG,
        Meaning.BUILDING_TAG,
    }
)
_DRAWN = frozenset({EntityKind.LINE, EntityKind.POLYLINE})
_LONGEST = 200
"""A polyline of more vertices is a curve or a contour, whose vertices are no corners."""
GAP_M = 2.0
"""Openings in the outer walls up to this width are bridged for the outline."""
_SMALLEST_M2 = 10.0
_MOST_PIECES = 6000


def features_of(
    drawing: Drawing, layer_map: LayerMap, sheet: SheetSpec, *, metres_per_unit: float
) -> Features:
    """The features of a sheet, in metres of its own coordinates.

    Raises:
        DrawingError: opened inserts add up to too many entities.
    """
    known = classifier(drawing, layer_map)
    columns: list[XY] = []
    outlines: list[XY] = []
    corners: list[XY] = []
    others: list[XY] = []
    shell: list[tuple[XY, ...]] = []
    lines: list[tuple[XY, ...]] = []
    for entity in drawing.flat(known.stays_closed):
        meaning = known.meaning(entity)
        if meaning in _NOT_BUILT or not within(sheet, entity):
            continue
        points = _outline(drawing, entity, metres_per_unit)
        if meaning is Meaning.COLUMN and points:
            columns.append(_middle(points))
        if meaning in _SHELL and len(points) > 1:
            shell.append(points)
        if entity.kind in _DRAWN and 1 < len(points) <= _LONGEST:
            lines.append(points)
            if meaning in _OUTLINES:
                outlines += points
            else:
                (corners if meaning is Meaning.WALL else others).extend(points)
    return Features(
        columns=tuple(columns),
        outlines=(*outlines, *_shell_corners(shell)),
        corners=tuple(corners),
        others=tuple(others),
        bearing_deg=bearing(lines),
    )


def _outline(drawing: Drawing, entity: DrawnEntity, metres_per_unit: float) -> tuple[XY, ...]:
    """The points of an entity, closed where it is a ring; of an insert, those of its box. [m]"""
    points = list(entity.points)
    if entity.kind is EntityKind.INSERT and (box := drawing.extents(entity)) is not None:
        x0, y0, x1, y1 = box
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
        points = [entity.placed.point(p) for p in corners]
    elif not points and entity.at is not None and entity.kind is not EntityKind.TEXT:
        points = [entity.at]
    elif entity.closed and len(points) > 2:
        points.append(points[0])
    return tuple((float(x) * metres_per_unit, float(y) * metres_per_unit) for x, y in points)


def _middle(points: Sequence[XY]) -> XY:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def _shell_corners(pieces: Sequence[tuple[XY, ...]]) -> list[XY]:
    """The corners of the outline of walls, windows and doors, its openings bridged.

    The walls are widened by half a gap and narrowed again: what lies nearer together closes,
    and outer faces come back to where they were.
    """
    if not pieces or len(pieces) > _MOST_PIECES:
        return []
    wide = shapely.buffer(
        [shapely.LineString(p) for p in pieces],
        GAP_M / 2,
        join_style="mitre",
        cap_style="square",
    )
    solid = shapely.buffer(_filled(shapely.union_all(wide)), -GAP_M / 2, join_style="mitre")
    return [
        (float(x), float(y))
        for part in shapely.get_parts(solid)
        if part.area > _SMALLEST_M2
        for x, y in part.exterior.simplify(0.01).coords[:-1]
    ]


def _filled(area: BaseGeometry) -> BaseGeometry:
    return shapely.union_all(
        [shapely.Polygon(part.exterior) for part in shapely.get_parts(area) if part.area > 0]
    )


def bearing(lines: Sequence[Sequence[XY]]) -> float | None:
    """The direction most of the length of lines has, 0 to 90; None without lines. [deg]"""
    runs = np.array([(q[0] - p[0], q[1] - p[1]) for line in lines for p, q in pairwise(line)])
    if not len(runs):
        return None
    length = np.hypot(runs[:, 0], runs[:, 1])
    # directions a quarter turn apart are one: their fourfold angles are added as vectors
    angle = np.degrees(np.arctan2(runs[:, 1], runs[:, 0])) % 90.0
    counted = np.bincount(np.round(angle * 4).astype(np.int64) % 360, length, minlength=360)
    top = float(np.argmax(counted)) / 4
    near = np.abs((angle - top + 45.0) % 90.0 - 45.0) < 1.0
    fourfold = np.radians(4 * angle[near])
    mean = atan2(
        float((length[near] * np.sin(fourfold)).sum()),
        float((length[near] * np.cos(fourfold)).sum()),
    )
    return degrees(mean) / 4 % 90.0
