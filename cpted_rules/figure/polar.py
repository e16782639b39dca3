"""The polar plot of luminaires: intensity in the planes C0-C180 and C90-C270."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from cpted_rules.figure import svg
from cpted_rules.figure.svg import GREEN, HAIR, INK, LINE, PAPER, SEEN, SOFT, UNSEEN, Pen
from cpted_rules.photometry import Photometry, flux_lm, intensity
from cpted_rules.text import Lang, Text, same

MOST = 4
"""Luminaires of one plot; more cannot be told apart in black and white."""

EDGE_MM = 3.0
RIM_MM = 6.0
ROW_MM = 3.4
HEAD_MM = 5.6
APART_MM = 5.0
FAINT_UP = 0.005
"""Light above the horizontal of less than this share of the peak leaves the upper half undrawn."""

COLOURS = (SEEN, UNSEEN, GREEN, INK)
TAGS = "ABCD"
DASH = "1.5 0.8"

TITLE = Text(ko="배광 곡선", en="Light distribution")
PLANES = (same("C0–C180"), same("C90–C270"))
ALL_PLANES = Text(ko="모든 C면 같음", en="all C-planes alike")
PEAK = Text(
    ko="최대 {value} {unit} (C {c}°, γ {gamma}°)", en="max {value} {unit} (C {c}°, γ {gamma}°)"
)
PEAK_ROUND = Text(ko="최대 {value} {unit} (γ {gamma}°)", en="max {value} {unit} (γ {gamma}°)")
LAMPS = Text(ko="램프 {lumens} lm", en="lamps {lumens} lm")
TABLE = Text(ko="기구 {lumens} lm", en="luminaire {lumens} lm")
NAMELESS = Text(ko="이름 없는 기구", en="luminaire without a name")
UP_DOWN = Text(ko="γ 0° 아래, C면은 위에서 반시계 방향", en="γ 0° is down, C counter-clockwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarFigure:
    """A polar plot with its true size and its words for those who do not see it."""

    svg: str
    width_mm: float
    height_mm: float
    alternative: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dial:
    """Where the plot lies on the page, and its scale."""

    x: float
    y: float
    radius: float
    top: float
    step: float
    whole: bool

    def at(self, gamma_deg: float, value: float, side: int) -> tuple[float, float]:
        """The place of an intensity; side 1 is the right half, -1 the left."""
        reach = self.radius * value / self.top
        angle = np.radians(gamma_deg)
        return (self.x + side * reach * float(np.sin(angle)), self.y + reach * float(np.cos(angle)))


def polar_figure(
    luminaires: Sequence[Photometry],
    *,
    lang: Lang,
    width_mm: float = 80.0,
    per_klm: bool = False,
) -> PolarFigure:
    """Luminaires in one polar plot, to one scale.

    Solid lines are C0-C180, dashed lines C90-C270; the right half has C0 and C90. The upper half is
    drawn when there is light in it.

    Args:
        luminaires: 1 to 4.
        per_klm: cd per 1000 lm of the lamps (of the luminaire, for absolute photometry).
    """
    if not 1 <= len(luminaires) <= MOST:
        raise ValueError(f"{len(luminaires)} luminaires; 1 to {MOST} make a plot")
    scales = [_scale(one) if per_klm else 1.0 for one in luminaires]
    peak = max(float(one.candela.max()) * k for one, k in zip(luminaires, scales, strict=True))
    dial = _dial(luminaires, width_mm, peak)
    unit = "cd/klm" if per_klm else "cd"
    items = [_rings(dial, unit)]
    for n, (one, scale) in enumerate(zip(luminaires, scales, strict=True)):
        items.append(_curves(dial, one, scale, n, tagged=len(luminaires) > 1))
    bottom = dial.y + dial.radius + RIM_MM + 1.0
    words, rows = _legend(luminaires, scales, unit, lang, top_mm=bottom, width_mm=width_mm)
    items.append(words)
    height = bottom + rows + EDGE_MM
    alternative = _in_words(luminaires, scales, unit)
    page = svg.document(
        items,
        width_mm=width_mm,
        height_mm=height,
        title=TITLE.in_(lang),
        description=alternative.in_(lang),
        lang=lang,
    )
    return PolarFigure(svg=page, width_mm=width_mm, height_mm=height, alternative=alternative)


def _scale(one: Photometry) -> float:
    """From candela to cd per klm."""
    return 1000.0 / (one.lumens or flux_lm(one))


def _dial(luminaires: Sequence[Photometry], width: float, peak: float) -> _Dial:
    radius = width / 2 - EDGE_MM - RIM_MM
    whole = any(_shines_up(one) for one in luminaires)
    step = _step(peak)
    top = step * float(np.ceil(peak / step - 1e-9))
    y = EDGE_MM + (RIM_MM + radius if whole else HEAD_MM)
    return _Dial(x=width / 2, y=y, radius=radius, top=top, step=step, whole=whole)


def _shines_up(one: Photometry) -> bool:
    above = one.candela[:, one.gamma_deg > 90.0]
    return bool(above.size and above.max() > FAINT_UP * one.candela.max())


def _step(peak: float) -> float:
    """The distance of rings: 1, 2 or 5 times a power of ten, three to five rings."""
    decade = 10.0 ** np.floor(np.log10(peak))
    steps = (decade * m for m in (0.2, 0.25, 0.5, 1.0, 2.0))
    return float(next(step for step in steps if peak / step <= 5.0 + 1e-9))


def _rings(dial: _Dial, unit: str) -> str:
    thin, axis = Pen(stroke=HAIR, width=0.15), Pen(stroke=LINE, width=0.18)
    count = round(dial.top / dial.step)
    parts = []
    free = -EDGE_MM  # words along the level axis must not touch
    for n in range(count, 0, -1):
        r = dial.radius * n / count
        parts.append(svg.path(_ring(dial, r), axis if n == count else thin))
        words = f"{dial.step * n:,.10g}" + (f" {unit}" if n == count else "")
        if dial.whole:
            place = (dial.x + 0.6, dial.y - r + 1.9)
            parts.append(svg.text(words, *place, size=1.9, fill=SOFT, mask=0.85))
            continue
        wide = svg.width_of(words, 1.9)
        left = dial.x - r - (0.0 if n == count else wide / 2)
        if left > free:
            parts.append(svg.text(words, left, dial.y - 0.8, size=1.9, fill=SOFT))
            free = left + wide + 1.0
    angles = range(0, 181 if dial.whole else 91, 30)
    for angle, side in ((a, s) for a in angles for s in (1, -1)):
        if angle % 180 == 0 and side < 0:
            continue
        end = dial.at(angle, dial.top, side)
        parts.append(svg.line(dial.x, dial.y, *end, axis if angle % 90 == 0 else thin))
        x, y = dial.at(angle, dial.top * (1 + 2.0 / dial.radius), side)
        anchor = "middle" if angle % 180 == 0 else ("start" if side > 0 else "end")
        lift = {0: 1.6, 180: 0.0}.get(angle, 0.7)
        parts.append(svg.text(f"{angle}°", x, y + lift, size=1.9, fill=SOFT, anchor=anchor))
    ends = ((2 * dial.x - EDGE_MM, "C0, C90", "end"), (EDGE_MM, "C180, C270", "start"))
    for x, words, anchor in ends:
        parts.append(svg.text(words, x, 4.0, size=1.9, weight=600, anchor=anchor))
    return svg.group(parts)


def _ring(dial: _Dial, r: float) -> str:
    if dial.whole:
        return svg.round_path(dial.x, dial.y, r)
    size, left = svg.number(r), svg.number(dial.x - r)
    return f"M{left} {svg.number(dial.y)}a{size} {size} 0 0 0 {svg.number(2 * r)} 0"


def _curves(dial: _Dial, one: Photometry, scale: float, n: int, *, tagged: bool) -> str:
    colour = COLOURS[n]
    parts = []
    for plane in (90.0, 0.0):  # the solid line over the dashed one
        if plane and _is_round(one):
            continue
        pen = Pen(stroke=colour, width=0.42, dash=DASH if plane else "", cap="butt")
        wash = Pen(fill=colour, opacity=0.07) if not plane and not tagged else Pen()
        points = _points(dial, one, scale, plane)
        parts.append(svg.polyline(points, wash, closed=True) + svg.polyline(points, pen))
    if tagged:
        parts.append(_tags(dial, one, scale, n))
    return svg.group(parts)


def _points(dial: _Dial, one: Photometry, scale: float, plane: float) -> list[tuple[float, float]]:
    """The curve from the left end over straight down to the right end."""
    last = float(one.gamma_deg[-1]) if dial.whole else min(float(one.gamma_deg[-1]), 90.0)
    first = float(one.gamma_deg[0])
    inner = one.gamma_deg[(one.gamma_deg > first) & (one.gamma_deg < last)]
    even = np.arange(np.ceil(first), last, 1.0)
    gamma = np.unique(np.concatenate([[first, last], inner, even]))
    sides = []
    for side, c in ((-1, plane + 180.0), (1, plane)):
        values = intensity(one, np.full(len(gamma), c), gamma) * scale
        sides.append(
            [dial.at(float(g), float(v), side) for g, v in zip(gamma, values, strict=True)]
        )
    left, right = sides
    centre = [(dial.x, dial.y)]
    middle = [] if first == 0.0 else centre
    return [*centre, *left[::-1], *middle, *right, *centre]


def _tags(dial: _Dial, one: Photometry, scale: float, n: int) -> str:
    """The letter of a luminaire at the peak of each of its curves, where they are apart."""
    side = 1 if n % 2 == 0 else -1
    curves = [(0.0, side)] if _is_round(one) else [(0.0, side), (90.0, -side)]
    places: list[tuple[float, float]] = []
    for plane, half in curves:
        c = plane if half > 0 else plane + 180.0
        values = intensity(one, np.full(len(one.gamma_deg), c), one.gamma_deg) * scale
        best = int(np.argmax(values))
        x, y = dial.at(float(one.gamma_deg[best]), float(values[best]), half)
        if all(np.hypot(x - a, y - b) > APART_MM for a, b in places):
            places.append((x, y))
    return svg.group(_letter(n, x, y) for x, y in places)


def _letter(n: int, x: float, y: float) -> str:
    disc = svg.circle(x, y, 1.5, Pen(fill=PAPER, stroke=COLOURS[n], width=0.25))
    return disc + svg.text(TAGS[n], x, y + 0.72, size=2.0, weight=700, anchor="middle")


def _is_round(one: Photometry) -> bool:
    return len(one.c_deg) == 2


def _legend(
    luminaires: Sequence[Photometry],
    scales: Sequence[float],
    unit: str,
    lang: Lang,
    *,
    top_mm: float,
    width_mm: float,
) -> tuple[str, float]:
    """Line kinds, then each luminaire with its peak and flux; and how high all that is."""
    colour = COLOURS[0] if len(luminaires) == 1 else SOFT
    parts = []
    x, y = EDGE_MM, top_mm
    kinds = PLANES if not all(_is_round(one) for one in luminaires) else (ALL_PLANES,)
    for n, kind in enumerate(kinds):
        pen = Pen(stroke=colour, width=0.42, dash=DASH if n else "")
        words = kind.in_(lang)
        parts.append(svg.line(x, y - 0.7, x + 7, y - 0.7, pen))
        parts.append(svg.text(words, x + 8.2, y, size=2.1))
        x += 8.2 + svg.width_of(words, 2.1) + 4
    note = UP_DOWN.in_(lang)
    if x + svg.width_of(note, 1.9) < width_mm - EDGE_MM + 1:
        parts.append(svg.text(note, width_mm - EDGE_MM, y, size=1.9, fill=SOFT, anchor="end"))
    y += 1.0
    for n, (one, scale) in enumerate(zip(luminaires, scales, strict=True)):
        left = EDGE_MM
        if len(luminaires) > 1:
            parts.append(_letter(n, EDGE_MM + 1.6, y + ROW_MM - 0.8))
            left += 4.6
        space = width_mm - EDGE_MM - left
        name = _fitting(_name(one).in_(lang), 2.4, space)
        parts.append(svg.text(name, left, y + ROW_MM, size=2.4, weight=600))
        facts = [peak_words(one, scale, unit).in_(lang), _flux_words(one).in_(lang)]
        line = " · ".join(facts)
        rows = [line] if svg.width_of(line, 2.1) <= space else facts
        for row, words in enumerate(rows, start=2):
            parts.append(svg.text(words, left, y + ROW_MM * row, size=2.1, fill=SOFT))
        y += ROW_MM * (1 + len(rows)) + 0.6
    return svg.group(parts), y - top_mm


def _name(one: Photometry) -> Text:
    words = one.luminaire or one.name
    return same(words) if words else NAMELESS


def _fitting(words: str, size: float, space: float) -> str:
    """Words cut to a width, with an ellipsis."""
    if svg.width_of(words, size) <= space:
        return words
    while words and svg.width_of(words + "…", size) > space:
        words = words[:-1]
    return words.rstrip() + "…"


def peak_words(one: Photometry, scale: float = 1.0, unit: str = "cd") -> Text:
    """The largest intensity and its direction, in words."""
    i, j = np.unravel_index(int(np.argmax(one.candela)), one.candela.shape)
    value, gamma = f"{one.candela[i, j] * scale:,.0f}", f"{one.gamma_deg[j]:g}"
    if _is_round(one):
        return PEAK_ROUND.fill(value=value, unit=unit, gamma=gamma)
    c = f"{one.c_deg[i] % 360.0:g}"
    return PEAK.fill(value=value, unit=unit, c=c, gamma=gamma)


def _flux_words(one: Photometry) -> Text:
    parts = [TABLE.fill(lumens=f"{flux_lm(one):,.0f}")]
    if one.lumens:
        parts.insert(0, LAMPS.fill(lumens=f"{one.lumens:,.0f}"))
    if one.watts:
        parts.append(same(f"{one.watts:g} W"))
    ko, en = (" · ".join(words) for words in zip(*((p.ko, p.en) for p in parts), strict=True))
    return Text(ko=ko, en=en)


def _in_words(luminaires: Sequence[Photometry], scales: Sequence[float], unit: str) -> Text:
    """What the plot shows, in words."""
    texts = chain.from_iterable(
        (_name(one), peak_words(one, scale, unit), _flux_words(one))
        for one, scale in zip(luminaires, scales, strict=True)
    )
    found = list(texts)
    return Text(
        ko=f"{TITLE.ko}: " + ", ".join(t.ko for t in found) + ".",
        en=f"{TITLE.en}: " + ", ".join(t.en for t in found) + ".",
    )


__all__ = ["MOST", "PolarFigure", "peak_words", "polar_figure"]
