"""What an assessment says: verdicts, bases, findings, applicability, and the assessment itself."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from shapely.geometry.base import BaseGeometry

from cpted_rules.facts import SiteFacts, Stage
from cpted_rules.note import Note
from cpted_rules.pack import Bound, Edition, Force, Reference, Topic
from cpted_rules.plan import SheetKind, Source
from cpted_rules.rule import WAYS_IN, Field, Witness
from cpted_rules.settings import Settings
from cpted_rules.text import Text


class Verdict(StrEnum):
    """What can be said of a measurement under a clause. Silence is never a pass."""

    FAIL = "fail"
    REFERRED = "referred"
    UNKNOWN = "unknown"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"

    @property
    def rank(self) -> int:
        """Position in the order of presentation, from 0."""
        return list(Verdict).index(self)


VERDICT_NAMES = {
    Verdict.FAIL: Text(ko="보완 필요", en="To be corrected"),
    Verdict.REFERRED: Text(ko="위원 판단", en="For the member to judge"),
    Verdict.UNKNOWN: Text(ko="판정 보류", en="Not determined"),
    Verdict.PASS: Text(ko="적합", en="Conforms"),
    Verdict.NOT_APPLICABLE: Text(ko="해당 없음", en="Not applicable"),
}


class Basis(StrEnum):
    """On what ground a finding stands; only the first three can ground a re-deliberation.

    Source: 심의기준 2.3.
    """

    BREACH = "breach"
    DESIGN_ERROR = "design_error"
    LOCAL_CRITERION = "local_criterion"
    ADVICE = "advice"


BASIS_NAMES = {
    Basis.BREACH: Text(ko="법령위반", en="Breach of law"),
    Basis.DESIGN_ERROR: Text(ko="설계오류", en="Design error"),
    Basis.LOCAL_CRITERION: Text(ko="지역기준", en="Local criterion"),
    Basis.ADVICE: Text(ko="권고", en="Advice"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An element a finding is about, as people and drawings name it."""

    id: str
    label: str
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One clause put to one subject.

    Args:
        number: position in the order of presentation, from 1; what people say in the room.
        basis: None where nothing was found wanting or the clause does not bind.
        beyond_reference: the value breaks the reference figure (which is not law).
        why: for `not_applicable`: why the clause does not bind or has no subject.
        show_at: for `unknown`: the stage at which the evidence must be shown.
        security_sensitive: by its rule, what it shows would help an intruder.
    """

    number: int
    id: str
    clause: str
    rule: str | None
    verdict: Verdict
    basis: Basis | None
    force: Force
    topic: Topic
    subjects: tuple[Subject, ...] = ()
    measured: float | None = None
    unit: str | None = None
    required: Bound | None = None
    reference: Reference | None = None
    beyond_reference: bool = False
    parameters: tuple[tuple[str, float | str], ...] = ()
    storey: int = 0
    where: BaseGeometry | None = None
    witness: tuple[Witness, ...] = ()
    field: Field | None = None
    lacking: Text | None = None
    lacking_sheet: SheetKind | None = None
    show_at: Stage | None = None
    note: Text | None = None
    why: Text | None = None
    security_sensitive: bool = False

    @property
    def is_sensitive(self) -> bool:
        """Whether what it shows would help an intruder: by its rule, or by a way in it shows."""
        return self.security_sensitive or any(w.kind in WAYS_IN for w in self.witness)


def finding_id(
    clause: str, rule: str | None, parameters: tuple[tuple[str, float | str], ...], *subjects: str
) -> str:
    """Same clause, rule, parameters and subjects: same id, so annotations survive a re-run."""
    words = [clause, rule or "", *(f"{k}={v}" for k, v in parameters), *subjects]
    return sha256("\x1f".join(words).encode()).hexdigest()[:10]


class Binds(StrEnum):
    """Whether a clause binds a project."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """Whether one clause binds, which parts of the project, and why."""

    clause: str
    binds: Binds
    parts: tuple[int, ...]
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A site put to the clauses that may bind it: the machine's, never edited."""

    plan_digest: str
    engine_version: str
    facts: SiteFacts
    settings: Settings
    editions: tuple[Edition, ...]
    applicability: tuple[Applicability, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many clauses were answered, and how: each clause counts once.

    Args:
        computed: judged against a number in at least one place.
        measured: measured, but for a person to judge.
        person: nothing to compute: a question for a person.
        lacking: not determined anywhere, because the drawings or the facts do not say.
        absent: binds, but nothing of the kind is drawn.
        not_bound: does not bind this project.
        silent: makes no finding: it says whom others bind, or asks nothing of a plan.
    """

    computed: int = 0
    measured: int = 0
    person: int = 0
    lacking: int = 0
    absent: int = 0
    not_bound: int = 0
    silent: int = 0


def coverage(assessment: Assessment) -> Coverage:
    """How many clauses of the editions were answered, and how."""
    silent = {c.id for edition in assessment.editions for c in edition.clauses if c.silent}
    counts = Counter(
        "silent"
        if a.clause in silent
        else _answer([f for f in assessment.findings if f.clause == a.clause], a)
        for a in assessment.applicability
    )
    return Coverage(**counts)


def _answer(findings: list[Finding], applies: Applicability) -> str:
    if applies.binds is Binds.NO:
        return "not_bound"
    verdicts = {f.verdict for f in findings}
    if verdicts & {Verdict.PASS, Verdict.FAIL}:
        return "computed"
    if Verdict.REFERRED in verdicts:
        return "measured" if any(f.measured is not None for f in findings) else "person"
    return "lacking" if Verdict.UNKNOWN in verdicts else "absent"
