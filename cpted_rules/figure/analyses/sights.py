"""What is in sight: around a point, of a door, of a playground."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.isovist import Isovist
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.sight.entrances import DoorView, PlayView
from cpted_rules.analysis.sight.visibility import Bits
from cpted_rules.figure import svg
from cpted_rules.figure.analyses.heat import BLUES, heat
from cpted_rules.figure.analyses.samples import (
    COUNTER_HATCH,
    HATCH,
    box_entry,
    eye,
    line_entry,
    mark_entry,
)
from cpted_rules.figure.evidence import to_page
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.hatch import hatched, sound
from cpted_rules.figure.labels import Label
from cpted_rules.figure.layer import Layer
from cpted_rules.figure.svg import INK, PAPER, SEEN, UNSEEN, Pen, path
from cpted_rules.figure.symbols import cross
from cpted_rules.text import Lang, Text

WALL = Pen(stroke=SEEN, width=0.85, cap="butt")
OCCLUDING = Pen(stroke=UNSEEN, width=0.3, dash="1.2 0.7")
RANGE = Pen(stroke=SEEN, width=0.18, dash="0.4 0.8")
ON_EDGE_M = 0.02
"""The outline this near to a wall runs along it; so near to the circle, along the range."""
NAMED_WALLS = 3
LOOKS_AT_MOST = 40

AREA = Text(ko="보이는 구역", en="in sight")
WALL_SEEN = Text(ko="보이는 벽", en="wall seen")
OCCLUDES = Text(ko="가려지는 경계", en="occluding edge")
RANGE_NAME = Text(ko="조사 한계", en="limit of range")
STANDPOINT = Text(ko="시점", en="eye")


def seen_area(
    shape: BaseGeometry, frame: Frame, *, colour: str = SEEN, spacing_mm: float = 2.6
) -> str:
    """An area that is seen, quietly hatched."""
    whole = sound(shape)
    strokes = frame.path(hatched(whole, frame, spacing_mm=spacing_mm, angle_deg=135))
    return path(frame.path(frame.cut(whole)), Pen(fill=colour, opacity=0.09)) + path(
        strokes, Pen(stroke=colour, width=0.11)
    )


def unseen_area(shape: BaseGeometry, frame: Frame, *, edge: bool = True) -> str:
    """An area that is not seen, hatched red."""
    whole = sound(shape)
    strokes = frame.path(hatched(whole, frame, spacing_mm=1.25, angle_deg=45))
    return (
        path(frame.path(frame.cut(whole)), Pen(fill=UNSEEN, opacity=0.1))
        + path(strokes, Pen(stroke=UNSEEN, width=0.19))
        + (path(frame.outline(whole), Pen(stroke=UNSEEN, width=0.32)) if edge else "")
    )


def isovist_layer(found: Isovist, frame: Frame, lang: Lang) -> Layer:
    """What is in sight around a point: its area, the walls seen, and where sight is cut off."""
    outline = found.area.boundary
    walls = shapely.union_all([wall.line for wall in found.walls])
    rim = Point(found.x_m, found.y_m).buffer(found.reach_m, quad_segs=64).exterior
    rest = outline.difference(walls.buffer(ON_EDGE_M))
    past = rest.difference(rim.buffer(ON_EDGE_M))
    at_rim = rest.intersection(rim.buffer(ON_EDGE_M))
    x, y = frame.at(found.x_m, found.y_m)
    labels = []
    for wall in sorted(found.walls, key=lambda w: -w.length_m)[:NAMED_WALLS]:
        if frame.mm(wall.length_m) < 4:
            continue
        px, py = frame.on_page(wall.line.interpolate(0.5, normalized=True))
        labels.append(
            Label(
                words=f"{wall.length_m:.1f}\u2009m",
                x=px,
                y=py,
                rank=1,
                size=1.9,
                weight=600,
                fill=SEEN,
                reach_mm=(1.2, 2.4, 4.0),
                mask=0.9,
            )
        )
    legend = [
        box_entry(
            SEEN, AREA, lang, opacity=0.12, edge=Pen(stroke=SEEN, width=0.1),
            strokes=COUNTER_HATCH, stroke=SEEN,
        ),
        line_entry(WALL, WALL_SEEN, lang),
        line_entry(OCCLUDING, OCCLUDES, lang),
        mark_entry(eye(3, -0.8, SEEN), STANDPOINT, lang),
    ]  # fmt: skip
    if frame.mm(at_rim.length) > 0.5:
        legend.insert(3, line_entry(RANGE, RANGE_NAME, lang))
    return Layer(
        under=seen_area(found.area, frame),
        over=path(frame.path(frame.cut(past)), OCCLUDING)
        + path(frame.path(frame.cut(at_rim)), RANGE)
        + path(frame.path(frame.cut(walls)), WALL)
        + eye(x, y, SEEN),
        labels=tuple(labels),
        footprint=(to_page(Point(found.x_m, found.y_m).buffer(frame.metres(1.6)), frame),),
        legend=tuple(legend),
    )


SAMPLE_SEES = Text(ko="출입문이 보이는 위치", en="place that sees the door")
SAMPLE_NOT = Text(ko="보이지 않는 위치", en="place that does not")
WINDOW_LOOK = Text(ko="출입문이 보이는 창", en="window that sees the door")
DOOR = Text(ko="출입문", en="door")
LOOK = Pen(stroke=SEEN, width=0.14)
SAW = Pen(stroke=SEEN, width=0.2, fill=SEEN)
SAW_NOT = Pen(stroke=UNSEEN, width=0.3)


def door_layer(view: DoorView, frame: Frame, lang: Lang) -> Layer:
    """From where along the ways a door is seen and from where not, and the windows that see it."""
    over: list[str] = []
    foot: list[BaseGeometry] = []
    x, y, _ = view.face.middle
    for eye_ in _few(view.windows[:, :2].tolist()):
        look = LineString([eye_, (x, y)])
        over.append(path(frame.outline(look), LOOK))
        if frame.shows(Point(eye_)):
            ex, ey = frame.at(*eye_)
            over.append(
                svg.rect(ex - 0.6, ey - 0.6, 1.2, 1.2, Pen(stroke=SEEN, width=0.2, fill=PAPER))
            )
    for (sx, sy, _), sees in zip(view.samples.tolist(), view.sees.tolist(), strict=True):
        if not frame.shows(Point(sx, sy)):
            continue
        px, py = frame.at(sx, sy)
        over.append(svg.circle(px, py, 0.6, SAW) if sees else cross(px, py, 0.75, SAW_NOT))
        foot.append(to_page(Point(sx, sy).buffer(frame.metres(0.8)), frame))
    over.append(path(frame.outline(view.face.line), Pen(stroke=UNSEEN, width=1.1, cap="butt")))
    return Layer(
        over="".join(over),
        footprint=tuple(foot),
        legend=(
            mark_entry(svg.circle(3, -0.8, 0.6, SAW), SAMPLE_SEES, lang),
            mark_entry(cross(3, -0.8, 0.75, SAW_NOT), SAMPLE_NOT, lang),
            mark_entry(
                svg.line(0.8, -0.8, 5.6, -0.8, LOOK)
                + svg.rect(0.4, -1.4, 1.2, 1.2, Pen(stroke=SEEN, width=0.2, fill=PAPER)),
                WINDOW_LOOK,
                lang,
            ),
            line_entry(Pen(stroke=UNSEEN, width=1.1), DOOR, lang),
        ),
    )


COUNTS = (1.0, 3.0, 10.0)
NO_WINDOW = Text(ko="어느 창에서도 안 보임", en="from no window")
NOT_CARED = Text(ko="휴게공간에서 안 보임", en="not seen from rest areas")


def play_layer(view: PlayView, frame: Frame, lang: Lang) -> Layer:
    """How many windows see each part of a playground, and what its benches do not see."""
    base = heat(
        view.grid,
        view.counts.astype(np.float64),
        COUNTS,
        frame,
        lang,
        unit="count",
        tints=(PAPER, BLUES[1], BLUES[2], BLUES[3]),
        below=COUNTS[0],
    )
    if view.cared is None or view.cared.all():
        return base
    blind = view.grid.shape_of(~view.cared)
    strokes = frame.path(hatched(blind, frame, spacing_mm=1.1, angle_deg=90))
    edge = Pen(stroke=INK, width=0.2, dash="1.2 0.6")
    return Layer(
        under=base.under
        + path(strokes, Pen(stroke=INK, width=0.13))
        + path(frame.outline(blind), edge),
        over=base.over,
        labels=base.labels,
        legend=(
            *base.legend,
            box_entry(
                PAPER, NOT_CARED, lang, edge=edge,
                strokes="M1.8 0v-2M2.6 0v-2M3.4 0v-2M4.2 0v-2", stroke=INK,
            ),
        ),
    )  # fmt: skip


def seen_ground(
    grid: Grid, seen: Bits, frame: Frame, lang: Lang, words: tuple[Text, Text]
) -> Layer:
    """Ground that is seen and ground that is not.

    Args:
        words: for what is seen, and for what is not.
    """
    return Layer(
        under=seen_area(grid.shape_of(seen), frame)
        + unseen_area(grid.shape_of(~seen), frame, edge=True),
        legend=(
            box_entry(
                SEEN, words[0], lang, opacity=0.12, edge=Pen(stroke=SEEN, width=0.1),
                strokes=COUNTER_HATCH, stroke=SEEN,
            ),
            box_entry(
                UNSEEN, words[1], lang, opacity=0.12, edge=Pen(stroke=UNSEEN, width=0.3),
                strokes=HATCH,
            ),
        ),
    )  # fmt: skip


def _few(eyes: Sequence[Sequence[float]]) -> Iterable[Sequence[float]]:
    step = -(-len(eyes) // LOOKS_AT_MOST) or 1
    return eyes[::step]
