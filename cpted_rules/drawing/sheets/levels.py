"""Floor levels written on sections and elevations: `2FL +3,500`, `지하1층 -4.2`."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import normalize

from cpted_rules.note import Note, Severity
from cpted_rules.plan import Storey
from cpted_rules.text import Text

_LEVEL = re.compile(
    r"^\s*(?:(?P<below>지하|B)\s*|지상\s*)?(?P<floor>\d{1,3})\s*(?:층|F\.?\s*L|FL|F)(?![A-Za-z가-힣])"
    r"[^\d+\-±]{0,12}(?P<sign>[+\-±])\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>mm|m)?\s*\)?$",
    re.IGNORECASE,
)
_STOREY_M = (2.0, 12.0)
"""Heights of a storey that are believed."""


def storeys_said(texts: Iterable[str]) -> tuple[Storey, ...]:
    """The storeys that level marks say, from the lowest; none unless they fit one another.

    A number without a unit and without decimals is millimetres, one with decimals metres.
    """
    floors: dict[int, set[float]] = {}
    for words in texts:
        found = _LEVEL.match(normalize("NFKC", words).replace("−", "-"))
        if found:
            level = int(found["floor"]) * (-1 if found["below"] else 1)
            floors.setdefault(level, set()).add(_metres(found))
    if len(floors) < 2 or any(len(said) > 1 for said in floors.values()):
        return ()
    levels = sorted(floors)
    elevations = [floors[level].copy().pop() for level in levels]
    heights = [b - a for a, b in pairwise(elevations)]
    steps = [b - a - (a < 0 < b) for a, b in pairwise(levels)]
    if any(step != 1 for step in steps) or not all(
        _STOREY_M[0] <= height <= _STOREY_M[1] for height in heights
    ):
        return ()
    heights.append(heights[-1])
    return tuple(
        Storey(level=level, elevation_m=round(elevation, 3), height_m=round(height, 3))
        for level, elevation, height in zip(levels, elevations, heights, strict=True)
    )


def _metres(found: re.Match[str]) -> float:
    value = float(found["value"].replace(",", ""))
    in_metres = found["unit"] == "m" or (not found["unit"] and "." in found["value"])
    metres = value if in_metres else value / 1000
    return -metres if found["sign"] == "-" else metres


def levels_note(storeys: Sequence[Storey]) -> Note:
    """That storeys were read from level marks, as none are declared."""
    return Note(
        code="drawing/storeys-read",
        severity=Severity.ASSUMPTION,
        text=Text(
            ko="신고한 층이 없어 단면·입면의 레벨 표기에서 {n}개 층을 읽음: {levels}. "
            "최상층의 층고는 아래층과 같다고 봄. 확인 필요",
            en="no storeys are declared: {n} were read from the level marks of sections and "
            "elevations: {levels}; the top one is taken to be as high as that below; "
            "please confirm",
        ).fill(
            n=str(len(storeys)),
            levels=", ".join(f"{s.level}F {s.elevation_m:+.2f} m" for s in storeys[:8]),
        ),
    )
