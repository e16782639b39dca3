"""Doors, windows and passages: breaks in walls by what is drawn in them, and lone door swings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import cos, hypot, radians

import numpy as np
import shapely
from shapely import LineString, Polygon

from cpted_rules.drawing.linework.breaks import Break
from cpted_rules.drawing.linework.settings import LineworkSettings
from cpted_rules.drawing.linework.strokes import Stroke, ends_of, segments
from cpted_rules.drawing.linework.swings import Leaf, Swing, fitted, leaf_lines
from cpted_rules.drawing.linework.walls import Walls

PARALLEL_DEG = 5.0
"""Lines of a window run along their wall to within this."""
BESIDE_M = 0.1
"""Sills and frames stand out of the wall by less."""
COVERED = 0.7
"""A window's lines span at least this share of its break."""
OWN = 0.6
"""A line with less than this share of itself in the break only passes by."""
ONE_LINE_M = 0.005
"""Parallel lines nearer than this are one line."""
MEETING_M = 0.15
"""Two leaves of one door meet to within this."""
ALONE_M = 0.1
"""A door without a wall is taken to be as thick as a partition."""
HINGE_REACH_M = 0.3
"""The hinge of a door stands so near to its wall."""


class OpeningKind(StrEnum):
    """What an opening in linework is."""

    DOOR = "door"
    WINDOW = "window"
    PASSAGE = "passage"


class Sign(StrEnum):
    """What was seen of an opening."""

    BREAK_IN_LINE = "break_in_line"
    BREAK_BEFORE_FACE = "break_before_face"
    SWING = "swing"
    LEAF = "leaf"
    DOOR_LINES = "door_lines"
    GLAZING = "glazing"
    THIN_LINES = "thin_lines"
    WALL_NEAR = "wall_near"
    IN_WALL = "in_wall"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFound:
    """An opening.

    Args:
        line: across it, along the wall's middle.
        area: what it takes of the wall: its line at the wall's thickness.
        confidence: from 0 to 1, that it is an opening of this kind.
        evidence: what was seen.
        swing: its leaves, none where none is drawn.
        refs: the entities it is drawn with, those of the walls at its sides left out.
    """

    line: LineString
    area: Polygon
    kind: OpeningKind
    confidence: float
    evidence: tuple[Sign, ...]
    swing: tuple[Leaf, ...]
    thickness_m: float
    refs: tuple[int, ...]


class Lines:
    """Strokes that may lie across a break, by what they are."""

    def __init__(self, **kinds: Sequence[Stroke]) -> None:
        self.strokes = [(s, kind) for kind, strokes in kinds.items() for s in strokes]
        a, b = ends_of([s for s, _ in self.strokes])
        self.tree = shapely.STRtree(segments(a, b) if self.strokes else [])

    def near(self, gap: Break) -> dict[str, list[Stroke]]:
        """The strokes that touch a break, by kind."""
        around = gap.area.buffer(BESIDE_M, cap_style="flat", join_style="mitre")
        found: dict[str, list[Stroke]] = {"glass": [], "door": [], "free": [], "wall": []}
        for n in sorted(self.tree.query(around, predicate="intersects").tolist()):
            stroke, kind = self.strokes[n]
            found[kind].append(stroke)
        return found


def openings_in_breaks(
    breaks: Sequence[Break],
    swings: Sequence[Swing],
    lines: Lines,
    settings: LineworkSettings,
) -> tuple[list[OpeningFound], set[int]]:
    """Openings in breaks, and the swings they took."""
    doors = fitted(swings, breaks, settings)
    found: list[OpeningFound] = []
    taken: set[int] = set()
    for n, gap in enumerate(breaks):
        if n in doors:
            taken |= {s for s, _ in doors[n]}
            found.append(_door(gap, [(swings[s], shut) for s, shut in doors[n]]))
            continue
        near = lines.near(gap)
        thin = [*near["free"], *near["wall"]]
        opening = _glazed(gap, near["glass"], settings, Sign.GLAZING)
        opening = opening or _leafed(gap, [*near["door"], *near["free"]], settings)
        opening = opening or _glazed(gap, near["door"], settings, Sign.DOOR_LINES)
        opening = opening or _glazed(gap, thin, settings, Sign.THIN_LINES)
        opening = opening or _passage(gap, settings)
        if opening:
            found.append(opening)
    return found, taken


