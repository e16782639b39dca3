"""Charts: values along a way or over a day, told apart by kinds of line, not colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import Plot
from cpted_rules.figure.svg import HAIR, INK, LINE, SOFT, Pen
from cpted_rules.text import Lang, Text

LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 11.0, 4.0, 8.5, 8.5
RIGHT_SCALE_MM = 10.0
"""What a second scale takes."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values over an axis.

    Args:
        x, y: shape (M,); a NaN parts the line.
        bars: drawn as columns of this width on the axis; 0 draws a line.
        fill: of the columns or under the line; "" leaves it.
        right: measured by the scale on the right.
    """

    name: Text
    x: Floats
    y: Floats
    pen: Pen
    bars: float = 0.0
    fill: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A level drawn across a chart."""

    at: float
    words: Text
    pen: Pen
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis: its name with the unit, its range, and how it is marked.

    Args:
        high: None: up to what is drawn.
        step: between marks; None: a round one.
    """

    name: Text
    low: float = 0.0
    high: float | None = None
    step: float | None = None


def chart(
    series: Sequence[Series],
    *,
    across: Axis,
    up: Axis,
    lang: Lang,
    alternative: Text,
    width_mm: float,
    height_mm: float,
    right: Axis | None = None,
    limits: Sequence[Limit] = (),
) -> Plot:
    """A chart of some series over one axis, with its legend above.

    Args:
        right: a second scale, for the series and limits that are measured by it.
    """
    x0, x1 = across.low, _top(across, [s.x for s in series], ())
    planes = []
    for axis, side in ((up, False), (right or up, True)):
        top = _top(
            axis,
            [s.y for s in series if s.right is side],
            [one.at for one in limits if one.right is side],
        )
        planes.append(
            _Plane(
                x0=x0, x1=x1, y0=axis.low, y1=top, width_mm=width_mm, height_mm=height_mm,
                right_mm=RIGHT_MM if right is None else RIGHT_SCALE_MM,
            )
        )  # fmt: skip
    left = planes[0]
    items = [
        svg.rect(0.1, 0.1, width_mm - 0.2, height_mm - 0.2, Pen(stroke=HAIR, width=0.2)),
        *_grid(left, across, up, lang),
        *(_right_scale(planes[1], right, lang) if right is not None else ()),
        *(_drawn(one, planes[one.right]) for one in series),
        *(_limit(one, planes[one.right], lang) for one in limits),
        _frame(left),
        *_legend(series, lang),
    ]
    return Plot(
        svg=svg.document(
            items,
            width_mm=width_mm,
            height_mm=height_mm,
            title=alternative.in_(lang),
            description=f"{across.name.in_(lang)}; {up.name.in_(lang)}",
            lang=lang,
        ),
        width_mm=width_mm,
        height_mm=height_mm,
        alternative=alternative,
    )


def _right_scale(plane: "_Plane", axis: Axis, lang: Lang) -> list[str]:
    edge = plane.width_mm - plane.right_mm
    items = [
        svg.text(f"{round(value, 6):g}", edge + 1, plane.y(value) + 0.7, size=1.9, fill=SOFT)
        for value in _marks(plane.y0, plane.y1, axis.step)
    ]
    middle = (TOP_MM + plane.height_mm - BOTTOM_MM) / 2
    words = axis.name.in_(lang)
    items.append(
        svg.text(words, plane.width_mm - 1.6, middle, size=2.0, anchor="middle", turn_deg=-90)
    )
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    x0: float
    x1: float
    y0: float
    y1: float
    width_mm: float
    height_mm: float
    right_mm: float

    def x(self, value: float) -> float:
        wide = self.width_mm - LEFT_MM - self.right_mm
        return LEFT_MM + wide * (value - self.x0) / (self.x1 - self.x0)

    def y(self, value: float) -> float:
        high = self.height_mm - TOP_MM - BOTTOM_MM
        return self.height_mm - BOTTOM_MM - high * (value - self.y0) / (self.y1 - self.y0)


def _top(axis: Axis, values: Sequence[Floats], limits: Sequence[float]) -> float:
    if axis.high is not None:
        return axis.high
    known = [v[np.isfinite(v)] for v in values]
    most = max([*(float(v.max()) for v in known if v.size), *limits], default=1.0)
    if most <= axis.low:
        return axis.low + 1.0
    step = axis.step or _step(most - axis.low)
    return axis.low + float(np.ceil(round((most - axis.low) / step * 1.02, 6))) * step


def _step(span: float) -> float:
    """A round step that marks a span four to eight times."""
    raw = span / 5
    power: float = 10.0 ** floor(log10(raw))
    return next(s * power for s in STEPS if s * power >= raw - 1e-12)


def _marks(low: float, high: float, step: float | None) -> list[float]:
    each = step or _step(high - low)
    return [low + n * each for n in range(int((high - low) / each + 1e-6) + 1)]


def _grid(plane: _Plane, across: Axis, up: Axis, lang: Lang) -> list[str]:
    items: list[str] = []
    bottom, right = plane.height_mm - BOTTOM_MM, plane.width_mm - plane.right_mm
    for value in _marks(plane.y0, plane.y1, up.step):
        y = plane.y(value)
        items.append(svg.line(LEFT_MM, y, right, y, Pen(stroke=HAIR, width=0.12)))
        words = f"{round(value, 6):g}"
        items.append(svg.text(words, LEFT_MM - 1, y + 0.7, size=1.9, fill=SOFT, anchor="end"))
    for value in _marks(plane.x0, plane.x1, across.step):
        x = plane.x(value)
        items.append(svg.line(x, bottom, x, bottom + 0.8, Pen(stroke=LINE, width=0.15)))
        words = f"{round(value, 6):g}"
        items.append(svg.text(words, x, bottom + 2.9, size=1.9, fill=SOFT, anchor="middle"))
    middle = (LEFT_MM + right) / 2
    name = across.name.in_(lang)
    items.append(svg.text(name, middle, plane.height_mm - 1.6, size=2.0, anchor="middle"))
    upright = (TOP_MM + bottom) / 2
    items.append(svg.text(up.name.in_(lang), 3.2, upright, size=2.0, anchor="middle", turn_deg=-90))
    return items


def _frame(plane: _Plane) -> str:
    bottom, right = plane.height_mm - BOTTOM_MM, plane.width_mm - plane.right_mm
    return svg.line(LEFT_MM, bottom, right, bottom, Pen(stroke=INK, width=0.25)) + svg.line(
        LEFT_MM, TOP_MM, LEFT_MM, bottom, Pen(stroke=INK, width=0.15)
    )


def _drawn(one: Series, plane: _Plane) -> str:
    low = plane.y(max(plane.y0, 0.0))
    if one.bars:
        return "".join(
            svg.rect(
                plane.x(x - one.bars / 2),
                plane.y(min(y, plane.y1)),
                plane.x(x + one.bars / 2) - plane.x(x - one.bars / 2),
                low - plane.y(min(y, plane.y1)),
                Pen(stroke=one.pen.stroke, width=one.pen.width, fill=one.fill or "none"),
            )
            for x, y in zip(one.x.tolist(), one.y.tolist(), strict=True)
            if np.isfinite(y) and y > plane.y0
        )
    items: list[str] = []
    for run in _runs(one):
        points = [(plane.x(x), plane.y(min(max(y, plane.y0), plane.y1))) for x, y in run]
        if one.fill:
            around = [(points[0][0], low), *points, (points[-1][0], low)]
            items.append(svg.polyline(around, Pen(fill=one.fill, opacity=0.5), closed=True))
        items.append(svg.polyline(points, one.pen))
    return "".join(items)


def _runs(one: Series) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(one.x.tolist(), one.y.tolist(), strict=True):
        if np.isfinite(y):
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _limit(one: Limit, plane: _Plane, lang: Lang) -> str:
    y = plane.y(one.at)
    right = plane.width_mm - plane.right_mm
    words = svg.text(
        one.words.in_(lang),
        right - 0.6,
        y - 0.8,
        size=1.9,
        fill=one.pen.stroke,
        anchor="end",
        mask=0.85,
    )
    return svg.line(LEFT_MM, y, right, y, one.pen) + words


def _legend(series: Sequence[Series], lang: Lang) -> list[str]:
    x, items = LEFT_MM, []
    for one in series:
        words = one.name.in_(lang)
        if one.bars:
            pen = Pen(stroke=one.pen.stroke, width=one.pen.width, fill=one.fill or "none")
            items.append(svg.rect(x + 0.6, 2.4, 4, 2, pen))
        else:
            if one.fill:
                items.append(svg.rect(x, 3.4, 5.2, 1.4, Pen(fill=one.fill, opacity=0.5)))
            items.append(svg.line(x, 3.4, x + 5.2, 3.4, one.pen))
        items.append(svg.text(words, x + 6.2, 4.2, size=2.0))
        x += 6.2 + svg.width_of(words, 2.0) + 3.5
    return items
