"""What to change so that the most openings are out of reach: sets of elements, best first."""

from collections.abc import Iterable
from dataclasses import dataclass

from cpted_rules.analysis.climb.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Elements that must no longer serve as footholds, and the openings that closes.

    Args:
        elements: ids; all of them are needed.
        openings: ids, not counting those an earlier remedy closed.
    """

    elements: tuple[str, ...]
    openings: tuple[str, ...]


def remedies(reaches: Iterable[Reach]) -> tuple[Remedy, ...]:
    """Least changes that close every opening which one or two elements leave open, best first.

    Departures: chosen greedily, the set that closes most next; not proven to be the fewest.
    """
    left = {reach.target.id: frozenset(reach.breaks) for reach in reaches if reach.breaks}
    found = []
    while left:
        closed: dict[tuple[str, ...], list[str]] = {}
        for id, sets in left.items():
            for elements in sets:
                closed.setdefault(elements, []).append(id)
        best = min(closed, key=lambda s: (len(s) - len(closed[s]), len(s), s))
        found.append(Remedy(elements=best, openings=tuple(sorted(closed[best]))))
        for id in closed[best]:
            del left[id]
    return tuple(found)


def unbroken(reaches: Iterable[Reach]) -> tuple[str, ...]:
    """Openings climbed to that no change of one or two elements puts out of reach."""
    return tuple(
        reach.target.id
        for reach in reaches
        if reach.path is not None and reach.path.climbs and not reach.breaks
    )
