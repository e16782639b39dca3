"""What must be found of a rule: its subjects, and what measuring one of them again gives."""

from collections.abc import Callable
from dataclasses import dataclass

from cpted_rules.text import Text
from cpted_rules.verify.given import Finding
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A value measured again, as a range: what lies on an edge may count on either side.

    Args:
        differences: what of the finding's field and witness is otherwise than stated.
        cells_on, cells_of: cells measured again, of how many.
        reason: what of it was not measured again; makes it confirmed in part at most.
    """

    low: float
    high: float
    differences: tuple[Difference, ...] = ()
    cells_on: int = 0
    cells_of: int = 0
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One subject that a rule must have measured.

    Args:
        more: the finding names further subjects after these, which `measure` checks.
        measure: None where the plan lacks what is needed: the finding must be without a value.
        where: the place the finding must be pinned to, where it is simple to say.
    """

    subjects: tuple[str, ...]
    storey: int
    measure: Callable[[Finding], Measured] | None
    more: bool = False
    where: Shape | None = None


def exactly(value: float) -> Callable[[Finding], Measured]:
    """A value that needs no finding to be measured again."""
    return lambda _finding: Measured(low=value, high=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """By how much a value measured again may be off: of rounding and of the product's own means."""

    absolute: float
    relative: float = 0.0

    def of(self, value: float) -> float:
        """The slack at a value."""
        return self.absolute + self.relative * abs(value)


SLACK = {
    "m": Slack(absolute=0.003),
    "m2": Slack(absolute=0.02, relative=0.001),
    "lx": Slack(absolute=0.0015, relative=0.005),
    "ratio": Slack(absolute=1e-6, relative=0.01),
    "share": Slack(absolute=2e-6),
    "px_per_m": Slack(absolute=0.0015, relative=1e-4),
    "count": Slack(absolute=0.0),
    "yes": Slack(absolute=0.0),
    "deg": Slack(absolute=0.05),
    "index": Slack(absolute=0.0),
    "storey": Slack(absolute=0.0),
}
"""By unit.

m: coordinates are rounded to 1 mm, so each end of a distance may be 0.7 mm off, and a crown's edge
as much again. m2: 0.7 mm along the edge of 20 m2 is 0.02 m2 at most; 0.1 per cent for longer edges.
lx: the product may look the candela table up to 0.2 per cent, and fields are rounded to 0.001 lx.
ratio: of two illuminances. share: six decimals are kept. px_per_m: fields are rounded to 0.001.
deg: 1.4 mm across 2 m is 0.04 degrees.
"""
