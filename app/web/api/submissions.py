"""The JSON interface: submissions, their progress and their results."""

import asyncio
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse, JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.background import BackgroundTask

from app.auth.permissions import Permission
from app.db import SubmissionRow
from app.reports.assessment_file import AssessmentModel
from app.reports.reading_file import ReadingFile
from app.screens.names import is_screen
from app.submissions.corrections import Corrections
from app.submissions.format import Submission
from app.web import readings
from app.web.access import OnCase, Public, SignedIn, needs
from app.web.described import binary, problems
from app.web.language import preferred
from app.web.models import SubmissionPage, SubmissionStatus, status_of
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api", tags=["submissions"])
results = APIRouter(
    prefix="/api/submissions/{submission_id}",
    tags=["results"],
    dependencies=[Depends(needs(Permission.READ_SECURITY))],  # cameras and approaches are in all
)
schemas = APIRouter(prefix="/api/schemas", tags=["schemas"], dependencies=[Public])

Languages = Annotated[
    list[Lang],
    Form(description="Languages of the report. The Korean one is always made."),
]


@router.post(
    "/submissions",
    status_code=202,
    summary="Submit drawings for review",
    responses={
        202: {
            "description": "Accepted; the review is queued",
            "headers": {
                "Location": {
                    "description": "Address of the submission",
                    "schema": {"type": "string"},
                }
            },
        },
        **problems(401, 403, 413, 422),
    },
)
def submit(
    request: Request,
    response: Response,
    service: ServiceOf,
    person: SignedIn,
    file: Annotated[UploadFile, File(description="The submission folder as a zip.")],
    languages: Languages = [Lang.KO],  # noqa: B006 - FastAPI copies defaults
) -> SubmissionStatus:
    """Take a zip with `submission.yaml` and drawings, check that it opens, queue its review.

    What is wrong with the archive or with a field of `submission.yaml` is answered at once, all
    faults together; what is wrong with a drawing is found by the review.
    """
    row = service.receive(file.file, file.filename or "", tuple(languages), owner=person)
    response.headers["Location"] = f"/api/submissions/{row.id}"
    return status_of(row, preferred(request))


