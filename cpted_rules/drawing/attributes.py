"""Words of attributes as values: lengths with and without units, shares, yes and no."""

import re

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+")
_UNIT = re.compile(r"\d\s*(mm|cm|m|㎜|㎝|ｍ)\b", re.IGNORECASE)
_METRES = {"mm": 0.001, "㎜": 0.001, "cm": 0.01, "㎝": 0.01, "m": 1.0, "ｍ": 1.0}
_NONE = frozenset({"없음", "무", "미설치", "해당없음", "none", "no", "x"})


def number(words: str | None) -> float | None:
    """The first number in some words."""
    found = _NUMBER.search(words or "")
    return float(found[0].replace(",", "")) if found else None


def whole(words: str | None) -> int | None:
    """The first number, as a whole one."""
    value = number(words)
    return None if value is None else round(value)


def length_m(words: str | None, *, per_unit: float = 1.0, at_most_m: float = 400.0) -> float | None:
    """A length. [m]

    Args:
        per_unit: metres of one unit where the words name none.
        at_most_m: anything longer was meant in millimetres, which offices mix in.
    """
    value = number(words)
    if value is None:
        return None
    named = _UNIT.search(words or "")
    if named:
        return round(value * _METRES[named[1].casefold()], 6)
    metres = value * per_unit
    return round(metres if abs(metres) <= at_most_m else value * 0.001, 6)


def share(words: str | None) -> float | None:
    """A share of 0 to 1 from per cent."""
    value = number(words)
    return None if value is None else min(max(value / 100.0, 0.0), 1.0)


def unless_none(words: str | None) -> str | None:
    """The words; "" where they state that there is none; None where nothing is stated."""
    if words is None:
        return None
    return "" if words.replace(" ", "").casefold() in _NONE else words


def yes(words: str | None) -> bool | None:
    """Whether words say yes; None where they say nothing known."""
    if words is None:
        return None
    first = words.strip().casefold()[:1]
    return True if first in "yt1o○상" else False if first in "nf0x×낙" else None
