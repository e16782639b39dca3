"""Names of XFDF, and how numbers, points and times are written in it."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from app.annotations.record import XY, MarkKind

XFDF = "http://ns.adobe.com/xfdf/"
OURS = "urn:cpted:mark:1"
"""Namespace of what XFDF has no name for; other programs pass over it."""

ELEMENTS = {
    MarkKind.SQUARE: "square",
    MarkKind.CIRCLE: "circle",
    MarkKind.POLYGON: "polygon",
    MarkKind.POLYLINE: "polyline",
    MarkKind.LINE: "line",
    MarkKind.INK: "ink",
    MarkKind.HIGHLIGHT: "highlight",
    MarkKind.UNDERLINE: "underline",
    MarkKind.SQUIGGLY: "squiggly",
    MarkKind.STRIKEOUT: "strikeout",
    MarkKind.FREE_TEXT: "freetext",
    MarkKind.NOTE: "text",
    MarkKind.STAMP: "stamp",
    MarkKind.CARET: "caret",
    MarkKind.OTHER: "other",
}
"""`other` is ours: what a PDF held that XFDF has no element for."""
TEXT_MARKS = (MarkKind.HIGHLIGHT, MarkKind.UNDERLINE, MarkKind.SQUIGGLY, MarkKind.STRIKEOUT)
ONE_LINE = (MarkKind.POLYGON, MarkKind.POLYLINE)


def ours(name: str) -> str:
    """A name of our own namespace, as ElementTree writes it."""
    return f"{{{OURS}}}{name}"


def numerals(values: Iterable[float]) -> str:
    """Numbers with commas between, none losing a digit."""
    return ",".join(_numeral(value) for value in values)


def coordinates(points: Iterable[XY]) -> str:
    """Points with semicolons between."""
    return ";".join(numerals(point) for point in points)


def numbers(written: str) -> tuple[float, ...]:
    """The numbers of a list with commas or semicolons; empty where one of them is none."""
    found = []
    for word in written.replace(";", ",").split(","):
        try:
            found.append(float(word))
        except ValueError:
            return ()
    return tuple(found) if all(math.isfinite(value) for value in found) else ()


def points(written: str) -> tuple[XY, ...]:
    """The points of a list."""
    flat = numbers(written)
    return tuple(zip(flat[::2], flat[1::2], strict=False))


def pdf_date(time: datetime) -> str:
    """A time as PDF and XFDF write it, to the second."""
    offset = time.utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    hours, minutes = divmod(abs(minutes), 60)
    year = f"{time.year:04d}"
    return f"D:{year}{time:%m%d%H%M%S}{sign}{hours:02d}'{minutes:02d}'"


def time_of(written: str) -> datetime | None:
    """A time with its zone; without one, of Korea."""
    plain = written.strip().removeprefix("D:").replace("'", "")
    if not plain[:4].isdecimal():
        return None
    zone = timezone(timedelta(hours=9))
    stamp = plain[:14]
    if "Z" in plain:
        zone, stamp = timezone(timedelta()), plain.partition("Z")[0]
    for sign in "+-":
        head, found, rest = plain.partition(sign)
        if found and rest[:4].isdecimal():
            away = timedelta(hours=int(rest[:2]), minutes=int(rest[2:4] or 0))
            zone, stamp = timezone(away if sign == "+" else -away), head
    whole = stamp + "00000101000000"[len(stamp) :]
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _numeral(value: float) -> str:
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
