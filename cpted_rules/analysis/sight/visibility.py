"""Who sees what: shares of things seen, and lines of sight explained."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import dist

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from cpted_rules.analysis.lines import LEAST_SHARE, Block, blocks, seen_from, transmissions
from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.scene.pieces import Floats, Ints, Scene

GRAZING = 0.01
"""Cosine of the angle to the normal of a wall up to which a look runs along it. [X]"""

Spot = tuple[float, float, float]
Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One line of sight from an eye to a target, with what stands in it.

    Args:
        blocks: nearest to the eye first; empty where the line is clear.
    """

    eye: Spot
    target: Spot
    blocks: tuple[Block, ...]

    @property
    def stopped_by(self) -> Block | None:
        """The block after which less than half gets through; None where the target is seen."""
        left = 1.0
        for block in self.blocks:
            left *= block.obstacle.openness_share
            if left < LEAST_SHARE:
                return block
        return None

    @property
    def line(self) -> LineString:
        """From eye to target, with heights."""
        return LineString([self.eye, self.target])

    @property
    def length_m(self) -> float:
        """Straight distance from eye to target. [m]"""
        return dist(self.eye, self.target)


def sight(scene: Scene, eye: Spot, target: Spot) -> Sight:
    """The line from an eye to a target, explained."""
    return Sight(eye=eye, target=target, blocks=blocks(scene, eye, target))


def census(
    scene: Scene, eyes: Eyes, targets: Floats, *, within_m: float, enough: int = 1
) -> tuple[Ints, Ints]:
    """How many eyes see each target, up to `enough`, and the first that does (-1: none)."""
    return seen_from(
        scene, eyes.at, targets, within_m=within_m, enough=enough, least_share=LEAST_SHARE
    )


def before(eye: Floats, targets: Floats, *, within_m: float) -> Bits:
    """Which targets are within reach of an eye and on the side it faces. Shape (M,).

    Args:
        eye: shape (5,): x, y, z and the direction faced (0, 0 looks all round).
        targets: shape (M, 3). [m]
    """
    to = targets - eye[:3]
    found: Bits = ((to**2).sum(axis=1) <= within_m**2) & (to[:, :2] @ eye[3:] >= 0.0)
    return found


def seen_by(scene: Scene, eye: Floats, targets: Floats, among: Bits) -> Bits:
    """Which of the targets chosen by `among` are in sight of an eye. Shape (M,)."""
    seen = among.copy()
    origin = (float(eye[0]), float(eye[1]), float(eye[2]))
    seen[among] = transmissions(scene, origin, targets[among]) >= LEAST_SHARE
    return seen


def share_seen(scene: Scene, samples: Floats, parts: Iterable[Spot]) -> Floats:
    """Share of a thing seen from each sample; the thing is given by points spread evenly on it.

    Args:
        samples: shape (M, 3), eyes. [m]
    """
    each = [transmissions(scene, part, samples) >= LEAST_SHARE for part in parts]
    return np.mean(each, axis=0) if each else np.zeros(len(samples))


def upright(foot: Spot, *, height_m: float, parts: int = 20) -> list[Spot]:
    """Points spread evenly over the height of an upright person, from the feet up."""
    return [(foot[0], foot[1], foot[2] + height_m * (n + 0.5) / parts) for n in range(parts)]


def leaf(line: LineString, *, low_m: float, high_m: float, parts: int = 4) -> list[Spot]:
    """Points spread evenly over a door: its line in plan, from `low_m` to `high_m` above ground."""
    return [
        (at.x, at.y, low_m + (high_m - low_m) * (row + 0.5) / parts)
        for column in range(parts)
        for at in (line.interpolate((column + 0.5) / parts, normalized=True),)
        for row in range(parts)
    ]
