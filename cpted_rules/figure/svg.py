"""SVG markup in millimetres on the page: paths, texts, and the pens they are drawn with."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
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


def runs(points: NDArray[np.float64], counts: NDArray[np.int64], *, end: str = "") -> str:
    """Path of straight pieces through many runs of points, as `through` writes each; quick.

    Args:
        points: shape (P, 2), of one run after the other. [mm]
        counts: points of each run, two or more.
        end: `Z` closes each run.
    """
    if not len(points):
        return ""
    if np.abs(points).max() >= _FURTHEST_MM:
        parts = np.split(points, np.cumsum(counts)[:-1])
        return "".join(through(part.tolist(), closed=bool(end)) for part in parts)
    x, y = np.rint(points.T * 100).astype(np.int32)
    on, begun, down = (
        _written(*each) for each in ((x, "L", " "), (x, f"{end}M", " "), (y, "", ""))
    )
    starts = np.zeros(len(points), np.bool_)
    starts[np.cumsum(counts) - counts] = True
    x, y = x - x.min(), y - y.min()
    made: list[str] = []
    for n in range(0, len(points), _AT_ONCE):
        part = slice(n, n + _AT_ONCE)
        words = np.empty((len(x[part]), 2), np.object_)
        words[:, 0] = np.where(starts[part], begun[x[part]], on[x[part]])
        words[:, 1] = down[y[part]]
        made.append("".join(words.ravel().tolist()))
    made[0] = made[0].removeprefix(end)
    return "".join([*made, end])


_AT_ONCE = 50_000
_FURTHEST_MM = 9_999
"""Numbers up to there are each written once and looked up; points further out by themselves."""


def _written(hundredths: NDArray[np.int32], before: str, after: str) -> NDArray[np.object_]:
    """Each number that occurs as it is written, at its place after the lowest."""
    low = int(hundredths.min())
    occurs = np.zeros(int(hundredths.max()) - low + 1, np.bool_)
    occurs[hundredths - low] = True
    words = np.empty(len(occurs), np.object_)
    values = np.flatnonzero(occurs)
    # six digits are all: no number is further from nothing than _FURTHEST_MM
    words[values] = [f"{before}{n / 100:g}{after}" for n in (values + low).tolist()]
    return words


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


def clipped(items: Iterable[str], d: str) -> str:
    """Items drawn as far as they lie within the path `d`; nothing when there are none."""
    body = "".join(items)
    if not body or not d:
        return ""
    # named by what it says: figures in one page may share a name, never a meaning
    name = f"c{sha256(d.encode()).hexdigest()[:16]}"
    return f'<clipPath id="{name}"><path d="{d}"/></clipPath><g clip-path="url(#{name})">{body}</g>'


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
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} lang="{Lang(lang).value}" role="img"'
        f' font-family="{FONTS}"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
    )
    # joined once: a figure may be of many megabytes
    return "".join([head, rect(0, 0, width_mm, height_mm, Pen(fill=PAPER)), *items, "</svg>"])


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
