"""Rows of the JSON that public services answer with: a list of like records somewhere inside."""

from shapely import Point

from cpted_rules.sitedata.columns import Column, columns_of, coordinate_columns
from cpted_rules.sitedata.files.geojson import cell
from cpted_rules.sitedata.files.rows import MOST_ROWS, Row, SourceFile, too_large, unreadable
from cpted_rules.sitedata.files.table import place_of
from cpted_rules.text import Text

_DEPTH = 5
_MOST_KEYS = 500


def record_rows(value: object, name: str, *, encoding: str, damaged: int) -> SourceFile:
    """The rows of the first list of records with coordinates.

    Raises:
        SiteDataError: there is none, or it has too many rows.
    """
    records = _records(value, _DEPTH)
    if len(records) > MOST_ROWS:
        raise too_large(name, most=MOST_ROWS, what=Text(ko="행", en="rows"))
    header = list(dict.fromkeys(str(key) for r in records for key in list(r)[:_MOST_KEYS]))
    header = header[:_MOST_KEYS]
    axes = coordinate_columns(header)
    if axes is None:
        raise unreadable(
            name, ", ".join(header)[:80] or "JSON", "GeoJSON / 위도, 경도 / latitude, longitude"
        )
    columns = columns_of(header)
    rows = []
    for number, record in enumerate(records):
        values = [cell(record.get(key)) for key in header]
        at = place_of(values[axes[0]], values[axes[1]])
        rows.append(
            Row(
                place=f"{name}[{number}]",
                shape=Point(at) if isinstance(at, tuple) else None,
                values=values,
                columns=columns,
                reason=None if isinstance(at, tuple) else at,
            )
        )
    return SourceFile(
        form="json",
        encoding=encoding,
        rows=tuple(rows),
        header=tuple(header),
        columns={Column.LONGITUDE: (axes[0],), Column.LATITUDE: (axes[1],), **columns},
        damaged=damaged,
    )


def _records(value: object, depth: int) -> list[dict[str, object]]:
    if isinstance(value, list):
        found = [one for one in value if isinstance(one, dict)]
        if found and coordinate_columns([str(key) for key in list(found[0])[:_MOST_KEYS]]):
            return found
    if depth == 0:
        return []
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in list(inside)[:100]:
        records = _records(one, depth - 1)
        if records:
            return records
    return []
