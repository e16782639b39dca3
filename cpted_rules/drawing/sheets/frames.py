"""Frames: title blocks and drawn sheet borders that cut a model space into sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cpted_rules.drawing.drawing import Box, Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.layers.layer_map import ASIDE, Meaning
from cpted_rules.drawing.points import Floats
from cpted_rules.drawing.sheets.clusters import box_around
from cpted_rules.drawing.sheets.placing import Classifier
from cpted_rules.drawing.sheets.rectangles import rectangles
from cpted_rules.drawing.sheets.titles import is_number, scale_of, title_of

PAPER_MM = (1189.0, 841.0, 594.0, 420.0, 297.0)
"""Long side of A0 to A4."""
SCALES = (10, 20, 30, 40, 50, 60, 75, 100, 120, 125, 150, 200, 250, 300, 400, 500, 600, 800)
SCALES_SITE = (1000, 1200, 1500, 2000, 2500, 3000, 5000)
A_SERIES = 2.0**0.5
"""Long side to short side of a sheet (ISO 216)."""

_LIKE_A = 0.03
"""How far the sides of a border may be from those of a sheet: its inner line has a binding edge."""
_FEWEST = 4
"""Entities a border must hold to be that of a sheet."""
_MOST_CROSSING = 0.02
"""Share of what a border holds that may run across it."""

_MOST_IN_A_ROW = 60
"""Sheets beside one another: the long side of each is at least that part of all of them."""
_HELD = 0.5
"""Share of all entities that rectangles hold if they are borders of sheets."""


class Found(StrEnum):
    """How a sheet was told apart."""

    TITLE_BLOCK = "title_block"
    RECTANGLE = "rectangle"
    CLUSTER = "cluster"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """The border of a sheet.

    Args:
        entity: index of the insert that draws it; None for a rectangle.
        scale: 100 where the title block, drawn in millimetres of paper, is inserted at 1/100.
    """

    box: Box
    how: Found
    entity: int | None = None
    scale: float | None = None


def is_title_block(drawing: Drawing, known: Classifier, insert: DrawnEntity) -> bool:
    """Whether an insert draws the border of a sheet, by name, by layer or as a sheet of paper."""
    extents = drawing.extents(insert)
    if extents is None or insert.kind is not EntityKind.INSERT:
        return False
    by_name = known.blocks.get(insert.block)
    if by_name is not None:
        return by_name is Meaning.TITLE_BLOCK
    if known.layers.get(insert.layer) is Meaning.TITLE_BLOCK:
        return True
    return _is_paper(extents) and (
        any(_titles(value) for _, value in insert.attributes)
        or _near_scale(insert.placed.scale_x) is not None
    )


def frames(
    drawing: Drawing,
    known: Classifier,
    entities: Sequence[DrawnEntity],
    boxes: Floats,
    metres_per_unit: float,
) -> list[SheetFrame]:
    """The borders of sheets in a model space: title blocks, else drawn rectangles."""
    blocks = [
        SheetFrame(
            box=box,
            how=Found.TITLE_BLOCK,
            entity=index,
            scale=_insert_scale(drawing, entity, metres_per_unit),
        )
        for index, entity in enumerate(entities)
        if entity.kind is EntityKind.INSERT
        and is_title_block(drawing, known, entity)
        and (box := _placed_box(drawing, entity)) is not None
        and 1.05 <= _ratio(box) <= 4.5
        and np.count_nonzero(_inside(boxes, box)) > _FEWEST
    ]
    found = _outermost(blocks)
    held = np.zeros(len(boxes), dtype=bool)
    for frame in found:
        held |= _inside(boxes, frame.box)
    drawn = [
        SheetFrame(box=box, how=Found.RECTANGLE, scale=_paper_scale(box, metres_per_unit))
        for box in _borders(known, entities, boxes, metres_per_unit)
        if not any(_overlap(box, other.box) > 0.02 for other in found)
    ]
    borders = _outermost(drawn)
    for frame in borders:
        held |= _inside(boxes, frame.box)
    # windows of an elevation repeat, too, but hold little of the drawing
    if np.count_nonzero(held) >= _HELD * len(boxes):
        found += borders
    return sorted(found, key=lambda f: (f.box[0], -f.box[1]))


def inside(boxes: Floats, box: Box) -> list[int]:
    """Indices of the entities whose box has its centre in a box."""
    return [int(i) for i in np.flatnonzero(_inside(boxes, box))]


def _inside(boxes: Floats, box: Box) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3])


def _titles(words: str) -> bool:
    return is_number(words) or scale_of(words) is not None or title_of(words) is not None


def _placed_box(drawing: Drawing, insert: DrawnEntity) -> Box | None:
    extents = drawing.extents(insert)
    if extents is None:
        return None
    x0, y0, x1, y1 = extents
    corners = [insert.placed.point(p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _ratio(box: Box) -> float:
    w, h = box[2] - box[0], box[3] - box[1]
    return max(w, h) / min(w, h) if min(w, h) > 0 else float("inf")


def _is_paper(extents: Box) -> bool:
    long = max(extents[2] - extents[0], extents[3] - extents[1])
    near = any(abs(long / side - 1.0) < 0.03 for side in PAPER_MM)
    return near and abs(_ratio(extents) / A_SERIES - 1.0) < 0.06


def _near_scale(scale: float) -> float | None:
    return next((float(s) for s in (*SCALES, *SCALES_SITE) if abs(scale / s - 1) < 0.005), None)


def _insert_scale(drawing: Drawing, insert: DrawnEntity, metres_per_unit: float) -> float | None:
    extents = drawing.extents(insert)
    if extents is not None and _is_paper(extents):
        return insert.placed.scale_x * metres_per_unit * 1000.0
    return None


def _paper_scale(box: Box, metres_per_unit: float) -> float | None:
    """The scale at which a border is a sheet of paper; None where it fits several or none."""
    long_mm = max(box[2] - box[0], box[3] - box[1]) * metres_per_unit * 1000.0
    fits = {s for side in PAPER_MM if (s := _near_scale(long_mm / side)) is not None}
    # A1 at 1/100 is A3 at 1/200: the larger sheet is what was drawn for
    return min(fits) if fits else None


def _outermost(found: Sequence[SheetFrame]) -> list[SheetFrame]:
    """Frames that lie in no other."""
    kept: list[SheetFrame] = []
    for frame in sorted(found, key=lambda f: (-_area(f.box), f.box)):
        if not any(_overlap(frame.box, other.box) > 0.5 for other in kept):
            kept.append(frame)
    return kept


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _overlap(a: Box, b: Box) -> float:
    """The share of the smaller of two boxes that lies in the other."""
    common = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    if common[0] >= common[2] or common[1] >= common[3]:
        return 0.0
    return _area(common) / min(_area(a), _area(b))


def _borders(
    known: Classifier, entities: Sequence[DrawnEntity], boxes: Floats, metres_per_unit: float
) -> Iterator[Box]:
    """Drawn rectangles that are borders of sheets.

    A room, too, may have the sides of a sheet: a border is on a layer of borders, or drawn twice,
    or repeated, or a size of paper at a usual scale with a title in it.
    """
    x0, y0, x1, y1 = box_around(boxes)
    shortest = max(x1 - x0, y1 - y0) / _MOST_IN_A_ROW
    upright = {
        (box, known.layers.get(layer))
        for box, layer in rectangles(entities, shortest)
        if abs(_ratio(box) / A_SERIES - 1.0) < _LIKE_A
    }
    drawn = [
        (box, meaning)
        for box, meaning in sorted(upright, key=lambda pair: pair[0])
        if (meaning is None or meaning in ASIDE) and _holds(boxes, box)
    ]
    sizes = [_area(box) for box, _ in drawn]
    for (box, meaning), size in zip(drawn, sizes, strict=True):
        alike = [b for (b, _), s in zip(drawn, sizes, strict=True) if abs(s / size - 1) < 0.01]
        repeated = any(_overlap(box, other) < 0.01 for other in alike)
        twice = any(
            0.75 < min(s, size) / max(s, size) < 0.99 and _overlap(box, b) > 0.99
            for (b, _), s in zip(drawn, sizes, strict=True)
        )
        paper = _paper_scale(box, metres_per_unit) is not None
        if (
            meaning is Meaning.TITLE_BLOCK
            or repeated
            or twice
            or (paper and any(_titles(entities[i].text) for i in _texts(entities, boxes, box)))
        ):
            yield box


def _texts(entities: Sequence[DrawnEntity], boxes: Floats, box: Box) -> Iterator[int]:
    return (i for i in inside(boxes, box) if entities[i].kind is EntityKind.TEXT)


def _holds(boxes: Floats, box: Box) -> bool:
    """Whether a rectangle holds much and little runs across it."""
    within = int(np.count_nonzero(_inside(boxes, box)))
    margin = 1e-6 * max(1.0, box[2] - box[0])
    meets = (
        (boxes[:, 0] <= box[2] + margin)
        & (boxes[:, 2] >= box[0] - margin)
        & (boxes[:, 1] <= box[3] + margin)
        & (boxes[:, 3] >= box[1] - margin)
    )
    beyond = (
        (boxes[:, 0] < box[0] - margin)
        | (boxes[:, 2] > box[2] + margin)
        | (boxes[:, 1] < box[1] - margin)
        | (boxes[:, 3] > box[3] + margin)
    )
    around = (  # a second border outside it, or what surrounds the whole
        (boxes[:, 0] <= box[0])
        & (boxes[:, 2] >= box[2])
        & (boxes[:, 1] <= box[1])
        & (boxes[:, 3] >= box[3])
    )
    crossing = int(np.count_nonzero(meets & beyond & ~around))
    return within > _FEWEST and crossing <= max(1, _MOST_CROSSING * within)
