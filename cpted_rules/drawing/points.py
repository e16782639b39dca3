"""Vertices of what is drawn: packed, sixteen bytes each, and moved only when they are looked at."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from math import atan2, degrees, hypot
from struct import Struct
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

XY = tuple[float, float]

_PAIR = Struct("=2d")
_AT_ONCE = 3_000
"""Point lists looked at together: what that takes does not grow with the drawing."""


class Affine(NamedTuple):
    """x' = a x + b y + e, y' = c x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, p: XY) -> XY:
        """The image of a point."""
        x, y = p
        return (self.a * x + self.b * y + self.e, self.c * x + self.d * y + self.f)

    def after(self, first: "Affine") -> "Affine":
        """This map applied after another."""
        if first is SAME_PLACE:
            return self
        a, b, c, d, e, f = self
        u, v, w, z, s, t = first
        return Affine(
            a * u + b * w,
            a * v + b * z,
            c * u + d * w,
            c * v + d * z,
            a * s + b * t + e,
            c * s + d * t + f,
        )

    @property
    def scale_x(self) -> float:
        """Length of the image of the x unit vector."""
        return hypot(self.a, self.c)

    @property
    def scale_y(self) -> float:
        """Length of the image of the y unit vector."""
        return hypot(self.b, self.d)

    @property
    def rotation_deg(self) -> float:
        """Direction of the image of the x axis, counter-clockwise from +x. [deg]"""
        return degrees(atan2(self.c, self.a)) % 360.0

    @property
    def mirrored(self) -> bool:
        """Whether the map turns left into right."""
        return self.a * self.d - self.b * self.c < 0


SAME_PLACE = Affine()


class Move:
    """A map that follows others; one that comes many times in a row is put together once.

    Args:
        by: the map.
    """

    __slots__ = ("_first", "_made", "by")

    def __init__(self, by: Affine) -> None:
        self.by = by
        self._first = SAME_PLACE
        self._made = by

    def after(self, first: Affine) -> Affine:
        """The map applied after another."""
        if first is not self._first:
            self._first, self._made = first, self.by.after(first)
        return self._made


class Points(Sequence[XY]):
    """Points of the plane, in order; equal to any sequence of the same pairs.

    A drawing has millions: as tuples they take eight times the room, and a symbol that is inserted
    a thousand times would have its own. So they are kept once and moved when they are asked for.

    Args:
        packed: x and y of each point, as float64.
        by: where they are moved to.
    """

    __slots__ = ("by", "packed")

    def __init__(self, packed: bytes = b"", by: Affine = SAME_PLACE) -> None:
        self.packed = packed
        self.by = by

    @classmethod
    def of(cls, points: Iterable[XY]) -> "Points":
        """Some points."""
        return cls(array("d", chain.from_iterable(points)).tobytes())

    @property
    def xy(self) -> Floats:
        """The points as an array, shape (n, 2)."""
        packed = np.frombuffer(self.packed).reshape(-1, 2)
        return packed if self.by is SAME_PLACE else _moved(packed, np.array(self.by)[:, None])

    @property
    def closed(self) -> "Points":
        """The same points, and the first again."""
        return Points(self.packed + self.packed[:16], self.by)

    def moved(self, by: Affine | Move) -> "Points":
        """The same points where a map leads them."""
        return Points(self.packed, by.after(self.by))

    def __len__(self) -> int:
        return len(self.packed) >> 4

    def __iter__(self) -> Iterator[XY]:
        pairs: Iterator[XY] = _PAIR.iter_unpack(self.packed)
        if self.by is SAME_PLACE:
            return pairs
        a, b, c, d, e, f = self.by
        return iter([(a * x + b * y + e, c * x + d * y + f) for x, y in pairs])

    @overload
    def __getitem__(self, at: int) -> XY: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[XY, ...]: ...
    def __getitem__(self, at: int | slice) -> XY | tuple[XY, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        n = at + len(self) if at < 0 else at
        if not 0 <= n < len(self):
            raise IndexError(at)
        pair: XY = _PAIR.unpack_from(self.packed, n << 4)
        return pair if self.by is SAME_PLACE else self.by.point(pair)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.xy, dtype=dtype, copy=copy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Points.of({list(self)!r})"


NO_POINTS = Points()


def array_of(points: Sequence[XY]) -> Floats:
    """Points as an array, shape (N, 2); several times as quick as numpy finds out what they are."""
    flat = chain.from_iterable(points)
    return np.fromiter(flat, dtype=np.float64, count=2 * len(points)).reshape(-1, 2)


def _moved(points: Floats, by: Floats) -> Floats:
    """Points, shape (n, 2), by maps, shape (6, n) or (6, 1)."""
    x, y = points[:, 0], points[:, 1]
    return np.stack((by[0] * x + by[1] * y + by[4], by[2] * x + by[3] * y + by[5]), axis=1)


def together(many: Sequence[Points]) -> tuple[Floats, Ints]:
    """The points of many lists one after another, shape (n, 2), and how many each list has."""
    counts = np.fromiter(map(len, many), dtype=np.int64, count=len(many))
    points = np.frombuffer(b"".join([p.packed for p in many])).reshape(-1, 2)
    moving = np.fromiter((p.by is not SAME_PLACE for p in many), dtype=np.bool_, count=len(many))
    if moving.any():
        maps = np.array([p.by for p in many if p.by is not SAME_PLACE])
        which = np.repeat(moving, counts)
        points = points.copy()
        points[which] = _moved(points[which], np.repeat(maps, counts[moving], axis=0).T)
    return points, counts


def boxes_of(many: Iterable[Points]) -> Floats:
    """x0 y0 x1 y1 around each list of points, shape (lists, 4); NaN around none."""
    lists = iter(many)
    found = [np.empty((0, 4))]
    while part := list(islice(lists, _AT_ONCE)):
        points, counts = together(part)
        boxes = np.full((len(part), 4), np.nan)
        if len(points):
            some = counts > 0
            first = (np.cumsum(counts) - counts)[some]
            boxes[some, :2] = np.minimum.reduceat(points, first)
            boxes[some, 2:] = np.maximum.reduceat(points, first)
        found.append(boxes)
    return np.concatenate(found)
