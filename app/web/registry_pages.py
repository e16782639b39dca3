"""The pages of the registry: search, map, statistics."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.cases.states import CASE_STATE_NAMES, CaseState
from app.procedure.clocks import seoul_day
from app.registry import plots
from app.registry.search import Hit, districts, search
from app.registry.search import Query as Sought
from app.registry.statistics import statistics
from app.reviews.reasons import BY_ID
from app.reviews.terms import DECISION_KIND_NAMES, DecisionKind
from app.web.access import SignedIn
from app.web.api.registry import SoughtOf
from app.web.language import of_page
from app.web.page import page
from app.web.paging import around
from app.web.service import ServiceOf
from cpted_rules.findings import VERDICT_NAMES, Verdict
from cpted_rules.text import Lang

router = APIRouter(include_in_schema=False)

_LISTED = 40
_MAPPED = 5_000
_PLOTTED = 15
_LABEL = 19  # characters that fit beside a bar
_COUNTED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN, Verdict.PASS)


@router.get("/registry")
def registry(
    request: Request,
    service: ServiceOf,
    person: SignedIn,
    query: SoughtOf,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:
    """Search, and what was found."""
    with service.database.reading() as session:
        hits, total = search(session, person, query, offset=offset, limit=_LISTED)
        values = _frame(query, districts(session, person))
    return page(
        request,
        "registry.html",
        hits=[_line(hit) for hit in hits],
        total=total,
        **around(offset, shown=_LISTED, total=total),
        **values,
    )


@router.get("/registry/map")
def registry_map(
    request: Request, service: ServiceOf, person: SignedIn, query: SoughtOf
) -> HTMLResponse:
    """The cases found, where they are."""
    with service.database.reading() as session:
        hits, total = search(session, person, query, limit=_MAPPED)
        values = _frame(query, districts(session, person))
    drawn = plots.map_of(hits)
    return page(
        request,
        "registry_map.html",
        map=drawn,
        points=[
            {"x": p.x, "y": p.y, "radius": p.radius, "cases": [_line(hit) for hit in p.hits]}
            for p in (drawn.points if drawn else ())
        ],
        width=plots.MAP_WIDTH,
        height=plots.MAP_HEIGHT,
        margin=plots.MARGIN,
        total=total,
        **values,
    )


@router.get("/registry/statistics")
def registry_statistics(
    request: Request, service: ServiceOf, person: SignedIn, query: SoughtOf
) -> HTMLResponse:
    """What the cases found add up to."""
    lang = of_page(request)
    with service.database.reading() as session:
        made = statistics(session, person, query)
        values = _frame(query, districts(session, person))
    clauses = [
        (one.cite_ko if lang is Lang.KO else one.cite_en, one)
        for one in made.clauses
        if one.cases or one.agreed or one.disagreed or one.conditions
    ]
    return page(
        request,
        "registry_statistics.html",
        made=made,
        clauses=clauses,
        clause_bars=plots.bars(
            [
                (_short(cite), {v.value: one.verdicts[v] for v in _COUNTED})
                for cite, one in clauses[:_PLOTTED]
            ]
        ),
        district_bars=plots.bars(
            [
                (
                    one.district or "–",
                    {
                        **{kind.value: n for kind, n in one.decisions.items()},
                        "undecided": one.cases - sum(one.decisions.values()),
                    },
                )
                for one in made.districts[:_PLOTTED]
            ]
        ),
        round_bars=plots.bars([(str(one.number), {"fail": one.failing}) for one in made.rounds]),
        verdict_names=VERDICT_NAMES,
        counted=_COUNTED,
        reasons=[
            {"name": BY_ID[one.reason].name, "rule": one.rule, "count": one.count}
            for one in made.reasons
            if one.reason in BY_ID
        ],
        **values,
    )


def _frame(query: Sought, names: tuple[str, ...]) -> dict[str, Any]:
    """What every page of the registry has: the form, its choices, the tabs."""
    asked = {
        "q": query.words,
        "district": query.district,
        "state": query.state.value if query.state else "",
        "clause": query.clause,
        "rule": query.rule,
        "verdict": query.verdict.value if query.verdict else "",
        "decision": query.decision.value if query.decision else "",
        "filed_from": query.filed_from.isoformat() if query.filed_from else "",
        "filed_to": query.filed_to.isoformat() if query.filed_to else "",
    }
    return {
        "asked": asked,
        "narrowed": any(value for key, value in asked.items() if key != "q"),
        "query": urlencode({key: value for key, value in asked.items() if value}),
        "districts": names,
        "states": [
            (s.value, CASE_STATE_NAMES[s]) for s in CaseState if s is not CaseState.PRECHECK
        ],
        "verdicts": [(v.value, VERDICT_NAMES[v]) for v in Verdict],
        "decisions": [(k.value, DECISION_KIND_NAMES[k]) for k in DecisionKind],
        "decision_names": DECISION_KIND_NAMES,
    }


def _line(hit: Hit) -> dict[str, Any]:
    case = hit.case
    return {
        "id": case.id,
        "number": case.number,
        "title": case.title,
        "district": case.district,
        "address": case.address or case.parcel,
        "item": case.item,
        "filed": seoul_day(case.filed_at).isoformat() if case.filed_at else "",
        "state_name": CASE_STATE_NAMES[CaseState(case.state)],
        "decision": hit.decision.value if hit.decision else "",
        "decision_name": DECISION_KIND_NAMES[hit.decision] if hit.decision else None,
        "rounds": hit.rounds,
        "findings": hit.findings,
        "open_conditions": hit.open_conditions,
    }


def _short(cite: str) -> str:
    return cite if len(cite) <= _LABEL else cite[: _LABEL - 1] + "…"
