"""The pages of administrators on what is done in the background, and on re-runs of the archive."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.cases.tables import CaseRow
from app.db import State
from app.errors import ServiceError
from app.jobs import rerun as runs
from app.jobs.kind import REVIEW
from app.jobs.listing import Task, Which, reruns, tasks
from app.jobs.outputs import COMPARISON, COPY, EXPORT, FORMS
from app.jobs.returned import RETURN
from app.jobs.tables import FINAL, JobRow, JobState, WorkerRow
from app.web.access import Administrator
from app.web.page import page
from app.web.paging import around
from app.web.refused import problem_of_form
from app.web.service import Service, ServiceOf
from app.web.when import seoul
from app.web.words import STATE_NAMES
from cpted_rules.pack import every_edition
from cpted_rules.text import Text

router = APIRouter(prefix="/admin", include_in_schema=False)

_LISTED = 50
_RERUNS = 10
KIND_NAMES = {
    REVIEW: Text(ko="검토", en="Review"),
    RETURN: Text(ko="돌아온 파일 읽기", en="Reading a returned file"),
    COMPARISON.name: Text(ko="차수 비교", en="Comparing rounds"),
    FORMS.name: Text(ko="서식", en="Forms"),
    EXPORT.name: Text(ko="내보내기", en="Export"),
    COPY.name: Text(ko="사본", en="Copy"),
    runs.AGAIN: Text(ko="다시 판정", en="Assessing anew"),
}
JOB_STATE_NAMES = {
    **{state.value: name for state, name in STATE_NAMES.items()},
    JobState.RUNNING.value: Text(ko="실행 중", en="Running"),
}
WHICH_NAMES = {
    Which.OPEN: Text(ko="대기·실행 중", en="Waiting and running"),
    Which.FAILED: Text(ko="실패", en="Failed"),
    Which.ALL: Text(ko="모두", en="All"),
}


@router.get("/jobs")
def list_jobs(
    request: Request,
    service: ServiceOf,
    _administrator: Administrator,
    which: Annotated[Which, Query()] = Which.OPEN,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """What waits, runs and failed; who works on it; re-runs of the archive."""
    return _listed(request, service, which, offset)


@router.post("/jobs/{job_id}", response_model=None)
def act(
    request: Request,
    service: ServiceOf,
    _administrator: Administrator,
    job_id: str,
    act: Annotated[str, Form(pattern="^(cancel|retry)$")],
    which: Annotated[Which, Form()] = Which.OPEN,
) -> HTMLResponse | RedirectResponse:
    """Cancel a task, or begin it anew."""
    try:
        (service.jobs.cancel if act == "cancel" else service.jobs.retry)(job_id)
    except ServiceError as error:
        return _listed(request, service, which, 0, error=error)
    return RedirectResponse(f"/admin/jobs?which={which.value}", status_code=303)


@router.post("/reruns", response_model=None)
def begin_rerun(
    request: Request,
    service: ServiceOf,
    administrator: Administrator,
    edition: Annotated[list[str], Form(max_length=20)] = [],  # noqa: B006 - FastAPI copies defaults
) -> HTMLResponse | RedirectResponse:
    """Assess every filed round anew."""
    try:
        rerun_id, rounds = runs.begin(
            service.jobs,
            service.database,
            [one for one in edition if one],
            person_id=administrator.id,
        )
    except ServiceError as error:
        return _listed(request, service, Which.OPEN, 0, error=error)
    address = f"/admin/reruns/{rerun_id}" if rounds else "/admin/jobs"
    return RedirectResponse(address, status_code=303)


@router.get("/reruns/{rerun_id}")
def show_rerun(
    request: Request, service: ServiceOf, _administrator: Administrator, rerun_id: str
) -> HTMLResponse:
    """The rounds of a re-run, with what is judged otherwise in each."""
    with service.database.reading() as session:
        rows = runs.rounds(session, rerun_id)
        cases = {row.case_id for row in rows if row.case_id}
        wanted = select(CaseRow.id, CaseRow.number).where(CaseRow.id.in_(cases))
        numbers = {row.id: row.number for row in session.execute(wanted)}
    return page(
        request,
        "admin_rerun.html",
        run=_run(runs.Rerun.of(rerun_id, rows)),
        rounds=[_round(row, numbers) for row in rows],
    )


@router.post("/reruns/{rerun_id}")
def cancel_rerun(
    service: ServiceOf, _administrator: Administrator, rerun_id: str
) -> RedirectResponse:
    """Cancel what is left of a re-run."""
    runs.cancel(service.jobs, service.database, rerun_id)
    return RedirectResponse(f"/admin/reruns/{rerun_id}", status_code=303)


def _listed(
    request: Request,
    service: Service,
    which: Which,
    offset: int,
    error: ServiceError | None = None,
) -> HTMLResponse:
    with service.database.reading() as session:
        rows, total = tasks(session, which, offset=offset, limit=_LISTED)
        workers = session.scalars(select(WorkerRow).order_by(WorkerRow.started_at)).all()
        made = reruns(session, limit=_RERUNS)
        filed = len(runs.filed_rounds(session))
    return page(
        request,
        "admin_jobs.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        rows=[_task(row) for row in rows],
        total=total,
        which=which.value,
        choices=[(one.value, name) for one, name in WHICH_NAMES.items()],
        **around(offset, shown=_LISTED, total=total),
        workers=[
            {"host": one.host, "process": one.process, "seen": seoul(one.seen_at, seconds=True)}
            for one in workers
        ],
        reruns=[_run(run) for run in made],
        filed=filed,
        editions=[
            (edition.id, edition.cite, edition.applies_from.isoformat())
            for edition in every_edition().values()
        ],
    )


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "kind": KIND_NAMES.get(task.kind, Text(ko=task.kind, en=task.kind)),
        "case": task.case_number,
        "state": task.state,
        "state_name": JOB_STATE_NAMES[task.state],
        "done": task.done,
        "total": task.total,
        "fault": task.problem.title.text() if task.problem else None,
        "created": seoul(task.created_at),
        "finished": seoul(task.finished_at),
        "seconds": f"{task.seconds:.1f}" if task.seconds is not None else "",
        "may_cancel": not task.is_over,
        "may_retry": task.state in (State.FAILED, State.CANCELLED),
    }


def _run(run: runs.Rerun) -> dict[str, Any]:
    return {
        "id": run.id,
        "begun": seoul(run.begun_at),
        "editions": run.editions,
        "over": run.over,
        "total": run.total,
        "is_over": run.over == run.total,
        "failed": run.states.get(JobState.FAILED, 0),
        "otherwise": run.otherwise,
    }


def _round(row: JobRow, numbers: dict[str, str]) -> dict[str, Any]:
    found = row.result or {}
    return {
        "case": row.case_id,
        "number": numbers.get(row.case_id or "", ""),
        "state": row.state,
        "state_name": JOB_STATE_NAMES[row.state],
        "is_over": row.state in FINAL,
        "otherwise": runs.is_otherwise(row),
        **{key: found.get(key) for key in ("changed", "gone", "new", "same_plan")},
    }
