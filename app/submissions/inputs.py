"""From a filing to what the library takes: facts, drawings, schedules, photometry, site data."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from app.dwg import converted, is_dwg
from app.submissions.format import DrawingFacts, SiteDataFacts, Submission
from app.submissions.load import Filing, missing_file
from cpted_rules.drawing.reading import DrawingSource, EvidenceRow, LuminaireRow, SheetSpec
from cpted_rules.errors import CptedError, Fault
from cpted_rules.facts import Parking, SiteFacts, UsePart
from cpted_rules.note import Note, Severity
from cpted_rules.photometry import Photometry, Remark, read_photometry
from cpted_rules.plan import SitePlan, Storey
from cpted_rules.sitedata import SiteFrame, Surroundings, place_notes, read_site_data, together
from cpted_rules.text import Text, join, same

LAYERS_FILE = "layers.yaml"


def site_facts(submission: Submission) -> SiteFacts:
    """The declared facts."""
    return SiteFacts(
        title=submission.title,
        case_number=submission.case_number,
        stage=submission.stage,
        filed_on=submission.filed_on,
        district=submission.district,
        address=submission.address,
        applicant=submission.applicant,
        designer=submission.designer,
        approval=submission.approval,
        parts=tuple(UsePart(**part.model_dump()) for part in submission.parts),
        parking=Parking(**submission.parking.model_dump()),
        light_zone=submission.light_zone,
        home_network=submission.home_network,
        guidance=submission.guidance,
    )


def storeys(submission: Submission) -> tuple[Storey, ...]:
    """The declared storeys, from the lowest."""
    rows = sorted(submission.storeys, key=lambda row: row.level)
    return tuple(Storey(**row.model_dump()) for row in rows)


def drawing_sources(filing: Filing) -> tuple[tuple[DrawingSource, ...], tuple[Note, ...]]:
    """The drawing files with their declared sheets, and what became of those in DWG."""
    sources: list[DrawingSource] = []
    notes: list[Note] = []
    for drawing in filing.submission.drawings:
        raw, said = as_dxf(filing.read(drawing.file), drawing.file)
        sheets = sheet_specs(drawing)
        sources.append(DrawingSource(name=drawing.file, raw=raw, unit=drawing.unit, sheets=sheets))
        notes += said
    return tuple(sources), tuple(notes)


def as_dxf(raw: bytes, name: str) -> tuple[bytes, tuple[Note, ...]]:
    """A drawing as it is, one in DWG as DXF with notes on its conversion.

    Raises:
        DrawingError: it is a DWG and cannot be converted.
    """
    if not (is_dwg(raw) or name.lower().endswith(".dwg")):
        return raw, ()
    made = converted(raw, name)
    return made.dxf, made.notes


def sheet_specs(drawing: DrawingFacts) -> tuple[SheetSpec, ...]:
    """The declared sheets of one drawing file."""
    return tuple(
        SheetSpec(
            kind=sheet.kind,
            number=sheet.number,
            title=sheet.title,
            storeys=sheet.storeys,
            frame=sheet.frame,
            **sheet.placement.model_dump(),
        )
        for sheet in drawing.sheets
    )


def luminaire_rows(submission: Submission) -> tuple[LuminaireRow, ...]:
    """The luminaire schedule."""
    return tuple(LuminaireRow(**row.model_dump()) for row in submission.luminaires)


def evidence_rows(filing: Filing) -> tuple[EvidenceRow, ...]:
    """The test certificates that are really in the submission."""
    return tuple(
        EvidenceRow(marks=row.marks, grade=row.grade)
        for row in filing.submission.evidence
        if row.kind == "intrusion_test" and filing.has(row.file)
    )


def site_frame(submission: Submission) -> SiteFrame | None:
    """The site's place on the earth, where declared.

    Raises:
        SiteDataError: the declared coordinate system is not a projected one in metres.
    """
    if submission.coordinates is None:
        return None
    frame = SiteFrame(crs=submission.coordinates.crs, origin=submission.coordinates.origin)
    frame.check("submission.yaml coordinates.crs")
    return frame


def with_files(filing: Filing, drawn: Iterable[LuminaireRow]) -> tuple[LuminaireRow, ...]:
    """Rows of a table on a drawing, their photometric files found in the filing by name."""
    files = {path.rpartition("/")[2].casefold(): path for path in filing.files}
    return tuple(
        replace(row, photometry=files.get(row.photometry.casefold(), row.photometry))
        if row.photometry
        else row
        for row in drawn
    )


def photometry(
    filing: Filing, used: Iterable[str] = ()
) -> tuple[dict[str, Photometry], tuple[Note, ...]]:
    """The candela tables by file name; a file that is missing or refused becomes a note.

    What depends on it is then not determined, never passed.

    Args:
        used: files that luminaires name beyond those declared.
    """
    tables: dict[str, Photometry] = {}
    notes: list[Note] = []
    consequence = Text(
        ko="이 배광을 쓰는 조명의 조도는 판정하지 않습니다.",
        en="Illuminance of luminaires that use it is not judged.",
    )
    declared = {r.photometry for r in filing.submission.luminaires if r.photometry}
    for path in sorted({*declared, *used}):
        if not filing.has(path):
            fault = missing_file(filing, path, consequence=consequence)
            notes.append(_note("photometry/missing", fault))
            continue
        try:
            table = read_photometry(filing.read(path), path)
            tables[path] = table
            notes.extend(_remark(path, remark) for remark in table.remarks)
        except CptedError as error:
            notes.extend(_note("photometry/refused", fault) for fault in error.faults)
    return tables, tuple(notes)


def surroundings(filing: Filing, frame: SiteFrame | None, plan: SitePlan) -> Surroundings:
    """What the site data files say; a file that cannot be used becomes a note."""
    if frame is None:
        return Surroundings(notes=tuple(_unplaced(filing)))
    site = unary_union([boundary.area for boundary in plan.boundaries])
    known = None if site.is_empty else site
    found = together([_one(filing, row, frame, known) for row in filing.submission.site_data])
    at = known.representative_point() if known else None
    placed = place_notes(frame, found, district=filing.submission.district, at=at)
    return replace(found, notes=(*found.notes, *placed))


def _one(
    filing: Filing, row: SiteDataFacts, frame: SiteFrame, site: BaseGeometry | None
) -> Surroundings:
    if not filing.has(row.file):
        missing = missing_file(filing, row.file, consequence=None)
        return Surroundings(notes=(_note("sitedata/missing", missing),))
    try:
        return read_site_data(
            filing.read(row.file), row.file, row.kind, frame=frame, crs=row.crs, site=site
        )
    except CptedError as error:
        return Surroundings(notes=tuple(_note("sitedata/refused", f) for f in error.faults))


def _unplaced(filing: Filing) -> Iterator[Note]:
    for row in filing.submission.site_data:
        yield Note(
            code="sitedata/no-coordinates",
            severity=Severity.MISSING,
            text=Text(
                ko=f"{row.file}: submission.yaml에 coordinates가 없어 대지에 놓을 수 없음",
                en=f"{row.file}: cannot be placed, submission.yaml declares no coordinates",
            ),
        )


def evidence_notes(filing: Filing) -> tuple[Note, ...]:
    """Documents that submission.yaml names and that are not there."""
    return tuple(
        _note("evidence/missing", missing_file(filing, row.file, consequence=None))
        for row in filing.submission.evidence
        if not filing.has(row.file)
    )


def _remark(path: str, remark: Remark) -> Note:
    return Note(code=remark.code, text=join([same(path), remark.text], ": "))


def _note(code: str, fault: Fault) -> Note:
    place = Text(ko=fault.where, en=fault.where)
    return Note(
        code=code,
        severity=Severity.MISSING,
        text=join([place, fault.found, fault.remedy], " – "),
    )
