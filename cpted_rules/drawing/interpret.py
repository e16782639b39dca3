"""Drawings and a layer map to a Reading: one plan in site metres, remarks, and an account."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cpted_rules.drawing.account import census
from cpted_rules.drawing.drawing import EntityKind
from cpted_rules.drawing.drawing_set import DrawingSet, Progress, ReadDrawing, read_drawings
from cpted_rules.drawing.elements.bays import bays
from cpted_rules.drawing.elements.counted import disagreements
from cpted_rules.drawing.elements.devices import FIXTURES, LIGHTS, fixtures, luminaires, watchers
from cpted_rules.drawing.elements.ground import WALKED, boundaries, buildings, fences, ways
from cpted_rules.drawing.elements.homes import Made, at_home, is_plan_view
from cpted_rules.drawing.elements.inferred import inferred
from cpted_rules.drawing.elements.levels import levels
from cpted_rules.drawing.elements.listed import declared_over
from cpted_rules.drawing.elements.openings import KINDS, Outlines, openings
from cpted_rules.drawing.elements.planting import beds_and_hedges, trees
from cpted_rules.drawing.elements.sheet_lines import Drawn
from cpted_rules.drawing.elements.spoken import spoken
from cpted_rules.drawing.elements.structure import walls_and_columns
from cpted_rules.drawing.elements.zones import zones
from cpted_rules.drawing.layers.layer_map import LayerMap, Meaning
from cpted_rules.drawing.models import with_models
from cpted_rules.drawing.reading import (
    SURE,
    Basis,
    DrawingCensus,
    DrawingSource,
    EvidenceRow,
    How,
    LuminaireRow,
    Reading,
)
from cpted_rules.drawing.remarks import (
    bare_fences,
    empty_sheets,
    far_sheets,
    loose_tags,
    nothing_read,
    of_drawing,
    strange_rooms,
    unknown_marks,
)
from cpted_rules.drawing.scale.votes import METRES
from cpted_rules.drawing.sheets.levels import levels_note
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Boundary, Building, Sheet, SheetKind, SitePlan, Storey
from cpted_rules.plan.siteplan import by_field

SURELY_NO_PLAN = frozenset({SheetKind.ELEVATION, SheetKind.SECTION, SheetKind.OPENING_SCHEDULE})
"""Kinds that count as submitted although nothing on them is laid on the site."""


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
    texts = [t for t in things if t.kind is EntityKind.TEXT and t.text]
    for thing in things:
        if thing.meaning and thing.kind not in {EntityKind.TEXT, EntityKind.HATCH}:
            by_meaning[thing.meaning].append(thing)

    def of(*meanings: Meaning) -> list[Placed]:
        return [thing for meaning in meanings for thing in by_meaning[meaning]]

    words = list(spoken(texts, layer_map))

    def tags_of(meaning: Meaning) -> list[Placed]:
        return [*by_meaning[meaning], *(text for text in words if text.meaning is meaning)]

    masses = buildings(of(Meaning.BUILDING, Meaning.NEIGHBOUR), tags_of(Meaning.BUILDING_TAG))
    bounds = boundaries(of(Meaning.BOUNDARY))
    ground, ground_background = at_home([*bounds.made, *masses.made])
    own = tuple(
        m.element for m in ground if isinstance(m.element, Building) and not m.element.neighbour
    )
    rooms = zones(of(Meaning.ZONE, Meaning.PAVING), texts, own, layer_map)
    sites = tuple(m.element.area for m in ground if isinstance(m.element, Boundary))
    planting_tags = tags_of(Meaning.PLANTING_TAG)
    lines = fences(of(Meaning.FENCE, Meaning.RAILING), tags_of(Meaning.FENCE_TAG), layer_map)
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
    leaves = {id(m) for m in lined.superseded}
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
            *(m for m in opened if id(m) not in leaves),
        ]
    )
    said_levels = levels(
        of(Meaning.CONTOUR),
        of(Meaning.SPOT_HEIGHT),
        texts,
        own,
        {s.spec.number: METRES[d.unit.unit] for d in drawings if d.unit.unit for s in d.sheets},
    )
    made = _with_own_ids([*ground, *rest, *said_levels.made])
    background = [*ground_background, *rest_background, *said_levels.background]
    tags = [*masses.tags, *lines.tags, *plants.tags]
    accounts = [_account(one, made, background, tags) for one in drawings]
    plan = replace(
        _plan(made, drawings, storeys or read.storeys, north_deg), datum_m=said_levels.datum_m
    )
    unread = [
        t
        for t in of(Meaning.BUILDING_TAG, Meaning.FENCE_TAG, Meaning.PLANTING_TAG)
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
        *([levels_note(read.storeys)] if read.storeys and not storeys else []),
        *said_levels.notes,
        *far_sheets(plan),
        *loose_tags(unread),
        *strange_rooms(rooms.strange),
        *unknown_marks(plan, rows),
        *disagreements(said.counts, plan),
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
        extent=one.extent,
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
    ordered = by_field(one.element for one in made)
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
    return SitePlan(
        sheets=sheets,
        storeys=tuple(sorted(storeys, key=lambda storey: storey.level)),
        north_deg=north_deg,
        **ordered,  # type: ignore[arg-type]
    )
