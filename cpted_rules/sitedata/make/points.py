"""Public facilities: what stands where, for what, with points doubled in the data made one."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cpted_rules.sitedata.cells import count, dated, megapixels, text
from cpted_rules.sitedata.columns import Column
from cpted_rules.sitedata.make.placed import PlacedRow
from cpted_rules.sitedata.surroundings import PublicPoint, SiteDataKind

DOUBLED_M = 0.5
"""Closer than this, two facilities of a kind are one pole."""

_PREVENTS = ("생활방범", "어린이", "다목적", "기타")
CALLED = {
    SiteDataKind.CAMERAS: ("cctv", "카메라"),
    SiteDataKind.LIGHTS: ("보안등", "가로등"),
    SiteDataKind.BELLS: ("비상벨",),
    SiteDataKind.POLICE: ("파출소", "지구대", "경찰"),
    SiteDataKind.PARCEL_BOXES: ("택배",),
}
"""Words by which tables name each kind of facility."""

_PARTS = re.compile(r"[,+/·;&]")


def point(row: PlacedRow, kind: SiteDataKind) -> tuple[PublicPoint, bool]:
    """A facility, and whether its date is impossible."""
    cells = row.cells
    as_of, _ = dated(cells.get(Column.AS_OF))
    installed, odd = dated(cells.get(Column.INSTALLED), not_after=as_of)
    purpose = text(cells.get(Column.PURPOSE))
    counted = kind in (SiteDataKind.CAMERAS, SiteDataKind.LIGHTS)
    return PublicPoint(
        kind=kind,
        at=row.shape.centroid,
        label=label(row),
        count=count(cells.get(Column.COUNT)) if counted else 1,
        purpose=purpose,
        prevents_crime=prevents_crime(purpose),
        megapixels=megapixels(cells.get(Column.PIXELS)),
        installed=installed,
        where=row.place,
    ), odd


def label(row: PlacedRow) -> str:
    """What a row is called: its name, else its address, else who keeps it."""
    return next(
        (
            words
            for column in (Column.NAME, Column.ADDRESS, Column.AUTHORITY)
            if (words := text(row.cells.get(column)))
        ),
        "",
    )


def others(rows: Sequence[PlacedRow], kind: SiteDataKind) -> list[PlacedRow]:
    """Rows that a column such as 분류 calls another kind of facility.

    Only where the column tells kinds apart at all: files of several kinds are passed around, and
    in files of one kind it may say something else.
    """
    said = [text(row.cells.get(Column.CATEGORY)).lower() for row in rows]

    def called(words: str, one: SiteDataKind) -> bool:
        return any(word in words for word in CALLED[one])

    if not any(called(words, one) for words in said for one in CALLED):
        return []
    return [row for row, words in zip(rows, said, strict=True) if words and not called(words, kind)]


def prevents_crime(purpose: str) -> bool | None:
    """Whether a 설치목적구분 is one of crime prevention; None where not stated.

    Departures: several purposes in one cell count if one of them does; 차량방범 looks at number
    plates.
    """
    if not purpose:
        return None
    parts = [part.strip() for part in _PARTS.split(purpose)]
    return any(
        any(word in part for word in _PREVENTS) or ("방범" in part and "차량" not in part)
        for part in parts
    )


def undoubled(points: Iterable[PublicPoint]) -> tuple[tuple[PublicPoint, ...], int]:
    """The facilities, one of each kind at a place, and how many were merged into another.

    Rows that say the same, or stand in different files, tell of the same thing; rows of one file
    that say different things (two purposes, two directions) tell of several on one pole, whose
    counts add up.
    """
    kept: list[PublicPoint] = []
    cells: dict[tuple[SiteDataKind, int, int], list[int]] = {}
    merged = 0
    for one in points:
        x, y = math.floor(one.at.x / DOUBLED_M), math.floor(one.at.y / DOUBLED_M)
        around = [(one.kind, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [k for cell in around for k in cells.get(cell, ())]
        same = next((k for k in sorted(near) if kept[k].at.distance(one.at) <= DOUBLED_M), None)
        if same is None:
            cells.setdefault((one.kind, x, y), []).append(len(kept))
            kept.append(one)
        else:
            kept[same] = _together(kept[same], one)
            merged += 1
    return tuple(kept), merged


def _together(first: PublicPoint, other: PublicPoint) -> PublicPoint:
    again = _file(first) != _file(other) or (first.label, first.purpose) == (
        other.label,
        other.purpose,
    )
    purposes: Sequence[str] = _PARTS.split(first.purpose) if first.purpose else []
    new = other.purpose and other.purpose not in purposes
    stated = [p for p in (first.prevents_crime, other.prevents_crime) if p is not None]
    sizes = [m for m in (first.megapixels, other.megapixels) if m is not None]
    return replace(
        first,
        label=first.label or other.label,
        count=max(first.count, other.count) if again else first.count + other.count,
        purpose="·".join([*purposes, other.purpose]) if new else first.purpose,
        prevents_crime=any(stated) if stated else None,
        megapixels=max(sizes, default=None),
        installed=max(first.installed, other.installed),
    )


def _file(one: PublicPoint) -> str:
    return re.split(r":\d+$|: features\[|\[\d+\]$", one.where)[0]