def _sign(gap: Break) -> Sign:
    return Sign.BREAK_IN_LINE if gap.in_line else Sign.BREAK_BEFORE_FACE


def _door(gap: Break, leaves: Sequence[tuple[Swing, int]]) -> OpeningFound:
    drawn = any(s.opened is not None for s, _ in leaves)
    evidence = (_sign(gap), Sign.SWING, *([Sign.LEAF] if drawn else []))
    refs = {r for s, _ in leaves for r in s.refs}
    return _opening(
        gap,
        OpeningKind.DOOR,
        0.95 if drawn else 0.85,
        evidence,
        refs,
        tuple(s.leaf(shut, gap.unit) for s, shut in leaves),
    )


def _leafed(gap: Break, near: Sequence[Stroke], settings: LineworkSettings) -> OpeningFound | None:
    leaves = leaf_lines(gap, near, settings)
    if not leaves:
        return None
    refs = {r for _, drawn in leaves for r in drawn}
    evidence = (_sign(gap), Sign.LEAF)
    return _opening(gap, OpeningKind.DOOR, 0.7, evidence, refs, tuple(leaf for leaf, _ in leaves))


def _glazed(
    gap: Break, near: Sequence[Stroke], settings: LineworkSettings, sign: Sign
) -> OpeningFound | None:
    """A window, or a door by its layer, where lines along the wall span the break."""
    width = gap.width_m
    spans: list[tuple[float, float]] = []
    offsets: list[float] = []
    refs: set[int] = set()
    for stroke in near:
        (a, off_a), (b, off_b) = sorted((gap.local(stroke.a), gap.local(stroke.b)))
        length = hypot(b - a, off_b - off_a)
        inside = min(b, width) - max(a, 0.0)
        if b - a < cos(radians(PARALLEL_DEG)) * length or inside <= 0.05:
            continue
        if max(abs(off_a), abs(off_b)) > gap.thickness_m / 2 + BESIDE_M:
            continue
        if sign is Sign.THIN_LINES and inside < OWN * length:
            continue
        spans.append((max(a, 0.0), min(b, width)))
        offsets.append((off_a + off_b) / 2)
        refs.add(stroke.ref)
    offsets.sort()
    lines = 1 + sum(q - p > ONE_LINE_M for p, q in pairwise(offsets))
    if not spans or _length(spans) < COVERED * width:
        return None
    if sign is Sign.THIN_LINES and lines > settings.thin_lines_most:
        return None
    if sign is Sign.THIN_LINES and lines == 1 and not gap.in_line:
        return None  # a line beside a wall's end is anything
    if sign is Sign.DOOR_LINES:
        return _opening(gap, OpeningKind.DOOR, 0.7, (_sign(gap), sign), refs)
    sure = 0.9 if sign is Sign.GLAZING else 0.75 if lines > 1 else 0.5
    return _opening(gap, OpeningKind.WINDOW, sure, (_sign(gap), sign), refs)


def _length(spans: Sequence[tuple[float, float]]) -> float:
    total, reached = 0.0, -np.inf
    for low, high in sorted(spans):
        total += max(0.0, high - max(low, reached))
        reached = max(reached, high)
    return float(total)


def _passage(gap: Break, settings: LineworkSettings) -> OpeningFound | None:
    narrow, wide = settings.narrowest_passage_m - 1e-6, settings.widest_passage_m + 1e-6
    wide = wide if gap.in_line else settings.widest_nibless_m + 1e-6
    if gap.stub or not narrow <= gap.width_m <= wide:
        return None
    sure = 0.35 if gap.in_line and not gap.corner else 0.25
    return _opening(gap, OpeningKind.PASSAGE, sure, (_sign(gap),), set())


