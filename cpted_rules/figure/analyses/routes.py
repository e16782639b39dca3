"""Routes over a plan: how somebody comes least observed, and which windows a camera films."""

from collections.abc import Sequence

from shapely import LineString, Point

from cpted_rules.analysis.approach.routes import Approach
from cpted_rules.analysis.cameras.privacy import Intrusion
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.samples import HATCH, box_entry, line_entry, mark_entry
from cpted_rules.figure.bands import BARE, BY_DAY, BY_NIGHT, approach, bare, edge
from cpted_rules.figure.evidence import arrow, to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.strip import WITNESS_NAMES, Entry
from cpted_rules.figure.svg import INK, PAPER, SEEN, UNSEEN, Pen, path
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.rule import WitnessKind
from cpted_rules.text import Lang, Text

DAY = Text(ko="낮 경로", en="route by day")
NIGHT = Text(ko="밤 경로", en="route at night")
TARGET = Text(ko="향하는 출입구", en="entrance it leads to")


def approach_layer(routes: Sequence[Approach], target: Point, frame: Frame, lang: Lang) -> Layer:
    """The least-observed routes to one place, by day and by night, and where nobody sees them."""
    unseen = [bare(part, frame) for route in routes for part in route.unseen]
    drawn = dict.fromkeys((False, True), "")
    for route in routes:
        drawn[route.night] += approach(route.line, frame, night=route.night)
        drawn[route.night] += arrow(route.line, frame, INK if route.night else SEEN, 2.0)
    # what nobody sees lies on the way by day, and the thinner way by night on both
    over = [drawn[False], *unseen, drawn[True]]
    x, y = frame.on_page(target)
    ring = svg.circle(x, y, 1.6, Pen(stroke=UNSEEN, width=0.4))
    kinds = ((False, BY_DAY, DAY), (True, BY_NIGHT, NIGHT))
    night = {route.night for route in routes}
    return Layer(
        over="".join([*over, ring]),
        footprint=tuple(to_page(frame.cut(route.line), frame) for route in routes),
        legend=(
            *(line_entry(pen, words, lang) for n, pen, words in kinds if n in night),
            *((bare_entry(lang),) if unseen else ()),
            mark_entry(svg.circle(3, -0.8, 1.2, Pen(stroke=UNSEEN, width=0.4)), TARGET, lang),
        ),
    )


def bare_entry(lang: Lang) -> Entry:
    """A stretch nobody sees, as it is drawn."""
    return box_entry(
        BARE, WITNESS_NAMES[WitnessKind.UNSEEN_STRETCH], lang, edge=edge(bad=True), strokes=HATCH
    )


FILMED = Text(ko="화면에 들어오는 세대 창", en="dwelling window in the picture")
INTO = Pen(stroke=OCHRE, width=0.22)


def privacy_layer(found: Sequence[Intrusion], frame: Frame, lang: Lang, *, lines: int) -> Layer:
    """Which windows of dwellings are in the picture of a camera.

    Args:
        lines: so many of the first are joined with their camera.
    """
    over = [
        path(frame.outline(LineString([c[:2] for c in one.line.coords])), INTO)
        for one in found[:lines]
    ]
    spots = dict.fromkeys(one.line.coords[-1][:2] for one in found)
    marks = [frame.at(*at) for at in spots if frame.shows(Point(at))]
    mark = Pen(stroke=OCHRE, width=0.25, fill=PAPER)
    over += [svg.rect(x - 0.55, y - 0.55, 1.1, 1.1, mark) for x, y in marks]
    sample = svg.line(0.4, -0.8, 4.4, -0.8, INTO) + svg.rect(4.4, -1.35, 1.1, 1.1, mark)
    return Layer(over="".join(over), legend=(mark_entry(sample, FILMED, lang),) if found else ())
