"""The service: the application put together, and how it is served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import BoundedSemaphore

import anyio.to_thread
import uvicorn
from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from prometheus_client import CollectorRegistry
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response as StarletteResponse

from app import faults, logs
from app.config import MIB, ServiceSettings, load_settings
from app.errors import ConfigurationError, TooLargeError
from app.jobs import REVIEW_ENTRY, locked
from app.jobs import faults as faults_of_jobs
from app.jobs.worker import Worker
from app.sandbox import Bounds
from app.screens.workshop import Workshop
from app.web import (
    account_pages,
    admin_pages,
    answer_pages,
    audit_pages,
    case_pages,
    committee_pages,
    condition_pages,
    decision_pages,
    health,
    help_pages,
    job_pages,
    meeting_pages,
    opinion_pages,
    pages,
    plan_page,
    reading_api,
    registry_pages,
    report_page,
    returns_pages,
    session_pages,
    signin_pages,
    upload_pages,
)
from app.web.api import (
    account,
    annotations,
    answers,
    audit,
    case_people,
    case_rounds,
    cases,
    conditions,
    consolidation,
    figures,
    keys,
    meetings,
    opinions,
    people,
    plan,
    reading_plan,
    registry,
    report,
    reruns,
    returns,
    sessions,
    submissions,
)
from app.web.api import jobs as jobs_api
from app.web.guard import Guard
from app.web.idempotency import Idempotency
from app.web.metrics import JobNumbers
from app.web.observed import Observed
from app.web.problems import problem_of, respond
from app.web.service import Service
from app.web.signin import SAFE, SignIn, from_own_page
from app.worker import parts_of
from cpted_rules.errors import CptedError
from cpted_rules.pack import every_edition

_ABOUT = """
Reviews building plans against Korean CPTED instruments (범죄예방 건축기준). Send a submission as
a zip, follow its review, take the report, the assessment and the marked-up drawing.

Errors are problem details (RFC 9457): every fault says where it is, what was found, what was
expected and what to do, in the language of `Accept-Language` (Korean or English), with the other
one in `other`.

