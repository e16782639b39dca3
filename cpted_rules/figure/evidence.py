"""What proves a value, drawn over the quiet plan: seen blue, unseen red, each its own line."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from cpted_rules.figure import svg
from cpted_rules.figure.bands import approach, bare
from cpted_rules.figure.frame import Frame, flat, runs
from cpted_rules.figure.hatch import hatched, sound
from cpted_rules.figure.labels import Label
from cpted_rules.figure.obstacles import first_blocker, obstacles_along
from cpted_rules.figure.svg import INK, PAPER, SEEN, UNSEEN, Pen, group, line, path, polyline
from cpted_rules.figure.symbols import cross
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.text import Lang

LINES_AT_MOST = 36
"""Sight lines of one kind drawn in one figure; of more, every n-th is drawn."""

AREAS = (
    WitnessKind.COVERAGE,
    WitnessKind.SEEN_AREA,
    WitnessKind.SHADOW,
    WitnessKind.UNSEEN_AREA,
)
HATCHED = (WitnessKind.UNSEEN_AREA, WitnessKind.SHADOW)
LINES = (
    WitnessKind.APPROACH,
    WitnessKind.UNSEEN_STRETCH,
    WitnessKind.SIGHT_LINE,
    WitnessKind.BLOCKED_LINE,
    WitnessKind.ROUTE,
    WitnessKind.GAP,
    WitnessKind.POINT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Drawn evidence: under and over the linework, its labels, its footprint on the page [mm]."""

    under: str
    over: str
    labels: tuple[Label, ...]
    footprint: tuple[BaseGeometry, ...]
    areas: tuple[BaseGeometry, ...]


def evidence(
    witness: Sequence[Witness],
    frame: Frame,
    *,
    plan: SitePlan,
    level: int,
    settings: Settings,
    lang: Lang,
) -> Evidence:
    """The witness geometry of one or more findings."""
    under = [area(w, frame) for kind in AREAS for w in witness if w.kind is kind]
    over: list[str] = []
    footprint: list[BaseGeometry] = []
    for kind in LINES:
        for one in _few([w for w in witness if w.kind is kind]):
            over.append(_line(one, frame, plan=plan, level=level, settings=settings))
            footprint.append(to_page(frame.cut(shapely.force_2d(one.shape)), frame))
    labels = [label for w in witness if w.label and (label := _label(w, frame, lang)) is not None]
    return Evidence(
        under=group(under),
        over=group(over),
        labels=tuple(labels),
        footprint=tuple(shape for shape in footprint if not shape.is_empty),
        areas=tuple(
            to_page(sound(frame.cut(w.shape)), frame)
            for w in witness
            if w.kind in HATCHED and frame.shows(w.shape)
        ),
    )


