"""The form of the page that shows a reading: what a person changed on it, as corrections.

Fields are numbered in the order of the reading, which never changes, so that no name drawn by
anybody has to survive a form.
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from app.reports.reading_file import ReadingFile, SheetModel
from app.submissions.corrections import Corrections, SheetCorrection
from app.submissions.format import Unit
from app.web import refusals
from app.web.readings import NameUse, blocks_of, layers_of
from app.web.storeys import storeys_of
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.errors import Fault
from cpted_rules.plan import SheetKind

TAKE_BACK = "-"
UNITS: tuple[str, ...] = get_args(Unit)


def changed(form: Mapping[str, Any], reading: ReadingFile) -> Corrections:
    """What the form says otherwise than the reading; a field that was not sent stays as it is.

    Raises:
        CorrectionError: with every field that cannot be understood.
    """
    faults: list[Fault] = []
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    said = {
        "units": _units(fields, reading, faults),
        "sheets": _sheets(fields, reading, faults),
        "layers": _meanings(fields, "layer", layers_of(reading), faults),
        "blocks": _meanings(fields, "block", blocks_of(reading), faults),
    }
    if faults:
        raise refusals.CorrectionError(*faults)
    return Corrections.model_validate({part: values for part, values in said.items() if values})


def is_read(sheet: SheetModel) -> bool:
    """Whether a sheet was read as a plan."""
    return sheet.use and sheet.kind not in NO_PLAN_VIEW


def _units(fields: Mapping[str, str], reading: ReadingFile, faults: list[Fault]) -> dict[str, str]:
    units: dict[str, str] = {}
    for n, drawing in enumerate(reading.drawings):
        unit = fields.get(f"unit.{n}")
        if unit is not None and unit not in UNITS:
            faults.append(refusals.no_choice(drawing.file, unit))
        elif unit is not None and (unit != drawing.unit.unit or drawing.unit.basis != "declared"):
            units[drawing.file] = unit
    return units


def _sheets(
    fields: Mapping[str, str], reading: ReadingFile, faults: list[Fault]
) -> dict[str, SheetCorrection]:
    sheets: dict[str, SheetCorrection] = {}
    for n, drawing in enumerate(reading.drawings):
        for m, sheet in enumerate(drawing.sheets):
            said = _sheet(fields, f"sheet.{n}.{m}", sheet, faults)
            if said:
                sheets[sheet.number] = SheetCorrection.model_validate(said)
    return sheets


def _sheet(
    fields: Mapping[str, str], name: str, sheet: SheetModel, faults: list[Fault]
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    kind = fields.get(f"{name}.kind", sheet.kind.value)
    if kind not in tuple(SheetKind):
        faults.append(refusals.no_choice(sheet.number, kind))
    elif kind != sheet.kind:
        said["kind"] = kind
    title = _spaced(fields.get(f"{name}.title", sheet.title))
    if title != _spaced(sheet.title):
        said["title"] = title[:300]
    written = fields.get(f"{name}.storeys", "").strip()
    if f"{name}.storeys" in fields and (written or sheet.storeys):
        try:
            storeys = storeys_of(written)
        except ValueError as error:
            faults.append(refusals.no_storey(sheet.number, str(error)))
        else:
            if storeys != tuple(sorted(set(sheet.storeys))):
                said["storeys"] = storeys
    # a box that is not ticked is not sent: the kind tells whether the sheet was in the form at all
    read = f"{name}.read" in fields
    if f"{name}.kind" in fields and read != is_read(sheet):
        said["left_out"] = not read
    return said


def _meanings(
    fields: Mapping[str, str], part: str, uses: Sequence[NameUse], faults: list[Fault]
) -> dict[str, str | None]:
    said: dict[str, str | None] = {}
    for n, use in enumerate(uses):
        meaning = fields.get(f"{part}.{n}", use.meaning)
        if meaning == TAKE_BACK:
            said[use.name] = None
        elif meaning != use.meaning and meaning in tuple(Meaning):
            said[use.name] = meaning
        elif meaning != use.meaning:
            faults.append(refusals.no_choice(use.name, meaning))
    return said


def _spaced(words: str) -> str:
    return " ".join(words.split())
