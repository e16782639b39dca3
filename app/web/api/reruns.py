"""The JSON interface: the archive assessed anew by another edition, for administrators."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from app.jobs import rerun as runs
from app.jobs.listing import reruns
from app.jobs.tables import JobState
from app.web.access import Administrator
from app.web.described import problems
from app.web.service import ServiceOf

router = APIRouter(prefix="/api/reruns", tags=["jobs"])


class RerunOrder(BaseModel):
    """By which editions."""

    editions: list[str] = Field(
        default=[],
        max_length=20,
        description="`pack@date`, in the place of those that governed; none: by the same editions, "
        "with this version of the program.",
        examples=[["kr_notice@2021-07-01"]],
    )


class RerunStatus(BaseModel):
    """How far a re-run has come."""

    id: str
    begun_at: datetime
    editions: list[str]
    states: dict[JobState, int] = Field(description="How many rounds are in which state.")
    otherwise: int = Field(description="Rounds of which something is judged otherwise now.")


class RerunList(BaseModel):
    """Re-runs, the newest first."""

    items: list[RerunStatus]


class Begun(BaseModel):
    """What was begun."""

    id: str
    rounds: int = Field(description="Filed rounds it is of; with none there is nothing to follow.")


class Cancelled(BaseModel):
    """What was cancelled."""

    rounds: int


@router.get("", summary="Re-runs of the archive", responses=problems(401, 403, 422))
def list_reruns(
    service: ServiceOf,
    _administrator: Administrator,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> RerunList:
    """The last ones."""
    with service.database.reading() as session:
        return RerunList(items=[_status(run) for run in reruns(session, limit=limit)])


@router.post(
    "",
    status_code=202,
    summary="Assess every filed round anew",
    responses=problems(401, 403, 422),
)
def begin(
    response: Response, service: ServiceOf, administrator: Administrator, order: RerunOrder
) -> Begun:
    """What was filed stays as it is; workers do it behind the reviews that people wait for."""
    rerun_id, rounds = runs.begin(
        service.jobs, service.database, order.editions, person_id=administrator.id
    )
    response.headers["Location"] = f"/api/reruns/{rerun_id}"
    return Begun(id=rerun_id, rounds=rounds)


@router.get("/{rerun_id}", summary="Where a re-run stands", responses=problems(401, 403, 404, 422))
def show(service: ServiceOf, _administrator: Administrator, rerun_id: str) -> RerunStatus:
    """Rounds by state, and how many are judged otherwise."""
    with service.database.reading() as session:
        return _status(runs.progress(session, rerun_id))


@router.delete("/{rerun_id}", summary="Cancel a re-run", responses=problems(401, 403, 404, 422))
def cancel(service: ServiceOf, _administrator: Administrator, rerun_id: str) -> Cancelled:
    """What is done of it stays."""
    with service.database.reading() as session:
        runs.rounds(session, rerun_id)  # refused where there is none
    return Cancelled(rounds=runs.cancel(service.jobs, service.database, rerun_id))


def _status(run: runs.Rerun) -> RerunStatus:
    return RerunStatus(
        id=run.id,
        begun_at=run.begun_at,
        editions=list(run.editions),
        states={JobState(state): n for state, n in run.states.items()},
        otherwise=run.otherwise,
    )
