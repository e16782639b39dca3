"""Samples of a legend: about 6 mm wide, on the baseline."""

from cpted_rules.figure import svg
from cpted_rules.figure.strip import Entry
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen
from cpted_rules.text import Lang, Text

HATCH = "M1.2 0l2 -2M2.6 0l2 -2M4 0l1 -1"
"""Strokes of a hatched sample, as unseen areas carry them."""
COUNTER_HATCH = "M1.2 -2l2 2M2.8 -2l2 2M4.4 -2l0.6 0.6"
UPRIGHTS = "M1.8 0v-2M2.6 0v-2M3.4 0v-2M4.2 0v-2"


def line_entry(pen: Pen, words: Text, lang: Lang) -> Entry:
    """A line as it is drawn."""
    return Entry(sample=svg.line(0.4, -0.8, 5.6, -0.8, pen), words=words.in_(lang))


def box_entry(
    fill: str,
    words: Text,
    lang: Lang,
    *,
    opacity: float = 1.0,
    edge: Pen | None = None,
    strokes: str = "",
    stroke: str = UNSEEN,
) -> Entry:
    """An area as it is drawn, with its hatch."""
    sample = (
        svg.rect(1, -2, 4, 2, Pen(fill=fill, opacity=opacity))
        + svg.path(strokes, Pen(stroke=stroke, width=0.16))
        + svg.rect(1, -2, 4, 2, edge or Pen(stroke=INK, width=0.1))
    )
    return Entry(sample=sample, words=words.in_(lang))


def mark_entry(mark: str, words: Text, lang: Lang) -> Entry:
    """A mark drawn about (3, -0.8)."""
    return Entry(sample=mark, words=words.in_(lang))


def eye(x: float, y: float, colour: str) -> str:
    """Where somebody looks from."""
    return (
        svg.circle(x, y, 1.5, Pen(stroke=PAPER, width=0.5))
        + svg.circle(x, y, 1.15, Pen(stroke=colour, width=0.3, fill=PAPER))
        + svg.circle(x, y, 0.5, Pen(fill=colour))
    )


def numbered(number: int, x: float, y: float, colour: str) -> str:
    """A number in a disc."""
    words = str(number)
    size = 2.0 if len(words) < 2 else 1.7
    return svg.circle(x, y, 1.75, Pen(stroke=PAPER, width=0.3, fill=colour)) + svg.text(
        words, x, y + size * 0.36, size=size, weight=700, fill=PAPER, anchor="middle"
    )
