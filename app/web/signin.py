"""Who sends a request: the session of a cookie or the owner of a personal token.

A form or script that changes something under a session carries the session's `csrf` word, which no
other site can read; a token needs none, as no browser sends it by itself.
"""

import hmac
from typing import Any

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import faults
from app.auth import faults as auth_faults
from app.auth import sessions, tokens
from app.config import MIB
from app.db import Database
from app.errors import ForbiddenError, Problem, ServiceError, SignInError, TooManyError
from app.web import request_faults
from app.web.access import Visitor
from app.web.pace import Pace
from app.web.problems import respond

OVER_HTTPS, PLAIN = "__Host-cpted", "cpted-session"
SAFE = ("GET", "HEAD", "OPTIONS")
FORM_FIELDS = 20_000  # of a form: the reading of a drawing may have thousands of layers
_NOT_ASKED = ("/static/", "/fonts/", "/healthz", "/readyz", "/metrics")
_STRANGERS_BYTES = MIB  # of a body that somebody sends who is not signed in


class SignIn:
    """The layer that puts a `Visitor` on `request.state.visitor`, or None there.

    Refuses a wrong token, more requests a minute than the settings allow, and large bodies of
    strangers before they are taken in.
    """

    def __init__(
        self, app: ASGIApp, *, database: Database, https: bool, requests_per_minute: int
    ) -> None:
        self._app = app
        self._database = database
        self._cookie = cookie_name(https=https)
        self._pace = Pace(most=requests_per_minute, within_s=60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_NOT_ASKED):
            await self._app(scope, receive, send)
            return
        visitor: Visitor | None = None
        refusal: ServiceError | None = None
        try:
            visitor = await self._visitor(HTTPConnection(scope))
        except SignInError as error:
            refusal = error
        scope.setdefault("state", {})["visitor"] = visitor
        refusal = refusal or self._refusal(scope, visitor)
        if refusal is not None:
            response = respond(Request(scope), Problem.of(refusal), refusal.status)
            if isinstance(refusal, TooManyError):
                response.headers["Retry-After"] = "60"
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _visitor(self, connection: HTTPConnection) -> Visitor | None:
        kind, _, word = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return await anyio.to_thread.run_sync(self._by_token, word.strip())
        cookie = connection.cookies.get(self._cookie)
        return await anyio.to_thread.run_sync(self._by_cookie, cookie) if cookie else None

    def _by_cookie(self, word: str) -> Visitor | None:
        with self._database.reading() as session:
            found = sessions.found(session, word)
        if found is None:
            return None
        person, row = found
        if sessions.is_due(row):
            with self._database.session() as session:
                sessions.touch(session, row.digest)
        return Visitor(person=person, session=row)

    def _by_token(self, word: str) -> Visitor:
        with self._database.reading() as session:
            found = tokens.found(session, word)
        if found is None:
            raise SignInError(faults.not_signed_in())
        person, row = found
        if tokens.is_due(row):
            with self._database.session() as session:
                tokens.touch(session, row.digest)
        return Visitor(person=person)

    def _refusal(self, scope: Scope, visitor: Visitor | None) -> ServiceError | None:
        who = visitor.person.id if visitor else address_of(scope)
        if not self._pace.takes(who):
            return TooManyError(request_faults.too_many())
        if visitor is None and scope["method"] not in SAFE:
            length = Headers(scope=scope).get("content-length", "")
            if not length.isdigit() or int(length) > _STRANGERS_BYTES:
                return SignInError(faults.not_signed_in())
        return None


async def from_own_page(request: Request) -> None:
    """A dependency of every route: what changes something under a session carries its word.

    Raises:
        ForbiddenError: it carries none, or another.
    """
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    if request.method in SAFE or visitor is None or visitor.session is None:
        return
    sent: Any = request.headers.get("x-csrf-token")
    kind = request.headers.get("content-type", "").partition(";")[0]
    if sent is None and kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        sent = (await request.form(max_fields=FORM_FIELDS)).get("csrf")
    if not isinstance(sent, str) or not hmac.compare_digest(
        sent.encode(), visitor.session.csrf.encode()
    ):
        raise ForbiddenError(auth_faults.no_csrf())


def cookie_name(*, https: bool) -> str:
    """The name of the session's cookie; browsers take `__Host-` only over HTTPS, from this host."""
    return OVER_HTTPS if https else PLAIN


def keep_session(response: Response, word: str, *, https: bool) -> None:
    """Have the browser keep the word of a session, until it is closed or the session is over."""
    response.set_cookie(
        cookie_name(https=https),
        word,
        max_age=int(sessions.LONGEST.total_seconds()),
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )


def drop_session(response: Response, *, https: bool) -> None:
    """Have the browser forget it."""
    response.delete_cookie(
        cookie_name(https=https), path="/", secure=https, httponly=True, samesite="lax"
    )


def address_of(scope: Scope) -> str:
    """The network address a request came from; "" where the server does not say."""
    client = scope.get("client")
    return client[0] if client else ""
