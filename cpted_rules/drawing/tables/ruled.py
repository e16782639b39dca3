"""Cells between rules: every text's closed box of horizontal and vertical lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, radians, sin

import numpy as np
from numpy.typing import NDArray
from shapely import Point, STRtree, box

from cpted_rules.drawing.drawing import Box, EntityKind
from cpted_rules.drawing.points import XY, together
from cpted_rules.drawing.tables.writing import Frame, Thing, Written, entity_of

Floats = NDArray[np.float64]

_MEET = 0.04
"""Of the distance of close texts: lines that come so near to each other meet."""
_TURN_DEG = 0.2
"""A rule may be off the writing's direction by so much."""
_AT_ONCE = 1000
"""Texts looked at together."""
_TRIES = 6
"""Lines above and below a text that are tried as its cell's."""


_KEEPS_APART = 0.6
"""Of a box's height: a rule drawn along so much of it keeps words apart."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Parallel lines: level across, from where to where along, and how far they are drawn."""

    level: Floats
    lo: Floats
    hi: Floats
    drawn_lo: Floats
    drawn_hi: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """A closed box with the texts in it.

    Args:
        box: u0, v0, u1, v1.
        sides: which rules close it: below, above, left, right.
    """

    box: Box
    sides: tuple[int, int, int, int]
    texts: tuple[Written, ...]


def nearest_distances(points: Sequence[XY]) -> dict[XY, float]:
    """The distance of each point to its nearest neighbour; empty where there is none."""
    different = list(dict.fromkeys(points))
    if len(different) < 2:
        return {}
    anchors = np.array([Point(p) for p in different])
    which, near = STRtree(anchors).query_nearest(
        anchors, exclusive=True, return_distance=True, all_matches=False
    )
    return {different[n]: float(d) for n, d in zip(which[0], near, strict=True)}


def straight_pieces(lines: Iterable[Thing]) -> Floats:
    """All straight pieces of lines and polylines, start and end: n by 2 by 2."""
    every = [
        entity.points.closed if entity.closed else entity.points
        for entity in map(entity_of, lines)
        if entity.kind in {EntityKind.LINE, EntityKind.POLYLINE} and len(entity.points) > 1
    ]
    points, counts = together(every)
    owner = np.repeat(np.arange(len(every)), counts)
    joined = owner[1:] == owner[:-1]
    return np.stack((points[:-1][joined], points[1:][joined]), axis=1)


def boxes(
    pieces: Floats, texts: Sequence[Written], frame: Frame
) -> tuple[list[Boxed], list[Written]]:
    """The closed boxes around texts, and the texts that are in none.

    Args:
        pieces: of lines, as `straight_pieces` gives them.
    """
    points = [frame.uv(t.at) for t in texts]
    apart = nearest_distances(points)
    if not apart:
        return [], list(texts)
    # sheets of several scales share one space: what is close on the closest written ones counts
    meet = _MEET * float(np.quantile(list(apart.values()), 0.25))
    flat, upright = _crossing(*_rules(pieces, frame, meet), meet)
    found: dict[tuple[int, int, int, int], list[Written]] = {}
    boxed: dict[tuple[int, int, int, int], Box] = {}
    loose = []
    inside = [
        _inside(text, point, frame, min(2.0 * meet, 0.1 * apart[point]))
        for text, point in zip(texts, points, strict=True)
    ]
    at = np.array(inside)
    between = _between(at, flat, meet) & _between(at[:, ::-1], upright, meet)
    # between the same ends and levels of rules all points have the same box
    where = np.hstack(
        (
            _place(at[:, 0], (flat.lo - meet, flat.hi + meet, upright.level)),
            _place(at[:, 1], (flat.level,)),
        )
    )
    known: dict[tuple[int, ...], tuple[int, int, int, int] | None] = {}
    for text, point, closed, place in zip(
        texts, inside, between.tolist(), map(tuple, where.tolist()), strict=True
    ):
        if closed and place not in known:
            known[place] = _sides(point, flat, upright, meet)
        sides = known[place] if closed else None
        if sides is None:
            loose.append(text)
            continue
        below, above, left, right = sides
        found.setdefault(sides, []).append(text)
        boxed[sides] = (
            float(upright.level[left]),
            float(flat.level[below]),
            float(upright.level[right]),
            float(flat.level[above]),
        )
    made = [Boxed(box=boxed[s], sides=s, texts=tuple(found[s])) for s in found]
    around = _around_others(made)
    loose.extend(t for n, b in enumerate(made) if n in around for t in b.texts)
    return [b for n, b in enumerate(made) if n not in around], loose


