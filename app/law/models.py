"""Editions, their changes and their coverage as data, for `--json`."""

from pydantic import BaseModel, Field

from app.errors import Words
from app.law import wording
from cpted_rules.clause import Clause, Edition, EditionKind, Evidence, Force, Modelling
from cpted_rules.facts import Stage
from cpted_rules.law.changes import Change, ClauseChange, EditionChanges
from cpted_rules.law.coverage import EditionCoverage, totals
from cpted_rules.law.unverified import Unverified
from cpted_rules.text import Text


class EditionModel(BaseModel):
    """One edition of an instrument."""

    id: str = Field(description="pack@date")
    pack: str
    kind: EditionKind
    cite: Words
    promulgated: str
    applies_from: str
    applies_until: str | None
    compared: str = Field(description="With what text its clauses were compared.")
    enabled: bool = Field(description="Whether it governs without being asked for.")
    district: str | None
    clauses: int


class ClauseModel(BaseModel):
    """One clause as it is kept."""

    id: str
    cite: Words
    title: Words
    requires: Words
    force: Force
    stage: Stage
    evidence: Evidence
    modelling: Modelling
    binds: Words
    checks: list[Words]
    contradictions: list[str]
    person: Words | None
    egress: Words | None
    caveat: Words | None
    scope: Words | None
    unmodelled: Words | None


class EditionShown(BaseModel):
    """One edition with its clauses."""

    edition: EditionModel
    clauses: list[ClauseModel]


class FieldModel(BaseModel):
    """One field that says something else."""

    field: str
    before: Words
    after: Words


class ClauseChangeModel(BaseModel):
    """What became of one clause."""

    id: str
    change: Change
    title: Words
    fields: list[FieldModel]


class ChangesModel(BaseModel):
    """What changed from one edition to another."""

    before: EditionModel
    after: EditionModel
    edition: list[FieldModel]
    clauses: list[ClauseChangeModel]
    same: int


class ClauseCoverageModel(BaseModel):
    """How one clause is answered."""

    id: str
    cite: Words
    title: Words
    force: Force
    evidence: Evidence
    modelling: Modelling
    answers: list[str] = Field(description="Rules that measure for it, or notes that decide it.")
    reason: Words | None = Field(description="How applied as scope, or why not modelled.")


class EditionCoverageModel(BaseModel):
    """How the clauses of one edition are answered."""

    edition: EditionModel
    clauses: list[ClauseCoverageModel]
    totals: dict[Modelling, int]


class CoverageModel(BaseModel):
    """How every clause of every edition is answered."""

    editions: list[EditionCoverageModel]
    totals: dict[Modelling, int]


class OpenClauseModel(BaseModel):
    """A clause that was not read, or says what to know of its text."""

    id: str
    cite: Words
    title: Words
    evidence: Evidence
    caveat: Words | None


class UnverifiedModel(BaseModel):
    """What of one edition was not verified against a text."""

    edition: EditionModel
    whole: bool = Field(description="The text was not compared at all.")
    clauses: list[OpenClauseModel]


def edition_model(edition: Edition) -> EditionModel:
    """An edition as data, without its clauses."""
    until = edition.applies_until
    return EditionModel(
        id=edition.id,
        pack=edition.pack,
        kind=edition.kind,
        cite=Words.of(edition.cite),
        promulgated=edition.promulgated,
        applies_from=edition.applies_from.isoformat(),
        applies_until=until.isoformat() if until else None,
        compared=edition.compared,
        enabled=edition.enabled,
        district=edition.district,
        clauses=len(edition.clauses),
    )


def edition_shown(edition: Edition) -> EditionShown:
    """An edition with its clauses as data."""
    return EditionShown(
        edition=edition_model(edition), clauses=[_clause(clause) for clause in edition.clauses]
    )


def _clause(clause: Clause) -> ClauseModel:
    return ClauseModel(
        id=clause.id,
        cite=Words.of(clause.cite),
        title=Words.of(clause.title),
        requires=Words.of(clause.requires),
        force=clause.force,
        stage=clause.stage,
        evidence=clause.evidence,
        modelling=clause.modelling,
        binds=Words.of(wording.binding(clause.binds)),
        checks=[Words.of(wording.check(check)) for check in clause.checks],
        contradictions=list(clause.contradictions),
        person=_optional(clause.person),
        egress=_optional(clause.egress),
        caveat=_optional(clause.caveat),
        scope=_optional(clause.scope),
        unmodelled=_optional(clause.unmodelled),
    )


def changes_model(told: EditionChanges) -> ChangesModel:
    """What changed between two editions as data."""
    return ChangesModel(
        before=edition_model(told.before),
        after=edition_model(told.after),
        edition=[_field(told.before, told.after, name) for name in told.fields],
        clauses=[_change(change) for change in told.clauses],
        same=told.same,
    )


def _change(change: ClauseChange) -> ClauseChangeModel:
    named = change.after or change.before
    return ClauseChangeModel(
        id=change.id,
        change=change.change,
        title=Words.of(named.title) if named else Words(ko="", en=""),
        fields=[
            _field(change.before, change.after, name)
            for name in change.fields
            if change.before and change.after
        ],
    )


def _field(before: Clause | Edition, after: Clause | Edition, name: str) -> FieldModel:
    return FieldModel(
        field=name,
        before=Words.of(wording.field(before, name)),
        after=Words.of(wording.field(after, name)),
    )


def coverage_model(coverages: tuple[EditionCoverage, ...]) -> CoverageModel:
    """How every clause of the editions is answered, as data."""
    return CoverageModel(
        editions=[_coverage(coverage) for coverage in coverages],
        totals=totals(clause for coverage in coverages for clause in coverage.clauses),
    )


def _coverage(coverage: EditionCoverage) -> EditionCoverageModel:
    return EditionCoverageModel(
        edition=edition_model(coverage.edition),
        totals=coverage.totals,
        clauses=[
            ClauseCoverageModel(
                id=each.clause.id,
                cite=Words.of(each.clause.cite),
                title=Words.of(each.clause.title),
                force=each.clause.force,
                evidence=each.clause.evidence,
                modelling=each.modelling,
                answers=list(each.answers),
                reason=_optional(each.reason),
            )
            for each in coverage.clauses
        ],
    )


def unverified_model(found: Unverified) -> UnverifiedModel:
    """What of one edition was not verified, as data."""
    return UnverifiedModel(
        edition=edition_model(found.edition),
        whole=found.whole,
        clauses=[
            OpenClauseModel(
                id=clause.id,
                cite=Words.of(clause.cite),
                title=Words.of(clause.title),
                evidence=clause.evidence,
                caveat=_optional(clause.caveat),
            )
            for clause in found.clauses
        ],
    )


def _optional(text: Text | None) -> Words | None:
    return Words.of(text) if text is not None else None
