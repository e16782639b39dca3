"""What comparing two rounds says: of each finding, and of the rounds as a whole."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.findings import Assessment, Finding
from cpted_rules.plan import SitePlan
from cpted_rules.text import Text


class Change(StrEnum):
    """What became of a finding from one round to the next, gravest first."""

    REOPENED = "reopened"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"


CHANGE_NAMES = {
    Change.REOPENED: Text(ko="다시 제기", en="reopened"),
    Change.NEW: Text(ko="신규", en="new"),
    Change.CHANGED: Text(ko="변경", en="changed"),
    Change.UNCHANGED: Text(ko="그대로", en="unchanged"),
    Change.GONE: Text(ko="해소", en="gone"),
}


class Matched(StrEnum):
    """By what two findings were taken for one."""

    ID = "id"
    PLACE = "place"
    NAME = "name"
    CLAUSE = "clause"


MATCHED_NAMES = {
    Matched.ID: Text(ko="같은 대상", en="same subjects"),
    Matched.PLACE: Text(ko="대상의 핸들이 달라 위치로 대응", en="other handles, matched by place"),
    Matched.NAME: Text(
        ko="대상의 핸들과 위치가 달라 도면의 이름으로 대응",
        en="other handles and place, matched by the name as drawn",
    ),
    Matched.CLAUSE: Text(
        ko="위치가 없어 조항과 규칙으로 대응", en="no place, matched by clause and rule"
    ),
}


class Aspect(StrEnum):
    """In what a finding is otherwise than it was."""

    VERDICT = "verdict"
    VALUE = "value"
    BOUND = "bound"
    LACKING = "lacking"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a case.

    Args:
        closed: ids of the findings that people closed in it.
    """

    assessment: Assessment
    plan: SitePlan
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One finding in two rounds.

    Args:
        before, after: None where a round has no such finding.
        matched: None where there is only one.
        apart_m: how far apart their places are. [m]
        aspects: in what it is otherwise; empty unless it is raised in both rounds.
    """

    change: Change
    before: Finding | None
    after: Finding | None
    matched: Matched | None = None
    apart_m: float | None = None
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two rounds of a case.

    Args:
        findings: those raised in either round, in the order of the later one, the gone ones last.
        conforming: how many findings conform in both rounds.
        moved_m: how far the later drawings lie from the earlier ones, x and y. [m]
        editions_gone, editions_new: editions of law that only one of the rounds was put to.
    """

    findings: tuple[Compared, ...]
    conforming: int
    moved_m: tuple[float, float]
    editions_gone: tuple[str, ...]
    editions_new: tuple[str, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many findings became what."""
        found = Counter(compared.change for compared in self.findings)
        return {change: found[change] for change in Change}
