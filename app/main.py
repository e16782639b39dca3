"""The service: the application put together, and how it is served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import BoundedSemaphore

import anyio.to_thread
import uvicorn
from fastapi import APIRouter, FastAPI, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response as StarletteResponse

from app import faults
from app.blobs import Blobs
from app.config import MIB, ServiceSettings, load_settings
from app.db import Database
from app.errors import TooLargeError
from app.jobs import REVIEW_ENTRY, Jobs, locked
from app.web import api, pages, reading_api
from app.web.guard import Guard
from app.web.models import Health
from app.web.problems import problem_of, respond
from app.web.service import Service
from cpted_rules.errors import CptedError

_ABOUT = """
Reviews building plans against Korean CPTED instruments (범죄예방 건축기준). Send a submission as
a zip, follow its review, take the report, the assessment and the marked-up drawing.

Errors are problem details (RFC 9457): every fault says where it is, what was found, what was
expected and what to do, in the language of `Accept-Language` (Korean or English), with the other
one in `other`.

This version has no sign-in: it answers on this machine only, unless its operator says otherwise.
What it says supports a review; it is not the committee's result.
"""
_FORM_BYTES = MIB  # what a form has around its file


def create_app(
    settings: ServiceSettings,
    *,
    review_entry: str = REVIEW_ENTRY,
    import_from: tuple[Path, ...] = (),
) -> FastAPI:
    """The application. Its jobs start and stop with it.

    Args:
        review_entry: what the child process calls to review a submission.
        import_from: folders the child imports from besides the installed packages.
    """
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.database)
    blobs = Blobs(settings.blobs_folder)
    jobs = Jobs(settings, database, blobs, entry=review_entry, import_from=import_from)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        database.migrate()
        await anyio.to_thread.run_sync(jobs.start)
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(jobs.stop)
            database.close()

    app = FastAPI(
        title="CPTED plan review",
        version="0.1.0",
        description=_ABOUT,
        lifespan=life,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        openapi_tags=[
            {"name": "submissions", "description": "Send, follow, cancel"},
            {"name": "results", "description": "What a review made"},
            {"name": "offices", "description": "What layers and blocks mean, by office"},
            {"name": "schemas", "description": "Formats, as JSON Schema"},
            {"name": "service", "description": "For those who run it"},
        ],
    )
    app.state.service = Service(settings, database, blobs, jobs, BoundedSemaphore(2))
    app.add_middleware(
        Guard,
        hosts=settings.allowed_hosts,
        upload_bytes=settings.upload_bytes,
        body_bytes=settings.upload_bytes + _FORM_BYTES,
    )
    for kind in (CptedError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_error)
    # Not the application's own limit: that one stands before Guard and answers in plain text.
    bounded = APIRouter(max_body_size=settings.upload_bytes + _FORM_BYTES)
    routers = (api.router, reading_api.router, api.results, reading_api.offices, api.schemas)
    for router in (*routers, pages.router):
        bounded.include_router(router)
    app.include_router(bounded)
    pages.mount_files(app)
    _add_health(app, database, jobs)
    return app


def serve(host: str | None, port: int | None, settings: ServiceSettings | None = None) -> None:
    """Answer requests until told to stop.

    Args:
        host, port: where to listen, if not where the settings say.
        settings: those of the environment, if not given.

    Raises:
        ConfigurationError: a setting is wrong or unsafe, or the data folder is in use.
    """
    given = settings.model_dump() if settings else {}
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(**(given | chosen))
    with locked(settings.data_folder):
        pass  # said before the server starts, which would only show where it was raised
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )


def _answer_error(request: Request, error: Exception) -> StarletteResponse:
    if isinstance(error, HTTPException) and error.status_code == 413:
        limit = request.app.state.service.settings.upload_bytes
        error = TooLargeError(faults.upload_too_large(None, limit))
    problem, status = problem_of(error)
    if pages.is_for_people(request):
        return pages.error_page(request, problem, status)
    return respond(request, problem, status)


def _add_health(app: FastAPI, database: Database, jobs: Jobs) -> None:
    @app.get("/healthz", tags=["service"], summary="Whether the process answers")
    def healthz() -> Health:
        return Health(status="ok")

    @app.get(
        "/readyz",
        tags=["service"],
        summary="Whether it can take work",
        responses={503: {"model": Health, "description": "Something it needs is lacking"}},
    )
    def readyz(response: Response) -> Health:
        lacking = [] if jobs.is_running else ["jobs"]
        try:
            with database.reading() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            lacking.append("database")
        response.status_code = 503 if lacking else 200
        return Health(status="lacking" if lacking else "ok", lacking=lacking)
