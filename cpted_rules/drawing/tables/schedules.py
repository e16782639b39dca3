"""Schedules and legends of drawings: what tables list, and which were not understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.layers.layer_map import LayerMap, default_layer_map
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.tables.columns import LIST_TITLE, ScheduleKind, flat
from cpted_rules.drawing.tables.grid import tables_in
from cpted_rules.drawing.tables.legend import Legend, is_legend_title, legend_in
from cpted_rules.drawing.tables.quantities import plain
from cpted_rules.drawing.tables.reading_rows import (
    device_row,
    luminaire_row,
    opening_row,
    tree_row,
)
from cpted_rules.drawing.tables.records import header_words, understood
from cpted_rules.drawing.tables.rows import (
    DeviceRow,
    OpeningRow,
    ScheduledLuminaire,
    ScheduleRow,
    TreeRow,
)
from cpted_rules.drawing.tables.table import Table
from cpted_rules.drawing.tables.writing import Thing, entity_of
from cpted_rules.note import Note, Severity
from cpted_rules.plan import Source
from cpted_rules.text import Text, same

_LINES = frozenset({EntityKind.LINE, EntityKind.POLYLINE})
_WRITTEN = frozenset({EntityKind.TEXT, EntityKind.INSERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadTable:
    """A table by its title that is none of the schedules the reader knows.

    Args:
        header: the words of its header, as far as it has one.
        where: its corners.
        rows: how many rows it has below the header.
    """

    title: str
    header: tuple[str, ...]
    where: tuple[XY, ...]
    rows: int
    refs: tuple[Source, ...] = ()

    @property
    def note(self) -> Note:
        """The remark for people."""
        empty = self.rows == 0
        return Note(
            code="table/empty" if empty else "table/not-understood",
            source=self.refs[0] if self.refs else None,
            severity=Severity.INFO,
            text=(
                Text(
                    ko="'{title}' 표에 머리글({header})만 있고 내용이 없음",
                    en="Table '{title}' has a header ({header}) and no rows",
                )
                if empty
                else Text(
                    ko="'{title}' 표는 읽는 일람표가 아님(머리글: {header})",
                    en="Table '{title}' is not a schedule that is read (header: {header})",
                )
            ).fill(title=same(self.title), header=same(", ".join(self.header))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedules:
    """What the tables of some sheets list, in the order they were found."""

    trees: tuple[TreeRow, ...] = ()
    openings: tuple[OpeningRow, ...] = ()
    luminaires: tuple[ScheduledLuminaire, ...] = ()
    devices: tuple[DeviceRow, ...] = ()
    legend: Legend = field(default_factory=Legend)
    unread: tuple[UnreadTable, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """All that could not be read."""
        rows: tuple[ScheduleRow, ...] = (
            *self.trees,
            *self.openings,
            *self.luminaires,
            *self.devices,
        )
        return (*(note for row in rows for note in row.notes), *(t.note for t in self.unread))


def schedules_of(things: Iterable[Thing], layer_map: LayerMap | None = None) -> Schedules:
    """The schedules and legends among some things in one coordinate system.

    Args:
        things: all of the sheets: lines, texts and inserts, opened and as symbols (`opened`).
        layer_map: what words mean; the one that comes with the reader if none is given.
    """
    every = tuple(things)
    words = layer_map or default_layer_map()
    tables = tables_in(
        (t for t in every if entity_of(t).kind in _LINES),
        (t for t in every if entity_of(t).kind in _WRITTEN),
    )
    return schedules_in(tables, words, legend=legend_in(every, words))


def schedules_in(
    tables: Sequence[Table], layer_map: LayerMap, *, legend: Legend | None = None
) -> Schedules:
    """The schedules among some tables."""
    trees: list[TreeRow] = []
    openings: list[OpeningRow] = []
    luminaires: list[ScheduledLuminaire] = []
    devices: list[DeviceRow] = []
    unread: list[UnreadTable] = []
    for table in tables:
        title = flat(table.title)
        found = understood(table)
        if found is None:
            if LIST_TITLE.search(plain(title)) and not is_legend_title(title):
                unread.append(_unread(table, title))
            continue
        for record in found.records:
            match found.kind:
                case ScheduleKind.TREES:
                    trees.append(tree_row(record, title))
                case ScheduleKind.OPENINGS:
                    openings.append(opening_row(record, title, layer_map))
                case ScheduleKind.LUMINAIRES:
                    luminaires.append(luminaire_row(record, title, layer_map))
                case ScheduleKind.DEVICES:
                    devices.append(device_row(record, title, layer_map))
    return Schedules(
        trees=tuple(trees),
        openings=tuple(openings),
        luminaires=tuple(luminaires),
        devices=tuple(devices),
        legend=legend or Legend(),
        unread=tuple(unread),
    )


def _unread(table: Table, title: str) -> UnreadTable:
    return UnreadTable(
        title=title,
        header=header_words(table),
        where=table.where,
        rows=len(table.rows) - 1,
        refs=table.refs,
    )
