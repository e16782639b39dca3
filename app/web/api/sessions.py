"""The JSON interface: a case in session: what is shown, votes, and the decision."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.auth.permissions import Permission
from app.cases.tables import CaseRow
from app.errors import NotFoundError
from app.reviews import decisions, faults, showing, votes
from app.reviews.decisions import Decided
from app.reviews.findings import current_round, findings_of
from app.reviews.tables import DecisionRow
from app.reviews.terms import DecisionKind, ListedGround
from app.web.access import OnCase, needs
from app.web.case_round import locked, writing
from app.web.condition_models import DecisionIn, DecisionOut
from app.web.described import problems
from app.web.service import Service, ServiceOf

router = APIRouter(prefix="/api/cases/{case_id}", tags=["sessions"])

Reader = Annotated[OnCase, Depends(needs(Permission.READ))]
Voter = Annotated[OnCase, Depends(needs(Permission.VOTE))]
Driver = Annotated[OnCase, Depends(needs(Permission.MEET))]
Office = Annotated[OnCase, Depends(needs(Permission.DECIDE))]


class ShownOut(BaseModel):
    """What is on the screen of the meeting."""

    here: bool = Field(description="Whether the meeting is at this case.")
    key: str = Field(description="`opinion:<id>`, `finding:<id>`, or empty for the whole case.")
    finding_number: int | None
    opinion_number: int | None
    state: str
    votes: "TallyOut"


class TallyOut(BaseModel):
    """How the vote stands. What each choice got is told once all present have voted."""

    named: int
    present: int
    recused: int
    quorum: bool
    voted: int
    counts: dict[str, int] | None
    mine: str | None


class ShowIn(BaseModel):
    """What to show."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"key": ""}})

    key: str = Field(default="", max_length=200)


class VoteIn(BaseModel):
    """A vote; no choice abstains."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"choice": "conditional"}}
    )

    choice: DecisionKind | None
    written: bool = False


@router.get("/meeting", summary="What is shown in session", responses=problems(401, 404, 409, 422))
def meeting(response: Response, service: ServiceOf, on_case: Reader) -> ShownOut:
    """To be asked for again and again by those who follow; it is small."""
    with service.database.reading() as session:
        out = shown_out(session, service, on_case, on_case.case)
    response.headers["Cache-Control"] = "no-store"
    return out


@router.post(
    "/meeting/show", summary="Show in session", responses=problems(401, 403, 404, 409, 422)
)
def show(service: ServiceOf, on_case: Driver, given: ShowIn) -> ShownOut:
    """An opinion or a finding of the case; those who follow come along."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        showing.show(session, case, findings, given.key)
        return shown_out(session, service, on_case, case)


@router.get("/votes", summary="How the vote stands", responses=problems(401, 404, 422))
def tally(service: ServiceOf, on_case: Reader) -> TallyOut:
    """Quorum, who has voted in number, and the counts once all have."""
    with service.database.reading() as session:
        return tally_out(session, on_case, on_case.case)


@router.post("/votes", summary="Vote", responses=problems(401, 403, 404, 409, 422))
def vote(service: ServiceOf, on_case: Voter, given: VoteIn) -> TallyOut:
    """The caller's vote; voting again changes it until the decision is recorded."""
    with service.database.session() as session:
        case = locked(session, on_case)
        votes.cast(session, on_case.person, case, given.choice, written=given.written)
        session.flush()
        return tally_out(session, on_case, case)


@router.get("/decision", summary="What was decided", responses=problems(401, 404, 422))
def decision(service: ServiceOf, on_case: Reader) -> DecisionOut:
    """On the newest round.

    Raises:
        NotFoundError: nothing is decided.
    """
    with service.database.reading() as session:
        number = current_round(session, on_case.case)
        row = decisions.decision_of(session, on_case.case, number)
    if row is None:
        raise NotFoundError(faults.no_row("decision", str(number)))
    return _decision_out(row)


@router.post(
    "/decision",
    status_code=201,
    summary="Record the decision",
    responses=problems(401, 403, 404, 409, 422),
)
def decide(service: ServiceOf, on_case: Office, given: DecisionIn) -> DecisionOut:
    """With its conditions. Quorum, majority, grounds and conditions are checked, all at once."""
    with service.database.session() as session:
        case, findings = writing(session, service, on_case)
        said = Decided(
            kind=given.kind,
            decided_on=given.decided_on,
            grounds=tuple(dict.fromkeys(given.grounds)),
            words=given.words,
            conditions=tuple(one.draft() for one in given.conditions),
        )
        row = decisions.decide(session, on_case.person, case, findings, said)
        return _decision_out(row)


def shown_out(session: Session, service: Service, on_case: OnCase, case: CaseRow) -> ShownOut:
    """What is on the screen, as its reader may know it."""
    shown = showing.shown(session, case, findings_of(session, service.blobs, case))
    return ShownOut(
        here=shown.here,
        key=shown.key,
        finding_number=shown.found.number if shown.found else None,
        opinion_number=shown.point.number if shown.point else None,
        state=case.state,
        votes=tally_out(session, on_case, case),
    )


def tally_out(session: Session, on_case: OnCase, case: CaseRow) -> TallyOut:
    """How the vote stands, as its reader may know it."""
    found = votes.tally(session, case)
    number = current_round(session, case)
    mine = votes.own_vote(session, on_case.person.id, case, number)
    whole = bool(found.present) and len(found.voted) == len(found.present)
    return TallyOut(
        named=len(found.named),
        present=len(found.present),
        recused=found.recused,
        quorum=found.has_quorum,
        voted=len(found.voted),
        counts=dict(found.counts) if whole else None,
        mine=mine.choice if mine else None,
    )


def _decision_out(row: DecisionRow) -> DecisionOut:
    return DecisionOut(
        round=row.round,
        kind=DecisionKind(row.kind),
        grounds=[ListedGround(one) for one in row.grounds],
        words=row.words,
        decided_on=row.decided_on,
        named=row.named,
        present=row.present,
        votes=row.votes,
        notified_at=row.notified_at,
        published_at=row.published_at,
    )
