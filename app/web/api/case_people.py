"""The JSON interface: who of the committee is on a case, and who may not be."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import ForbiddenError, RefusedError, Words
from app.procedure import articles, assignment, faults, meeting_faults, recusal
from app.procedure.recusal import GROUND_NAMES, Ground
from app.web.access import OnCase, needs
from app.web.case_models import MemberModel, member_of
from app.web.described import problems
from app.web.service import ServiceOf
from cpted_rules.text import Text

router = APIRouter(prefix="/api/cases/{case_id}", tags=["cases"])

Keeper = Annotated[OnCase, Depends(needs(Permission.ASSIGN))]
_PERSON = "5b1f7c9e-2d1b-4c8b-9a51-0d2f4b6c8e11"


class CandidateModel(MemberModel):
    """Somebody of the committee, and how they stand to the case."""

    named: bool
    recused: bool


class Assignment(BaseModel):
    """Somebody to be put on a case."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"person_id": _PERSON, "role": "expert"}]},
    )

    person_id: str = Field(max_length=36)
    role: Role | None = Field(default=None, description="expert or member; else what they are.")


class Recusal(BaseModel):
    """A recusal to be taken down."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"ground": "service", "words": "설계 자문을 한 적이 있음"}]
        },
    )

    ground: Ground
    words: str = Field(default="", max_length=2_000)
    person_id: str = Field(
        default="", max_length=36, description="Somebody else, for secretary and chair."
    )


class RecusalModel(BaseModel):
    """Somebody who may not act on the case."""

    person_id: str
    name: str
    ground: Ground
    ground_name: Words
    words: str
    said_by: str
    at: datetime


@router.get(
    "/candidates",
    summary="Who of the committee may be put on a case",
    responses=problems(401, 403, 404, 422),
)
def candidates(service: ServiceOf, on_case: Keeper) -> list[CandidateModel]:
    """Chair, experts and members, with those named and those recused."""
    with service.database.reading() as session:
        return [
            CandidateModel(
                **member_of(member).model_dump(), named=member.named, recused=member.recused
            )
            for member in assignment.candidates(session, on_case.case)
        ]


@router.post(
    "/assignments",
    status_code=201,
    summary="Put somebody on a case",
    responses=problems(401, 403, 404, 409, 422),
)
def assign(service: ServiceOf, on_case: Keeper, said: Assignment) -> Assignment:
    """An expert or member of its committee who is not recused."""
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        row = assignment.assign(session, case, on_case.person, said.person_id, role=said.role)
        return Assignment(person_id=row.person_id, role=Role(row.role))


@router.delete(
    "/assignments/{person_id}",
    status_code=204,
    summary="Take somebody off a case",
    response_model=None,
    responses=problems(401, 403, 404, 409, 422),
)
def unassign(service: ServiceOf, on_case: Keeper, person_id: str) -> Response:
    """They no longer see it, unless they keep it for the committee."""
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        assignment.unassign(session, case, on_case.person, person_id)
    return Response(status_code=204)


@router.get(
    "/recusals",
    summary="Who is recused from a case",
    responses=problems(401, 403, 404, 422),
)
def list_recusals(service: ServiceOf, on_case: Keeper) -> list[RecusalModel]:
    """For its secretary and chair."""
    with service.database.reading() as session:
        return [
            RecusalModel(
                person_id=row.person_id,
                name=session.get_one(PersonRow, row.person_id).name,
                ground=Ground(row.ground),
                ground_name=Words.of(GROUND_NAMES[Ground(row.ground)]),
                words=row.words,
                said_by=row.said_by,
                at=row.at,
            )
            for row in recusal.recused_of(session, on_case.case)
        ]


@router.post(
    "/recusals",
    status_code=204,
    summary="Recuse yourself, or another",
    response_model=None,
    responses=problems(401, 403, 404, 409, 422),
)
def recuse(
    service: ServiceOf,
    on_case: Annotated[OnCase, Depends(needs(Permission.RECUSE))],
    said: Recusal,
) -> Response:
    """From then on the case does not exist for them; their drafts are taken out of it."""
    recuse_on(service, on_case, said)
    return Response(status_code=204)


@router.delete(
    "/recusals/{person_id}",
    status_code=204,
    summary="Take back a recusal that was a mistake",
    response_model=None,
    responses=problems(401, 403, 404, 409, 422),
)
def readmit(service: ServiceOf, on_case: Keeper, person_id: str) -> Response:
    """They are to be put on the case anew."""
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        recusal.readmit(session, case, on_case.person, person_id)
    return Response(status_code=204)


def recuse_on(service: ServiceOf, on_case: OnCase, said: Recusal) -> None:
    """Take down a recusal of oneself, or of another by who keeps the list of the case.

    Raises:
        ForbiddenError: it is of another, and they do not keep it.
    """
    with service.database.session() as session:
        case = session.get_one(CaseRow, on_case.case.id)
        other = said.person_id not in ("", on_case.person.id)
        if other and not recusal.may_recuse_others(session, case, on_case.person):
            raise ForbiddenError(
                faults.not_yours(
                    Text(ko="다른 위원의 제척", en="recusing another"),
                    Text(ko="간사, 위원장", en="secretary, chair"),
                    articles.EXCLUSION,
                )
            )
        whom = session.get(PersonRow, said.person_id or on_case.person.id)
        if whom is None:
            raise RefusedError(meeting_faults.no_member(said.person_id))
        recusal.recuse(
            session, case, on_case.person, whom=whom, ground=said.ground, words=said.words.strip()
        )
