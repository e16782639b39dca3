"""One look at a person explained: what stands in it, how high, and what of the person it hides."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

import numpy as np
from shapely import LineString

from cpted_rules.analysis.lines import LEAST_SHARE
from cpted_rules.analysis.scene.pieces import Obstacle, Scene
from cpted_rules.analysis.sight.passages import passages
from cpted_rules.analysis.sight.person import shadows, visible_share
from cpted_rules.analysis.sight.visibility import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An obstacle that the upright plane of the look cuts.

    Args:
        enter_m, leave_m: from the eye, on plan; alike for a fence.
        look_m: heights of the look at the person's aim where it enters and leaves. [m above ground]
        blocks: whether the look at the aim is stopped or dimmed there.
        hidden_m: from which height to which above the person's foot it hides; None: nothing.
        seen_over_m: lowest height above the foot in sight over its top; below 0 all is in sight,
            infinite where the eye is in its footprint and below its top.
    """

    obstacle: Obstacle
    enter_m: float
    leave_m: float
    look_m: tuple[float, float]
    blocks: bool
    hidden_m: tuple[float, float] | None
    seen_over_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The look of an eye at a person, cut upright.

    Args:
        aim_m: height above the foot that the eye looks at.
        cuts: nearest to the eye first; also those that hide nothing.
        share: what of the person is in sight, 0 to 1.
        hidden_m: parts of the person of which less than half is in sight, from the feet up.
    """

    eye: Spot
    foot: Spot
    height_m: float
    aim_m: float
    cuts: tuple[Cut, ...]
    share: float
    hidden_m: tuple[tuple[float, float], ...]

    @property
    def lowest_seen_m(self) -> float | None:
        """Lowest height above the foot that is in sight; None where nothing is. [m]"""
        at = 0.0
        for low, high in self.hidden_m:
            if low > at:
                return at
            at = high
        return at if at < self.height_m else None

    @property
    def lines(self) -> tuple[LineString, ...]:
        """The look at the aim, and the looks along the edge of each hidden part."""
        edges = {z for part in self.hidden_m for z in part if 0.0 < z < self.height_m}
        x, y, z = self.foot
        return tuple(
            LineString([self.eye, (x, y, z + height)]) for height in (self.aim_m, *sorted(edges))
        )


def section(
    scene: Scene, eye: Spot, foot: Spot, *, height_m: float, aim_m: float | None = None
) -> Section:
    """A look at a person cut upright: heights of the look, and what is hidden behind what.

    Args:
        foot: where the person stands.
        aim_m: height above the foot the eye looks at; None: half the person.

    Source:
        international.md 2.1, height on the ray and target-height shadow.
    """
    aim = height_m / 2 if aim_m is None else aim_m
    through = passages(scene, eye[0], eye[1], np.array([foot[:2]]))
    thrown = shadows(scene, through, eye_m=eye[2], foot_m=np.array([foot[2]]))
    away, rise = hypot(foot[0] - eye[0], foot[1] - eye[1]), foot[2] + aim - eye[2]
    cuts = [
        Cut(
            obstacle=scene.obstacles[piece],
            enter_m=enter * away,
            leave_m=leave * away,
            look_m=(eye[2] + enter * rise, eye[2] + leave * rise),
            blocks=low < aim < high or (enter == leave and low <= aim < high),
            hidden_m=_within(low, high, height_m),
            seen_over_m=high,
        )
        for piece, enter, leave, low, high in zip(
            through.piece.tolist(),
            through.enter.tolist(),
            through.leave.tolist(),
            thrown.low_m.tolist(),
            thrown.high_m.tolist(),
            strict=True,
        )
    ]
    cuts.sort(key=lambda cut: (cut.enter_m, cut.leave_m, cut.obstacle.id))
    share = visible_share(scene, eye, np.array([foot]), height_m=height_m)
    return Section(
        eye=eye,
        foot=foot,
        height_m=height_m,
        aim_m=aim,
        cuts=tuple(cuts),
        share=float(share[0]),
        hidden_m=_hidden(cuts, height_m),
    )


def _within(low: float, high: float, height_m: float) -> tuple[float, float] | None:
    low, high = max(low, 0.0), min(high, height_m)
    return (low, high) if low < high else None


def _hidden(cuts: list[Cut], height_m: float) -> tuple[tuple[float, float], ...]:
    """The parts of which all cuts together leave less than half in sight."""
    ends = sorted({0.0, height_m, *(z for cut in cuts for z in cut.hidden_m or ())})
    parts: list[tuple[float, float]] = []
    for low, high in pairwise(ends):
        left = 1.0
        for cut in cuts:
            if cut.hidden_m is not None and cut.hidden_m[0] <= low and high <= cut.hidden_m[1]:
                left *= cut.obstacle.openness_share
        if left >= LEAST_SHARE:
            continue
        if parts and parts[-1][1] == low:
            parts[-1] = (parts[-1][0], high)
        else:
            parts.append((low, high))
    return tuple(parts)
