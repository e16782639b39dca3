"""Rows of a delimited table as public bodies publish it: titles above, quotes and commas astray."""

import csv
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from shapely import points

from cpted_rules.sitedata.cells import coordinate
from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import Column, columns_of, coordinate_columns
from cpted_rules.sitedata.files.rows import MOST_ROWS, Row, SourceFile, too_large, unreadable
from cpted_rules.sitedata.systems.boxes import KOREA_DEG
from cpted_rules.text import Text, same

_HEADER_WITHIN = 30
"""Lines looked at for the header: titles and blank lines stand above it."""
_DELIMITERS = (",", "\t", ";", "|")
_JOINED = 10
"""Lines a quoted cell may run over."""
_LONGEST_LINE = 100_000
_BLANK = {"-", "null", "none", "n/a", "#n/a"}
_MOST_EXTRA = 5
"""Cells more than the header has, that stray commas may account for."""


def table_rows(words: str, name: str, *, encoding: str, damaged: int) -> SourceFile:
    """The rows of a delimited table with coordinates.

    Raises:
        SiteDataError: no line names a longitude and a latitude column, or there are too many rows.
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    at, delimiter, header = _header(lines, name)
    axes = coordinate_columns(header)
    if axes is None:
        raise unreadable(
            f"{name}:{at + 1}",
            Text(
                ko="좌표 열이 없는 머리글: {header}", en="a header without coordinates: {header}"
            ).fill(header=same(", ".join(h for h in header if h)[:80])),
            "위도, 경도 / latitude, longitude",
        )
    columns = columns_of(header)
    places: list[tuple[int, list[str], tuple[float, float] | Reason]] = []
    repaired = 0
    for line, cells, astray in _records(lines, at + 1, delimiter, width=len(header)):
        if len(places) >= MOST_ROWS:
            raise too_large(name, most=MOST_ROWS, what=Text(ko="행", en="rows"))
        fitted = _fitted(cells, len(header), axes)
        if fitted is None:
            places.append((line, [], Reason.CELLS))
            continue
        repaired += astray or fitted is not cells
        places.append((line, fitted, place_of(fitted[axes[0]], fitted[axes[1]])))
    return SourceFile(
        form="csv",
        encoding=encoding,
        rows=_rows(places, name, columns),
        header=tuple(header),
        columns={Column.LONGITUDE: (axes[0],), Column.LATITUDE: (axes[1],), **columns},
        header_line=at + 1,
        damaged=damaged,
        repaired=repaired,
    )


def _header(lines: Sequence[str], name: str) -> tuple[int, str, list[str]]:
    """The line that names coordinates, else the first with words: its position and cells."""
    candidates = [(i, line) for i, line in enumerate(lines[:_HEADER_WITHIN]) if line.strip()]
    if not candidates:
        raise unreadable(name, Text(ko="빈 파일", en="an empty file"), "CSV, GeoJSON")
    for i, line in candidates:
        for delimiter in _DELIMITERS:
            cells = [cell.strip().lstrip("\ufeff") for cell in _split(line, delimiter)]
            if coordinate_columns(cells):
                while cells and not cells[-1]:
                    cells.pop()
                return i, delimiter, cells
    first, line = candidates[0]
    return first, ",", [cell.strip() for cell in _split(line, ",")]


def _records(
    lines: Sequence[str], start: int, delimiter: str, *, width: int
) -> Iterator[tuple[int, list[str], bool]]:
    """First line and cells of each record that is not blank, and whether its quotes are astray.

    A quote without its partner must not swallow the rows below it: lines are joined only where that
    gives the width of the header.
    """
    i = start
    while i < len(lines):
        line, first = lines[i][:_LONGEST_LINE], i
        i += 1
        if not line.strip(f"{delimiter} \t"):
            continue
        if line.count('"') % 2:
            joined = line
            for j in range(i, min(i + _JOINED, len(lines))):
                joined += "\n" + lines[j]
                if joined.count('"') % 2 == 0:
                    if len(joined) <= _LONGEST_LINE and len(_split(joined, delimiter)) == width:
                        line, i = joined, j + 1
                    break
        yield first, _split(line, delimiter), line.count('"') % 2 == 1


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    if line.count('"') % 2 == 0:
        try:
            return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:
            pass  # a cell longer than csv reads: split plainly
    return line.replace('"', "").split(delimiter)


def _fitted(cells: list[str], width: int, axes: tuple[int, int]) -> list[str] | None:
    """Cells as many as the header has; None where they cannot be told apart.

    Blank cells may lack or follow at the end. An address with a comma and without quotes, or a
    column without a header, makes a cell too many: all ways to account for it must give the same
    two numbers, or only one of them numbers in Korea.
    """
    if len(cells) <= width:
        return cells if len(cells) > max(axes) else None
    if not any(cell.strip() for cell in cells[width:]):
        return cells
    extra = len(cells) - width
    if extra > _MOST_EXTRA:
        return None
    joined = [
        [*cells[:i], ",".join(cells[i : i + extra + 1]), *cells[i + extra + 1 :]]
        for i in range(width)
    ]
    found: dict[tuple[float, float], list[str]] = {}
    for way in (*joined, cells[:width]):
        x, y = way[axes[0]], way[axes[1]]
        if "," not in x + y:
            try:
                found.setdefault((coordinate(x), coordinate(y)), way)
            except ValueError:
                continue
    if len(found) > 1:
        found = {at: way for at, way in found.items() if _in_korea(*sorted(at))}
    return next(iter(found.values())) if len(found) == 1 else None


def _in_korea(latitude: float, longitude: float) -> bool:
    x0, y0, x1, y1 = KOREA_DEG
    return y0 <= latitude <= y1 and x0 <= longitude <= x1


def _rows(
    places: Sequence[tuple[int, list[str], tuple[float, float] | Reason]],
    name: str,
    columns: Mapping[Column, tuple[int, ...]],
) -> tuple[Row, ...]:
    found = [at if isinstance(at, tuple) else (0.0, 0.0) for _, _, at in places]
    shapes = np.asarray(points(np.array(found, dtype=np.float64).reshape(-1, 2)))
    return tuple(
        Row(
            place=f"{name}:{line + 1}",
            shape=shape if isinstance(at, tuple) else None,
            values=cells,
            columns=columns,
            reason=None if isinstance(at, tuple) else at,
        )
        for (line, cells, at), shape in zip(places, shapes, strict=True)
    )


def place_of(x: str, y: str) -> tuple[float, float] | Reason:
    """The coordinates two cells give, or why they give none."""
    x, y = x.strip(), y.strip()
    if not x or not y or {x.lower(), y.lower()} & _BLANK:
        return Reason.BLANK
    try:
        at = coordinate(x), coordinate(y)
    except ValueError:
        return Reason.NOT_A_NUMBER
    return Reason.ZERO if at == (0, 0) else at
