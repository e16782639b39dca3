"""A table as it stands on a sheet: rows of cells with their words, places and handles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cpted_rules.drawing.points import XY
from cpted_rules.plan import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    Args:
        lines: what is written in it, line by line.
        where: its corners, from the lower left, counter-clockwise as read.
        refs: the texts in it.
    """

    lines: tuple[str, ...] = ()
    where: tuple[XY, ...] = ()
    refs: tuple[Source, ...] = ()

    @property
    def words(self) -> str:
        """All its lines as one; letters written one below the other are one word."""
        glyphs = len(self.lines) > 1 and all(len(line) == 1 for line in self.lines)
        return ("" if glyphs else " ").join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Args:
        rows: all as long as each other; a merged cell is the same cell at every place it covers.
        title: what is written above it, or in a first row that is one cell.
        where: its corners, from the lower left as read.
        ruled: drawn with lines; otherwise words that stand in rows and columns.
    """

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    title_refs: tuple[Source, ...] = ()
    where: tuple[XY, ...] = ()
    ruled: bool = True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell with words, once, in reading order."""
        found = {id(c): c for row in self.rows for c in row if c.lines}
        return tuple(found.values())

    @property
    def refs(self) -> tuple[Source, ...]:
        """All texts in it, the title's first."""
        return (*self.title_refs, *(ref for cell in self.cells for ref in cell.refs))

    def words(self) -> tuple[tuple[str, ...], ...]:
        """Its words, row by row."""
        return tuple(tuple(cell.words for cell in row) for row in self.rows)

    def transposed(self) -> "Table":
        """The table with rows for columns."""
        return replace(self, rows=tuple(zip(*self.rows, strict=True)))


def is_one_cell(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell from end to end."""
    return all(cell is row[0] for cell in row)
