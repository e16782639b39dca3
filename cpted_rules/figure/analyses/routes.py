"""Routes over a plan: how somebody comes least observed, and which windows a camera films."""

from collections.abc import Sequence

from shapely import LineString, Point

from cpted_rules.analysis.approach.routes import Approach
from cpted_rules.analysis.cameras.privacy import Intrusion
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.drawing import Layer
from cpted_rules.figure.analyses.samples import line_entry, mark_entry
from cpted_rules.figure.evidence import arrow, to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.svg import INK, PAPER, SEEN, UNSEEN, Pen, path
from cpted_rules.figure.symbols import OCHRE
from cpted_rules.text import Lang, Text

DAY = Pen(stroke="#6d9cc4", width=1.3)
NIGHT = Pen(stroke=INK, width=0.6, dash="2 0.9")
BARE = Pen(stroke="#e58f87", width=2.2, cap="butt")
BY_DAY = Text(ko="낮 경로", en="route by day")
BY_NIGHT = Text(ko="밤 경로", en="route at night")
NOBODY = Text(ko="아무도 볼 수 없는 구간", en="stretch nobody sees")
TARGET = Text(ko="향하는 출입구", en="entrance it leads to")


def unseen_parts(route: Approach) -> list[LineString]:
    """The stretches of a route on which nothing sees one."""
    points, hidden = list(route.line.coords), (route.profile.watched <= 0.0).tolist()
    parts: list[list[tuple[float, ...]]] = [[]]
    for point, nobody in zip(points, hidden, strict=False):
        if nobody:
            parts[-1].append(point)
        elif parts[-1]:
            parts.append([])
    return [LineString(part) for part in parts if len(part) > 1]


def approach_layer(routes: Sequence[Approach], target: Point, frame: Frame, lang: Lang) -> Layer:
    """The least-observed routes to one place, by day and by night, and where nobody sees them."""
    over = [path(frame.outline(part), BARE) for route in routes for part in unseen_parts(route)]
    bare = bool(over)
    for route in routes:
        run = frame.outline(route.line)
        over.append(path(run, Pen(stroke=PAPER, width=1.0)))
        over.append(path(run, NIGHT if route.night else DAY))
        over.append(arrow(route.line, frame, INK if route.night else SEEN, 2.0))
    x, y = frame.on_page(target)
    ring = svg.circle(x, y, 1.6, Pen(stroke=UNSEEN, width=0.4))
    kinds = [(n, pen, words) for n, pen, words in ((False, DAY, BY_DAY), (True, NIGHT, BY_NIGHT))]
    night = {route.night for route in routes}
    return Layer(
        over="".join([*over, ring]),
        footprint=tuple(to_page(frame.cut(route.line), frame) for route in routes),
        legend=(
            *(line_entry(pen, words, lang) for n, pen, words in kinds if n in night),
            *((line_entry(BARE, NOBODY, lang),) if bare else ()),
            mark_entry(svg.circle(3, -0.8, 1.2, Pen(stroke=UNSEEN, width=0.4)), TARGET, lang),
        ),
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
