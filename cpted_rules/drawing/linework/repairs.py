"""Draughting errors closed: ends of wall lines that miss each other by a little."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, radians, sin

import shapely

from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strip import middle
from cpted_rules.drawing.linework.strips import strips_between
from cpted_rules.drawing.linework.strokes import (
    TOUCH_M,
    XY,
    Edge,
    ends_of,
    near_pairs,
    rejoined,
    segments,
)

STRAIGHT_DEG = 5.0
"""Two ends nearer to one line than this continue each other; else they meet at a corner."""
ASIDE_M = 0.01
"""Ends of one broken line lie side by side by less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A gap that was closed.

    Args:
        at: its middle.
        length_m: how far the ends were apart.
        refs: the entities on both sides.
    """

    at: XY
    length_m: float
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Loose:
    """An end of an edge that touches nothing: which edge, which end, where, and on which way."""

    edge: int
    last: bool
    at: XY
    out: XY


@dataclass(frozen=True, slots=True)
class _Closing:
    """A way to close a gap: where each loose end goes, and the other edge."""

    length_m: float
    moves: tuple[tuple[int, XY], ...]
    middle: XY
    edges: tuple[int, int]


def repaired(
    edges: Sequence[Edge], settings: LineworkSettings
) -> tuple[tuple[Edge, ...], tuple[Repair, ...]]:
    """The edges with small gaps closed, and what was closed; only faces of walls are touched."""
    faces = {e for strip in strips_between(edges, settings) for e in strip.edges}
    loose = _loose_ends(edges, faces)
    ways = [*_onto_edges(edges, loose, settings), *_between_ends(loose, settings)]
    done: set[int] = set()
    moved: dict[int, Edge] = dict(enumerate(edges))
    repairs: list[Repair] = []
    for way in sorted(ways, key=lambda w: w.length_m):
        if any(n in done for n, _ in way.moves):
            continue
        done.update(n for n, _ in way.moves)
        for n, target in way.moves:
            end = loose[n]
            edge = moved[end.edge]
            moved[end.edge] = replace(edge, b=target) if end.last else replace(edge, a=target)
        refs = sorted({r for e in way.edges for r in edges[e].refs})
        repairs.append(Repair(at=way.middle, length_m=way.length_m, refs=tuple(refs)))
    return (rejoined(moved.values()) if repairs else tuple(edges)), tuple(repairs)


def _loose_ends(edges: Sequence[Edge], faces: set[int]) -> list[_Loose]:
    found: list[_Loose] = []
    for n in sorted(faces):
        (ax, ay), (bx, by) = edges[n].a, edges[n].b
        length = edges[n].length_m
        ux, uy = (bx - ax) / length, (by - ay) / length
        found.append(_Loose(n, False, (ax, ay), (-ux, -uy)))
        found.append(_Loose(n, True, (bx, by), (ux, uy)))
    if not found:
        return []
    tree = shapely.STRtree(segments(*ends_of(edges)))
    who, on = tree.query(
        shapely.points([f.at for f in found]), predicate="dwithin", distance=TOUCH_M
    )
    held = {int(k) for k, e in zip(who, on, strict=True) if found[k].edge != e}
    return [f for k, f in enumerate(found) if k not in held]


def _onto_edges(
    edges: Sequence[Edge], loose: Sequence[_Loose], settings: LineworkSettings
) -> list[_Closing]:
    """Loose ends that reach another line when drawn on."""
    if not loose:
        return []
    tree = shapely.STRtree(segments(*ends_of(edges)))
    who, on = tree.query(
        shapely.points([f.at for f in loose]), predicate="dwithin", distance=settings.repair_m
    )
    found: list[_Closing] = []
    for k, e in zip(who.tolist(), on.tolist(), strict=True):
        end, edge = loose[k], edges[e]
        if end.edge == e:
            continue
        length = edge.length_m
        way = ((edge.b[0] - edge.a[0]) / length, (edge.b[1] - edge.a[1]) / length)
        cut = _cut(end.at, end.out, edge.a, way)
        if cut is None:
            continue
        ahead, along = cut
        if TOUCH_M < ahead <= settings.repair_m and -TOUCH_M <= along <= length + TOUCH_M:
            target = _on(end, ahead)
            found.append(_Closing(ahead, ((k, target),), middle(end.at, target), (end.edge, e)))
    return found


def _between_ends(loose: Sequence[_Loose], settings: LineworkSettings) -> list[_Closing]:
    """Pairs of loose ends: of one broken line, or of a corner that both fall short of."""
    near = near_pairs([f.at for f in loose], 1.5 * settings.repair_m)
    found: list[_Closing] = []
    for i, j in near:
        one, other = loose[i], loose[j]
        if i >= j or one.edge == other.edge:
            continue
        dx, dy = other.at[0] - one.at[0], other.at[1] - one.at[1]
        apart, ahead = hypot(dx, dy), dx * one.out[0] + dy * one.out[1]
        ends = (one.edge, other.edge)
        cut = _cut(one.at, one.out, other.at, other.out)
        if cut is None:
            against = one.out[0] * other.out[0] + one.out[1] * other.out[1] < 0
            aside = abs(one.out[0] * dy - one.out[1] * dx)
            if against and TOUCH_M < ahead <= settings.repair_m and aside <= ASIDE_M:
                moves = ((i, other.at), (j, other.at))
                found.append(_Closing(apart, moves, middle(one.at, other.at), ends))
        elif all(TOUCH_M < reach <= settings.repair_m for reach in cut):
            corner = _on(one, cut[0])
            found.append(
                _Closing(apart, ((i, corner), (j, corner)), middle(one.at, other.at), ends)
            )
    return found


def _on(end: _Loose, ahead: float) -> XY:
    return (end.at[0] + ahead * end.out[0], end.at[1] + ahead * end.out[1])


def _cut(p: XY, u: XY, q: XY, v: XY) -> tuple[float, float] | None:
    """How far on from p and from q two rays meet; None if they are parallel. [m]"""
    turn = u[0] * v[1] - u[1] * v[0]
    if abs(turn) < sin(radians(STRAIGHT_DEG)):
        return None
    dx, dy = q[0] - p[0], q[1] - p[1]
    return (dx * v[1] - dy * v[0]) / turn, (dx * u[1] - dy * u[0]) / turn
