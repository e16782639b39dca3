"""The JSON interface: meetings of a committee, their members, attendance and agenda."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.auth.standing import standing
from app.auth.tables import PersonRow
from app.cases.states import CaseState
from app.cases.tables import MeetingRow
from app.procedure import meetings
from app.web.access import SignedIn
from app.web.case_models import CaseLine, line_of
from app.web.described import problems
from app.web.service import ServiceOf

router = APIRouter(prefix="/api/meetings", tags=["meetings"])

_IDS: list[JsonValue] = [
    "5b1f7c9e-2d1b-4c8b-9a51-0d2f4b6c8e11",
    "6c2a8d0f-3e2c-4d9c-8b62-1e3a5c7d9f22",
]


class NewMeeting(BaseModel):
    """A meeting to be held."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "committee_id": "a4e7f7de-5a3b-4b0e-a5d5-6a2f4b0c9d11",
                    "held_on": "2026-11-20",
                    "title": "2026년 제11회",
                    "place": "구청 5층 회의실",
                    "members": _IDS,
                }
            ]
        },
    )

    committee_id: str = Field(max_length=36)
    held_on: date
    title: str = Field(default="", max_length=200)
    place: str = Field(default="", max_length=200)
    members: list[str] = Field(max_length=200, description="Ids of those named: 9 to 21.")


class AttendeeModel(BaseModel):
    """Somebody named for a meeting."""

    id: str
    name: str
    field: str
    present: bool


class MeetingLine(BaseModel):
    """A meeting as lists show it."""

    id: str
    committee_id: str
    held_on: date
    title: str
    place: str
    opened_at: datetime | None
    closed_at: datetime | None
    named: int
    present: int
    needed: int = Field(description="How many are needed for a quorum.")
    has_quorum: bool


class MeetingModel(MeetingLine):
    """A meeting with its members and its agenda."""

    members: list[AttendeeModel]
    agenda: list[CaseLine] = Field(description="Only cases you may see.")


class MeetingPage(BaseModel):
    """Some meetings of your committees, the latest first."""

    items: list[MeetingLine]
    total: int
    offset: int
    limit: int


@router.get("", summary="List the meetings of your committees", responses=problems(401, 422))
def list_meetings(
    service: ServiceOf,
    person: SignedIn,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MeetingPage:
    """The latest first."""
    with service.database.reading() as session:
        rows = meetings.meetings_of(session, person)
        items = [MeetingLine(**_plain(session, row)) for row in rows[offset : offset + limit]]
    return MeetingPage(items=items, total=len(rows), offset=offset, limit=limit)


@router.post(
    "",
    status_code=201,
    summary="Call a meeting",
    responses=problems(401, 403, 404, 422),
)
def create(service: ServiceOf, person: SignedIn, said: NewMeeting) -> MeetingModel:
    """For secretary and chair: its day, and the members named for it."""
    with service.database.session() as session:
        row = meetings.create(
            session,
            person,
            committee_id=said.committee_id,
            held_on=said.held_on,
            members=said.members,
            title=said.title.strip(),
            place=said.place.strip(),
        )
        return shown(session, person, row)


@router.get("/{meeting_id}", summary="A meeting", responses=problems(401, 404, 422))
def show(service: ServiceOf, person: SignedIn, meeting_id: str) -> MeetingModel:
    """Its members, who is there, whether that is enough, and its agenda."""
    with service.database.reading() as session:
        return shown(session, person, meetings.meeting_for(session, person, meeting_id))


_PEOPLE: dict[str, Any] = {"people": {"summary": "Ids of people", "value": _IDS}}
_Ids = Annotated[list[str], Body(max_length=200, openapi_examples=_PEOPLE)]


@router.put(
    "/{meeting_id}/members",
    summary="Name the members of a meeting anew",
    responses=problems(401, 403, 404, 409, 422),
)
def name(service: ServiceOf, person: SignedIn, meeting_id: str, people: _Ids) -> MeetingModel:
    """Before it opens: 9 to 21 of the committee."""
    with service.database.session() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        meetings.name(session, row, person, people)
        return shown(session, person, row)


@router.put(
    "/{meeting_id}/attendance",
    summary="Take down who is there",
    responses=problems(401, 403, 404, 409, 422),
)
def attend(service: ServiceOf, person: SignedIn, meeting_id: str, people: _Ids) -> MeetingModel:
    """All of those named who are there now; the others are not."""
    with service.database.session() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        meetings.attend(session, row, person, people)
        return shown(session, person, row)


@router.post(
    "/{meeting_id}/open",
    summary="Open a meeting",
    responses=problems(401, 403, 404, 409, 422),
)
def open_meeting(service: ServiceOf, person: SignedIn, meeting_id: str) -> MeetingModel:
    """With more than half of those named there."""
    with service.database.session() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        meetings.open_meeting(session, row, person)
        return shown(session, person, row)


@router.post(
    "/{meeting_id}/close",
    summary="Close a meeting",
    responses=problems(401, 403, 404, 409, 422),
)
def close_meeting(service: ServiceOf, person: SignedIn, meeting_id: str) -> MeetingModel:
    """With no item left in session."""
    with service.database.session() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        meetings.close_meeting(session, row, person)
        return shown(session, person, row)


def shown(session: Session, person: PersonRow, row: MeetingRow) -> MeetingModel:
    """A meeting as somebody of the committee sees it; cases they may not see are left out."""
    people = {
        attendance.person_id: attendance.present
        for attendance in meetings.attendances(session, row.id)
    }
    members = sorted(
        (session.get_one(PersonRow, id) for id in people), key=lambda one: (one.name, one.id)
    )
    return MeetingModel(
        **_plain(session, row),
        members=[
            AttendeeModel(id=m.id, name=m.name, field=m.field, present=people[m.id])
            for m in members
        ],
        agenda=[
            line_of(session, person, case)
            for case in meetings.agenda(session, row.id)
            if standing(session, person, case).may(Permission.READ, CaseState(case.state))
        ],
    )


def _plain(session: Session, row: MeetingRow) -> dict[str, Any]:
    quorum = meetings.quorum_of(session, row)
    return {
        "id": row.id,
        "committee_id": row.committee_id,
        "held_on": row.held_on,
        "title": row.title,
        "place": row.place,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        "named": quorum.named,
        "present": quorum.present,
        "needed": quorum.needed,
        "has_quorum": quorum.holds,
    }
