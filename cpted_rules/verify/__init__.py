"""Independent re-checking of an assessment file: plain Python over the numbers that it carries."""

from cpted_rules.verify.recheck import recheck
from cpted_rules.verify.result import (
    OUTCOME_NAMES,
    AssessmentError,
    Difference,
    Outcome,
    Rechecked,
    Report,
)

__all__ = [
    "OUTCOME_NAMES",
    "AssessmentError",
    "Difference",
    "Outcome",
    "Rechecked",
    "Report",
    "recheck",
]
