"""The JSON interface: the registry searched, counted and exported."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.procedure.clocks import seoul_day
from app.registry.exports import hits_csv, hits_geojson, hits_xlsx
from app.registry.search import Hit, search
from app.registry.search import Query as Sought
from app.registry.statistics import statistics
from app.reviews.terms import DecisionKind
from app.web.access import SignedIn
from app.web.api.submissions import disposition
from app.web.described import problems
from app.web.language import of_page
from app.web.service import ServiceOf
from cpted_rules.findings import Verdict

router = APIRouter(prefix="/api/registry", tags=["registry"])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 10_000
"""Cases of one export."""


def sought(
    q: Annotated[str, Query(max_length=200, description="Words, all of which must be there.")] = "",
    district: Annotated[str, Query(max_length=40)] = "",
    state: Annotated[CaseState | Literal[""], Query()] = "",
    clause: Annotated[
        str, Query(max_length=80, description="Beginning of a clause's id, or part of a citation.")
    ] = "",
    rule: Annotated[str, Query(max_length=20)] = "",
    verdict: Annotated[Verdict | Literal[""], Query()] = "",
    decision: Annotated[DecisionKind | Literal[""], Query()] = "",
    filed_from: Annotated[date | Literal[""], Query()] = "",
    filed_to: Annotated[date | Literal[""], Query()] = "",
) -> Sought:
    """What is looked for. An empty field of a form asks nothing."""
    return Sought(
        words=q.strip(),
        district=district.strip(),
        state=state or None,
        clause=clause.strip(),
        rule=rule.strip(),
        verdict=verdict or None,
        decision=decision or None,
        filed_from=filed_from or None,
        filed_to=filed_to or None,
    )


SoughtOf = Annotated[Sought, Depends(sought)]


class HitModel(BaseModel):
    """A case that was found."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "0d6f9f3c-6c3e-4b53-9f5e-0d1a2b3c4d5e",
                "number": "2026-건축과-신축허가-12",
                "title": "한강로 다세대주택 신축공사",
                "district": "용산구",
                "address": "서울특별시 용산구 한강로동 123-4",
                "parcel": "한강로동 123-4",
                "state": "conditional",
                "filed_on": "2026-10-05",
                "rounds": 1,
                "item": "2026-제11회-안건3",
                "decision": "conditional",
                "findings": 2,
                "open_conditions": 3,
                "longitude": 126.97,
                "latitude": 37.53,
            }
        }
    )

    id: str
    number: str
    title: str
    district: str
    address: str
    parcel: str
    state: CaseState
    filed_on: date | None
    rounds: int
    item: str
    decision: DecisionKind | None
    findings: int | None = Field(description="That fit the query, in the newest round.")
    open_conditions: int
    longitude: float | None
    latitude: float | None


class RegistryPage(BaseModel):
    """Cases found, those filed last first."""

    items: list[HitModel]
    total: int
    offset: int
    limit: int


class ClauseModel(BaseModel):
    """A clause in the newest round of every case."""

    clause: str
    cite: str
    verdicts: dict[Verdict, int]
    cases: int = Field(description="With a finding of it that asks something.")
    agreed: int
    disagreed: int
    conditions: int


class DistrictModel(BaseModel):
    """The cases of a district."""

    district: str
    cases: int
    decisions: dict[DecisionKind, int]
    days: float | None = Field(description="From filing to decision, the middle one.")
    open_conditions: int


class RoundNumbers(BaseModel):
    """All rounds with the same number."""

    number: int
    cases: int
    failing: int
    per_case: float


class ReasonModel(BaseModel):
    """How often findings of a rule were disagreed with for a reason."""

    reason: str
    rule: str
    count: int


class StatisticsModel(BaseModel):
    """What the cases of a query add up to."""

    cases: int
    clauses: list[ClauseModel]
    districts: list[DistrictModel]
    rounds: list[RoundNumbers]
    reasons: list[ReasonModel]


@router.get("", summary="Search the registry", responses=problems(401, 422))
def found(
    service: ServiceOf,
    person: SignedIn,
    query: SoughtOf,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> RegistryPage:
    """Filed cases that the caller may see."""
    with service.database.reading() as session:
        hits, total = search(session, person, query, offset=offset, limit=limit)
    items = [_model(hit) for hit in hits]
    return RegistryPage(items=items, total=total, offset=offset, limit=limit)


@router.get("/statistics", summary="What the cases add up to", responses=problems(401, 422))
def counted(
    request: Request, service: ServiceOf, person: SignedIn, query: SoughtOf
) -> StatisticsModel:
    """By clause, district, round, and reason of disagreement."""
    lang = of_page(request).value
    with service.database.reading() as session:
        made = statistics(session, person, query)
    return StatisticsModel(
        cases=made.cases,
        clauses=[
            ClauseModel(
                clause=one.clause,
                cite=one.cite_ko if lang == "ko" else one.cite_en,
                verdicts=one.verdicts,
                cases=one.cases,
                agreed=one.agreed,
                disagreed=one.disagreed,
                conditions=one.conditions,
            )
            for one in made.clauses
        ],
        districts=[
            DistrictModel(
                district=one.district,
                cases=one.cases,
                decisions=one.decisions,
                days=one.days,
                open_conditions=one.open_conditions,
            )
            for one in made.districts
        ],
        rounds=[
            RoundNumbers(
                number=one.number, cases=one.cases, failing=one.failing, per_case=one.per_case
            )
            for one in made.rounds
        ],
        reasons=[
            ReasonModel(reason=one.reason, rule=one.rule, count=one.count) for one in made.reasons
        ],
    )


@router.get(
    "/export",
    summary="The cases of a search as a file",
    response_class=Response,
    responses={
        200: {
            "description": "The file",
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in ("text/csv", _XLSX, "application/geo+json")
            },
        },
        **problems(401, 422),
    },
)
def export(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    query: SoughtOf,
    format: Annotated[Literal["csv", "xlsx", "geojson"], Query()] = "xlsx",
) -> Response:
    """At most 10,000 cases."""
    lang = of_page(request)
    with service.database.reading() as session:
        hits, _total = search(session, person, query, limit=_MOST)
    if format == "csv":
        content, kind = hits_csv(hits, lang), "text/csv; charset=utf-8"
    elif format == "xlsx":
        content, kind = hits_xlsx(hits, lang), _XLSX
    else:
        content, kind = hits_geojson(hits, lang), "application/geo+json"
    name = f"registry-{seoul_day().isoformat()}.{format}"
    headers = {"Content-Disposition": disposition("attachment", name)}
    return Response(content, media_type=kind, headers=headers)


def _model(hit: Hit) -> HitModel:
    case: CaseRow = hit.case
    return HitModel(
        id=case.id,
        number=case.number,
        title=case.title,
        district=case.district,
        address=case.address,
        parcel=case.parcel,
        state=CaseState(case.state),
        filed_on=seoul_day(case.filed_at) if case.filed_at else None,
        rounds=hit.rounds,
        item=case.item,
        decision=hit.decision,
        findings=hit.findings,
        open_conditions=hit.open_conditions,
        longitude=case.longitude,
        latitude=case.latitude,
    )
