"""A field of values drawn as a few classes with isolines, and the legend that goes with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure.frame import Frame, runs
from cpted_rules.figure.hatch import hatched, sound
from cpted_rules.figure.labels import Label
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen, group, number, path
from cpted_rules.pack import Bound
from cpted_rules.rule import Field
from cpted_rules.text import Text, join, same

CELLS_AT_MOST = 130
"""Cells along the longer side of what is drawn; finer fields are averaged."""

STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 1000, 2000)
TINTS = ("#c8cdd6", "#e3ddc8", "#f6e9b8", "#fbf3d6", "#fffbef")
"""From dark to light: the order is readable without colour."""

FAR_BELOW = -1e9
"""Stands for cells without a value."""
COUNTS = (1.0, 2.0, 5.0, 10.0)
UNIT_NAMES = {
    "count": Text(ko="곳에서 보임", en="watchers"),
    "m2": same("m²"),
    "px_per_m": same("px/m"),
}
"""Units that a legend does not write as they are."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """One class of a field: from `low` (included) to `high`.

    Args:
        short: it lies below what is required; it is hatched.
        name: what the class is called, where it has a name.
    """

    low: float | None
    high: float | None
    tint: str
    short: bool
    name: Text | None = None

    def words(self, unit: str) -> Text:
        """The class as written in a legend."""
        span = self._span(unit)
        return span if self.name is None else join([self.name, span], " ")

    def _span(self, unit: str) -> Text:
        name = UNIT_NAMES.get(unit, same(unit))
        if self.low is None:
            span = f"< {number(self.high or 0)}"
        elif self.high is None:
            span = f"≥ {number(self.low)}"
        else:
            return same(f"{number(self.low)}–{number(self.high)}")
        return Text(ko=f"{span}\u2009{name.ko}", en=f"{span}\u2009{name.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnField:
    """A field under the linework, its isolines over it, and its classes in order."""

    under: str
    over: str
    classes: tuple[Class, ...]
    unit: str
    labels: tuple[Label, ...] = ()


def drawn_field(field: Field, frame: Frame, required: Bound | None) -> DrawnField:
    """The part of a field within the window, in classes that break at the required value."""
    values, _, _, _ = _window(field, frame)
    if values.size == 0 or np.isnan(values).all():
        return DrawnField(under="", over="", classes=(), unit=field.unit)
    limit = required.at_least if required and required.unit == field.unit else None
    limits = _counts(values) if field.unit == "count" else _limits(values, limit)
    return classed_field(
        field, frame, _classes(limits, limit, float(np.nanmin(values))), heavy=limit
    )


def classed_field(
    field: Field, frame: Frame, classes: tuple[Class, ...], *, heavy: float | None = None
) -> DrawnField:
    """The part of a field within the window, in given classes.

    Args:
        classes: from the lowest up, each beginning where the one before ends.
        heavy: the value whose isoline is drawn heavily.
    """
    values, x, y, step = _window(field, frame)
    if values.size == 0 or np.isnan(values).all():
        return DrawnField(under="", over="", classes=(), unit=field.unit)
    limits = [one.low for one in classes[1:] if one.low is not None]
    domain = _boxes(~np.isnan(values), x, y, step)
    filled = _filled(values)
    areas = [domain] + [
        sound(shapely.intersection(_at_least(filled, t, x, y, step), domain)) for t in limits
    ]
    under: list[str] = []
    for n, (one, upper) in enumerate(zip(classes, [*areas[1:], MultiPolygon()], strict=True)):
        part = sound(shapely.difference(areas[n], upper))
        under.append(path(frame.path(frame.cut(part)), Pen(fill=one.tint)))
        if one.short:
            strokes = hatched(part, frame, spacing_mm=1.5, angle_deg=45)
            under.append(path(frame.path(strokes), Pen(stroke=UNSEEN, width=0.16)))
    over: list[str] = []
    labels: list[Label] = []
    inner = domain.buffer(-step * 0.02)
    for t, band in zip(limits, areas[1:], strict=True):
        if band.is_empty:  # nothing reaches this value
            continue
        edge = shapely.intersection(band.boundary, inner)
        lines = MultiLineString(list(runs(edge)))
        shown = frame.cut(lines)
        colour = UNSEEN if t == heavy else INK
        over.append(path(frame.path(shown), Pen(stroke=colour, width=0.34 if t == heavy else 0.13)))
        labels.extend(_label(t, shown, frame, colour))
    return DrawnField(
        under=group(under),
        over=group(over),
        classes=classes,
        unit=field.unit,
        labels=tuple(labels),
    )


def _label(value: float, isoline: BaseGeometry, frame: Frame, fill: str) -> Iterator[Label]:
    """The value of an isoline, in the middle of its longest run."""
    longest = max(runs(isoline), key=lambda run: run.length, default=None)
    if longest is not None and frame.mm(longest.length) > 9:
        x, y = frame.on_page(longest.interpolate(0.5, normalized=True))
        yield Label(words=number(value), x=x, y=y, rank=2, size=1.8, weight=600, fill=fill)


def swatch(one: Class, x: float, y: float) -> str:
    """A class as a box of the legend."""
    strokes = (
        path(
            f"M{number(x)} {number(y + 1.6)}l1.6 -1.6M{number(x + 1.2)} {number(y + 2)}l2 -2"
            f"M{number(x + 2.6)} {number(y + 2)}l1.4 -1.4",
            Pen(stroke=UNSEEN, width=0.16),
        )
        if one.short
        else ""
    )
    shape = f"M{number(x)} {number(y)}h4v2h-4z"
    return path(shape, Pen(fill=one.tint)) + strokes + path(shape, Pen(stroke=INK, width=0.1))


def _window(field: Field, frame: Frame) -> tuple[Values, float, float, float]:
    """Values within the window and one cell around, averaged where finer than can be seen."""
    rows = np.array(
        [[np.nan if v is None else v for v in row] for row in field.rows], dtype=np.float64
    )
    if rows.size == 0:
        return rows, field.x_m, field.y_m, field.step_m
    west, south, east, north = frame.bounds
    step = field.step_m
    c0 = max(int((west - field.x_m) / step) - 1, 0)
    c1 = min(int((east - field.x_m) / step) + 2, rows.shape[1])
    r0 = max(int((south - field.y_m) / step) - 1, 0)
    r1 = min(int((north - field.y_m) / step) + 2, rows.shape[0])
    cut = rows[r0:r1, c0:c1]
    x, y = field.x_m + c0 * step, field.y_m + r0 * step
    if cut.size == 0:
        return cut, x, y, step
    n = -(-max(cut.shape) // CELLS_AT_MOST)
    if n == 1:
        return cut, x, y, step
    high, wide = -(-cut.shape[0] // n) * n, -(-cut.shape[1] // n) * n
    padded = np.full((high, wide), np.nan)
    padded[: cut.shape[0], : cut.shape[1]] = cut
    blocks = padded.reshape(high // n, n, wide // n, n)
    known = ~np.isnan(blocks)
    count = known.sum(axis=(1, 3))
    total = np.where(known, blocks, 0.0).sum(axis=(1, 3))
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return mean, x + (n - 1) * step / 2, y + (n - 1) * step / 2, step * n


def _limits(values: Values, limit: float | None) -> list[float]:
    """Up to four class limits: the required value, a half and multiples of it; else round steps."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if limit is not None and limit > 0:
        wanted = [limit / 2, limit, limit * 2, limit * 5]
        return [t for t in wanted if t == limit or low < t < high]
    marks = sorted({float(q) for q in np.nanquantile(values, (0.2, 0.45, 0.7, 0.9))})
    chosen: list[float] = []
    for mark in marks:
        step = min(STEPS, key=lambda s: (abs(np.log(max(mark, 1e-3) / s)), s))
        if low < step < high and step not in chosen:
            chosen.append(float(step))
    return sorted(chosen)


