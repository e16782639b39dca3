"""What every request passes: a known host, no foreign page, a bounded body; and headers."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import faults
from app.errors import ForeignOriginError, Problem, ServiceError, TooLargeError
from app.web.problems import respond

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
POLICY_OF_PDF = _POLICY.replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:"
)
"""For the page that shows a PDF: PDF.js decodes images in WebAssembly, in a worker."""
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")


class Guard:
    """The outermost layer of the service.

    A page of another site must not be able to act through the reader's browser: neither under a
    name of its own (DNS rebinding) nor by sending a form, be it that of sign-in, which has no
    session yet whose word it could carry.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: tuple[str, ...], upload_bytes: int, body_bytes: int
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._upload_bytes = upload_bytes
        self._body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send_with_headers)
            return
        response = respond(Request(scope), Problem.of(refusal), refusal.status)
        await response(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> ServiceError | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if "*" not in self._hosts and _without_port(host) not in self._hosts:
            return ServiceError(faults.unknown_host(host, self._hosts))
        if scope["method"] not in _SAFE and _is_foreign(headers, host):
            return ForeignOriginError(
                faults.foreign_origin(headers.get("origin") or headers["sec-fetch-site"])
            )
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._body_bytes:
            return TooLargeError(faults.upload_too_large(int(length), self._upload_bytes))
        return None


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _is_foreign(headers: Headers, host: str) -> bool:
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != host
