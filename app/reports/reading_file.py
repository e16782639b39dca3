"""reading.json: what was understood of the drawings, for programs and for the page that asks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.errors import Words
from cpted_rules.drawing.reading import (
    DrawingCensus,
    How,
    Reading,
    SheetPlacement,
    SheetRead,
    SheetSpec,
)
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.note import Severity
from cpted_rules.plan import SheetKind
from cpted_rules.text import Lang


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VoteModel(_Model):
    """Evidence for the unit of a drawing."""

    code: str = Field(description="Kind of evidence, such as `swings` or `header`.")
    of: Words = Field(description="What was looked at.")
    units: tuple[str, ...] = Field(description="The units it speaks for.")
    weight: int = Field(description="How strongly it speaks; 0 for a header nobody set.")


class SizeModel(_Model):
    """How large the drawing would be in a unit."""

    unit: str
    metres: float = Field(description="Longer side of what is drawn. [m]")
    weight: int = Field(description="Weight of the evidence for this unit.")


class UnitModel(_Model):
    """The unit of a drawing, with its evidence."""

    unit: str | None = Field(description="None where it could not be told; nothing is read then.")
    basis: Literal["declared", "estimated", "unknown"]
    votes: tuple[VoteModel, ...]
    sizes: tuple[SizeModel, ...] = Field(description="What each unit would make of the drawing.")


class SheetModel(_Model):
    """One sheet of a drawing file."""

    number: str
    title: str
    kind: SheetKind
    storeys: tuple[int, ...]
    frame: tuple[float, float, float, float] | None = Field(
        description="Window in model space, x0 y0 x1 y1. [drawing units]"
    )
    how: str = Field(description="`declared`, or how it was found.")
    use: bool = Field(description="Whether it is read as a plan.")
    sure: float = Field(description="How sure that is, 0 to 1.")
    evidence: Words | None
    scale: float | None = Field(description="Scale on the title block: 100 for 1:100.")
    residual_m: float | None = Field(description="How well it lies on the site. [m]")
    placement: SheetPlacement | None = Field(
        default=None,
        description="How it lies on the site, as corrections take it; None in older accounts.",
    )
    picture: str | None = Field(default=None, description="File name of its picture (SVG).")


class LayerModel(_Model):
    """What one layer came to."""

    layer: str
    state: Literal["on", "off", "frozen"]
    entities: int
    meaning: str = Field(description="What it is taken for; empty where that is not known.")
    elements: dict[str, int] = Field(description="Entities that became elements, by kind.")
    unread: int = Field(description="Entities drawn in a form that could not be read.")


class BlockModel(_Model):
    """What one block is taken for."""

    block: str
    inserts: int
    meaning: str


class DrawingModel(_Model):
    """The account of one drawing file."""

    file: str
    format: str = Field(description="DXF version, such as AC1032, or the schema of a model.")
    code_page: str
    opened: str = Field(description="`strict`, or `recovered` after repair.")
    unit: UnitModel
    sheets: tuple[SheetModel, ...]
    read: int = Field(description="Entities that reached the reader.")
    used: dict[str, int] = Field(description="Elements made, by kind.")
    set_aside: dict[str, int] = Field(description="Entities that made no element, by reason.")
    layers: tuple[LayerModel, ...] = Field(description="Of a building model, its classes.")
    blocks: tuple[BlockModel, ...] = ()
    storey_pictures: dict[int, str] = Field(
        default={}, description="Of a building model: file names of its pictures by storey."
    )

    @property
    def is_model(self) -> bool:
        """Whether it is a building model: it has classes instead of layers, and no sheets."""
        return self.format.startswith("IFC")


class RepairModel(_Model):
    """A gap of walls that was closed."""

    sheet: str
    layer: str
    handle: str
    x_m: float
    y_m: float
    length_m: float


class NoteModel(_Model):
    """A remark of the reader."""

    code: str
    severity: Severity
    text: Words
    sheet: str | None
    layer: str | None
    handle: str | None


class ElementsModel(_Model):
    """Elements of one kind in the plan."""

    kind: str
    count: int
    how: dict[How, int] = Field(description="How many were concluded from what.")
    sure: float = Field(description="Mean of how sure they are, 0 to 1.")


class ReadingFile(_Model):
    """What was understood of a submission or a single file."""

    format: Literal[1] = 1
    drawings: tuple[DrawingModel, ...]
    elements: tuple[ElementsModel, ...]
    repairs: tuple[RepairModel, ...]
    notes: tuple[NoteModel, ...]

    def bytes(self) -> bytes:
        """The file's bytes; the same reading gives the same."""
        return (self.model_dump_json(indent=1) + "\n").encode()


