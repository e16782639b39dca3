"""Which sheet and storey a thing belongs to, so that the backgrounds of others do not double it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cpted_rules.drawing.layers.layer_map import Meaning
from cpted_rules.drawing.points import XY
from cpted_rules.drawing.reading import How, SheetSpec
from cpted_rules.drawing.sheets.placing import Placed
from cpted_rules.plan import Element, ZoneKind
from cpted_rules.plan import SheetKind as K

SAME_PLACE_M = 0.5
"""Things of one kind on two sheets nearer than this are one thing drawn twice."""

GROUND = frozenset(
    {
        Meaning.BOUNDARY,
        Meaning.BUILDING,
        Meaning.NEIGHBOUR,
        Meaning.ROAD,
        Meaning.SITE_ROAD,
        Meaning.CONTOUR,
        Meaning.SPOT_HEIGHT,
    }
)
"""Always on the open ground, whatever storey the sheet shows."""

OUTDOOR = GROUND | {
    Meaning.WALK,
    Meaning.CROSSING,
    Meaning.FENCE,
    Meaning.RAILING,
    Meaning.HEDGE,
    Meaning.TREE,
    Meaning.SHRUB,
    Meaning.PAVING,
    Meaning.SECURITY_LIGHT,
    Meaning.PEDESTRIAN_LIGHT,
    Meaning.ENTRANCE_LIGHT,
    Meaning.BOLLARD_LIGHT,
    Meaning.DECORATIVE_LIGHT,
    Meaning.GAS_PIPE,
    Meaning.DOWNPIPE,
}
"""On the open ground when the sheet shows the ground or the first storey."""

OUTDOOR_ZONES = frozenset(
    {ZoneKind.PLAYGROUND, ZoneKind.EXERCISE, ZoneKind.REST, ZoneKind.WASTE, ZoneKind.PAVING}
)

_HOMES: dict[str, tuple[K, ...]] = {
    "ground": (K.SITE_PLAN,),
    "fence": (K.FENCE_PLAN, K.SITE_PLAN),
    "planting": (K.PLANTING_PLAN, K.SITE_PLAN),
    "hedge": (K.PLANTING_PLAN, K.FENCE_PLAN, K.SITE_PLAN),
    "outdoor_light": (K.OUTDOOR_LIGHTING, K.SITE_PLAN),
    "indoor_light": (K.PARKING_LIGHTING, K.PARKING_PLAN, K.FLOOR_PLAN, K.OUTDOOR_LIGHTING),
    "camera": (K.SECURITY_PLAN, K.PARKING_PLAN, K.FLOOR_PLAN, K.SITE_PLAN),
    "bell": (K.SECURITY_PLAN, K.PARKING_PLAN, K.FLOOR_PLAN, K.SITE_PLAN),
    "mirror": (K.SECURITY_PLAN, K.PARKING_PLAN, K.FLOOR_PLAN, K.SITE_PLAN),
    "sign": (K.SECURITY_PLAN, K.SITE_PLAN, K.FLOOR_PLAN),
    "opening": (K.FLOOR_PLAN, K.PARKING_PLAN, K.SITE_PLAN),
    "gate": (K.SITE_PLAN, K.FENCE_PLAN, K.FLOOR_PLAN),
    "wall": (K.FLOOR_PLAN, K.PARKING_PLAN, K.SITE_PLAN),
    "outdoor_zone": (K.SITE_PLAN, K.FLOOR_PLAN, K.PLANTING_PLAN),
    "indoor_zone": (K.FLOOR_PLAN, K.PARKING_PLAN, K.SITE_PLAN),
    "bay": (K.PARKING_PLAN, K.SITE_PLAN, K.FLOOR_PLAN),
    "pipe": (K.PIPE_PLAN, K.FLOOR_PLAN, K.SITE_PLAN),
    "box": (K.FLOOR_PLAN, K.SITE_PLAN, K.PIPE_PLAN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An element with what it was made from.

    Args:
        family: the order of home sheets that applies.
        kind: elements are doubles of one another only within a kind.
        name: what it is counted as, where that is more than its kind.
        how: what it is concluded from.
        sure: how sure that is, 0 to 1; None takes what is usual of `how`.
        also: other things it was made from.
    """

    element: Element
    thing: Placed
    family: str
    kind: str
    how: How = How.DRAWN
    sure: float | None = None
    also: tuple[Placed, ...] = ()
    name: str = ""

    @property
    def counted_as(self) -> str:
        """What it is counted as."""
        return self.name or self.kind

    @property
    def rank(self) -> int:
        """Place of its sheet in the order of home sheets, 0 first."""
        order = _HOMES[self.family]
        sheet = self.thing.sheet.kind
        return order.index(sheet) if sheet in order else len(order) + list(K).index(sheet)


