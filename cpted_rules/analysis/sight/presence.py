"""Who is there to watch: uses of rooms and places, how much they weigh, and at which hours."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT_PRESENCE = Path(__file__).with_name("presence.yaml")
"""[X]: engineering defaults, no authority."""

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a room or place that somebody may watch from is used for.

    Args:
        words: parts of a room's name that say so.
        weight: of its window in the window-to-street index, 0 to 1.
        present: share of each of the 24 hours that somebody is there who may look out.
    """

    name: str
    words: tuple[str, ...]
    weight: float
    present: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The uses that are told apart."""

    uses: tuple[Use, ...]

    def named(self, name: str) -> Use:
        """The use of this name. Raises KeyError where there is none."""
        for use in self.uses:
            if use.name == name:
                return use
        raise KeyError(name)

    def of_room(self, room_use: str) -> Use | None:
        """The use that the longest word in a room's name tells; None where none does."""
        text = room_use.casefold()
        found = [
            (len(word), use) for use in self.uses for word in use.words if word.casefold() in text
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None


@cache
def default_presence() -> Presence:
    """The table that comes with the analyses."""
    return parse_presence(DEFAULT_PRESENCE.read_text("utf-8"))


def parse_presence(raw: str) -> Presence:
    """A table of uses from its YAML. Raises ValueError at what it cannot say."""
    rows = yaml.safe_load(raw)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("a table of uses is a list of rows")
    uses = tuple(_use(row) for row in rows)
    names = [use.name for use in uses]
    if len(set(names)) != len(names):
        raise ValueError(f"a use is given twice: {names}")
    return Presence(uses=uses)


def _use(row: dict[str, Any]) -> Use:
    if set(row) != {"use", "words", "weight", "present"}:
        raise ValueError(f"a use has use, words, weight and present, not {sorted(row)}")
    use = Use(
        name=str(row["use"]),
        words=tuple(str(word) for word in row["words"]),
        weight=float(row["weight"]),
        present=tuple(float(share) for share in row["present"]),
    )
    if len(use.present) != HOURS:
        raise ValueError(f"{use.name}: {len(use.present)} hours, not {HOURS}")
    if not all(0.0 <= share <= 1.0 for share in (use.weight, *use.present)):
        raise ValueError(f"{use.name}: weight and presence are shares from 0 to 1")
    return use
