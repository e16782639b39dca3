"""The page of administrators on committees, with who is in them as what."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth import committees
from app.errors import ServiceError
from app.web.access import Administrator
from app.web.admin_pages import Word, role_of
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.service import Service, ServiceOf

router = APIRouter(prefix="/admin/committees", include_in_schema=False)


@router.get("")
def list_committees(
    request: Request, service: ServiceOf, _administrator: Administrator
) -> HTMLResponse:
    """Every committee with its people, and a form to add one."""
    return _committees(request, service)


@router.post("", response_model=None)
def add_committee(
    request: Request,
    service: ServiceOf,
    administrator: Administrator,
    name: Word,
    district: Word,
) -> HTMLResponse | RedirectResponse:
    """Add a committee."""
    try:
        with service.database.session() as session:
            committees.add(session, name=name, district=district, by=administrator.id)
    except ServiceError as error:
        return _committees(request, service, error=error)
    return RedirectResponse("/admin/committees", status_code=303)


def _committees(
    request: Request, service: Service, error: ServiceError | None = None
) -> HTMLResponse:
    with service.database.reading() as session:
        rows = committees.listed(session)
        members = {row.id: committees.members(session, row.id) for row in rows}
    return page(
        request,
        "admin_committees.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        rows=[
            {
                "committee": row,
                "members": [
                    {"person": person, **role_of(member, row)} for member, person in members[row.id]
                ],
            }
            for row in rows
        ],
    )