def to_page(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    """A shape of the site in page millimetres."""
    k = 1000 / frame.scale
    x, y = frame.at(0, 0)
    return affine_transform(shape, [k, 0, 0, -k, x, y])


def all_to_page(shapes: Sequence[BaseGeometry], frame: Frame) -> list[BaseGeometry]:
    """Shapes of the site in page millimetres; quick for many."""
    every: list[BaseGeometry] = shapely.transform(
        np.array(shapes, np.object_), frame.all_at
    ).tolist()
    return every


def area(one: Witness, frame: Frame) -> str:
    """An area with the hatch of its kind."""
    shape = sound(one.shape)
    inside = frame.path(frame.cut(shape))
    edge = frame.outline(shape)
    if one.kind is WitnessKind.UNSEEN_AREA:
        strokes = frame.path(hatched(shape, frame, spacing_mm=1.25, angle_deg=45))
        return (
            path(inside, Pen(fill=UNSEEN, opacity=0.1))
            + path(strokes, Pen(stroke=UNSEEN, width=0.19))
            + path(edge, Pen(stroke=UNSEEN, width=0.32))
        )
    if one.kind is WitnessKind.SHADOW:
        strokes = frame.path(hatched(shape, frame, spacing_mm=0.9, angle_deg=90))
        return path(strokes, Pen(stroke=INK, width=0.14)) + path(
            edge, Pen(stroke=INK, width=0.22, dash="1.2 0.6")
        )
    if one.kind is WitnessKind.COVERAGE:
        return path(inside, Pen(fill=SEEN, opacity=0.07)) + path(
            edge, Pen(stroke=SEEN, width=0.22, dash="2 0.8")
        )
    strokes = frame.path(hatched(shape, frame, spacing_mm=2.6, angle_deg=135))
    return (
        path(inside, Pen(fill=SEEN, opacity=0.06))
        + path(strokes, Pen(stroke=SEEN, width=0.12))
        + path(edge, Pen(stroke=SEEN, width=0.2))
    )


def _few(witness: list[Witness]) -> list[Witness]:
    step = -(-len(witness) // LINES_AT_MOST) or 1
    return witness[::step]


def _line(one: Witness, frame: Frame, *, plan: SitePlan, level: int, settings: Settings) -> str:
    if one.kind is WitnessKind.POINT:
        return group(_point(*frame.on_page(p)) for p in _points(one.shape) if frame.shows(p))
    if one.kind is WitnessKind.UNSEEN_STRETCH:
        return bare(one.shape, frame)
    items = []
    for part in runs(one.shape):
        if one.kind is WitnessKind.SIGHT_LINE:
            items.append(_sight(part, frame))
        elif one.kind is WitnessKind.APPROACH:
            items.append(approach(part, frame) + arrow(part, frame, SEEN, 2.4))
        elif one.kind is WitnessKind.BLOCKED_LINE:
            items.append(_blocked(part, frame, plan=plan, level=level, settings=settings))
        elif one.kind is WitnessKind.GAP:
            items.append(dimension(part, frame))
        else:
            items.append(_route(part, frame))
    return group(items)


def _points(shape: BaseGeometry) -> Iterable[Point]:
    return (part.representative_point() for part in flat(shape))


def _point(x: float, y: float) -> str:
    pen = Pen(stroke=UNSEEN, width=0.35)
    halo = Pen(stroke=PAPER, width=0.8)
    return (
        svg.circle(x, y, 1.25, halo)
        + svg.circle(x, y, 1.25, pen)
        + line(x - 2, y, x + 2, y, pen)
        + line(x, y - 2, x, y + 2, pen)
    )


def _sight(run: LineString, frame: Frame) -> str:
    pen = Pen(stroke=SEEN, width=0.24)
    return (
        path(frame.outline(shapely.force_2d(run)), pen)
        + _eye(run, frame, SEEN)
        + arrow(run, frame, SEEN)
    )


def _blocked(
    run: LineString, frame: Frame, *, plan: SitePlan, level: int, settings: Settings
) -> str:
    """Solid as far as it is free, dashed beyond what blocks it, with a cross there."""
    plain = shapely.force_2d(run)
    blocker = first_blocker(run, obstacles_along(plan, run, level, settings))
    pen = Pen(stroke=UNSEEN, width=0.24, dash="1.5 0.8")
    if blocker is None:
        return path(frame.outline(plain), pen) + _eye(run, frame, UNSEEN)
    at = max(blocker.from_m, 0.0)
    free = substring(plain, 0, at)
    rest = substring(plain, at, plain.length)
    stop = plain.interpolate(at)
    x, y = frame.at(stop.x, stop.y)
    mark = cross(x, y, 1.0, Pen(stroke=PAPER, width=0.8)) + cross(
        x, y, 0.9, Pen(stroke=UNSEEN, width=0.4)
    )
    return (
        path(frame.outline(free), Pen(stroke=UNSEEN, width=0.24))
        + path(frame.outline(rest), pen)
        + _eye(run, frame, UNSEEN)
        + (mark if frame.shows(stop) else "")
    )


def _eye(run: LineString, frame: Frame, colour: str) -> str:
    x, y = run.coords[0][:2]
    west, south, east, north = frame.bounds
    if not (west <= x <= east and south <= y <= north):
        return ""
    return svg.circle(*frame.at(x, y), 0.6, Pen(stroke=colour, width=0.2, fill=PAPER))


def arrow(run: LineString, frame: Frame, colour: str, size: float = 1.5) -> str:
    """A filled arrow head at the end of a line, if that lies in the window."""
    (x0, y0), (x1, y1) = (frame.at(*c[:2]) for c in (run.coords[-2], run.coords[-1]))
    west, south, east, north = frame.bounds
    end = run.coords[-1]
    if not (west <= end[0] <= east and south <= end[1] <= north):
        return ""
    turn = math.atan2(y1 - y0, x1 - x0)
    corners = [(x1, y1)] + [
        (x1 - size * math.cos(turn + d), y1 - size * math.sin(turn + d)) for d in (0.33, -0.33)
    ]
    return polyline(corners, Pen(fill=colour), closed=True)


def _route(run: LineString, frame: Frame) -> str:
    shown = frame.outline(shapely.force_2d(run))
    return (
        path(shown, Pen(stroke=PAPER, width=0.9))
        + path(shown, Pen(stroke=SEEN, width=0.45, dash="2.6 0.8 0.6 0.8"))
        + arrow(run, frame, SEEN, 2.0)
    )


def dimension(run: LineString, frame: Frame, colour: str = UNSEEN) -> str:
    """A dimension line along a run, with extension lines and oblique strokes at its ends."""
    plain = shapely.force_2d(run)
    items = [
        path(frame.outline(plain), Pen(stroke=PAPER, width=0.8)),
        path(frame.outline(plain), Pen(stroke=colour, width=0.28)),
    ]
    coords = list(plain.coords)
    for (ax, ay), (bx, by) in ((coords[0], coords[1]), (coords[-1], coords[-2])):
        x, y = frame.at(ax, ay)
        u, v = frame.at(bx, by)
        size = math.hypot(u - x, v - y) or 1.0
        c, s = (u - x) / size, (v - y) / size
        items.append(
            line(x - s * 1.5, y + c * 1.5, x + s * 1.5, y - c * 1.5, Pen(stroke=colour, width=0.18))
        )
        d, e = (c - s) * 0.72, (s + c) * 0.72
        items.append(line(x - d, y - e, x + d, y + e, Pen(stroke=colour, width=0.5)))
    return group(items)


def _label(one: Witness, frame: Frame, lang: Lang) -> Label | None:
    shown = frame.cut(shapely.force_2d(one.shape))
    if shown.is_empty or one.label is None:
        return None
    anchor = _anchor(shown)
    x, y = frame.on_page(anchor)
    colour = SEEN if one.kind in BLUE else INK if one.kind is WitnessKind.SHADOW else UNSEEN
    areal = one.kind in AREAS
    return Label(
        words=one.label.in_(lang),
        x=x,
        y=y,
        rank=1,
        size=2.25,
        weight=600,
        fill=colour,
        must=one.kind in MUST,
        reach_mm=(0.0, 1.6, 3.2, 6.0, 9.0, 12.0) if areal else (1.2, 2.5, 4.5, 7.5, 10.5, 14.0),
        leader=True,
        above=areal,
        areal=areal,
    )


BLUE = frozenset(
    {
        WitnessKind.SIGHT_LINE,
        WitnessKind.SEEN_AREA,
        WitnessKind.COVERAGE,
        WitnessKind.ROUTE,
        WitnessKind.APPROACH,
    }
)
MUST = frozenset({WitnessKind.GAP, WitnessKind.UNSEEN_AREA, WitnessKind.APPROACH})
"""Witnesses whose labels are written even where they cover something."""


def _anchor(shape: BaseGeometry) -> Point:
    """The middle of the largest piece: half-way along a line, inside an area."""
    pieces = list(flat(shape))
    largest = max(pieces, key=lambda p: (p.area, p.length))
    if isinstance(largest, LineString):
        return largest.interpolate(0.5, normalized=True)
    return largest.representative_point()
