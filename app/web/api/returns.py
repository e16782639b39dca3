"""The JSON interface: marked-up copies that come back, their changes, taking them in and back."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from app.annotations.changes import KIND_NAMES, REMARK_NAMES, Act, Change
from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.errors import NotFoundError, Problem
from app.jobs.returned import RETURN
from app.reviews import faults, returns
from app.reviews.findings import current_round, findings_of
from app.reviews.tables import ReturnRow
from app.web.access import OnCase, needs
from app.web.api.plan import Number
from app.web.described import binary, problems
from app.web.language import preferred
from app.web.problems import ProblemDetails, details
from app.web.service import Service, ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}/rounds/{number}/returns", tags=["returns"])

Importer = Annotated[OnCase, Depends(needs(Permission.IMPORT))]
Seer = Annotated[OnCase, Depends(needs(Permission.READ))]
_AS = Literal["reading", "previewed", "failed", "applied", "undone"]


class ChangeModel(BaseModel):
    """One mark or field of the returned file, as it differs from what is known."""

    key: str
    kinds: list[str]
    act: Act
    person: str
    page: int | None = Field(description="Of the report, from 1.")
    finding: int | None
    before: str | None
    after: str | None
    remarks: list[str]
    picture: str | None = Field(description="Address of a picture of the place.")


class ReturnModel(BaseModel):
    """A returned file and what became of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "0d6f9f3c-6c3e-4b53-9f5e-0d1a2b3c4d5e",
                "round": 1,
                "name": "report_김위원.pdf",
                "state": "previewed",
                "whose": "5f1d7a84-db4f-4c5a-9d9b-0f1c2d3e4f50",
                "at": "2026-10-12T05:00:00Z",
                "applied_at": None,
                "producer": "PDF.js v6.5",
                "known": False,
                "damage": [],
                "altered": [],
                "refused": [],
                "changes": [],
                "said": [],
                "problem": None,
            }
        }
    )

    id: str
    round: int
    name: str
    state: _AS
    whose: str = Field(description="Id of the member whose marks they are.")
    at: datetime
    applied_at: datetime | None
    producer: str = Field(description="The program that saved the file, as it calls itself.")
    known: bool = Field(description="This very file was taken in already.")
    damage: list[str] = Field(description="What that program did to it.")
    altered: list[int] = Field(description="Pages with other content than went out, from 1.")
    refused: list[str] = Field(description="What is never taken in, such as scripts.")
    changes: list[ChangeModel]
    said: list[str] = Field(
        description="Once it is taken in: what was taken otherwise than it was said."
    )
    problem: ProblemDetails | None


class ReturnPage(BaseModel):
    """Returned files, the newest first."""

    items: list[ReturnModel]
    total: int
    offset: int
    limit: int


class Wanted(BaseModel):
    """What of a return is to be taken in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"keys": None}})

    keys: list[Annotated[str, Field(max_length=400)]] | None = Field(
        default=None, max_length=5_000, description="Keys of the changes; none: all."
    )
    accept_altered: bool = Field(
        default=False, description="Also marks on pages whose content was changed."
    )


class Applied(BaseModel):
    """A return that was taken in, and what of it was taken otherwise than it was said."""

    returned: ReturnModel
    remarks: list[str]


@router.post(
    "",
    status_code=202,
    summary="Hand in a marked-up copy",
    responses=problems(401, 403, 404, 409, 413, 422),
)
def receive(
    service: ServiceOf,
    on_case: Importer,
    number: Number,
    request: Request,
    response: Response,
    file: Annotated[UploadFile, File(description="The marked report (PDF), XFDF or DXF.")],
    whose: Annotated[
        str, Form(max_length=36, description="As the secretary: the member it is of.")
    ] = "",
) -> ReturnModel:
    """The file is read in the background; ask again until `state` is `previewed` or `failed`."""
    row = received(service, on_case, number, file, whose)
    response.headers["Location"] = f"/api/cases/{row.case_id}/rounds/{row.round}/returns/{row.id}"
    return model_of(row, preferred(request))


@router.get("", summary="Returned copies", responses=problems(401, 403, 404, 422))
def listed(
    service: ServiceOf,
    on_case: Seer,
    number: Number,
    request: Request,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReturnPage:
    """One's own; all of them as the secretary. Without their changes."""
    rows = seen(service, on_case, number)
    lang = preferred(request)
    items = [model_of(row, lang, changes=False) for row in rows[offset : offset + limit]]
    return ReturnPage(items=items, total=len(rows), offset=offset, limit=limit)


