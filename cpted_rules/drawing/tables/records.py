"""Records of a schedule: which row or column is the header, and what stands under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpted_rules.drawing.tables.columns import (
    Column,
    Role,
    ScheduleKind,
    column,
    flat,
    titled,
    titled_otherwise,
)
from cpted_rules.drawing.tables.quantities import plain, tree_sizes, width_and_height_m
from cpted_rules.drawing.tables.table import Cell, Table, is_one_cell
from cpted_rules.plan import Source

HEADER_WITHIN = 4
"""The header is among so many first rows or columns."""

_NEEDED: dict[ScheduleKind, tuple[frozenset[Role], ...]] = {
    ScheduleKind.TREES: (
        frozenset({Role.SPECIES}),
        frozenset({Role.SIZE, Role.HEIGHT, Role.CROWN_WIDTH, Role.TRUNK, Role.COUNT}),
    ),
    ScheduleKind.OPENINGS: (
        frozenset({Role.MARK, Role.NUMBER}),
        frozenset({Role.SIZE, Role.WIDTH, Role.GRADE}),
    ),
    ScheduleKind.LUMINAIRES: (
        frozenset({Role.MARK, Role.NAME}),
        frozenset({Role.WATTS, Role.LUMENS, Role.FILE, Role.MAKE, Role.HEIGHT}),
    ),
    ScheduleKind.DEVICES: (
        frozenset({Role.MARK, Role.KIND}),
        frozenset({Role.MAKE, Role.PIXELS, Role.LENS, Role.VIEW, Role.HEIGHT}),
    ),
}
"""A schedule has a column of each of these groups."""
_MERGES = frozenset({ScheduleKind.OPENINGS, ScheduleKind.LUMINAIRES, ScheduleKind.DEVICES})
"""Schedules in which rows beside one merged mark are one record."""
_KEYS: dict[ScheduleKind, tuple[Role, ...]] = {
    ScheduleKind.TREES: (Role.SPECIES,),
    ScheduleKind.OPENINGS: (Role.MARK, Role.NUMBER),
    ScheduleKind.LUMINAIRES: (Role.MARK, Role.NAME),
    ScheduleKind.DEVICES: (Role.MARK, Role.KIND),
}
_TOTALS = frozenset({"계", "합계", "소계", "총계", "누계", "total", "subtotal", "sum"})
_OPENING_MARK = re.compile(r"^[A-Z]{0,4}[WDS]\s?-?\s?\d+[A-Za-z]?$")
"""Marks of windows, doors and shutters: AW-1, SD01, FSD2."""
_EMPTY = frozenset({"", "-", "–", "—", "―", "〃", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row under a header.

    Args:
        columns: what the header says, with the cells below it.
        section: words of the row that heads this part of the table.
    """

    columns: tuple[tuple[Column, tuple[Cell, ...]], ...]
    section: str = ""

    def column(self, *roles: Role) -> Column | None:
        """The first column with one of these roles that has words here."""
        return next(
            (c for r in roles for c, cells in self.columns if c.role is r and _said(cells)), None
        )

    def words(self, *roles: Role) -> str:
        """What stands in that column; empty for a dash."""
        found = self.column(*roles)
        return next((_said(cells) for c, cells in self.columns if c is found), "")

    @property
    def refs(self) -> tuple[Source, ...]:
        """The texts it is read from."""
        cells = {id(c): c for _, these in self.columns for c in these}
        return tuple(ref for cell in cells.values() for ref in cell.refs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A table as a schedule of one kind."""

    kind: ScheduleKind
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    table: Table
    row: int
    depth: int
    columns: tuple[Column | None, ...]

    @property
    def score(self) -> tuple[int, int, int]:
        known = [c for c in self.columns if c]
        return (len({c.role for c in known}), -self.depth, -self.row)


def _said(cells: Sequence[Cell]) -> str:
    words = " ".join(dict.fromkeys(c.words for c in cells if c.words.strip() not in _EMPTY))
    return words.strip()


def understood(table: Table) -> Understood | None:
    """The table as the kind of schedule its title and header say, None where they say none."""
    best: tuple[float, ScheduleKind, _Header] | None = None
    for kind in ScheduleKind:
        header = _header(kind, table)
        if header is None:
            continue
        known = [c for c in header.columns if c]
        telling = len({c.role for c in known if c.telling})
        by_title = titled(kind, table.title)
        if not by_title and titled_otherwise(table.title):
            continue
        by_sizes = _sizes_say(kind, header)
        if not by_title and not telling and not by_sizes:
            continue
        score = 3.0 * by_title + 2.0 * (telling + by_sizes) + 0.1 * len({c.role for c in known})
        if best is None or score > best[0]:
            best = (score, kind, header)
    if best is None:
        return None
    return Understood(kind=best[1], records=tuple(_records(best[1], best[2])))


def _sizes_say(kind: ScheduleKind, header: _Header) -> bool:
    """Whether most sizes below a header are of trees (H×R) or of openings with their marks."""
    by_role = {said.role: j for j, said in enumerate(header.columns) if said}
    if kind not in {ScheduleKind.TREES, ScheduleKind.OPENINGS} or Role.SIZE not in by_role:
        return False
    size, mark = by_role[Role.SIZE], by_role.get(Role.MARK)
    order = next(c.order for c in header.columns if c and c.role is Role.SIZE)
    rows = [r for r in header.table.rows[header.row + header.depth :] if r[size].lines]
    if kind is ScheduleKind.TREES:
        said = [tree_sizes(row[size].words, order) for row in rows]
        fits = sum(s.height_m is not None and s[1:4] != (None, None, None) for s in said)
    elif mark is not None:
        fits = sum(
            _OPENING_MARK.match(row[mark].words) is not None
            and width_and_height_m(row[size].words) is not None
            for row in rows
        )
    else:
        return False
    return fits >= 2 and 2 * fits >= len(rows)


def header_words(table: Table) -> tuple[str, ...]:
    """The words a header would have: the first row's, of two columns the first column's."""
    narrow = len(table.rows[0]) == 2 and len(table.rows) > 2
    first = [row[0] for row in table.rows] if narrow else list(table.rows[0])
    return tuple(dict.fromkeys(flat(c.words) for c in first if c.words))


def _header(kind: ScheduleKind, table: Table) -> _Header | None:
    every = (
        _Header(way, row, depth, _columns(kind, way, row, depth))
        for way in (table, table.transposed())
        for row in range(min(HEADER_WITHIN, len(way.rows) - 1))
        for depth in (1, 2)
        if row + depth < len(way.rows)
    )
    found = [header for header in every if _fits(kind, header)]
    return max(found, key=lambda h: h.score, default=None)


def _fits(kind: ScheduleKind, header: _Header) -> bool:
    roles = {c.role for c in header.columns if c}
    return len(roles) >= 2 and all(roles & group for group in _NEEDED[kind])


def _columns(kind: ScheduleKind, table: Table, row: int, depth: int) -> tuple[Column | None, ...]:
    found = []
    for j in range(len(table.rows[0])):
        cells = list({id(r[j]): r[j] for r in table.rows[row : row + depth]}.values())
        words = [c.words for c in cells if c.words]
        ways = [words[-1], " ".join(words), words[0]] if words else []
        found.append(next((c for way in ways if (c := column(kind, way))), None))
    return tuple(found)


def _records(kind: ScheduleKind, header: _Header) -> Iterator[Record]:
    body = header.table.rows[header.row + header.depth :]
    for start, end in _repeats(header.columns):
        columns = header.columns[start:end]
        rows = [row[start:end] for row in body]
        goes_on = not header.table.ruled
        yield from _merged(kind, _under(kind, columns, rows), goes_on=goes_on)


def _repeats(columns: Sequence[Column | None]) -> list[tuple[int, int]]:
    """From where to where a header goes that is written more than once side by side."""
    known = [(j, c.role) for j, c in enumerate(columns) if c]
    first = known[0]
    starts = [j for j, role in known if role is first[1]]
    lengths = {b - a for a, b in pairwise(starts)}
    again = len(starts) > 1 and len(lengths) == 1
    if not again or len({role for j, role in known if starts[0] <= j < starts[1]}) < 2:
        return [(0, len(columns))]
    ends = [*starts[1:], len(columns)]
    return [(0 if n == 0 else a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True))]


def _under(
    kind: ScheduleKind,
    columns: Sequence[Column | None],
    rows: Sequence[tuple[Cell, ...]],
) -> Iterator[Record]:
    section = ""
    for row in rows:
        cells = {id(c): c for c in row if c.words.strip() not in _EMPTY}
        if not cells or any(plain(c.words) in _TOTALS for c in cells.values()):
            continue
        marked = columns[0] is not None and columns[0].role is Role.MARK
        if len(cells) == 1 and len(row) > 1 and (is_one_cell(row) or (row[0].words and not marked)):
            section = next(iter(cells.values())).words
            continue
        pairs = tuple((c, (cell,)) for c, cell in zip(columns, row, strict=True) if c)
        if sum(_is_header(kind, c, cells[0].words) for c, cells in pairs) >= 2:
            continue  # the header once more
        yield Record(columns=_once_per_role(pairs), section=flat(section))


def _is_header(kind: ScheduleKind, said: Column, words: str) -> bool:
    found = column(kind, words) if words else None
    return found is not None and found.role is said.role


def _once_per_role(
    pairs: Sequence[tuple[Column, tuple[Cell, ...]]],
) -> tuple[tuple[Column, tuple[Cell, ...]], ...]:
    """Columns of one name under one heading, such as a remark in two columns, together."""
    found: dict[Role, tuple[Column, tuple[Cell, ...]]] = {}
    for said, cells in pairs:
        if said.role in found:
            first, before = found[said.role]
            extra = tuple(c for c in cells if all(c is not b for b in before))
            found[said.role] = (first, (*before, *extra))
        else:
            found[said.role] = (said, cells)
    return tuple(found.values())


def _merged(kind: ScheduleKind, records: Iterator[Record], *, goes_on: bool) -> Iterator[Record]:
    """Records, those beside one merged mark together.

    Args:
        goes_on: no rules part the rows; one without a key is a further line of the row above.
    """
    last: Record | None = None
    for record in records:
        more = goes_on and not record.words(_key(kind, record))
        if last is not None and (more or (kind in _MERGES and _same_mark(last, record))):
            last = Record(
                columns=_once_per_role((*last.columns, *record.columns)), section=last.section
            )
            continue
        if last is not None:
            yield last
        last = record
    if last is not None:
        yield last


def _key(kind: ScheduleKind, record: Record) -> Role:
    """The column that every row of its own has words in."""
    there = {said.role for said, _ in record.columns}
    return next((role for role in _KEYS[kind] if role in there), _KEYS[kind][0])


def _same_mark(a: Record, b: Record) -> bool:
    def cells(record: Record) -> tuple[Cell, ...]:
        return next((c for said, c in record.columns if said.role is Role.MARK), ())

    first, second = cells(a), cells(b)
    return bool(first and second and first[0] is second[0] and first[0].words)
