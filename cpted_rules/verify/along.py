"""Lines walked, cut into steps as the rules cut them; what of a person is seen from one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import dist, floor, hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.given import Finding
from cpted_rules.verify.look import LEAST_SHARE, SHIFT_M
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import OUT_M, points_along
from cpted_rules.verify.scene import SQUARE_M, Scene, Spot3
from cpted_rules.verify.shapes import Shape, Spot, gap_m, inside, outline_gap_m
from cpted_rules.verify.witnesses import NEAR_M, number_differs

SHORTEST_M = 3.0
"""A walk of which no two corners are so far apart has no way along it."""
PARTS = 34
"""Heights at which a person is looked at."""
DOUBT_M = 0.004
"""By so much the length of a line may be off: its corners are rounded to 1 mm each."""
DOUBT_SHARE = 2.5 / PARTS
"""By so much a share told at these heights may be off."""


def walks(case: Case) -> list[Area]:
    """The walks outdoors."""
    return [walk for walk in case.drawn.walks if walk.storey in (0, 1)]


def is_short(walk: Area) -> bool:
    """Whether a walk is too short to be walked along."""
    spots = walk.area.spots
    return max(dist(a, b) for a in spots for b in spots) < SHORTEST_M


def is_bare(case: Case) -> bool:
    """Whether nothing is drawn that could hide anybody."""
    drawn = case.drawn
    return not (drawn.buildings or drawn.barriers or drawn.walls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A line cut into steps of equal length; each by its middle and the direction of the line."""

    step_m: float
    length_m: float
    along_m: tuple[float, ...]
    at: tuple[Spot, ...]
    heading: tuple[Spot, ...]


def lengths_m(line: Shape) -> tuple[float, ...]:
    """The lengths a line may have as drawn: two where rounding decides on the number of steps."""
    length = line.length_m
    doubt = abs(length % 1.0 - 0.5) < DOUBT_M
    return (length + DOUBT_M, length - DOUBT_M) if doubt else (length,)


def steps_of(line: Shape, step_m: float = 1.0, *, drawn_m: float | None = None) -> Steps:
    """The steps of a line, as near to a length as goes.

    Args:
        drawn_m: its length before it was rounded.
    """
    length = line.length_m
    count = max(round((length if drawn_m is None else drawn_m) / step_m), 1)
    step = length / count
    along, at, heading = [], [], []
    gone, wanted = 0.0, 0
    for ax, ay, bx, by in line.edges:
        leg = hypot(bx - ax, by - ay)
        if leg == 0.0:
            continue
        while wanted < count and (wanted + 0.5) * step <= gone + leg + 1e-9:
            share = ((wanted + 0.5) * step - gone) / leg
            along.append((wanted + 0.5) * step)
            at.append((ax + share * (bx - ax), ay + share * (by - ay)))
            heading.append(((bx - ax) / leg, (by - ay) / leg))
            wanted += 1
        gone += leg
    return Steps(
        step_m=step, length_m=length, along_m=tuple(along), at=tuple(at), heading=tuple(heading)
    )


def backward(line: Shape) -> Shape:
    """A line from its end to its beginning."""
    edges = tuple((c, d, a, b) for a, b, c, d in reversed(line.edges))
    return Shape(edges=edges, box=line.box, filled=False, area_m2=0.0, length_m=line.length_m)


def walked(finding: Finding, walk: Area) -> tuple[Shape | None, list[Difference]]:
    """The line walked that a finding shows first, and what is wrong with it."""
    first = next(iter(finding.witness), None)
    if first is None or first.kind != "route" or not first.shape.edges:
        return None, [Difference(what=_ROUTE, stated="none", found="the line of the walk")]
    wrong = [*number_differs(first, first.shape.length_m)]
    for at, _ in points_along(first.shape):
        away = gap_m(walk.area, *at)
        if away > OUT_M:
            wrong.append(Difference(what=_ROUTE, stated="on it", found=f"{away:.1f} m", where=at))
            break
    return first.shape, wrong


