"""What every request passes: known host, no foreign page, a body within the limit; and headers on every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import ForeignOriginError, Problem, ServiceError, TooLargeError
from app.web.problems import respond
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

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

    Without sign-in the service trusts who can reach it, so a page of another site must not be able
    to reach it through the reader's browser: neither under a name of its own (DNS rebinding) nor by
    sending a form.
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
            return ServiceError(_unknown_host(host, self._hosts))
        if scope["method"] not in _SAFE and _is_foreign(headers, host):
            return ForeignOriginError(_foreign(headers))
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._body_bytes:
            return TooLargeError(too_large(int(length), self._upload_bytes))
        return None


def too_large(found: int | None, limit: int) -> Fault:
    """The fault of an upload above the limit; `found` is None where it was cut off."""
    return Fault(
        code="service/upload-size",
        where="file",
        found=same(_mib(found) if found is not None else f"> {_mib(limit)}"),
        expected=same(f"≤ {_mib(limit)}"),
        remedy=Text(
            ko="도면과 무관한 파일을 빼거나 나누어 올리십시오. 한도는 CPTED_UPLOAD_BYTES로 정합니다.",
            en="Leave out what is not part of the drawings, or split it. CPTED_UPLOAD_BYTES sets the limit.",
        ),
    )


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _is_foreign(headers: Headers, host: str) -> bool:
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != host


def _unknown_host(host: str, hosts: tuple[str, ...]) -> Fault:
    return Fault(
        code="service/host",
        where="Host",
        found=same(host or "-"),
        expected=same(", ".join(hosts)),
        remedy=Text(
            ko="주소를 확인하십시오. 다른 이름으로 열려면 CPTED_ALLOWED_HOSTS에 적습니다.",
            en="Check the address. Other names are allowed by CPTED_ALLOWED_HOSTS.",
        ),
    )


def _foreign(headers: Headers) -> Fault:
    return Fault(
        code="service/origin",
        where="Origin",
        found=same(headers.get("origin") or headers.get("sec-fetch-site") or "-"),
        expected=Text(ko="이 서비스의 페이지", en="a page of this service"),
        remedy=Text(
            ko="이 서비스의 페이지에서 올리십시오.", en="Upload from a page of this service."
        ),
    )


def _mib(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MiB"