@router.get(
    "/submissions",
    summary="List your submissions, the newest first",
    responses=problems(401, 422),
)
def list_submissions(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SubmissionPage:
    """Some of your submissions, from `offset` on."""
    rows, total = service.newest(person, offset=offset, limit=limit)
    lang = preferred(request)
    items = [status_of(row, lang) for row in rows]
    return SubmissionPage(items=items, total=total, offset=offset, limit=limit)


@router.get(
    "/submissions/{submission_id}",
    summary="Where a review stands",
    responses=problems(401, 404, 422),
    dependencies=[Depends(needs(Permission.READ))],
)
def show(request: Request, service: ServiceOf, submission_id: str) -> SubmissionStatus:
    """State, progress, counts by verdict, results, or the problem."""
    return status_of(service.find(submission_id), preferred(request))


@router.delete(
    "/submissions/{submission_id}",
    status_code=204,
    summary="Cancel a review, or remove a finished one",
    response_model=None,
    responses={
        202: {"model": SubmissionStatus, "description": "It was not finished: now cancelled"},
        204: {"description": "It was finished: removed with its files"},
        **problems(401, 403, 404, 409, 422),
    },
)
def end(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    on_case: Annotated[OnCase, Depends(needs(Permission.UPLOAD))],
) -> Response:
    """Cancel what waits or runs. Asked again, or for a finished one, remove it with its files."""
    if service.end(submission_id, by=on_case.person):
        return Response(status_code=204)
    status = status_of(service.find(submission_id), preferred(request))
    return JSONResponse(status.model_dump(mode="json"), status_code=202)


@router.get(
    "/submissions/{submission_id}/events",
    summary="Follow a review",
    response_class=EventSourceResponse,
    responses=problems(401, 404, 422),
    dependencies=[Depends(needs(Permission.READ))],
)
async def follow(
    request: Request, service: ServiceOf, submission_id: str
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: the status, each time it changes, until nothing more will happen."""
    lang, last = preferred(request), None
    while service.jobs.is_running:
        status = status_of(await asyncio.to_thread(service.find, submission_id), lang)
        if status != last:
            yield ServerSentEvent(event="status", data=status, retry=2_000)
            last = status
        if status.state.is_final:
            return
        await asyncio.sleep(0.5)


# --- results ------------------------------------------------------------------------------------


@results.get(
    "/assessment",
    summary="The assessment",
    response_class=FileResponse,
    responses={
        **binary("application/json", "As /api/schemas/assessment describes"),
        **problems(401, 403, 404, 409, 422),
    },
)
def assessment(service: ServiceOf, submission_id: str) -> FileResponse:
    """Facts, editions, settings, notes and findings, as they were computed."""
    return _file(service, submission_id, "assessment.json", shown=True)


@results.get(
    "/reading",
    summary="What was understood of the drawings",
    response_class=FileResponse,
    responses={
        **binary("application/json", "As /api/schemas/reading describes"),
        **problems(401, 403, 404, 409, 422),
    },
)
def reading(service: ServiceOf, submission_id: str) -> FileResponse:
    """Units with their evidence, sheets, layers, blocks, elements, repairs and notes."""
    return _file(service, submission_id, readings.READING_FILE, shown=True)


@results.get(
    "/report",
    summary="The report",
    response_class=FileResponse,
    responses={
        **binary("application/pdf", "The review report"),
        **problems(401, 403, 404, 409, 422),
    },
)
def report(
    service: ServiceOf,
    submission_id: str,
    lang: Annotated[Lang, Query(description="Language of the report.")] = Lang.KO,
) -> FileResponse:
    """The PDF report. English exists if `languages=en` was sent with the upload."""
    name = "report.pdf" if lang is Lang.KO else "report.en.pdf"
    return _file(service, submission_id, name, shown=True)


@results.get(
    "/findings.geojson",
    summary="The findings on a map",
    response_class=FileResponse,
    responses={**binary("application/geo+json", "GeoJSON"), **problems(401, 403, 404, 409, 422)},
)
def findings(service: ServiceOf, submission_id: str) -> FileResponse:
    """Findings with their places."""
    return _file(service, submission_id, "findings.geojson")


@results.get(
    "/review.dxf",
    summary="The findings on the architect's drawing",
    response_class=FileResponse,
    responses={
        **binary("image/vnd.dxf", "DXF, layer CPTED_REVIEW"),
        **problems(401, 403, 404, 409, 422),
    },
)
def review_dxf(service: ServiceOf, submission_id: str) -> FileResponse:
    """The main drawing, most often the site plan; `outputs` names those of the other drawings."""
    return _file(service, submission_id, "review.dxf")


@results.get(
    "/outputs/{name:path}",
    summary="Any file of the results",
    response_class=FileResponse,
    responses={
        **binary("application/octet-stream", "As `outputs` says"),
        **problems(401, 403, 404, 409, 422),
    },
)
def output(service: ServiceOf, submission_id: str, name: str) -> FileResponse:
    """A file by the name it has in `outputs`."""
    shown = name.endswith((".png", ".svg", ".pdf", ".json"))
    return _file(service, submission_id, name, shown=shown)


@results.get(
    "/outputs.zip",
    summary="All results in one zip",
    response_class=FileResponse,
    responses={**binary("application/zip", "All results"), **problems(401, 403, 404, 409, 422)},
)
def all_outputs(service: ServiceOf, submission_id: str) -> FileResponse:
    """Every file of the results."""
    row, _, _ = service.output(submission_id, "assessment.json")
    with (
        NamedTemporaryFile(suffix=".zip", delete=False) as draft,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        kept = (made for made in row.outputs if not is_screen(made.name))
        for made in kept:  # dated as zip's first day: same results, same bytes
            entry = zipfile.ZipInfo(made.name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, service.blobs.path(made.digest).read_bytes())
    path = Path(draft.name)
    return FileResponse(
        path,
        media_type="application/zip",
        headers={"Content-Disposition": disposition("attachment", f"{row.title}_cpted.zip")},
        background=BackgroundTask(path.unlink),
    )


# --- schemas ------------------------------------------------------------------------------------


@schemas.get("/submission", summary="JSON Schema of submission.yaml")
def submission_schema() -> dict[str, Any]:
    """What `submission.yaml` may say."""
    return Submission.model_json_schema()


@schemas.get("/assessment", summary="JSON Schema of assessment.json")
def assessment_schema() -> dict[str, Any]:
    """What an assessment holds."""
    return AssessmentModel.model_json_schema()


@schemas.get("/reading", summary="JSON Schema of reading.json")
def reading_schema() -> dict[str, Any]:
    """What the account of a reading holds."""
    return ReadingFile.model_json_schema()


@schemas.get("/corrections", summary="JSON Schema of corrections")
def corrections_schema() -> dict[str, Any]:
    """What may be corrected of a reading."""
    return Corrections.model_json_schema()


def disposition(kind: Literal["inline", "attachment"], name: str) -> str:
    """A Content-Disposition whose name keeps its Hangul (RFC 6266, RFC 8187)."""
    suffix = Path(name).suffix
    plain = f"cpted{suffix}" if not name.isascii() else name
    plain = "".join(c if c.isalnum() or c in "._- " else "_" for c in plain)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _file(service: Service, submission_id: str, name: str, *, shown: bool = False) -> FileResponse:
    row, made, path = service.output(submission_id, name)
    kind: Literal["inline", "attachment"] = "inline" if shown else "attachment"
    return FileResponse(
        path,
        media_type=made.media_type,
        headers={
            "Content-Disposition": disposition(kind, _download_name(row, name)),
            "ETag": f'"{made.digest}"',
        },
    )


def _download_name(row: SubmissionRow, name: str) -> str:
    title = "".join(c for c in row.title if c not in '\\/:*?"<>|\r\n\t').strip()[:80] or "cpted"
    return f"{title}_{name.replace('/', '_')}"
