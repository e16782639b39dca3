"""Two rounds of a case, finding by finding: a pure function of two assessments and their plans."""

from cpted_rules.compare.result import (
    CHANGE_NAMES,
    MATCHED_NAMES,
    Aspect,
    Change,
    Compared,
    Comparison,
    Matched,
    Round,
)
from cpted_rules.compare.rounds import RAISED, TOLERANCE_M, Place, compare

__all__ = [
    "CHANGE_NAMES",
    "MATCHED_NAMES",
    "RAISED",
    "TOLERANCE_M",
    "Aspect",
    "Change",
    "Compared",
    "Comparison",
    "Matched",
    "Place",
    "Round",
    "compare",
]
