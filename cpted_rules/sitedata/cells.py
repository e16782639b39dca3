"""What a cell of a public table says: a coordinate, a number, a count, pixels, a date."""

import math
import re
from datetime import date, timedelta

_DMS = re.compile(
    r"[NEne]?\s*(\d{1,3})\s*[°도:\-\s]\s*(\d{1,2})\s*['′분:\-\s]\s*(\d{1,2}(?:\.\d+)?)\s*"
    r"[\"″초]?\s*[NEne]?"
)
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d{1,3})?")
_TELEPHONE = re.compile(r"\(?\b0\d{1,2}\)?[-. ]\d{3,4}[-. ]\d{4}\b")
_DATE = re.compile(r"(\d{4})\D{0,2}(\d{1,2})?\D{0,2}(\d{1,2})?\D*")
_CLOSE_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_FIRST_YEAR = 1950
"""No camera, lamp or bell of today was put up before."""
_LONGEST = 200


def coordinate(cell: str) -> float:
    """A coordinate written in degrees, degrees-minutes-seconds or metres.

    Raises:
        ValueError: it is not a finite number.
    """
    words = cell.strip()
    if "_" in words:  # Python reads 37_5 as a number, nobody else does
        raise ValueError(words)
    try:
        value = float(words)
    except ValueError:
        dms = _DMS.fullmatch(words)
        if dms:
            degrees, minutes, seconds = (float(part) for part in dms.groups())
            return degrees + minutes / 60 + seconds / 3600
        value = float(words.strip("NEne°도 ").replace(",", ".", 1))
    if not math.isfinite(value):
        raise ValueError(words)
    return value


def number(cell: str | None) -> float | None:
    """The number a cell begins with, a unit behind it left aside; None where there is none."""
    if not cell:
        return None
    found = _NUMBER.match(cell.strip())
    try:
        value = float(found.group().replace(",", "")) if found else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def count(cell: str | None) -> int:
    """How many stand there; 1 where not stated or not believable."""
    value = number(cell)
    return int(value) if value is not None and 1 <= value <= 1000 else 1


def megapixels(cell: str | None) -> float | None:
    """Resolution of a camera; the standard's unit is 만 화소 (ten thousand pixels). [Mpx]"""
    value = number(cell)
    if value is None or not 20 <= value <= 1e9:  # fewer than 200,000 pixels is another unit
        return None
    return value / 1e6 if value >= 1e5 else value / 100


def text(cell: str | None) -> str:
    """A cell as words of bearable length, telephone numbers taken out."""
    return _TELEPHONE.sub("", cell or "").strip()[:_LONGEST]


def dated(cell: str | None, *, not_after: str = "") -> tuple[str, bool]:
    """A year, month or day as ISO 8601, and whether what is written is impossible.

    Spreadsheets show a bare year as a day of 1905 (2019 is serial number 2019 = 1905-07-11), and a
    day as its serial number. The former cannot be told back from a month: it is impossible.
    """
    words = (cell or "").strip()
    if not words:
        return "", False
    iso = _iso(words)
    if iso and not_after and iso[: len(not_after)] > not_after[: len(iso)]:
        iso = ""
    return iso, not iso


def _iso(words: str) -> str:
    if re.fullmatch(r"[3-6]\d{4}(\.\d+)?", words):
        words = (_EXCEL_DAY_0 + timedelta(days=int(words[:5]))).isoformat()
    found = _CLOSE_PACKED.fullmatch(words) or _DATE.fullmatch(words) or _DATE.match(words)
    if not found:
        return ""
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        whole = date(year or 0, month or 1, day or 1)
    except ValueError:
        return ""
    if not _FIRST_YEAR <= whole.year <= 2100:
        return ""
    return whole.isoformat()[: 10 if day else 7 if month else 4]
