"""A field of values drawn as a few classes with isolines, and the legend that goes with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import box

from cpted_rules.figure.contour import cell_rings, level_rings
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.labels import Label
from cpted_rules.figure.lattice import Lattice, filled, lattice_of, seen_in
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen, clipped, number, path
from cpted_rules.pack import Bound
from cpted_rules.rule import Field
from cpted_rules.text import Text, join, same

STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 1000, 2000)
TINTS = ("#a9b1be", "#cfc7ab", "#ecdc9f", "#f8edc4", "#fffbef")
"""From dark to light: the order is readable without colour."""

COUNTS = (1.0, 2.0, 5.0, 10.0)
DENSITIES = (25.0, 62.5, 125.0, 250.0)
"""Between the classes of what a camera shows of people. [px/m]

Source: IEC 62676-4:2014, Annex B: detect, observe, recognise, identify.
"""
DENSITY_NAMES = (
    Text(ko="감지 미만", en="below detect"),
    Text(ko="감지", en="detect"),
    Text(ko="관찰", en="observe"),
    Text(ko="인식", en="recognise"),
    Text(ko="식별", en="identify"),
)
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
    whole = lattice_of(field)
    seen = seen_in(whole, frame)
    if not seen.known or not np.nanmax(seen.values):
        return DrawnField(under="", over="", classes=(), unit=field.unit)
    limit = required.at_least if required and required.unit == field.unit else None
    if field.unit == "px_per_m":
        classes = _densities(seen.values, limit)
    else:
        limits = _counts(seen.values) if field.unit == "count" else _limits(seen.values, limit)
        classes = _classes(limits, limit, float(np.nanmin(seen.values)))
    return classed_field(whole, field.unit, frame, classes, heavy=limit)


def classed_field(
    whole: Lattice,
    unit: str,
    frame: Frame,
    classes: tuple[Class, ...],
    *,
    heavy: float | None = None,
) -> DrawnField:
    """The part of some values within the window, in given classes.

    Each class is laid over the one below it, all cut at the cells that have a value.

    Args:
        classes: from the lowest up, each beginning where the one before ends.
        heavy: the value whose isoline is drawn heavily.
    """
    seen = seen_in(whole, frame)
    if not seen.known:
        return DrawnField(under="", over="", classes=(), unit=unit)
    limits = [one.low for one in classes[1:] if one.low is not None]
    wider = filled(seen)
    west, south, east, north = frame.bounds
    cells = [
        np.clip(seen.on_site(ring), (west, south), (east, north))
        for ring in cell_rings(~np.isnan(seen.values))
    ]
    domain = frame.rings(cells)
    bands = [[wider.on_site(ring) for ring in level_rings(wider.values, t)] for t in limits]
    hatch = _hatch(seen, frame) if any(one.short for one in classes) else ""
    under: list[str] = []
    for one, area in zip(classes, [domain, *(frame.rings(band) for band in bands)], strict=True):
        under.append(path(area, Pen(fill=one.tint)))
        if one.short:
            under.append(clipped([path(hatch, Pen(stroke=UNSEEN, width=0.16))], area))
    over: list[str] = []
    labels: list[Label] = []
    for t, band in zip(limits, bands, strict=True):
        lines = list(_within(band, seen, frame))
        colour = UNSEEN if t == heavy else INK
        pen = Pen(stroke=colour, width=0.34 if t == heavy else 0.13)
        over.append(path(frame.lines(lines), pen))
        labels.extend(_label(t, lines, frame, colour))
    return DrawnField(
        under=clipped(under, domain),
        over=clipped(over, domain),
        classes=classes,
        unit=unit,
        labels=tuple(labels),
    )


def _hatch(seen: Lattice, frame: Frame) -> str:
    """Strokes over all of the values; what they say is cut out of them."""
    high, wide = seen.values.shape
    low = seen.on_site(np.array([[-0.5, -0.5], [wide - 0.5, high - 0.5]]))
    shape = box(*low[0].tolist(), *low[1].tolist())
    return frame.path(hatched(shape, frame, spacing_mm=1.5, angle_deg=45))


def _within(band: Sequence[Values], seen: Lattice, frame: Frame) -> Iterator[Values]:
    """The runs of rings over cells that have a value, in the window, each to whole pieces."""
    if not band:
        return
    starts = np.concatenate(band)
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in band])
    shown = np.zeros(len(starts), np.bool_)
    for points in (starts, (starts + ends) / 2, ends):
        x, y = points.T
        west, south, east, north = frame.bounds
        inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        shown |= seen.says(points) & inside
    for ring, pieces in zip(
        band, np.split(shown, np.cumsum([len(ring) for ring in band])[:-1]), strict=True
    ):
        yield from _runs(ring, pieces)


def _runs(ring: Values, shown: NDArray[np.bool_]) -> Iterator[Values]:
    """The runs of a ring's pieces that are shown."""
    if shown.all():
        yield np.concatenate([ring, ring[:1]])
    elif shown.any():
        # begun at a piece that is not shown, no run goes over the ring's first point
        first = int(np.argmin(shown))
        turned = np.concatenate([ring[first:], ring[: first + 1]])
        pieces = np.concatenate([shown[first:], shown[:first]]).astype(np.int8)
        edges = np.diff(pieces, prepend=0, append=0)
        for a, b in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
            yield turned[a : b + 1]


def _label(value: float, lines: Sequence[Values], frame: Frame, fill: str) -> Iterator[Label]:
    """The value of an isoline, in the middle of its longest run."""
    lengths = [np.hypot(*np.diff(line, axis=0).T) for line in lines]
    longest = max(range(len(lines)), key=lambda n: float(lengths[n].sum()), default=None)
    if longest is None or frame.mm(float(lengths[longest].sum())) <= 9:
        return
    along = np.concatenate(([0.0], np.cumsum(lengths[longest])))
    half = [np.interp(along[-1] / 2, along, lines[longest][:, axis]) for axis in (0, 1)]
    x, y = frame.at(float(half[0]), float(half[1]))
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


def _densities(values: Values, limit: float | None) -> tuple[Class, ...]:
    """The classes of what a camera shows that occur, by name."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    edges: list[float | None] = [None, *DENSITIES, None]
    return tuple(
        Class(
            low=a,
            high=b,
            tint=TINTS[n],
            short=limit is not None and b is not None and b <= limit,
            name=DENSITY_NAMES[n],
        )
        for n, (a, b) in enumerate(pairwise(edges))
        if (a is None or a <= high) and (b is None or b > low)
    )


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


__all__ = [
    "PAPER",
    "Class",
    "DrawnField",
    "classed_field",
    "drawn_field",
    "swatch",
]