def reading_file(reading: Reading, pictures: Mapping[str, str] | None = None) -> ReadingFile:
    """The account of a reading.

    Args:
        pictures: by sheet number, the name of the file with its picture; that of a building
            model has the storey after it.
    """
    return ReadingFile(
        drawings=tuple(_drawing(census, pictures or {}) for census in reading.census),
        elements=_elements(reading),
        repairs=tuple(
            RepairModel(
                sheet=r.source.sheet,
                layer=r.source.layer,
                handle=r.source.handle,
                x_m=round(r.at[0], 3),
                y_m=round(r.at[1], 3),
                length_m=round(r.length_m, 3),
            )
            for r in reading.repairs
        ),
        notes=tuple(
            NoteModel(
                code=note.code,
                severity=note.severity,
                text=Words.of(note.text),
                sheet=note.source.sheet if note.source else None,
                layer=note.source.layer if note.source else None,
                handle=note.source.handle if note.source else None,
            )
            for note in reading.notes
        ),
    )


def picture_name(number: str, lang: Lang | None = None) -> str:
    """The file name of a sheet's picture; with a language where there are several."""
    plain = "".join(c if c.isalnum() or c in "-._" else "_" for c in number)
    return f"reading-{plain}.{lang.value}.svg" if lang else f"reading-{plain}.svg"


def _drawing(census: DrawingCensus, pictures: Mapping[str, str]) -> DrawingModel:
    basis: Literal["declared", "estimated", "unknown"] = "unknown"
    if census.unit_from == "declared":
        basis = "declared"
    elif census.unit_from == "estimated":
        basis = "estimated"
    return DrawingModel(
        file=census.file,
        format=census.version,
        code_page=census.code_page,
        opened=census.opened,
        unit=UnitModel(
            unit=census.unit or None,
            basis=basis,
            votes=tuple(
                VoteModel(code=v.code, of=Words.of(v.of), units=v.units, weight=v.weight)
                for v in census.votes
            ),
            sizes=_sizes(census),
        ),
        sheets=tuple(_sheet(sheet, pictures) for sheet in census.sheets),
        read=census.read,
        used=dict(census.used),
        set_aside=dict(census.set_aside),
        layers=tuple(
            LayerModel(
                layer=use.layer,
                state=_state(use.state),
                entities=use.entities,
                meaning=use.meaning,
                elements=dict(use.elements),
                unread=use.unread,
            )
            for use in census.layers
        ),
        blocks=tuple(
            BlockModel(block=use.block, inserts=use.inserts, meaning=use.meaning)
            for use in census.blocks
        ),
        storey_pictures={} if census.sheets else _storey_pictures(census, pictures),
    )


def _storey_pictures(census: DrawingCensus, pictures: Mapping[str, str]) -> dict[int, str]:
    """Pictures of a building model: its plan goes by the file's name, each storey added to it."""
    found: dict[int, str] = {}
    for number, name in pictures.items():
        model, _, level = number.rpartition(" ")
        if model == PurePath(census.file).stem:
            found[int(level)] = name
    return dict(sorted(found.items()))


def _state(state: str) -> Literal["on", "off", "frozen"]:
    return "frozen" if state == "frozen" else "off" if state == "off" else "on"


def _sizes(census: DrawingCensus) -> tuple[SizeModel, ...]:
    weights = dict(census.tally)
    return tuple(
        SizeModel(unit=unit, metres=round(census.extent * metres, 3), weight=weights.get(unit, 0))
        for unit, metres in METRES.items()
        if census.extent
    )


def _sheet(sheet: SheetRead, pictures: Mapping[str, str]) -> SheetModel:
    return SheetModel(
        number=sheet.spec.number,
        title=sheet.spec.title,
        kind=sheet.spec.kind,
        storeys=sheet.spec.storeys,
        frame=sheet.spec.frame,
        how=sheet.how,
        use=sheet.use,
        sure=round(sheet.sure, 2),
        evidence=Words.of(sheet.evidence) if sheet.evidence else None,
        scale=sheet.scale,
        residual_m=None if sheet.residual_m is None else round(sheet.residual_m, 3),
        placement=_placement(sheet.spec),
        picture=pictures.get(sheet.spec.number),
    )


def _placement(spec: SheetSpec) -> SheetPlacement:
    """How a sheet lies on the site: finer than any drawing, and the same on every machine."""
    (x, y), (east, north) = spec.drawing_point, spec.site_point
    return SheetPlacement(
        drawing_point=(round(x, 6), round(y, 6)),
        site_point=(round(east, 6), round(north, 6)),
        rotation_deg=round(spec.rotation_deg, 6),
    )


def _elements(reading: Reading) -> tuple[ElementsModel, ...]:
    kinds: dict[str, list[tuple[How, float]]] = {}
    for basis in reading.bases:
        kinds.setdefault(basis.kind, []).append((basis.how, basis.sure))
    return tuple(
        ElementsModel(
            kind=kind,
            count=len(found),
            how=dict(sorted(Counter(how for how, _ in found).items())),
            sure=_mean([sure for _, sure in found]),
        )
        for kind, found in sorted(kinds.items())
    )


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3)
