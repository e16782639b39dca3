"""Whether an eye sees a point, and whether that is sure in spite of rounded coordinates."""

from collections.abc import Iterator, Sequence
from math import dist, floor, hypot

from cpted_rules.verify.eyes import Eye
from cpted_rules.verify.scene import Scene, Spot3

LEAST_SHARE = 0.5
"""What must get through for a point to count as seen."""
SHIFT_M = 0.002
"""A line is sure only if it comes out the same moved by this to any side, at either end: an eye and
an edge of an obstacle are each rounded to 1 mm in x and y, 1.4 mm together."""
SQUARE_M = 16.0


def sees(scene: Scene, eye: Eye, target: Spot3, within_m: float, *, slack_m: float = 0.0) -> bool:
    """Whether an eye sees a point within a distance, on the side it faces."""
    (x, y, z), (fx, fy) = eye.at, eye.faces
    dx, dy = target[0] - x, target[1] - y
    if (fx or fy) and dx * fx + dy * fy < -slack_m:
        return False
    if dist(eye.at, target) > within_m + slack_m:
        return False
    return scene.through((x, y, z), target) >= LEAST_SHARE


def surely(scene: Scene, eye: Eye, target: Spot3, within_m: float) -> tuple[bool, bool]:
    """Whether an eye sees a point however coordinates were rounded, and whether it may."""
    least = eye.sure
    most = False
    for start, end in shifted(eye.at, target):
        moved = Eye(id=eye.id, at=start, faces=eye.faces)
        if sees(scene, moved, end, within_m, slack_m=SHIFT_M):
            most = True
        if not sees(scene, moved, end, within_m, slack_m=-SHIFT_M):
            least = False
        if most and not least:
            break
    return least, most


def shifted(o: Spot3, p: Spot3) -> Iterator[tuple[Spot3, Spot3]]:
    """A line, and lines beside it: each end moved left, right, up, down, back or on."""
    length = hypot(p[0] - o[0], p[1] - o[1])
    if length == 0.0:
        yield o, p
        return
    nx, ny = SHIFT_M * (o[1] - p[1]) / length, SHIFT_M * (p[0] - o[0]) / length
    yield o, p
    for x, y, z in ((nx, ny, 0.0), (-nx, -ny, 0.0), (0.0, 0.0, SHIFT_M), (0.0, 0.0, -SHIFT_M)):
        start, end = (o[0] + x, o[1] + y, o[2] + z), (p[0] + x, p[1] + y, p[2] + z)
        yield start, end
        yield start, p
        yield o, end
    for x, y in ((ny, -nx), (-ny, nx)):  # along the line
        yield (o[0] + x, o[1] + y, o[2]), p
        yield o, (p[0] + x, p[1] + y, p[2])


class Crowd:
    """Eyes by the squares they stand on, so that those near a point are found quickly."""

    def __init__(self, eyes: Sequence[Eye]) -> None:
        self.eyes = eyes
        self.squares: dict[tuple[int, int], list[tuple[int, Eye]]] = {}
        for n, eye in enumerate(eyes):
            key = (floor(eye.at[0] / SQUARE_M), floor(eye.at[1] / SQUARE_M))
            self.squares.setdefault(key, []).append((n, eye))

    def near(self, target: Spot3, within_m: float) -> list[tuple[int, Eye]]:
        """The eyes within a distance that face a point, with their places in order; near first."""
        reach = floor((within_m + 0.01) / SQUARE_M) + 1
        i, j = floor(target[0] / SQUARE_M), floor(target[1] / SQUARE_M)
        found = []
        for column in range(i - reach, i + reach + 1):
            for row in range(j - reach, j + reach + 1):
                for n, eye in self.squares.get((column, row), ()):
                    away = dist(eye.at, target)
                    if away <= within_m + 0.01:
                        found.append((away, n, eye))
        return [(n, eye) for _, n, eye in sorted(found, key=lambda f: f[:2])]

    def count(self, scene: Scene, target: Spot3, within_m: float, enough: int) -> int:
        """How many see a point, up to a number."""
        count = 0
        for _, eye in self.near(target, within_m):
            if sees(scene, eye, target, within_m):
                count += 1
                if count >= enough:
                    break
        return count

    def range(self, scene: Scene, target: Spot3, within_m: float, enough: int) -> tuple[int, int]:
        """How many see a point at least and at most, up to a number, however rounded."""
        least = most = 0
        if scene.touched(target, SHIFT_M):
            return 0, enough
        for _, eye in self.near(target, within_m):
            low, high = surely(scene, eye, target, within_m)
            least, most = least + low, most + high
            if least >= enough:
                break
        return min(least, enough), min(most, enough)

    def first(self, scene: Scene, target: Spot3, within_m: float) -> Eye | None:
        """The first in order that sees a point."""
        for _, eye in sorted(self.near(target, within_m), key=lambda e: e[0]):
            if sees(scene, eye, target, within_m):
                return eye
        return None
