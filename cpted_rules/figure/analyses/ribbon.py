"""Values along a way: a ribbon of few classes, lightness and hatch telling them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import Layer
from cpted_rules.figure.analyses.samples import HATCH, box_entry
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.labels import Label
from cpted_rules.figure.strip import Entry
from cpted_rules.figure.svg import INK, PAPER, SOFT, UNSEEN, Pen, path
from cpted_rules.text import Lang, Text

WIDTH_MM = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One class of a ribbon.

    Args:
        bad: it is hatched red.
    """

    fill: str
    words: Text
    bad: bool = False


def ribbon(
    stretches: Iterable[tuple[LineString, int]],
    ranks: Sequence[Rank],
    frame: Frame,
    lang: Lang,
    *,
    width_mm: float = WIDTH_MM,
) -> Layer:
    """A ribbon along ways.

    Args:
        stretches: each with its class.
    """
    under: list[str] = []
    footprint: list[BaseGeometry] = []
    for line, rank in stretches:
        band = line.buffer(frame.metres(width_mm / 2), cap_style="flat", join_style="mitre")
        shown = frame.cut(band)
        if shown.is_empty:
            continue
        one = ranks[rank]
        under.append(path(frame.path(shown), Pen(fill=one.fill)))
        if one.bad:
            strokes = hatched(band, frame, spacing_mm=0.95, angle_deg=45)
            under.append(path(frame.path(strokes), Pen(stroke=UNSEEN, width=0.2)))
        edge = UNSEEN if one.bad else INK
        under.append(path(frame.path(shown), Pen(stroke=edge, width=0.12)))
        footprint.append(to_page(shown, frame))
    return Layer(over="".join(under), areas=tuple(footprint), legend=legend(ranks, lang))


def legend(ranks: Sequence[Rank], lang: Lang) -> tuple[Entry, ...]:
    """The classes of a ribbon as they are drawn."""
    return tuple(
        box_entry(
            rank.fill,
            rank.words,
            lang,
            edge=Pen(stroke=UNSEEN if rank.bad else INK, width=0.12),
            strokes=HATCH if rank.bad else "",
        )
        for rank in ranks
    )


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
