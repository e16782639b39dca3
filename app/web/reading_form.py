"""The form of the page that shows a reading: what a person changed on it, as corrections.

Fields are numbered in the order of the reading, which never changes, so that no name drawn by
anybody has to survive a form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from app.reports.reading_file import ReadingFile, SheetModel
from app.submissions.corrections import Corrections, SheetCorrection
from app.submissions.format import Unit
from app.web import refusals
from app.web.decimals import decimal_of, decimal_text
from app.web.name_uses import NameUse, blocks_of, layers_of
from app.web.storeys import storeys_of
from app.web.words import PLACING_NAMES
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.reading import SheetPlacement
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.errors import Fault
from cpted_rules.plan import SheetKind

TAKE_BACK = "-"
UNITS: tuple[str, ...] = get_args(Unit)
PLACING = tuple(PLACING_NAMES)
"""Ends of the names of the fields that place a sheet."""
_FULL_TURN_DEG = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form was sent with; nothing at all before one is."""

    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Mapping[str, Any]) -> "Sent":
        """The fields of a form; files have no place in it."""
        return cls(fields={name: v for name, v in form.items() if isinstance(v, str)})

    def or_read(self, name: str, read: str) -> str:
        """What a field holds: what was sent, else what was read."""
        return self.fields.get(name, read)

    def ticked(self, name: str, *, beside: str, read: bool) -> bool:
        """Whether a box is ticked: one that is not, is not sent, which a field beside it tells."""
        return name in self.fields if beside in self.fields else read


def changed(form: Mapping[str, Any], reading: ReadingFile) -> Corrections:
    """What the form says otherwise than the reading; a field that was not sent stays as it is.

    Raises:
        CorrectionError: with every field that cannot be understood.
    """
    faults: list[Fault] = []
    fields = Sent.of(form).fields
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


def placing_texts(sheet: SheetModel) -> dict[str, str]:
    """What the fields that place a sheet hold, by the ends of their names."""
    if sheet.placement is None:
        return dict.fromkeys(PLACING, "")
    place = sheet.placement
    values = (*place.drawing_point, *place.site_point, place.rotation_deg)
    return dict(zip(PLACING, map(decimal_text, values), strict=True))


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
    placement = _placement(fields, name, sheet, faults)
    if placement not in (None, sheet.placement):
        said["placement"] = placement
    # a box that is not ticked is not sent: the kind tells whether the sheet was in the form at all
    read = f"{name}.read" in fields
    if f"{name}.kind" in fields and read != is_read(sheet):
        said["left_out"] = not read
    return said


def _placement(
    fields: Mapping[str, str], name: str, sheet: SheetModel, faults: list[Fault]
) -> SheetPlacement | None:
    """How the form says that a sheet lies; None where it does not say, or not rightly."""
    written = {
        part: fields.get(f"{name}.{part}", text) for part, text in placing_texts(sheet).items()
    }
    if not any(text.strip() for text in written.values()) and sheet.placement is None:
        return None
    values: list[float] = []
    for part, text in written.items():
        try:
            value = decimal_of(text)
        except ValueError:
            faults.append(refusals.no_decimal(sheet.number, part, text))
        else:
            if part == "turn" and abs(value) > _FULL_TURN_DEG:
                faults.append(refusals.no_turn(sheet.number, text))
            values.append(value)
    if len(values) < len(PLACING):
        return None
    x, y, east, north, turn = values
    return SheetPlacement(drawing_point=(x, y), site_point=(east, north), rotation_deg=turn)


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
