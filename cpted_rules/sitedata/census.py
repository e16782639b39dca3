"""The account of one site data file: what was read, used, set aside and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cpted_rules.text import Text

FIRST = 5
"""Places listed for each reason; the count says how many there are."""


class Reason(StrEnum):
    """Why a row or feature was set aside."""

    BLANK = "blank"
    NOT_A_NUMBER = "not_a_number"
    ZERO = "zero"
    OUTSIDE = "outside"
    CELLS = "cells"
    NO_GEOMETRY = "no_geometry"
    MALFORMED = "malformed"
    NOT_AN_AREA = "not_an_area"
    NO_WIDTH = "no_width"
    NO_NAME = "no_name"
    NO_GRADE = "no_grade"
    OTHER_KIND = "other_kind"


REASONS = {
    Reason.BLANK: Text(ko="좌표 없음", en="no coordinates"),
    Reason.NOT_A_NUMBER: Text(ko="좌표가 숫자가 아님", en="coordinates are not numbers"),
    Reason.ZERO: Text(ko="좌표가 0, 0", en="coordinates are 0, 0"),
    Reason.OUTSIDE: Text(ko="우리나라 밖의 좌표", en="coordinates outside Korea"),
    Reason.CELLS: Text(ko="열의 수가 머리글과 다름", en="cells do not match the header"),
    Reason.NO_GEOMETRY: Text(ko="도형 없음", en="no geometry"),
    Reason.MALFORMED: Text(ko="도형을 읽을 수 없음", en="a geometry that cannot be read"),
    Reason.NOT_AN_AREA: Text(ko="면이 아님", en="not an area"),
    Reason.NO_WIDTH: Text(ko="폭이 없는 도로 선", en="a road line without a width"),
    Reason.NO_NAME: Text(ko="행정구역 이름 없음", en="a district without a name"),
    Reason.OTHER_KIND: Text(ko="다른 종류의 시설", en="a facility of another kind"),
    Reason.NO_GRADE: Text(ko="1~10의 등급 없음", en="no grade of 1 to 10"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Rows set aside for one reason, with the first places."""

    reason: Reason
    count: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDataCensus:
    """What became of the rows of one file.

    Args:
        form: `csv`, `geojson` or `json`.
        header_line: line of the header, where there is one.
        columns: what a column was taken for, and its header, in the order tried.
        not_kept: headers of columns with personal data (telephone, person), never read.
        rows_read: rows or features; each is used, far or set aside.
        rows_far: rows understood, but too far from the site to matter.
        doubled: rows used that were merged into another at the same place.
        repaired_rows: with stray quotes or commas.
        repaired_areas: polygons that crossed themselves.
        crs_declared: as declared in the submission, else by the file.
        crs_detected: codes the values speak for, best first; `(y, x)` where the axes are swapped.
        crs_used: None where it could not be told, and nothing was used.
        swapped: rows whose axes were put right.
        operation, accuracy_m: how PROJ turned the coordinates; None where PROJ gives no accuracy.
    """

    file: str
    kind: str
    form: str
    encoding: str
    header_line: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    not_kept: tuple[str, ...] = ()
    rows_read: int = 0
    rows_used: int = 0
    rows_far: int = 0
    doubled: int = 0
    repaired_rows: int = 0
    repaired_areas: int = 0
    set_aside: tuple[SetAside, ...] = ()
    crs_declared: str | None = None
    crs_detected: tuple[str, ...] = ()
    crs_used: str | None = None
    swapped: int = 0
    operation: str = ""
    accuracy_m: float | None = None


def tallied(places: Iterable[tuple[str, Reason]]) -> tuple[SetAside, ...]:
    """Places set aside, by reason, the most frequent first."""
    by_reason: dict[Reason, list[str]] = {}
    for place, reason in places:
        by_reason.setdefault(reason, []).append(place)
    return tuple(
        SetAside(reason=reason, count=len(listed), first=tuple(listed[:FIRST]))
        for reason, listed in sorted(by_reason.items(), key=lambda item: -len(item[1]))
    )
