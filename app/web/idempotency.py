"""Requests that may come twice: the answer to the first is given to the second.

A client that does not know whether its POST arrived sends it again with the same
`Idempotency-Key`. What was answered is kept for a day, by person and key; a refusal is not, as
nothing was done that must not be done twice.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

import anyio.to_thread
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import MIB
from app.db import Database, IdempotencyRow, now
from app.errors import ConflictError, Problem, RefusedError, ServiceError
from app.web import request_faults
from app.web.problems import respond

_LONGEST_KEY = 100  # characters
_KEPT = timedelta(hours=24)
_LOST = timedelta(hours=1)  # a request whose answer never came: its process died
_KEPT_HEADERS = ("content-type", "content-language", "location", "etag")


class Idempotency:
    """The layer, inside sign-in, that answers a repeated POST of the interface as it did before."""

    def __init__(self, app: ASGIApp, *, database: Database) -> None:
        self._app = app
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else None
        key = headers.get("idempotency-key") if headers else None
        visitor = scope.get("state", {}).get("visitor")
        if (
            headers is None
            or key is None
            or visitor is None
            or scope["method"] != "POST"
            or not scope["path"].startswith("/api/")
        ):
            await self._app(scope, receive, send)
            return
        person_id = visitor.person.id
        body = _Heard(receive, scope, headers)
        try:
            if not 1 <= len(key) <= _LONGEST_KEY:
                raise RefusedError(request_faults.idempotency_key(_LONGEST_KEY))
            before = await anyio.to_thread.run_sync(self._claimed, person_id, key)
            if before is not None:
                await _check_same(before, body)
        except ServiceError as refusal:
            response = respond(Request(scope), Problem.of(refusal), refusal.status)
            await response(scope, receive, send)
            return
        if before is None:
            await self._first(scope, send, body, person_id, key)
        else:
            await _replay(before, send)

    async def _first(
        self, scope: Scope, send: Send, body: "_Heard", person_id: str, key: str
    ) -> None:
        said = _Said(send)
        try:
            await self._app(scope, body.receive, said.send)
        finally:
            kept = said if body.is_whole and said.may_be_kept else None
            await anyio.to_thread.run_sync(self._settle, person_id, key, body.digest, kept)

    def _claimed(self, person_id: str, key: str) -> IdempotencyRow | None:
        """What was answered under the key; None where it is now held for this request."""
        moment = now()
        with self._database.session() as session:
            session.execute(delete(IdempotencyRow).where(IdempotencyRow.at < moment - _KEPT))
            session.execute(
                delete(IdempotencyRow).where(
                    IdempotencyRow.status.is_(None), IdempotencyRow.at < moment - _LOST
                )
            )
            shared = session.get_bind().dialect.name == "postgresql"
            added = (postgresql.insert if shared else sqlite.insert)(IdempotencyRow)
            claimed = session.execute(
                added.values(person_id=person_id, key=key, request="", body="", at=moment)
                .on_conflict_do_nothing()
                .returning(IdempotencyRow.key)
            ).first()
            return None if claimed else session.get(IdempotencyRow, (person_id, key))

    def _settle(self, person_id: str, key: str, digest: str, said: "_Said | None") -> None:
        """Keep the answer; where it cannot be given again, let go of the key."""
        with self._database.session() as session:
            row = session.get(IdempotencyRow, (person_id, key))
            if row is None:
                return
            if said is None:
                session.delete(row)
                return
            row.request, row.status = digest, said.status
            row.headers, row.body = said.headers, said.body.decode()


class _Heard:
    """The body of a request as it passes, and the digest of what was asked.

    The boundary of a form is left out of the digest, as clients draw a new one each time.
    """

    def __init__(self, receive: Receive, scope: Scope, headers: Headers) -> None:
        self._receive = receive
        self._sum = sha256(f"{scope['method']} {scope['path']}?".encode() + scope["query_string"])
        _, _, boundary = headers.get("content-type", "").partition("boundary=")
        self._boundary = boundary.partition(";")[0].strip('" ').encode()
        self._tail = b""
        self.is_whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._hear(message.get("body", b""))
            self.is_whole = not message.get("more_body", False)
        return message

    async def rest(self) -> None:
        """Hear what is left of the body."""
        while not self.is_whole:
            if (await self.receive())["type"] == "http.disconnect":
                return

    @property
    def digest(self) -> str:
        """SHA-256 of method, address and body, hexadecimal."""
        whole = self._sum.copy()
        whole.update(self._tail)
        return whole.hexdigest()

    def _hear(self, chunk: bytes) -> None:
        if not self._boundary:
            self._sum.update(chunk)
            return
        text = (self._tail + chunk).replace(self._boundary, b"")
        kept = min(len(text), len(self._boundary))  # a boundary may be cut in two
        self._sum.update(text[: len(text) - kept])
        self._tail = text[len(text) - kept :]


class _Said:
    """An answer as it passes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self._is_over = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            found = Headers(raw=message["headers"])
            self.headers = {name: found[name] for name in _KEPT_HEADERS if name in found}
        elif message["type"] == "http.response.body":
            if len(self.body) <= MIB:
                self.body += message.get("body", b"")
            self._is_over = not message.get("more_body", False)
        await self._send(message)

    @property
    def may_be_kept(self) -> bool:
        """Whether it is whole, small, of text, and says that something was done."""
        kind = self.headers.get("content-type", "application/json")
        is_text = kind.partition(";")[0].endswith("json")
        return self._is_over and self.status < 300 and is_text and len(self.body) <= MIB


async def _check_same(before: IdempotencyRow, body: _Heard) -> None:
    """Nothing, where the request is the one that was answered.

    Raises:
        ConflictError: it is being answered just now.
        RefusedError: it is another.
    """
    if before.status is None:
        raise ConflictError(request_faults.still_answering())
    await body.rest()
    if body.digest != before.request:
        raise RefusedError(request_faults.another_request())


async def _replay(row: IdempotencyRow, send: Send) -> None:
    headers: Mapping[str, str] = {**(row.headers or {}), "idempotent-replayed": "true"}
    await send(
        {
            "type": "http.response.start",
            "status": row.status,
            "headers": [
                (name.encode(), value.encode("latin-1")) for name, value in headers.items()
            ],
        }
    )
    await send({"type": "http.response.body", "body": row.body.encode()})
