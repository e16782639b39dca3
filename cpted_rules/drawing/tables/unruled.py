"""Tables without rules: texts that stand in rows and columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from cpted_rules.drawing.groups import Groups
from cpted_rules.drawing.points import XY, Floats
from cpted_rules.drawing.tables.table import Cell, Table
from cpted_rules.drawing.tables.writing import Frame, Written, joined_glyphs, rows_of
from cpted_rules.plan import Source

_SAME_COLUMN = 0.12
"""Of a row's height: anchors one below the other are off by less."""
_NEXT_ROW = 2.4
"""Rows of a table are not further apart than so many usual row heights."""
_NEXT_COLUMN = 25.0
"""Columns of a table are not further apart than so many row heights."""
_FILLED = 0.6
"""Of the places of a table at least this share has words."""
_AT_ONCE = 500
"""Points below one that are looked at together; the next one is mostly among the first."""
MOST_TEXTS = 20_000
"""More texts that run one way are a map, not a sheet with tables."""


def aligned_tables(texts: Sequence[Written], frame: Frame) -> Iterator[Table]:
    """Tables of texts that run one way: two columns and three rows at least."""
    if not 6 <= len(texts) <= MOST_TEXTS:
        return
    pitch = usual_row([frame.uv(t.at) for t in texts])
    if pitch <= 0.0:
        return
    words = joined_glyphs(texts, frame, pitch)
    # letters put together have lost their anchor: columns begin or are centred at one place
    anchors = [[t.at for t in words]]
    if any(t.until for t in words):
        anchors.append([t.middle for t in words])
    found: list[Table] = []
    for each in anchors:
        points = np.array([frame.uv(p) for p in each])
        made = (_table(body, words, points, frame) for body in _bodies(points))
        found.extend(table for table in made if table is not None)
    taken: set[Source] = set()
    for table in sorted(found, key=lambda t: -len(t.refs)):
        if not taken & set(table.refs):
            taken.update(table.refs)
            yield table


def usual_row(points: Sequence[XY]) -> float:
    """The usual distance of a text to the next one below it."""
    at = np.array(points)
    gaps = [
        float(at[n, 1] - at[m, 1])
        for n, m in enumerate(next_below(at, _SAME_COLUMN))
        if m is not None
    ]
    return median(gaps) if gaps else 0.0


