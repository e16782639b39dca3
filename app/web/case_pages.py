"""The pages of cases: one's work, the list, uploading, a case, who is on it, what changed."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth.permissions import Permission
from app.auth.roles import BODY_NAMES, ROLE_NAMES, Role
from app.auth.tables import PersonRow
from app.cases.states import CASE_STATE_NAMES, CaseState
from app.cases.tables import CaseRow
from app.procedure import articles, assignment, listing, recusal, rounds
from app.procedure.actions import Action
from app.procedure.clocks import seoul_day
from app.procedure.ledger import SHEET_CHANGE_NAMES, SheetChange
from app.procedure.recusal import GROUND_NAMES, Ground
from app.procedure.scheduling import Excuse
from app.procedure.work import work_of
from app.web import case_acts
from app.web.access import OnCase, SignedIn, needs
from app.web.api.case_people import Recusal, recuse_on
from app.web.api.case_rounds import ledger_of
from app.web.case_acts import Given
from app.web.case_page import overview
from app.web.page import page
from app.web.paging import around
from app.web.service import ServiceOf
from app.web.work_page import listed, roles_of, work
from cpted_rules.compare import CHANGE_NAMES, Change
from cpted_rules.findings import VERDICT_NAMES

_LISTED = 30

router = APIRouter(include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Keeper = Annotated[OnCase, Depends(needs(Permission.ASSIGN))]


@router.get("/")
def home(request: Request, service: ServiceOf, person: SignedIn) -> HTMLResponse:
    """What waits for whoever is signed in."""
    with service.database.reading() as session:
        values = work(session, person, work_of(session, person))
    return page(request, "work.html", **values)


@router.get("/cases")
def cases(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    state: Annotated[CaseState | None, Query()] = None,
    mine: Annotated[bool, Query()] = False,
    q: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """The cases somebody may see."""
    today = seoul_day()
    with service.database.reading() as session:
        rows, total = listing.found(
            session,
            person,
            states=(state,) if state else (),
            mine=mine,
            words=q,
            offset=offset,
            limit=_LISTED,
        )
        counts = listing.counted(session, person)
        items = [listed(session, person, row, today) for row in rows]
        roles = roles_of(session, person)
    return page(
        request,
        "cases.html",
        rows=items,
        total=total,
        states=[(s.value, CASE_STATE_NAMES[s], counts[s]) for s in CaseState if s in counts],
        every=sum(counts.values()),
        chosen=state.value if state else "",
        mine=mine,
        q=q,
        may_upload=Role.ARCHITECT in roles,
        has_both=roles != (Role.ARCHITECT,),
        **around(offset, shown=_LISTED, total=total),
    )


@router.get("/cases/{case_id}")
def show(request: Request, service: ServiceOf, on_case: Reader) -> HTMLResponse:
    """Where a case stands, until when what is to be done, and by whom."""
    files = on_case.may(Permission.FILE) and on_case.may(Permission.UPLOAD)
    takes_in = on_case.may(Permission.INTAKE) and on_case.case.state != CaseState.SUPPLEMENT
    ready = case_acts.prepared(service, on_case.case.id) if files or takes_in else None
    with service.database.reading() as session:
        values = overview(session, on_case, ready)
    return page(request, "case.html", **values)


@router.post("/cases/{case_id}/actions/{action}")
def act(
    service: ServiceOf,
    on_case: Reader,
    action: Action,
    knowing: Annotated[bool, Form()] = False,
    committee_id: Annotated[str, Form(max_length=36)] = "",
    asked: Annotated[str, Form(max_length=4_000)] = "",
    meeting_id: Annotated[str, Form(max_length=36)] = "",
    item: Annotated[str, Form(max_length=100)] = "",
    excuse: Annotated[str, Form(max_length=20)] = "",
) -> RedirectResponse:
    """A step of the procedure, then the case again."""
    given = Given(
        knowing=knowing,
        committee_id=committee_id,
        asked=asked,
        meeting_id=meeting_id,
        item=item,
        excuse=Excuse(excuse) if excuse in tuple(Excuse) else None,
    )
    case_acts.act(service, on_case.person, on_case.case.id, action, given)
    return RedirectResponse(f"/cases/{on_case.case.id}", status_code=303)


@router.post("/cases/{case_id}/remove")
def remove(
    service: ServiceOf, on_case: Annotated[OnCase, Depends(needs(Permission.REMOVE))]
) -> RedirectResponse:
    """A pre-check removed."""
    service.remove(on_case.case.id, by=on_case.person)
    return RedirectResponse("/cases", status_code=303)


@router.get("/cases/{case_id}/people")
def people(request: Request, service: ServiceOf, on_case: Keeper) -> HTMLResponse:
    """Who is on a case and who may not be, for its secretary and chair."""
    with service.database.reading() as session:
        members = assignment.candidates(session, on_case.case)
        recused = [
            {
                "person": session.get_one(PersonRow, row.person_id),
                "ground": GROUND_NAMES[Ground(row.ground)],
                "words": row.words,
                "at": seoul_day(row.at).isoformat(),
                "by_self": row.said_by == row.person_id,
            }
            for row in recusal.recused_of(session, on_case.case)
        ]
    return page(
        request,
        "case_people.html",
        case=on_case.case,
        members=members,
        named=sum(m.named for m in members),
        recused=recused,
        grounds=list(GROUND_NAMES.items()),
        role_names=ROLE_NAMES,
        body_names=BODY_NAMES,
        article=articles.EXCLUSION,
    )


@router.post("/cases/{case_id}/people")
def change_people(
    service: ServiceOf,
    on_case: Keeper,
    person_id: Annotated[str, Form(max_length=36)],
    act: Annotated[str, Form(max_length=12)],
) -> RedirectResponse:
    """Somebody put on the case, taken off it, or readmitted."""
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        if act == "unassign":
            assignment.unassign(session, case, on_case.person, person_id)
        elif act == "readmit":
            recusal.readmit(session, case, on_case.person, person_id)
        else:
            assignment.assign(session, case, on_case.person, person_id)
    return RedirectResponse(f"/cases/{on_case.case.id}/people", status_code=303)


@router.get("/cases/{case_id}/recusal")
def recusal_form(
    request: Request,
    on_case: Annotated[OnCase, Depends(needs(Permission.RECUSE))],
) -> HTMLResponse:
    """To recuse oneself."""
    return page(
        request,
        "recusal.html",
        case=on_case.case,
        grounds=[g for g in GROUND_NAMES.items() if g[0] is not Ground.CHALLENGED],
        article=articles.EXCLUSION,
    )


@router.post("/cases/{case_id}/recusal")
def recuse(
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.RECUSE))],
    ground: Annotated[Ground, Form()],
    words: Annotated[str, Form(max_length=2_000)] = "",
    person_id: Annotated[str, Form(max_length=36)] = "",
) -> RedirectResponse:
    """Somebody recused; oneself: the case is gone from then on."""
    recuse_on(service, on_case, Recusal(ground=ground, words=words, person_id=person_id))
    other = person_id not in ("", on_case.person.id)
    return RedirectResponse(f"/cases/{on_case.case.id}/people" if other else "/", status_code=303)


@router.get("/cases/{case_id}/changes")
def changes(
    request: Request,
    service: ServiceOf,
    on_case: Reader,
    after: Annotated[int | None, Query(ge=1, le=99)] = None,
    since: Annotated[int | None, Query(ge=1, le=99)] = None,
) -> HTMLResponse:
    """What became of every finding and sheet since the last round."""
    with service.database.reading() as session:
        seen = rounds.seen_by(session, on_case.case, on_case.standing)
    number = after or (seen[-1].number if seen else 1)
    if number == 1 and after is None:
        return page(request, "no_changes.html", case=on_case.case)
    ledger = ledger_of(service, on_case, number, since)
    findings = ledger.comparison.findings
    sheets = Counter(sheet.change for sheet in ledger.sheets)
    return page(
        request,
        "changes.html",
        case=on_case.case,
        ledger=ledger,
        counts=ledger.counts,
        groups=[
            (change.value, CHANGE_NAMES[change], [f for f in findings if f.change is change])
            for change in _TOLD
        ],
        sheets=[s for s in ledger.sheets if s.change is not SheetChange.SAME],
        same=sheets[SheetChange.SAME],
        sheet_names=SHEET_CHANGE_NAMES,
        verdict_names=VERDICT_NAMES,
        numbers=[row.number for row in seen],
    )


_TOLD = (Change.REOPENED, Change.NEW, Change.CHANGED, Change.UNCHANGED, Change.GONE)
