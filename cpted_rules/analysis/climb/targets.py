"""The openings a climber may be after: windows and doors on the outside of buildings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shapely import LineString, Point
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import CLEAR_M, before, facing
from cpted_rules.analysis.scene.obstacles import ceiling_m, elevation_m, heights_m
from cpted_rules.plan import Opening, OpeningKind, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An opening as a climber meets it. Heights are above local ground. [m]

    Args:
        line: the opening in plan, moved to just outside the wall.
        face: the same at the face of the wall, to which gaps are measured.
        sill_m: as drawn or assumed; what the path is drawn to.
        low_m, high_m: between which the sill lies: alike where it is drawn.
        lacking: what is not drawn of it.
    """

    id: str
    storey: int
    building: str
    line: LineString
    face: LineString
    sill_m: float
    low_m: float
    high_m: float
    lacking: Text | None = None


def targets_of(
    plan: SitePlan,
    settings: Settings,
    masses: Callable[[int], BaseGeometry],
    *,
    up_to_storey: int,
) -> tuple[Target, ...]:
    """Windows and doors of the lowest storeys that open to the outside; none of neighbours.

    Args:
        masses: what is closed at the height of a storey.
        up_to_storey: the highest storey looked at, from 1; storeys below ground are not.
    """
    neighbours = {b.id for b in plan.buildings if b.neighbour}
    return tuple(
        target
        for opening in plan.openings
        if opening.kind in (OpeningKind.WINDOW, OpeningKind.DOOR)
        and 0 <= opening.storey <= up_to_storey
        for target in _outside(plan, settings, opening, masses(opening.storey))
        if target.building not in neighbours
    )


def _outside(
    plan: SitePlan, settings: Settings, opening: Opening, closed: BaseGeometry
) -> Iterator[Target]:
    middle = opening.line.interpolate(0.5, normalized=True)
    direction = facing(opening, closed)
    if direction is None:
        out, direction = (None if closed.intersects(middle) else middle), (0.0, 0.0)
    else:
        out = before(opening, closed)
    if out is None:
        return  # opens to another room
    floor = elevation_m(plan, settings, opening.storey)
    low, high, lacking = _sill(plan, settings, opening)
    line: LineString = translate(opening.line, out.x - middle.x, out.y - middle.y)
    yield Target(
        id=opening.id,
        storey=opening.storey,
        building=opening.building or _mass_behind(plan, out),
        line=line,
        face=translate(line, -CLEAR_M * direction[0], -CLEAR_M * direction[1]),
        sill_m=floor + heights_m(settings, opening)[0],
        low_m=floor + low,
        high_m=floor + high,
        lacking=lacking,
    )


def _sill(plan: SitePlan, settings: Settings, opening: Opening) -> tuple[float, float, Text | None]:
    """Between which heights above the floor the sill lies, and what is lacking to say it."""
    if opening.sill_m is not None:
        return opening.sill_m, opening.sill_m, None
    if opening.kind is not OpeningKind.WINDOW:
        return 0.0, 0.0, None  # a door goes down to the floor
    ceiling = ceiling_m(plan, settings, max(opening.storey, 1))
    return 0.0, ceiling if opening.head_m is None else opening.head_m, _SILL


def _mass_behind(plan: SitePlan, at: Point) -> str:
    """The building nearest to a point; "" where none is drawn."""
    own = [(b.area.distance(at), b.id) for b in plan.buildings]
    return min(own)[1] if own else ""


_SILL = Text(ko="창대 높이", en="height of the sill")
