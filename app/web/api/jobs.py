"""The JSON interface: what is made in the background when somebody asks for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from app.auth.permissions import Permission
from app.auth.tables import PersonRow
from app.copies.kinds import Kind as CopyKind
from app.db import SubmissionRow
from app.errors import NotFoundError, NotReadyError, Problem
from app.forms.kinds import FormKind
from app.jobs import faults
from app.jobs.outputs import COPY, EXPORT, FORMS
from app.jobs.tables import FINAL, JobRow, JobState
from app.web.access import OnCase, SignedIn, allowed, needs
from app.web.api.submissions import disposition
from app.web.described import binary, problems
from app.web.language import preferred
from app.web.models import Progress, SubmissionStatus, status_of
from app.web.problems import ProblemDetails, details
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api", tags=["jobs"])


class FormsOrder(BaseModel):
    """The committee's forms, filled from a review."""

    kind: Literal["forms"]
    forms: list[FormKind] = Field(default=[], description="None: all of them.")
    docx: bool = Field(default=True, description="Also as documents to be edited.")
    lang: Lang = Lang.KO


class ExportOrder(BaseModel):
    """The findings for another program."""

    kind: Literal["export"]
    format: Literal["bcf", "xlsx", "csv"]
    lang: Lang = Lang.KO


class CopyOrder(BaseModel):
    """A copy to decide on, to keep, to publish, or for machines."""

    kind: Literal["copy"]
    copy_kind: CopyKind = Field(alias="copy")
    paper: Literal["A4", "A3"] = "A4"
    lang: Lang = Lang.KO


Order = Annotated[
    FormsOrder | ExportOrder | CopyOrder,
    Body(discriminator="kind", examples=[{"kind": "export", "format": "xlsx", "lang": "ko"}]),
]


class JobStatus(BaseModel):
    """Something made in the background, and how far it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "7b0c5f0e-5b1f-4a53-8c9e-1c2d3e4f5a6b",
                    "kind": "export",
                    "state": "done",
                    "progress": {"stage": "", "done": 0, "total": 0},
                    "result": {},
                    "problem": None,
                    "file": "/api/jobs/7b0c5f0e-5b1f-4a53-8c9e-1c2d3e4f5a6b/file",
                    "created_at": "2026-10-05T09:00:00Z",
                    "finished_at": "2026-10-05T09:00:04Z",
                }
            ]
        }
    )

    id: str
    kind: str
    state: JobState
    progress: Progress
    result: dict[str, Any] | None = Field(description="What it says of what it made, when done.")
    problem: ProblemDetails | None = Field(description="Why it failed, when it did.")
    file: str | None = Field(description="Address of the file it made.")
    created_at: datetime
    finished_at: datetime | None


@router.post(
    "/submissions/{submission_id}/jobs",
    status_code=202,
    summary="Have a form, a table or a copy made of a review",
    responses=problems(401, 403, 404, 409, 422),
)
def order(
    request: Request,
    response: Response,
    service: ServiceOf,
    submission_id: str,
    wanted: Order,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ_SECURITY))],
) -> JobStatus:
    """Of the review alone, without what people said of it. Asked again, the same job."""
    service.output(submission_id, "assessment.json")  # it is done, and ended well
    names = {"forms": FORMS, "export": EXPORT, "copy": COPY}
    arguments = wanted.model_dump(mode="json", by_alias=True, exclude={"kind"})
    kind = names[wanted.kind].name
    row = _made_before(service, kind, submission_id, arguments, on_case.person)
    if row is None:
        row = service.jobs.order(
            kind,
            submission_id,
            arguments=arguments,
            case_id=on_case.case.id,
            person_id=on_case.person.id,
        )
    response.headers["Location"] = f"/api/jobs/{row.id}"
    return job_status(row, preferred(request))


@router.post(
    "/submissions/{submission_id}/retry",
    status_code=202,
    summary="Begin a review anew that failed or was cancelled",
    responses=problems(401, 403, 404, 409, 422),
    dependencies=[Depends(needs(Permission.UPLOAD))],
)
def retry_review(request: Request, service: ServiceOf, submission_id: str) -> SubmissionStatus:
    """The same upload with the same corrections, read by what is known of offices now."""
    service.jobs.retry(submission_id)
    return status_of(service.find(submission_id), preferred(request))


@router.get("/jobs/{job_id}", summary="Where a job stands", responses=problems(401, 404, 422))
def show(request: Request, service: ServiceOf, job_id: str, person: SignedIn) -> JobStatus:
    """State, progress, result, or the problem; of your own jobs, on cases you may read."""
    return job_status(_found(service, job_id, person), preferred(request))


@router.get(
    "/jobs/{job_id}/events",
    summary="Follow a job",
    response_class=EventSourceResponse,
    responses=problems(401, 404, 422),
)
async def follow(
    request: Request, service: ServiceOf, job_id: str, person: SignedIn
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: the status, each time it changes, until nothing more will happen."""
    lang, last = preferred(request), None
    while service.jobs.is_running:
        status = job_status(await asyncio.to_thread(_found, service, job_id, person), lang)
        if status != last:
            yield ServerSentEvent(event="status", data=status, retry=2_000)
            last = status
        if status.state.is_final:
            return
        await asyncio.sleep(0.5)


