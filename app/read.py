"""Reading without reviewing: a submission or a single file to what was understood of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.memory import no_collection
from app.reports.reading_file import ReadingFile, reading_file
from app.submissions import inputs
from app.submissions.corrections import Corrections
from app.submissions.load import Filing, no_such, opened
from cpted_rules.drawing import DrawingSet, default_layer_map, interpret, read_drawings
from cpted_rules.drawing.elements.homes import is_plan_view
from cpted_rules.drawing.elements.listed import declared_over
from cpted_rules.drawing.layers.layer_map import LayerMap
from cpted_rules.drawing.layers.office import OfficeMap, parse_office_map
from cpted_rules.drawing.reading import DrawingSource, How, Reading, SheetSpec
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.errors import SubmissionError
from cpted_rules.figure import Figure, Size
from cpted_rules.figure.reading import reading_figure
from cpted_rules.photometry import Photometry, read_photometry
from cpted_rules.plan import SitePlan
from cpted_rules.sitedata import SiteDataCensus, merged
from cpted_rules.text import Lang

Progress = Callable[[str, int, int], None]
PHOTOMETRY = frozenset({".ies", ".ldt"})
"""Endings of photometric files."""
MOST_PICTURES = 6
"""Sheets that a report shows as they were understood; all of them lie beside it as files."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was read, and the drawings it was read from."""

    reading: Reading
    drawings: DrawingSet
    site_data: tuple[SiteDataCensus, ...] = ()

    def pictures(
        self, lang: Lang, *, only: Collection[str] | None = None, size: Size | None = None
    ) -> dict[str, Figure]:
        """A picture of each sheet that is read, or was found and is not, by sheet number.

        Args:
            only: the numbers of the sheets wanted; None means all.
        """
        found: dict[str, Figure] = {}
        for drawing in self.drawings.drawings:
            by_sheet: dict[str, list[Placed]] = {}
            for thing in (*drawing.things, *drawing.unused):
                by_sheet.setdefault(thing.sheet.number, []).append(thing)
            for number, things in by_sheet.items():
                if only is not None and number not in only:
                    continue
                if (figure := self._picture(number, things, lang, size)) is not None:
                    found[number] = figure
        for model in self.drawings.models:
            found |= self._model_pictures(model.plan, lang, only, size)
        return found

    def _model_pictures(
        self, plan: SitePlan, lang: Lang, only: Collection[str] | None, size: Size | None
    ) -> dict[str, Figure]:
        """A picture of each storey of a building model, by its sheet's number and the storey."""
        storeys = sorted({(s.number, level) for s in plan.sheets for level in s.storeys})
        found: dict[str, Figure] = {}
        for number, level in storeys:
            if only is not None and number not in only:
                continue
            figure = self._picture(number, (), lang, size, storey=level)
            if figure is not None:
                found[f"{number} {level}"] = figure
        return found

    def _picture(
        self,
        number: str,
        things: Sequence[Placed],
        lang: Lang,
        size: Size | None,
        storey: int | None = None,
    ) -> Figure | None:
        return reading_figure(
            self.reading.plan,
            things,
            sheet=number,
            storey=storey,
            lang=lang,
            bases=self.reading.bases,
            repairs=self.reading.repairs,
            size=size,
        )

    def to_look_at(self) -> tuple[SheetSpec, ...]:
        """The sheets that a person should look at: all that was not simply declared and named.

        The first sheet is always among them, for its scale; MOST_PICTURES at most.
        """
        unsure = {basis.id for basis in self.reading.bases if basis.how is not How.DRAWN}
        guessed = {
            e.source.sheet for e in self.reading.plan.elements() if e.source and e.id in unsure
        }
        sheets = [
            (c, s) for c in self.reading.census for s in c.sheets if s.use and is_plan_view(s.spec)
        ]
        doubtful = [
            s.spec
            for c, s in sheets
            if c.unit_from != "declared" or s.how != "declared" or s.spec.number in guessed
        ]
        first = [s.spec for _, s in sheets[:1]]
        return tuple(dict.fromkeys([*first, *doubtful]))[:MOST_PICTURES]

    def file(self, pictures: dict[str, str] | None = None) -> ReadingFile:
        """The account as data; `pictures` are names of files by sheet number."""
        return reading_file(self.reading, pictures)


