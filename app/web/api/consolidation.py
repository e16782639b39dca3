"""The JSON interface: the secretary's part: what says the same, merging, publishing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.reviews import consolidation, duplicates
from app.reviews.findings import current_round, findings_of
from app.web.access import OnCase, needs
from app.web.case_round import opinions_out, writing
from app.web.described import problems
from app.web.language import preferred
from app.web.review_models import OpinionOut
from app.web.service import ServiceOf

router = APIRouter(prefix="/api/cases/{case_id}/opinions", tags=["opinions"])

Secretary = Annotated[OnCase, Depends(needs(Permission.CONSOLIDATE))]


class Merge(BaseModel):
    """Opinions put under one."""

    model_config = ConfigDict(extra="forbid")

    keep: str = Field(max_length=36)
    others: list[Annotated[str, Field(max_length=36)]] = Field(min_length=1, max_length=100)


class Which(BaseModel):
    """One opinion."""

    model_config = ConfigDict(extra="forbid")

    opinion_id: str = Field(max_length=36)


class Why(BaseModel):
    """The reason not to wait for those who have not submitted."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(default="", max_length=1_000)


class PairOut(BaseModel):
    """Two opinions that may say the same."""

    first: str
    second: str
    likeness: float
    same_finding: bool
    same_rule: bool
    same_place: bool
    words: float


@router.get(
    "/duplicates",
    summary="Opinions that may say the same",
    responses=problems(401, 403, 404, 409, 422),
)
def alike(service: ServiceOf, on_case: Secretary) -> list[PairOut]:
    """Suggestions to merge, the likest first; nothing is merged by itself."""
    with service.database.reading() as session:
        findings = findings_of(session, service.blobs, on_case.case)
        number = current_round(session, on_case.case)
        rows = consolidation.submitted(session, on_case.case, number)
        pairs = duplicates.duplicates(rows, findings)
    return [PairOut.model_validate(pair, from_attributes=True) for pair in pairs]


@router.post(
    "/merge", summary="Put opinions under one", responses=problems(401, 403, 404, 409, 422)
)
def merge(request: Request, service: ServiceOf, on_case: Secretary, given: Merge) -> OpinionOut:
    """All authors and words are kept; `split` takes one out again."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        point = consolidation.merge(
            session, on_case.person, case, keep=given.keep, others=given.others
        )
        (out,) = opinions_out(session, [point.lead], findings, on_case, preferred(request))
    return out


@router.post(
    "/split", summary="Take an opinion out again", responses=problems(401, 403, 404, 409, 422)
)
def split(request: Request, service: ServiceOf, on_case: Secretary, given: Which) -> OpinionOut:
    """It stands by itself again."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        row = consolidation.split(session, on_case.person, case, given.opinion_id)
        (out,) = opinions_out(session, [row], findings, on_case, preferred(request))
    return out


@router.post("/publish", summary="Publish", responses=problems(401, 403, 404, 409, 422))
def publish(
    request: Request, service: ServiceOf, on_case: Secretary, given: Why
) -> list[OpinionOut]:
    """Everything submitted, for everybody on the case; it stands from then on."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        rows = consolidation.publish(session, on_case.person, case, reason=given.reason)
        return opinions_out(session, rows, findings, on_case, preferred(request))
