"""The JSON interface: cases, what may be done on them, their rounds, their history."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.procedure import history, listing
from app.procedure.actions import Action
from app.web import case_acts
from app.web.access import OnCase, SignedIn, needs
from app.web.case_acts import Given
from app.web.case_models import (
    CaseLine,
    CaseModel,
    CasePage,
    case_of,
    line_of,
)
from app.web.described import problems
from app.web.etag import IfMatch, tag
from app.web.service import Service, ServiceOf

router = APIRouter(prefix="/api/cases", tags=["cases"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]


class EntryModel(BaseModel):
    """Something that was done on the case."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "at": "2026-10-05T01:00:00Z",
                    "action": "case.file",
                    "by": "5b1f…",
                    "to": "filed",
                    "round": 1,
                }
            ]
        }
    )

    at: datetime
    action: str
    by: str | None = Field(description="Who did it; null for others than you, to an applicant.")
    to: CaseState | None
    round: int | None


class History(BaseModel):
    """What was done on a case, the newest first."""

    items: list[EntryModel]
    total: int
    offset: int
    limit: int


@router.get("", summary="List the cases you may see, those due first", responses=problems(401, 422))
def list_cases(
    service: ServiceOf,
    person: SignedIn,
    state: Annotated[
        list[CaseState] | None, Query(description="Only in these states; may be repeated.")
    ] = None,
    mine: Annotated[bool, Query(description="Only your own, and those you were put on.")] = False,
    q: Annotated[
        str, Query(max_length=200, description="Words of number, title, address or parcel.")
    ] = "",
    due_by: Annotated[date | None, Query(description="Only with a term until this day.")] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasePage:
    """Your pre-checks, the cases of your committees, and those you were put on."""
    with service.database.reading() as session:
        rows, total = listing.found(
            session,
            person,
            states=tuple(state or ()),
            mine=mine,
            words=q,
            due_by=due_by,
            offset=offset,
            limit=limit,
        )
        items: list[CaseLine] = [line_of(session, person, row) for row in rows]
    return CasePage(items=items, total=total, offset=offset, limit=limit)


@router.get("/{case_id}", summary="A case, and what you may do", responses=problems(401, 404, 422))
def show(service: ServiceOf, on_case: Reader, response: Response) -> CaseModel:
    """State, running terms with their provisions, rounds, members, and the steps that are yours."""
    return _shown(service, on_case.person, on_case.case.id, response)


@router.delete(
    "/{case_id}",
    status_code=204,
    summary="Remove a pre-check",
    response_model=None,
    responses=problems(401, 403, 404, 409, 422),
)
def remove(
    service: ServiceOf, on_case: Annotated[OnCase, Depends(needs(Permission.REMOVE))]
) -> Response:
    """Remove it with all that was uploaded for it. What was filed is withdrawn instead."""
    service.remove(on_case.case.id, by=on_case.person)
    return Response(status_code=204)


_ACTIONS: dict[str, Any] = {
    "file": {"summary": "File, knowing what lacks", "value": {"knowing": True}},
    "ask_supplement": {
        "summary": "Say what is to be supplied",
        "value": {"asked": "배치도에 보안등 위치를 표시하십시오."},
    },
    "schedule": {
        "summary": "Put it on the agenda of a meeting",
        "value": {"meeting_id": "5f0c6c1e-3d0a-4a51-9d9b-0f1c2d3e4f50", "item": "안건 3"},
    },
    "accept": {"summary": "What needs nothing more", "value": {}},
}


@router.post(
    "/{case_id}/actions/{action}",
    summary="Take a step of the procedure",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def act(
    service: ServiceOf,
    on_case: Reader,
    action: Action,
    response: Response,
    given: Annotated[Given, Body(openapi_examples=_ACTIONS)] = Given(),  # noqa: B008 - only read
    if_match: IfMatch = "",
) -> CaseModel:
    """Go by a row of the procedure's table: who may, from which state, is said in `steps`.

    Opinions are published and decisions made on their own addresses.
    """
    case_acts.act(service, on_case.person, on_case.case.id, action, given, if_match=if_match)
    return _shown(service, on_case.person, on_case.case.id, response)


@router.get(
    "/{case_id}/history",
    summary="What was done on a case",
    responses=problems(401, 403, 404, 422),
)
def list_history(
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.READ_HISTORY))],
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> History:
    """From the audit log, the newest first."""
    with service.database.reading() as session:
        entries = history.entries_of(session, on_case.case.id)
    applicant = on_case.standing.roles == {Role.ARCHITECT}
    items = [
        EntryModel(
            at=e.at,
            action=e.action,
            by=None if applicant and e.person_id != on_case.person.id else e.person_id,
            to=e.to,
            round=e.round,
        )
        for e in entries[offset : offset + limit]
    ]
    return History(items=items, total=len(entries), offset=offset, limit=limit)


def _shown(service: Service, person: PersonRow, case_id: str, response: Response) -> CaseModel:
    with service.database.reading() as session:
        shown = case_of(session, person, session.get_one(CaseRow, case_id))
    tag(response, shown.version)
    return shown