@router.get("/{return_id}", summary="A returned copy", responses=problems(401, 403, 404, 422))
def show(
    service: ServiceOf, on_case: Seer, number: Number, request: Request, return_id: str
) -> ReturnModel:
    """What it would change, or what it did."""
    return model_of(one(service, on_case, number, return_id), preferred(request))


@router.post(
    "/{return_id}/apply",
    summary="Take a returned copy in",
    responses=problems(401, 403, 404, 409, 422),
)
def apply(
    service: ServiceOf,
    on_case: Importer,
    number: Number,
    request: Request,
    return_id: str,
    wanted: Wanted,
) -> Applied:
    """Its marks and answers become drafts of the member whose copy it is, in one step."""
    lang = preferred(request)
    row, remarks = applied(
        service,
        on_case,
        number,
        return_id,
        keys=wanted.keys,
        accept_altered=wanted.accept_altered,
    )
    return Applied(returned=model_of(row, lang), remarks=[text.in_(lang) for text in remarks])


@router.post(
    "/{return_id}/undo",
    summary="Take the last import back",
    responses=problems(401, 403, 404, 409, 422),
)
def undo(
    service: ServiceOf, on_case: Importer, number: Number, request: Request, return_id: str
) -> ReturnModel:
    """All that it brought is as it was before."""
    return model_of(undone(service, on_case, number, return_id), preferred(request))


@router.get(
    "/{return_id}/pictures/{place}",
    summary="A picture of the place of a change",
    response_class=FileResponse,
    responses={**binary("image/png", "PNG"), **problems(401, 403, 404, 422)},
)
def picture(
    service: ServiceOf, on_case: Seer, number: Number, return_id: str, place: int
) -> FileResponse:
    """The place on the returned page, with the mark on it; counted as in `changes`, from 0."""
    row = one(service, on_case, number, return_id)
    digest = _pictures(row).get(place)
    if digest is None:
        raise NotFoundError(faults.no_row("picture", str(place)))
    return FileResponse(service.blobs.path(digest), media_type="image/png")


# --- shared with the pages ------------------------------------------------------------------------


def received(
    service: Service, on_case: OnCase, number: int, file: UploadFile, whose: str = ""
) -> ReturnRow:
    """A file taken in, and the job that reads it queued."""
    blob = service.blobs.put(file.file)
    with service.database.session() as session:
        case = _case(session, on_case, number)
        row = returns.receive(
            session,
            on_case.person,
            case,
            on_case.standing,
            blob=blob,
            name=file.filename or "returned",
            whose=whose,
        )
        session.flush()
        job = service.jobs.add(
            session,
            RETURN,
            row.id,
            arguments=returns.arguments_of(row),
            case_id=case.id,
            person_id=on_case.person.id,
        )
    service.jobs.enqueue(job)
    return row


def seen(service: Service, on_case: OnCase, number: int) -> tuple[ReturnRow, ...]:
    """The returns of a round that somebody may see."""
    with service.database.reading() as session:
        rows = returns.of_case(session, on_case.case, on_case.person, on_case.standing)
    return tuple(row for row in rows if row.round == number)


def one(service: Service, on_case: OnCase, number: int, return_id: str) -> ReturnRow:
    """One return of a round that somebody may see."""
    for row in seen(service, on_case, number):
        if row.id == return_id:
            return row
    raise NotFoundError(faults.no_row("return", return_id))


