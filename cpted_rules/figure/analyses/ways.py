"""The pedestrian network: ways, junctions, dead ends, and how many ways out each place has."""

from collections.abc import Sequence

import shapely
from shapely import LineString

from cpted_rules.analysis.walk.dead_ends import DeadEnd
from cpted_rules.analysis.walk.escape import Escape
from cpted_rules.analysis.walk.network import Network, NodeKind
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.samples import line_entry, mark_entry
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.labels import Label
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import INK, PAPER, SEEN, SOFT, UNSEEN, Pen, path
from cpted_rules.figure.symbols import cross
from cpted_rules.text import Lang, Text

WAY = Pen(stroke=SEEN, width=0.35)
DEAD = Pen(stroke=UNSEEN, width=0.75)
DEEPEST = Pen(stroke=UNSEEN, width=0.3, dash="1.6 0.7")
AREA = Pen(fill="#f6f2e7")

WAYS = Text(ko="보행망", en="pedestrian network")
DEAD_ENDS = Text(ko="막다른 길(m: 깊이)", en="dead end, with its depth")
WALKED = Text(ko="걷는 바닥", en="ground walked on")
NODE_NAMES = {
    NodeKind.ACCESS: Text(ko="도로로 나감", en="to the street"),
    NodeKind.STAFFED: Text(ko="사람이 있는 문", en="staffed door"),
    NodeKind.ENTRANCE: Text(ko="건물 출입구", en="building entrance"),
    NodeKind.INSIDE: Text(ko="안쪽 문", en="door further in"),
    NodeKind.RAMP: Text(ko="차량 램프", en="vehicle ramp"),
}


def network_layer(network: Network, ends: Sequence[DeadEnd], frame: Frame, lang: Lang) -> Layer:
    """The ways of a network with its dead ends, and where they lead."""
    over = [path(frame.outline(edge.line), WAY) for edge in network.edges]
    labels = []
    dead = shapely.union_all([end.lines for end in ends])
    over.append(path(frame.outline(dead), Pen(stroke=PAPER, width=1.2)))
    over.append(path(frame.outline(dead), DEAD))
    for end in ends:
        line = end.path if end.path is not None else end.lines
        x, y = frame.on_page(line.interpolate(0.5, normalized=True))
        words = "–" if end.depth_m is None else f"{end.depth_m:.1f}\u2009m"
        labels.append(
            Label(
                words=words, x=x, y=y, rank=1, weight=600, fill=UNSEEN,
                reach_mm=(1.2, 2.4, 4.0, 6.0), mask=0.9, leader=True,
            )
        )  # fmt: skip
    kinds = [kind for kind in NODE_NAMES if network.of_kind(kind)]
    over += [
        node_mark(network.nodes[n].kind, *frame.on_page(network.nodes[n].at))
        for kind in kinds
        for n in network.of_kind(kind)
        if frame.shows(network.nodes[n].at)
    ]
    return Layer(
        under=path(frame.path(frame.cut(network.area)), AREA),
        over="".join(over),
        labels=tuple(labels),
        footprint=tuple(to_page(frame.cut(edge.line), frame) for edge in network.edges),
        legend=(
            line_entry(WAY, WAYS, lang),
            *((line_entry(DEAD, DEAD_ENDS, lang),) if ends else ()),
            *(mark_entry(node_mark(kind, 3, -0.9), NODE_NAMES[kind], lang) for kind in kinds),
        ),
    )


def node_mark(kind: NodeKind, x: float, y: float) -> str:
    """The mark of a node that leads somewhere."""
    if kind is NodeKind.ACCESS:
        tip = [(x, y - 1.1), (x - 1.0, y + 0.8), (x + 1.0, y + 0.8)]
        return svg.polyline(tip, Pen(stroke=PAPER, width=0.3, fill=SEEN), closed=True)
    if kind is NodeKind.STAFFED:
        return svg.rect(x - 0.9, y - 0.9, 1.8, 1.8, Pen(stroke=PAPER, width=0.3, fill=SEEN))
    if kind is NodeKind.ENTRANCE:
        return svg.rect(x - 0.9, y - 0.9, 1.8, 1.8, Pen(stroke=INK, width=0.3, fill=PAPER))
    return svg.circle(x, y, 0.8, Pen(stroke=SOFT, width=0.25, fill=PAPER))


ROUTES = (
    Text(ko="50 m 안에 피할 길 없음", en="no way out within 50 m"),
    Text(ko="피할 길 1", en="one way out"),
    Text(ko="피할 길 2 이상", en="two or more ways out"),
)
"""International.md 2.3: ways out within 50 m."""


def escape_layer(found: Sequence[Escape], frame: Frame, lang: Lang) -> Layer:
    """How many ways out lead from places along the network."""
    over = [
        escape_mark(place.routes, *frame.on_page(place.place.at))
        for place in sorted(found, key=lambda e: -e.routes)
        if frame.shows(place.place.at)
    ]
    counts = {min(place.routes, 2) for place in found}
    legend = tuple(
        mark_entry(escape_mark(n, 3, -0.9), ROUTES[n], lang) for n in range(3) if n in counts
    )
    return Layer(over="".join(over), legend=legend)


def escape_mark(routes: int, x: float, y: float) -> str:
    """A cross where no way leads out, a half disc for one, a full disc for more."""
    if routes == 0:
        return cross(x, y, 1.0, Pen(stroke=PAPER, width=0.8)) + cross(
            x, y, 0.95, Pen(stroke=UNSEEN, width=0.4)
        )
    if routes == 1:
        half = f"M{svg.number(x - 0.9)} {svg.number(y)}a0.9 0.9 0 0 1 1.8 0Z"
        ring = svg.circle(x, y, 0.9, Pen(stroke=UNSEEN, width=0.25, fill=PAPER))
        return ring + svg.path(half, Pen(fill=UNSEEN))
    return svg.circle(x, y, 0.9, Pen(stroke=PAPER, width=0.2, fill=SEEN))


WORST = Text(ko="가장 먼 곳까지의 길", en="way to the farthest place")


def farthest_layer(
    line: LineString | None, metres: float | None, frame: Frame, lang: Lang
) -> Layer:
    """The way from the nearest thing to the place that is farthest from any."""
    if line is None or metres is None:
        return Layer()
    x, y = frame.at(*line.coords[-1][:2])
    return Layer(
        over=path(frame.outline(line), Pen(stroke=PAPER, width=0.9))
        + path(frame.outline(line), DEEPEST)
        + svg.circle(x, y, 0.9, Pen(stroke=UNSEEN, width=0.35, fill=PAPER)),
        labels=(
            Label(
                words=f"{metres:.0f}\u2009m", x=x, y=y, rank=0, weight=700, fill=UNSEEN, must=True,
                reach_mm=(1.6, 3.0), mask=0.9,
            ),
        ),
        footprint=(to_page(frame.cut(line), frame),),
        legend=(line_entry(DEEPEST, WORST, lang),),
    )  # fmt: skip