def _counts(values: Values) -> list[float]:
    """Class limits of what is counted: none, one, a few, many."""
    return [t for t in COUNTS if float(np.nanmin(values)) < t <= float(np.nanmax(values))]


def _classes(limits: list[float], limit: float | None, lowest: float) -> tuple[Class, ...]:
    edges: list[float | None] = [None, *limits, None] if limits else [lowest, None]
    tints = TINTS if len(limits) == 4 else TINTS[: len(limits)] + TINTS[-1:]
    return tuple(
        Class(
            low=low,
            high=high,
            tint=tint,
            short=limit is not None and high is not None and high <= limit,
        )
        for low, high, tint in zip(edges[:-1], edges[1:], tints, strict=True)
    )


def _filled(values: Values) -> Values:
    """Values with one ring around, the cells next to known ones filled by their mean."""
    grid = np.pad(values, 1, constant_values=np.nan)
    for _ in range(2):
        around = np.stack([np.roll(grid, s, axis=a) for a in (0, 1) for s in (1, -1)])
        known = ~np.isnan(around)
        count = known.sum(axis=0)
        mean = np.divide(
            np.where(known, around, 0.0).sum(axis=0),
            count,
            out=np.full(grid.shape, np.nan),
            where=count > 0,
        )
        grid = np.where(np.isnan(grid), mean, grid)
    return grid


def _boxes(mask: NDArray[np.bool_], x: float, y: float, step: float) -> BaseGeometry:
    """The cells of a mask as one area, run by run."""
    boxes = []
    for r, row in enumerate(mask):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        for start, stop in edges.reshape(-1, 2):
            boxes.append(
                box(
                    x + (start - 0.5) * step,
                    y + (r - 0.5) * step,
                    x + (stop - 0.5) * step,
                    y + (r + 0.5) * step,
                )
            )
    return shapely.union_all(boxes)


def _at_least(grid: Values, t: float, x: float, y: float, step: float) -> BaseGeometry:
    """The area where the field, interpolated between cell centres, reaches t."""
    x, y = x - step, y - step  # the ring that `_filled` put around
    known = np.where(np.isnan(grid), FAR_BELOW, grid)
    over = known >= t
    corners = over[:-1, :-1] & over[:-1, 1:] & over[1:, :-1] & over[1:, 1:]
    some = over[:-1, :-1] | over[:-1, 1:] | over[1:, :-1] | over[1:, 1:]
    full = _boxes(corners, x + step / 2, y + step / 2, step)
    pieces = []
    value = known.tolist()
    for r, c in np.argwhere(some & ~corners).tolist():
        ring = [
            (c, r, value[r][c]),
            (c + 1, r, value[r][c + 1]),
            (c + 1, r + 1, value[r + 1][c + 1]),
            (c, r + 1, value[r + 1][c]),
        ]
        points = _clipped(ring, t)
        if len(points) > 2:
            pieces.append(Polygon([(x + a * step, y + b * step) for a, b in points]))
    return shapely.union_all([full, *pieces])


def _clipped(ring: Sequence[tuple[float, float, float]], t: float) -> list[tuple[float, float]]:
    """The corners of a cell where it reaches t, with the crossings of its edges."""
    points: list[tuple[float, float]] = []
    for (x1, y1, v1), (x2, y2, v2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if v1 >= t:
            points.append((x1, y1))
        if (v1 >= t) != (v2 >= t):
            s = (t - v1) / (v2 - v1)
            points.append((x1 + s * (x2 - x1), y1 + s * (y2 - y1)))
    return points


__all__ = ["PAPER", "Class", "DrawnField", "classed_field", "drawn_field", "swatch"]