def applied(
    service: Service,
    on_case: OnCase,
    number: int,
    return_id: str,
    *,
    keys: list[str] | None,
    accept_altered: bool,
) -> tuple[ReturnRow, tuple[Any, ...]]:
    """A return taken in, and what of it was taken otherwise than it was said."""
    with service.database.session() as session:
        case = _case(session, on_case, number)
        row = returns.found(session, case, on_case.person, on_case.standing, return_id)
        findings = findings_of(session, service.blobs, case, row.round)
        remarks = returns.apply(
            session,
            on_case.person,
            case,
            row,
            findings,
            keys=keys,
            accept_altered=accept_altered,
        )
    return row, remarks


def undone(service: Service, on_case: OnCase, number: int, return_id: str) -> ReturnRow:
    """A return taken back."""
    with service.database.session() as session:
        case = _case(session, on_case, number)
        row = returns.found(session, case, on_case.person, on_case.standing, return_id)
        returns.undo(session, on_case.person, case, row)
    return row


def _case(session: Any, on_case: OnCase, number: int) -> CaseRow:
    case: CaseRow = session.get_one(CaseRow, on_case.case.id)
    if current_round(session, case) != number:
        raise NotFoundError(faults.no_round(number))
    return case


def model_of(row: ReturnRow, lang: Lang, *, changes: bool = True) -> ReturnModel:
    """A return as the interface and the pages show it."""
    shown = returns.shown(row) if row.preview is not None else None
    preview = shown.preview if shown else None
    problem = Problem.model_validate(row.problem) if row.problem else None
    return ReturnModel(
        id=row.id,
        round=row.round,
        name=row.name,
        state=row.state,
        whose=row.whose,
        at=row.at,
        applied_at=row.applied_at,
        producer=preview.producer if preview else "",
        known=preview.known if preview else False,
        damage=[words.text().in_(lang) for words in preview.damage] if preview else [],
        altered=[page + 1 for page in preview.altered] if preview else [],
        refused=[f"{each.what} ({each.where})" for each in preview.refused] if preview else [],
        changes=[
            _change(row, n, change, lang, pictured=change.key in shown.pictures)
            for n, change in enumerate(shown.preview.changes)
        ]
        if shown and changes
        else [],
        said=[words.text().in_(lang) for words in shown.said] if shown else [],
        problem=details(
            problem, status=422, instance=f"/api/cases/{row.case_id}/returns/{row.id}", lang=lang
        )
        if problem
        else None,
    )


def _change(
    row: ReturnRow, place: int, change: Change, lang: Lang, *, pictured: bool
) -> ChangeModel:
    mark = change.after or change.before
    before = change.before.contents if change.before else change.value_before
    after = change.after.contents if change.after else change.value_after
    address = f"/api/cases/{row.case_id}/rounds/{row.round}/returns/{row.id}/pictures/{place}"
    return ChangeModel(
        key=change.key,
        kinds=[KIND_NAMES[kind].in_(lang) for kind in change.kinds],
        act=change.act,
        person=change.person,
        page=mark.page + 1 if mark else None,
        finding=mark.finding if mark else _number(change.key),
        before=before,
        after=after,
        remarks=[REMARK_NAMES[remark].in_(lang) for remark in change.remarks],
        picture=address if pictured else None,
    )


def _number(field: str) -> int | None:
    """The finding that a field of the form is about."""
    part = field.split(".")
    return int(part[1]) if part[0] == "f" and len(part) > 1 and part[1].isdecimal() else None


def _pictures(row: ReturnRow) -> dict[int, str]:
    if row.preview is None:
        return {}
    shown = returns.shown(row)
    return {
        n: shown.pictures[change.key]
        for n, change in enumerate(shown.preview.changes)
        if change.key in shown.pictures
    }
