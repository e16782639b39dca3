"""For those who run the service: whether it answers, whether it can take work, and its numbers."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from app.web.access import Public
from app.web.described import problems
from app.web.models import Health
from app.web.service import Service, ServiceOf
from app.web.signin import address_of

router = APIRouter(tags=["service"])

_HERE = ("127.0.0.1", "::1")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@router.get("/healthz", summary="Whether the process answers", dependencies=[Public])
def healthz() -> Health:
    """Says so."""
    return Health(status="ok")


@router.get(
    "/readyz",
    summary="Whether it can take work",
    dependencies=[Public],
    responses={503: {"model": Health, "description": "Something it needs is lacking"}},
)
def readyz(service: ServiceOf, response: Response) -> Health:
    """What it needs: the database, the queues of jobs, the store of files."""
    lacking = lacking_of(service)
    response.status_code = 503 if lacking else 200
    return Health(status="lacking" if lacking else "ok", lacking=lacking)


@router.get(
    "/metrics",
    summary="Numbers for Prometheus",
    dependencies=[Public],
    response_class=Response,
    responses={
        200: {
            "description": "The text format of Prometheus",
            "content": {CONTENT_TYPE_PLAIN_0_0_4: {"schema": {"type": "string"}}},
        },
        **problems(404, 422),
    },
)
def metrics(
    request: Request, service: ServiceOf, authorization: Annotated[str, Header()] = ""
) -> Response:
    """Requests, times, jobs and workers. For this machine, or with the token of the settings."""
    if not _may_read(request, service.settings.metrics_token, authorization):
        raise HTTPException(404)
    registry: CollectorRegistry = request.app.state.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def lacking_of(service: Service) -> list[str]:
    """What the service needs and does not have now."""
    lacking = [] if service.jobs.is_running else ["jobs"]
    try:
        with service.database.reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        lacking.append("database")
    if not service.blobs.is_reachable():
        lacking.append("blobs")
    return lacking


def _may_read(request: Request, token: str, authorization: str) -> bool:
    if token:
        return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())
    # What a proxy on this machine hands on comes from this machine too, and says so in a header.
    handed_on = any(name in request.headers for name in _FORWARDED)
    return address_of(request.scope) in _HERE and not handed_on
