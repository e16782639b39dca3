"""Witnesses put to the plan again: lines of sight, gaps, areas with their sizes, points."""

import re
from collections.abc import Iterator, Sequence
from math import dist

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.eyes import Eye
from cpted_rules.verify.given import Finding, Witness
from cpted_rules.verify.look import LEAST_SHARE, shifted
from cpted_rules.verify.result import Difference
from cpted_rules.verify.scene import Scene, Spot3
from cpted_rules.verify.shapes import Shape, outline_gap_m

NEAR_M = 0.003
"""Points that are the same are no further apart: each is rounded to 1 mm."""
BLOCKED = re.compile(r"^(.*) H=(-?[\d.]+) m blocks the line at (-?[\d.]+) m$")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def line_of(witness: Witness) -> tuple[Spot3, Spot3] | None:
    """Both ends of a line with heights."""
    spots, heights = witness.shape.spots, witness.shape.heights
    if len(spots) != 2 or len(heights) != 2:
        return None
    return (*spots[0], heights[0]), (*spots[1], heights[1])


def sight_differs(
    witness: Witness,
    case: Case,
    scene: Scene,
    *,
    eyes: Sequence[Eye],
    targets: Sequence[Spot3],
    floor_m: float = 0.0,
    plant: bool = False,
    on_ground: bool = True,
) -> Iterator[Difference]:
    """What is wrong with a line of sight: its ends, whether it is blocked, by what, how high.

    Args:
        eyes, targets: where it may begin and end.
        floor_m: what heights in words are told from.
        on_ground: whether heights in words are above the ground.
        plant: the words name the first plant in the line, not what stops it.
    """
    ends = line_of(witness)
    if ends is None:
        yield Difference(what=_LINE, stated="no line with heights", found="eye to target")
        return
    eye, target = ends
    if not any(dist(eye, e.at) <= 2 * NEAR_M + e.loose_m for e in eyes):
        yield Difference(what=_EYE, stated=_at(eye), found=_none(eyes), where=eye[:2])
    if not any(dist(target, t) <= 2 * NEAR_M for t in targets):
        yield Difference(what=_TARGET, stated=_at(target), found="no such point", where=target[:2])
    if witness.kind == "sight_line":
        clear = any(scene.through(o, p) >= LEAST_SHARE for o, p in shifted(eye, target))
        if not clear:
            yield Difference(what=_CLEAR, stated="clear", found="blocked", where=target[:2])
        yield from number_differs(witness, dist(eye, target))
        return
    found = BLOCKED.match(witness.label)
    if found is None:
        yield Difference(what=_WORDS, stated=witness.label, found="... H=... m blocks the line ...")
        return
    name, top, height = found[1], float(found[2]), float(found[3])
    blocked: list[str] = []
    for o, p in shifted(eye, target):
        left = 1.0
        for share, obstacle in scene.blocks(o, p):
            left *= obstacle.openness_share
            x, y, z = (o[n] + share * (p[n] - o[n]) for n in range(3))
            z -= case.ground.height_m(x, y) if on_ground else 0.0
            label = case.called(obstacle.id)
            blocked.append(f"{label} H={obstacle.top_m - floor_m:.1f} at {z - floor_m:.1f} m")
            if (
                (obstacle.plant if plant else left < LEAST_SHARE)
                and name == label
                and abs(obstacle.top_m - floor_m - top) <= 0.051
                and abs(z - floor_m - height) <= 0.051 + 0.05 * plant
            ):
                return
    said = blocked[0] if blocked else "clear"
    yield Difference(what=_CLEAR, stated=witness.label, found=said, where=target[:2])


def number_differs(witness: Witness, value: float) -> Iterator[Difference]:
    """Whether the number written beside a witness is otherwise, to its last decimal."""
    found = NUMBER.search(witness.label)
    if found is None:
        yield Difference(what=_WORDS, stated=witness.label, found=f"{value:g}")
        return
    decimals = len(found[0].partition(".")[2])
    if abs(float(found[0]) - value) > 0.51 * 10**-decimals + 0.003:
        yield Difference(what=_WORDS, stated=witness.label, found=f"{value:.{decimals + 1}f}")


def gap_differs(
    witness: Witness, length_m: float, ends: Sequence[Shape], *, slack_m: float = 0.0
) -> Iterator[Difference]:
    """What is wrong with a gap: its length, and that it goes from one thing to another.

    Args:
        slack_m: of its length, where it begins at a circle drawn as a polygon.
    """
    slack = slack_m + NEAR_M * max(1, len(witness.shape.edges))
    if abs(witness.shape.length_m - length_m) > slack:
        yield Difference(
            what=_LENGTH, stated=f"{witness.shape.length_m:.3f} m", found=f"{length_m:.3f} m"
        )
    if witness.label:
        yield from number_differs(witness, length_m)
    spots = (witness.shape.spots[0], witness.shape.spots[-1])
    for shape in ends:
        if min(outline_gap_m(shape, *at) for at in spots) > NEAR_M:
            yield Difference(
                what=_ENDS, stated=_at((*spots[0], 0.0)), found="elsewhere", where=spots[0]
            )


def size_differs(witness: Witness) -> Iterator[Difference]:
    """Whether the size written beside an area is otherwise."""
    yield from number_differs(witness, witness.shape.area_m2)


def kinds_differ(finding: Finding, *allowed: str) -> Iterator[Difference]:
    """Witnesses of a kind that the rule does not give."""
    for witness in finding.witness:
        if witness.kind not in allowed:
            yield Difference(what=_KIND, stated=witness.kind, found=", ".join(allowed))


def count_differs(finding: Finding, count: int) -> Iterator[Difference]:
    """Whether a finding has more or fewer witnesses than it must."""
    if len(finding.witness) != count:
        yield Difference(what=_COUNT, stated=str(len(finding.witness)), found=str(count))


def lines_differ(finding: Finding, lines: Sequence[Shape]) -> Iterator[Difference]:
    """Witness shapes that are not those of the plan, in order."""
    yield from count_differs(finding, len(lines))
    for witness, line in zip(finding.witness, lines, strict=False):
        spots = zip(witness.shape.spots, line.spots, strict=False)
        far = max((abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in spots), default=0.0)
        if len(witness.shape.spots) != len(line.spots) or far > NEAR_M:
            at = witness.shape.spots[0] if witness.shape.spots else None
            yield Difference(what=_SHAPE, stated="elsewhere", found="as drawn", where=at)


def _at(spot: Spot3) -> str:
    return f"({spot[0]:.3f}, {spot[1]:.3f}, {spot[2]:.3f})"


def _none(eyes: Sequence[Eye]) -> str:
    return f"none of {len(eyes)} eyes"


_LINE = Text(ko="시선의 형상", en="form of a line of sight")
_EYE = Text(ko="시선의 눈 위치", en="eye of a line of sight")
_TARGET = Text(ko="시선의 목표점", en="target of a line of sight")
_CLEAR = Text(ko="시선이 막히는지", en="what a line of sight meets")
_WORDS = Text(ko="증거에 적힌 값", en="number written beside a witness")
_LENGTH = Text(ko="증거 선의 길이", en="length of a witness line")
_ENDS = Text(ko="증거 선의 끝", en="ends of a witness line")
_COUNT = Text(ko="증거의 수", en="number of witnesses")
_SHAPE = Text(ko="증거의 형상", en="shape of a witness")
_KIND = Text(ko="증거의 종류", en="kind of a witness")
