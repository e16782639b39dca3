"""SVG markup in millimetres on the page: paths, texts, and the pens they are drawn with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from cpted_rules.text import Lang, Text

FONTS = "Pretendard, NanumGothic, 'Noto Sans CJK KR', sans-serif"

INK = "#16202b"
SOFT = "#566272"
LINE = "#9aa3ad"
HAIR = "#c9d1da"
WASH = "#f4f6f8"
PAPER = "#ffffff"
SEEN = "#14497a"
UNSEEN = "#b3261e"
GREEN = "#4f7d4f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a line and its inside are drawn. Widths and dashes in millimetres."""

    stroke: str = "none"
    width: float = 0.18
    dash: str = ""
    fill: str = "none"
    opacity: float = 1.0
    cap: str = ""


def number(value: float) -> str:
    """A coordinate to a hundredth of a millimetre, without idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def attributes(**values: str | float) -> str:
    """Attributes in the order given; empty ones left out."""
    words = []
    for name, value in values.items():
        text = number(value) if isinstance(value, float | int) else value
        if text != "":
            words.append(f' {name.rstrip("_").replace("_", "-")}="{escape(text)}"')
    return "".join(words)


def _pen(pen: Pen) -> str:
    stroked = pen.stroke != "none"
    return attributes(
        fill=pen.fill,
        fill_opacity=pen.opacity if pen.fill != "none" and pen.opacity < 1 else "",
        stroke=pen.stroke if stroked else "",
        stroke_width=pen.width if stroked else "",
        stroke_dasharray=pen.dash if stroked else "",
        stroke_linecap=pen.cap,
        stroke_linejoin="round" if stroked else "",
    )


def path(d: str, pen: Pen) -> str:
    """One path; nothing when it has no points."""
    return f'<path d="{d}"{_pen(pen)}/>' if d else ""


def circle(x: float, y: float, radius: float, pen: Pen) -> str:
    """One circle."""
    return f"<circle{attributes(cx=x, cy=y, r=radius)}{_pen(pen)}/>"


def rect(x: float, y: float, width: float, height: float, pen: Pen, *, round_: float = 0) -> str:
    """One rectangle by its upper left corner."""
    corner = attributes(rx=round_) if round_ else ""
    return f"<rect{attributes(x=x, y=y, width=width, height=height)}{corner}{_pen(pen)}/>"


Stroke = tuple[Pen, str]
"""A pen and the path it draws."""


def layered(strokes: Iterable[Stroke]) -> str:
    """One path for each pen, in the order the pens come first; short and quick to draw."""
    paths: dict[Pen, list[str]] = {}
    for pen, d in strokes:
        if d:
            paths.setdefault(pen, []).append(d)
    return "".join(path("".join(parts), pen) for pen, parts in paths.items())


def segment(x1: float, y1: float, x2: float, y2: float) -> str:
    """Path of one straight line."""
    return f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"


def through(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Path of straight pieces through the points."""
    words = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + "L".join(words) + ("Z" if closed else "") if len(words) > 1 else ""


def runs(points: NDArray[np.float64], counts: Sequence[int], others: Sequence[str | None]) -> str:
    """Path of straight pieces through many runs of points, as `through` writes each; quick.

    Args:
        points: shape (P, 2), of one run after the other. [mm]
        counts: points of each run, two or more.
        others: for each run None, or a path in its place; then it has none of the points.
    """
    made: list[str] = []
    first = 0
    for start in range(0, len(counts), _RUNS_AT_ONCE):
        forms: list[str] = []
        last = first
        for count, other in zip(
            counts[start : start + _RUNS_AT_ONCE],
            others[start : start + _RUNS_AT_ONCE],
            strict=True,
        ):
            if other is None:
                forms.append("M%.2f %.2f" + "L%.2f %.2f" * (count - 1))
                last += count
            else:
                forms.append(other)
        written = "".join(forms) % tuple(points[first:last].ravel().tolist())
        made.append(_MINUS_NOTHING.sub("0", _IDLE_ZEROS.sub(r"\1", written)))
        first = last
    return "".join(made)


_RUNS_AT_ONCE = 5_000
_IDLE_ZEROS = re.compile(r"(?:\.00|(\.\d)0)(?=[ LMZ]|$)")
_MINUS_NOTHING = re.compile(r"-0(?=[ LMZ]|$)")


def round_path(x: float, y: float, radius: float) -> str:
    """Path of a whole circle."""
    r, d = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z"


def line(x1: float, y1: float, x2: float, y2: float, pen: Pen) -> str:
    """One straight line."""
    return path(segment(x1, y1, x2, y2), pen)


def polyline(points: Iterable[tuple[float, float]], pen: Pen, *, closed: bool = False) -> str:
    """Straight pieces through the points."""
    return path(through(points, closed=closed), pen)


def group(items: Iterable[str], **values: str | float) -> str:
    """Items drawn together; nothing when there are none."""
    body = "".join(items)
    return f"<g{attributes(**values)}>{body}</g>" if body else ""


def text(
    words: str,
    x: float,
    y: float,
    *,
    size: float = 2.2,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
    mask: float = 0.0,
    turn_deg: float = 0.0,
) -> str:
    """Words with their baseline at (x, y).

    Args:
        mask: opacity of the paper laid under the words, where they lie over linework.
    """
    place = attributes(
        x=x,
        y=y,
        font_size=size,
        font_weight=str(weight) if weight != 400 else "",
        text_anchor=anchor if anchor != "start" else "",
        transform=f"rotate({number(turn_deg)} {number(x)} {number(y)})" if turn_deg else "",
    )
    behind = ""
    if mask and not turn_deg:
        wide = width_of(words, size) + 0.5
        left = {"start": x - 0.25, "middle": x - wide / 2, "end": x - wide + 0.25}[anchor]
        behind = rect(left, y - size * 0.86, wide, size * 1.1, Pen(fill=PAPER, opacity=mask))
    return f'{behind}<text{place} fill="{fill}">{escape(words)}</text>'


def document(
    items: Iterable[str],
    *,
    width_mm: float,
    height_mm: float,
    title: str,
    description: str,
    lang: Lang | str,
) -> str:
    """A whole SVG file at true size, with its text alternative."""
    size = f'width="{number(width_mm)}mm" height="{number(height_mm)}mm"'
    box = f'viewBox="0 0 {number(width_mm)} {number(height_mm)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} lang="{Lang(lang).value}" role="img"'
        f' font-family="{FONTS}"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f"{rect(0, 0, width_mm, height_mm, Pen(fill=PAPER))}{''.join(items)}</svg>"
    )


def words_of(text_: Text | str, lang: Lang | str) -> str:
    """A Text or plain words in one language."""
    return text_ if isinstance(text_, str) else text_.in_(lang)


def width_of(words: str, size: float) -> float:
    """Roughly how wide words are set in Pretendard. [mm]"""
    return size * sum(_advance(c) for c in words)


def _advance(character: str) -> float:
    if ord(character) >= 0x1100 and not 0x2000 <= ord(character) <= 0x206F:
        return 0.88
    if character in " .,:;·|'!()[]ilj\u2009":
        return 0.3
    if character.isupper() or character in "mw%@≥≤":
        return 0.72
    return 0.58
