"""The pages of meetings: their list, calling one, its members, attendance and agenda."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth.roles import BODY_NAMES, ROLE_NAMES, Role
from app.auth.tables import CommitteeRow
from app.procedure import articles, clocks, meetings
from app.procedure.assignment import members_of
from app.procedure.clocks import ends_on, seoul_day
from app.procedure.meetings import FEWEST, MOST
from app.web.access import SignedIn
from app.web.api.meetings import shown
from app.web.page import page
from app.web.service import ServiceOf
from app.web.work_page import due_of, listed

router = APIRouter(include_in_schema=False)

_KEEPERS = frozenset({Role.SECRETARY, Role.CHAIR})


@router.get("/meetings")
def list_meetings(request: Request, service: ServiceOf, person: SignedIn) -> HTMLResponse:
    """The meetings of one's committees; those to come first, then those that were."""
    today = seoul_day()
    with service.database.reading() as session:
        rows = [shown(session, person, row) for row in meetings.meetings_of(session, person)]
        keeps = bool(meetings.committees_of(session, person, _KEEPERS))
        names = {
            row.committee_id: session.get_one(CommitteeRow, row.committee_id).name for row in rows
        }
    coming = sorted(
        (row for row in rows if row.held_on >= today and not row.closed_at),
        key=lambda row: row.held_on,
    )
    return page(
        request,
        "meetings.html",
        coming=coming,
        past=[row for row in rows if row not in coming],
        days={row.id: due_of(row.held_on, today) for row in rows},
        committees=names,
        keeps=keeps,
    )


@router.get("/meetings/new")
def new(
    request: Request, service: ServiceOf, person: SignedIn, committee: str = ""
) -> HTMLResponse:
    """Call a meeting: its committee, day, place, and who is named for it."""
    with service.database.reading() as session:
        ids = meetings.committees_of(session, person, _KEEPERS)
        committees = [session.get_one(CommitteeRow, id) for id in ids]
        chosen = next((c for c in committees if c.id == committee), None) or (
            committees[0] if committees else None
        )
        members = members_of(session, chosen.id) if chosen else ()
    return page(
        request,
        "meeting_new.html",
        committees=committees,
        chosen=chosen,
        members=members,
        role_names=ROLE_NAMES,
        body_names=BODY_NAMES,
        fewest=str(FEWEST),
        most=str(MOST),
        article=articles.SIZE,
        today=seoul_day().isoformat(),
    )


@router.post("/meetings")
def create(
    service: ServiceOf,
    person: SignedIn,
    committee_id: Annotated[str, Form(max_length=36)],
    held_on: Annotated[date, Form()],
    title: Annotated[str, Form(max_length=200)] = "",
    place: Annotated[str, Form(max_length=200)] = "",
    members: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse:
    """The form of a new meeting."""
    with service.database.session() as session:
        row = meetings.create(
            session,
            person,
            committee_id=committee_id,
            held_on=held_on,
            members=members,
            title=title.strip(),
            place=place.strip(),
        )
    return RedirectResponse(f"/meetings/{row.id}", status_code=303)


@router.get("/meetings/{meeting_id}")
def show(request: Request, service: ServiceOf, person: SignedIn, meeting_id: str) -> HTMLResponse:
    """A meeting: its agenda, who is there, and whether that is enough."""
    today = seoul_day()
    with service.database.reading() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        meeting = shown(session, person, row)
        cases = [
            listed(session, person, case, today)
            for case in meetings.agenda(session, row.id)
            if case.id in {line.id for line in meeting.agenda}
        ]
        keeps = meetings.keeps(session, person, row.committee_id)
        committee = session.get_one(CommitteeRow, row.committee_id).name
    return page(
        request,
        "meeting.html",
        meeting=meeting,
        committee=committee,
        due=due_of(meeting.held_on, today),
        cases=list(zip(cases, meeting.agenda, strict=True)),
        keeps=keeps,
        dates=_dates(meeting.held_on),
        article=articles.QUORUM,
    )


@router.post("/meetings/{meeting_id}")
def change(
    service: ServiceOf,
    person: SignedIn,
    meeting_id: str,
    act: Annotated[str, Form(max_length=10)],
    present: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies defaults
) -> RedirectResponse:
    """Attendance taken down, the meeting opened or closed."""
    with service.database.session() as session:
        row = meetings.meeting_for(session, person, meeting_id)
        if act == "close":
            meetings.close_meeting(session, row, person)
        else:
            meetings.attend(session, row, person, present)
            if act == "open":
                meetings.open_meeting(session, row, person)
    return RedirectResponse(f"/meetings/{meeting_id}", status_code=303)


def _dates(held_on: date) -> list[dict[str, Any]]:
    """The days before a meeting by which things are to be done."""
    today = seoul_day()
    return [
        {
            "name": term.name,
            "due": due_of(ends_on(term, held_on), today),
            "article": term.article,
        }
        for term in (clocks.NAMED, clocks.SENT, clocks.SPOKEN, clocks.HELD)
    ]