@router.get(
    "/jobs/{job_id}/file",
    summary="What a job made",
    response_class=FileResponse,
    responses={
        **binary("application/octet-stream", "The file"),
        **problems(401, 404, 409, 422),
    },
)
def file(service: ServiceOf, job_id: str, person: SignedIn) -> FileResponse:
    """As an attachment."""
    row = _found(service, job_id, person)
    if row.digest is None:
        raise NotReadyError(faults.nothing_made(row.state))
    with service.database.reading() as session:
        submission = session.get(SubmissionRow, row.subject_id)
    title = f"{submission.title}_{row.name}" if submission else row.name
    return FileResponse(
        service.blobs.path(row.digest),
        media_type=row.media_type,
        headers={
            "Content-Disposition": disposition("attachment", title.replace("/", "_")),
            "ETag": f'"{row.digest}"',
        },
    )


@router.delete(
    "/jobs/{job_id}",
    summary="Cancel a job",
    responses=problems(401, 403, 404, 422),
)
def cancel(request: Request, service: ServiceOf, job_id: str, person: SignedIn) -> JobStatus:
    """Whether it waits or runs; one that is over stays as it is."""
    if _found(service, job_id, person).state not in FINAL:
        service.jobs.cancel(job_id)
    return job_status(service.jobs.find(job_id), preferred(request))


@router.post(
    "/jobs/{job_id}/retry",
    status_code=202,
    summary="Begin a job anew that failed or was cancelled",
    responses=problems(401, 403, 404, 409, 422),
)
def retry(request: Request, service: ServiceOf, job_id: str, person: SignedIn) -> JobStatus:
    """By the same arguments."""
    _found(service, job_id, person)
    service.jobs.retry(job_id)
    return job_status(service.jobs.find(job_id), preferred(request))


def job_status(row: JobRow, lang: Lang) -> JobStatus:
    """What is said of a job."""
    problem = Problem.model_validate(row.problem) if row.problem else None
    return JobStatus(
        id=row.id,
        kind=row.kind,
        state=JobState(row.state),
        progress=Progress(stage=row.stage or "", done=row.done or 0, total=row.total or 0),
        result=row.result if isinstance(row.result, dict) else None,
        problem=details(problem, status=422, instance=f"/api/jobs/{row.id}", lang=lang)
        if problem
        else None,
        file=f"/api/jobs/{row.id}/file" if row.digest else None,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


def _found(service: Service, job_id: str, person: PersonRow) -> JobRow:
    """A job of that person's.

    Raises:
        NotFoundError: there is none, it is another's, or they may not read its case any more.
    """
    row = service.jobs.find(job_id)
    if row.person_id != person.id:
        raise NotFoundError(faults.no_job(job_id))
    if row.case_id is not None:
        allowed(service, person, Permission.READ_SECURITY, case_id=row.case_id)
    return row


def _made_before(
    service: Service, kind: str, subject_id: str, arguments: dict[str, Any], person: PersonRow
) -> JobRow | None:
    """A job of theirs for the very same thing, that did not fail."""
    with service.database.reading() as session:
        rows = session.scalars(
            select(JobRow)
            .where(
                JobRow.kind == kind,
                JobRow.subject_id == subject_id,
                JobRow.person_id == person.id,
                JobRow.state.not_in([JobState.FAILED, JobState.CANCELLED]),
            )
            .order_by(JobRow.created_at.desc())
        ).all()
    return next((row for row in rows if row.arguments == arguments), None)
