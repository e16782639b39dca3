"""A foothold: where a climber can stand or hang, and what kind of thing it is."""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from cpted_rules.text import Text


class HoldKind(StrEnum):
    """What a foothold is, as far as its remedy differs."""

    GROUND = "ground"
    ROOF = "roof"
    BALCONY = "balcony"
    WALL = "wall"
    FENCE = "fence"
    GATE = "gate"
    CAR = "car"
    BINS = "bins"
    UNIT = "unit"
    PIPE = "pipe"
    TREE = "tree"


FIXED = frozenset({HoldKind.GROUND, HoldKind.ROOF, HoldKind.BALCONY})
"""What no remedy takes away."""
HURDLES = frozenset({HoldKind.WALL, HoldKind.FENCE, HoldKind.GATE})
"""What one crosses by stepping on its top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Where a climber can be: at one height on a surface, at any of a run along a pipe or tree.

    Args:
        id: of the element; "" for the ground.
        shape: in plan.
        low_m, high_m: above ground; alike on a surface; high may be infinite.
        public: only of ground: whether the climb may begin there.
        lacking: what is not drawn of it; its run is then as wide as it may be, a roof's height
            and a crown's radius as assumed.
    """

    id: str
    kind: HoldKind
    shape: BaseGeometry
    low_m: float
    high_m: float
    public: bool = False
    lacking: Text | None = None
