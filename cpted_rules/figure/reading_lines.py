"""The linework of a sheet as one path on the page: what can be seen of it, and nothing finer."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.points import Floats, Ints, Points, together
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.figure import svg
from cpted_rules.figure.frame import Bounds, Frame

LEAST_MM = 0.12
"""Linework shorter than this on the page is left out of the picture."""

SEEN_MM = 0.01
"""A line is kept so near to where it was drawn: as near as coordinates are written."""

_HALVINGS = 4
_THINGS_AT_ONCE = 10_000
_SAMPLE = 20_000
"""Things from which it is told where most of a sheet lies."""


def has_lines(thing: Placed) -> bool:
    """Whether there is anything of it to draw as a line: a block is drawn as its extents."""
    if thing.kind is EntityKind.INSERT:
        return thing.extents is not None
    return thing.kind is not EntityKind.TEXT and len(thing.drawn.points) > 0


def span(things: Sequence[Placed]) -> Bounds:
    """What the lines of some things span, far strays left out. [m]"""
    some = things[:: len(things) // _SAMPLE + 1]
    sample = np.concatenate([points for points, _ in _parts(some)])
    low, high = np.quantile(sample, (0.02, 0.98), axis=0)
    reach = np.maximum(high - low, 0.5) * 0.6
    low, high = low - reach, high + reach
    boxes = []
    for points, _ in _parts(things):
        x, y = points.T
        near = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
        if near.any():
            x, y = x[near], y[near]
            boxes.append(tuple(map(float, (x.min(), y.min(), x.max(), y.max()))))
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))


def lines_path(things: Sequence[Placed], frame: Frame) -> str:
    """One path of the lines of some things within the window."""
    whole, cut = [], []
    for points, counts in _parts(things):
        inside, others = _shown(points, counts, frame)
        whole.append(inside)
        cut += others
    if not whole:
        return ""
    at, kept = (np.concatenate(each) for each in zip(*whole, strict=True))
    return svg.runs(at, kept) + "".join(cut)


def _parts(things: Sequence[Placed]) -> Iterator[tuple[Floats, Ints]]:
    """The points of some things after another, and how many each has."""
    for n in range(0, len(things), _THINGS_AT_ONCE):
        part = things[n : n + _THINGS_AT_ONCE]
        points, counts = together([_points(thing) for thing in part])
        ends = np.cumsum(counts)
        back = np.array([thing.drawn.closed for thing in part], np.bool_)
        if back.any():
            points = np.insert(points, ends[back], points[(ends - counts)[back]], axis=0)
        yield points, counts + back


def _points(thing: Placed) -> Points:
    entity = thing.drawn
    if entity.kind is EntityKind.INSERT:
        return Points.of((*thing.corners, *thing.corners[:1]))
    return thing.points


def _shown(points: Floats, counts: Ints, frame: Frame) -> tuple[tuple[Floats, Ints], list[str]]:
    """The runs within the window on the page, and paths of those that it cuts."""
    west, south, east, north = frame.bounds
    starts = np.cumsum(counts) - counts
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    (x0, y0), (x1, y1) = low.T, high.T
    reaches = (x0 <= east) & (y0 <= north) & (x1 >= west) & (y1 >= south)
    large = np.maximum(x1 - x0, y1 - y0) * 1000 / frame.scale >= LEAST_MM
    whole = (x0 >= west) & (y0 >= south) & (x1 <= east) & (y1 <= north)
    drawn = reaches & large & (counts > 1)
    inside = drawn & whole
    at = frame.all_at(points[np.repeat(inside, counts)])
    cut = [
        frame.path(frame.cut(shapely.LineString(points[starts[n] : starts[n] + counts[n]])))
        for n in np.flatnonzero(drawn & ~whole).tolist()
    ]
    return thinned(at, counts[inside], within=SEEN_MM), cut


def thinned(points: Floats, counts: Ints, *, within: float) -> tuple[Floats, Ints]:
    """Runs of points without those that the pieces between their neighbours nearly go through.

    Every other point is looked at, and again of what is left. Each time a line moves by no more
    than `within`; a curve by less than a quarter of that the time before, a third more in all.

    Args:
        points: shape (P, 2), of one run after the other.
        counts: points of each run.
    """
    x, y = points.T.copy()
    for _ in range(_HALVINGS):
        run = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(x)) - (np.cumsum(counts) - counts)[run]
        looked = np.flatnonzero((place % 2 == 1) & (place < counts[run] - 1))
        x0, y0 = x[looked - 1], y[looked - 1]
        over, up = x[looked + 1] - x0, y[looked + 1] - y0
        right, high = x[looked] - x0, y[looked] - y0
        long = over * over + up * up
        along, aside = over * right + up * high, over * high - up * right
        between = (along >= 0) & (along <= long) & (long > 0)
        near = right * right + high * high <= within * within
        gone = looked[near | (between & (aside * aside <= within * within * long))]
        if not len(gone):
            break
        counts = counts - np.bincount(run[gone], minlength=len(counts))
        kept = np.ones(len(x), np.bool_)
        kept[gone] = False
        x, y = x[kept], y[kept]
    return np.column_stack([x, y]), counts
