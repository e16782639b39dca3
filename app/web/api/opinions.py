"""The JSON interface: opinions of a round, drafts to publication, with the library and undo."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.auth.permissions import Permission
from app.errors import NotFoundError
from app.reviews import consolidation, faults, gathering, library, opinions, undoing
from app.reviews.findings import RoundFinding, RoundFindings, current_round, findings_of
from app.reviews.reasons import REASONS
from app.reviews.tables import ActRow, OpinionRow
from app.reviews.terms import Position
from app.web.access import OnCase, needs
from app.web.case_round import locked, opinions_out, writing
from app.web.described import problems
from app.web.language import preferred
from app.web.review_models import (
    IfMatch,
    OpinionChange,
    OpinionIn,
    OpinionOut,
    version_of,
)
from app.web.service import ServiceOf
from cpted_rules.text import Lang

router = APIRouter(prefix="/api/cases/{case_id}/opinions", tags=["opinions"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Author = Annotated[OnCase, Depends(needs(Permission.OPINE))]
_MOST = 500


class OpinionPage(BaseModel):
    """Opinions in the order of findings."""

    items: list[OpinionOut]
    total: int
    offset: int
    limit: int


class Bulk(BaseModel):
    """The same said of many findings at one go, undone at one go."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"finding_ids": ["332bad44a4", "3efeb47416"], "position": "agree"}
        },
    )

    finding_ids: list[Annotated[str, Field(max_length=64)]] = Field(min_length=1, max_length=_MOST)
    position: Position
    reason: str = Field(default="", max_length=30)


class Gathered(BaseModel):
    """Findings put under the draft on another."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"lead": "332bad44a4", "others": ["3efeb47416"]}},
    )

    lead: str = Field(max_length=64, description="The finding with the caller's draft.")
    others: list[Annotated[str, Field(max_length=64)]] = Field(min_length=1, max_length=_MOST)


class OfFinding(BaseModel):
    """One finding."""

    model_config = ConfigDict(extra="forbid")

    finding_id: str = Field(max_length=64)


class ReasonOut(BaseModel):
    """A reason of the palette."""

    id: str
    name: str
    positions: list[Position]


class EntryOut(BaseModel):
    """An opinion of the library, its slots filled for the finding."""

    id: str
    position: Position
    text: str
    own: bool = Field(description="One of the committee's own phrases.")
    published: int
    conditions: int
    taken_up: int


class Done(BaseModel):
    """What was put back or done again."""

    tables: list[str]
    count: int


@router.get("", summary="Opinions of a round", responses=problems(401, 404, 409, 422))
def listed(
    request: Request,
    service: ServiceOf,
    on_case: Reader,
    round: Annotated[int | None, Query(ge=1, le=99)] = None,
    mine: bool = False,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 200,
) -> OpinionPage:
    """What is published, the caller's own drafts, and for the secretary what was submitted."""
    with service.database.reading() as session:
        number = round if round is not None else current_round(session, on_case.case)
        findings = findings_of(session, service.blobs, on_case.case, number)
        rows = consolidation.visible(
            session, on_case.person.id, on_case.case, number, on_case.standing
        )
        rows = tuple(row for row in rows if not mine or row.person_id == on_case.person.id)
        part = rows[offset : offset + limit]
        items = opinions_out(session, part, findings, on_case, preferred(request))
    return OpinionPage(items=items, total=len(rows), offset=offset, limit=limit)


@router.post(
    "",
    status_code=201,
    summary="Say something of a finding, or of the whole",
    responses=problems(401, 403, 404, 409, 422),
)
def say(
    request: Request, response: Response, service: ServiceOf, on_case: Author, given: OpinionIn
) -> OpinionOut:
    """A draft that its author alone reads. There is one for each finding: said again, changed."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case, given.round)
        said = given.said(_finding_id(findings, given))
        rows = opinions.triage(session, on_case.person, case, findings, [said], origin="api")
        (out,) = opinions_out(session, rows, findings, on_case, preferred(request))
    response.headers["ETag"] = f'"{out.version}"'
    return out


@router.post(
    "/bulk",
    status_code=201,
    summary="Say the same of many findings",
    responses=problems(401, 403, 404, 409, 422),
)
def say_of_many(
    request: Request, service: ServiceOf, on_case: Author, given: Bulk
) -> list[OpinionOut]:
    """Drafts, all of them or none."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        said = [
            OpinionIn(position=given.position, reason=given.reason).said(one)
            for one in dict.fromkeys(given.finding_ids)
        ]
        rows = opinions.triage(session, on_case.person, case, findings, said, origin="api")
        return opinions_out(session, rows, findings, on_case, preferred(request))


@router.post(
    "/gather",
    summary="Put findings under one opinion",
    responses=problems(401, 403, 404, 409, 422),
)
def gather(
    request: Request, service: ServiceOf, on_case: Author, given: Gathered
) -> list[OpinionOut]:
    """The caller's drafts on them, merged into the draft on the leading finding."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        rows = gathering.gather(
            session, on_case.person, case, findings, lead=given.lead, others=given.others
        )
        return opinions_out(session, rows, findings, on_case, preferred(request))


@router.post(
    "/part",
    summary="Take a finding out from under another's opinion",
    responses=problems(401, 403, 404, 409, 422),
)
def part(request: Request, service: ServiceOf, on_case: Author, given: OfFinding) -> OpinionOut:
    """The caller's draft on it stands by itself again."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        row = gathering.part(session, on_case.person, case, findings, given.finding_id)
        (out,) = opinions_out(session, [row], findings, on_case, preferred(request))
    return out


