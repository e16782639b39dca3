"""The JSON interface: the report of a round as pages, with the marks of the case on them."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask

from app.annotations.record import Affine6, Manifest, Mark, Rect
from app.annotations.xfdf.write import xfdf_bytes
from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.db import SubmissionRow
from app.reviews import annotations, sent_report
from app.reviews.findings import findings_of
from app.reviews.tables import AnnotationRow
from app.sandbox import Bounds, run
from app.web.access import OnCase, needs
from app.web.api.annotations import SOMEBODY
from app.web.api.plan import Number, reviewed_row
from app.web.api.submissions import disposition
from app.web.described import binary, problems
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}/rounds/{number}/report", tags=["report"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ_SECURITY))]
"""The report shows where cameras are and how one gets in unseen."""
Language = Annotated[Lang, Query(alias="copy", description="Language of the report.")]

_ENTRY = "app.tasks.marked:marked"
_MARKS = TypeAdapter(tuple[Mark, ...])


class FigureModel(BaseModel):
    """A figure on a page."""

    id: str
    page: int = Field(description="From 1.")
    rect: Rect = Field(description="In points, y up.")
    to_site: Affine6 | None = Field(
        description="(a, b, c, d, e, f): site x = a x + b y + e, y = c x + d y + f, in metres; "
        "null for what is no plan."
    )
    storey: int
    findings: tuple[int, ...]


class FindingOnPage(BaseModel):
    """Where a finding stands in the report."""

    number: int
    page: int = Field(description="Where its section begins, from 1.")
    top: float = Field(description="Of its section, from the top of the page. [pt]")


class SquareModel(BaseModel):
    """The square of a finding on a plan figure."""

    finding: int
    page: int
    rect: Rect


class ReportModel(BaseModel):
    """What a report holds."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "language": "ko",
                "pages": 41,
                "figures": [],
                "findings": [{"number": 1, "page": 16, "top": 60.0}],
                "squares": [],
            }
        }
    )

    language: str
    pages: int
    figures: list[FigureModel]
    findings: list[FindingOnPage]
    squares: list[SquareModel]


class PlaceModel(BaseModel):
    """Where a mark lies on a page."""

    page: int = Field(description="From 1.")
    figure: str | None
    points: tuple[tuple[tuple[float, float], ...], ...] = Field(description="In points, y up.")


class MarkPlaces(BaseModel):
    """A mark by its id, and the places where it shows."""

    id: str
    places: list[PlaceModel]


class MarksOnPages(BaseModel):
    """The marks of a round on the pages of its report."""

    items: list[MarkPlaces]
    total: int
    offset: Literal[0] = 0
    limit: int


@router.get("/manifest", summary="What the report holds", responses=problems(401, 403, 404, 422))
def manifest(
    service: ServiceOf, on_case: Reader, number: Number, lang: Language = Lang.KO
) -> ReportModel:
    """Figures with the way from page points to site metres, and where each finding stands."""
    found = sent_report.manifest_of(service.blobs, reviewed_row(service, on_case, number), lang)
    return ReportModel(
        language=found.language,
        pages=len(found.pages),
        figures=[
            FigureModel(**figure.model_dump(exclude={"page"}), page=figure.page + 1)
            for figure in found.figures
        ],
        findings=[
            FindingOnPage(number=number, page=page.number + 1, top=top)
            for page in found.pages
            for top, number in page.sections
        ],
        squares=[
            SquareModel(finding=mark.finding, page=mark.page + 1, rect=mark.rect)
            for mark in found.marks
            if mark.finding is not None
        ],
    )


@router.get("/marks", summary="Marks on the pages", responses=problems(401, 403, 404, 422))
def marks(
    service: ServiceOf, on_case: Reader, number: Number, lang: Language = Lang.KO
) -> MarksOnPages:
    """Of each mark that `annotations` lists, where the report shows its place."""
    found = sent_report.manifest_of(service.blobs, reviewed_row(service, on_case, number), lang)
    with service.database.reading() as session:
        rows = annotations.visible(
            session, on_case.person.id, on_case.case, number, on_case.standing
        )
    items = [
        MarkPlaces(
            id=row.id,
            places=[
                PlaceModel(page=place.page + 1, figure=place.figure, points=place.points)
                for place in sent_report.places(row, found)
            ],
        )
        for row in rows
    ]
    return MarksOnPages(items=items, total=len(items), limit=len(items))


