"""The decision of a committee as a page: recorded by its office, read by everybody on the case."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.auth.permissions import Permission
from app.cases.states import CaseState
from app.cases.tables import CaseRow, MeetingRow
from app.errors import RefusedError, ServiceError
from app.forms.kinds import FormKind
from app.procedure.clocks import SEOUL, seoul_day
from app.reviews import conditions, decisions, faults, imposing, votes
from app.reviews.decisions import Decided
from app.reviews.findings import current_round, findings_of
from app.reviews.imposing import Draft
from app.reviews.tables import DecisionRow
from app.reviews.terms import (
    BY_FINDING,
    BY_WRITTEN_VOTE,
    DECISION_KIND_NAMES,
    FOR_REJECTION,
    LISTED_GROUND_NAMES,
    SAID_BASIS_NAMES,
    DecisionKind,
    ListedGround,
    SaidBasis,
)
from app.web.access import OnCase, needs
from app.web.case_round import writing
from app.web.language import of_page
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.review_head import head
from app.web.review_models import SHORT, WORDS
from app.web.service import Service, ServiceOf
from cpted_rules.facts import STAGE_NAMES, Stage
from cpted_rules.text import Lang

router = APIRouter(prefix="/cases/{case_id}/decision", include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Office = Annotated[OnCase, Depends(needs(Permission.DECIDE))]
_FIELDS = 2_000
_ADDED = "added"
"""What a condition agreed in session is called by in the form."""


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=_FIELDS)


@router.get("")
def decision_page(request: Request, service: ServiceOf, on_case: Reader) -> Response:
    """What was decided; in session, for the office, the form to record it."""
    return _shown(request, service, on_case)


@router.post("")
def record(
    request: Request,
    service: ServiceOf,
    on_case: Office,
    form: Annotated[FormData, Depends(_form)],
) -> Response:
    """Record it; what is wrong is shown with everything that was typed."""
    try:
        with service.database.session() as session:
            case, findings = writing(session, service, on_case)
            decisions.decide(session, on_case.person, case, findings, _decided(form))
    except ServiceError as error:
        return _shown(request, service, on_case, sent=form, error=error)
    return RedirectResponse(f"/cases/{on_case.case.id}/decision", status_code=303)


def _decided(form: FormData) -> Decided:
    kind, on = str(form.get("kind") or ""), str(form.get("decided_on") or "")
    if kind not in tuple(DecisionKind):
        raise RefusedError(faults.unknown("kind", kind, tuple(DecisionKind)))
    try:
        day = date.fromisoformat(on)
    except ValueError as error:
        raise RefusedError(faults.unknown("date", on, ("YYYY-MM-DD",))) from error
    grounds = [str(one) for one in form.getlist("ground")]
    wants_conditions = kind == DecisionKind.CONDITIONAL
    return Decided(
        kind=DecisionKind(kind),
        decided_on=day,
        grounds=tuple(ListedGround(one) for one in grounds if one in tuple(ListedGround))
        if kind in tuple(BY_WRITTEN_VOTE)
        else (),
        words=_plain(form, "words", WORDS),
        conditions=tuple(_draft(form, str(one)) for one in form.getlist("condition"))
        if wants_conditions
        else (),
    )


def _draft(form: FormData, key: str) -> Draft:
    stage, basis = str(form.get(f"stage.{key}") or ""), str(form.get(f"basis.{key}") or "")
    return Draft(
        opinion_id=None if key == _ADDED else key,
        text=_plain(form, f"text.{key}", WORDS),
        place=_plain(form, f"place.{key}", SHORT),
        target=_plain(form, f"target.{key}", SHORT),
        stage=Stage(stage) if stage in tuple(Stage) else None,
        check=_plain(form, f"check.{key}", SHORT),
        basis=SaidBasis(basis) if basis in tuple(SaidBasis) else SaidBasis.ADVICE,
        cite=_plain(form, f"cite.{key}", 300),
    )


def _plain(form: FormData, name: str, most: int) -> str:
    return str(form.get(name) or "").replace("\r\n", "\n").strip()[:most]


def _shown(
    request: Request,
    service: Service,
    on_case: OnCase,
    *,
    sent: FormData | None = None,
    error: ServiceError | None = None,
) -> Response:
    lang = of_page(request)
    with service.database.reading() as session:
        values = _values(session, service, on_case, sent, lang)
    return page(
        request,
        "decision.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        **values,
    )


def _values(
    session: Session, service: Service, on_case: OnCase, sent: FormData | None, lang: Lang
) -> dict[str, Any]:
    case = session.get_one(CaseRow, on_case.case.id)
    number = current_round(session, case)
    rows = {row.round: row for row in decisions.decisions_of(session, case)}
    decided = rows.pop(number, None)
    papers = (FormKind.RESULT, FormKind.STAGES) if decided else ()
    open_ = case.state == CaseState.MEETING and on_case.may(Permission.DECIDE)
    return {
        **head(session, on_case, "decision", *papers),
        "decided": _told(decided) if decided else None,
        "earlier": [_told(row) for row in reversed(rows.values())],
        "imposed": [
            {"number": row.number, "text": row.text, "stage": STAGE_NAMES[Stage(row.stage)]}
            for row in conditions.conditions_of(session, case)
        ],
        "form": _to_record(session, service, case, number, sent, lang) if open_ else None,
    }


def _told(row: DecisionRow) -> dict[str, Any]:
    return {
        "round": row.round,
        "kind": row.kind,
        "kind_name": DECISION_KIND_NAMES[DecisionKind(row.kind)],
        "grounds": [LISTED_GROUND_NAMES[ListedGround(one)] for one in row.grounds],
        "words": row.words,
        "on": row.decided_on.isoformat(),
        "named": row.named,
        "present": row.present,
        "votes": [
            (name, row.votes[kind.value])
            for kind, name in DECISION_KIND_NAMES.items()
            if row.votes.get(kind.value)
        ],
        "notified": _day(row.notified_at),
        "published": _day(row.published_at),
    }


def _day(at: Any) -> str:
    return at.astimezone(SEOUL).date().isoformat() if at else ""


def _to_record(
    session: Session,
    service: Service,
    case: CaseRow,
    number: int,
    sent: FormData | None,
    lang: Lang,
) -> dict[str, Any]:
    """The form, with what was sent where it was refused."""
    findings = findings_of(session, service.blobs, case, number)
    found = votes.tally(session, case, number)
    shown = decisions.grounded(session, case, findings)
    meeting = session.get(MeetingRow, case.meeting_id) if case.meeting_id else None
    whole = found.present and len(found.voted) == len(found.present)
    leading = next((kind for kind in DecisionKind if found.carries(kind)), None)
    chosen = str(sent.get("kind") or "") if sent else (leading.value if leading else "")
    ticked = {str(one) for one in sent.getlist("condition")} if sent else None
    drafts = []
    for point, draft in imposing.drafted(session, case, number, findings):
        now = _draft(sent, point.lead.id) if sent and f"text.{point.lead.id}" in sent else draft
        drafts.append(
            {
                **_fields(now),
                "key": point.lead.id,
                "n": point.number,
                "bases": _bases(findings.of(point.lead.finding_id)),
                "ticked": ticked is None or point.lead.id in ticked,
            }
        )
    added = (
        _draft(sent, _ADDED)
        if sent
        else Draft(
            opinion_id=None, text="", place="", target="", stage=None, check="", basis=SaidBasis.LAW
        )
    )
    return {
        "kinds": [
            {
                "value": kind.value,
                "name": name,
                "votes": found.counts.get(kind.value, 0),
                "carries": found.carries(kind),
                "written": kind in BY_WRITTEN_VOTE,
            }
            for kind, name in DECISION_KIND_NAMES.items()
        ],
        "tally": found,
        "whole": bool(whole),
        "chosen": chosen,
        "on": str(sent.get("decided_on") or "")
        if sent
        else (meeting.held_on if meeting else seoul_day()).isoformat(),
        "words": str(sent.get("words") or "") if sent else "",
        "grounds": [
            {
                "value": ground.value,
                "name": name,
                "numbers": ", ".join(str(n) for n in shown.get(ground, ()) if n),
                "shown": ground in shown
                or (ground not in BY_FINDING and ground is not ListedGround.PLAN),
                "for_rejection": ground in FOR_REJECTION,
                "ticked": bool(sent) and ground.value in {str(o) for o in sent.getlist("ground")}
                if sent
                else False,
            }
            for ground, name in LISTED_GROUND_NAMES.items()
        ],
        "drafts": drafts,
        "added": {
            **_fields(added),
            "key": _ADDED,
            "bases": _bases(None),
            "ticked": ticked is not None and _ADDED in ticked,
        },
        "stages": [(stage.value, name.in_(lang)) for stage, name in STAGE_NAMES.items()],
    }


def _fields(draft: Draft) -> dict[str, Any]:
    return {
        "text": draft.text,
        "place": draft.place,
        "target": draft.target,
        "stage": draft.stage.value if draft.stage else "",
        "check": draft.check,
        "basis": draft.basis.value,
        "cite": draft.cite,
    }


def _bases(found: Any) -> list[tuple[str, Any]]:
    granted = found.granted if found else tuple(SaidBasis)
    return [(b.value, SAID_BASIS_NAMES[b]) for b in granted if b is not SaidBasis.ADVICE]