Programs sign in with a personal token, `Authorization: Bearer cpted_…`, made on the account page.
Who may do what follows from their role on the case and where it stands; what somebody may not see
is answered as if it did not exist. What the service says supports a review; it is not the
committee's result.
"""
_FORM_BYTES = MIB  # what a form has around its file


def create_app(
    settings: ServiceSettings,
    *,
    web_only: bool = False,
    review_entry: str = REVIEW_ENTRY,
    import_from: tuple[Path, ...] = (),
) -> FastAPI:
    """The application. Its worker starts and stops with it.

    Args:
        web_only: jobs are queued for workers elsewhere (`cpted worker`).
        review_entry: what the child process calls to review a submission.
        import_from: folders the child imports from besides the installed packages.
    """
    parts = parts_of(settings, review_entry=review_entry)
    jobs, database, blobs = parts.jobs, parts.means.database, parts.means.blobs
    worker = None if web_only else Worker(parts.means, jobs, import_from=import_from)

    workshop = Workshop(
        database,
        blobs,
        Bounds(
            cpu_s=settings.cpu_seconds,
            wall_s=settings.wall_seconds,
            memory_bytes=settings.memory_bytes,
            file_bytes=settings.output_bytes,
        ),
    )

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(parts.open)
        await anyio.to_thread.run_sync(every_edition)  # the law is read before anybody asks for it
        try:
            if worker:
                await anyio.to_thread.run_sync(worker.start)
            yield
            await anyio.to_thread.run_sync(workshop.stop)
            if worker:
                await anyio.to_thread.run_sync(worker.stop)
        finally:
            await anyio.to_thread.run_sync(parts.close)

    app = FastAPI(
        title="CPTED plan review",
        version="0.1.0",
        description=_ABOUT,
        lifespan=life,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        openapi_tags=[
            {"name": "cases", "description": "The procedure: states, terms, rounds, people"},
            {"name": "meetings", "description": "Meetings, attendance, agenda"},
            {"name": "submissions", "description": "Send, follow, cancel"},
            {"name": "results", "description": "What a review made"},
            {"name": "jobs", "description": "Forms, tables and copies made when asked for"},
            {"name": "people", "description": "Accounts, tokens, committees"},
            {"name": "audit", "description": "Who did what and when, for administrators"},
            {"name": "offices", "description": "What layers and blocks mean, by office"},
            {"name": "schemas", "description": "Formats, as JSON Schema"},
            {"name": "service", "description": "For those who run it"},
        ],
    )
    app.state.workshop = workshop
    app.state.service = Service(settings, database, blobs, jobs, BoundedSemaphore(2))
    app.state.registry = CollectorRegistry()
    app.state.registry.register(JobNumbers(database, lost_s=settings.worker_lost_seconds))
    app.add_middleware(Idempotency, database=database)
    app.add_middleware(
        SignIn,
        database=database,
        https=settings.https,
        requests_per_minute=settings.requests_per_minute,
    )
    app.add_middleware(  # the last one added is the first that a request meets
        Guard,
        hosts=settings.allowed_hosts,
        upload_bytes=settings.upload_bytes,
        body_bytes=settings.upload_bytes + _FORM_BYTES,
    )
    app.add_middleware(Observed, registry=app.state.registry)
    for kind in (CptedError, RequestValidationError, HTTPException, StaleDataError, Exception):
        app.add_exception_handler(kind, _answer_error)
    # Not the application's own limit: that one stands before Guard and answers in plain text.
    bounded = APIRouter(
        max_body_size=settings.upload_bytes + _FORM_BYTES, dependencies=[Depends(from_own_page)]
    )
    for router in (
        submissions.router,
        jobs_api.router,
        reading_api.router,
        reading_plan.router,
        submissions.results,
        reading_api.offices,
        submissions.schemas,
        cases.router,
        case_rounds.router,
        case_people.router,
        meetings.router,
        plan.router,
        annotations.router,
        returns.router,
        report.router,
        keys.router,
        consolidation.router,  # before the opinions, whose ids would swallow its words
        opinions.router,
        answers.router,
        sessions.router,
        figures.router,
        conditions.router,
        plan_page.router,
        report_page.router,
        returns_pages.router,
        account.me,
        account.router,
        people.router,
        people.of_committees,
        audit.router,
        reruns.router,
        registry.router,
        registry_pages.router,
        help_pages.router,
        signin_pages.router,
        account_pages.router,
        admin_pages.router,
        committee_pages.router,
        audit_pages.router,
        job_pages.router,
        opinion_pages.router,
        answer_pages.router,
        session_pages.router,
        decision_pages.router,
        condition_pages.router,
        upload_pages.router,  # before `/cases/{case_id}`: one of its addresses is /cases/new
        case_pages.router,
        meeting_pages.router,
        pages.router,
    ):
        bounded.include_router(router)
    app.include_router(bounded)
    app.include_router(health.router)
    pages.mount_files(app)
    return app


def serve(
    host: str | None,
    port: int | None,
    settings: ServiceSettings | None = None,
    *,
    web_only: bool = False,
) -> None:
    """Answer requests until told to stop.

    Args:
        host, port: where to listen, if not where the settings say.
        settings: those of the environment, if not given.
        web_only: leave the jobs to `cpted worker`, on this machine or others.

    Raises:
        ConfigurationError: a setting is wrong or unsafe, or the data folder is in use.
    """
    given = settings.model_dump() if settings else {}
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = load_settings(**(given | chosen))
    if web_only and not settings.is_shared:
        raise ConfigurationError(faults_of_jobs.not_shared())
    if not settings.is_shared:
        with locked(settings.data_folder):
            pass  # said before the server starts, which would only show where it was raised
    logs.set_up(settings.log_format, settings.log_level)
    uvicorn.run(
        create_app(settings, web_only=web_only),
        host=settings.host,
        port=settings.port,
        server_header=False,
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=3,
    )


def _answer_error(request: Request, error: Exception) -> StarletteResponse:
    if isinstance(error, HTTPException) and error.status_code == 413:
        limit = request.app.state.service.settings.upload_bytes
        error = TooLargeError(faults.upload_too_large(None, limit))
    problem, status = problem_of(error)
    if pages.is_for_people(request) and status == 401 and request.method in SAFE:
        return signin_pages.sign_in_first(request)
    if pages.is_for_people(request):
        return pages.error_page(request, problem, status)
    return respond(request, problem, status)
