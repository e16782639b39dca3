"""What drawings lack for the stage they are filed at, and what stands in the way of filing them."""

from collections import defaultdict
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import Session

from app.cases.tables import CaseRow
from app.db import State, SubmissionRow
from app.errors import Words
from app.procedure import rounds
from app.procedure.outputs import Contents, content_of
from cpted_rules.facts import Stage
from cpted_rules.findings import Verdict
from cpted_rules.note import Severity
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Finding(_Part):
    number: int = 0
    verdict: Verdict
    lacking: Words | None = None
    lacking_sheet: SheetKind | None = None
    show_at: Stage | None = None


class _Assessment(_Part):
    findings: tuple[_Finding, ...] = ()


class _Note(_Part):
    severity: Severity
    text: Words


class _Unit(_Part):
    unit: str | None


class _Drawing(_Part):
    file: str
    unit: _Unit


class _Reading(_Part):
    notes: tuple[_Note, ...] = ()
    drawings: tuple[_Drawing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something the drawings do not show, so that findings are not determined.

    Args:
        findings: their numbers.
        stage: when it has to be shown; None: it is declared, not drawn.
    """

    what: Text
    sheet: SheetKind | None
    findings: tuple[int, ...]
    stage: Stage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether drawings can be filed, and what they lack.

    Args:
        now: what this stage asks for.
        later: what a later stage asks for: no fault of these drawings.
        unmeasured: files whose unit is not known, so that nothing of them was read.
    """

    reviewed: bool
    confirmed: bool
    now: tuple[Missing, ...] = ()
    later: tuple[Missing, ...] = ()
    notes: tuple[Text, ...] = ()
    unmeasured: tuple[str, ...] = ()

    @property
    def may_file(self) -> bool:
        """Whether nothing stands in the way: what lacks does not, if the applicant knows of it."""
        return self.reviewed and self.confirmed and not self.unmeasured


def readiness(session: Session, contents: Contents, case: CaseRow) -> Readiness:
    """How ready the newest drawings of a case are."""
    newest = rounds.newest(session, case.id)
    row = session.get(SubmissionRow, newest.submission_id) if newest else None
    if row is None or row.state != State.DONE:
        return Readiness(reviewed=False, confirmed=False)
    assessment = content_of(session, contents, row.id, "assessment.json")
    reading = content_of(session, contents, row.id, "reading.json")
    now, later = lacking(assessment or b"{}", _stage_of(row))
    notes, unmeasured = _of_reading(reading or b"{}")
    return Readiness(
        reviewed=True,
        confirmed=row.confirmed_at is not None,
        now=now,
        later=later,
        notes=notes,
        unmeasured=unmeasured,
    )


def lacking(assessment: bytes, stage: Stage) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """What the drawings of a stage lack, and what later stages will ask for.

    What has to be shown at no stage in particular is asked for now: it is a fact to declare.
    """
    try:
        found = _Assessment.model_validate_json(assessment).findings
    except ValidationError:
        return (), ()  # of a version this one cannot read: nothing can be said
    groups: dict[tuple[Words, SheetKind | None, Stage | None], list[int]] = defaultdict(list)
    for finding in found:
        if finding.verdict is Verdict.UNKNOWN and finding.lacking is not None:
            key = (finding.lacking, finding.lacking_sheet, finding.show_at)
            groups[key].append(finding.number)
    every = [
        Missing(what=what.text(), sheet=sheet, findings=tuple(sorted(numbers)), stage=when)
        for (what, sheet, when), numbers in groups.items()
    ]
    every.sort(key=lambda m: (m.stage.rank if m.stage else -1, -len(m.findings), m.what.ko))
    return (
        tuple(m for m in every if m.stage is None or m.stage.rank <= stage.rank),
        tuple(m for m in every if m.stage is not None and m.stage.rank > stage.rank),
    )


def _of_reading(reading: bytes) -> tuple[tuple[Text, ...], tuple[str, ...]]:
    try:
        found = _Reading.model_validate_json(reading)
    except ValidationError:
        return (), ()
    missing = [n.text.text() for n in found.notes if n.severity is Severity.MISSING]
    return (
        tuple(dict.fromkeys(missing)),
        tuple(d.file for d in found.drawings if d.unit.unit is None),
    )


def _stage_of(row: SubmissionRow) -> Stage:
    stage = (row.facts or {}).get("stage")
    return Stage(stage) if stage else Stage.COMMITTEE
