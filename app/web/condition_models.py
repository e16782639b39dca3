"""What the JSON interface takes and answers with on decisions and conditions."""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from app.reviews.imposing import Draft
from app.reviews.tables import ConditionRow, EvidenceRow
from app.reviews.terms import ConditionState, DecisionKind, ListedGround, SaidBasis
from app.web.review_models import SHORT, WORDS
from cpted_rules.facts import Stage


class ConditionOut(BaseModel):
    """A condition and how far it is."""

    id: str
    round: int
    number: int
    opinion_id: str | None
    finding_id: str | None
    basis: SaidBasis
    cite: str
    place: str
    target: str
    stage: Stage
    check: str
    text: str
    state: ConditionState
    measured: str
    note: str
    reported_at: datetime | None
    closed_at: datetime | None
    version: int
    evidence: list["EvidenceOut"]


class EvidenceOut(BaseModel):
    """A photo or document."""

    id: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    at: datetime
    href: str


class ConditionIn(BaseModel):
    """A condition as it is put to the vote."""

    model_config = ConfigDict(extra="forbid")

    opinion_id: str | None = Field(default=None, max_length=36)
    text: str = Field(max_length=WORDS)
    place: str = Field(max_length=SHORT)
    target: str = Field(max_length=SHORT)
    stage: Stage
    check: str = Field(max_length=SHORT)
    basis: SaidBasis
    cite: str = Field(default="", max_length=300)

    def draft(self) -> Draft:
        """The same as a value."""
        return Draft(**self.model_dump())


class DecisionIn(BaseModel):
    """What the committee decided."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"kind": "approved", "decided_on": "2026-11-20"},
                {
                    "kind": "redeliberation",
                    "decided_on": "2026-11-20",
                    "grounds": ["a"],
                    "words": "주출입구에 안내판을 추가하고 평면도에 표기하여 다시 상정",
                },
            ]
        },
    )

    kind: DecisionKind
    decided_on: date
    grounds: list[ListedGround] = Field(default=[], max_length=6)
    words: str = Field(default="", max_length=WORDS)
    conditions: list[ConditionIn] = Field(default=[], max_length=100)


class DecisionOut(BaseModel):
    """What was decided on a round."""

    round: int
    kind: DecisionKind
    grounds: list[ListedGround]
    words: str
    decided_on: date
    named: int
    present: int
    votes: dict[str, int]
    notified_at: datetime | None
    published_at: datetime | None


def condition_out(row: ConditionRow, evidence: Iterable[EvidenceRow]) -> ConditionOut:
    """A condition with its evidence."""
    return ConditionOut(
        id=row.id,
        round=row.round,
        number=row.number,
        opinion_id=row.opinion_id,
        finding_id=row.finding_id,
        basis=SaidBasis(row.basis),
        cite=row.cite,
        place=row.place,
        target=row.target,
        stage=Stage(row.stage),
        check=row.check,
        text=row.text,
        state=ConditionState(row.state),
        measured=row.measured,
        note=row.note,
        reported_at=row.reported_at,
        closed_at=row.closed_at,
        version=row.version,
        evidence=[evidence_out(one, row) for one in evidence],
    )


def evidence_out(row: EvidenceRow, condition: ConditionRow) -> EvidenceOut:
    """A file and where it is."""
    return EvidenceOut(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        bytes=row.size,
        sha256=row.digest,
        at=row.at,
        href=f"/api/cases/{condition.case_id}/conditions/{condition.id}/evidence/{row.id}",
    )
