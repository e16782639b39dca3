"""The drawing files of a reading, their units and their sheets, as the page shows them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from app.errors import Words
from app.reports.reading import OPENED
from app.reports.reading_file import DrawingModel, SheetModel, UnitModel
from app.submissions.corrections import Corrections
from app.web.counts import counted
from app.web.reading_form import UNITS, Sent, is_read, placing_texts
from app.web.storeys import storeys_text
from app.web.words import FITS, FOUND_BY, PLACING_NAMES, UNIT_BASIS, UNITS_SAID
from cpted_rules.drawing.reading import REASONS
from cpted_rules.drawing.sheets.register import TOLERANCE_M
from cpted_rules.drawing.sheets.titles import NO_PLAN_VIEW
from cpted_rules.plan import storey_name
from cpted_rules.text import Lang, Text, same

FITS_WELL_M = 0.02
"""Up to this misfit a sheet lies as drawn: less than a finish is thick. [m]"""
FITS_M = TOLERANCE_M
"""Up to this misfit corners still meet their like; beyond it a person should look. [m]"""

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
class Picture:
    """A picture of a sheet or of a storey, and what it is of."""

    of: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """How far a sheet lies off the site, and whether that is good."""

    size: str
    fits: Text
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingField:
    """One field that places a sheet."""

    field: str
    name: Text
    unit: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """How a sheet lies on the site.

    Args:
        by_hand: a person placed it.
        extent: the window of the sheet as drawn, x from and to, y from and to.
        open: a person should look at it, or has begun to.
    """

    fields: tuple[PlacingField, ...]
    by_hand: bool
    misfit: Misfit | None
    extent: tuple[str, str, str, str] | None
    open: bool


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
    picture: Picture | None
    placing: Placing | None
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPart:
    """One drawing file."""

    n: int
    file: str
    made: str
    repaired: Text | None
    is_model: bool
    unit: str
    basis: Text
    certain: bool
    settled: bool
    choices: tuple[UnitChoice, ...]
    evidence: tuple[Evidence, ...]
    sheets: tuple[SheetCard, ...]
    storeys: tuple[Picture, ...]
    read: str
    used: str
    set_aside: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of one submission, in the language of the page where they are."""

    submission_id: str
    names: Collection[str]
    lang: Lang

    def of(self, name: str, title: str) -> Picture:
        """A picture, by the name it has in the first language of the review."""
        own = f"{name.removesuffix('.svg')}.{self.lang.value}.svg"
        shown = quote(own if own in self.names else name)
        return Picture(of=title, address=f"/api/submissions/{self.submission_id}/outputs/{shown}")


def drawing_part(
    n: int, drawing: DrawingModel, said: Corrections, sent: Sent, pictures: Pictures
) -> DrawingPart:
    """What the page shows of one drawing file.

    Args:
        n: its place among the drawings.
        said: what people corrected.
        sent: what its fields hold instead of what was read.
    """
    unit = drawing.unit
    corrected = drawing.file in said.units
    return DrawingPart(
        n=n,
        file=drawing.file,
        made=" · ".join(part for part in (drawing.format, drawing.code_page) if part),
        repaired=OPENED.get(drawing.opened),
        is_model=drawing.is_model,
        unit=unit.unit or "",
        basis=UNIT_BASIS[_basis(drawing, corrected=corrected)],
        certain=unit.basis == "declared",
        settled=unit.basis == "declared" and not corrected,
        choices=tuple(_choices(unit)),
        evidence=tuple(
            Evidence(of=v.of, units=", ".join(v.units) or "–", agrees=unit.unit in v.units)
            for v in unit.votes
        ),
        sheets=tuple(
            _sheet(f"sheet.{n}.{m}", sheet, unit.unit or "", said, sent, pictures)
            for m, sheet in enumerate(drawing.sheets)
        ),
        storeys=tuple(
            pictures.of(name, storey_name(level).in_(pictures.lang))
            for level, name in drawing.storey_pictures.items()
        ),
        read=f"{drawing.read:,}",
        used=f"{sum(drawing.used.values()):,}",
        set_aside=counted(drawing.set_aside, lambda why: REASONS.get(why, same(why))),
    )


def misfit(residual_m: float) -> Misfit:
    """A misfit in words. [m]"""
    fits = "well" if residual_m <= FITS_WELL_M else "enough" if residual_m <= FITS_M else "not"
    return Misfit(
        size=f"{residual_m * 1000:,.0f}\u2009mm", fits=FITS[fits], doubtful=residual_m > FITS_M
    )


def _basis(drawing: DrawingModel, *, corrected: bool) -> str:
    if corrected:
        return "corrected"
    stated = drawing.is_model and drawing.unit.basis == "declared"
    return "model" if stated else drawing.unit.basis


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
    field: str, sheet: SheetModel, unit: str, said: Corrections, sent: Sent, pictures: Pictures
) -> SheetCard:
    correction = said.sheets.get(sheet.number)
    is_plan = sheet.kind not in NO_PLAN_VIEW
    unlaid = is_plan and not sheet.use and correction is not None and not correction.left_out
    placing = _placing(
        _placing_fields(field, sheet, unit, sent),
        sheet,
        by_hand=correction is not None and correction.placement is not None,
        unlaid=unlaid,
    )
    return SheetCard(
        field=field,
        number=sheet.number,
        title=sent.or_read(f"{field}.title", " ".join(sheet.title.split())),
        kind=sent.or_read(f"{field}.kind", sheet.kind.value),
        storeys=sent.or_read(f"{field}.storeys", storeys_text(sheet.storeys, pictures.lang)),
        read=sent.ticked(f"{field}.read", beside=f"{field}.kind", read=is_read(sheet)),
        unlaid=unlaid,
        found_by=FOUND_BY.get("corrected" if correction else sheet.how, same(sheet.how)),
        sure=f"{sheet.sure:.0%}",
        evidence=sheet.evidence,
        scale=f"1:{sheet.scale:g}" if sheet.scale else "",
        picture=pictures.of(sheet.picture, sheet.number) if sheet.picture else None,
        placing=placing if is_plan and unit else None,
        corrected=correction is not None,
    )


def _placing_fields(
    field: str, sheet: SheetModel, unit: str, sent: Sent
) -> tuple[PlacingField, ...]:
    units = {"x": unit, "y": unit, "east": "m", "north": "m", "turn": "°"}
    return tuple(
        PlacingField(
            field=f"{field}.{part}",
            name=PLACING_NAMES[part],
            unit=units[part],
            value=sent.or_read(f"{field}.{part}", text),
        )
        for part, text in placing_texts(sheet).items()
    )


def _placing(
    fields: tuple[PlacingField, ...], sheet: SheetModel, *, by_hand: bool, unlaid: bool
) -> Placing:
    off = None if sheet.residual_m is None else misfit(sheet.residual_m)
    changed = tuple(one.value for one in fields) != tuple(placing_texts(sheet).values())
    return Placing(
        fields=fields,
        by_hand=by_hand,
        misfit=off,
        extent=_extent(sheet.frame) if sheet.frame else None,
        open=unlaid or changed or (off is not None and off.doubtful),
    )


def _extent(frame: tuple[float, float, float, float]) -> tuple[str, str, str, str]:
    x0, y0, x1, y1 = (f"{value:,.2f}".removesuffix(".00") for value in frame)
    return (x0, x1, y0, y1)


def _length(metres: float) -> str:
    if metres >= 10 * _KILOMETRE_M:
        return f"{metres / _KILOMETRE_M:,.0f}\u2009km"
    return f"{metres:,.1f}\u2009m" if metres >= 1 else f"{metres:.2f}\u2009m"
