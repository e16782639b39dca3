"""Clusters: what is drawn together, told apart by the empty space between."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np

from cpted_rules.drawing.drawing import Box, Drawing, DrawnEntity, EntityKind
from cpted_rules.drawing.groups import Groups
from cpted_rules.drawing.points import NO_POINTS, Floats, Ints, Points, boxes_of, together

_MOST_STEPS = 512
"""A line is followed in at most so many steps."""
_AT_ONCE = 100_000
"""Lines followed at once: what that takes does not grow with the drawing."""
_AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))


@dataclass(frozen=True, kw_only=True)
class Strokes:
    """The linework of entities as straight strokes; a point is a stroke of no length.

    Args:
        entities: of a drawing; an insert is the outline of its box.
    """

    drawing: Drawing
    entities: Sequence[DrawnEntity]

    @cached_property
    def boxes(self) -> Floats:
        """x0 y0 x1 y1 around each entity, NaN for one that is nowhere. (entities, 4)"""
        if self.entities is not self.drawing.entities:
            return boxes_of(_outline(self.drawing, entity) for entity in self.entities)
        boxes = np.where(
            np.isnan(self.drawing.boxes), np.tile(self.drawing.anchors, 2), self.drawing.boxes
        )
        inserts = [n for n, e in enumerate(self.entities) if e.kind is EntityKind.INSERT]
        boxes[inserts] = boxes_of(_outline(self.drawing, self.entities[n]) for n in inserts)
        return boxes

    def straight(self, entities: Ints) -> tuple[Floats, Ints]:
        """x0 y0 x1 y1 of each stroke of some entities, (n, 4), and the index of its entity, (n,)"""
        chosen = [self.entities[n] for n in entities.tolist()]
        points, counts = together([_outline(self.drawing, entity) for entity in chosen])
        owner = np.repeat(entities, counts)
        # no entity is there twice
        joined = owner[1:] == owner[:-1]
        alone = np.repeat(counts == 1, counts)
        pieces = np.hstack((points[:-1][joined], points[1:][joined]))
        single = np.hstack((points[alone], points[alone]))
        return (
            np.concatenate((pieces, single)),
            np.concatenate((owner[1:][joined], owner[alone])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Entities drawn together, by index, and the box around them."""

    members: tuple[int, ...]
    box: Box


def _outline(drawing: Drawing, entity: DrawnEntity) -> Points:
    if entity.kind is EntityKind.INSERT and (box := drawing.extents(entity)) is not None:
        x0, y0, x1, y1 = box
        corners = Points.of(((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)))
        return corners.moved(entity.placed)
    points = entity.points
    if points:
        return points.closed if entity.closed and len(points) > 2 else points
    return Points.of([entity.at]) if entity.at is not None else NO_POINTS


