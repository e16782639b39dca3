"""Drawing files to a set of drawings: opened, measured, cut into sheets, and laid on the site."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cpted_rules.drawing.drawing import Drawing, DrawnEntity
from cpted_rules.drawing.dxf.document import read_dxf
from cpted_rules.drawing.elements.homes import is_plan_view
from cpted_rules.drawing.elements.inferred import FLOORS
from cpted_rules.drawing.elements.listed import Listed, listed
from cpted_rules.drawing.ifc import read_ifc
from cpted_rules.drawing.layers.layer_map import LayerMap, default_layer_map
from cpted_rules.drawing.layers.office import Fingerprint, OfficeMap, fingerprint, office_of
from cpted_rules.drawing.layers.proposals import proposals, proposed_notes, with_proposals
from cpted_rules.drawing.models import is_model
from cpted_rules.drawing.reading import (
    DrawingSource,
    Reading,
    SheetChange,
    SheetRead,
    SheetSpec,
)
from cpted_rules.drawing.remarks import office_used
from cpted_rules.drawing.scale.units import UnitFound, unit_of
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.drawing.sheets.laying import Unlaid, laid
from cpted_rules.drawing.sheets.levels import storeys_said
from cpted_rules.drawing.sheets.placing import (
    Classifier,
    Placed,
    classifier,
    on_sheet,
    placed,
    within,
)
from cpted_rules.drawing.sheets.stray import robust, stray_notes
from cpted_rules.drawing.tables import opened as all_opened
from cpted_rules.drawing.tables import schedules_of
from cpted_rules.note import Note
from cpted_rules.plan import SheetKind, Storey

Progress = Callable[[str, int, int], None]
"""Told a file name, how many drawings are done, and how many there are."""


@dataclass(frozen=True, kw_only=True)
class ReadDrawing:
    """One drawing with its unit and what lies on its sheets.

    Args:
        unused: what lies on sheets that were found and are not read as plans; without a known
            unit, in drawing units.
        aside: entities that reached no sheet, by reason.
        extent: longer side of what is drawn, strays left out. [drawing units]
    """

    source: DrawingSource
    drawing: Drawing
    unit: UnitFound
    sheets: tuple[SheetRead, ...]
    things: tuple[Placed, ...]
    unused: tuple[Placed, ...]
    aside: Mapping[str, int]
    extent: float = 0.0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrawingSet:
    """The drawings of a submission, read by one layer map.

    Args:
        models: building models among the files, as they were read.
        listed: what tables on the drawings say.
        storeys: what level marks on sections and elevations say.
        layer_map: the map that was used, an office's among it.
        office: whose drawings they are, where they were recognised.
        known_by: what they can be recognised by the next time.
    """

    drawings: tuple[ReadDrawing, ...]
    models: tuple[Reading, ...]
    listed: Listed
    storeys: tuple[Storey, ...]
    layer_map: LayerMap
    office: OfficeMap | None
    known_by: Fingerprint
    notes: tuple[Note, ...]


def read_drawings(
    sources: Sequence[DrawingSource],
    *,
    layer_map: LayerMap | None = None,
    offices: Sequence[OfficeMap] = (),
    designer: str = "",
    changes: Mapping[str, SheetChange] | None = None,
    progress: Progress | None = None,
) -> DrawingSet:
    """The drawing files read, their units and sheets found, by the map of the office they are from.

    Args:
        layer_map: the default map, with a submission's own laid over it.
        offices: maps of the offices that are known.
        designer: who made the drawings, as declared.
        changes: what a person says that sheets are, by their numbers.

    Raises:
        DrawingError: a file cannot be read at all.
    """
    known = layer_map or default_layer_map()
    drawn: list[DrawingSource] = []
    opened: list[Drawing] = []
    models: list[DrawingSource] = []
    for number, source in enumerate(sources):
        if progress:
            progress(source.name, number, len(sources))
        if is_model(source.raw, source.name):
            models.append(source)
            continue
        opened.append(read_dxf(source.raw, source.name))
        drawn.append(source)
    if progress and sources:
        progress(sources[-1].name, len(sources), len(sources))
    known_by = fingerprint(opened, known, designer)
    recognised = office_of(offices, known_by)
    notes: list[Note] = []
    if recognised:
        known = known.under(recognised[0].layer_map())
        notes.append(office_used(*recognised))
    tables = [schedules_of(all_opened(drawing), known) for drawing in opened]
    for said in tables:
        known = known.under(said.legend.layer_map())
        notes += said.notes
    rows = listed(tables)
    names = [classifier(drawing, known) for drawing in opened]
    shown = [drawing.shown(own.stays_closed) for drawing, own in zip(opened, names, strict=True)]
    units = [
        unit_of(drawing, source.unit, known, shown=as_shown)
        for source, drawing, as_shown in zip(drawn, opened, shown, strict=True)
    ]
    sheets = laid(
        [
            Unlaid(
                drawing=drawing,
                metres_per_unit=METRES[unit.unit] if unit.unit else None,
                declared=source.sheets,
            )
            for source, drawing, unit in zip(drawn, opened, units, strict=True)
        ],
        known,
        changes or {},
    )
    return DrawingSet(
        drawings=tuple(
            # what was opened goes once it is laid on the site: a plan has a million points
            _read(source, drawing, unit, own, classified, shown.pop(0))
            for source, drawing, unit, own, classified in zip(
                drawn, opened, units, sheets.sheets, names, strict=True
            )
        ),
        listed=rows,
        storeys=storeys_said(
            entity.text
            for drawing, own in zip(opened, sheets.sheets, strict=True)
            for entity in _texts_on(drawing, own)
        ),
        models=tuple(read_ifc(one.raw, one.name, layer_map=known) for one in models),
        layer_map=known,
        office=recognised[0] if recognised else None,
        known_by=known_by,
        notes=(*notes, *rows.notes, *sheets.notes),
    )


def _texts_on(drawing: Drawing, sheets: Sequence[SheetRead]) -> Iterator[DrawnEntity]:
    """The texts on the sections and elevations of a drawing."""
    standing = [s.spec for s in sheets if s.spec.kind in (SheetKind.SECTION, SheetKind.ELEVATION)]
    for entity in drawing.flat(lambda _: False) if standing else ():
        if entity.text and any(within(spec, entity) for spec in standing):
            yield entity


def _on_any(sheets: Sequence[SheetSpec], shown: Drawing) -> NDArray[np.bool_]:
    """Which entities lie on one of some sheets."""
    on = np.zeros(len(shown.entities), dtype=np.bool_)
    for sheet in sheets:
        on |= on_sheet(sheet, shown.places)
    return on


def _read(
    source: DrawingSource,
    drawing: Drawing,
    unit: UnitFound,
    sheets: Sequence[SheetRead],
    known: Classifier,
    shown: Drawing,
) -> ReadDrawing:
    """One drawing: its sheets cut out and laid on the site.

    Args:
        known: what its layers and blocks mean.
        shown: the same, with the inserts opened that mean nothing.
    """
    metres = METRES[unit.unit] if unit.unit else 0.0
    notes = [*drawing.notes, *unit.notes]
    things: list[Placed] = []
    aside: Counter[str] = Counter()
    declared = all(sheet.how == "declared" and sheet.spec.frame for sheet in sheets)
    extent = robust(shown)
    if extent and extent.strays and not declared:
        notes += stray_notes(drawing.name, extent, metres)
        left_out = frozenset(extent.strays)
        aside["stray"] += len(left_out)
        kept = tuple(e for n, e in enumerate(shown.entities) if n not in left_out)
        shown = replace(shown, entities=kept)
    used = [s.spec for s in sheets if s.use and is_plan_view(s.spec)]
    for spec in used if unit.unit else ():
        things += placed(shown, spec, metres, known)
    inside = _on_any([sheet.spec for sheet in sheets], shown)
    aside["outside_frames"] += int((~inside).sum())
    if not unit.unit:
        aside["no_unit"] += int(inside.sum())
    else:
        aside["no_plan_view"] += int((inside & ~_on_any(used, shown)).sum())
    # people have to see what is not read, to be able to say that it should be or where it lies
    seen = [
        s.spec
        for s in sheets
        if s.spec not in used and (s.how != "declared" or is_plan_view(s.spec))
    ]
    unused = [t for spec in seen for t in placed(shown, spec, metres or 1.0, known)]
    proposed = proposals([t for t in things if t.sheet.kind in FLOORS])
    return ReadDrawing(
        source=source,
        drawing=drawing,
        unit=unit,
        sheets=tuple(sheets),
        things=with_proposals(things, proposed),
        unused=tuple(unused),
        aside=aside,
        extent=max(extent.box[2] - extent.box[0], extent.box[3] - extent.box[1]) if extent else 0.0,
        notes=(*notes, *proposed_notes(drawing.name, proposed)),
    )
