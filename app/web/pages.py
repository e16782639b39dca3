"""The pages: upload, status, result. Server-rendered, usable without scripts."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.db import State, SubmissionRow
from app.errors import Problem, ServiceError
from app.offices import Offices, office_map
from app.submissions.corrections import Corrections
from app.web import readings, refusals
from app.web.access import OnCase, needs
from app.web.built import built
from app.web.language import of_page
from app.web.page import FONTS, HERE, page
from app.web.problems import details
from app.web.reading_form import Sent, changed
from app.web.reading_page import shown
from app.web.reading_preview import preview
from app.web.service import Service, ServiceOf
from app.web.signin import FORM_FIELDS
from app.web.submission_page import line, listed, progress, result
from cpted_rules.findings import Verdict

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


@router.get("/submissions/{submission_id}")
def submission(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ))],
    verdict: Annotated[Verdict | None, Query()] = None,
) -> HTMLResponse:
    """Where the review stands; when it is done, what it found."""
    row = service.find(submission_id)
    if row.state == State.DONE:
        values = {
            **_line(service, on_case, row),
            **result(row, verdict),
            "may_end": on_case.may(Permission.UPLOAD),
        }
        return page(request, "result.html", row=listed(row), **values)
    return _status(request, service, on_case, row)


@router.get("/submissions/{submission_id}/reading")
def reading(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ))],
) -> HTMLResponse:
    """What was understood, to be corrected or confirmed; how far it is while it is being read."""
    row = service.find(submission_id)
    if row.state != State.DONE:
        return _status(request, service, on_case, row)
    return _reading(request, service, on_case, submission_id, Sent())


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=FORM_FIELDS)


@router.post("/submissions/{submission_id}/reading")
def answer_reading(
    request: Request,
    service: ServiceOf,
    submission_id: str,
    on_case: Annotated[OnCase, Depends(needs(Permission.CORRECT))],
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Read again with what was corrected, or take down that it is right.

    What cannot be understood comes back on the page with everything else that was sent.
    """
    try:
        row = _answered(service, on_case.person, submission_id, form)
    except (refusals.CorrectionError, refusals.UnsettledError) as error:
        return _reading(request, service, on_case, submission_id, Sent.of(form), error)
    return RedirectResponse(f"/submissions/{row.id}/reading", status_code=303)


@router.post("/submissions/{submission_id}/end")
def end(
    service: ServiceOf,
    submission_id: str,
    on_case: Annotated[OnCase, Depends(needs(Permission.UPLOAD))],
) -> RedirectResponse:
    """Cancel or remove, without scripts."""
    removed = service.end(submission_id, by=on_case.person)
    return RedirectResponse("/" if removed else f"/submissions/{submission_id}", status_code=303)


def _answered(
    service: Service, person: PersonRow, submission_id: str, form: FormData
) -> SubmissionRow:
    """The submission whose reading is shown next."""
    row, read = readings.reading_of(service, submission_id)
    before = readings.corrections_of(row)
    said = changed(form, read)
    act = form.get("act")
    if act in ("confirm", "withdraw"):
        if said != Corrections():
            raise refusals.UnsettledError(refusals.corrected_before_confirming())
        return readings.confirm(service, submission_id, confirmed=act == "confirm", by=person)
    kept = readings.own_office(person, "") if "remember" in form else None
    if said == Corrections() and kept is not None and before.naming != said.naming:
        readings.remember(service, row, before, kept)  # asked for it only now
        return row
    return readings.correct(service, submission_id, said, office=kept)


def _reading(
    request: Request,
    service: Service,
    on_case: OnCase,
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
    values = shown(row, read, readings.corrections_of(row), sent, lang)
    may_correct = on_case.may(Permission.CORRECT)
    return page(
        request,
        "reading.html",
        status=status,
        row=listed(row),
        confirmed_by=readings.confirmed_by(service, row),
        has_plan=bool(read.elements) and on_case.may(Permission.READ_SECURITY),
        plan=preview(row, values["layers"], values["blocks"], lang, may_correct=may_correct),
        script=built("reading.js"),
        style=built("reading.css"),
        problem=wrong,
        office=known_by.office,
        may_correct=may_correct,
        whose=on_case.person.office,
        keep=sent.ticked("remember", beside="act", read=bool(known_by.whose)),
        remembered=_remembered(service, on_case.person.office),
        **_line(service, on_case, row, "/reading"),
        **values,
    )


def _line(
    service: Service, on_case: OnCase, row: SubmissionRow, suffix: str = ""
) -> dict[str, Any]:
    """The readings before and after one: its architect's alone."""
    if Role.ARCHITECT in on_case.standing.roles:
        return line(service, row, suffix)
    return {"earlier": None, "later": [], "suffix": suffix}


def _status(
    request: Request, service: Service, on_case: OnCase, row: SubmissionRow
) -> HTMLResponse:
    values = {
        **_line(service, on_case, row, "/reading"),
        **progress(row, instance=request.url.path, lang=of_page(request)),
        "may_end": on_case.may(Permission.UPLOAD),
    }
    return page(request, "status.html", row=listed(row), **values)


def _remembered(service: Service, name: str) -> int:
    """How many names are remembered for an office."""
    row = Offices(service.database).named(name) if name else None
    known = office_map(row) if row else None
    return len(known.layers) + len(known.blocks) if known else 0
