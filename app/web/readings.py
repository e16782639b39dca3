"""Acts on what was understood: showing it, correcting it, remembering for an office, confirming."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import select

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import OfficeRow, State, SubmissionRow, now
from app.errors import ForbiddenError, NotReadyError
from app.offices import Offices, office_key
from app.procedure import opening, rounds
from app.reports.reading_file import ReadingFile
from app.submissions.corrections import Corrections
from app.submissions.recognised import Recognised
from app.web import refusals
from app.web.name_uses import blocks_of, layers_of
from app.web.service import Service
from cpted_rules.drawing.layers.office import Naming
from cpted_rules.errors import Fault

READING_FILE = "reading.json"
BLANK = {"state": State.QUEUED, "stage": "", "done": 0, "total": 0, "attempts": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a submission was corrected from, and what was corrected from it."""

    earlier: SubmissionRow | None
    later: tuple[SubmissionRow, ...]


def reading_of(service: Service, submission_id: str) -> tuple[SubmissionRow, ReadingFile]:
    """What was understood of a submission.

    Raises:
        NotReadyError: the review is not done, did not end well, or is of a version whose account
            this one cannot show.
        NotFoundError: it was made before readings were kept.
    """
    row, _, path = service.output(submission_id, READING_FILE)
    try:
        return row, ReadingFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise NotReadyError(refusals.older_reading(submission_id)) from error


def corrections_of(row: SubmissionRow) -> Corrections:
    """What people corrected of a submission so far."""
    return Corrections.model_validate(row.corrections or {})


def corrected_count(row: SubmissionRow) -> int:
    """How many things people corrected of a submission."""
    said = corrections_of(row)
    return len(said.units) + len(said.sheets) + len(said.layers) + len(said.blocks)


def recognised_of(row: SubmissionRow) -> Recognised:
    """Whose drawings a submission's are."""
    return Recognised.model_validate(row.known_by or {})


def line_of(service: Service, row: SubmissionRow) -> Line:
    """The readings just before and just after one."""
    with service.database.reading() as session:
        earlier = session.get(SubmissionRow, row.corrected_from) if row.corrected_from else None
        later = session.scalars(
            select(SubmissionRow)
            .where(SubmissionRow.corrected_from == row.id)
            .order_by(SubmissionRow.created_at)
        ).all()
    return Line(earlier=earlier, later=tuple(later))


def correct(
    service: Service, submission_id: str, said: Corrections, *, office: str | None = None
) -> SubmissionRow:
    """The submission read again with corrections, as one of its own; its review is queued.

    Args:
        said: laid over what was corrected before; fields of a sheet that are not set stay.
        office: whose drawings mean the same from now on; None to remember nothing.

    Raises:
        CorrectionError: a name is not in the reading, or nothing is corrected.
    """
    before, reading = reading_of(service, submission_id)
    faults = tuple(_unknown_names(said, reading, corrections_of(before)))
    if faults:
        raise refusals.CorrectionError(*faults)
    if said == Corrections():
        raise refusals.CorrectionError(refusals.nothing_corrected())
    together = corrections_of(before).merged(said)
    if office is not None:
        remember(service, before, together, office)
    row = SubmissionRow(
        id=str(uuid4()),
        title=before.title,
        case_number=before.case_number,
        file_name=before.file_name,
        languages=before.languages,
        upload_digest=before.upload_digest,
        upload_bytes=before.upload_bytes,
        corrections=together.model_dump(mode="json", exclude_defaults=True),
        corrected_from=before.id,
        facts=before.facts,
        outputs=[],
        **BLANK,
    )
    with service.database.session() as session:
        # Locked and looked for again: its upload must not be dropped while this one is added.
        if session.get(SubmissionRow, before.id, with_for_update=True) is None:
            service.find(before.id)
        case = session.get_one(CaseRow, before.case_id)
        opening.replace(session, case, session.get_one(PersonRow, case.owner_id), row)
    service.jobs.submit(row.id)
    return row


def remember(
    service: Service, row: SubmissionRow, corrections: Corrections, office: str
) -> OfficeRow | None:
    """The office with the meanings that were given; None where no name was given a meaning.

    Raises:
        CorrectionError: the office has no name.
        NotReadyError: nothing was kept that its drawings are known by.
    """
    naming = _of_office(corrections.naming)
    if not naming.layers and not naming.blocks:
        return None
    if not office.strip():
        raise refusals.CorrectionError(refusals.nameless_office())
    if row.known_by is None:
        raise NotReadyError(refusals.unrecognisable(row.id))
    known_by = recognised_of(row).fingerprint()
    return Offices(service.database).learn(office.strip(), naming, known_by)


def own_office(person: PersonRow, named: str) -> str:
    """The office that somebody may have meanings remembered for: their own, as written down.

    Raises:
        ForbiddenError: another is named, or none is written down for them.
    """
    if not person.office or office_key(named or person.office) != office_key(person.office):
        raise ForbiddenError(refusals.foreign_office(named, person.office))
    return person.office


def confirm(
    service: Service, submission_id: str, *, confirmed: bool, by: PersonRow | None = None
) -> SubmissionRow:
    """The submission, whose reading a person says is right, or no longer says so.

    Args:
        by: who says it; asked again, the first one stays.

    Raises:
        NotReadyError: there is no reading yet.
        UnsettledError: a drawing was not read, because its unit is not known.
        ConflictError: it was filed, and stays as it was confirmed.
    """
    _, read = reading_of(service, submission_id)
    unknown = [drawing.file for drawing in read.drawings if drawing.unit.unit is None]
    if confirmed and unknown:
        raise refusals.UnsettledError(*map(refusals.unit_before_confirming, unknown))
    with service.database.session() as session:
        rounds.check_unfiled(session, submission_id)
        row = session.get_one(SubmissionRow, submission_id)
        if confirmed != (row.confirmed_at is not None):
            row.confirmed_at = now() if confirmed else None
            row.confirmed_by = by.id if confirmed and by else None
            audit.record(
                session,
                "reading.confirm" if confirmed else "reading.withdraw",
                person_id=by.id if by else "",
                case_id=row.case_id or "",
                submission_id=row.id,
            )
    return row


def confirmed_by(service: Service, row: SubmissionRow) -> str:
    """The name of who confirmed it; "" where nobody did or it was not taken down."""
    if row.confirmed_by is None:
        return ""
    with service.database.reading() as session:
        person = session.get(PersonRow, row.confirmed_by)
    return person.name if person else ""


def _of_office(naming: Naming) -> Naming:
    """What was said of names that an office gave: those with a star are numbered by programs."""
    blocks = {name: said for name, said in naming.blocks.items() if not name.startswith("*")}
    return Naming(layers=naming.layers, blocks=blocks)


def _unknown_names(said: Corrections, reading: ReadingFile, before: Corrections) -> Iterator[Fault]:
    sheets = {sheet.number for drawing in reading.drawings for sheet in drawing.sheets}
    there: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("units", said.units, {drawing.file for drawing in reading.drawings}),
        ("sheets", said.sheets, sheets | set(before.sheets)),
        ("layers", said.layers, {use.name for use in layers_of(reading)} | set(before.layers)),
        ("blocks", said.blocks, {use.name for use in blocks_of(reading)} | set(before.blocks)),
    )
    for part, names, known in there:
        for name in names:
            if name not in known:
                yield refusals.not_in_reading(f"corrections.{part}", name, known)
