"""What was understood of a submission, as the report shows it."""

from dataclasses import dataclass

from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """One sheet as it was read.

    Args:
        unit: the drawing unit, `mm`; "" if unknown.
        unit_assumed: the unit was estimated, not declared.
    """

    number: str
    unit: str = ""
    unit_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReading:
    """One layer of one sheet and what became of what was drawn on it.

    Args:
        meaning: what it was taken for; None when it was set aside.
    """

    sheet: str
    layer: str
    meaning: Text | None
    entities: int
    elements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSummary:
    """What the reader says about a submission, and the digest of its files."""

    submission_digest: str = ""
    sheets: tuple[SheetReading, ...] = ()
    layers: tuple[LayerReading, ...] = ()
