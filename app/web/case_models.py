"""What the JSON interface answers with about cases."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sqlalchemy.orm import Session

from app.auth.roles import Role
from app.auth.standing import standing
from app.auth.tables import PersonRow
from app.cases.states import CASE_STATE_NAMES, CaseState
from app.cases.tables import CaseRow, RoundRow
from app.db import State, SubmissionRow
from app.errors import Words
from app.procedure import rounds
from app.procedure.actions import ACTION_NAMES, Action, Step
from app.procedure.assignment import Member, revealed
from app.procedure.clocks import countdown, seoul_day
from app.procedure.ledger import kept
from app.procedure.rounds import CAUSE_NAMES, Cause
from app.procedure.terms import Running
from app.procedure.workflow import steps_from, terms_of
from app.summary import Summary
from cpted_rules.findings import Verdict

_CASE: dict[str, JsonValue] = {
    "id": "7c2b0a54-5f0e-4f6e-8a25-3c0f1d2e4b6a",
    "number": "2026-건축과-신축허가-12",
    "title": "한강로 다세대주택 신축공사",
    "district": "용산구",
    "address": "서울특별시 용산구 한강로동 12-3",
    "parcel": "한강로동 12-3",
    "uses": ["multiplex_house"],
    "state": "filed",
    "state_name": {"ko": "접수", "en": "Filed"},
    "state_since": "2026-10-05T01:00:00Z",
    "due_on": "2026-11-04",
    "stage": "permit",
    "filed_at": "2026-10-05T01:00:00Z",
    "committee_id": "a4e7f7de-5a3b-4b0e-a5d5-6a2f4b0c9d11",
    "meeting_id": None,
    "item": "",
    "round": 1,
    "version": 3,
    "page": "/cases/7c2b0a54-5f0e-4f6e-8a25-3c0f1d2e4b6a",
}


class CaseLine(BaseModel):
    """A case as lists show it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CASE]})

    id: str
    number: str
    title: str
    district: str
    address: str
    parcel: str
    uses: list[str]
    state: CaseState
    state_name: Words
    state_since: datetime
    due_on: date | None = Field(description="By when something is to be done next.")
    stage: str
    filed_at: datetime | None
    committee_id: str | None
    meeting_id: str | None
    item: str
    round: int = Field(description="The newest round you may see.")
    version: int
    page: str = Field(description="Address of the page for people.")


class CasePage(BaseModel):
    """Some of the cases you may see, those due first."""

    items: list[CaseLine]
    total: int
    offset: int
    limit: int


class StepModel(BaseModel):
    """Something you may do now."""

    action: Action
    name: Words
    leads_to: CaseState
    article: Words = Field(description="The provision it stands on.")


class TermModel(BaseModel):
    """A term that runs."""

    name: Words
    due_on: date
    countdown: str = Field(description="`D-4`, `D-day`, `D+2`.")
    is_late: bool
    is_right: bool = Field(description="Nothing is late when it passes.")
    roles: list[Role] = Field(description="Who is to keep it.")
    article: Words


class RoundModel(BaseModel):
    """A round of a case."""

    number: int
    cause: Cause
    cause_name: Words
    submission_id: str
    filed_at: datetime | None = Field(description="None: its architect's alone.")
    review: State
    confirmed_at: datetime | None
    counts: dict[Verdict, int] | None
    since_last: dict[str, int] | None = Field(
        description="fixed, open, returned, new, sheets_changed, sheets; None in the first round."
    )


class MemberModel(BaseModel):
    """A member named for a case."""

    id: str
    name: str
    role: Role
    field: str
    body: str | None = Field(description="Who recommended them.")


class CaseModel(CaseLine):
    """A case with what may be done on it."""

    your_roles: list[Role]
    asked: str = Field(description="What is to be supplied.")
    steps: list[StepModel]
    terms: list[TermModel]
    rounds: list[RoundModel]
    members: list[MemberModel] = Field(
        description="Told to the applicant once agenda and members are settled."
    )


def line_of(session: Session, person: PersonRow, case: CaseRow) -> CaseLine:
    """A case as lists show it."""
    return CaseLine(**_plain(session, person, case))


def case_of(session: Session, person: PersonRow, case: CaseRow) -> CaseModel:
    """A case as somebody sees it."""
    stands = standing(session, person, case)
    seen = rounds.seen_by(session, case, stands)
    today = seoul_day()
    return CaseModel(
        **_plain(session, person, case),
        your_roles=sorted(stands.roles),
        asked=case.asked,
        steps=[step_of(row) for row in steps_from(CaseState(case.state), stands.roles)],
        terms=[term_of(term, today) for term in terms_of(session, case)],
        rounds=[round_of(session, row) for row in seen],
        members=[member_of(member) for member in revealed(session, case, stands)],
    )


def step_of(row: Step) -> StepModel:
    """A row of the procedure's table as the interface shows it."""
    return StepModel(
        action=row.action,
        name=Words.of(ACTION_NAMES[row.action]),
        leads_to=row.to,
        article=Words.of(row.article),
    )


def term_of(running: Running, today: date) -> TermModel:
    """A term that runs as the interface shows it."""
    return TermModel(
        name=Words.of(running.term.name),
        due_on=running.due_on,
        countdown=countdown(running.due_on, today),
        is_late=running.due_on < today and not running.term.is_right,
        is_right=running.term.is_right,
        roles=list(running.roles),
        article=Words.of(running.term.article),
    )


def round_of(session: Session, row: RoundRow) -> RoundModel:
    """A round as the interface shows it."""
    submission = session.get_one(SubmissionRow, row.submission_id)
    summary = Summary.model_validate(submission.summary) if submission.summary else None
    ledger = kept(row)
    return RoundModel(
        number=row.number,
        cause=Cause(row.cause),
        cause_name=Words.of(CAUSE_NAMES[Cause(row.cause)]),
        submission_id=row.submission_id,
        filed_at=row.filed_at,
        review=State(submission.state),
        confirmed_at=submission.confirmed_at,
        counts=summary.counts if summary else None,
        since_last=ledger.counts if ledger else None,
    )


def member_of(member: Member) -> MemberModel:
    """A member as the interface shows them."""
    return MemberModel(
        id=member.person.id,
        name=member.person.name,
        role=member.role,
        field=member.person.field,
        body=member.body.value if member.body else None,
    )


def _plain(session: Session, person: PersonRow, case: CaseRow) -> dict[str, object]:
    seen = rounds.seen_by(session, case, standing(session, person, case))
    return {
        "id": case.id,
        "number": case.number,
        "title": case.title,
        "district": case.district,
        "address": case.address,
        "parcel": case.parcel,
        "uses": case.uses,
        "state": CaseState(case.state),
        "state_name": Words.of(CASE_STATE_NAMES[CaseState(case.state)]),
        "state_since": case.state_since,
        "due_on": case.due_on,
        "stage": case.stage,
        "filed_at": case.filed_at,
        "committee_id": case.committee_id,
        "meeting_id": case.meeting_id,
        "item": case.item,
        "round": seen[-1].number if seen else 0,
        "version": case.version,
        "page": f"/cases/{case.id}",
    }
