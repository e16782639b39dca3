"""Whether an opening can be reached, by what path, and what would have to go to prevent it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from shapely import LineString, MultiLineString, Point
from shapely.ops import nearest_points

from cpted_rules.analysis.climb.hold import FIXED, HURDLES, Hold, HoldKind
from cpted_rules.analysis.climb.targets import Target
from cpted_rules.analysis.climb.ways import Cost, Found, Spot, Way, Ways
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One foothold of a climb: where it is entered and left. [m above ground]

    Args:
        id: of the element stepped on; "" for the ground.
        rise_m: from the foothold before; negative where one is let down; 0 at the start.
        gap_m: bridged from the foothold before.
    """

    id: str
    kind: HoldKind
    enters: Spot
    leaves: Spot
    rise_m: float
    gap_m: float

    @property
    def along_m(self) -> float:
        """Climbed along it, up or down: of a pipe or a tree; 0 of a surface. [m]"""
        return self.leaves[2] - self.enters[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimbPath:
    """A climb from public ground into an opening.

    Args:
        steps: from the ground up, in order.
        end: the spot at the sill.
        crossed: ids of the fences, walls and gates climbed over on the way, in order.
    """

    steps: tuple[Step, ...]
    end: Spot
    crossed: tuple[str, ...]

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of what is stepped on, in order, the ground left out."""
        return tuple(step.id for step in self.steps if step.kind is not HoldKind.GROUND)

    @property
    def last_rise_m(self) -> float:
        """From the last foothold to the sill. [m]"""
        return self.end[2] - self.steps[-1].leaves[2]

    @property
    def climbs(self) -> bool:
        """Whether it takes more than walking up to the opening or climbing over a fence."""
        return self.steps[-1].kind is not HoldKind.GROUND

    @property
    def line(self) -> MultiLineString:
        """The climb with heights; walks over the ground between two climbs are left out."""
        legs: list[list[Spot]] = [[]]
        for step in self.steps:
            legs[-1].append(step.enters)
            if step.kind is HoldKind.GROUND:
                legs.append([])
            legs[-1].append(step.leaves)
        legs[-1].append(self.end)
        lines = [_without_repeats(leg) for leg in legs]
        return MultiLineString([LineString(leg) for leg in lines if len(leg) > 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether an opening can be reached from public ground.

    Args:
        reachable: None where it depends on what is not drawn; `lacking` says on what.
        path: the cheapest climb: surely possible where `reachable`, else perhaps; None if none is.
        breaks: sets of elements of least size, each of which, no longer serving as footholds,
            leaves the opening out of reach; () where no set of two or fewer does.
        security_sensitive: it tells a burglar the way; what is written of it must say so.
    """

    target: Target
    reachable: bool | None
    path: ClimbPath | None = None
    breaks: tuple[tuple[str, ...], ...] = ()
    lacking: tuple[Text, ...] = ()
    security_sensitive: bool = field(default=True, init=False)


class Climbs:
    """The climbs over one terrain; searches are kept, so that openings share them."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.holds = ways.terrain.holds
        self._search = cache(self._searched)

    def _searched(self, certain: bool, without: frozenset[str]) -> Found:
        return self.ways.search(certain=certain, without=without)

    def reach(self, target: Target) -> Reach:
        """Whether one opening can be reached, how, and what prevents it."""
        sure = self._path(target, certain=True)
        path = sure or self._path(target, certain=False)
        if path is None:
            return Reach(target=target, reachable=False)
        return Reach(
            target=target,
            reachable=True if sure else None,
            path=path,
            breaks=self._breaks(target, path),
            lacking=() if sure else self._lacking(target, path),
        )

    def _path(
        self, target: Target, *, certain: bool, without: frozenset[str] = frozenset()
    ) -> ClimbPath | None:
        found = self._search(certain, without)
        ends: list[tuple[Cost, int, Way]] = []
        for n, way in self.ways.into(target, certain=certain):
            if n in found:
                crossed, used, length = found[n][0]
                ends.append(((crossed, used, length + way.length_m), n, way))
        if not ends:
            return None
        _, n, way = min(ends, key=lambda end: end[:2])
        return self._walked(found, n, way)

    def _walked(self, found: Found, last: int, into: Way) -> ClimbPath:
        chain: list[tuple[int, Way | None]] = []
        n = last
        while n >= 0:
            _, before, way = found[n]
            chain.append((n, way))
            n = before
        chain.reverse()
        onward = [way for _, way in chain[1:] if way is not None] + [into]
        for k in range(len(chain) - 1, 0, -1):
            below, upon = self.holds[chain[k - 1][0]], self.holds[chain[k][0]]
            onward[k - 1] = _onto(below, upon, onward[k - 1], onward[k].start)
            chain[k] = (chain[k][0], onward[k - 1])
        steps = tuple(
            _step(self.holds[n], way, left) for (n, way), left in zip(chain, onward, strict=True)
        )
        crossed = tuple(
            step.id
            for step, after in pairwise(steps)
            if step.kind in HURDLES and after.kind is HoldKind.GROUND
        )
        return ClimbPath(steps=steps, end=into.end, crossed=crossed)

    def _lacking(self, target: Target, path: ClimbPath) -> tuple[Text, ...]:
        used = set(path.used)
        said = [h.lacking for h in self.holds if h.id in used and h.lacking is not None]
        said += [target.lacking] if target.lacking is not None else []
        return tuple(dict.fromkeys(said))

    def _breaks(self, target: Target, path: ClimbPath) -> tuple[tuple[str, ...], ...]:
        """Least sets that cut every path. Each must hold one element of every path there is.

        What is not drawn is taken to bear, so that afterwards the opening is surely out of reach.
        """
        first = self._path(target, certain=False) or path
        singles = [
            (id,)
            for id in _removable(first)
            if self._path(target, certain=False, without=frozenset((id,))) is None
        ]
        if singles:
            return tuple(sorted(singles))
        pairs = set()
        for one in _removable(first):
            left = self._path(target, certain=False, without=frozenset((one,)))
            for other in _removable(left) if left else ():
                both = frozenset((one, other))
                if self._path(target, certain=False, without=both) is None:
                    pairs.add(tuple(sorted(both)))
        return tuple(sorted(pairs))


def _removable(path: ClimbPath) -> Iterable[str]:
    return dict.fromkeys(step.id for step in path.steps if step.kind not in FIXED)


def _step(hold: Hold, way: Way | None, left: Way) -> Step:
    enters = left.start if way is None else way.end
    start = enters if way is None else way.start
    return Step(
        id=hold.id,
        kind=hold.kind,
        enters=enters,
        leaves=left.start,
        rise_m=enters[2] - start[2],
        gap_m=LineString([start[:2], enters[:2]]).length,
    )


def _onto(below: Hold, upon: Hold, way: Way, leaves: Spot) -> Way:
    """The move onto a thing that stands on the ground or over it, where a person would make it.

    A tree is climbed by its trunk, a car or bin by the side nearest to where it is left.
    """
    if below.kind is not HoldKind.GROUND or way.start[:2] != way.end[:2]:
        return way
    if upon.kind is HoldKind.TREE:
        foot = upon.shape.centroid
    else:
        foot = nearest_points(upon.shape.boundary or upon.shape, Point(leaves[:2]))[0]
    if not below.shape.intersects(foot):
        return way
    return Way(to=way.to, start=(foot.x, foot.y, way.start[2]), end=(foot.x, foot.y, way.end[2]))


def _without_repeats(leg: list[Spot]) -> list[Spot]:
    return [spot for n, spot in enumerate(leg) if n == 0 or spot != leg[n - 1]]
