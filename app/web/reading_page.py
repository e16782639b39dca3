"""The page that shows what was understood of a submission: sheets, layers, elements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.db import SubmissionRow
from app.errors import Words
from app.reports.reading import GRAVEST_FIRST, element_name
from app.reports.reading_file import ElementsModel, NoteModel, ReadingFile
from app.submissions.corrections import Corrections
from app.web.counts import counted
from app.web.name_uses import blocks_of, classes_of, layers_of
from app.web.reading_form import TAKE_BACK, Sent
from app.web.reading_names import class_row, names
from app.web.reading_sheets import Pictures, drawing_part
from app.web.words import SEVERITY_NAMES
from cpted_rules.drawing.layers.layer_map import ASIDE, MEANING_NAMES
from cpted_rules.drawing.reading import HOW_NAMES, How
from cpted_rules.note import Severity
from cpted_rules.plan import SHEET_NAMES
from cpted_rules.text import Lang, Text

_NOTES_OPEN = 6
_PLACES = 3


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
    row: SubmissionRow, reading: ReadingFile, said: Corrections, sent: Sent, lang: Lang
) -> dict[str, Any]:
    """What the page shows of a reading.

    Args:
        said: what people corrected of it before.
        sent: what the fields hold instead of what was read.
    """
    pictures = Pictures(
        submission_id=row.id, names=frozenset(output.name for output in row.outputs), lang=lang
    )
    return {
        "drawings": [
            drawing_part(n, drawing, said, sent, pictures)
            for n, drawing in enumerate(reading.drawings)
        ],
        "is_correctable": not all(drawing.is_model for drawing in reading.drawings),
        "layers": names("layer", layers_of(reading), said.layers, sent),
        "blocks": names("block", blocks_of(reading), said.blocks, sent),
        "classes": [class_row(use) for use in classes_of(reading)],
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


def _element(one: ElementsModel) -> ElementRow:
    return ElementRow(
        name=element_name(one.kind),
        count=f"{one.count:,}",
        how=counted({how.value: n for how, n in one.how.items()}, lambda how: HOW_NAMES[How(how)]),
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
