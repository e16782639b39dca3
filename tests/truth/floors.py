"""What scores may not fall below: today's, rounded down, in one table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter

from tests.truth.labels import EXPECTED
from tests.truth.rows import Row

STEP = 0.05
HEAD = """\
# Floors of the scores: precision and recall of each kind in each drawing may not fall below these,
# and of kinds that do not occur no more may be found than `at_most`.
# Written by `python -m tests.truth.score --write`: today's scores, rounded down to 0.05.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least precision and recall of a kind; of an absent kind the most that may be found."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    precision: float | None = None
    recall: float | None = None
    at_most: int | None = None


Floors = Mapping[str, Floor]
"""By kind."""

_FLOORS = TypeAdapter(dict[str, dict[str, Floor]])


def floors_of(rows: Sequence[Row]) -> dict[str, Floor]:
    """The floors that the scores of a drawing set by kind."""
    return {
        row.score.kind: Floor(at_most=int(row.score.found))
        if row.absent
        else Floor(precision=down(row.score.precision), recall=down(row.score.recall))
        for row in rows
    }


def down(share: float | None) -> float | None:
    """A share rounded down to a step; None stays None."""
    # a hair is added first, since 0.15 / 0.05 is less than 3
    return None if share is None else round(floor(share / STEP + 1e-6) * STEP, 2)


def fallen(rows: Sequence[Row], floors: Floors) -> Iterator[str]:
    """What has become worse than the floors allow, in words."""
    by_kind = {row.score.kind: row.score for row in rows}
    for kind, least in floors.items():
        score = by_kind.get(kind)
        if score is None:
            yield f"{kind}: no longer scored"
            continue
        if least.at_most is not None and score.found > least.at_most:
            yield f"{kind}: {score.found:.0f} found, but none are there; {least.at_most} so far"
        if least.recall is not None and (score.recall or 0.0) < least.recall - 1e-9:
            yield f"{kind}: recall {score.recall or 0.0:.3f} is below {least.recall}"
        # of nothing found nothing is wrong: recall says what is missing
        precision = 1.0 if score.precision is None else score.precision
        if least.precision is not None and precision < least.precision - 1e-9:
            yield f"{kind}: precision {precision:.3f} is below {least.precision}"


def load_floors(path: Path = EXPECTED) -> dict[str, dict[str, Floor]]:
    """The floors by drawing and kind.

    Raises:
        ValidationError: the table says something it may not.
    """
    return _FLOORS.validate_python(yaml.safe_load(path.read_text("utf-8")) or {})


def write(floors: Mapping[str, Floors], path: Path = EXPECTED) -> None:
    """Put floors into the table; drawings that are not given keep theirs."""
    kept = load_floors(path) if path.is_file() else {}
    lines = [HEAD.rstrip()]
    for drawing, by_kind in sorted({**kept, **floors}.items()):
        lines += ["", f"{drawing}:"]
        for kind, least in by_kind.items():
            said = {"precision": least.precision, "recall": least.recall, "at_most": least.at_most}
            words = ", ".join(f"{k}: {v}" for k, v in said.items() if v is not None)
            lines.append(f"  {kind}: {{{words}}}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
