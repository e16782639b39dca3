"""The pages of marked-up copies that come back: handed in, shown as changes, taken in, undone."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.annotations.changes import ACT_NAMES, Act, Remark
from app.annotations.opinion_form import DECISION_NAMES, EXPERT_NAMES, Decision, ExpertField
from app.annotations.record import Review
from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.cases.tables import AssignmentRow
from app.reviews import returns
from app.reviews.findings import current_round
from app.reviews.opinions import has_submitted
from app.reviews.tables import ReturnRow
from app.web.access import OnCase
from app.web.api.plan import Number
from app.web.api.returns import (
    ChangeModel,
    Importer,
    Seer,
    applied,
    model_of,
    one,
    received,
    seen,
    undone,
)
from app.web.language import of_page
from app.web.page import page
from app.web.service import ServiceOf
from app.web.signin import FORM_FIELDS
from app.web.when import seoul
from app.web.words import word
from cpted_rules.text import Lang, Text

router = APIRouter(include_in_schema=False)

REVIEW_NAMES = {
    Review.ACCEPTED: Text(ko="동의", en="accepted"),
    Review.REJECTED: Text(ko="반대", en="rejected"),
    Review.CANCELLED: Text(ko="취소", en="cancelled"),
    Review.COMPLETED: Text(ko="해결", en="completed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A change as a line of the table.

    Args:
        what: the field of the form it is about; of a mark nothing.
        acts: whether taking it in does something.
        altered: whether the page under it was changed.
    """

    change: ChangeModel
    what: str
    who: str
    act: str
    acts: bool
    altered: bool
    before: str
    after: str


@router.get("/cases/{case_id}/rounds/{number}/returns")
def listed(request: Request, service: ServiceOf, on_case: Seer, number: Number) -> HTMLResponse:
    """What was handed in, and a place to hand in another."""
    rows, lang = seen(service, on_case, number), of_page(request)
    with service.database.reading() as session:
        newest = current_round(session, on_case.case) == number
        may = on_case.may(Permission.IMPORT) and newest
        members = _members(session, on_case, number) if may else []
        names = _names(session, rows)
    return page(
        request,
        "returns.html",
        case=on_case.case,
        number=number,
        rows=[_listed(row, names, lang) for row in rows],
        may=may and bool(members),
        members=members,
        for_others=Role.SECRETARY in on_case.standing.roles,
        limit=service.settings.upload_bytes,
    )


@router.post("/cases/{case_id}/rounds/{number}/returns")
def hand_in(
    service: ServiceOf,
    on_case: Importer,
    number: Number,
    file: Annotated[UploadFile, File()],
    whose: Annotated[str, Form(max_length=36)] = "",
) -> RedirectResponse:
    """A file handed in; its page follows how it is read."""
    row = received(service, on_case, number, file, whose)
    return RedirectResponse(_address(row), status_code=303)


@router.get("/cases/{case_id}/rounds/{number}/returns/{return_id}")
def show(
    request: Request, service: ServiceOf, on_case: Seer, number: Number, return_id: str
) -> HTMLResponse:
    """What a file would change, to be taken in; or what it did, to be taken back."""
    row, lang = one(service, on_case, number, return_id), of_page(request)
    model = model_of(row, lang)
    with service.database.reading() as session:
        names = _names(session, (row,))
        newest = current_round(session, on_case.case) == number
    preview = returns.shown(row).preview if row.preview is not None else None
    altered = [
        preview is not None and Remark.ALTERED_PAGE in change.remarks
        for change in (preview.changes if preview else ())
    ]
    lines = [
        _line(change, names, lang, altered=on_altered)
        for change, on_altered in zip(model.changes, altered, strict=True)
    ]
    return page(
        request,
        "returned.html",
        case=on_case.case,
        number=number,
        row=_listed(row, names, lang),
        returned=model,
        form=preview.form.value if preview else "",
        lines=lines,
        acting=sum(line.acts for line in lines),
        on_altered=any(line.altered and line.acts for line in lines),
        problem=model.problem,
        address=f"/api{_address(row)}",
        may=on_case.may(Permission.IMPORT) and newest,
    )


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=FORM_FIELDS)


@router.post("/cases/{case_id}/rounds/{number}/returns/{return_id}/apply")
def take_in(
    service: ServiceOf,
    on_case: Importer,
    number: Number,
    return_id: str,
    form: Annotated[FormData, Depends(_form)],
) -> RedirectResponse:
    """The changes that are ticked."""
    keys = [key for key in form.getlist("key") if isinstance(key, str)]
    row, _said = applied(
        service, on_case, number, return_id, keys=keys, accept_altered="altered" in form
    )
    return RedirectResponse(_address(row), status_code=303)


@router.post("/cases/{case_id}/rounds/{number}/returns/{return_id}/undo")
def take_back(
    service: ServiceOf, on_case: Importer, number: Number, return_id: str
) -> RedirectResponse:
    """All that the last import brought."""
    row = undone(service, on_case, number, return_id)
    return RedirectResponse(_address(row), status_code=303)


def _address(row: ReturnRow) -> str:
    return f"/cases/{row.case_id}/rounds/{row.round}/returns/{row.id}"


def _members(session: Session, on_case: OnCase, number: int) -> list[tuple[str, str]]:
    """Those whose copies somebody may hand in: as the secretary anybody's, else one's own."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.name)
        .join(AssignmentRow, AssignmentRow.person_id == PersonRow.id)
        .where(AssignmentRow.case_id == on_case.case.id)
        .order_by(PersonRow.name)
    )
    others = Role.SECRETARY in on_case.standing.roles
    return [
        (id, name)
        for id, name in rows
        if (others or id == on_case.person.id)
        and not has_submitted(session, id, on_case.case, number)
    ]


def _names(session: Session, rows: tuple[ReturnRow, ...]) -> dict[str, str]:
    ids = {row.whose for row in rows} | {row.person_id for row in rows}
    found = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(ids)))
    return {row.id: row.name for row in found}


def _listed(row: ReturnRow, names: dict[str, str], lang: Lang) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "whose": names.get(row.whose, "–"),
        "by": names.get(row.person_id, "–") if row.person_id != row.whose else "",
        "at": seoul(row.at),
        "applied_at": seoul(row.applied_at),
        "state": row.state,
        "state_name": word(f"returns.state.{row.state}", lang),
        "changes": returns.count(row),
        "address": _address(row),
    }


def _line(change: ChangeModel, names: dict[str, str], lang: Lang, *, altered: bool) -> Line:
    field = change.page is None or change.key.startswith(("f.", "expert."))
    return Line(
        change=change,
        what=_field(change.key, lang) if field else "",
        who=names.get(change.person, change.person),
        act=ACT_NAMES[change.act].in_(lang),
        acts=change.act is not Act.NOTHING,
        altered=altered,
        before=_value(change.before, lang),
        after=_value(change.after, lang),
    )


def _field(key: str, lang: Lang) -> str:
    """What a field of the form asks."""
    last = key.rpartition(".")[2]
    if key in set(ExpertField):
        return EXPERT_NAMES[ExpertField(key)].in_(lang)
    if last in ("decision", "opinion"):
        return word(f"returns.field.{last}", lang)
    return key


def _value(words: str | None, lang: Lang) -> str:
    """A decision or state by its name, and any other words as they are."""
    if words in set(Decision):
        return DECISION_NAMES[Decision(words)].in_(lang)
    names = {review.value: text for review, text in REVIEW_NAMES.items()}
    return names[words].in_(lang) if words in names else words or ""
