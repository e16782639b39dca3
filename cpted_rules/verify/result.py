"""What re-checking says: of each computed finding, and of the file as a whole."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.errors import CptedError
from cpted_rules.text import Text


class Outcome(StrEnum):
    """What came of re-checking one finding."""

    CONFIRMED = "confirmed"
    IN_PART = "confirmed_in_part"
    AT_THE_BOUND = "at_the_bound"
    DIFFERS = "differs"
    NOT_RECHECKED = "not_rechecked"


OUTCOME_NAMES = {
    Outcome.CONFIRMED: Text(ko="확인됨", en="confirmed"),
    Outcome.IN_PART: Text(ko="일부 확인", en="confirmed in part"),
    Outcome.AT_THE_BOUND: Text(ko="기준값 경계", en="at the bound"),
    Outcome.DIFFERS: Text(ko="불일치", en="differs"),
    Outcome.NOT_RECHECKED: Text(ko="재확인 불가", en="could not be re-checked"),
}


class AssessmentError(CptedError):
    """An assessment file cannot be read, or does not carry what re-checking needs."""

    title = Text(ko="평가 파일을 읽을 수 없음", en="The assessment file cannot be read")


class CannotRecheckError(Exception):
    """Why a value cannot be re-checked from the file alone; never taken for agreement."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise than the file says.

    Args:
        stated, found: what the file says, and what re-checking found; with units.
        where: site x and y, where there is a place. [m]
    """

    what: Text
    stated: str
    found: str
    where: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """One finding, re-checked.

    Args:
        reason: why it could not be re-checked, or what part of it was.
        cells_on, cells_of: cells of its field measured again, of how many; 0 of 0 without a field.
        value: the value found [in the unit of the rule]; None where it was not measured again.
    """

    number: int
    id: str
    clause: str
    rule: str | None
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    reason: Text | None = None
    cells_on: int = 0
    cells_of: int = 0
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All computed findings re-checked, and what is wrong with the file beside them.

    Args:
        findings: those computed, and any other that is otherwise than it must be; by number.
        differences: of the file as a whole: digest, findings missing or too many.
    """

    findings: tuple[Rechecked, ...]
    differences: tuple[Difference, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many findings came out how."""
        found = Counter(f.outcome for f in self.findings)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and not self.counts[Outcome.DIFFERS]
