"""What tables on the drawings say of a mark or a species, joined from all sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from cpted_rules.drawing.elements.counted import Count, counts
from cpted_rules.drawing.reading import LuminaireRow
from cpted_rules.drawing.tables import (
    DeviceRow,
    OpeningRow,
    Schedules,
    TreeRow,
    marks_of,
)
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text

Row = TypeVar("Row", TreeRow, OpeningRow, DeviceRow, LuminaireRow)

_ABOUT_THE_ROW = frozenset(
    {"mark", "marks", "quantity", "unit", "remark", "refs", "notes", "place"}
)
"""Fields of a row that differ from table to table without contradicting one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Rows of the schedules: by mark, plants also by species."""

    trees: Mapping[str, TreeRow] = field(default_factory=dict)
    openings: Mapping[str, OpeningRow] = field(default_factory=dict)
    devices: Mapping[str, DeviceRow] = field(default_factory=dict)
    luminaires: Mapping[str, LuminaireRow] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()
    notes: tuple[Note, ...] = ()

    def tree(self, mark: str, species: str, block: str) -> TreeRow | None:
        """The row of a tree: by its mark, its species, or the species in its block's name."""
        for key in (*marks_of(mark), _plain(species)):
            if key and key in self.trees:
                return self.trees[key]
        named = [key for key in self.trees if len(key) > 1 and key in _plain(block)]
        return self.trees[max(named, key=len)] if named else None

    def opening(self, mark: str) -> OpeningRow | None:
        """The row of a window or door."""
        return _of(self.openings, mark)

    def device(self, mark: str) -> DeviceRow | None:
        """The row of a camera or bell."""
        return _of(self.devices, mark)


def listed(schedules: Iterable[Schedules]) -> Listed:
    """The rows of all schedules; what two tables say differently of one mark is left open."""
    every = list(schedules)
    notes: list[Note] = []

    def joined(pairs: Iterable[tuple[str, Row]]) -> Mapping[str, Row]:
        rows: dict[str, list[Row]] = {}
        for key, row in pairs:
            rows.setdefault(key, []).append(row)
        return {key: _one(key, own, notes) for key, own in rows.items() if key}

    trees = [
        (key, row)
        for said in every
        for row in said.trees
        for key in dict.fromkeys((*row.marks, _plain(row.species)))
    ]
    return Listed(
        trees=joined(trees),
        openings=joined((m, row) for said in every for row in said.openings for m in row.marks),
        devices=joined((m, row) for said in every for row in said.devices for m in row.marks),
        luminaires=joined(
            (row.mark, row) for said in every for lamp in said.luminaires for row in lamp.declared()
        ),
        counts=counts(every),
        notes=tuple(notes),
    )


def declared_over(
    drawn: Mapping[str, LuminaireRow], declared: Iterable[LuminaireRow]
) -> dict[str, LuminaireRow]:
    """Luminaire rows by mark: what is declared, and beneath it what a drawn table says."""
    rows = dict(drawn)
    for row in declared:
        below = rows.get(row.mark)
        rows[row.mark] = row if below is None else _filled(row, below)
    return rows


def _filled(row: LuminaireRow, below: LuminaireRow) -> LuminaireRow:
    more = {f.name: getattr(below, f.name) for f in fields(row) if getattr(row, f.name) is None}
    return replace(row, **more)


def _of(rows: Mapping[str, Row], mark: str) -> Row | None:
    return next((rows[m] for m in marks_of(mark) if m in rows), None)


def _one(key: str, rows: Sequence[Row], notes: list[Note]) -> Row:
    """One row of several: fields that contradict one another are emptied and told."""
    first = rows[0]
    changed: dict[str, Any] = {}
    for name in (f.name for f in fields(first) if f.name not in _ABOUT_THE_ROW):
        said = list(dict.fromkeys(v for r in rows if (v := getattr(r, name)) not in (None, "")))
        if len(said) > 1:
            changed[name] = "" if isinstance(getattr(first, name), str) else None
            species = getattr(first, "species", "")
            notes.append(_differ(key, name, said, sizes=bool(species) and key == _plain(species)))
        elif said:
            changed[name] = said[0]
    return replace(first, **changed)


def _differ(key: str, name: str, said: Sequence[object], *, sizes: bool) -> Note:
    """What rows say differently; a species in several sizes contradicts nothing."""
    return Note(
        code="table/sizes-differ" if sizes else "table/rows-differ",
        severity=Severity.WARNING,
        text=Text(
            ko="표마다 {key}의 {name}이(가) 다름({said}): 쓰지 않음",
            en="tables differ in the {name} of {key} ({said}): not used",
        ).fill(key=key, name=name, said=" / ".join(map(str, said[:4]))),
    )


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()
