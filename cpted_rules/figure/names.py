"""Names of buildings, areas and barriers, and sizes of what a figure is about, as its labels."""

from collections.abc import Iterator

from cpted_rules.figure import linework
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.labels import Label
from cpted_rules.figure.linework import Subset
from cpted_rules.figure.obstacles import BARRIER_NAMES
from cpted_rules.figure.svg import GREEN, INK, SOFT, UNSEEN, width_of
from cpted_rules.plan import Camera, Shrub, Tree
from cpted_rules.text import Lang, Text, join, same

NAME_MM = (2.8, 2.5, 2.2, 2.0)
"""Sizes of the names of buildings."""
CLEAR_MM = 2.0
HEIGHT = same("H={m}")
TRUNK = Text(ko="지하고 {m}", en="trunk {m}")
MOUNTED = Text(ko="설치높이 {m}", en="mounted at {m}")


def names(drawn: Subset, frame: Frame, lang: Lang) -> tuple[Label, ...]:
    """The names worth writing within the window; buildings go first."""
    barriers = _barriers(drawn, frame, lang) if drawn.outdoors else ()
    return (
        *_subjects(drawn, frame, lang),
        *_buildings(drawn, frame),
        *_zones(drawn, frame),
        *barriers,
    )


def _subjects(drawn: Subset, frame: Frame, lang: Lang) -> Iterator[Label]:
    """Heights, as drawn, of the plants and cameras that a figure is about."""
    for id in sorted(drawn.subjects):
        element = drawn.plan.by_id.get(id)
        if not isinstance(element, Tree | Shrub | Camera) or not drawn.draws(element):
            continue
        words = _size(element).in_(lang)
        shape = element.area if isinstance(element, Shrub) else element.at
        shown = frame.cut(shape)
        if not words or shown.is_empty:
            continue
        x, y = frame.on_page(shown.representative_point())
        yield Label(
            words=words,
            x=x,
            y=y,
            rank=2,
            size=2.1,
            weight=600,
            fill=UNSEEN,
            reach_mm=(3.0, 5.0, 7.5, 10.0),
            leader=True,
            above=True,
        )


def _size(element: Tree | Shrub | Camera) -> Text:
    """What is drawn of a subject's height; what is not drawn is left out."""
    heights: list[tuple[Text, float | None]]
    if isinstance(element, Camera):
        name, heights = element.mark or element.label, [(MOUNTED, element.height_m)]
    else:
        name, heights = element.species or element.label, [(HEIGHT, element.height_m)]
    if isinstance(element, Tree):
        heights.append((TRUNK, element.crown_base_m))
    told = [words.fill(m=f"{m:.1f}") for words, m in heights if m is not None]
    return join([same(name), *told] if name else told, " ") if told else same("")


def _buildings(drawn: Subset, frame: Frame) -> Iterator[Label]:
    for building in drawn.plan.buildings:
        if not building.label or not frame.shows(building.area):
            continue
        shown = frame.cut(building.area)
        if shown.is_empty:
            continue
        quiet = building.neighbour or drawn.level < 0
        x0, y0, x1, y1 = shown.bounds
        size = 2.2 if quiet else _size_within(building.label, frame.mm(x1 - x0))
        if frame.mm(x1 - x0) < width_of(building.label, size) or frame.mm(y1 - y0) < size * 1.3:
            continue
        x, y = frame.on_page(shown.representative_point())
        yield Label(
            words=building.label,
            x=x,
            y=y,
            rank=3,
            size=size,
            weight=400 if quiet else 700,
            fill=SOFT if quiet else INK,
            reach_mm=(0.0, 2.0, 5.0, 9.0),
            mask=0.0 if drawn.level == 0 and building.base_m <= 0 else 0.7,
        )


def _size_within(words: str, wide_mm: float) -> float:
    """The largest size at which a name lies within a building, clear of its walls."""
    fits = (s for s in NAME_MM if width_of(words, s) + 2 * CLEAR_MM <= wide_mm)
    return next(fits, NAME_MM[-1])


def _zones(drawn: Subset, frame: Frame) -> Iterator[Label]:
    for zone in frame.among(drawn.plan.zones, lambda z: z.area):
        if not zone.label or not drawn.draws(zone) or linework.covered(zone, drawn):
            continue
        shown = frame.cut(zone.area)
        if shown.is_empty or frame.mm(shown.area**0.5) < 4:
            continue
        x, y = frame.on_page(shown.representative_point())
        fill = GREEN if zone.kind in linework.GREEN_ZONES else SOFT
        reach = (0.0, 1.0, 3.0, 6.0, 10.0)
        yield Label(
            words=zone.label, x=x, y=y, rank=4, size=2.0, fill=fill, reach_mm=reach, mask=0.5
        )


def _barriers(drawn: Subset, frame: Frame, lang: Lang) -> Iterator[Label]:
    for barrier in drawn.plan.barriers:
        shown = frame.cut(barrier.line)
        if shown.is_empty or frame.mm(shown.length) < 12:
            continue
        name = barrier.label or barrier.species or BARRIER_NAMES[barrier.kind].in_(lang)
        high = f" H={barrier.top_m:.1f}" if barrier.top_m is not None else ""
        x, y = frame.on_page(shown.interpolate(0.5, normalized=True))
        reach = (0.6, 1.4)
        yield Label(
            words=name + high,
            x=x,
            y=y,
            rank=6,
            size=1.9,
            fill=SOFT,
            reach_mm=reach,
            above=True,
        )
