"""Runs: strips that continue one another as one wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from cpted_rules.drawing.linework.junctions import End, Junction
from cpted_rules.drawing.linework.strip import Strip
from cpted_rules.drawing.linework.strokes import near_pairs

BEND_DEG = 15.0
"""Pieces of a curved wall turn by less from one to the next."""
SHIFT_M = 0.0303
"""Pieces of one wall are out of line by less: the thickness of a finish."""
THICKER_M, THICKER_SHARE = 0.0203, 0.203
"""Pieces of one wall differ in thickness by less."""


@dataclass(frozen=True, slots=True)
class Run:
    """Strips in a row, each with whether it is passed backwards."""

    strips: tuple[tuple[int, bool], ...]


def links_of(
    ends: Sequence[End], junctions: Sequence[Junction], strips: Sequence[Strip]
) -> dict[tuple[int, bool], tuple[int, bool]]:
    """Which end of which strip continues at which other: straight on, at the same thickness."""
    pairs: set[tuple[int, int]] = set()
    number = {(e.strip, e.last): n for n, e in enumerate(ends)}
    for junction in junctions:
        here = sorted(number[e.strip, e.last] for e in junction.ends)
        pairs |= {(i, j) for i in here for j in here if i < j}
    pairs |= {(i, j) for i, j in near_pairs([e.at for e in ends], SHIFT_M) if i < j}
    best: dict[int, tuple[float, int]] = {}
    for i, j in sorted(pairs):
        if not _continues(ends[i], ends[j], strips):
            continue
        apart = hypot(ends[i].at[0] - ends[j].at[0], ends[i].at[1] - ends[j].at[1])
        best[i] = min(best.get(i, (apart, j)), (apart, j))
        best[j] = min(best.get(j, (apart, i)), (apart, i))
    return {
        (ends[i].strip, ends[i].last): (ends[j].strip, ends[j].last)
        for i, (_, j) in best.items()
        if best[j][1] == i
    }


def _continues(one: End, other: End, strips: Sequence[Strip]) -> bool:
    if one.strip == other.strip:
        return False
    against = one.out[0] * other.out[0] + one.out[1] * other.out[1]
    if against > -cos(radians(BEND_DEG)):
        return False
    dx, dy = other.at[0] - one.at[0], other.at[1] - one.at[1]
    shift = abs(one.out[0] * dy - one.out[1] * dx)
    thick, thin = (strips[e.strip].thickness_m for e in (one, other))
    return shift <= SHIFT_M and abs(thick - thin) <= max(
        THICKER_M, THICKER_SHARE * min(thick, thin)
    )


def runs_of(strips: Sequence[Strip], links: dict[tuple[int, bool], tuple[int, bool]]) -> list[Run]:
    """Strips chained by their links, closed rings cut at their first strip."""
    left = set(range(len(strips)))
    found: list[Run] = []
    for n in range(len(strips)):
        if n not in left:
            continue
        start, backwards = n, False
        seen = {n}
        while (before := links.get((start, backwards))) and before[0] not in seen:
            start, backwards = before[0], not before[1]
            seen.add(start)
        run = [(start, backwards)]
        left.discard(start)
        while (after := links.get((run[-1][0], not run[-1][1]))) and after[0] in left:
            run.append((after[0], after[1]))
            left.discard(after[0])
        found.append(Run(tuple(run)))
    return found