def next_below(at: Floats, off: float) -> list[int | None]:
    """The next point below each in its column, None where there is none; of several the first.

    Args:
        off: how far it may be to a side, as a share of how far below it is.
    """
    order = np.argsort(-at[:, 1], kind="stable")
    u, v = at[order].T
    found: list[int | None] = [None] * len(at)
    for place, n in enumerate(order.tolist()):
        for start in range(place + 1, len(order), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            below = v[place] - v[some]
            under = np.flatnonzero((below > 0.0) & (np.abs(u[some] - u[place]) <= off * below))
            if len(under):
                # those at the same height lie in the order in which they came
                found[n] = int(order[start + under[0]])
                break
    return found


def _bodies(at: Floats) -> Iterator[list[int]]:
    """Texts linked to the next one below in their column and the next one in their row."""
    joined = Groups(len(at))
    gap = np.zeros(len(at))
    under = next_below(at, _SAME_COLUMN)
    for n, m in enumerate(under):
        if m is not None:
            step = at[n, 1] - at[m, 1]
            gap[n] = min(gap[n] or step, step)
            gap[m] = min(gap[m] or step, step)
    for n, m in enumerate(under):
        if m is not None and at[n, 1] - at[m, 1] <= _NEXT_ROW * min(gap[n], gap[m]):
            joined.join(n, m)
    order = np.argsort(at[:, 1], kind="stable")
    levels = at[order, 1]
    for n in map(int, np.flatnonzero(gap)):
        high = _SAME_COLUMN * gap[n]
        wide = 1.001 * high  # what is just at the bound is told by the difference itself
        first, last = np.searchsorted(levels, (at[n, 1] - wide, at[n, 1] + wide))
        row = np.sort(order[first:last])
        row = row[np.abs(at[row, 1] - at[n, 1]) <= high]
        off = at[row, 0] - at[n, 0]
        beside = (gap[row] > 0.0) & (off > 0.0) & (off <= _NEXT_COLUMN * gap[n])
        beside &= (gap[row] < 2.0 * gap[n]) & (gap[n] < 2.0 * gap[row])
        if beside.any():
            joined.join(n, int(row[beside][np.argmin(off[beside])]))
    groups: dict[int, list[int]] = {}
    for n in range(len(at)):
        if gap[n] > 0.0:
            groups.setdefault(joined.root(n), []).append(n)
    yield from (g for g in groups.values() if len(g) >= 4)


def _table(body: list[int], words: Sequence[Written], at: Floats, frame: Frame) -> Table | None:
    levels = sorted({round(float(at[n, 1]), 9) for n in body}, reverse=True)
    step = median(a - b for a, b in pairwise(levels)) if len(levels) > 1 else 0.0
    rows = rows_of([(float(at[n, 0]), float(at[n, 1])) for n in body], _SAME_COLUMN * step)
    step = _row_step(rows, body, at)
    columns = _columns(body, at, step)
    if len(columns) < 2 or len(rows) < 2 or step <= 0.0:
        return None
    top = max(float(at[n, 1]) for n in body)
    low = min(float(at[n, 1]) for n in body)
    widest = max(b - a for a, b in pairwise(columns))
    within = [
        n
        for n in range(len(at))
        if low - 0.3 * step <= at[n, 1] <= top + _NEXT_ROW * step
        and columns[0] - 0.5 * widest <= at[n, 0] <= columns[-1] + 0.5 * widest
    ]
    every = rows_of([(float(at[n, 0]), float(at[n, 1])) for n in within], 0.2 * step)
    lines = [[within[n] for n in row] for row in every]
    while (
        lines and len(lines[0]) < max(2, len(columns) / 2) and at[lines[0][0], 1] > top + 0.2 * step
    ):
        lines.pop(0)  # a title or a remark above the header
    if sum(len(line) >= 2 for line in lines) < 3:
        return None
    filled = sum(min(len(line), len(columns)) for line in lines)
    if filled < _FILLED * len(lines) * len(columns):
        return None
    return _laid_out(lines, columns, step, words, at, frame)


def _row_step(rows: list[list[int]], body: list[int], at: Floats) -> float:
    levels = [float(np.mean([at[body[n], 1] for n in row])) for row in rows]
    gaps = [a - b for a, b in pairwise(levels)]
    return median(gaps) if gaps else 0.0


def _columns(body: list[int], at: Floats, step: float) -> list[float]:
    """Where the columns stand: anchors that two rows share."""
    groups: list[list[float]] = []
    for u in sorted(float(at[n, 0]) for n in body):
        if groups and u - groups[-1][-1] <= _SAME_COLUMN * step:
            groups[-1].append(u)
        else:
            groups.append([u])
    return [median(g) for g in groups if len(g) >= 2]


def _laid_out(
    lines: list[list[int]],
    columns: list[float],
    step: float,
    words: Sequence[Written],
    at: Floats,
    frame: Frame,
) -> Table:
    edges = [
        columns[0] - 0.5 * (columns[1] - columns[0]),
        *((a + b) / 2 for a, b in pairwise(columns)),
        columns[-1] + 0.5 * (columns[-1] - columns[-2]),
    ]
    rows = []
    for line in lines:
        level = float(np.mean([at[n, 1] for n in line]))
        places = _places([float(at[n, 0]) for n in line], columns)
        row = []
        for j in range(len(columns)):
            here = [words[n] for n, place in zip(line, places, strict=True) if place == j]
            box = (edges[j], level - step / 2, edges[j + 1], level + step / 2)
            corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
            row.append(
                Cell(
                    lines=(" ".join(t.words for t in here),) if here else (),
                    where=tuple(frame.xy(p) for p in corners),
                    refs=tuple(ref for t in here for ref in t.refs),
                )
            )
        rows.append(tuple(row))
    where = (rows[-1][0].where[0], rows[-1][-1].where[1], rows[0][-1].where[2], rows[0][0].where[3])
    return Table(rows=tuple(rows), where=where, ruled=False)


def _places(us: list[float], columns: list[float]) -> list[int]:
    """Which column each word of a row is in: one each where there are as many, else the nearest."""
    if len(us) == len(columns):
        return list(range(len(us)))
    return [min(range(len(columns)), key=lambda j: abs(columns[j] - u)) for u in us]