def storeys_of(
    thing: Placed, *, zone: ZoneKind | None = None, indoors: bool | None = None
) -> tuple[int, ...]:
    """The storeys a thing on a sheet belongs to.

    Args:
        indoors: for things that stand indoors or out (cameras, bays): whether it is in a building.
    """
    storeys, meaning = thing.sheet.storeys, thing.meaning
    if meaning in GROUND:
        return (0,)
    if meaning in OUTDOOR or zone in OUTDOOR_ZONES:
        return (0,) if any(s in (0, 1) for s in storeys) else storeys
    if 0 not in storeys or len(storeys) == 1:
        return storeys
    return (0,) if indoors is False else tuple(s for s in storeys if s != 0)


def names(thing: Placed, storeys: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The id of a thing on each of its storeys."""
    name = f"{thing.sheet.number}:{thing.handle}"
    for storey in storeys:
        yield (name if len(storeys) == 1 else f"{name}@{storey}"), storey


def at_home(made: Iterable[Made]) -> tuple[list[Made], list[Made]]:
    """The elements that count, and those that another sheet only repeats as background."""
    every = list(made)
    best: dict[tuple[str, int], int] = {}
    for one in every:
        key = (one.kind, one.element.storey)
        best[key] = min(one.rank, best.get(key, one.rank))
    kept: list[Made] = []
    background: list[Made] = []
    for one in every:
        home = one.rank == best[one.kind, one.element.storey]
        (kept if home else background).append(one)
    twice = _drawn_on_ground_floor_too(kept)
    return [m for m in kept if id(m) not in twice], background + [m for m in kept if id(m) in twice]


def _drawn_on_ground_floor_too(kept: list[Made]) -> set[int]:
    """Those on the open ground that a sheet of the first storey has in the same place."""
    upstairs: dict[tuple[str, int, int], list[XY]] = {}
    for one in kept:
        if one.element.storey == 1 and 0 not in one.thing.sheet.storeys:
            for cell in _cells(one.thing.at):
                upstairs.setdefault((one.kind, *cell), []).append(one.thing.at)
    return {
        id(one)
        for one in kept
        if one.element.storey == 0
        and one.family in {"opening", "camera", "bell", "sign", "indoor_light"}
        and any(
            _near(one.thing.at, at)
            for at in upstairs.get((one.kind, *next(_cells(one.thing.at, around=0))), ())
        )
    }


def _cells(at: XY, *, around: int = 1) -> Iterator[tuple[int, int]]:
    x, y = round(at[0]), round(at[1])
    for i in range(-around, around + 1):
        for j in range(-around, around + 1):
            yield (x + i, y + j)


def _near(p: XY, q: XY) -> bool:
    return abs(p[0] - q[0]) <= SAME_PLACE_M and abs(p[1] - q[1]) <= SAME_PLACE_M


def is_plan_view(sheet: SheetSpec) -> bool:
    """Whether a sheet looks down, so that things on it have a place on the site."""
    return sheet.kind not in {K.ELEVATION, K.SECTION, K.OPENING_SCHEDULE}
