"""The pages: upload, status, result. Server-rendered, usable without scripts."""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, File, Form, Query, UploadFile
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app.config import MIB
from app.db import State, SubmissionRow
from app.errors import Problem, ServiceError
from app.offices import Offices, office_map
from app.submissions.corrections import Corrections
from app.web import readings, refusals
from app.web.language import of_page
from app.web.page import FONTS, HERE, page
from app.web.problems import details
from app.web.reading_form import Sent, changed
from app.web.reading_page import shown
from app.web.service import Service, ServiceOf
from app.web.submission_page import line, listed, progress, result
from app.web.words import word
from cpted_rules.findings import Verdict
from cpted_rules.text import Lang

_LISTED = 20
_FIELDS = 20_000  # of the form of a reading: a drawing may have thousands of layers
_SCRIPT_WORDS = ("packing", "sending", "checking", "lost", "too-large")

router = APIRouter(include_in_schema=False)


def mount_files(app: FastAPI) -> None:
    """Give the application its style sheet and scripts, and the font where it is installed."""
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    if FONTS.is_dir():
        app.mount("/fonts", StaticFiles(directory=FONTS), name="fonts")


def is_for_people(request: Request) -> bool:
    """Whether an error is better shown as a page."""
    machine = request.url.path.startswith(("/api/", "/healthz", "/readyz", "/openapi.json"))
    return not machine and "text/html" in request.headers.get("accept", "")


def error_page(request: Request, problem: Problem, status: int) -> HTMLResponse:
    """The page that says what is wrong."""
    lang = of_page(request)
    shown = details(problem, status=status, instance=request.url.path, lang=lang)
    return page(request, "error.html", status=status, problem=shown)


@router.get("/")
def home(
    request: Request, service: ServiceOf, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """Upload, and the recent submissions."""
    rows, total = service.newest(offset=offset, limit=_LISTED)
    return page(
        request,
        "home.html",
        rows=[listed(row) for row in rows],
        older=offset + _LISTED if offset + _LISTED < total else None,
        newer=max(0, offset - _LISTED) if offset else None,
        limit_bytes=service.settings.upload_bytes,
        limit_mib=f"{service.settings.upload_bytes / MIB:g}",
        script_words={key: word(f"upload.{key}", of_page(request)) for key in _SCRIPT_WORDS},
    )


@router.post("/submissions")
def upload(
    service: ServiceOf,
    file: Annotated[UploadFile, File()],
    languages: Annotated[list[Lang], Form()] = [Lang.KO],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse:
    """The form without scripts."""
    row = service.receive(file.file, file.filename or "", tuple(languages))
    return RedirectResponse(f"/submissions/{row.id}", status_code=303)


@router.get("/submissions/{submission_id}")
def submission(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    verdict: Annotated[Verdict | None, Query()] = None,
) -> HTMLResponse:
    """Where the review stands; when it is done, what it found."""
    row = service.find(submission_id)
    if row.state == State.DONE:
        values = {**line(service, row), **result(row, verdict)}
        return page(request, "result.html", row=listed(row), **values)
    return _status(request, service, row)


@router.get("/submissions/{submission_id}/reading")
def reading(request: Request, service: ServiceOf, submission_id: str) -> HTMLResponse:
    """What was understood, to be corrected or confirmed; how far it is while it is being read."""
    row = service.find(submission_id)
    if row.state != State.DONE:
        return _status(request, service, row)
    return _reading(request, service, submission_id, Sent())


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=_FIELDS)


@router.post("/submissions/{submission_id}/reading")
def answer_reading(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Read again with what was corrected, or take down that it is right.

    What cannot be understood comes back on the page with everything else that was sent.
    """
    try:
        row = _answered(service, submission_id, form)
    except (refusals.CorrectionError, refusals.UnsettledError) as error:
        return _reading(request, service, submission_id, Sent.of(form), error)
    return RedirectResponse(f"/submissions/{row.id}/reading", status_code=303)


@router.post("/submissions/{submission_id}/end")
def end(service: ServiceOf, submission_id: str) -> RedirectResponse:
    """Cancel or remove, without scripts."""
    removed = service.end(submission_id)
    return RedirectResponse("/" if removed else f"/submissions/{submission_id}", status_code=303)


def _answered(service: Service, submission_id: str, form: FormData) -> SubmissionRow:
    """The submission whose reading is shown next."""
    row, read = readings.reading_of(service, submission_id)
    before = readings.corrections_of(row)
    said = changed(form, read)
    act = form.get("act")
    if act in ("confirm", "withdraw"):
        if said != Corrections():
            raise refusals.UnsettledError(refusals.corrected_before_confirming())
        return readings.confirm(service, submission_id, confirmed=act == "confirm")
    office = readings.recognised_of(row).whose or str(form.get("office") or "")
    kept = office if "remember" in form else None
    if said == Corrections() and kept is not None and before.naming != said.naming:
        readings.remember(service, row, before, kept)  # asked for it only now
        return row
    return readings.correct(service, submission_id, said, office=kept)


def _reading(
    request: Request,
    service: Service,
    submission_id: str,
    sent: Sent,
    error: ServiceError | None = None,
) -> HTMLResponse:
    """The page of a reading, with what is wrong with the form that was sent."""
    lang, status = of_page(request), error.status if error else 200
    row, read = readings.reading_of(service, submission_id)
    known_by = readings.recognised_of(row)
    wrong = (
        details(Problem.of(error), status=status, instance=request.url.path, lang=lang)
        if error
        else None
    )
    return page(
        request,
        "reading.html",
        status=status,
        row=listed(row),
        problem=wrong,
        office=known_by.office,
        whose=known_by.whose,
        keep=sent.ticked("remember", beside="act", read=bool(known_by.whose)),
        keep_for=sent.or_read("office", ""),
        remembered=_remembered(service, known_by.whose),
        **line(service, row, "/reading"),
        **shown(row, read, readings.corrections_of(row), sent, lang),
    )


def _status(request: Request, service: Service, row: SubmissionRow) -> HTMLResponse:
    values = {
        **line(service, row, "/reading"),
        **progress(row, instance=request.url.path, lang=of_page(request)),
    }
    return page(request, "status.html", row=listed(row), **values)


def _remembered(service: Service, name: str) -> int:
    """How many names are remembered for an office."""
    row = Offices(service.database).named(name) if name else None
    known = office_map(row) if row else None
    return len(known.layers) + len(known.blocks) if known else 0
