"""Devices of a plan that matter to a figure: those of some ids, with their legend."""

from collections.abc import Collection, Mapping, Sequence

from shapely import Point

from cpted_rules.figure import svg
from cpted_rules.figure.analyses.samples import mark_entry
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.labels import Label
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.strip import Entry
from cpted_rules.figure.svg import INK, PAPER, UNSEEN, Pen
from cpted_rules.figure.symbols import DEVICE_NAMES, device, devices, ring
from cpted_rules.plan import SitePlan
from cpted_rules.text import Lang, Text

SYMBOLS_TO_SCALE = 600
"""Beyond it devices are dots, as symbols would cover what they light or film."""
DOT = Pen(stroke=INK, width=0.2, fill=PAPER)


def device_layer(
    plan: SitePlan, kind: str, ids: Collection[str], frame: Frame, lang: Lang
) -> Layer:
    """The devices of some ids.

    Args:
        kind: the plan's field they are in: luminaires, cameras, bells ...
    """
    chosen = frozenset(ids)
    shown = [e for e in getattr(plan, kind) if e.id in chosen and frame.shows(e.at)]
    if not shown:
        return Layer()
    reach = frame.metres(1.2)
    if frame.scale > SYMBOLS_TO_SCALE:
        drawn = "".join(svg.circle(*frame.on_page(e.at), 0.42, DOT) for e in shown)
        sample = Entry(sample=svg.circle(2.8, -0.8, 0.42, DOT), words=DEVICE_NAMES[kind].in_(lang))
        return Layer(over=drawn, legend=(sample,))
    sample = Entry(sample=device(kind, None, 2.8, -0.8), words=DEVICE_NAMES[kind].in_(lang))
    return Layer(
        over=devices(plan, lambda e: e.id in chosen, frozenset({kind}), frame),
        footprint=tuple(to_page(e.at.buffer(reach), frame) for e in shown),
        legend=(sample,),
    )


RING = Pen(stroke=UNSEEN, width=0.5)


def ringed_layer(
    found: Mapping[str, tuple[Point, str]], frame: Frame, words: Text, lang: Lang
) -> Layer:
    """Rings around places that stand out, each with its word.

    Args:
        found: place and word by id, in the order they matter.
        words: what the ring means.
    """
    over, labels = [], []
    for at, word in found.values():
        if not frame.shows(at):
            continue
        x, y = frame.on_page(at)
        over.append(ring(x, y, Pen(stroke=PAPER, width=0.9), 2.0) + ring(x, y, RING, 2.0))
        labels.append(
            Label(
                words=word, x=x, y=y, rank=0, weight=700, fill=UNSEEN, must=True,
                reach_mm=(2.4, 3.6, 5.0, 7.0), mask=0.95, leader=True,
            )
        )  # fmt: skip
    legend = (mark_entry(svg.circle(3, -0.9, 1.3, RING), words, lang),) if over else ()
    return Layer(over="".join(over), labels=tuple(labels), legend=legend)


def marked_windows(
    places: Sequence[tuple[Point, str]], frame: Frame, words: Text, lang: Lang, *, colour: str
) -> Layer:
    """Windows that stand out, each with its word."""
    over, labels = [], []
    pen = Pen(stroke=colour, width=0.3, fill=PAPER)
    for at, word in places:
        if not frame.shows(at):
            continue
        x, y = frame.on_page(at)
        over.append(svg.rect(x - 0.75, y - 0.75, 1.5, 1.5, pen))
        if word:
            labels.append(
                Label(
                    words=word, x=x, y=y, rank=2, size=1.9, fill=colour,
                    reach_mm=(1.3, 2.4, 4.0), mask=0.9, leader=True,
                )
            )  # fmt: skip
    legend = (mark_entry(svg.rect(2.3, -1.6, 1.5, 1.5, pen), words, lang),) if over else ()
    return Layer(over="".join(over), labels=tuple(labels), legend=legend)