@router.get("/reasons", summary="The palette of reasons", responses=problems(401, 404, 422))
def reasons(request: Request, _on_case: Reader) -> list[ReasonOut]:
    """In the order of their keys, 1 to 9, for each position."""
    lang = preferred(request)
    return [
        ReasonOut(id=one.id, name=one.name.in_(lang), positions=list(one.positions))
        for one in REASONS
    ]


@router.get(
    "/library", summary="Opinions of the library", responses=problems(401, 403, 404, 409, 422)
)
def offered(
    request: Request,
    service: ServiceOf,
    on_case: Author,
    finding_id: Annotated[str, Query(max_length=64)],
) -> list[EntryOut]:
    """What fits a finding, its slots filled: the clause's own first, the committee's last."""
    lang = preferred(request)
    with service.database.reading() as session:
        findings = findings_of(session, service.blobs, on_case.case)
        found = findings.of(finding_id)
        if found is None:
            raise NotFoundError(faults.no_finding(finding_id))
        entries = library.library(session, on_case.case, found)
    return [_entry(one, lang) for one in entries]


@router.post(
    "/submit", summary="Submit first opinions", responses=problems(401, 403, 404, 409, 422)
)
def submit(request: Request, service: ServiceOf, on_case: Author) -> list[OpinionOut]:
    """The caller's drafts; from now on the secretary reads them, others once all are published."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        rows = opinions.submit(session, on_case.person, case, findings)
        return opinions_out(session, rows, findings, on_case, preferred(request))


@router.post(
    "/withdraw",
    status_code=204,
    summary="Take a submission back to change it",
    responses=problems(401, 403, 404, 409, 422),
)
def withdraw(service: ServiceOf, on_case: Author) -> None:
    """Possible until opinions are published."""
    with service.database.session() as session:
        opinions.withdraw(session, on_case.person, locked(session, on_case))


@router.post("/undo", summary="Undo", responses=problems(401, 403, 404, 409, 422))
def undo(service: ServiceOf, on_case: Reader) -> Done:
    """The caller's last act on this case: opinions, marks, answers or conditions."""
    with service.database.session() as session:
        acts = undoing.undo_last(
            session, on_case.person, locked(session, on_case), on_case.standing
        )
        return _done(acts)


@router.post("/redo", summary="Do again", responses=problems(401, 403, 404, 409, 422))
def redo(service: ServiceOf, on_case: Reader) -> Done:
    """What the caller undid last."""
    with service.database.session() as session:
        acts = undoing.redo_last(
            session, on_case.person, locked(session, on_case), on_case.standing
        )
        return _done(acts)


@router.get("/{opinion_id}", summary="One opinion", responses=problems(401, 404, 409, 422))
def one(
    request: Request, response: Response, service: ServiceOf, on_case: Reader, opinion_id: str
) -> OpinionOut:
    """If the caller may read it."""
    with service.database.reading() as session:
        row = session.get(OpinionRow, opinion_id)
        number = row.round if row is not None and row.case_id == on_case.case.id else 0
        rows = consolidation.visible(
            session, on_case.person.id, on_case.case, number, on_case.standing
        )
        if row is None or row not in rows:
            raise NotFoundError(faults.no_row("opinion", opinion_id))
        findings = findings_of(session, service.blobs, on_case.case, number)
        (out,) = opinions_out(session, [row], findings, on_case, preferred(request))
    response.headers["ETag"] = f'"{out.version}"'
    return out


@router.patch(
    "/{opinion_id}",
    summary="Change a draft",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def change(
    request: Request,
    response: Response,
    service: ServiceOf,
    on_case: Author,
    opinion_id: str,
    given: OpinionChange,
    if_match: IfMatch = "",
) -> OpinionOut:
    """A draft of the caller's own; what is left out stays."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        row = session.get(OpinionRow, opinion_id)
        if row is None or row.person_id != on_case.person.id:
            raise NotFoundError(faults.no_row("opinion", opinion_id))
        said = replace(opinions.said_of(row), **given.given())
        row = opinions.change(
            session,
            on_case.person,
            case,
            findings,
            opinion_id,
            said,
            version=version_of(if_match),
        )
        (out,) = opinions_out(session, [row], findings, on_case, preferred(request))
    response.headers["ETag"] = f'"{out.version}"'
    return out


@router.delete(
    "/{opinion_id}",
    status_code=204,
    summary="Remove a draft",
    responses=problems(401, 403, 404, 409, 412, 422),
)
def remove(service: ServiceOf, on_case: Author, opinion_id: str, if_match: IfMatch = "") -> None:
    """A draft of the caller's own; undo brings it back."""
    with service.database.session() as session:
        case = locked(session, on_case)
        opinions.take_back(session, on_case.person, case, opinion_id, version=version_of(if_match))


def _finding_id(findings: RoundFindings, given: OpinionIn) -> str | None:
    if given.finding_id is not None or given.finding_number is None:
        return given.finding_id
    found: RoundFinding | None = findings.by_number.get(given.finding_number)
    if found is None:
        raise NotFoundError(faults.no_finding(f"#{given.finding_number}"))
    return found.id


def _entry(entry: library.Entry, lang: Lang) -> EntryOut:
    return EntryOut(
        id=entry.id,
        position=entry.position,
        text=entry.words.in_(lang),
        own=entry.own,
        published=entry.uses.published,
        conditions=entry.uses.conditions,
        taken_up=entry.uses.taken_up,
    )


def _done(acts: tuple[ActRow, ...]) -> Done:
    return Done(tables=sorted({act.table for act in acts}), count=len(acts))
