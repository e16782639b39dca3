"""The least-observed route from public ground to a place, and how it is observed on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from shapely import LineString, Point
from shapely.ops import substring

from cpted_rules.analysis.approach.exposure import Exposure, Watchfulness, seen_by
from cpted_rules.analysis.approach.ground import Cells, WalkGround, cheapest_ways
from cpted_rules.analysis.scene.pieces import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """What observes a route, cell by cell. All of shape (S,).

    Args:
        along_m: from the start to the middle of each cell.
        windows, ways, cameras: that see it; at night those it is lit for.
        lux: horizontal illuminance; None where it is not known, or not asked for.
        watched: chance of being seen by anybody, 0 to 1.
    """

    along_m: Floats
    windows: Floats
    ways: Floats
    cameras: Floats
    lux: Floats | None
    watched: Floats

    @property
    def holds_m(self) -> Floats:
        """How much of the route each cell stands for: half the way to either neighbour. [m]"""
        steps = np.diff(self.along_m)
        halves: Floats = np.concatenate([steps, [0.0]]) / 2 + np.concatenate([[0.0], steps]) / 2
        return halves


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Approach:
    """The least-observed route to one place, by day or by night.

    Args:
        target: id of the opening it leads to.
        line: in plan, from public ground; a point repeated where it begins there.
        cost_m: length of the unseen route that would be as good: its own, and what being seen adds.
        unseen_m: length on which nothing sees one.
        longest_unseen_m: of one stretch.
        mean_watched: chance of being seen, over the length.
        security_sensitive: it tells an intruder the way; what is written of it must say so.
    """

    target: str
    night: bool
    line: LineString
    length_m: float
    cost_m: float
    profile: Profile
    unseen_m: float
    longest_unseen_m: float
    mean_watched: float
    security_sensitive: bool = field(default=True, init=False)

    @property
    def unseen(self) -> tuple[LineString, ...]:
        """The stretches of it on which nothing sees one, as long together as is unseen."""
        along = self.profile.along_m
        # each cell stands for half the way to its neighbours, as in `holds_m`
        edges = np.concatenate([along[:1], (along[1:] + along[:-1]) / 2, along[-1:]])
        spans = [(edges[a], edges[b]) for a, b in _runs(self.profile.watched <= 0.0)]
        return tuple(
            LineString(substring(self.line, float(from_m), float(to_m)).coords)
            for from_m, to_m in spans
            if to_m > from_m
        )

    @property
    def darkest(self) -> Point:
        """The middle of the longest stretch on which nothing sees one; else the least watched."""
        runs = _runs(self.profile.watched <= 0.0)
        if not runs:
            return Point(self.line.coords[int(np.argmin(self.profile.watched))])
        holds = self.profile.holds_m
        first, after = max(runs, key=lambda run: (float(holds[run[0] : run[1]].sum()), -run[0]))
        return Point(self.line.coords[(first + after - 1) // 2])


def least_observed(
    ground: WalkGround,
    exposure: Exposure,
    *,
    starts: Cells,
    targets: Mapping[str, int],
    watch: Watchfulness,
    night: bool,
) -> tuple[Approach, ...]:
    """The least-observed route to each target; none for those no way leads to. By order of id.

    Args:
        starts: cells of public ground; a route begins at whichever is best.
        targets: the cell before each opening, by its id.

    Raises:
        ValueError: it is night, and the illuminance is not known.
    """
    watched = watch.watched(exposure, night=night)
    found = cheapest_ways(ground, watch.cost(watched), starts)
    seen = seen_by(exposure, watch, night=night)
    routes = []
    for target, cell in sorted(targets.items()):
        way = found.way_to(cell)
        if way is not None:
            cost = float(found.cost_m[cell])
            routes.append(_approach(ground, exposure, seen, watched, way, target, cost, night))
    return tuple(routes)


def _approach(
    ground: WalkGround,
    exposure: Exposure,
    seen: tuple[Floats, Floats, Floats],
    watched: Floats,
    way: Cells,
    target: str,
    cost_m: float,
    night: bool,
) -> Approach:
    points = ground.grid.points[way]
    along = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    windows, ways, cameras = (values[way] for values in seen)
    profile = Profile(
        along_m=along,
        windows=windows,
        ways=ways,
        cameras=cameras,
        lux=None if exposure.lux is None else exposure.lux[way],
        watched=watched[way],
    )
    length, holds, nobody = float(along[-1]), profile.holds_m, profile.watched <= 0.0
    stretches = [float(holds[first:after].sum()) for first, after in _runs(nobody)]
    coordinates = points if len(points) > 1 else np.repeat(points, 2, axis=0)
    return Approach(
        target=target,
        night=night,
        line=LineString(coordinates),
        length_m=length,
        cost_m=cost_m,
        profile=profile,
        unseen_m=float(sum(stretches)),
        longest_unseen_m=max(stretches, default=0.0),
        mean_watched=float((profile.watched * holds).sum() / length)
        if length > 0
        else float(profile.watched[0]),
    )


def _runs(chosen: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> list[tuple[int, int]]:
    """First and one past the last of each run of chosen cells."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
