"""The coordinate system a file is read in: what is declared, put to what its values say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.note import Note, Severity
from cpted_rules.sitedata.frame import WGS84, SiteFrame, best_operation
from cpted_rules.sitedata.systems.boxes import SYSTEMS, TWINS
from cpted_rules.sitedata.systems.detect import Candidate, Fit, candidate, detect_crs
from cpted_rules.text import Text, join

_BELT_2002 = "EPSG:5181"
_BELT_2010 = "EPSG:5186"
_BELT_BESSEL = "EPSG:5174"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The system to read in, how it came about, and the remarks.

    Args:
        crs: None where it cannot be told; nothing of the file may then be used.
        swapped: northing or latitude stands first in the file.
    """

    crs: str | None
    swapped: bool
    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]


def choose(
    points: NDArray[np.float64], *, declared: str | None, frame: SiteFrame, name: str
) -> Choice:
    """The declared system where its values fit, else the only one they fit, said either way.

    Values that fit several systems, or none, are not moved: the choice is then none, with what is
    missing in a note.
    """
    candidates = detect_crs(points, frame=frame)
    if len(points) == 0:
        return Choice(crs=declared or WGS84, swapped=False, candidates=(), notes=())
    if declared is not None and declared not in SYSTEMS:
        own = [candidate(points, declared, swapped=s, frame=frame) for s in (False, True)]
        candidates = tuple(
            sorted((*(c for c in own if c), *candidates), key=lambda c: (-c.fit, c.swapped))
        )
    best = [c for c in candidates if c.fit == candidates[0].fit]
    if declared is None:
        return _undeclared(best, candidates, name)
    own_way = next((c for c in candidates if c.crs == declared and not c.swapped), None)
    if own_way and (own_way.fit > Fit.KOREA or best[0].fit == Fit.KOREA):
        notes = _datum_note(declared, name, frame)
        return Choice(crs=declared, swapped=False, candidates=candidates, notes=notes)
    one = _only(best, declared)
    if one is None:
        return _none(candidates, name, declared)
    notes = () if one.crs == declared else (_put_right(one, declared, name),)
    more = _datum_note(one.crs, name, frame)
    return Choice(crs=one.crs, swapped=one.swapped, candidates=candidates, notes=(*notes, *more))


def _undeclared(best: list[Candidate], candidates: tuple[Candidate, ...], name: str) -> Choice:
    if len(best) != 1:
        return _none(candidates, name, None)
    (one,) = best
    notes: tuple[Note, ...] = ()
    if one.crs != WGS84:  # degrees can be nothing else
        notes = (
            Note(
                code="sitedata/crs-detected",
                severity=Severity.ASSUMPTION,
                text=Text(
                    ko="{file}: 좌표계가 적혀 있지 않아 좌표값으로 판단함: {reason}",
                    en="{file}: no coordinate system declared; told by the values: {reason}",
                ).fill(file=name, reason=one.reason),
            ),
        )
    return Choice(crs=one.crs, swapped=one.swapped, candidates=candidates, notes=notes)


def _only(best: Sequence[Candidate], declared: str) -> Candidate | None:
    """The only system left once the declaration has had its say; None where several are."""
    own = [c for c in best if c.crs == declared]
    left = own or best
    if declared == _BELT_2010:  # GRS80 is declared: of the twins, the Bessel one contradicts twice
        left = [c for c in left if c.crs != _BELT_BESSEL] or left
    return left[0] if len(left) == 1 else None


def _put_right(one: Candidate, declared: str, name: str) -> Note:
    trap = Text(ko="", en="")
    if {one.crs, declared} == {_BELT_2002, _BELT_2010}:
        trap = Text(
            ko=" 두 좌표계는 북쪽 원점 가산값만 달라(500,000과 600,000) 정확히 100 km 어긋남.",
            en=" The two differ only in the false northing (500,000 and 600,000): exactly 100 km.",
        )
    if one.crs == _BELT_2002:
        bessel = Text(
            ko="{trap} 값은 EPSG:5174(베셀)로도 읽히나 적힌 측지계(GRS80)를 따름.",
            en="{trap} They may be read as EPSG:5174 (Bessel) too; the declared GRS80 holds.",
        )
        trap = bessel.fill(trap=trap)
    return Note(
        code="sitedata/crs-put-right",
        severity=Severity.WARNING,
        text=Text(
            ko="{file}: {declared}(으)로 적혀 있으나 좌표값은 {crs}에 맞아 그렇게 읽음"
            " ({reason}).{trap} 확인 필요",
            en="{file}: declared as {declared}, but its values fit {crs} and were read so"
            " ({reason}).{trap} Please confirm",
        ).fill(file=name, declared=declared, crs=one.name, reason=one.reason, trap=trap),
    )


def _datum_note(crs: str, name: str, frame: SiteFrame) -> tuple[Note, ...]:
    """The remark that EPSG:5174 was shifted to today's datum, and how far the mistake would be."""
    if crs != _BELT_BESSEL:
        return ()
    return (
        Note(
            code="sitedata/datum-shifted",
            severity=Severity.ASSUMPTION,
            text=Text(
                ko="{file}: EPSG:5174(베셀)로 보고 세계측지계로 변환함. 변환 없이 EPSG:5181로"
                " 만든 자료라면 {shift} m 어긋나므로 도로·필지와 겹쳐 확인",
                en="{file}: taken as EPSG:5174 (Bessel) and shifted to today's datum. Data made"
                " in EPSG:5181 without the shift would lie {shift} m off: compare with roads"
                " and parcels",
            ).fill(file=name, shift=f"{twin_shift_m(frame):.0f}"),
        ),
    )


def twin_shift_m(frame: SiteFrame) -> float:
    """How far apart the same values of EPSG:5181 and EPSG:5174 lie at the site. [m]"""
    east, north = best_operation(frame.crs, _BELT_BESSEL).transform(*frame.origin)
    other_east, other_north = best_operation(_BELT_2002, _BELT_BESSEL).transform(east, north)
    return float(np.hypot(other_east - east, other_north - north))


def _none(candidates: tuple[Candidate, ...], name: str, declared: str | None) -> Choice:
    best = [c for c in candidates if c.fit == candidates[0].fit]
    if not best:
        why = Text(
            ko="좌표값이 어느 좌표계로도 우리나라 안에 놓이지 않음",
            en="the values lie in Korea in no coordinate system",
        )
    else:
        why = Text(
            ko="좌표값이 여러 좌표계에 맞음: {all}", en="the values fit several: {all}"
        ).fill(all=join([c.reason for c in best], "; "))
    if {c.crs for c in best} >= TWINS:
        why = Text(
            ko="{why} (5181과 5174는 값으로 구별되지 않고 300~400 m 어긋남)",
            en="{why} (5181 and 5174 look the same and lie 300 to 400 m apart)",
        ).fill(why=why)
    said = (
        Text(ko="좌표계가 적혀 있지 않음", en="no coordinate system is declared")
        if declared is None
        else Text(
            ko="{crs}(으)로 적혀 있으나 좌표값과 맞지 않음",
            en="declared as {crs}, which does not fit",
        ).fill(crs=declared)
    )
    note = Note(
        code="sitedata/crs-unknown",
        severity=Severity.MISSING,
        text=Text(
            ko="{file}: {said}, {why}. 대지에 놓지 않음. site_data의 crs를 적으십시오",
            en="{file}: {said}; {why}. Not placed: state crs in site_data",
        ).fill(file=name, said=said, why=why),
    )
    return Choice(crs=None, swapped=False, candidates=candidates, notes=(note,))