def _inside(text: Written, point: XY, frame: Frame, hair: float) -> XY:
    """The anchor moved a hair to where the letters are: it may lie on a rule."""
    u, v = frame.uv(text.frame.xy((1.0, -1.0 if text.hangs else 1.0)))  # both share the origin
    size = hypot(u, v)
    return (point[0] + hair * u / size, point[1] + hair * v / size)


def _rules(xy: Floats, frame: Frame, meet: float) -> tuple[Rules, Rules]:
    """Horizontal and vertical rules, pieces in one line put together."""
    if not len(xy):
        none = np.empty(0)
        return Rules(*[none] * 5), Rules(*[none] * 5)
    origin = xy[0, 0]
    u0, v0 = frame.uv((float(origin[0]), float(origin[1])))
    c, s = np.cos(radians(frame.turn_deg)), np.sin(radians(frame.turn_deg))
    away = xy - origin
    u = away[..., 0] * c + away[..., 1] * s + u0
    v = -away[..., 0] * s + away[..., 1] * c + v0
    along, across = np.abs(u[:, 1] - u[:, 0]), np.abs(v[:, 1] - v[:, 0])
    slope = sin(radians(_TURN_DEG))
    flat = (across <= np.maximum(slope * along, 1e-9)) & (along > 0.0)
    upright = (along <= np.maximum(slope * across, 1e-9)) & (across > 0.0)
    return _merged(u[flat], v[flat], meet), _merged(v[upright], u[upright], meet)


def _merged(along: Floats, across: Floats, meet: float) -> Rules:
    level, lo, hi = across.mean(axis=1), along.min(axis=1), along.max(axis=1)
    made: list[tuple[float, float, float]] = []
    order = np.argsort(level, kind="stable")
    start = 0
    for end in range(1, len(order) + 1):
        if end < len(order) and level[order[end]] - level[order[start]] <= meet:
            continue
        group = sorted(order[start:end], key=lambda n: lo[n])
        at = float(np.mean(level[group])) if len(group) else 0.0
        for n in group:
            if made and made[-1][0] == at and lo[n] <= made[-1][2] + meet:
                made[-1] = (at, made[-1][1], max(made[-1][2], float(hi[n])))
            else:
                made.append((at, float(lo[n]), float(hi[n])))
        start = end
    kept = np.array([m for m in made if m[2] - m[1] > 4 * meet], dtype=np.float64).reshape(-1, 3)
    level, lo, hi = kept.T
    return Rules(level, lo, hi, lo, hi)


def _crossing(flat: Rules, upright: Rules, meet: float) -> tuple[Rules, Rules]:
    """Rules from their first to their last crossing; lines that cross fewer than two are none."""
    for _ in range(3):
        if not len(flat.level) or not len(upright.level):
            break
        tree = STRtree(
            box(upright.level - meet, upright.lo - meet, upright.level + meet, upright.hi + meet)
        )
        a, b = tree.query(box(flat.lo - meet, flat.level, flat.hi + meet, flat.level))
        before = len(flat.level) + len(upright.level)
        levels = flat.level[a]
        flat, upright = _trimmed(flat, a, upright.level[b]), _trimmed(upright, b, levels)
        if len(flat.level) + len(upright.level) == before:
            break
    return flat, upright


