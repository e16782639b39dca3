"""Decimal numbers as people write them in a form: `1,234.5`, `−3`."""

import re

_NUMBER = re.compile(r"[-+]?(?:(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d*)?|\.\d+)")
_MINUS = str.maketrans("−–", "--")


def decimal_of(written: str) -> float:
    """The number that a person wrote.

    Raises:
        ValueError: with what could not be understood.
    """
    plain = written.strip().translate(_MINUS)
    if not _NUMBER.fullmatch(plain):
        raise ValueError(written)
    return float(plain.replace(",", ""))


def decimal_text(value: float) -> str:
    """A number to a millionth; `decimal_of` reads it back."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
