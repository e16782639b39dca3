"""The pages for whoever is not signed in: sign in, choose a password, ask for a new one."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, BackgroundTasks, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.auth import faults as auth_faults
from app.auth import invitations, people, sessions
from app.auth.letters import Letters
from app.auth.tables import PersonRow
from app.errors import RefusedError, ServiceError, SignInError, TooManyError
from app.web import request_faults
from app.web.access import Public, SignedIn, Visitor
from app.web.language import COOKIE
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.service import Service, ServiceOf
from app.web.signin import address_of, drop_session, keep_session
from cpted_rules.text import Text

router = APIRouter(include_in_schema=False)


class NotEnteredError(SignInError):
    """Somebody tried to sign in and may not, for whatever reason."""

    title = Text(ko="로그인하지 못함", en="Not signed in")


Word = Annotated[str, Form(max_length=400)]


@router.get("/sign-in", dependencies=[Public])
def sign_in(request: Request, next: str = "/") -> Response:
    """The form; whoever is signed in goes on."""
    if _visitor(request) is not None:
        return RedirectResponse(local(next), status_code=303)
    return page(request, "sign_in.html", next=local(next), email="", problem=None)


@router.post("/sign-in", dependencies=[Public])
def enter(
    request: Request, service: ServiceOf, email: Word, password: Word, next: Word = "/"
) -> Response:
    """A session, where address and password are right."""
    try:
        _within_pace(request, service)
        person = people.signing_in(service.database, email, password)
        if person is None:
            raise NotEnteredError(auth_faults.wrong_sign_in())
    except ServiceError as error:
        return page(
            request,
            "sign_in.html",
            status=error.status,
            next=local(next),
            email=email,
            problem=problem_of_form(request, error),
        )
    return _entered(request, service, person, local(next))


@router.post("/sign-out")
def leave(request: Request, service: ServiceOf, person: SignedIn) -> RedirectResponse:
    """End the session of this browser."""
    visitor = _visitor(request)
    if visitor is not None and visitor.session is not None:
        with service.database.session() as session:
            sessions.end(session, person.id, visitor.session.digest)
    response = RedirectResponse("/sign-in", status_code=303)
    drop_session(response, https=service.settings.https)
    return response


@router.get("/invitations/{word}", dependencies=[Public])
def invitation(request: Request, service: ServiceOf, word: str) -> HTMLResponse:
    """Choose a password, by the address that was given for it."""
    with service.database.reading() as session:
        person, _ = invitations.found(session, word)
    return _choosing(request, person)


@router.post("/invitations/{word}", dependencies=[Public])
def accept(
    request: Request, service: ServiceOf, word: str, password: Word, again: Word
) -> Response:
    """Take the password, and enter."""
    _within_pace(request, service)
    try:
        if password != again:
            raise RefusedError(auth_faults.unlike_passwords())
        with service.database.session() as session:
            person = invitations.accept(session, word, password)
    except RefusedError as error:
        with service.database.reading() as session:
            person, _ = invitations.found(session, word)
        return _choosing(request, person, error)
    return _entered(request, service, person, "/")


@router.get("/reset", dependencies=[Public])
def reset(request: Request, service: ServiceOf) -> HTMLResponse:
    """Ask for a new password, where the service sends letters."""
    by_letter = bool(service.settings.smtp_host)
    return page(request, "reset.html", by_letter=by_letter, sent=False)


@router.post("/reset", dependencies=[Public])
def ask_for_reset(
    request: Request, service: ServiceOf, email: Word, after: BackgroundTasks
) -> HTMLResponse:
    """Send a letter to whoever has that address; the answer is the same where nobody has."""
    _within_pace(request, service)
    if service.settings.smtp_host:
        after.add_task(_offer_reset, service, email)
    return page(request, "reset.html", by_letter=True, sent=True)


def sign_in_first(request: Request) -> RedirectResponse:
    """To the form, and back here afterwards."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/sign-in?" + urlencode({"next": here}), status_code=303)


def local(address: str) -> str:
    """The address, where it is a path of this service; else the first page."""
    parts = urlsplit(address)
    plain = address.isprintable() and "\\" not in address
    is_here = address.startswith("/") and not address.startswith("//")
    return address if plain and is_here and not parts.scheme and not parts.netloc else "/"


def _entered(request: Request, service: Service, person: PersonRow, to: str) -> RedirectResponse:
    before = _visitor(request)
    with service.database.session() as session:
        if before is not None and before.session is not None:
            sessions.end(session, before.person.id, before.session.digest)
        begun = sessions.begin(session, person)
    response = RedirectResponse(to, status_code=303)
    keep_session(response, begun.word, https=service.settings.https)
    response.set_cookie(COOKIE, person.lang, max_age=31_536_000, httponly=True, samesite="lax")
    return response


def _offer_reset(service: Service, email: str) -> None:
    with service.database.session() as session:
        person = people.with_email(session, email)
        if person is None or not person.active:
            return
        word = invitations.offer(session, person, "reset")
    Letters(service.settings).send(person, "reset", word)


def _choosing(
    request: Request, person: PersonRow, error: ServiceError | None = None
) -> HTMLResponse:
    return page(
        request,
        "invitation.html",
        status=error.status if error else 200,
        whose=person.name,
        email=person.email,
        problem=problem_of_form(request, error),
    )


def _within_pace(request: Request, service: Service) -> None:
    if not service.tries.takes(address_of(request.scope)):
        raise TooManyError(request_faults.too_many())


def _visitor(request: Request) -> Visitor | None:
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor
