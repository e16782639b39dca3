"""Places somebody may hide in: blind spots, concealment beside a way, niches."""

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.sight.ahead import Forward
from cpted_rules.analysis.sight.blind import BlindSpot
from cpted_rules.analysis.sight.concealment import Concealment
from cpted_rules.analysis.sight.niches import Niche
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.samples import (
    HATCH,
    box_entry,
    line_entry,
    mark_entry,
)
from cpted_rules.figure.analyses.sights import unseen_area
from cpted_rules.figure.evidence import arrow, to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched
from cpted_rules.figure.labels import Label
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen, path
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.text import Lang, Text

CIRCLE = Pen(stroke=INK, width=0.25, dash="0.9 0.5")
WAY_OUT = Pen(stroke=INK, width=0.3, dash="1.8 0.6 0.4 0.6")

BLIND = Text(ko="사각지대", en="blind spot")
INSCRIBED = Text(ko="내접원", en="inscribed circle")
OUT = Text(ko="가장 깊은 곳에서 보이는 곳까지", en="from the deepest place to seen ground")
NUMBER = Text(ko="표의 번호", en="number in the table")


def blind_layer(found: Sequence[BlindSpot], frame: Frame, lang: Lang) -> Layer:
    """Blind spots with their inscribed circles and ways out, numbered."""
    under: list[str] = []
    over: list[str] = []
    labels: list[Label] = []
    for n, spot in enumerate(found, start=1):
        under.append(unseen_area(spot.shape, frame))
        circle = spot.middle.buffer(spot.width_m / 2)
        if frame.mm(spot.width_m) > 2:
            over.append(path(frame.outline(circle), CIRCLE))
        if spot.way_out is not None and frame.mm(spot.way_out.length) > 3:
            over.append(path(frame.outline(spot.way_out), Pen(stroke=PAPER, width=0.8)))
            over.append(path(frame.outline(spot.way_out), WAY_OUT))
            over.append(arrow(spot.way_out, frame, INK, 1.4))
        labels.append(_number(n, spot.shape, frame, UNSEEN))
    edge = Pen(stroke=UNSEEN, width=0.32)
    return Layer(
        under="".join(under),
        over="".join(over),
        labels=tuple(labels),
        footprint=tuple(to_page(frame.cut(s.shape), frame) for s in found),
        legend=(
            box_entry(UNSEEN, BLIND, lang, opacity=0.12, edge=edge, strokes=HATCH),
            mark_entry(svg.circle(3, -0.9, 1.1, CIRCLE), INSCRIBED, lang),
            line_entry(WAY_OUT, OUT, lang),
        )
        if found
        else (),
    )


def _number(n: int, shape: BaseGeometry, frame: Frame, colour: str) -> Label:
    x, y = frame.on_page(shape.representative_point())
    return Label(
        words=str(n),
        x=x,
        y=y,
        rank=0,
        size=2.6,
        weight=700,
        fill=colour,
        must=True,
        reach_mm=(1.6, 2.6, 4.0, 6.0),
        leader=True,
        mask=0.95,
    )


LATE = Text(ko="4 m 이내에서 보이는 은폐지점", en="hidden until 4 m before it")
MAJOR = Text(ko="10 m 이내에서 보이는 은폐지점", en="hidden until 10 m before it")
NICHE = Text(ko="움푹한 곳", en="niche")
FIRST = Text(ko="처음 보이는 곳에서 지나는 곳까지", en="from first sight to passing it")
HIDDEN_LOOK = Text(ko="앞이 가장 짧게 보이는 곳", en="shortest view ahead")
NICHE_EDGE = Pen(stroke=INK, width=0.45)
LATER = Pen(stroke=UNSEEN, width=0.24, dash="1.5 0.8")


def hiding_layer(
    places: Sequence[Concealment],
    niches: Sequence[Niche],
    ahead: Forward,
    frame: Frame,
    lang: Lang,
    *,
    numbered: int,
) -> Layer:
    """Where somebody may wait unseen beside a way, and where the way ahead is seen least.

    Args:
        numbered: so many places carry a number, and so many niches a letter.
    """
    under: list[str] = []
    over: list[str] = []
    labels: list[Label] = []
    legend = []
    for place in places:
        if place.critical:
            under.append(unseen_area(place.shape, frame))
        else:
            strokes = frame.path(hatched(place.shape, frame, spacing_mm=1.6, angle_deg=135))
            under.append(path(frame.path(frame.cut(place.shape)), Pen(fill=OCHRE, opacity=0.1)))
            under.append(path(strokes, Pen(stroke=OCHRE, width=0.16)))
            under.append(path(frame.outline(place.shape), Pen(stroke=OCHRE, width=0.25)))
    labels += [
        _number(n, p.shape, frame, UNSEEN if p.critical else OCHRE)
        for n, p in enumerate(places[:numbered], start=1)
    ]
    for n, niche in enumerate(niches[:numbered]):
        over.append(path(frame.outline(niche.shape), NICHE_EDGE))
        x, y = frame.on_page(niche.standing)
        words = letter(n)
        labels.append(
            Label(
                words=words, x=x, y=y, rank=0, size=2.6, weight=700, must=True,
                reach_mm=(1.4, 2.4, 4.0), mask=0.95, leader=True,
            )
        )  # fmt: skip
    if any(p.critical for p in places):
        edge = Pen(stroke=UNSEEN, width=0.32)
        legend.append(box_entry(UNSEEN, LATE, lang, opacity=0.12, edge=edge, strokes=HATCH))
    if any(not p.critical for p in places):
        strokes = "M1.4 -2l2 2M3.2 -2l1.8 1.8"
        edge = Pen(stroke=OCHRE, width=0.25)
        legend.append(
            box_entry(OCHRE, MAJOR, lang, opacity=0.12, edge=edge, strokes=strokes, stroke=OCHRE)
        )
    if niches:
        legend.append(box_entry(PAPER, NICHE, lang, edge=NICHE_EDGE))
    look = None if ahead.shortest is None else ahead.look(ahead.shortest)
    if look is not None:
        x, y = frame.at(*look.coords[0])
        over.append(path(frame.outline(look), LATER) + svg.circle(x, y, 0.7, EYE))
        over.append(arrow(look, frame, UNSEEN))
        legend.append(line_entry(LATER, HIDDEN_LOOK, lang))
    return Layer(
        under="".join(under),
        over="".join(over),
        labels=tuple(labels),
        footprint=tuple(to_page(frame.cut(p.shape), frame) for p in places),
        legend=tuple(legend),
    )


EYE = Pen(stroke=UNSEEN, width=0.25, fill=PAPER)


def letter(n: int) -> str:
    """A, B, C, ... of a niche."""
    return chr(ord("A") + n % 26) + (str(n // 26) if n >= 26 else "")


__all__ = ["blind_layer", "hiding_layer", "letter"]
