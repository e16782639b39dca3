"""Bodies of the true walls of a drawing, in drawing units, for comparing by area."""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from ezdxf import path as outline
from ezdxf.entities.hatch import Hatch
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.filemanagement import readfile
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from tests.truth.labels import CORPUS, Truth, Walls

FLATTENED_M = 0.005
LEAST_AREA_M2 = 0.004
"""Slivers below this are leftovers of drawing, not walls."""
COLUMN_M = (0.28, 0.37)
"""Sides of the columns that stand among walls where `columns_left_out` says so."""


def wall_bodies(truth: Truth, corpus: Path = CORPUS) -> tuple[BaseGeometry, ...]:
    """Outlines of the walls: centre lines at their thickness, or what the layer holds."""
    walls = truth.walls
    if walls is None:
        return ()
    if walls.centre_lines:
        half = (walls.thickness_m or 0.0) / 2 / truth.scale
        lines = (LineString([s[:2], s[2:]]) for s in walls.centre_lines)
        return tuple(line.buffer(half, cap_style="square") for line in lines)
    return tuple(
        body
        for body in _outlines(corpus / truth.file, walls, FLATTENED_M / truth.scale)
        if body.area * truth.scale**2 > LEAST_AREA_M2
        and not (walls.columns_left_out and _is_column(body, truth.scale))
    )


def _outlines(path: Path, walls: Walls, flattened: float) -> Iterator[BaseGeometry]:
    space = readfile(path).modelspace()
    for entity in space.query(f'{walls.entity}[layer=="{walls.layer}"]'):
        if entity.dxf.handle in walls.except_handles:
            continue
        if isinstance(entity, Hatch):
            paths = list(outline.from_hatch(entity))
        elif isinstance(entity, LWPolyline):
            paths = [outline.make_path(entity)]
        else:
            continue
        for line in paths:
            points = [(p.x, p.y) for p in line.flattening(flattened)]
            if len(points) > 2:
                yield Polygon(points).buffer(0)


def _is_column(body: BaseGeometry, scale: float) -> bool:
    """Whether a body has the sides of a column, taken as a rectangle of its area and girth."""
    half, area = body.length * scale / 2, body.area * scale**2
    root = sqrt(max(0.0, half * half - 4 * area))
    low, high = COLUMN_M
    return low < (half - root) / 2 and (half + root) / 2 < high
