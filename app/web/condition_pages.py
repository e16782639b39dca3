"""Conditions by stage as a page: what was measured, photos, closing by an official."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, File, Form, UploadFile
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.errors import RefusedError, ServiceError
from app.forms.kinds import FormKind
from app.procedure.clocks import SEOUL
from app.received import receive
from app.reviews import conditions, evidence, faults
from app.reviews.conditions import evidence_of
from app.reviews.evidence import KINDS, MOST_BYTES
from app.reviews.tables import ConditionRow
from app.reviews.terms import (
    CONDITION_STATE_NAMES,
    SAID_BASIS_NAMES,
    SETTLED,
    ConditionState,
    SaidBasis,
)
from app.web.access import OnCase, needs
from app.web.api.conditions import Act, settled
from app.web.case_round import locked
from app.web.condition_models import evidence_out
from app.web.page import page
from app.web.refused import problem_of_form
from app.web.review_head import head
from app.web.review_models import SHORT, WORDS
from app.web.service import Service, ServiceOf
from cpted_rules.facts import STAGE_NAMES, Stage
from cpted_rules.standing import CONDITIONS

router = APIRouter(prefix="/cases/{case_id}/conditions", include_in_schema=False)

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Reporter = Annotated[OnCase, Depends(needs(Permission.REPORT_CONDITION))]
Official = Annotated[OnCase, Depends(needs(Permission.CLOSE_CONDITION))]
Typed = Mapping[str, Mapping[str, str]]
"""What was typed into the fields of a condition, by its id."""
_PICTURES = ("image/jpeg", "image/png", "image/webp")


@router.get("")
def conditions_page(request: Request, service: ServiceOf, on_case: Reader) -> Response:
    """Every condition of the case by stage."""
    return _shown(request, service, on_case)


@router.post("/{condition_id}")
def report(
    request: Request,
    service: ServiceOf,
    on_case: Reporter,
    condition_id: str,
    act: Annotated[str, Form(max_length=60)] = "report",
    measured: Annotated[str, Form(max_length=SHORT)] = "",
    note: Annotated[str, Form(max_length=WORDS)] = "",
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies defaults
) -> Response:
    """Keep files, and report the condition as kept, or take a file away (`remove:<id>`)."""
    typed = {condition_id: {"measured": measured, "note": note}}
    try:
        taken = [
            (receive(one.file, service.blobs, kinds=KINDS, most_bytes=MOST_BYTES), one.filename)
            for one in files
            if one.filename
        ]
    except ServiceError as error:
        return _shown(request, service, on_case, error=error, typed=typed)

    def keep(session: Session, case: CaseRow) -> None:
        word, _, evidence_id = act.partition(":")
        if word == "remove":
            evidence.remove(session, on_case.person, case, condition_id, evidence_id)
            return
        for received, name in taken:
            evidence.attach(
                session, on_case.person, case, condition_id, received=received, name=name
            )
        session.flush()
        if word == "report":
            conditions.report(
                session, on_case.person, case, condition_id, measured=measured, note=note
            )

    return _done(request, service, on_case, condition_id, keep, typed=typed)


@router.post("/{condition_id}/settle")
def settle(
    request: Request,
    service: ServiceOf,
    on_case: Official,
    condition_id: str,
    act: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=WORDS)] = "",
) -> Response:
    """Close, reopen or waive."""

    def keep(session: Session, case: CaseRow) -> None:
        if act not in get_args(Act):
            raise RefusedError(faults.unknown("act", act, get_args(Act)))
        settled(session, on_case, case, condition_id, act, note)  # type: ignore[arg-type]

    typed = {condition_id: {"settle": note}}
    return _done(request, service, on_case, condition_id, keep, typed=typed)


def _done(
    request: Request,
    service: Service,
    on_case: OnCase,
    condition_id: str,
    act: Callable[[Session, CaseRow], None],
    *,
    typed: Typed,
) -> Response:
    try:
        with service.database.session() as session:
            act(session, locked(session, on_case))
    except ServiceError as error:
        return _shown(request, service, on_case, error=error, typed=typed)
    return RedirectResponse(
        f"/cases/{on_case.case.id}/conditions#c-{condition_id}", status_code=303
    )


def _shown(
    request: Request,
    service: Service,
    on_case: OnCase,
    *,
    error: ServiceError | None = None,
    typed: Typed = MappingProxyType({}),
) -> Response:
    """The page; what was typed and could not be kept stands in its fields."""
    with service.database.reading() as session:
        case = on_case.case
        rows = conditions.conditions_of(session, case)
        told = [
            {
                **_told(session, row, on_case),
                "typed": {"settle": "", **_kept(row), **typed.get(row.id, {})},
                "refused": row.id in typed,
            }
            for row in rows
        ]
        shared = head(session, on_case, "conditions", FormKind.STAGES, FormKind.RESULT)
    stages = [
        (
            stage.value,
            STAGE_NAMES[stage],
            CONDITIONS[stage],
            [one for one in told if one["stage"] == stage.value],
        )
        for stage in Stage
    ]
    return page(
        request,
        "conditions.html",
        status=error.status if error else 200,
        problem=problem_of_form(request, error),
        stages=[stage for stage in stages if stage[3]],
        all=len(told),
        done=sum(one["is_settled"] for one in told),
        may={
            "report": on_case.may(Permission.REPORT_CONDITION),
            "close": on_case.may(Permission.CLOSE_CONDITION),
        },
        **shared,
    )


def _kept(row: ConditionRow) -> dict[str, str]:
    return {"measured": row.measured, "note": row.note}


def _told(session: Session, row: ConditionRow, on_case: OnCase) -> dict[str, Any]:
    state = ConditionState(row.state)
    files = evidence_of(session, row.id)
    return {
        "id": row.id,
        "number": row.number,
        "round": row.round,
        "stage": row.stage,
        "text": row.text,
        "place": row.place,
        "target": row.target,
        "check": row.check,
        "cite": row.cite,
        "basis": SAID_BASIS_NAMES[SaidBasis(row.basis)],
        "state": state.value,
        "state_name": CONDITION_STATE_NAMES[state],
        "is_settled": state in SETTLED,
        **_kept(row),
        "reported": _day(row.reported_at),
        "closed": _day(row.closed_at),
        "files": [
            {
                "id": one.id,
                "name": one.name,
                "href": evidence_out(one, row).href,
                "is_picture": one.media_type in _PICTURES,
                "mine": one.person_id == on_case.person.id,
            }
            for one in files
        ],
    }


def _day(at: Any) -> str:
    return at.astimezone(SEOUL).date().isoformat() if at else ""
