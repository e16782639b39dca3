"""The meeting view of a case, for a projector and for those who follow; and its votes."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.auth.permissions import Permission
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.errors import NotFoundError, ServiceError
from app.exports.words import STANDING_NAMES
from app.reviews import answers, showing, votes
from app.reviews.answers import WAIVED
from app.reviews.consolidation import Point, published_points
from app.reviews.findings import RoundFinding, RoundFindings, current_round, findings_of
from app.reviews.showing import Shown
from app.reviews.terms import (
    ABSTAIN,
    ABSTAIN_NAME,
    DECISION_KIND_NAMES,
    POSITION_NAMES,
    REFLECTED_NAMES,
    SAID_BASIS_NAMES,
    DecisionKind,
    Position,
    SaidBasis,
)
from app.web.access import OnCase, needs
from app.web.api.sessions import tally_out
from app.web.case_round import writing
from app.web.language import of_page
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.review_head import head
from app.web.review_models import author_name, names_of
from app.web.service import Service, ServiceOf
from cpted_rules.findings import VERDICT_NAMES
from cpted_rules.text import Lang

router = APIRouter(prefix="/cases/{case_id}/meeting", include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Voter = Annotated[OnCase, Depends(needs(Permission.VOTE))]
Driver = Annotated[OnCase, Depends(needs(Permission.MEET))]
_NAMES = {kind.value: name for kind, name in REFLECTED_NAMES.items()}


@router.get("")
def meeting_page(
    request: Request,
    service: ServiceOf,
    on_case: Reader,
    at: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """What the secretary shows, or, with `at`, what one looks at oneself."""
    return _shown(request, service, on_case, at=at)


@router.post("")
def show(
    request: Request,
    service: ServiceOf,
    on_case: Driver,
    key: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Bring an opinion onto everybody's screen."""

    def act(session: Session, case: CaseRow, findings: RoundFindings) -> None:
        showing.show(session, case, findings, key)

    return _done(request, service, on_case, act)


@router.post("/vote")
def vote(
    request: Request,
    service: ServiceOf,
    on_case: Voter,
    choice: Annotated[str, Form(max_length=20)],
    written: Annotated[bool, Form()] = False,
) -> Response:
    """One's vote; nothing chosen of the four abstains."""

    def act(session: Session, case: CaseRow, _findings: RoundFindings) -> None:
        kind = DecisionKind(choice) if choice in tuple(DecisionKind) else None
        votes.cast(session, on_case.person, case, kind, written=written)

    return _done(request, service, on_case, act)


def _done(
    request: Request,
    service: Service,
    on_case: OnCase,
    act: Callable[[Session, CaseRow, RoundFindings], None],
) -> Response:
    try:
        with service.database.session() as session:
            case, findings = writing(session, service, on_case)
            act(session, case, findings)
    except ServiceError as error:
        return _shown(request, service, on_case, at=None, error=error)
    return RedirectResponse(f"/cases/{on_case.case.id}/meeting", status_code=303)


def _shown(
    request: Request,
    service: Service,
    on_case: OnCase,
    *,
    at: str | None,
    error: ServiceError | None = None,
) -> Response:
    lang = of_page(request)
    with service.database.reading() as session:
        values = _values(session, service, on_case, at, lang)
    return page(
        request,
        "session.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        **values,
    )


def _values(
    session: Session, service: Service, on_case: OnCase, at: str | None, lang: Lang
) -> dict[str, Any]:
    case = session.get_one(CaseRow, on_case.case.id)
    number = current_round(session, case)
    findings = findings_of(session, service.blobs, case, number)
    told = published_points(session, case, number)
    seen = showing.shown(session, case, findings)
    if at is not None:
        try:
            seen = showing.looked_up(session, case, findings, at)
        except NotFoundError:
            at = None
    names = names_of(session, {one for point in told for one in point.authors})
    replies = {row.point.lead.id: row for row in answers.rows(session, case, number)}
    keys = ["", *(f"opinion:{point.lead.id}" for point in told)]
    place = keys.index(seen.key) if seen.key in keys else 0
    return {
        **head(session, on_case, "meeting"),
        "in_session": case.state == CaseState.MEETING,
        "roaming": at is not None,
        "seen": _item(seen, names, replies, on_case, lang),
        "key": seen.key,
        "items": [_line(point, findings, lang) for point in told],
        "all": len(told),
        "previous": keys[place - 1] if place > 0 else None,
        "following": keys[place + 1] if place + 1 < len(keys) else None,
        "tally": tally_out(session, on_case, case),
        "may": {
            "drive": on_case.may(Permission.MEET),
            "vote": on_case.may(Permission.VOTE)
            and on_case.person.id in votes.tally(session, case).present,
            "decide": on_case.may(Permission.DECIDE),
        },
        "choices": [
            *((kind.value, name) for kind, name in DECISION_KIND_NAMES.items()),
            (ABSTAIN, ABSTAIN_NAME),
        ],
    }


def _line(point: Point, findings: RoundFindings, lang: Lang) -> dict[str, Any]:
    found = findings.of(point.lead.finding_id)
    return {
        "key": f"opinion:{point.lead.id}",
        "n": point.number,
        "position": point.lead.position,
        "position_name": POSITION_NAMES[Position(point.lead.position)],
        "title": found.words(lang).headline if found else point.lead.text[:80],
    }


def _item(
    seen: Shown,
    names: Any,
    replies: dict[str, answers.Row],
    on_case: OnCase,
    lang: Lang,
) -> dict[str, Any] | None:
    """What is on the screen, in large type."""
    found, point = seen.found, seen.point
    if found is None and point is None:
        return None
    reply = replies[point.lead.id].answer if point and point.lead.id in replies else None
    return {
        **(
            _finding(found, lang)
            if found
            else {"number": None, "headline": "", "has_figure": False}
        ),
        "n": point.number if point else None,
        "text": point.lead.text or (found.words(lang).opinion if found else "") if point else "",
        "position": point.lead.position if point else "",
        "position_name": POSITION_NAMES[Position(point.lead.position)] if point else None,
        "must": point.lead.must if point else False,
        "basis": SAID_BASIS_NAMES[SaidBasis(point.lead.basis)] if point else None,
        "target": point.lead.target if point else "",
        "authors": list(
            dict.fromkeys(author_name(one, names, on_case, lang) for one in point.authors)
        )
        if point
        else [],
        "merged": [row.text for row in point.merged if row.text] if point else [],
        "reply": {
            "reflected": _NAMES.get(reply.reflected),
            "text": reply.text,
            "sheet": reply.sheet,
        }
        if reply and reply.reflected != WAIVED
        else None,
    }


def _finding(found: RoundFinding, lang: Lang) -> dict[str, Any]:
    words = found.words(lang)
    return {
        "number": found.number,
        "headline": words.headline,
        "verdict": found.finding.verdict.value,
        "verdict_name": VERDICT_NAMES[found.finding.verdict],
        "standing": STANDING_NAMES[found.ground.standing],
        "measured": words.measured,
        "required": words.required,
        "cite": words.cite,
        "sheet": words.sheet,
        "place": words.place,
        "egress": words.egress,
        "has_figure": found.finding.drawable,
    }
