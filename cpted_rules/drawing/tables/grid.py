"""Tables of a drawing: ruled ones from their lines, others from words in rows and columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from shapely import STRtree
from shapely import box as shapely_box

from cpted_rules.drawing.drawing import Box
from cpted_rules.drawing.groups import Groups
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.tables.ruled import Boxed, boxes, straight_pieces
from cpted_rules.drawing.tables.table import Cell, Table, is_one_cell
from cpted_rules.drawing.tables.unruled import aligned_tables
from cpted_rules.drawing.tables.writing import (
    Frame,
    Thing,
    Written,
    by_direction,
    joined_glyphs,
    line_words,
    rows_of,
    written,
)

LEAST_CELLS = 4
"""Fewer cells with words are no table."""
TITLE_ROWS = 2.5
"""A title stands at most so many row heights above its table."""
_DISTINCT = 0.25
"""Fewer cells with words for the places of a grid: rooms of a plan, no table."""
_TOUCH = 0.12
"""Of the lower of two cells: the width of a double rule between them."""
_SAME = 0.15
"""Of the lowest row: edges and lines of text nearer than this are one; double rules lie closer."""


def tables_in(lines: Iterable[Thing], texts: Iterable[Thing]) -> tuple[Table, ...]:
    """The tables drawn with some lines and texts, at any angle and scale.

    Args:
        lines: lines and polylines; anything else among them is passed over.
        texts: texts, and inserts whose one attribute is a mark.
    """
    ruling = straight_pieces(lines)
    found: list[Table] = []
    loose: list[Written] = []
    for frame, group in by_direction(written(texts), 90.0):
        if len(group) < LEAST_CELLS:
            continue
        boxed, outside = boxes(ruling, group, frame)
        loose.extend(outside)
        for members in _grouped(boxed):
            table, as_read = _table(members, frame)
            if table is None or _under_ruled(table, members):
                loose.extend(t for b in members for t in b.texts)
            else:
                found.append(_titled(table, as_read, group))
    titles = {ref for table in found for ref in table.title_refs}
    loose = [text for text in loose if not titles & set(text.refs)]
    for frame, upright in by_direction(loose, 360.0):
        for mirrored in (False, True):
            same = [t for t in upright if t.frame.mirrored is mirrored]
            as_read = Frame(frame.turn_deg, mirrored)
            found.extend(_titled(t, as_read, same) for t in aligned_tables(same, as_read))
    return tuple(found)


def _grouped(boxed: Sequence[Boxed]) -> Iterator[list[Boxed]]:
    """Boxes that touch, or that stand between the same two rules, as one table."""
    joined = Groups(len(boxed))
    between: dict[tuple[str, int, int], int] = {}
    for n, b in enumerate(boxed):
        below, above, left, right = b.sides
        for key in (("row", below, above), ("column", left, right)):
            joined.join(n, between.setdefault(key, n))
    for one, other in _touching(boxed):
        joined.join(one, other)
    groups: dict[int, list[Boxed]] = {}
    for n, b in enumerate(boxed):
        groups.setdefault(joined.root(n), []).append(b)
    yield from groups.values()


def _touching(boxed: Sequence[Boxed]) -> Iterator[tuple[int, int]]:
    if not boxed:
        return
    corners = np.array([b.box for b in boxed])
    u0, v0, u1, v1 = corners.T
    gap = _TOUCH * np.minimum(u1 - u0, v1 - v0)
    tree = STRtree(shapely_box(u0, v0, u1, v1))
    near = tree.query(shapely_box(u0 - gap, v0 - gap, u1 + gap, v1 + gap))
    for a, b in zip(*near, strict=True):
        if a >= b:
            continue
        wide = min(u1[a], u1[b]) - max(u0[a], u0[b])
        high = min(v1[a], v1[b]) - max(v0[a], v0[b])
        off = min(gap[a], gap[b])
        if max(-wide, -high) > off:
            continue
        # neighbours in a row share a level, in a column an edge: a title block beside does not
        level = min(abs(v0[a] - v0[b]), abs(v1[a] - v1[b])) <= off
        edge = min(abs(u0[a] - u0[b]), abs(u1[a] - u1[b])) <= off
        if (level and high > 0.5 * min(v1[a] - v0[a], v1[b] - v0[b])) or (
            edge and wide > 0.5 * min(u1[a] - u0[a], u1[b] - u0[b])
        ):
            yield int(a), int(b)


def _table(members: Sequence[Boxed], base: Frame) -> tuple[Table | None, Frame]:
    """The table of some boxes, turned the way most of its texts run."""
    frame = _reading(members, base)
    at = [_turned(b.box, base, frame) for b in members]
    least_u, least_v = min(b[2] - b[0] for b in at), min(b[3] - b[1] for b in at)
    columns = _edges([e for b in at for e in (b[0], b[2])], _SAME * least_u)
    levels = _edges([e for b in at for e in (b[1], b[3])], _SAME * least_v)
    across, up = len(columns) - 1, len(levels) - 1
    if len(members) < max(LEAST_CELLS, _DISTINCT * across * up):
        return None, frame
    # the top row first
    grid = [
        [Cell(where=_corners((left, low, right, top), frame)) for left, right in pairwise(columns)]
        for top, low in pairwise(levels[::-1])
    ]
    for b, (u0, v0, u1, v1) in zip(members, at, strict=True):
        cell = _cell(b.texts, (u0, v0, u1, v1), frame, _SAME * least_v)
        for row in grid[up - _nearest(levels, v1) : up - _nearest(levels, v0)]:
            first, last = _nearest(columns, u0), _nearest(columns, u1)
            row[first:last] = [cell] * (last - first)
    rows = _without_blanks(grid)
    where = _corners((columns[0], levels[0], columns[-1], levels[-1]), frame)
    return Table(rows=rows, where=where), frame


def _reading(members: Sequence[Boxed], base: Frame) -> Frame:
    """The way most letters of a table run, exactly along its rules."""
    votes: Counter[tuple[int, bool]] = Counter()
    for b in members:
        for text in b.texts:
            quarter = round((text.frame.turn_deg - base.turn_deg) / 90.0) % 4
            votes[(quarter, text.frame.mirrored)] += len(text.words)
    quarter, mirrored = max(votes, key=lambda vote: (votes[vote], -vote[0]))
    return Frame((base.turn_deg + 90.0 * quarter) % 360.0, mirrored)


def _turned(box: Box, base: Frame, frame: Frame) -> Box:
    a, b = frame.uv(base.xy((box[0], box[1]))), frame.uv(base.xy((box[2], box[3])))
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _corners(box: Box, frame: Frame) -> tuple[XY, ...]:
    u0, v0, u1, v1 = box
    return tuple(frame.xy(p) for p in ((u0, v0), (u1, v0), (u1, v1), (u0, v1)))


def _edges(values: Sequence[float], apart: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= apart:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _cell(texts: Sequence[Written], box: Box, frame: Frame, apart: float) -> Cell:
    turns = {(round(t.frame.turn_deg, 1), t.frame.mirrored) for t in texts}
    # words that all stand upright in a cell are read the way they stand
    own = texts[0].frame if len(turns) == 1 else frame
    rows = rows_of([own.uv(t.at) for t in texts], apart)
    return Cell(
        lines=tuple(line_words([texts[n].words for n in row]) for row in rows),
        where=_corners(box, frame),
        refs=tuple(ref for row in rows for n in row for ref in texts[n].refs),
    )


def _without_blanks(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows and columns without the slivers between double rules."""
    kept = [row for row in rows if any(c.lines for c in row)]
    columns = [j for j in range(len(rows[0])) if any(row[j].lines for row in kept)]
    return tuple(tuple(row[j] for j in columns) for row in kept)