def clusters(strokes: Strokes, gap: float, members: Sequence[int] | None = None) -> list[Cluster]:
    """Clusters with empty space between, most entities first.

    What is nearer than `gap` is together, what is farther than 2.9 gaps is apart; between, it
    depends on how the cells of the grid fall.
    """
    chosen = ~np.isnan(strokes.boxes[:, 0])
    if members is not None:
        left_out = np.ones(len(chosen), dtype=np.bool_)
        left_out[np.asarray(members, dtype=np.int64)] = False
        chosen &= ~left_out
    if not chosen.any():
        return []
    cells, owner = _cells(strokes, np.flatnonzero(chosen), gap)
    # one number for each cell: sorting pairs is ten times slower
    cells -= cells.min(axis=0)
    rows = int(cells[:, 1].max()) + 1
    unique, which = np.unique(cells[:, 0] * rows + cells[:, 1], return_inverse=True)
    label = _joined(np.stack((unique // rows, unique % rows), axis=1))
    found = _by_entity(label[which.reshape(-1)], owner)
    made = [
        Cluster(members=tuple(int(i) for i in indices), box=box_around(strokes.boxes[indices]))
        for indices in found
    ]
    return sorted(made, key=lambda c: (-len(c.members), c.box))


def box_around(boxes: Floats) -> Box:
    """The box around boxes."""
    low, high = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _cells(strokes: Strokes, entities: Ints, gap: float) -> tuple[Ints, Ints]:
    """The cells of a grid that strokes pass, each with the entity; repeats left out in part."""
    boxes = strokes.boxes[entities]
    # cells lie about the middle: a drawing moved, mirrored or turned by a quarter falls apart alike
    middle = (boxes[:, :2].min(axis=0) + boxes[:, 2:].max(axis=0)) / 2
    first, last = _cell(boxes[:, :2], middle, gap), _cell(boxes[:, 2:], middle, gap)
    small = (first == last).all(axis=1)  # most are in one cell, whatever they are made of
    passed, whose = _passed(*strokes.straight(entities[~small]), middle, gap)
    return np.concatenate((first[small], passed)), np.concatenate((entities[small], whose))


def _cell(at: Floats, middle: Floats, gap: float) -> Ints:
    return np.floor((at - middle) / gap + 0.5).astype(np.int64)


def _passed(ends: Floats, entity: Ints, middle: Floats, gap: float) -> tuple[Ints, Ints]:
    """The cells that strokes pass, each with the entity."""
    ahead = ends[:, 2:] - ends[:, :2]
    length = np.hypot(ahead[:, 0], ahead[:, 1])
    steps = np.minimum(np.ceil(length / gap) + 1, _MOST_STEPS).astype(np.int64)
    cells: list[Ints] = [np.empty((0, 2), dtype=np.int64)]
    owners: list[Ints] = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(ends), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        owner = np.repeat(np.arange(len(steps[some])), steps[some])
        first = np.concatenate(([0], np.cumsum(steps[some])[:-1]))
        along = (np.arange(len(owner)) - first[owner]) / np.maximum(steps[some] - 1, 1)[owner]
        at = ends[some, :2][owner] + along[:, None] * ahead[some][owner]
        cell = _cell(at, middle, gap)
        whose = entity[some][owner]
        new = np.ones(len(whose), dtype=np.bool_)
        new[1:] = (cell[1:] != cell[:-1]).any(axis=1) | (whose[1:] != whose[:-1])
        cells.append(cell[new])
        owners.append(whose[new])
    return np.concatenate(cells), np.concatenate(owners)


def _joined(cells: Ints) -> Ints:
    """A label for each cell, the same for cells that touch."""
    index = {(int(x), int(y)): i for i, (x, y) in enumerate(cells)}
    label = np.full(len(cells), -1, dtype=np.int64)
    for start, first in index.items():
        if label[first] >= 0:
            continue
        label[first] = first
        open_cells = [start]
        while open_cells:
            x, y = open_cells.pop()
            for dx, dy in _AROUND:
                other = index.get((x + dx, y + dy))
                if other is not None and label[other] < 0:
                    label[other] = first
                    open_cells.append((x + dx, y + dy))
    return label


def _by_entity(label: Ints, owner: Ints) -> list[Ints]:
    """Entities by label; labels that one entity bridges (a hatch of two loops) are one."""
    labels = int(label.max()) + 1
    numbers = np.unique(owner * labels + label)
    pairs = np.stack((numbers // labels, numbers % labels), axis=1)
    joined = Groups(labels)
    same = pairs[1:, 0] == pairs[:-1, 0]
    for a, b in zip(pairs[:-1, 1][same], pairs[1:, 1][same], strict=True):
        joined.join(int(a), int(b))
    groups: dict[int, list[int]] = {}
    firsts = np.concatenate(([True], ~same))
    for member, name in pairs[firsts]:
        groups.setdefault(joined.root(int(name)), []).append(int(member))
    return [np.asarray(g, dtype=np.int64) for g in groups.values()]


def quantile_box(boxes: Floats, share: float) -> Box:
    """The box that a share of the entities reaches out of, on each side."""
    known = np.sort(boxes[~np.isnan(boxes[:, 0])], axis=0)
    low = known[floor(share * (len(known) - 1)), :2]
    high = known[ceil((1 - share) * (len(known) - 1)), 2:]
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
