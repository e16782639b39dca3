"""The pages for uploading drawings: for a new case, and for the next round of one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.config import MIB
from app.web.access import OnCase, SignedIn, needs
from app.web.language import of_page
from app.web.page import page
from app.web.service import ServiceOf
from app.web.words import word
from cpted_rules.text import Lang

_SCRIPT_WORDS = (
    "packing",
    "sending",
    "checking",
    "lost",
    "too-large",
    "cancelled",
    "no-yaml",
    "drawings",
    "models",
    "light",
    "tables",
    "others",
    "not-read",
    "files",
)

router = APIRouter(include_in_schema=False)


@router.get("/cases/new")
def new(request: Request, service: ServiceOf, person: SignedIn) -> HTMLResponse:
    """Upload drawings for a pre-check."""
    return _upload_page(request, service, None, office=person.office)


@router.post("/submissions")
def upload(
    service: ServiceOf,
    person: SignedIn,
    file: Annotated[UploadFile, File()],
    languages: Annotated[list[Lang], Form()] = [Lang.KO],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse:
    """The form of a new case, without scripts."""
    row = service.receive(file.file, file.filename or "", tuple(languages), owner=person)
    return RedirectResponse(f"/submissions/{row.id}", status_code=303)


@router.get("/cases/{case_id}/upload")
def further(
    request: Request,
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.UPLOAD))],
) -> HTMLResponse:
    """Upload further drawings of a case."""
    return _upload_page(request, service, on_case.case, office=on_case.person.office)


@router.post("/cases/{case_id}/upload")
def upload_further(
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.UPLOAD))],
    file: Annotated[UploadFile, File()],
    languages: Annotated[list[Lang], Form()] = [Lang.KO],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse:
    """The form of further drawings, without scripts."""
    row = service.receive(
        file.file,
        file.filename or "",
        tuple(languages),
        owner=on_case.person,
        case_id=on_case.case.id,
    )
    return RedirectResponse(f"/submissions/{row.id}", status_code=303)


def _upload_page(
    request: Request, service: ServiceOf, case: CaseRow | None, *, office: str
) -> HTMLResponse:
    lang = of_page(request)
    values: dict[str, Any] = {
        "case": case,
        "office": office,
        "to": f"/cases/{case.id}/upload" if case else "/submissions",
        "api": f"/api/cases/{case.id}/rounds" if case else "/api/submissions",
        "limit_bytes": service.settings.upload_bytes,
        "limit_mib": f"{service.settings.upload_bytes / MIB:g}",
        "script_words": {key: word(f"upload.{key}", lang) for key in _SCRIPT_WORDS},
    }
    return page(request, "new_case.html", **values)