def _under_ruled(table: Table, members: Sequence[Boxed]) -> bool:
    """Whether cells hold whole rows or columns of words, which no rule keeps apart."""
    if len(table.rows[0]) == 1:
        return True
    if len(table.rows) > 2:
        return False
    tall = [b for b in members if len(rows_of([t.frame.uv(t.at) for t in b.texts], 0.0)) >= 3]
    return len(tall) >= 2


def _titled(table: Table, frame: Frame, texts: Sequence[Written]) -> Table:
    """The table with its title: a first row of one cell, else what stands above it."""
    if len(table.rows) > 2 and is_one_cell(table.rows[0]) and table.rows[0][0].lines:
        head = table.rows[0][0]
        return replace(table, rows=table.rows[1:], title=head.words, title_refs=head.refs)
    corners = [frame.uv(p) for p in table.where]
    left, right = min(c[0] for c in corners), max(c[0] for c in corners)
    low, top = min(c[1] for c in corners), max(c[1] for c in corners)
    high = _row_height(table, frame, top - low)
    own = set(table.refs)
    near = []
    for text in texts:
        u, v = frame.uv(text.at)
        above = 0.0 < v - top <= TITLE_ROWS * high and left - high <= u <= right
        if above and text.frame.mirrored is frame.mirrored and not own & set(text.refs):
            near.append((v, text))
    if not near:
        return table
    lowest = min(v for v, _ in near)
    line = [text for v, text in near if v - lowest <= 0.3 * high]
    words = joined_glyphs(line, frame, 2.0 * high)
    ordered = sorted(words, key=lambda t: frame.uv(t.at)[0])
    return replace(
        table,
        title=" ".join(t.words for t in ordered),
        title_refs=tuple(ref for t in ordered for ref in t.refs),
    )


def _row_height(table: Table, frame: Frame, height: float) -> float:
    levels = sorted({round(frame.uv(c.where[0])[1], 6) for row in table.rows for c in row})
    gaps = [b - a for a, b in pairwise(levels) if b > a]
    return median(gaps) if gaps else height / len(table.rows)
