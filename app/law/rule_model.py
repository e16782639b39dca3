"""A rule as data, for `--json`."""

from pydantic import BaseModel, Field

from app.errors import Words
from app.law import wording
from cpted_rules.clause import Force
from cpted_rules.law.catalogue import Asked, RuleEntry


class AskedModel(BaseModel):
    """A clause that asks a rule."""

    clause: str
    cite: Words
    editions: list[str]
    force: Force
    parameters: dict[str, float | str]
    asks: Words


class RuleModel(BaseModel):
    """One rule, as its docstring tells it."""

    code: str
    title: Words
    measures: Words
    unit: str
    needs: list[list[str]] = Field(description="Of each group, one kind of sheet.")
    summary: str
    why: str
    how: str
    lacking: str
    parameters: list[str]
    security_sensitive: bool
    asked: list[AskedModel]


def rule_model(entry: RuleEntry) -> RuleModel:
    """A rule as data."""
    told = dict(entry.told)
    return RuleModel(
        code=entry.rule.code,
        title=Words.of(entry.rule.title),
        measures=Words.of(entry.rule.measures),
        unit=entry.rule.unit,
        needs=[[kind.value for kind in group] for group in entry.rule.needs],
        summary=entry.summary,
        why=told["Why"],
        how=told["How"],
        lacking=told["Lacking"],
        parameters=list(entry.parameters),
        security_sensitive=entry.rule.security_sensitive,
        asked=[_asked(asked) for asked in entry.asked],
    )


def _asked(asked: Asked) -> AskedModel:
    return AskedModel(
        clause=asked.clause.id,
        cite=Words.of(asked.clause.cite),
        editions=[edition.id for edition in asked.editions],
        force=asked.clause.force,
        parameters=dict(asked.check.parameters),
        asks=Words.of(wording.check(asked.check)),
    )
