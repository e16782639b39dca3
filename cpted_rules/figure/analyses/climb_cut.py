"""A climb: its way in plan with numbered footholds, and the same way unfolded into a section."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot

import shapely
from shapely import Point

from cpted_rules.analysis.climb.hold import HoldKind
from cpted_rules.analysis.climb.reach import ClimbPath, Reach, Step
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import Plot
from cpted_rules.figure.analyses.samples import line_entry, mark_entry, numbered
from cpted_rules.figure.analyses.upright import (
    At,
    cut_bar,
    cut_scale,
    ground_line,
    height_mark,
    person,
    upright_dimension,
)
from cpted_rules.figure.evidence import arrow, to_page
from cpted_rules.figure.frame import Frame, runs
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import GREEN, HAIR, INK, PAPER, SOFT, UNSEEN, Pen, path
from cpted_rules.text import Lang, Text

START_M = 2.2
"""Ground drawn before the first foothold."""
LONGEST_M = 1.5
"""A walk along a foothold is drawn no longer than this, with a break."""
TAIL_M = 1.2
SIDE_MM, TOP_MM, FOOT_MM = 12.0, 12.0, 13.0
THICK_M = {HoldKind.WALL: 0.2, HoldKind.FENCE: 0.1, HoldKind.GATE: 0.1, HoldKind.PIPE: 0.08}

CAPTION = Text(
    ko="오르는 경로를 펼친 단면 (높이·거리 같은 축척)",
    en="Climb unfolded into a section (heights to scale)",
)
CLIMB = Text(ko="오르는 경로", en="climb")
HOLD = Text(ko="딛는 곳(번호는 단면과 같음)", en="foothold, numbered as in the section")
OPENING = Text(ko="닿는 창·문", en="opening reached")
OTHERS = Text(ko="그 밖에 닿는 창·문", en="other opening that is reached")
SILL = Text(ko="창대 +{m} m", en="sill +{m} m")
ROUTE = Pen(stroke=UNSEEN, width=0.5)
TARGET = Pen(stroke=UNSEEN, width=1.2, cap="butt")
OTHER = Pen(stroke=UNSEEN, width=0.7, dash="0.9 0.5", cap="butt")


def climb_layer(reach: Reach, others: Sequence[Reach], frame: Frame, lang: Lang) -> Layer:
    """The way of one climb over a plan, with the other openings that are climbed to."""
    way = reach.path
    if way is None:
        return Layer()
    over = [path(frame.outline(other.target.line), OTHER) for other in others]
    line = shapely.force_2d(way.line)
    shown = frame.outline(line)
    over.append(path(shown, Pen(stroke=PAPER, width=1.1)) + path(shown, ROUTE))
    over += [arrow(part, frame, UNSEEN, 1.8) for part in runs(line) if part.length > 0.05]
    over.append(path(frame.outline(reach.target.line), TARGET))
    used: list[Point] = []
    for n, step in enumerate(_holds(way), start=1):
        at = Point(step.enters[:2])
        x, y = frame.on_page(at)
        near = sum(1 for other in used if frame.mm(other.distance(at)) < 3.6)
        used.append(at)
        over.append(numbered(n, x + 3.4 * near, y - 0.2 * near, UNSEEN))
    return Layer(
        over="".join(over),
        footprint=(to_page(line.buffer(frame.metres(2.0)), frame),),
        legend=(
            line_entry(ROUTE, CLIMB, lang),
            mark_entry(numbered(1, 3, -0.9, UNSEEN), HOLD, lang),
            line_entry(TARGET, OPENING, lang),
            *((line_entry(OTHER, OTHERS, lang),) if others else ()),
        ),
    )


def _holds(way: ClimbPath) -> list[Step]:
    """The footholds, the ground left out."""
    return [step for step in way.steps if step.kind is not HoldKind.GROUND]


def climb_cut(
    reach: Reach,
    names: Mapping[str, Text],
    *,
    head_m: float,
    lang: Lang,
    alternative: Text,
    width_mm: float,
    most_mm: float,
) -> Plot:
    """A climb unfolded into a section: each foothold at its height, each rise dimensioned.

    Args:
        names: of the footholds, by their ids.
        head_m: of the opening, above ground.

    Raises:
        ValueError: there is no climb to draw.
    """
    way = reach.path
    if way is None:
        raise ValueError(f"{reach.target.id}: no climb leads there")
    spots = unfolded(way)
    length = spots[-1][0] + TAIL_M
    tall = max(max(z for _, z in spots), head_m) + 1.2
    inner, room = width_mm - 2 * SIDE_MM, most_mm - TOP_MM - FOOT_MM
    scale = cut_scale(length, tall, width_mm=inner, height_mm=room)
    k = 1000 / scale
    high = tall * k + TOP_MM + FOOT_MM
    base, x0 = high - FOOT_MM, SIDE_MM + (inner - length * k) / 2

    def at(s: float, z: float) -> tuple[float, float]:
        return x0 + s * k, base - z * k

    holds = _holds(way)
    items = [
        svg.rect(0.1, 0.1, width_mm - 0.2, high - 0.2, Pen(stroke=HAIR, width=0.2)),
        svg.text(CAPTION.in_(lang), 2, 4, size=2.2, weight=600, fill=SOFT),
        _wall(spots[-1][0], reach.target.sill_m, head_m, tall, at, lang),
        *(_hold(step.kind, spots[1 + 2 * n], spots[2 + 2 * n], at) for n, step in enumerate(holds)),
        ground_line(4, width_mm - 4, base),
        person(*at(0.35, 0), 1.7 * k),
        _way(spots, at),
        *_rises(spots, at),
        *_numbers(holds, spots, names, at, lang),
        cut_bar(5, high - 4.2, scale),
    ]
    return Plot(
        svg=svg.document(
            items,
            width_mm=width_mm,
            height_mm=high,
            title=alternative.in_(lang),
            description=CAPTION.in_(lang),
            lang=lang,
        ),
        width_mm=width_mm,
        height_mm=high,
        alternative=alternative,
    )


def unfolded(way: ClimbPath) -> list[tuple[float, float]]:
    """Where each foothold is entered and left, along the way and up: start, pairs, end. [m]

    Walks over the ground between two climbs, and long ones along a foothold, are shortened.
    """
    s, last, found = START_M, way.steps[0].leaves, []
    found.append((s, max(last[2], 0.0)))
    for step in _holds(way):
        for spot in (step.enters, step.leaves):
            s += min(hypot(spot[0] - last[0], spot[1] - last[1]), LONGEST_M)
            found.append((s, spot[2]))
            last = spot
    s += min(hypot(way.end[0] - last[0], way.end[1] - last[1]), LONGEST_M)
    found.append((s, way.end[2]))
    return found


def _hold(kind: HoldKind, enters: tuple[float, float], leaves: tuple[float, float], at: At) -> str:
    s0, s1 = min(enters[0], leaves[0]), max(enters[0], leaves[0])
    thick = THICK_M.get(kind, 0.6)
    if s1 - s0 < thick:
        middle = (s0 + s1) / 2
        s0, s1 = middle - thick / 2, middle + thick / 2
    top = max(enters[1], leaves[1])
    x0, y0 = at(s0, top)
    x1, ground = at(s1, 0.0)
    if kind is HoldKind.TREE:
        trunk = svg.line((x0 + x1) / 2, ground, (x0 + x1) / 2, y0, Pen(stroke=GREEN, width=0.7))
        crown = Pen(stroke=GREEN, width=0.2, fill="#dfeadb", opacity=0.6)
        return trunk + svg.circle((x0 + x1) / 2, y0, (x1 - x0) / 2 + 2.0, crown)
    if kind is HoldKind.PIPE:
        return svg.rect(
            x0,
            y0 - 6,
            max(x1 - x0, 0.8),
            ground - y0 + 6,
            Pen(stroke=INK, width=0.2, fill="#c3cad3"),
        )
    if kind is HoldKind.CAR:
        return _car(x0, x1, y0, ground)
    floating = kind in (HoldKind.ROOF, HoldKind.BALCONY, HoldKind.UNIT)
    foot = min(ground, y0 + 3.0) if floating else ground
    return svg.rect(x0, y0, x1 - x0, foot - y0, Pen(stroke=INK, width=0.3, fill="#c3cad3"))


def _car(x0: float, x1: float, roof: float, ground: float) -> str:
    """A car seen from behind, its roof at its height."""
    half = max((x1 - x0) / 2, (ground - roof) * 0.55)
    middle, h = (x0 + x1) / 2, ground - roof
    body = [
        (middle - half * 0.72, roof), (middle + half * 0.72, roof),
        (middle + half, roof + h * 0.42), (middle + half, ground - h * 0.16),
        (middle - half, ground - h * 0.16), (middle - half, roof + h * 0.42),
    ]  # fmt: skip
    wheel = Pen(fill=INK)
    return svg.polyline(body, Pen(stroke=INK, width=0.3, fill="#dfe4ea"), closed=True) + "".join(
        svg.rect(middle + side * half * 0.78 - h * 0.09, ground - h * 0.2, h * 0.18, h * 0.2, wheel)
        for side in (-1, 1)
    )


def _wall(s: float, sill: float, head: float, tall: float, at: At, lang: Lang) -> str:
    """The wall with the opening at the end of the way."""
    solid = Pen(stroke=INK, width=0.25, fill="#dfe4ea")
    items = []
    for low, high in ((0.0, sill), (head, tall - 0.2)):
        if high > low:
            x, y = at(s + 0.05, high)
            x1, y1 = at(s + 0.3, low)
            items.append(svg.rect(x, y, x1 - x, y1 - y, solid))
    x, y = at(s + 0.17, head)
    _, y1 = at(s, sill)
    items.append(svg.line(x, y, x, y1, Pen(stroke=UNSEEN, width=0.8)))
    mark = SILL.fill(m=f"{sill:.2f}").in_(lang)
    return "".join(items) + height_mark(at(s + 0.75, 0)[0], y1, mark, side=1, colour=UNSEEN)


def _way(spots: Sequence[tuple[float, float]], at: At) -> str:
    points = [at(s, z) for s, z in spots]
    line = svg.polyline(points, Pen(stroke=PAPER, width=1.0)) + svg.polyline(points, ROUTE)
    (x0, y0), (x1, y1) = points[-2], points[-1]
    size = hypot(x1 - x0, y1 - y0) or 1.0
    c, s = (x1 - x0) / size, (y1 - y0) / size
    tip = [
        (x1, y1),
        (x1 - 1.9 * c - 0.7 * s, y1 - 1.9 * s + 0.7 * c),
        (x1 - 1.9 * c + 0.7 * s, y1 - 1.9 * s - 0.7 * c),
    ]
    return line + svg.polyline(tip, Pen(fill=UNSEEN), closed=True)


def _rises(spots: Sequence[tuple[float, float]], at: At) -> list[str]:
    """Every rise and drop of more than 0.3 m, dimensioned where it is made."""
    items = []
    for (s0, z0), (s1, z1) in pairwise(spots):
        if abs(z1 - z0) > 0.3:
            x = at(min(s0, s1), 0)[0] - 2.2
            y0, y1 = at(0, z0)[1], at(0, z1)[1]
            items.append(upright_dimension(x, y0, y1, f"{z1 - z0:+.2f}", INK, -1))
    return items


def _numbers(
    holds: Sequence[Step],
    spots: Sequence[tuple[float, float]],
    names: Mapping[str, Text],
    at: At,
    lang: Lang,
) -> list[str]:
    items: list[str] = []
    for n, step in enumerate(holds, start=1):
        x, y = at(*spots[2 * n])
        items.append(numbered(n, x - 2.8, y - 2.4, UNSEEN))
        words = f"{names[step.id].in_(lang)} +{spots[2 * n][1]:.2f}\u2009m"
        items.append(
            svg.text(words, x - 5.2, y - 1.7, size=2.0, weight=600, anchor="end", mask=0.9)
        )
    return items