def understood(
    path: Path, *, unit: str | None = None, layers: Path | None = None, offices: Path | None = None
) -> Understood:
    """What is understood of a submission or of one drawing.

    Args:
        unit: of the drawing, or of those of the submission that declare none.
        layers: a `layers.yaml` laid over the default map.
        offices: folder of the layer maps of known offices.

    Raises:
        CptedError: it cannot be read.
    """
    known = offices_in(offices)
    own = layers.read_text("utf-8-sig") if layers else ""
    if path.is_dir() or path.suffix.lower() == ".zip":
        with opened(path) as filing:
            return read_filing(filing, offices=known, layers=own)
    layer_map = default_layer_map()
    if own:
        layer_map = layer_map.with_own(own, str(layers))
    return _drawing_file(path, unit=unit, layer_map=layer_map, offices=known)


def read_filing(
    filing: Filing,
    *,
    corrections: Corrections | None = None,
    offices: Sequence[OfficeMap] = (),
    layers: str = "",
    progress: Progress = lambda _stage, _done, _total: None,
) -> Understood:
    """What is understood of a filing's drawings, site data and schedules.

    Args:
        layers: a further `layers.yaml`, laid over the filing's own.
    """
    with no_collection():
        return _read_filing(filing, corrections, offices, layers, progress)


def _read_filing(
    filing: Filing,
    corrections: Corrections | None,
    offices: Sequence[OfficeMap],
    layers: str,
    progress: Progress,
) -> Understood:
    submission = filing.submission
    said = corrections or Corrections()
    layer_map = default_layer_map()
    if filing.has(inputs.LAYERS_FILE):
        own = filing.read(inputs.LAYERS_FILE).decode("utf-8-sig", errors="replace")
        layer_map = layer_map.with_own(own, inputs.LAYERS_FILE)
    if layers:
        layer_map = layer_map.with_own(layers, "layers")
    sources, of_dwg = inputs.drawing_sources(filing)
    drawings = read_drawings(
        [said.source(source) for source in sources],
        layer_map=said.over(layer_map),
        offices=offices,
        designer=submission.designer,
        changes=said.changes,
        progress=lambda _what, done, total: progress("read", done, total),
    )
    drawn = inputs.with_files(filing, drawings.listed.luminaires.values())
    declared = inputs.luminaire_rows(submission)
    rows = declared_over({row.mark: row for row in drawn}, declared)
    reading = interpret(
        drawings,
        storeys=inputs.storeys(submission),
        north_deg=submission.north_deg,
        luminaire_rows=tuple(rows.values()),
        evidence=inputs.evidence_rows(filing),
    )
    around = inputs.surroundings(filing, inputs.site_frame(submission), reading.plan)
    notes = (*of_dwg, *reading.notes, *around.notes, *inputs.evidence_notes(filing))
    whole = replace(reading, plan=merged(reading.plan, around), notes=notes)
    return Understood(reading=whole, drawings=drawings, site_data=around.census)


def light(path: Path) -> Photometry:
    """The candela table of a photometric file.

    Raises:
        CptedError: it cannot be read.
    """
    return read_photometry(_bytes(path), path.name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SubmissionError(no_such(str(path))) from error


def _drawing_file(
    path: Path, *, unit: str | None, layer_map: LayerMap, offices: Sequence[OfficeMap]
) -> Understood:
    raw, of_dwg = inputs.as_dxf(_bytes(path), path.name)
    source = DrawingSource(name=path.name, raw=raw, sheets=(), unit=unit)
    drawings = read_drawings([source], layer_map=layer_map, offices=offices)
    reading = interpret(drawings)
    return Understood(reading=replace(reading, notes=(*of_dwg, *reading.notes)), drawings=drawings)


def offices_in(folder: Path | None) -> tuple[OfficeMap, ...]:
    """The layer maps of offices kept in a folder, one YAML file each.

    Raises:
        DrawingError: one of them says something it may not.
    """
    paths = sorted(folder.glob("*.yaml")) if folder else []
    return tuple(parse_office_map(path.read_text("utf-8-sig"), path.name) for path in paths)
