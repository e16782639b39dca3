"""The JSON interface: conditions followed to occupancy, their evidence, and papers."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.forms.kinds import FormKind
from app.received import receive
from app.reviews import conditions, evidence, papers
from app.reviews.conditions import evidence_of
from app.reviews.tables import ConditionRow
from app.web.access import OnCase, needs
from app.web.api.submissions import disposition
from app.web.case_round import locked
from app.web.condition_models import ConditionOut, EvidenceOut, condition_out, evidence_out
from app.web.described import binary, problems
from app.web.review_models import SHORT, WORDS, IfMatch, version_of
from app.web.service import ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}", tags=["conditions"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Reporter = Annotated[OnCase, Depends(needs(Permission.REPORT_CONDITION))]
Official = Annotated[OnCase, Depends(needs(Permission.CLOSE_CONDITION))]
Act = Literal["close", "reopen", "waive"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ConditionPage(BaseModel):
    """The conditions of a case, of every round."""

    items: list[ConditionOut]
    total: int
    offset: int
    limit: int


class Report(BaseModel):
    """What was measured of a condition, and words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"measured": "안내판 2개소, 사진 첨부", "note": ""}},
    )

    measured: str = Field(default="", max_length=SHORT)
    note: str = Field(default="", max_length=WORDS)


class Note(BaseModel):
    """Words of the official; a reason where one is asked."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"note": "현장 확인"}})

    note: str = Field(default="", max_length=WORDS)


@router.get("/conditions", summary="Conditions of a case", responses=problems(401, 404, 422))
def listed(service: ServiceOf, on_case: Reader) -> ConditionPage:
    """By number, with their evidence."""
    with service.database.reading() as session:
        rows = conditions.conditions_of(session, on_case.case)
        items = [condition_out(row, evidence_of(session, row.id)) for row in rows]
    return ConditionPage(items=items, total=len(items), offset=0, limit=len(items))


@router.get(
    "/conditions/{condition_id}", summary="One condition", responses=problems(401, 404, 422)
)
def one(response: Response, service: ServiceOf, on_case: Reader, condition_id: str) -> ConditionOut:
    """With its evidence."""
    with service.database.reading() as session:
        row = conditions.find(session, on_case.case, condition_id)
        return _out(session, response, row)


@router.post(
    "/conditions/{condition_id}/report",
    summary="Say that a condition is kept",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def report(
    response: Response,
    service: ServiceOf,
    on_case: Reporter,
    condition_id: str,
    given: Report,
    if_match: IfMatch = "",
) -> ConditionOut:
    """With what was measured, or with evidence given before."""
    with service.database.session() as session:
        row = conditions.report(
            session,
            on_case.person,
            locked(session, on_case),
            condition_id,
            measured=given.measured,
            note=given.note,
            version=version_of(if_match),
        )
        return _out(session, response, row)


@router.post(
    "/conditions/{condition_id}/evidence",
    status_code=201,
    summary="Add a photo or document",
    responses=problems(401, 403, 404, 409, 413, 422),
)
def attach(
    service: ServiceOf,
    on_case: Reporter,
    condition_id: str,
    file: Annotated[UploadFile, File(description="JPEG, PNG, WebP or PDF.")],
) -> EvidenceOut:
    """A photo is drawn anew, without what the camera wrote into it; a PDF is kept as it is."""
    received = receive(
        file.file, service.blobs, kinds=evidence.KINDS, most_bytes=evidence.MOST_BYTES
    )
    with service.database.session() as session:
        case = locked(session, on_case)
        row = evidence.attach(
            session,
            on_case.person,
            case,
            condition_id,
            received=received,
            name=file.filename or "",
        )
        session.flush()
        return evidence_out(row, conditions.find(session, case, condition_id))


@router.post(
    "/conditions/{condition_id}/{act}",
    summary="Close, reopen or waive a condition",
    responses=problems(401, 403, 404, 409, 422),
)
def settle(
    response: Response,
    service: ServiceOf,
    on_case: Official,
    condition_id: str,
    act: Act,
    given: Note,
) -> ConditionOut:
    """Reopening and waiving need a reason."""
    with service.database.session() as session:
        case = locked(session, on_case)
        return _out(
            session, response, settled(session, on_case, case, condition_id, act, given.note)
        )


@router.get(
    "/conditions/{condition_id}/evidence/{evidence_id}",
    summary="A photo or document",
    response_class=FileResponse,
    responses={**binary("application/octet-stream", "The file"), **problems(401, 404, 422)},
)
def handed_out(
    service: ServiceOf, on_case: Reader, condition_id: str, evidence_id: str
) -> FileResponse:
    """As an attachment that no browser runs."""
    with service.database.reading() as session:
        row = evidence.found(session, on_case.case, condition_id, evidence_id)
    return FileResponse(
        service.blobs.path(row.digest),
        media_type=row.media_type,
        headers={
            **evidence.HANDED_OUT,
            "Content-Disposition": disposition("attachment", row.name),
        },
    )


@router.delete(
    "/conditions/{condition_id}/evidence/{evidence_id}",
    status_code=204,
    summary="Take a photo or document away",
    responses=problems(401, 403, 404, 409, 422),
)
def remove(service: ServiceOf, on_case: Reporter, condition_id: str, evidence_id: str) -> None:
    """By who gave it, until the condition is settled."""
    with service.database.session() as session:
        case = locked(session, on_case)
        evidence.remove(session, on_case.person, case, condition_id, evidence_id)


@router.get(
    "/forms/{kind}",
    summary="A paper of the committee",
    response_class=Response,
    responses={
        **binary("application/pdf", "The form", _WORD),
        **problems(401, 403, 404, 409, 422),
    },
)
def form(
    service: ServiceOf,
    on_case: Reader,
    kind: FormKind,
    lang: Annotated[Lang, Query(description="Language of the form.")] = Lang.KO,
    docx: Annotated[bool, Query(description="As an editable document.")] = False,
) -> Response:
    """Filled from what was said, answered and decided; empty fields are left for a hand."""
    with service.database.reading() as session:
        name, content = papers.paper(
            session, service.blobs, on_case.person, on_case.case, kind, lang, docx=docx
        )
    return Response(
        content,
        media_type=_WORD if docx else "application/pdf",
        headers={
            "Content-Disposition": disposition("attachment", f"{on_case.case.number}_{name}"),
            "Cache-Control": "private, no-store",
        },
    )


def settled(
    session: Session, on_case: OnCase, case: CaseRow, condition_id: str, act: Act, note: str
) -> ConditionRow:
    """The condition after what the official does with it."""
    person = on_case.person
    if act == "close":
        return conditions.close(session, person, case, condition_id, note=note)
    if act == "reopen":
        return conditions.reopen(session, person, case, condition_id, reason=note)
    return conditions.waive(session, person, case, condition_id, reason=note)


def _out(session: Session, response: Response, row: ConditionRow) -> ConditionOut:
    session.flush()
    response.headers["ETag"] = f'"{row.version}"'
    return condition_out(row, evidence_of(session, row.id))
