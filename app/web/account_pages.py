"""The account page: name and language, password, sign-ins, personal tokens."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth import committees, people, sessions, tokens
from app.auth import faults as auth_faults
from app.auth.roles import BODY_NAMES, ROLE_NAMES, Body, Role
from app.auth.tables import SessionRow
from app.errors import RefusedError
from app.web.access import SignedIn, in_browser
from app.web.language import COOKIE
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.service import Service, ServiceOf
from app.web.when import seoul
from cpted_rules.text import Lang

router = APIRouter(prefix="/account", include_in_schema=False)

Word = Annotated[str, Form(max_length=400)]
OwnSession = Annotated[SessionRow, Depends(in_browser)]


@router.get("")
def account(
    request: Request, service: ServiceOf, person: SignedIn, own: OwnSession
) -> HTMLResponse:
    """Everything of one's account."""
    return _account(request, service, person.id, own)


@router.post("")
def change(
    service: ServiceOf,
    person: SignedIn,
    name: Word,
    lang: Annotated[Lang, Form()],
) -> RedirectResponse:
    """Another name or language."""
    with service.database.session() as session:
        people.change(session, person.id, by=person.id, name=name, lang=lang.value)
    response = _back()
    response.set_cookie(COOKIE, lang.value, max_age=31_536_000, httponly=True, samesite="lax")
    return response


@router.post("/password", response_model=None)
def change_password(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    own: OwnSession,
    old: Word,
    password: Word,
    again: Word,
) -> HTMLResponse | RedirectResponse:
    """Another password; other sign-ins end."""
    try:
        if password != again:
            raise RefusedError(auth_faults.unlike_passwords())
        with service.database.session() as session:
            people.change_password(
                session, person.id, old=old, new=password, session_digest=own.digest
            )
    except RefusedError as error:
        return _account(request, service, person.id, own, error=error)
    return _back()


@router.post("/sessions/end")
def end_others(service: ServiceOf, person: SignedIn, own: OwnSession) -> RedirectResponse:
    """End every sign-in but this one."""
    with service.database.session() as session:
        sessions.end_others(session, person.id, but=own.digest)
    return _back()


@router.post("/tokens", response_model=None)
def make_token(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    own: OwnSession,
    name: Word,
    days: Annotated[int, Form()] = 90,
) -> HTMLResponse:
    """A new token, shown this once."""
    try:
        with service.database.session() as session:
            made = tokens.make(session, person.id, name=name, days=days)
    except RefusedError as error:
        return _account(request, service, person.id, own, error=error)
    return _account(request, service, person.id, own, word=made.word)


@router.post("/tokens/{token_id}/revoke")
def revoke_token(service: ServiceOf, person: SignedIn, token_id: str) -> RedirectResponse:
    """End a token."""
    with service.database.session() as session:
        tokens.revoke(session, person.id, token_id)
    return _back()


def _back() -> RedirectResponse:
    return RedirectResponse("/account", status_code=303)


def _account(
    request: Request,
    service: Service,
    person_id: str,
    own: SessionRow,
    *,
    word: str = "",
    error: RefusedError | None = None,
) -> HTMLResponse:
    with service.database.reading() as session:
        person = people.find(session, person_id)
        held = committees.of_person(session, person_id)
        signed_in = sessions.of_person(session, person_id)
        known = tokens.of_person(session, person_id)
    return page(
        request,
        "account.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        person=person,
        roles=[
            {
                "committee": committee.name,
                "role": ROLE_NAMES[Role(row.role)],
                "body": BODY_NAMES[Body(row.body)] if row.body else None,
            }
            for row, committee in held
        ],
        sessions=[
            {
                "begun": seoul(row.created_at),
                "seen": seoul(row.seen_at),
                "own": row.digest == own.digest,
            }
            for row in signed_in
        ],
        tokens=[
            {
                "id": row.id,
                "name": row.name,
                "made": seoul(row.created_at),
                "used": seoul(row.used_at),
                "ends": seoul(row.expires_at),
            }
            for row in known
        ],
        days=tokens.DAYS,
        word=word,
    )
