"""A comparison as data."""

from pydantic import BaseModel, ConfigDict, Field

from app.comparison.rounds import Rounds
from app.comparison.told import TakenUp, Told, told
from app.errors import Words
from cpted_rules.compare import Aspect, Change, Matched
from cpted_rules.findings import Finding, Verdict
from cpted_rules.plan.canonical import dumps, number
from cpted_rules.text import Lang, Text


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class RoundModel(_Model):
    """One of the rounds."""

    case_number: str
    filed_on: str
    plan_digest: str
    assessment_digest: str = Field(description="SHA-256 of assessment.json.")


class SideModel(_Model):
    """A finding in one round."""

    number: int
    id: str
    verdict: Verdict
    measured: float | None
    unit: str | None


class ComparedModel(_Model):
    """A finding in both rounds."""

    change: Change
    clause: str
    rule: str | None
    headline: Words
    why: list[Words]
    before: SideModel | None
    after: SideModel | None
    matched: Matched | None = Field(description="By what the two were taken for one.")
    apart_m: float | None = Field(description="How far apart their places are.")
    aspects: list[Aspect]
    taken_up: TakenUp = Field(description="Whether the opinion was taken up, as measured.")


class ComparisonModel(_Model):
    """Two rounds of a case."""

    before: RoundModel
    after: RoundModel
    counts: dict[Change, int]
    conforming: int = Field(description="Findings that conform in both rounds.")
    moved_m: tuple[float, float] = Field(description="How far the later drawings were moved.")
    editions_gone: list[str]
    editions_new: list[str]
    findings: list[ComparedModel]


def comparison_model(rounds: Rounds) -> ComparisonModel:
    """A comparison in its documented form."""
    comparison = rounds.comparison
    both = zip(told(rounds, Lang.KO), told(rounds, Lang.EN), strict=True)
    return ComparisonModel(
        before=_round(rounds, later=False),
        after=_round(rounds, later=True),
        counts=comparison.counts,
        conforming=comparison.conforming,
        moved_m=(number(comparison.moved_m[0]), number(comparison.moved_m[1])),
        editions_gone=list(comparison.editions_gone),
        editions_new=list(comparison.editions_new),
        findings=[_compared(ko, en) for ko, en in both],
    )


def comparison_bytes(rounds: Rounds) -> bytes:
    """The content of comparison.json, canonical."""
    return (dumps(comparison_model(rounds).model_dump(mode="json")) + "\n").encode()


def _round(rounds: Rounds, *, later: bool) -> RoundModel:
    review = rounds.after if later else rounds.before
    facts = review.assessment.facts
    return RoundModel(
        case_number=facts.case_number,
        filed_on=facts.filed_on.isoformat(),
        plan_digest=review.assessment.plan_digest,
        assessment_digest=review.digest,
    )


def _compared(ko: Told, en: Told) -> ComparedModel:
    compared = ko.compared
    one = compared.after or compared.before
    return ComparedModel(
        change=compared.change,
        clause=one.clause if one else "",
        rule=one.rule if one else None,
        headline=Words.of(Text(ko=ko.headline, en=en.headline)),
        why=[Words.of(Text(ko=a, en=b)) for a, b in zip(ko.why, en.why, strict=True)],
        before=_side(compared.before),
        after=_side(compared.after),
        matched=compared.matched,
        apart_m=None if compared.apart_m is None else number(compared.apart_m, 3),
        aspects=list(compared.aspects),
        taken_up=ko.taken_up,
    )


def _side(finding: Finding | None) -> SideModel | None:
    if finding is None:
        return None
    return SideModel(
        number=finding.number,
        id=finding.id,
        verdict=finding.verdict,
        measured=finding.measured,
        unit=finding.unit,
    )
