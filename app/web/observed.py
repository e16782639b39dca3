"""What is seen of requests from outside: a line in the log, counts and times for Prometheus."""

import re
import time
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.logs import logger

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_UNSEEN = ("/healthz", "/readyz", "/metrics", "/static/{path:path}")
"""Asked so often, or so little of anybody's interest, that the log is kept free of them."""

_log = logger("cpted.request")


class Observed:
    """The outermost layer: names each request, and tells how it went.

    A request is told of by the pattern of its route (`/cases/{case_id}`), never by its address, and
    its time is that to the first byte of the answer, as some answers are followed for minutes.
    """

    def __init__(self, app: ASGIApp, *, registry: CollectorRegistry) -> None:
        self._app = app
        self._requests = Counter(
            "cpted_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "cpted_http_request_seconds",
            "Time to the first byte of an answer.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        started, status, took = time.perf_counter(), 500, 0.0

        async def answer(message: Message) -> None:
            nonlocal status, took
            if message["type"] == "http.response.start":
                status, took = message["status"], time.perf_counter() - started
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, answer)
            finally:
                self._tell(scope, status, took or time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route = route_of(scope)
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
        if route in _UNSEEN and status < 500:
            return
        visitor = scope.get("state", {}).get("visitor")
        _log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1_000, 1),
            person=visitor.person.id if visitor else None,
        )


def route_of(scope: Scope) -> str:
    """The pattern of the route that a request took, `unmatched` where it took none."""
    path = getattr(scope.get("route"), "path", None)
    if path is None and scope.get("root_path"):
        return f"{scope['root_path']}/{{path:path}}"  # files under a mounted folder
    return path or "unmatched"
