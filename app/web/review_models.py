"""What the JSON interface takes and answers with on opinions, answers, votes and conditions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.roles import Role
from app.auth.tables import PersonRow
from app.errors import Problem
from app.reviews.guards import Said
from app.reviews.tables import OpinionRow
from app.reviews.terms import (
    Position,
    Reflected,
    SaidBasis,
)
from app.web.access import OnCase
from app.web.problems import FaultDetails, details
from cpted_rules.errors import CptedError, Fault
from cpted_rules.facts import Stage
from cpted_rules.text import Lang, Text

IfMatch = Annotated[
    str, Header(alias="If-Match", max_length=40, description="The ETag that the caller read.")
]
SOMEBODY = Text(ko="위원", en="a member")
"""What an applicant reads instead of a member's name."""
WORDS = 4_000
"""Most characters of what is said at once."""
SHORT = 500


class OpinionIn(BaseModel):
    """What is said of a finding, or of the whole.

    A condition takes basis, place, target, stage, check and words from its finding where they are
    not given.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"finding_number": 3, "position": "disagree", "reason": "shown_elsewhere"},
                {"finding_id": "332bad44a4", "position": "condition", "target": "안내판 1개소"},
                {
                    "position": "agree",
                    "text": "지하주차장 바닥을 밝게 칠하기를 권고",
                    "basis": "advice",
                },
            ]
        },
    )

    round: int | None = Field(
        default=None, ge=1, le=99, description="If given, must be the newest."
    )
    finding_id: str | None = Field(default=None, max_length=64)
    finding_number: int | None = Field(
        default=None, ge=1, le=100_000, description="Instead of the id."
    )
    position: Position
    reason: str = Field(default="", max_length=30)
    text: str = Field(default="", max_length=WORDS)
    must: bool = False
    basis: SaidBasis | None = None
    place: str = Field(default="", max_length=SHORT)
    target: str = Field(default="", max_length=SHORT)
    stage: Stage | None = None
    check: str = Field(default="", max_length=SHORT)
    template: str = Field(default="", max_length=60)

    def said(self, finding_id: str | None) -> Said:
        """The same as a value."""
        given = self.model_dump(exclude={"round", "finding_id", "finding_number"})
        return Said(finding_id=finding_id, **given)


class OpinionChange(BaseModel):
    """What is changed of a draft; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"text": "고쳐 쓴 의견", "must": True}}
    )

    position: Position | None = None
    reason: str | None = Field(default=None, max_length=30)
    text: str | None = Field(default=None, max_length=WORDS)
    must: bool | None = None
    basis: SaidBasis | None = None
    place: str | None = Field(default=None, max_length=SHORT)
    target: str | None = Field(default=None, max_length=SHORT)
    stage: Stage | None = None
    check: str | None = Field(default=None, max_length=SHORT)
    template: str | None = Field(default=None, max_length=60)

    def given(self) -> dict[str, Any]:
        """What is to be changed, by name; a stage can be taken away."""
        sent = self.model_dump(exclude_unset=True)
        return {name: v for name, v in sent.items() if v is not None or name == "stage"}


class AuthorOf(BaseModel):
    """Who says it."""

    id: str
    name: str


class OpinionOut(BaseModel):
    """One opinion."""

    id: str
    round: int
    finding_id: str | None
    finding_number: int | None
    position: Position
    reason: str
    text: str
    must: bool
    basis: SaidBasis
    place: str
    target: str
    stage: Stage | None
    check: str
    template: str
    origin: str
    author: AuthorOf
    mine: bool
    draft: bool = Field(description="Not published.")
    merged_into: str | None
    carried_from: str | None
    published_at: datetime | None
    updated_at: datetime
    version: int
    lacks: list[FaultDetails] = Field(description="What keeps a draft from being submitted.")


class AnswerIn(BaseModel):
    """The applicant's answer to an opinion."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"reflected": "yes", "text": "주출입구에 안내판 추가", "sheet": "A-102"}
        },
    )

    reflected: Reflected | None = None
    text: str = Field(default="", max_length=WORDS)
    sheet: str = Field(default="", max_length=200)


def version_of(if_match: str) -> int | None:
    """The version an `If-Match` names; None where there is none or `*`."""
    digits = if_match.strip().removeprefix("W/").strip('"')
    return int(digits) if digits.isascii() and digits.isdigit() else None


def names_of(session: Session, ids: Iterable[str]) -> Mapping[str, str]:
    """Names of people by id."""
    rows = session.scalars(select(PersonRow).where(PersonRow.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def is_outside(on_case: OnCase) -> bool:
    """Whether somebody is no member of the committee: they read no names. 건축법 제4조의3."""
    return on_case.standing.roles <= {Role.ARCHITECT}


def author_name(row_person: str, names: Mapping[str, str], on_case: OnCase, lang: Lang) -> str:
    """The name of an author as the reader may know it."""
    if is_outside(on_case) and row_person != on_case.person.id:
        return SOMEBODY.in_(lang)
    return names.get(row_person, "–")


def opinion_out(
    row: OpinionRow,
    *,
    names: Mapping[str, str],
    on_case: OnCase,
    lacks: Iterable[Fault],
    lang: Lang,
) -> OpinionOut:
    """An opinion as its reader may know it."""
    mine = row.person_id == on_case.person.id
    hidden = is_outside(on_case) and not mine
    return OpinionOut(
        id=row.id,
        round=row.round,
        finding_id=row.finding_id,
        finding_number=row.finding_number,
        position=Position(row.position),
        reason=row.reason,
        text=row.text,
        must=row.must,
        basis=SaidBasis(row.basis),
        place=row.place,
        target=row.target,
        stage=Stage(row.stage) if row.stage else None,
        check=row.check,
        template=row.template,
        origin=row.origin,
        author=AuthorOf(
            id="" if hidden else row.person_id,
            name=author_name(row.person_id, names, on_case, lang),
        ),
        mine=mine,
        draft=row.published_at is None,
        merged_into=row.merged_into,
        carried_from=row.carried_from,
        published_at=row.published_at,
        updated_at=row.updated_at,
        version=row.version,
        lacks=faults_out(lacks, lang),
    )


def faults_out(faults: Iterable[Fault], lang: Lang) -> list[FaultDetails]:
    """Faults in one language."""
    problem = Problem.of(CptedError(*faults))
    return details(problem, status=422, instance="", lang=lang).faults
