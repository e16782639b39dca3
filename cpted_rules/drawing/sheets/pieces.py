"""Pieces: a model space cut where so much is empty that a new drawing must begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from cpted_rules.drawing.drawing import Box, Drawing, DrawnEntity
from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.sheets.clusters import Cluster, Strokes, box_around, clusters
from cpted_rules.drawing.sheets.guess import by_content, same_outline
from cpted_rules.drawing.sheets.placing import Classifier
from cpted_rules.drawing.sheets.stray import box_distance
from cpted_rules.plan import SheetKind

GAPS = (0.01, 0.02, 0.04, 0.08)
"""Empty space between drawings, as a share of the longer side of all of them, finest first."""
LEAST_GAP_M = 1.2
"""Rooms of one floor are hardly farther apart than this where their walls do not meet."""
FEWEST = 8
"""Entities that make a drawing."""

_GROUND = frozenset(
    {
        Meaning.BOUNDARY,
        Meaning.ROAD,
        Meaning.SITE_ROAD,
        Meaning.TERRAIN,
        Meaning.CONTOUR,
        Meaning.SPOT_HEIGHT,
    }
)
_SHARE = 0.01
"""Share of all entities that makes a drawing."""
_LONG = 0.08
"""A drawing is at least so long, as a share of the longer side of all of them."""
_LEGEND = 0.15
"""A legend, a table or notes are smaller than this, as a share of the largest drawing's area."""
_DEBRIS = 0.06
"""Share of the entities that may lie about between drawings: titles, symbols, notes."""


@dataclass(frozen=True, slots=True)
class Space:
    """A model space with all that is looked up in it; strays are left out."""

    drawing: Drawing
    entities: tuple[DrawnEntity, ...]
    strokes: Strokes
    known: Classifier
    metres_per_unit: float

    def meanings(self, members: Sequence[int]) -> list[Meaning | None]:
        """What entities mean."""
        return [self.known.meaning(self.entities[i]) for i in members]

    def size_m(self, box: Box) -> tuple[float, float]:
        """Width and height of a box. [m]"""
        return (
            (box[2] - box[0]) * self.metres_per_unit,
            (box[3] - box[1]) * self.metres_per_unit,
        )


def apart(space: Space, members: Sequence[int]) -> list[Cluster]:
    """The drawings among entities, each with what lies about it, left to right.

    One, where nothing tells them apart: a site on which buildings stand apart stays one.
    """
    whole = Cluster(members=tuple(members), box=box_around(space.strokes.boxes[list(members)]))
    size = max(whole.box[2] - whole.box[0], whole.box[3] - whole.box[1])
    if not size > 0:
        return [whole]
    for share in GAPS:
        gap = max(share * size, LEAST_GAP_M / space.metres_per_unit)
        groups = _disjoint(clusters(space.strokes, gap, members))
        fewest = max(FEWEST, _SHARE * len(members))
        drawings = [
            g
            for g in groups
            if len(g.members) >= fewest
            and max(g.box[2] - g.box[0], g.box[3] - g.box[1]) >= _LONG * size
        ]
        largest = max((_area(d.box) for d in drawings), default=0.0)
        legends = [d for d in drawings if _is_legend(space, d, largest)]
        drawings = [d for d in drawings if d not in legends]
        debris = [g for g in groups if g not in drawings and g not in legends]
        if len(drawings) > 1 and sum(len(g.members) for g in debris) <= _DEBRIS * len(members):
            return (
                [whole]
                if _one_site(space, drawings)
                else _with_debris(drawings, [*debris, *legends])
            )
    return [whole]


def _disjoint(groups: Sequence[Cluster]) -> list[Cluster]:
    """Clusters of which those are joined whose boxes overlap: nothing is drawn over another."""
    open_groups = list(groups)
    done: list[Cluster] = []
    while open_groups:
        group = open_groups.pop()
        over = next((g for g in [*open_groups, *done] if _overlapping(g.box, group.box)), None)
        if over is None:
            done.append(group)
            continue
        (open_groups if over in open_groups else done).remove(over)
        open_groups.append(joined(over, group))
    return sorted(done, key=lambda g: (-len(g.members), g.box))


def joined(a: Cluster, b: Cluster) -> Cluster:
    """Two clusters as one."""
    box = (
        min(a.box[0], b.box[0]),
        min(a.box[1], b.box[1]),
        max(a.box[2], b.box[2]),
        max(a.box[3], b.box[3]),
    )
    return Cluster(members=tuple(sorted((*a.members, *b.members))), box=box)


def _is_legend(space: Space, piece: Cluster, largest: float) -> bool:
    """Whether a piece is small beside the largest, and nothing in it means anything."""
    small = _area(piece.box) < _LEGEND * largest
    return small and by_content(space.meanings(piece.members), space.size_m(piece.box)).plan == 0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlapping(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _with_debris(drawings: Sequence[Cluster], debris: Sequence[Cluster]) -> list[Cluster]:
    grown = list(drawings)
    for bit in debris:
        nearest = min(range(len(grown)), key=lambda n: (box_distance(grown[n].box, bit.box), n))
        wider = joined(grown[nearest], bit)
        # a note between two drawings must not make one reach into the other
        if not any(_overlapping(wider.box, g.box) for n, g in enumerate(grown) if n != nearest):
            grown[nearest] = wider
    return sorted(grown, key=lambda g: (g.box[0], -g.box[3]))


def _one_site(space: Space, drawings: Sequence[Cluster]) -> bool:
    """Whether several drawings show the open ground, so that the ground between is drawn empty."""
    guesses = [by_content(space.meanings(d.members), space.size_m(d.box)) for d in drawings]
    ground = [
        d
        for d, guess in zip(drawings, guesses, strict=True)
        if guess.kind is SheetKind.SITE_PLAN and guess.plan > 0
    ]
    # equal houses may stand on one site, but each site has one boundary: two are two drawings
    bounded = [d for d in ground if _GROUND & set(space.meanings(d.members))]
    return len(ground) > 1 and not any(
        same_outline(a.box, b.box) for a, b in combinations(bounded, 2)
    )
