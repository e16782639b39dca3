"""A rule measures; a clause of a pack decides what the measurement must be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import SheetKind
from cpted_rules.text import Text


class WitnessKind(StrEnum):
    """What a witness geometry shows, so that every drawing of it looks alike."""

    SIGHT_LINE = "sight_line"
    BLOCKED_LINE = "blocked_line"
    UNSEEN_AREA = "unseen_area"
    SEEN_AREA = "seen_area"
    SHADOW = "shadow"
    GAP = "gap"
    ROUTE = "route"
    POINT = "point"
    COVERAGE = "coverage"
    APPROACH = "approach"
    """The way by which somebody comes least seen."""
    UNSEEN_STRETCH = "unseen_stretch"
    """Where nobody sees who comes that way."""


WAYS_IN = frozenset({WitnessKind.APPROACH, WitnessKind.UNSEEN_STRETCH})
"""Witnesses that would help an intruder, whatever they prove."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Geometry that proves a value, so that anyone can verify it again.

    Args:
        shape: lines may carry z [m above ground]: a sight line from eye to target.
        label: words to write beside it, such as `38.4 m` or `울타리 H=1.8`.
    """

    kind: WitnessKind
    shape: BaseGeometry
    label: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Values on a regular grid of cell centres, such as illuminance.

    Args:
        x_m, y_m: centre of the first cell (south-west).
        rows: rows from south to north, each from west to east; None outside the area.
    """

    x_m: float
    y_m: float
    step_m: float
    unit: str
    rows: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One measured subject. `value` is None when the plan lacks what is needed.

    Args:
        subjects: ids of the elements it is about, the first one leading; never empty.
        value: the number measured, in the rule's unit; 1.0 / 0.0 for the unit `yes`.
        where: the place, for pins, clouds and figures.
        lacking: what the drawings would have to show; only with value None.
        lacking_sheet: the kind of sheet that would show it, if one is known.
        note: what a reader should know about this value (an assumption, an exception).
    """

    subjects: tuple[str, ...]
    value: float | None
    where: BaseGeometry | None = None
    storey: int = 0
    witness: tuple[Witness, ...] = ()
    field: Field | None = None
    lacking: Text | None = None
    lacking_sheet: SheetKind | None = None
    note: Text | None = None


Measure = Callable[..., Iterator[Measurement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it measures, in which unit, on which sheets, and the function that does it.

    Args:
        measures: what the value is, as a noun phrase.
        says: the finding in one sentence, with the slots `{subject}`, `{value}` and `{place}`.
        unit: `m`, `m2`, `lx`, `share`, `count`, `ratio`, `yes`, `px_per_m`, `deg`,
            `index` (Ra), `storey`.
        needs: sheets without which it cannot measure: of each group, one kind.
        security_sensitive: whether what it shows would help an intruder, so that it is not for
            everybody.
    """

    code: str
    title: Text
    measures: Text
    says: Text
    unit: str
    needs: tuple[tuple[SheetKind, ...], ...]
    measure: Measure
    security_sensitive: bool = False

    @property
    def doc(self) -> str:
        """The rule's docstring: Why, How, Lacking."""
        return self.measure.__doc__ or ""


def rule(
    code: str,
    *,
    title: Text,
    measures: Text,
    says: Text,
    unit: str,
    needs: tuple[tuple[SheetKind, ...], ...] = (),
    security_sensitive: bool = False,
) -> Callable[[Measure], Rule]:
    """Make a Rule of a measuring function. Registers nothing; see `rules.RULES`."""
    return lambda function: Rule(
        code=code,
        title=title,
        measures=measures,
        says=says,
        unit=unit,
        needs=needs,
        measure=function,
        security_sensitive=security_sensitive,
    )


__all__ = [
    "WAYS_IN",
    "Field",
    "Measure",
    "Measurement",
    "Rule",
    "Witness",
    "WitnessKind",
    "rule",
]