@router.get(
    "/marked.pdf",
    summary="The report with marks in it",
    response_class=FileResponse,
    responses={
        **binary("application/pdf", "The review copy with the marks the caller may see"),
        **problems(401, 403, 404, 422),
    },
)
def marked(
    service: ServiceOf, on_case: Reader, number: Number, lang: Language = Lang.KO
) -> FileResponse:
    """The marks as annotations that any viewer shows, to go on with elsewhere and hand in."""
    row = reviewed_row(service, on_case, number)
    found = sent_report.manifest_of(service.blobs, row, lang)
    with service.database.reading() as session:
        sent = _sent(session, service, on_case, number, found)
    service.settings.work_folder.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix="marked-", dir=service.settings.work_folder))
    try:
        (folder / "marks.json").write_bytes(_MARKS.dump_json(sent))
        _, _, report = service.output(row.id, sent_report.REPORTS[lang])
        with service.checks:
            run(
                _ENTRY,
                {
                    "report": str(report.resolve()),
                    "marks": str(folder / "marks.json"),
                    "lang": lang.value,
                    "out": str(folder / "marked.pdf"),
                },
                bounds=Bounds(
                    cpu_s=service.settings.check_seconds,
                    wall_s=service.settings.check_seconds,
                    memory_bytes=service.settings.memory_bytes,
                    file_bytes=service.settings.output_bytes,
                ),
            )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        folder / "marked.pdf",
        media_type="application/pdf",
        headers={"Content-Disposition": _named(row, number, "pdf")},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


@router.get(
    "/marks.xfdf",
    summary="The marks as XFDF",
    response_class=Response,
    responses={
        **binary("application/vnd.adobe.xfdf", "XFDF 3.0"),
        **problems(401, 403, 404, 422),
    },
)
def xfdf(service: ServiceOf, on_case: Reader, number: Number, lang: Language = Lang.KO) -> Response:
    """The marks alone, for a viewer that lays them over the report it has."""
    row = reviewed_row(service, on_case, number)
    found = sent_report.manifest_of(service.blobs, row, lang)
    with service.database.reading() as session:
        sent = _sent(session, service, on_case, number, found)
    content = xfdf_bytes(sent, (), report=sent_report.REPORTS[lang], case=found.case)
    return Response(
        content,
        media_type="application/vnd.adobe.xfdf",
        headers={"Content-Disposition": _named(row, number, "xfdf")},
    )


def _sent(
    session: Session, service: Service, on_case: OnCase, number: int, found: Manifest
) -> tuple[Mark, ...]:
    case = session.get_one(CaseRow, on_case.case.id)
    rows = annotations.visible(session, on_case.person.id, case, number, on_case.standing)
    findings = findings_of(session, service.blobs, case, number)
    names = _names(session, rows, on_case)
    return sent_report.marks_to_send(rows, found, findings, names)


def _names(session: Session, rows: tuple[AnnotationRow, ...], on_case: OnCase) -> dict[str, str]:
    """Names of the authors; to an applicant no member's is told."""
    ids = {row.person_id for row in rows}
    found = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(ids)))
    if on_case.standing.roles <= {Role.ARCHITECT}:
        return dict.fromkeys(ids, SOMEBODY.ko) | {on_case.person.id: on_case.person.name}
    return {row.id: row.name for row in found}


def _named(row: SubmissionRow, number: int, ending: str) -> str:
    title = "".join(c for c in row.title if c not in '\\/:*?"<>|\r\n\t').strip()[:80] or "cpted"
    return disposition("attachment", f"{title}_R{number}_marked.{ending}")
