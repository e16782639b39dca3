"""The pages: upload, status, result. Server-rendered, usable without scripts."""

from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, File, Form, Query, UploadFile
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app.config import MIB
from app.db import State, SubmissionRow
from app.errors import Problem
from app.summary import Summary
from app.web.language import COOKIE, of_page, other
from app.web.problems import details
from app.web.service import ServiceOf
from app.web.words import STATE_NAMES, STEPS, word
from cpted_rules.findings import BASIS_NAMES, VERDICT_NAMES, Verdict
from cpted_rules.text import Lang

_HERE = Path(__file__).parent
_FONTS = _HERE / "node_modules" / "pretendard" / "dist" / "web" / "variable"
_SEOUL = timezone(timedelta(hours=9))
_LISTED = 20
_SCRIPT_WORDS = ("packing", "sending", "checking", "lost", "too-large")

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
router = APIRouter(include_in_schema=False)


def mount_files(app: FastAPI) -> None:
    """Give the application its style sheet and scripts, and the font where it is installed."""
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    if _FONTS.is_dir():
        app.mount("/fonts", StaticFiles(directory=_FONTS), name="fonts")


def is_for_people(request: Request) -> bool:
    """Whether an error is better shown as a page."""
    machine = request.url.path.startswith(("/api/", "/healthz", "/readyz", "/openapi.json"))
    return not machine and "text/html" in request.headers.get("accept", "")


def error_page(request: Request, problem: Problem, status: int) -> HTMLResponse:
    """The page that says what is wrong."""
    lang = of_page(request)
    shown = details(problem, status=status, instance=request.url.path, lang=lang)
    return _page(request, "error.html", status=status, problem=shown)


@router.get("/")
def home(
    request: Request, service: ServiceOf, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """Upload, and the recent submissions."""
    rows, total = service.newest(offset=offset, limit=_LISTED)
    return _page(
        request,
        "home.html",
        rows=[_listed(row) for row in rows],
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
        return _page(request, "result.html", row=_listed(row), **_result(row, verdict))
    return _page(request, "status.html", row=_listed(row), **_progress(request, row))


@router.post("/submissions/{submission_id}/end")
def end(service: ServiceOf, submission_id: str) -> RedirectResponse:
    """Cancel or remove, without scripts."""
    removed = service.end(submission_id)
    return RedirectResponse("/" if removed else f"/submissions/{submission_id}", status_code=303)


def _page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    lang = of_page(request)
    html = _templates.get_template(name).render(
        lang=lang.value,
        other_lang=other(lang).value,
        other_link="?" + _with_lang(request, other(lang)),
        t=partial(word, lang=lang),
        pick=lambda words: words.text().in_(lang),
        say=lambda text: text.in_(lang),
        has_font=_FONTS.is_dir(),
        **values,
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Language": lang.value})
    _remember(request, response, lang)
    return response


def _with_lang(request: Request, lang: Lang) -> str:
    return request.url.include_query_params(lang=lang.value).query


def _remember(request: Request, response: Response, lang: Lang) -> None:
    if request.query_params.get("lang") == lang.value:
        response.set_cookie(COOKIE, lang.value, max_age=31_536_000, httponly=True, samesite="lax")


def _listed(row: SubmissionRow) -> dict[str, Any]:
    state = State(row.state)
    return {
        "id": row.id,
        "title": row.title,
        "case_number": row.case_number,
        "file_name": row.file_name,
        "state": state.value,
        "state_name": STATE_NAMES[state],
        "is_final": state.is_final,
        "created": _clock(row.created_at),
        "counts": _tally(row) if row.summary else [],
    }


def _tally(row: SubmissionRow) -> list[dict[str, Any]]:
    counts = Summary.model_validate(row.summary).counts
    return [
        {"verdict": v.value, "name": VERDICT_NAMES[v], "count": counts.get(v, 0)} for v in Verdict
    ]


def _progress(request: Request, row: SubmissionRow) -> dict[str, Any]:
    state = State(row.state)
    reached = STEPS.index(state) if state in STEPS else -1
    problem = (
        details(
            Problem.model_validate(row.problem),
            status=422,
            instance=request.url.path,
            lang=of_page(request),
        )
        if row.problem
        else None
    )
    return {
        "problem": problem,
        "steps": [
            {
                "state": step.value,
                "name": STATE_NAMES[step],
                "standing": "past" if i < reached else "now" if i == reached else "ahead",
            }
            for i, step in enumerate(STEPS)
        ],
        "progress": {"done": row.done, "total": row.total},
    }


def _result(row: SubmissionRow, verdict: Verdict | None) -> dict[str, Any]:
    summary = Summary.model_validate(row.summary)
    shown = [f for f in summary.findings if verdict is None or f.verdict == verdict]
    address = f"/api/submissions/{row.id}"
    names = [o.name for o in row.outputs]
    links = [
        (key, f"{address}/{path}")
        for key, name, path in (
            ("result.report-ko", "report.pdf", "report"),
            ("result.report-en", "report.en.pdf", "report?lang=en"),
            ("result.dxf", "review.dxf", "review.dxf"),
            ("result.geojson", "findings.geojson", "findings.geojson"),
            ("result.assessment", "assessment.json", "assessment"),
        )
        if name in names
    ]
    links.append(("result.all-files", f"{address}/outputs.zip"))
    return {
        "tally": _tally(row),
        "total": len(summary.findings),
        "findings": shown,
        "verdict": verdict.value if verdict else None,
        "verdict_names": VERDICT_NAMES,
        "basis_names": BASIS_NAMES,
        "links": links,
        "drawings": [
            (name, f"{address}/outputs/{quote(name)}")
            for name in names
            if name.endswith(".dxf") and name != "review.dxf"
        ],
        "overviews": [
            f"{address}/outputs/{quote(n)}"
            for n in names
            if n.startswith("overview") and _is_picture(n)
        ],
    }


def _is_picture(name: str) -> bool:
    return name.endswith((".svg", ".png"))


def _clock(moment: datetime) -> str:
    return moment.astimezone(_SEOUL).strftime("%Y-%m-%d %H:%M")