def is_free(scene: Scene, at: Spot3) -> tuple[bool, bool]:
    """Whether a point is in nothing that hides: surely, and perhaps."""
    sure = True
    key = (floor(at[0] / SQUARE_M), floor(at[1] / SQUARE_M))
    for obstacle in (scene.obstacles[n] for n in scene.squares.get(key, ())):
        if not obstacle.shape.filled or obstacle.openness_share >= LEAST_SHARE:
            continue
        west, south, east, north = obstacle.shape.box
        if not (west - 0.02 <= at[0] <= east + 0.02 and south - 0.02 <= at[1] <= north + 0.02):
            continue
        under = obstacle.ground[0]
        if not obstacle.base_m + under < at[2] < obstacle.top_m + under:
            continue
        if outline_gap_m(obstacle.shape, at[0], at[1]) <= 0.02:
            sure = False
        elif inside(obstacle.shape, at[0], at[1]):
            return False, False
    return sure, True


def half_of_person(scene: Scene, eye: Spot3, foot: Spot3, height_m: float) -> tuple[bool, bool]:
    """Whether at least half of a person is in sight: surely, and perhaps."""
    heights = [foot[2] + height_m * (n + 0.5) / PARTS for n in range(PARTS)]
    share = sum(scene.through(eye, (*foot[:2], z)) >= LEAST_SHARE for z in heights) / PARTS
    if share - DOUBT_SHARE >= LEAST_SHARE or share + DOUBT_SHARE < LEAST_SHARE:
        moved = [_moved(eye, foot, side) for side in (SHIFT_M, -SHIFT_M)]
        others = [
            sum(scene.through(o, (*p[:2], z)) >= LEAST_SHARE for z in heights) / PARTS
            for o, p in moved
        ]
        states = {value >= LEAST_SHARE for value in (share, *others)}
        return states == {True}, True in states
    return False, True


def _moved(eye: Spot3, foot: Spot3, aside_m: float) -> tuple[Spot3, Spot3]:
    """A look moved to its side."""
    length = hypot(foot[0] - eye[0], foot[1] - eye[1]) or 1.0
    nx, ny = aside_m * (eye[1] - foot[1]) / length, aside_m * (foot[0] - eye[0]) / length
    return (eye[0] + nx, eye[1] + ny, eye[2]), (foot[0] + nx, foot[1] + ny, foot[2])


def project_m(line: Shape, at: Spot) -> float:
    """How far along a line the place on it nearest to a point lies. [m]"""
    best, found, gone = float("inf"), 0.0, 0.0
    for ax, ay, bx, by in line.edges:
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        t = min(1.0, max(0.0, ((at[0] - ax) * dx + (at[1] - ay) * dy) / square)) if square else 0.0
        away = hypot(ax + t * dx - at[0], ay + t * dy - at[1])
        if away < best - 1e-9:
            best, found = away, gone + t * hypot(dx, dy)
        gone += hypot(dx, dy)
    return found


Again = Callable[[Area, Shape, Steps, Finding], Measured]


def each_walk(case: Case, again: Again, *, things: bool = True) -> Iterator[Expected]:
    """One value for each walk that can be walked along."""

    def measured(walk: Area, finding: Finding) -> Measured:
        case.ground_known()
        line, wrong = walked(finding, walk)
        if line is None:
            return Measured(low=0, high=0, differences=tuple(wrong))
        tries = [
            again(walk, line, steps_of(line, drawn_m=length), finding) for length in lengths_m(line)
        ]
        found = next((t for t in tries if _agrees(t, finding)), tries[0])
        return Measured(
            low=found.low,
            high=found.high,
            differences=(*wrong, *found.differences),
            reason=_LINE,
        )

    for walk in walks(case):
        known = not is_short(walk) and not (things and is_bare(case))
        yield Expected(
            subjects=(walk.id,),
            storey=walk.storey,
            measure=partial(measured, walk) if known else None,
            where=walk.area,
        )


def _agrees(found: Measured, finding: Finding) -> bool:
    stated = finding.measured or 0.0
    return not found.differences and found.low - NEAR_M <= stated <= found.high + NEAR_M


_ROUTE = Text(ko="걸은 선", en="line walked")
_LINE = Text(
    ko="증거에 그려진 중심선을 따라 확인; 중심선 자체와 더 나쁜 곳이 없는지는 다시 구하지 않음",
    en="along the middle line shown; neither that line nor that no place is worse was made again",
)
