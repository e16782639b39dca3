"""Symbols as they stand beside words: inserts, and linework on a layer, with their boxes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.points import NO_POINTS, XY, Floats, Ints, Points, array_of, boxes_of
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.drawing.tables.writing import Frame, Thing, entity_of, source_of
from cpted_rules.plan import Source

_LINEWORK = frozenset(
    {
        EntityKind.LINE,
        EntityKind.POLYLINE,
        EntityKind.CIRCLE,
        EntityKind.ARC,
        EntityKind.CURVE,
        EntityKind.POINT,
        EntityKind.SOLID,
        EntityKind.HATCH,
    }
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Things that may be symbols or parts of them.

    Args:
        boxes: u0, v0, u1, v1 of each, in the coordinates of one frame.
    """

    things: tuple[Thing, ...]
    boxes: Floats

    def block(self, n: int) -> str:
        """The block of an insert; empty for linework."""
        return entity_of(self.things[n]).block

    def layer(self, n: int) -> str:
        """The layer a thing is on."""
        return entity_of(self.things[n]).layer

    def source(self, n: int) -> Source:
        """Where a thing is in the drawings."""
        return source_of(self.things[n])

    def middle(self, n: int) -> float:
        """Where a thing stands along the writing."""
        return float(self.boxes[n, [0, 2]].mean())

    def beside(self, at: XY, *, pitch: float, reach: float, right: bool) -> list[int]:
        """What stands in the row of a text at one side, nearest first; no rules of a table."""
        u0, v0, u1, v1 = self.boxes.T
        low = (v1 - v0 <= 0.9 * pitch) & (np.abs((v0 + v1) / 2 - at[1]) <= 0.45 * pitch)
        gap = u0 - at[0] if right else at[0] - u1
        middle = np.abs((u0 + u1) / 2 - at[0])
        near = low & (gap >= -0.3 * pitch) & (middle <= reach * pitch) & (middle > 0.2 * pitch)
        which = np.flatnonzero(near)
        return [int(n) for n in which[np.argsort(gap[which], kind="stable")]]


@dataclass(frozen=True)
class Symbols:
    """All things that may be symbols: inserts and linework, an insert also as what is in it."""

    things: tuple[Thing, ...]

    @cached_property
    def _whole(self) -> tuple[Ints, Floats]:
        """To which insert of model space, or thing by itself, each thing belongs, and their boxes.

        (things,) and x0 y0 x1 y1, NaN around nothing: (wholes, 4)
        """
        number: dict[str, int] = {}
        owner = np.empty(len(self.things), dtype=np.int64)
        lists: list[Points] = []
        for n, thing in enumerate(self.things):
            entity = entity_of(thing)
            owner[n] = number.setdefault(entity.handle.partition("/")[0], len(number))
            if entity.kind is EntityKind.INSERT and entity.at is not None:
                lists.append(Points.of((entity.at, *_corners(thing))))
            else:
                lists.append(entity.points if entity.kind in _LINEWORK else NO_POINTS)
        each = boxes_of(lists)
        boxes = np.full((len(number), 4), np.nan)
        np.fmin.at(boxes[:, :2], owner, each[:, :2])
        np.fmax.at(boxes[:, 2:], owner, each[:, 2:])
        return owner, boxes

    def near(self, places: Sequence[tuple[Sequence[XY], float]], frame: Frame) -> Drawn:
        """What may stand near some texts, with its boxes in a frame.

        Args:
            places: where texts stand, and how far from them its middle may be.
        """
        owner, (x0, y0, x1, y1) = self._whole[0], self._whole[1].T
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        # in whatever frame, the middle of a thing's box is no farther away than the thing is long
        long = np.hypot(x1 - x0, y1 - y0)
        close = np.zeros(len(x), dtype=np.bool_)
        for at, reach in places:
            (u0, v0), (u1, v1) = np.min(at, axis=0), np.max(at, axis=0)
            far = long + reach
            close |= (x >= u0 - far) & (x <= u1 + far) & (y >= v0 - far) & (y <= v1 + far)
        return _outlined(compress(self.things, close[owner].tolist())).turned(frame)


def _corners(thing: Thing) -> tuple[XY, ...]:
    return thing.corners if isinstance(thing, Placed) else ()


@dataclass(frozen=True, slots=True)
class _Outlined:
    """Things with all their points, one thing after the other."""

    things: tuple[Thing, ...]
    points: Floats
    starts: NDArray[np.int64]

    def turned(self, frame: Frame) -> Drawn:
        """The things with their boxes in a frame."""
        if not self.things:
            return Drawn((), np.empty((0, 4)))
        along, up = np.array(frame.xy((1.0, 0.0))), np.array(frame.xy((0.0, 1.0)))
        u, v, s = self.points @ along, self.points @ up, self.starts
        low, high = np.minimum.reduceat, np.maximum.reduceat
        return Drawn(self.things, np.column_stack([low(u, s), low(v, s), high(u, s), high(v, s)]))


def _outlined(things: Iterable[Thing]) -> _Outlined:
    """Inserts and linework; an insert has the points of what it is opened to."""
    every = tuple(things)
    parts: dict[str, list[XY]] = {}
    for thing in every:
        entity = entity_of(thing)
        if entity.kind in _LINEWORK and "/" in entity.handle:
            steps = entity.handle.split("/")
            for deep in range(1, len(steps)):
                parts.setdefault("/".join(steps[:deep]), []).extend(entity.points)
    kept: list[Thing] = []
    points: list[XY] = []
    starts: list[int] = []
    for thing in every:
        entity = entity_of(thing)
        own: Sequence[XY] = ()
        if entity.kind is EntityKind.INSERT and entity.at is not None:
            own = parts.get(entity.handle) or _corners(thing) or [entity.at]
        elif entity.kind in _LINEWORK:
            own = entity.points
        if own:
            kept.append(thing)
            starts.append(len(points))
            points.extend(own)
    return _Outlined(tuple(kept), array_of(points), np.array(starts, dtype=np.int64))


def symbol_of(near: Sequence[int], drawn: Drawn, pitch: float) -> list[int]:
    """The nearest thing with all that overlaps it, or the one insert that it is part of."""
    if not near:
        return []
    inserts = {n: entity_of(drawn.things[n]).handle for n in near if drawn.block(n)}
    if inserts:
        first = next(iter(inserts))
        # the outermost insert that still fits the row is the symbol
        around = [n for n, handle in inserts.items() if inserts[first].startswith(f"{handle}/")]
        return [min(around, key=lambda n: len(inserts[n]), default=first)]
    group = [near[0]]
    lo, hi = drawn.boxes[near[0], 0], drawn.boxes[near[0], 2]
    for n in near[1:]:
        u0, u1 = drawn.boxes[n, 0], drawn.boxes[n, 2]
        if u0 <= hi + 0.5 * pitch and u1 >= lo - 0.5 * pitch:
            group.append(n)
            lo, hi = min(lo, u0), max(hi, u1)
    return group