def _trimmed(rules: Rules, which: NDArray[np.int64], at: Floats) -> Rules:
    lo, hi = np.full(len(rules.level), np.inf), np.full(len(rules.level), -np.inf)
    np.minimum.at(lo, which, at)
    np.maximum.at(hi, which, at)
    kept = hi > lo
    return Rules(rules.level[kept], lo[kept], hi[kept], rules.drawn_lo[kept], rules.drawn_hi[kept])


def _place(values: Floats, limits: tuple[Floats, ...]) -> NDArray[np.int64]:
    """How many limits each value is beyond, and how many it reaches. (values, 2)"""
    every = np.sort(np.concatenate(limits))
    return np.stack([np.searchsorted(every, values, side) for side in ("left", "right")], axis=1)


def _between(points: Floats, rules: Rules, meet: float) -> NDArray[np.bool_]:
    """Whether each point has rules at both sides: on a plan full of numbers few have.

    Args:
        points: along the rules, and across.
    """
    found = np.zeros(len(points), dtype=np.bool_)
    for start in range(0, len(points), _AT_ONCE):
        u, v = points[start : start + _AT_ONCE].T[..., None]
        spans = (rules.lo - meet <= u) & (rules.hi + meet >= u)
        over = rules.level > v
        found[start : start + _AT_ONCE] = (spans & over).any(axis=1) & (spans & ~over).any(axis=1)
    return found


def _sides(point: XY, flat: Rules, upright: Rules, meet: float) -> tuple[int, int, int, int] | None:
    """The smallest closed box around a point: rules below, above, left, right."""
    u, v = point
    spans = ((flat.lo - meet <= u) & (flat.hi + meet >= u)).nonzero()[0]
    levels = flat.level[spans]
    above = spans[levels > v][np.argsort(levels[levels > v])][:_TRIES]
    below = spans[levels <= v][np.argsort(-levels[levels <= v])][:_TRIES]
    tops = list(zip(above.tolist(), flat.level[above].tolist(), strict=True))
    lows = list(zip(below.tolist(), flat.level[below].tolist(), strict=True))
    pairs = [(top - low, b, a, low, top) for a, top in tops for b, low in lows]
    west = upright.level <= u
    for _, b, a, low, top in sorted(pairs, key=lambda pair: pair[0]):
        covers = (upright.lo <= low + meet) & (upright.hi >= top - meet)
        left, right = (covers & west).nonzero()[0], (covers & ~west).nonzero()[0]
        if not len(left) or not len(right):
            continue
        le = int(left[upright.level[left].argmax()])
        ri = int(right[upright.level[right].argmin()])
        lo, hi = upright.level[le] + meet, upright.level[ri] - meet
        if max(flat.lo[a], flat.lo[b]) <= lo and min(flat.hi[a], flat.hi[b]) >= hi:
            return _narrowed((b, a, le, ri), u, flat, upright)
    return None


def _narrowed(
    sides: tuple[int, int, int, int], u: float, flat: Rules, upright: Rules
) -> tuple[int, int, int, int]:
    """The box up to rules that end short of its floor or ceiling but keep words apart in it."""
    below, above, left, right = sides
    low, top = flat.level[below], flat.level[above]
    part = np.minimum(upright.drawn_hi, top) - np.maximum(upright.drawn_lo, low)
    for n in np.flatnonzero(part >= _KEEPS_APART * (top - low)):
        if upright.level[left] < upright.level[n] <= u:
            left = int(n)
        elif u < upright.level[n] < upright.level[right]:
            right = int(n)
    return below, above, left, right


def _around_others(found: Sequence[Boxed]) -> set[int]:
    """Boxes that have another box inside: frames of sheets and of whole tables."""
    if len(found) < 2:
        return set()
    u0, v0, u1, v1 = np.array([b.box for b in found]).T
    tree = STRtree(box((u0 + u1) / 2, (v0 + v1) / 2, (u0 + u1) / 2, (v0 + v1) / 2))
    outer, inner = tree.query(box(u0, v0, u1, v1))
    return {int(o) for o, i in zip(outer, inner, strict=True) if o != i}
