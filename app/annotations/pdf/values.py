"""Numbers, words and times out of PDF objects that may hold anything."""

import math
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, PdfError, String
from pikepdf.models.metadata import decode_pdf_date

from app.annotations.record import XY, Rect

Broken = (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)
"""What looking into a damaged object raises; qpdf's logic errors come as RuntimeError."""
LARGEST = 1e7
"""Coordinates beyond this are damage. [pt]"""
KOREA = timezone(timedelta(hours=9))
_LONGEST_WORDS = 100_000


def member(holder: Any, name: str) -> Any:
    """What a dictionary or stream holds under a name; None where it is neither."""
    with suppress(*Broken):
        return holder.get(name)
    return None


def members(value: Any, limit: int) -> Iterator[Any]:
    """The items of an array, at most so many; none where it is no array."""
    if not isinstance(value, Array):
        return
    for index in range(min(len(value), limit)):
        with suppress(*Broken):
            yield value[index]


def number(value: Any) -> float | None:
    """A finite number of a size that can be meant."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    found = float(value)
    return found if math.isfinite(found) and abs(found) <= LARGEST else None


def numbers(value: Any, limit: int = 100_000) -> tuple[float, ...]:
    """The numbers of an array; empty where one of them is none."""
    found = [number(item) for item in members(value, limit)]
    whole = tuple(each for each in found if each is not None)
    return whole if len(whole) == len(found) else ()


def pairs(flat: tuple[float, ...], unit: float) -> tuple[XY, ...]:
    """Points of x, y, x, y, in points of `unit` user units."""
    return tuple((x * unit, y * unit) for x, y in zip(flat[::2], flat[1::2], strict=False))


def rectangle(value: Any, unit: float = 1.0) -> Rect | None:
    """A rectangle with its lower left corner first."""
    flat = numbers(value, 4)
    if len(flat) != 4:
        return None
    x0, y0, x1, y1 = (each * unit for each in flat)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def words(value: Any) -> str:
    """A text string or a name, without null characters and of a length that can be meant."""
    if not isinstance(value, (String, Name, str)):
        return ""
    with suppress(*Broken):
        found = str(value)
        if isinstance(value, Name):
            found = found[1:]
        clean = found.encode("utf-8", "replace").decode("utf-8")
        return clean.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST_WORDS]
    return ""


def name_of(value: Any) -> str:
    """A name with its slash; empty where it is none."""
    with suppress(*Broken):
        if isinstance(value, Name):
            return str(value)
    return ""


def when(value: Any) -> datetime | None:
    """A date; where its zone is not given, that of Korea, where the reports are marked."""
    with suppress(*Broken, OverflowError):
        found = decode_pdf_date(words(value).strip())
        return found if found.tzinfo else found.replace(tzinfo=KOREA)
    return None


def is_dictionary(value: Any) -> bool:
    """Whether it is a dictionary and no stream."""
    return isinstance(value, Dictionary)


def identity(value: Object) -> tuple[int, int]:
    """Number and generation of an indirect object; (0, 0) of a direct one."""
    with suppress(*Broken):
        return value.objgen
    return (0, 0)
