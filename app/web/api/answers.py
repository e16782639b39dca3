"""The JSON interface: 조치계획, the applicant's answers point by point."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.errors import NotFoundError
from app.reviews import answers, faults
from app.reviews.answers import Answer
from app.reviews.tables import AnswerRow
from app.web.access import OnCase, needs
from app.web.case_round import locked
from app.web.described import problems
from app.web.language import preferred
from app.web.review_models import AnswerIn, IfMatch, author_name, names_of, version_of
from app.web.service import ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}/answers", tags=["answers"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Applicant = Annotated[OnCase, Depends(needs(Permission.ANSWER))]
Office = Annotated[OnCase, Depends(needs(Permission.DECIDE))]


class AnswerOut(BaseModel):
    """An opinion that asks for an answer, and the answer."""

    opinion_id: str
    number: int = Field(description="In the sheet of opinions.")
    finding_number: int | None
    must: bool = Field(description="Has to be answered before the next round is filed.")
    text: str
    authors: list[str]
    reflected: str = Field(description="yes, partly, no, waived, or empty.")
    answer: str
    sheet: str
    done: bool
    version: int = Field(description="0 before the first answer.")


class AnswerPage(BaseModel):
    """The answers of a round."""

    items: list[AnswerOut]
    total: int
    offset: int
    limit: int
    open_musts: int = Field(description="What keeps the next round from being filed.")


class Pasted(BaseModel):
    """Rows copied from a table: number, 반영여부, 조치내용, 도면번호, with tabs between."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"table": "1\t반영\t안내판 추가\tA-102"}}
    )

    table: str = Field(max_length=500_000)


class Why(BaseModel):
    """A reason."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=1_000)


class Written(BaseModel):
    """An answer as it is kept."""

    opinion_id: str
    reflected: str
    text: str
    sheet: str
    version: int


@router.get("", summary="Answers of the newest round", responses=problems(401, 404, 422))
def listed(request: Request, service: ServiceOf, on_case: Reader) -> AnswerPage:
    """Every published opinion that asks for an answer, in the order of its sheet."""
    lang = preferred(request)
    with service.database.reading() as session:
        rows = answers.rows(session, on_case.case)
        names = names_of(session, {one for row in rows for one in row.point.authors})
    items = [_out(row, names, on_case, lang) for row in rows]
    open_musts = sum(row.must and not row.done for row in rows)
    return AnswerPage(
        items=items, total=len(items), offset=0, limit=len(items), open_musts=open_musts
    )


@router.put(
    "/{opinion_id}",
    summary="Answer an opinion",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def put(
    response: Response,
    service: ServiceOf,
    on_case: Applicant,
    opinion_id: str,
    given: AnswerIn,
    if_match: IfMatch = "",
) -> Written:
    """Kept as it is typed; half an answer is a draft."""
    said = Answer(reflected=given.reflected, text=given.text, sheet=given.sheet)
    with service.database.session() as session:
        case = locked(session, on_case)
        row = answers.answer(
            session, on_case.person, case, opinion_id, said, version=version_of(if_match)
        )
        session.flush()
        written = _written(row)
    response.headers["ETag"] = f'"{written.version}"'
    return written


@router.post("/paste", summary="Paste a table", responses=problems(401, 403, 404, 409, 422))
def paste(service: ServiceOf, on_case: Applicant, given: Pasted) -> list[Written]:
    """All rows or none; wrong ones are named by their line."""
    with service.database.session() as session:
        rows = answers.paste(session, on_case.person, locked(session, on_case), given.table)
        session.flush()
        return [_written(row) for row in rows]


@router.post(
    "/{opinion_id}/waive",
    summary="Do not wait for an answer",
    responses=problems(401, 403, 404, 409, 422),
)
def waive(service: ServiceOf, on_case: Office, opinion_id: str, given: Why) -> Written:
    """The committee's office lets the applicant file without it, with the reason."""
    with service.database.session() as session:
        case = locked(session, on_case)
        row = answers.waive(session, on_case.person, case, opinion_id, given.reason)
        session.flush()
        return _written(row)


@router.get("/{opinion_id}", summary="One answer", responses=problems(401, 404, 422))
def one(response: Response, service: ServiceOf, on_case: Reader, opinion_id: str) -> Written:
    """The answer to an opinion; empty before it is given."""
    with service.database.reading() as session:
        there = {row.point.lead.id: row for row in answers.rows(session, on_case.case)}
    if opinion_id not in there:
        raise NotFoundError(faults.no_row("opinion", opinion_id))
    row = there[opinion_id].answer
    written = (
        _written(row)
        if row
        else Written(opinion_id=opinion_id, reflected="", text="", sheet="", version=0)
    )
    response.headers["ETag"] = f'"{written.version}"'
    return written


def _written(row: AnswerRow) -> Written:
    return Written(
        opinion_id=row.opinion_id,
        reflected=row.reflected,
        text=row.text,
        sheet=row.sheet,
        version=row.version,
    )


def _out(row: answers.Row, names: Mapping[str, str], on_case: OnCase, lang: Lang) -> AnswerOut:
    lead, answer = row.point.lead, row.answer
    return AnswerOut(
        opinion_id=lead.id,
        number=row.point.number,
        finding_number=lead.finding_number,
        must=row.must,
        text=lead.text,
        authors=[author_name(one, names, on_case, lang) for one in row.point.authors],
        reflected=answer.reflected if answer else "",
        answer=answer.text if answer else "",
        sheet=answer.sheet if answer else "",
        done=row.done,
        version=answer.version if answer else 0,
    )
