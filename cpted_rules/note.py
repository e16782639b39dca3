"""A remark of the reader: coded, bilingual, with its source in the drawing."""

from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.plan import Source
from cpted_rules.text import Text


class Severity(StrEnum):
    """How much a note matters."""

    INFO = "info"
    ASSUMPTION = "assumption"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader of a drawing should know, with its source.

    Args:
        code: stable name, such as `drawing/unit-assumed`.
    """

    code: str
    text: Text
    severity: Severity = Severity.INFO
    source: Source | None = None
