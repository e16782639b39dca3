"""The pages of administrators on people: who there is, their roles, their way in."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth import committees, invitations, people
from app.auth.letters import Letters
from app.auth.roles import BODY_NAMES, IN_COMMITTEE, ROLE_NAMES, Body, Role
from app.auth.tables import CommitteeRow, MembershipRow
from app.db import now
from app.errors import ServiceError
from app.web.access import Administrator
from app.web.links import invitation_link
from app.web.page import page
from app.web.paging import around
from app.web.refused import problem_of_form
from app.web.service import Service, ServiceOf
from app.web.when import seoul
from cpted_rules.text import Lang

router = APIRouter(prefix="/admin", include_in_schema=False)

Word = Annotated[str, Form(max_length=400)]
_LISTED = 50


@router.get("/people")
def list_people(
    request: Request,
    service: ServiceOf,
    _administrator: Administrator,
    words: Annotated[str, Query(max_length=100)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Who there is, and a form to add somebody."""
    return _people(request, service, words=words, offset=offset)


@router.post("/people", response_model=None)
def add_person(
    request: Request,
    service: ServiceOf,
    administrator: Administrator,
    email: Word,
    name: Word,
    lang: Annotated[Lang, Form()] = Lang.KO,
    office: Word = "",
    field: Word = "",
    is_administrator: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """Add somebody; the page shows their invitation, this once."""
    try:
        with service.database.session() as session:
            person = people.add(
                session,
                email=email,
                name=name,
                lang=lang.value,
                office=office,
                field=field,
                is_administrator=is_administrator,
                by=administrator.id,
            )
    except ServiceError as error:
        return _people(request, service, error=error)
    return _invited(request, service, administrator.id, person.id)


@router.get("/people/{person_id}")
def show_person(
    request: Request, service: ServiceOf, _administrator: Administrator, person_id: str
) -> HTMLResponse:
    """One person: what is known of them, their roles, their way in."""
    return _person(request, service, person_id)


@router.post("/people/{person_id}", response_model=None)
def change_person(
    request: Request,
    service: ServiceOf,
    administrator: Administrator,
    person_id: str,
    name: Word,
    lang: Annotated[Lang, Form()],
    office: Word = "",
    field: Word = "",
    is_administrator: Annotated[bool, Form()] = False,
) -> HTMLResponse | RedirectResponse:
    """Write down other things of somebody."""
    try:
        with service.database.session() as session:
            people.change(
                session,
                person_id,
                by=administrator.id,
                name=name,
                lang=lang.value,
                office=office,
                field=field,
                is_administrator=is_administrator,
            )
    except ServiceError as error:
        return _person(request, service, person_id, error=error)
    return _back(person_id)


@router.post("/people/{person_id}/invitation")
def invite(
    request: Request, service: ServiceOf, administrator: Administrator, person_id: str
) -> HTMLResponse:
    """A new address for somebody to choose a password by, shown this once."""
    return _invited(request, service, administrator.id, person_id)


@router.post("/people/{person_id}/bar", response_model=None)
def bar(
    request: Request, service: ServiceOf, administrator: Administrator, person_id: str
) -> HTMLResponse | RedirectResponse:
    """Keep somebody out."""
    try:
        with service.database.session() as session:
            people.bar(session, person_id, by=administrator.id)
    except ServiceError as error:
        return _person(request, service, person_id, error=error)
    return _back(person_id)


@router.post("/people/{person_id}/readmit")
def readmit(service: ServiceOf, administrator: Administrator, person_id: str) -> RedirectResponse:
    """Let somebody in again; a locked account opens."""
    with service.database.session() as session:
        people.readmit(session, person_id, by=administrator.id)
    return _back(person_id)


@router.post("/people/{person_id}/roles", response_model=None)
def appoint(
    request: Request,
    service: ServiceOf,
    administrator: Administrator,
    person_id: str,
    committee_id: Word,
    role: Annotated[Role, Form()],
    body: Word = "",
) -> HTMLResponse | RedirectResponse:
    """Give somebody a role in a committee."""
    try:
        with service.database.session() as session:
            committees.appoint(
                session,
                committee_id=committee_id,
                person_id=person_id,
                role=role,
                body=Body(body) if body in tuple(Body) and role is Role.EXPERT else None,
                by=administrator.id,
            )
    except ServiceError as error:
        return _person(request, service, person_id, error=error)
    return _back(person_id)


@router.post("/people/{person_id}/roles/end")
def dismiss(
    service: ServiceOf,
    administrator: Administrator,
    person_id: str,
    committee_id: Word,
    role: Annotated[Role, Form()],
) -> RedirectResponse:
    """Take a role away."""
    with service.database.session() as session:
        committees.dismiss(
            session,
            committee_id=committee_id,
            person_id=person_id,
            role=role,
            by=administrator.id,
        )
    return _back(person_id)


def _back(person_id: str) -> RedirectResponse:
    return RedirectResponse(f"/admin/people/{person_id}", status_code=303)


def _invited(
    request: Request, service: Service, administrator_id: str, person_id: str
) -> HTMLResponse:
    with service.database.session() as session:
        person = people.find(session, person_id)
        purpose: invitations.Purpose = "reset" if person.password else "invite"
        word = invitations.offer(session, person, purpose, by=administrator_id)
    letters = Letters(service.settings)
    sent = None
    if letters.are_sent:
        try:
            letters.send(person, purpose, word)
            sent = True
        except OSError:  # said on the page, which has the link anyway
            sent = False
    link = invitation_link(request, service.settings, word)
    return _person(request, service, person_id, link=link, sent=sent)


def _people(
    request: Request,
    service: Service,
    *,
    words: str = "",
    offset: int = 0,
    error: ServiceError | None = None,
) -> HTMLResponse:
    with service.database.reading() as session:
        rows, total = people.listed(session, words=words, offset=offset, limit=_LISTED)
        held = {row.id: committees.of_person(session, row.id) for row in rows}
    return page(
        request,
        "admin_people.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        words=words,
        total=f"{total:,}",
        **around(offset, shown=_LISTED, total=total),
        rows=[{"person": row, "roles": [role_of(*one) for one in held[row.id]]} for row in rows],
    )


def _person(
    request: Request,
    service: Service,
    person_id: str,
    *,
    link: str = "",
    sent: bool | None = None,
    error: ServiceError | None = None,
) -> HTMLResponse:
    with service.database.reading() as session:
        person = people.find(session, person_id)
        held = committees.of_person(session, person_id)
        known = committees.listed(session)
    locked = person.locked_until
    return page(
        request,
        "admin_person.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        person=person,
        added=seoul(person.created_at),
        locked=seoul(locked) if locked is not None and locked > now() else "",
        roles=[role_of(*one) for one in held],
        committees=known,
        role_names=[(role.value, ROLE_NAMES[role]) for role in IN_COMMITTEE],
        body_names=[(body.value, name) for body, name in BODY_NAMES.items()],
        link=link,
        sent=sent,
    )


def role_of(row: MembershipRow, committee: CommitteeRow) -> dict[str, Any]:
    """A role in a committee, as the templates show it."""
    return {
        "committee": committee,
        "role": row.role,
        "name": ROLE_NAMES[Role(row.role)],
        "body": BODY_NAMES[Body(row.body)] if row.body else None,
        "since": seoul(row.since)[:10],
    }
