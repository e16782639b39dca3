"""Several site data files as one, and what they say of the place of the site."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from cpted_rules.note import Note, Severity
from cpted_rules.plan import Building, Road
from cpted_rules.sitedata.frame import WGS84, SiteFrame, best_operation
from cpted_rules.sitedata.make.points import undoubled
from cpted_rules.sitedata.surroundings import District, DistrictLevel, Parcel, Surroundings
from cpted_rules.sitedata.systems.boxes import BELTS, SEOUL_DEG
from cpted_rules.text import Text

_Drawn = TypeVar("_Drawn", Building, Road)

_SAME_M = 0.25
"""Outlines that differ by less than this on average are the same building or road."""


def together(parts: Iterable[Surroundings]) -> Surroundings:
    """All files as one; what several of them hold is kept once, and said."""
    every = tuple(parts)
    points, doubled = undoubled(p for one in every for p in one.points)
    buildings, twice = _once([b for one in every for b in one.buildings])
    roads, more = _once([r for one in every for r in one.roads])
    districts = _named_once([d for one in every for d in one.districts])
    parcels = _numbered_once([p for one in every for p in one.parcels])
    notes = [note for one in every for note in one.notes]
    if doubled + twice + more:
        notes.append(
            Note(
                code="sitedata/doubled-files",
                text=Text(
                    ko="대지 자료 파일 사이에 겹치는 {n}건은 한 번만 읽음",
                    en="{n} things stand in several site data files and were read once",
                ).fill(n=str(doubled + twice + more)),
            )
        )
    return Surroundings(
        buildings=buildings,
        roads=roads,
        points=points,
        districts=districts,
        crime_grades=tuple(g for one in every for g in one.crime_grades),
        parcels=parcels,
        notes=tuple(notes),
        census=tuple(c for one in every for c in one.census),
    )


def _once(things: Sequence[_Drawn]) -> tuple[tuple[_Drawn, ...], int]:
    """Things without those whose area another has already, and how many those are."""
    areas = [thing.area for thing in things]
    tree = shapely.STRtree(areas)
    kept: list[_Drawn] = []
    taken: set[int] = set()
    for i, thing in enumerate(things):
        earlier = [int(j) for j in tree.query(thing.area) if int(j) in taken]
        if not any(_same(thing.area, areas[j]) for j in earlier):
            kept.append(thing)
            taken.add(i)
    return tuple(kept), len(things) - len(kept)


def _named_once(districts: Sequence[District]) -> tuple[District, ...]:
    """Districts without those of the same name that overlap an earlier one: maps of two years."""
    kept: list[District] = []
    for one in districts:
        again = (k for k in kept if (k.level, k.name) == (one.level, one.name))
        if not any(k.area.intersection(one.area).area > one.area.area / 2 for k in again):
            kept.append(one)
    return tuple(kept)


def _numbered_once(parcels: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """Parcels without those whose number another has already."""
    kept: list[Parcel] = []
    numbers: set[str] = set()
    for one in parcels:
        if one.pnu not in numbers:
            kept.append(one)
        if one.pnu:
            numbers.add(one.pnu)
    return tuple(kept)


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    apart_m2 = one.symmetric_difference(other).area
    return bool(apart_m2 <= _SAME_M * min(one.length, other.length))


def districts_at(around: Surroundings, at: Point | None = None) -> tuple[District, ...]:
    """The administrative areas that hold the site, 자치구 first."""
    place = at or Point(0, 0)
    order = list(DistrictLevel)
    return tuple(
        sorted(
            (d for d in around.districts if d.area.intersects(place)),
            key=lambda d: (order.index(d.level), d.name),
        )
    )


def place_notes(
    frame: SiteFrame, around: Surroundings, *, district: str, at: Point | None = None
) -> Iterator[Note]:
    """Remarks where the site does not lie where the submission says it does.

    Args:
        district: 자치구 as declared.
        at: a point of the site in site metres; its (0, 0) where not given.
    """
    yield from _elsewhere(frame)
    found = [d for d in districts_at(around, at) if d.level is DistrictLevel.GU]
    declared = district.split()[-1] if district.split() else ""
    if found and declared and declared not in {d.name for d in found}:
        yield Note(
            code="sitedata/other-district",
            severity=Severity.WARNING,
            text=Text(
                ko="자치구를 {declared}(으)로 적었으나 대지는 {found}에 놓임. "
                "좌표(coordinates)와 자치구를 확인",
                en="the declared district is {declared}, but the site lies in {found}. "
                "Check coordinates and district",
            ).fill(declared=declared, found=", ".join(d.name for d in found)),
        )


def _elsewhere(frame: SiteFrame) -> Iterator[Note]:
    """A remark where the origin lies outside Seoul, and in another belt would lie in it."""
    if _in_seoul(frame.crs, frame.origin):
        return
    rivals = [crs for crs in BELTS if crs != frame.crs and _in_seoul(crs, frame.origin)]
    turned = _in_seoul(frame.crs, frame.origin[::-1])
    if not rivals and not turned:
        return
    why = (
        Text(ko="동·북 순서가 바뀐 것으로 보임", en="easting and northing seem to be swapped")
        if turned
        else Text(
            ko="{all} 좌표로 보임 (5186과 5181은 정확히 100 km 차이)",
            en="it seems to be of {all} (5186 and 5181 differ by exactly 100 km)",
        ).fill(all=", ".join(rivals))
    )
    yield Note(
        code="sitedata/site-elsewhere",
        severity=Severity.WARNING,
        text=Text(
            ko="submission.yaml의 coordinates.origin은 {crs}에서 서울 밖임: {why}",
            en="coordinates.origin of submission.yaml lies outside Seoul in {crs}: {why}",
        ).fill(crs=frame.crs, why=why),
    )


def _in_seoul(crs: str, origin: tuple[float, float]) -> bool:
    longitude, latitude = best_operation(crs, WGS84).transform(*origin)
    x0, y0, x1, y1 = SEOUL_DEG
    return bool(x0 <= longitude <= x1 and y0 <= latitude <= y1)