def _opening(
    gap: Break,
    kind: OpeningKind,
    confidence: float,
    evidence: tuple[Sign, ...],
    refs: set[int],
    swing: tuple[Leaf, ...] = (),
) -> OpeningFound:
    return OpeningFound(
        line=gap.line,
        area=gap.area,
        kind=kind,
        confidence=confidence,
        evidence=evidence,
        swing=swing,
        thickness_m=gap.thickness_m,
        refs=tuple(sorted(refs)),
    )


def doors_without_break(
    swings: Sequence[Swing], walls: Walls, glass: Sequence[OpeningFound]
) -> list[OpeningFound]:
    """Swings that look like doors but stand in no break: on a wall or between glass, or alone."""
    beside_of = [(p.area, p.thickness_m) for p in walls.pieces]
    beside_of += [(g.area, g.thickness_m) for g in glass]
    tree = shapely.STRtree([area for area, _ in beside_of])
    leaves: list[tuple[Swing, int, tuple[int, ...]]] = []
    for swing in swings:
        near = tree.query(shapely.Point(swing.hinge), "dwithin", HINGE_REACH_M)
        if swing.opened is not None:
            leaves.append((swing, 1 - swing.opened, tuple(sorted(near.tolist()))))
        elif len(near) and (shut := _likely_shut(swing, walls)) is not None:
            leaves.append((swing, shut, tuple(sorted(near.tolist()))))
    found: list[OpeningFound] = []
    taken: set[int] = set()
    for n, (swing, shut, near_walls) in enumerate(leaves):
        if n in taken:
            continue
        pair = [(swing, shut)]
        beside = set(near_walls)
        for m in range(n + 1, len(leaves)):
            if m not in taken and _are_double(pair[0], leaves[m][:2]):
                pair.append(leaves[m][:2])
                beside.update(leaves[m][2])
                taken.add(m)
                break
        found.append(_free_door(pair, [beside_of[k][1] for k in sorted(beside)]))
    return found


def _are_double(one: tuple[Swing, int], other: tuple[Swing, int]) -> bool:
    """Whether two leaves shut against each other in one line."""
    first, second = one[0].tips[one[1]], other[0].tips[other[1]]
    meet = hypot(first[0] - second[0], first[1] - second[1])
    (ax, ay), (bx, by) = one[0].hinge, other[0].hinge
    wide = hypot(bx - ax, by - ay)
    return meet <= MEETING_M and abs(one[0].radius_m + other[0].radius_m - wide) <= MEETING_M


def _free_door(leaves: Sequence[tuple[Swing, int]], beside_m: Sequence[float]) -> OpeningFound:
    first, shut = leaves[0]
    end = leaves[1][0].hinge if len(leaves) > 1 else first.tips[shut]
    line = LineString([first.hinge, end])
    thickness = min(beside_m, default=ALONE_M)
    drawn = any(s.opened is not None for s, _ in leaves)
    evidence = [
        Sign.SWING,
        *([Sign.LEAF] if drawn else []),
        *([Sign.WALL_NEAR] if beside_m else []),
    ]
    return OpeningFound(
        line=line,
        area=_strip(line, thickness),
        kind=OpeningKind.DOOR,
        confidence=0.6 if beside_m and drawn else 0.4 if beside_m else 0.3,
        evidence=tuple(evidence),
        swing=tuple(s.leaf(k) for s, k in leaves),
        thickness_m=thickness,
        refs=tuple(sorted({r for s, _ in leaves for r in s.refs})),
    )


def _likely_shut(swing: Swing, walls: Walls) -> int | None:
    """The tip that lies nearer to a wall, None where both are alike."""
    apart = [walls.shape.distance(shapely.Point(t)) for t in swing.tips]
    if abs(apart[0] - apart[1]) < 0.05:
        return None
    return 0 if apart[0] < apart[1] else 1


def _strip(line: LineString, width_m: float) -> Polygon:
    return line.buffer(width_m / 2, cap_style="flat")
