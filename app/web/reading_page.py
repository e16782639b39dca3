"""The page that shows what was understood of a submission: sheets, layers, elements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from app.db import SubmissionRow
from app.errors import Words
from app.reports.reading import GRAVEST_FIRST, OPENED, element_name
from app.reports.reading_file import (
    DrawingModel,
    ElementsModel,
    NoteModel,
    ReadingFile,
    SheetModel,
    UnitModel,
)
from app.submissions.corrections import Corrections
from app.web.reading_form import TAKE_BACK, UNITS, is_read
from app.web.readings import NameUse, blocks_of, layers_of
from app.web.storeys import storeys_text
from app.web.words import FOUND_BY, LAYER_STATES, SEVERITY_NAMES, UNIT_BASIS, UNITS_SAID
from cpted_rules.drawing.layers.layer_map import ASIDE, MEANING_NAMES, Meaning
from cpted_rules.drawing.reading import HOW_NAMES, REASONS, How
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.note import Severity
from cpted_rules.plan import SHEET_NAMES
from cpted_rules.text import Lang, Text, join, same

_NOTES_OPEN = 6
_PLACES = 3
_KILOMETRE_M = 1_000.0
_OFTEN = ("mm", "cm", "m", "inch", "ft", "dm", "dam")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """A unit the drawing may be in, and how large that would make it."""

    unit: str
    name: Text
    size: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was looked at to tell the unit, and what it speaks for."""

    of: Words
    units: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCard:
    """One sheet and the fields that correct it; `field` begins their names."""

    field: str
    number: str
    title: str
    kind: str
    storeys: str
    read: bool
    unlaid: bool
    found_by: Text
    sure: str
    evidence: Words | None
    scale: str
    residual: str
    picture: str | None
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPart:
    """One drawing file."""

    n: int
    file: str
    made: str
    repaired: Text | None
    unit: str
    basis: Text
    certain: bool
    corrected: bool
    choices: tuple[UnitChoice, ...]
    evidence: tuple[Evidence, ...]
    sheets: tuple[SheetCard, ...]
    read: str
    used: str
    set_aside: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """One layer or block and the field that gives it a meaning."""

    field: str
    name: str
    states: tuple[Text, ...]
    count: str
    meaning: str
    said: Text | None
    elements: Text
    unread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Layers or blocks: those that ask for a person, and the rest."""

    asked: tuple[NameRow, ...]
    rest: tuple[NameRow, ...]
    unknown: int
    hidden: int

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.asked) + len(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """Elements of one kind: how many, concluded from what, how sure."""

    name: Text
    count: str
    how: Text
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """Notes that say the same, and where."""

    text: Words
    count: int
    places: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteGroup:
    """Notes of one severity."""

    severity: str
    name: Text
    count: int
    open: tuple[NoteRow, ...]
    more: tuple[NoteRow, ...]


def shown(
    row: SubmissionRow, reading: ReadingFile, said: Corrections, lang: Lang
) -> dict[str, Any]:
    """What the page shows of a reading."""
    return {
        "drawings": [
            _drawing(n, drawing, row.id, said, lang) for n, drawing in enumerate(reading.drawings)
        ],
        "layers": _names("layer", layers_of(reading), said.layers),
        "blocks": _names("block", blocks_of(reading), said.blocks),
        "elements": [_element(one) for one in reading.elements],
        "repairs": reading.repairs,
        "repaired_m": f"{sum(r.length_m for r in reading.repairs):.2f}",
        "notes": list(_notes(reading.notes)),
        "note_count": len(reading.notes),
        "kinds": [(kind.value, name) for kind, name in SHEET_NAMES.items()],
        "meanings": [(m.value, n) for m, n in MEANING_NAMES.items() if m not in ASIDE],
        "aside": [(m.value, n) for m, n in MEANING_NAMES.items() if m in ASIDE],
        "take_back": TAKE_BACK,
    }


def _drawing(
    n: int, drawing: DrawingModel, submission_id: str, said: Corrections, lang: Lang
) -> DrawingPart:
    unit = drawing.unit
    return DrawingPart(
        n=n,
        file=drawing.file,
        made=" · ".join(part for part in (drawing.format, drawing.code_page) if part),
        repaired=OPENED.get(drawing.opened),
        unit=unit.unit or "",
        basis=UNIT_BASIS["corrected" if drawing.file in said.units else unit.basis],
        certain=unit.basis == "declared",
        corrected=drawing.file in said.units,
        choices=tuple(_choices(unit)),
        evidence=tuple(
            Evidence(of=v.of, units=", ".join(v.units) or "–", agrees=unit.unit in v.units)
            for v in unit.votes
        ),
        sheets=tuple(
            _sheet(f"sheet.{n}.{m}", sheet, submission_id, said, lang)
            for m, sheet in enumerate(drawing.sheets)
        ),
        read=f"{drawing.read:,}",
        used=f"{sum(drawing.used.values()):,}",
        set_aside=_counted((REASONS.get(why, same(why)), k) for why, k in _most(drawing.set_aside)),
    )


def _choices(unit: UnitModel) -> Iterator[UnitChoice]:
    sizes = {size.unit: size for size in unit.sizes}
    for name in sorted(UNITS, key=_OFTEN.index):
        size = sizes.get(name)
        yield UnitChoice(
            unit=name,
            name=UNITS_SAID.get(name, same(name)),
            size=_length(size.metres) if size else "",
            current=name == unit.unit,
        )


def _sheet(
    field: str, sheet: SheetModel, submission_id: str, said: Corrections, lang: Lang
) -> SheetCard:
    corrected = sheet.number in said.sheets
    is_plan = sheet.kind not in NO_PLAN_VIEW
    picture = f"/api/submissions/{submission_id}/outputs/{quote(sheet.picture or '')}"
    return SheetCard(
        field=field,
        number=sheet.number,
        title=" ".join(sheet.title.split()),
        kind=sheet.kind.value,
        storeys=storeys_text(sheet.storeys, lang),
        read=is_read(sheet),
        unlaid=corrected and not sheet.use and is_plan and not said.sheets[sheet.number].left_out,
        found_by=FOUND_BY.get("corrected" if corrected else sheet.how, same(sheet.how)),
        sure=f"{sheet.sure:.0%}",
        evidence=sheet.evidence,
        scale=f"1:{sheet.scale:g}" if sheet.scale else "",
        residual="" if sheet.residual_m is None else f"{sheet.residual_m:.3f}\u2009m",
        picture=picture if sheet.picture else None,
        corrected=corrected,
    )


def _names(part: str, uses: Sequence[NameUse], said: dict[str, Meaning | None]) -> Names:
    rows = [(use, _name(f"{part}.{n}", use, said)) for n, use in enumerate(uses)]
    asked = {use.name for use in uses if not use.meaning or use.states or use.unread}
    return Names(
        asked=tuple(row for use, row in rows if use.name in asked),
        rest=tuple(row for use, row in rows if use.name not in asked),
        unknown=sum(not use.meaning for use in uses),
        hidden=sum(bool(use.states) for use in uses),
    )


def _name(field: str, use: NameUse, said: dict[str, Meaning | None]) -> NameRow:
    meaning = said.get(use.name)
    return NameRow(
        field=field,
        name=use.name,
        states=tuple(LAYER_STATES[state] for state in use.states),
        count=f"{use.count:,}",
        meaning=use.meaning,
        said=MEANING_NAMES[meaning] if meaning else None,
        elements=_counted((element_name(kind), n) for kind, n in _most(dict(use.elements))),
        unread=f"{use.unread:,}" if use.unread else "",
    )


def _element(one: ElementsModel) -> ElementRow:
    return ElementRow(
        name=element_name(one.kind),
        count=f"{one.count:,}",
        how=_counted((HOW_NAMES[How(how)], n) for how, n in one.how.items()),
        sure=f"{one.sure:.0%}",
    )


def _notes(notes: Sequence[NoteModel]) -> Iterator[NoteGroup]:
    for severity in GRAVEST_FIRST:
        rows = tuple(_note_rows([note for note in notes if note.severity is severity]))
        if rows:
            # what is good to know only is folded away altogether
            kept = 0 if severity is Severity.INFO else _NOTES_OPEN
            yield NoteGroup(
                severity=severity.value,
                name=SEVERITY_NAMES[severity],
                count=sum(row.count for row in rows),
                open=rows[:kept],
                more=rows[kept:],
            )


def _note_rows(notes: list[NoteModel]) -> Iterator[NoteRow]:
    def words(note: NoteModel) -> tuple[str, str]:
        return (note.code, note.text.ko)

    for _, alike in groupby(sorted(notes, key=words), key=words):
        found = list(alike)
        places = [p for note in found if (p := _place(note))]
        more = " …" if len(places) > _PLACES else ""
        yield NoteRow(
            text=found[0].text, count=len(found), places="; ".join(places[:_PLACES]) + more
        )


def _place(note: NoteModel) -> str:
    return " · ".join(part for part in (note.sheet, note.layer, note.handle) if part)


def _length(metres: float) -> str:
    if metres >= 10 * _KILOMETRE_M:
        return f"{metres / _KILOMETRE_M:,.0f}\u2009km"
    return f"{metres:,.1f}\u2009m" if metres >= 1 else f"{metres:.2f}\u2009m"


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _counted(pairs: Iterable[tuple[Text, int]]) -> Text:
    return join([join([name, same(f"{n:,}")], " ") for name, n in pairs], " · ")
