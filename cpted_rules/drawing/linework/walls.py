"""Walls from paired lines and known solids, with the ends where a wall stops."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cpted_rules.drawing.linework.junctions import ends_of_strips, junctions_of
from cpted_rules.drawing.linework.pieces import (
    WallPiece,
    joined,
    piece_of,
    reach_into,
    rest_of,
    squares_once,
)
from cpted_rules.drawing.linework.runs import links_of, runs_of
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strip import Strip
from cpted_rules.drawing.linework.strips import strips_between
from cpted_rules.drawing.linework.strokes import XY, Edge, Solid, ahead, ends_of, segments

STUB, SLOT = 1.47, 2.97
"""A wall shorter than this times its thickness is a stub; a strip so short can be a slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallEnd:
    """Where a wall stops in the open.

    Args:
        at: middle of its end.
        out: unit vector on along its axis.
        stub: the wall is hardly longer than thick, as a column is.
        corner: it turns there, and its end is the outside of the corner.
    """

    at: XY
    out: XY
    width_m: float
    stub: bool
    corner: bool
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Wall pieces, their ends in the open, and all that is wall as one shape.

    Args:
        faces: which edges are faces of walls, by index.
    """

    pieces: tuple[WallPiece, ...]
    ends: tuple[WallEnd, ...]
    shape: BaseGeometry
    faces: frozenset[int]


def walls_of(edges: Sequence[Edge], solids: Sequence[Solid], settings: LineworkSettings) -> Walls:
    """Walls between paired edges and within known solids."""
    known = shapely.unary_union([s.area for s in solids])
    strips = _not_void(strips_between(edges, settings), known)
    junctions = junctions_of(strips, edges)
    at_end = {(e.strip, e.last): j for j in junctions for e in j.ends}
    ends = ends_of_strips(strips)
    runs = runs_of(strips, links_of(ends, junctions, strips))
    lines = segments(*ends_of(edges)) if edges else np.array([], dtype=object)
    tree = shapely.STRtree(lines)
    pieces: list[WallPiece] = []
    stops: list[WallEnd] = []
    for run in runs:
        piece = piece_of(run, strips, edges, at_end, known, tree)
        pieces.append(piece)
        stub = piece.axis.length < STUB * piece.thickness_m
        (first, back), (last, on) = run.strips[0], run.strips[-1]
        for end in (ends[2 * first + int(back)], ends[2 * last + int(not on)]):
            here = at_end.get((end.strip, end.last))
            meeting = len({e.strip for e in here.ends}) if here else 1
            if meeting > 2:
                continue  # it ends at a wall that runs across
            stops.append(
                WallEnd(
                    at=ahead(end.at, end.out, reach_into(end, here, far=True)),
                    out=end.out,
                    width_m=end.width_m,
                    stub=stub,
                    corner=meeting == 2,
                    refs=piece.refs,
                )
            )
    pieces = [*squares_once(pieces), *rest_of(solids, pieces)]
    shape = joined([p.area for p in pieces])
    shapely.prepare(shape)
    return Walls(
        pieces=tuple(pieces),
        ends=tuple(e for e in stops if _is_open(e, shape)),
        shape=shape,
        faces=frozenset(e for s in strips for e in s.edges),
    )


def _not_void(strips: Sequence[Strip], known: BaseGeometry) -> list[Strip]:
    """Without strips between two walls: short slots, and gaps between known solids."""
    if not strips:
        return []
    long = [s.area for s in strips if s.length_m >= SLOT * s.thickness_m]
    drawn = shapely.unary_union(long)
    shapely.prepare(drawn)
    shapely.prepare(known)
    kept: list[Strip] = []
    for strip in strips:
        inside = shapely.contains_xy(known, *_middle(strip))
        sides = [shapely.Point(p) for p in _beside(strip)]
        short = strip.length_m < SLOT * strip.thickness_m
        between = all(known.contains(p) for p in sides) or (
            short and all(drawn.contains(p) for p in sides)
        )
        if inside or not between:
            kept.append(strip)
    return kept


def _middle(strip: Strip) -> XY:
    (ax, ay), (bx, by) = strip.axis
    return ((ax + bx) / 2, (ay + by) / 2)


def _beside(strip: Strip) -> tuple[XY, XY]:
    """A point 10 mm beyond each face. [m]"""
    x, y = _middle(strip)
    found = []
    for k in (0, 1):
        (px, py), (qx, qy) = strip.start[k], strip.finish[k]
        fx, fy = (px + qx) / 2, (py + qy) / 2
        grow = 1 + 0.02 / strip.thickness_m
        found.append((x + (fx - x) * grow, y + (fy - y) * grow))
    return found[0], found[1]


def _is_open(end: WallEnd, shape: BaseGeometry) -> bool:
    """Whether nothing that is wall lies just beyond an end."""
    (x, y), (ux, uy) = end.at, end.out
    for across in (-0.35, 0.0, 0.35):
        side = across * end.width_m
        if shapely.contains_xy(shape, x + 0.01 * ux - side * uy, y + 0.01 * uy + side * ux):
            return False
    return True
