"""Guesses: what an untitled drawing may show, by its content and by its likeness to the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cpted_rules.drawing.drawing import Box
from cpted_rules.drawing.layers.layer_map import MEANING_NAMES, Meaning
from cpted_rules.drawing.sheets.clusters import Strokes, box_around
from cpted_rules.plan import SheetKind
from cpted_rules.text import Text, join, same

_SITE = frozenset(
    {
        Meaning.BOUNDARY,
        Meaning.BUILDING,
        Meaning.NEIGHBOUR,
        Meaning.ROAD,
        Meaning.SITE_ROAD,
        Meaning.WALK,
        Meaning.FENCE,
        Meaning.TERRAIN,
        Meaning.CONTOUR,
        Meaning.SPOT_HEIGHT,
        Meaning.TREE,
    }
    | {
        Meaning.SHRUB,
        Meaning.HEDGE,
        Meaning.SECURITY_LIGHT,
        Meaning.PEDESTRIAN_LIGHT,
        Meaning.PAVING,
    }
)
_FLOOR = frozenset(
    {
        Meaning.WALL,
        Meaning.DOOR,
        Meaning.WINDOW,
        Meaning.COLUMN,
        Meaning.ZONE,
        Meaning.FURNITURE,
        Meaning.SHUTTER,
        Meaning.CEILING_LIGHT,
    }
)
_SAYS_NOTHING = frozenset(
    {Meaning.TITLE_BLOCK, Meaning.LEGEND, Meaning.ANNOTATION, Meaning.HATCH, Meaning.STRUCTURE}
)

_BY_DEVICES = (
    (SheetKind.SECURITY_PLAN, {Meaning.CAMERA, Meaning.DOME_CAMERA, Meaning.BELL}, 0.5),
    (SheetKind.PIPE_PLAN, {Meaning.GAS_PIPE, Meaning.DOWNPIPE}, 0.5),
    (
        SheetKind.OUTDOOR_LIGHTING,
        {
            Meaning.SECURITY_LIGHT,
            Meaning.PEDESTRIAN_LIGHT,
            Meaning.BOLLARD_LIGHT,
            Meaning.ENTRANCE_LIGHT,
        },
        0.5,
    ),
    (
        SheetKind.PLANTING_PLAN,
        {Meaning.TREE, Meaning.SHRUB, Meaning.HEDGE, Meaning.PLANTING_TAG},
        0.7,
    ),
)
"""Kinds of which hardly anything else is drawn, with the share from which that is so."""

SITE_SIZE_M = 150.0
"""What is larger than this in both directions is hardly one floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A kind proposed without any title.

    Args:
        plan: how much of a plan it is: entities with the meaning of its kind.
        roof: it shows the top of a building.
    """

    kind: SheetKind
    confidence: float
    evidence: Text
    plan: int = 0
    roof: bool = False


def by_content(meanings: Iterable[Meaning | None], size_m: tuple[float, float]) -> Guess:
    """The kind that the meanings of the entities of a drawing speak for."""
    count = Counter(meanings)
    known = {m: n for m, n in count.items() if m is not None and m not in _SAYS_NOTHING}
    site = sum(n for m, n in known.items() if m in _SITE)
    floor = sum(n for m, n in known.items() if m in _FLOOR)
    bays = known.get(Meaning.BAY, 0)
    most = Counter(known).most_common(5)
    told = join([join([MEANING_NAMES[m], same(str(n))], " ") for m, n in most])
    if not known:
        kind = SheetKind.SITE_PLAN if min(size_m) > SITE_SIZE_M else SheetKind.FLOOR_PLAN
        evidence = Text(ko="크기만으로 추정", en="guessed from its size alone")
        return Guess(kind=kind, confidence=0.1, evidence=evidence)
    evidence = Text(
        ko="제목이 없어 내용으로 추정({told})", en="no title; guessed from what is drawn ({told})"
    ).fill(told=told)
    outdoors = (
        count[Meaning.BOUNDARY]
        + count[Meaning.BUILDING]
        + count[Meaning.ROAD]
        + count[Meaning.SITE_ROAD]
    )
    if bays >= 10 and site < bays and not outdoors:
        return Guess(kind=SheetKind.PARKING_PLAN, confidence=0.5, evidence=evidence, plan=bays)
    for kind, meanings_of, share in _BY_DEVICES:
        devices = sum(n for m, n in known.items() if m in meanings_of)
        if devices > share * sum(known.values()):
            return Guess(kind=kind, confidence=0.3, evidence=evidence, plan=devices)
    share = max(site, floor) / max(site + floor, 1)
    if site > floor:
        sure = 0.5 if outdoors and share > 0.7 else 0.3
        return Guess(kind=SheetKind.SITE_PLAN, confidence=sure, evidence=evidence, plan=site)
    sure = 0.5 if count[Meaning.WALL] and share > 0.7 else 0.3
    return Guess(kind=SheetKind.FLOOR_PLAN, confidence=sure, evidence=evidence, plan=floor)


def like_elevation(box: Box, plan: Box) -> bool:
    """Whether a drawing is flat, and as wide as a plan is in one of its directions."""
    w, h = box[2] - box[0], box[3] - box[1]
    sides = (plan[2] - plan[0], plan[3] - plan[1])
    low = h < 0.4 * min(sides) and h < 0.6 * w
    return low and any(0.6 <= w / side <= 1.4 for side in sides if side > 0)


def same_outline(box: Box, plan: Box) -> bool:
    """Whether two drawings are of one size within two per cent."""
    return all(
        abs((box[i + 2] - box[i]) - (plan[i + 2] - plan[i])) <= 0.02 * (plan[i + 2] - plan[i])
        for i in (0, 1)
    )


def shared_linework(strokes: Strokes, a: Iterable[int], b: Iterable[int]) -> float:
    """The share of the longer strokes of the lesser of two drawings that are in the other, too.

    Strokes are compared by their direction and length, so that it does not matter where on the
    paper the drawings stand.
    """
    one, other = list(a), list(b)
    x0, y0, x1, y1 = box_around(strokes.boxes[one])
    size = max(x1 - x0, y1 - y0)
    first, second = _long_strokes(strokes, one, size), _long_strokes(strokes, other, size)
    fewer = min(first.total(), second.total())
    return (first & second).total() / fewer if fewer >= 4 else 0.0


def _long_strokes(strokes: Strokes, members: list[int], size: float) -> Counter[tuple[int, int]]:
    ends, _ = strokes.straight(np.array(members, dtype=np.int64))
    run = ends[:, 2:] - ends[:, :2]
    run = np.where((run[:, :1] < 0) | ((run[:, :1] == 0) & (run[:, 1:] < 0)), -run, run)
    long = run[np.hypot(run[:, 0], run[:, 1]) > 0.02 * size]
    return Counter((int(x), int(y)) for x, y in np.round(long / (1e-3 * size)))
