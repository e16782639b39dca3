"""What every upright cut is drawn with: ground, people, heights, and a scale bar of its own."""

from collections.abc import Callable

from cpted_rules.figure import svg
from cpted_rules.figure.frame import SCALES
from cpted_rules.figure.svg import INK, PAPER, SOFT, Pen

At = Callable[[float, float], tuple[float, float]]
"""Distance along the cut and height [m] to the page [mm]."""
LENGTHS = (0.5, 1, 2, 5, 10, 20, 50)


def cut_scale(length_m: float, tall_m: float, *, width_mm: float, height_mm: float) -> int:
    """The largest scale at which a cut fits its room."""
    wanted = max(length_m * 1000 / width_mm, tall_m * 1000 / height_mm)
    return next((s for s in SCALES if s >= wanted - 1e-9), SCALES[-1])


def ground_line(x0: float, x1: float, y: float) -> str:
    """The ground, cut, with its hatch below."""
    strokes = "".join(
        f"M{svg.number(x0 + n)} {svg.number(y)}l-1.3 1.3" for n in range(2, int(x1 - x0), 3)
    )
    return svg.line(x0, y, x1, y, Pen(stroke=INK, width=0.5)) + svg.path(
        strokes, Pen(stroke=SOFT, width=0.13)
    )


def person(x: float, foot: float, height: float, colour: str = SOFT) -> str:
    """A standing person as a quiet figure: head, body, legs; measures on the page. [mm]"""
    top = foot - height
    head = height * 0.075
    body = Pen(fill=colour, opacity=0.55)
    w = height * 0.11
    torso = [
        (x - w, top + height * 0.19),
        (x + w, top + height * 0.19),
        (x + w * 0.85, top + height * 0.52),
        (x + w * 0.75, foot),
        (x + w * 0.15, foot),
        (x, top + height * 0.58),
        (x - w * 0.15, foot),
        (x - w * 0.75, foot),
        (x - w * 0.85, top + height * 0.52),
    ]
    return svg.circle(x, top + head, head, body) + svg.polyline(torso, body, closed=True)


def upright_dimension(x: float, y0: float, y1: float, words: str, colour: str, side: int) -> str:
    """A dimension up from y0 to y1 on the page, its words to one side."""
    pen = Pen(stroke=colour, width=0.22)
    ticks = "".join(svg.line(x - 0.7, y + 0.7, x + 0.7, y - 0.7, pen) for y in (y0, y1))
    anchor = "start" if side > 0 else "end"
    label = svg.text(
        words, x + side * 1.3, (y0 + y1) / 2 + 0.7, size=2.0, fill=colour, anchor=anchor, mask=0.9
    )
    return svg.line(x, y0, x, y1, pen) + ticks + label


def height_mark(x: float, y: float, words: str, *, side: int, colour: str = INK) -> str:
    """A level mark: a triangle on its point and the height. [mm]"""
    tip = [(x, y), (x - 0.8, y - 1.3), (x + 0.8, y - 1.3)]
    anchor = "start" if side > 0 else "end"
    return svg.polyline(tip, Pen(stroke=colour, width=0.2, fill=PAPER), closed=True) + svg.text(
        words, x + side * 1.3, y - 0.5, size=2.0, fill=colour, anchor=anchor, mask=0.9
    )


def cut_bar(x: float, y: float, scale: int) -> str:
    """The scale bar of a cut with its true scale beside it."""
    k = 1000 / scale
    metres = next((m for m in LENGTHS if m * k >= 12), LENGTHS[-1])
    half = metres * k / 2
    words = f"{metres:g}\u2009m"
    return (
        svg.rect(x, y, half, 0.9, Pen(stroke=INK, width=0.18, fill=INK))
        + svg.rect(x + half, y, half, 0.9, Pen(stroke=INK, width=0.18, fill=PAPER))
        + svg.text("0", x, y - 0.7, size=1.9, fill=SOFT, anchor="middle")
        + svg.text(words, x + 2 * half, y - 0.7, size=1.9, fill=SOFT, anchor="middle")
        + svg.text(f"1:{scale} (A4)", x + 2 * half + 7, y + 0.9, size=2.1, weight=600, fill=SOFT)
    )
