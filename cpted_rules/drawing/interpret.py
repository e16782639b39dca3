"""Drawings and a layer map to a Reading: one plan in site metres, remarks, and an account."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cpted_rules.drawing.account import census
from cpted_rules.drawing.drawing import Drawing, EntityKind
from cpted_rules.drawing.dxf.document import read_dxf
from cpted_rules.drawing.elements.bays import bays
from cpted_rules.drawing.elements.devices import FIXTURES, LIGHTS, fixtures, luminaires, watchers
from cpted_rules.drawing.elements.ground import WALKED, boundaries, buildings, fences, ways
from cpted_rules.drawing.elements.homes import Made, at_home, is_plan_view
from cpted_rules.drawing.elements.inferred import INDOORS, Drawn, inferred
from cpted_rules.drawing.elements.listed import Listed, declared_over, listed
from cpted_rules.drawing.elements.openings import KINDS, Outlines, openings
from cpted_rules.drawing.elements.planting import beds_and_hedges, trees
from cpted_rules.drawing.elements.structure import walls_and_columns
from cpted_rules.drawing.elements.zones import zones
from cpted_rules.drawing.ifc import read_ifc
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning, default_layer_map
from cpted_rules.drawing.layers.office import Fingerprint, OfficeMap, fingerprint, office_of
from cpted_rules.drawing.layers.proposals import proposals, proposed_notes, with_proposals
from cpted_rules.drawing.models import is_model, with_models
from cpted_rules.drawing.reading import (
    SURE,
    Basis,
    DrawingCensus,
    DrawingSource,
    EvidenceRow,
    How,
    LuminaireRow,
    Reading,
    SheetChange,
    SheetRead,
)
from cpted_rules.drawing.remarks import (
    bare_fences,
    empty_sheets,
    far_sheets,
    loose_tags,
    nothing_read,
    of_drawing,
    office_used,
    strange_rooms,
    unknown_marks,
)
from cpted_rules.drawing.scale.units import UnitFound, unit_of
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.drawing.sheets.laying import Unlaid, laid
from cpted_rules.drawing.sheets.placing import Placed, classifier, placed, within
from cpted_rules.drawing.sheets.stray import robust, stray_notes
from cpted_rules.drawing.tables import opened as all_opened
from cpted_rules.drawing.tables import schedules_of
from cpted_rules.note import Note
from cpted_rules.plan import Boundary, Building, Element, Sheet, SheetKind, SitePlan, Storey

SURELY_NO_PLAN = frozenset({SheetKind.ELEVATION, SheetKind.SECTION, SheetKind.OPENING_SCHEDULE})
"""Kinds that count as submitted although nothing on them is laid on the site."""

Progress = Callable[[str, int, int], None]
"""Told a file name, how many drawings are done, and how many there are."""

_FIELDS = {
    "Boundary": "boundaries",
    "Building": "buildings",
    "Opening": "openings",
    "Wall": "walls",
    "Barrier": "barriers",
    "Walk": "walks",
    "Road": "roads",
    "Tree": "trees",
    "Shrub": "shrubs",
    "Luminaire": "luminaires",
    "Camera": "cameras",
    "Bell": "bells",
    "Mirror": "mirrors",
    "Sign": "signs",
    "ParkingBay": "bays",
    "Zone": "zones",
    "Fixture": "fixtures",
}


@dataclass(frozen=True, kw_only=True)
class ReadDrawing:
    """One drawing with its unit and what lies on its sheets."""

    source: DrawingSource
    drawing: Drawing
    unit: UnitFound
    sheets: tuple[SheetRead, ...]
    things: tuple[Placed, ...]
    aside: Mapping[str, int]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DrawingSet:
    """The drawings of a submission, read by one layer map.

    Args:
        models: building models among the files, as they were read.
        listed: what tables on the drawings say.
        layer_map: the map that was used, an office's among it.
        office: whose drawings they are, where they were recognised.
        known_by: what they can be recognised by the next time.
    """

    drawings: tuple[ReadDrawing, ...]
    models: tuple[Reading, ...]
    listed: Listed
    layer_map: LayerMap
    office: OfficeMap | None
    known_by: Fingerprint
    notes: tuple[Note, ...]


def read_plan(
    sources: Sequence[DrawingSource],
    *,
    storeys: Sequence[Storey] = (),
    luminaire_rows: Sequence[LuminaireRow] = (),
    evidence: Sequence[EvidenceRow] = (),
    north_deg: float = 0.0,
    layer_map: LayerMap | None = None,
    progress: Progress | None = None,
) -> Reading:
    """The plan that some drawing files show, with remarks and an account of every file.

    Raises:
        DrawingError: a file cannot be read at all.
    """
    return interpret(
        read_drawings(sources, layer_map=layer_map, progress=progress),
        storeys=storeys,
        luminaire_rows=luminaire_rows,
        evidence=evidence,
        north_deg=north_deg,
    )


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
    units = [unit_of(d, s.unit, known) for s, d in zip(drawn, opened, strict=True)]
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
            _read(source, drawing, unit, own, known)
            for source, drawing, unit, own in zip(drawn, opened, units, sheets.sheets, strict=True)
        ),
        listed=rows,
        models=tuple(read_ifc(one.raw, one.name, layer_map=known) for one in models),
        layer_map=known,
        office=recognised[0] if recognised else None,
        known_by=known_by,
        notes=(*notes, *rows.notes, *sheets.notes),
    )


def _read(
    source: DrawingSource,
    drawing: Drawing,
    unit: UnitFound,
    sheets: Sequence[SheetRead],
    layer_map: LayerMap,
) -> ReadDrawing:
    """One drawing: its sheets cut out and laid on the site."""
    known = classifier(drawing, layer_map)
    entities = tuple(drawing.flat(known.stays_closed))
    metres = METRES[unit.unit] if unit.unit else 0.0
    notes = [*drawing.notes, *unit.notes]
    things: list[Placed] = []
    aside: Counter[str] = Counter()
    declared = all(sheet.how == "declared" and sheet.spec.frame for sheet in sheets)
    extent = None if declared else robust(drawing, entities)
    if extent and extent.strays:
        notes += stray_notes(drawing.name, extent, metres)
        left_out = frozenset(extent.strays)
        aside["stray"] += len(left_out)
        entities = tuple(e for n, e in enumerate(entities) if n not in left_out)
    used = [s.spec for s in sheets if s.use and is_plan_view(s.spec)]
    for spec in used if unit.unit else ():
        things += placed(drawing, entities, spec, metres, known)
    for entity in entities:
        if not any(within(sheet.spec, entity) for sheet in sheets):
            aside["outside_frames"] += 1
        elif not unit.unit:
            aside["no_unit"] += 1
        elif not any(within(spec, entity) for spec in used):
            aside["no_plan_view"] += 1
    proposed = proposals([t for t in things if t.sheet.kind in INDOORS])
    return ReadDrawing(
        source=source,
        drawing=drawing,
        unit=unit,
        sheets=tuple(sheets),
        things=with_proposals(things, proposed),
        aside=aside,
        notes=(*notes, *proposed_notes(drawing.name, proposed)),
    )


def interpret(
    read: DrawingSet,
    *,
    storeys: Sequence[Storey] = (),
    luminaire_rows: Iterable[LuminaireRow] = (),
    evidence: Sequence[EvidenceRow] = (),
    north_deg: float = 0.0,
) -> Reading:
    """What read drawings mean."""
    drawings, layer_map, said = read.drawings, read.layer_map, read.listed
    things = [thing for one in drawings for thing in one.things]
    by_meaning: dict[Meaning, list[Placed]] = {meaning: [] for meaning in Meaning}
    texts = [t for t in things if t.entity.kind is EntityKind.TEXT and t.entity.text]
    for thing in things:
        if thing.meaning and thing.entity.kind not in {EntityKind.TEXT, EntityKind.HATCH}:
            by_meaning[thing.meaning].append(thing)

    def of(*meanings: Meaning) -> list[Placed]:
        return [thing for meaning in meanings for thing in by_meaning[meaning]]

    masses = buildings(of(Meaning.BUILDING, Meaning.NEIGHBOUR), of(Meaning.BUILDING_TAG))
    bounds = boundaries(of(Meaning.BOUNDARY))
    ground, ground_background = at_home([*bounds.made, *masses.made])
    own = tuple(
        m.element for m in ground if isinstance(m.element, Building) and not m.element.neighbour
    )
    rooms = zones(of(Meaning.ZONE, Meaning.PAVING), texts, own, layer_map)
    sites = tuple(m.element.area for m in ground if isinstance(m.element, Boundary))
    planting_tags = of(Meaning.PLANTING_TAG)
    fence_tags = of(Meaning.FENCE_TAG)
    lines = fences(of(Meaning.FENCE, Meaning.RAILING), fence_tags, layer_map)
    plants = beds_and_hedges(of(Meaning.SHRUB, Meaning.HEDGE), planting_tags)
    rows = declared_over(said.luminaires, luminaire_rows)
    walled = tuple(walls_and_columns(of(Meaning.WALL, Meaning.COLUMN)))
    opened = tuple(
        openings(of(*KINDS), Outlines(own, rooms.made, sites), layer_map, evidence, said)
    )
    lined = inferred(
        things,
        Drawn(walls=walled, openings=opened, zones=rooms.made),
        Outlines(own, rooms.made, sites),
        texts,
        layer_map,
    )
    ground += [m for m in lined.made if isinstance(m.element, Building)]
    rest, rest_background = at_home(
        [
            *(m for m in lined.made if not isinstance(m.element, Building)),
            *ways(of(Meaning.ROAD, Meaning.SITE_ROAD, *WALKED)),
            *lines.made,
            *plants.made,
            *trees(of(Meaning.TREE), said),
            *rooms.made,
            *walled,
            *bays(of(Meaning.BAY), own),
            *luminaires(of(*LIGHTS), rows),
            *watchers(
                of(Meaning.CAMERA, Meaning.DOME_CAMERA, Meaning.BELL, Meaning.MIRROR, Meaning.SIGN),
                own,
                said,
            ),
            *fixtures(of(*FIXTURES)),
            *opened,
        ]
    )
    made = _with_own_ids([*ground, *rest])
    background = [*ground_background, *rest_background]
    tags = [*masses.tags, *lines.tags, *plants.tags]
    accounts = [_account(one, made, background, tags) for one in drawings]
    plan = _plan(made, drawings, storeys, north_deg)
    unread = [
        t
        for t in [*of(Meaning.BUILDING_TAG), *fence_tags, *planting_tags]
        if id(t) not in {id(tag) for tag in tags}
    ]
    notes = [
        *read.notes,
        *(note for one in drawings for note in one.notes),
        *(note for account in accounts for note in of_drawing(account)),
        *empty_sheets(
            [
                s.spec
                for d in drawings
                if d.unit.unit
                for s in d.sheets
                if s.use and is_plan_view(s.spec)
            ],
            things,
        ),
        *far_sheets(plan),
        *loose_tags(unread),
        *strange_rooms(rooms.strange),
        *unknown_marks(plan, rows),
        *bare_fences(plan),
        *(() if read.models else nothing_read(plan)),
    ]
    bases = tuple(
        Basis(
            id=one.element.id,
            kind=one.counted_as,
            how=How.PROPOSED if one.thing.proposed and one.how is How.DRAWN else one.how,
            sure=SURE[one.how] if one.sure is None else one.sure,
        )
        for one in sorted(made, key=lambda m: m.element.id)
    )
    found = Reading(
        plan=plan,
        notes=tuple(notes),
        census=tuple(accounts),
        bases=bases,
        repairs=(*bounds.repairs, *lined.repairs),
    )
    return with_models(found, read.models, rows=rows, evidence=evidence) if read.models else found


def _account(
    one: ReadDrawing,
    made: Sequence[Made],
    background: Sequence[Made],
    tags: Sequence[Placed],
) -> DrawingCensus:
    numbers = {sheet.spec.number for sheet in one.sheets}
    return census(
        one.drawing,
        one.things,
        made=[m for m in made if m.thing.sheet.number in numbers],
        background=[m for m in background if m.thing.sheet.number in numbers],
        tags=[t for t in tags if t.sheet.number in numbers],
        unit=one.unit,
        sheets=one.sheets,
        more_aside=one.aside,
    )


def _with_own_ids(made: Sequence[Made]) -> list[Made]:
    """The same, ids made different where a damaged file uses a handle twice."""
    seen: Counter[str] = Counter()
    out = []
    for one in made:
        seen[one.element.id] += 1
        again = seen[one.element.id]
        if again > 1:
            element = replace(one.element, id=f"{one.element.id}~{again}")
            one = replace(one, element=element)
        out.append(one)
    return out


def _plan(
    made: Iterable[Made],
    drawings: Sequence[ReadDrawing],
    storeys: Sequence[Storey],
    north_deg: float,
) -> SitePlan:
    groups: dict[str, list[Element]] = {name: [] for name in _FIELDS.values()}
    for one in made:
        groups[_FIELDS[type(one.element).__name__]].append(one.element)
    sheets = tuple(
        Sheet(
            number=sheet.spec.number,
            title=sheet.spec.title,
            kind=sheet.spec.kind,
            storeys=sheet.spec.storeys,
            file=one.source.name,
        )
        for one in drawings
        for sheet in one.sheets
        if sheet.how == "declared" or sheet.use or sheet.spec.kind in SURELY_NO_PLAN
    )
    ordered = {name: tuple(sorted(group, key=lambda e: e.id)) for name, group in groups.items()}
    return SitePlan(
        sheets=sheets,
        storeys=tuple(sorted(storeys, key=lambda storey: storey.level)),
        north_deg=north_deg,
        **ordered,  # type: ignore[arg-type]
    )
