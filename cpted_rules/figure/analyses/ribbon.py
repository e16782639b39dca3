"""Values along a way: a ribbon of few classes, lightness and hatch telling them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import svg
from cpted_rules.figure.analyses.samples import HATCH, box_entry
from cpted_rules.figure.bands import BARE, WIDTH_MM, band, edge
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.labels import Label
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.strip import Entry
from cpted_rules.figure.svg import PAPER, SOFT, Pen
from cpted_rules.text import Lang, Text

FILLS = (BARE, "#e6eef6", "#8fb1d1", "#235a8c")
"""The more see it, the darker; what nobody sees is hatched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One class of a ribbon.

    Args:
        bad: it is hatched red.
    """

    fill: str
    words: Text
    bad: bool = False


def graded(words: Sequence[Text]) -> tuple[Rank, ...]:
    """The classes of what is seen by none, by few and by more, as many as there are words."""
    return tuple(
        Rank(fill=fill, words=one, bad=n == 0)
        for n, (fill, one) in enumerate(zip(FILLS, words, strict=False))
    )


def ribbon(
    stretches: Iterable[tuple[LineString, int]],
    ranks: Sequence[Rank],
    frame: Frame,
    lang: Lang,
    *,
    width_mm: float = WIDTH_MM,
) -> Layer:
    """A ribbon along ways; its legend names the classes that occur.

    Args:
        stretches: each with its class.
    """
    drawn: list[str] = []
    footprint: list[BaseGeometry] = []
    used: set[int] = set()
    for line, rank in stretches:
        one = ranks[rank]
        markup, shown = band(line, frame, fill=one.fill, bad=one.bad, width_mm=width_mm)
        if markup:
            drawn.append(markup)
            footprint.append(to_page(shown, frame))
            used.add(rank)
    occur = [one for n, one in enumerate(ranks) if n in used]
    return Layer(over="".join(drawn), areas=tuple(footprint), legend=legend(occur, lang))


def legend(ranks: Sequence[Rank], lang: Lang) -> tuple[Entry, ...]:
    """The classes of a ribbon as they are drawn."""
    return tuple(
        box_entry(
            rank.fill,
            rank.words,
            lang,
            edge=edge(bad=rank.bad),
            strokes=HATCH if rank.bad else "",
        )
        for rank in ranks
    )


def station_step_m(length_m: float) -> float:
    """How far apart the distances along a way are written. [m]"""
    return next((m for m in (2.0, 5.0, 10.0, 20.0) if length_m / m <= 9), 50.0)


def stations(line: LineString, frame: Frame, *, every_m: float) -> Layer:
    """Distances along a way, as its chart counts them: ticks and numbers beside it. [m]"""
    items: list[str] = []
    labels: list[Label] = []
    count = int(line.length // every_m)
    for n in range(count + 1):
        s = n * every_m
        a = line.interpolate(max(s - 0.2, 0.0))
        b = line.interpolate(min(s + 0.2, line.length))
        at = line.interpolate(s)
        if not frame.shows(at):
            continue
        (ax, ay), (bx, by) = frame.at(a.x, a.y), frame.at(b.x, b.y)
        size = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1.0
        nx, ny = -(by - ay) / size, (bx - ax) / size
        x, y = frame.at(at.x, at.y)
        reach = WIDTH_MM / 2 + 0.9
        ends = (x + nx * reach, y + ny * reach, x - nx * reach, y - ny * reach)
        items.append(svg.line(*ends, Pen(stroke=PAPER, width=0.5)))
        items.append(svg.line(*ends, Pen(stroke=SOFT, width=0.18)))
        words = f"{s:g}\u2009m" if n in (0, count) else f"{s:g}"
        labels.append(
            Label(words=words, x=x, y=y, rank=2, size=1.8, fill=SOFT, reach_mm=(2.0, 2.8, 4.0))
        )
    return Layer(over="".join(items), labels=tuple(labels))
