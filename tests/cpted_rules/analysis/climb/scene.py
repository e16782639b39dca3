"""A house on a street, and what stands beside it: small scenes whose climbs are seen by eye."""

from typing import Any

from shapely import unary_union

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.holds import terrain_of
from cpted_rules.analysis.climb.reach import Climbs, Reach
from cpted_rules.analysis.climb.targets import targets_of
from cpted_rules.analysis.climb.ways import Ways
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

STREET = {"id": "r1", "area": [[-30, -20], [40, -20], [40, -14], [-30, -14]]}
HOUSE = {"id": "b1", "area": [[0, 0], [10, 0], [10, 8], [0, 8]], "top_m": 9.0}
STOREYS = [
    {"level": level, "elevation_m": 3.0 * (level - 1), "height_m": 3.0} for level in (1, 2, 3)
]


def window(id: str, x: float, *, storey: int, sill_m: float | None = 0.9) -> dict[str, Any]:
    """A window of 1 m in the south wall of the house."""
    return {
        "id": id,
        "line": [[x, 0], [x + 1, 0]],
        "kind": "window",
        "storey": storey,
        "sill_m": sill_m,
        "head_m": 2.1,
        "building": "b1",
    }


def house(**drawn: Any) -> SitePlan:
    """The house with what is drawn beside it; a window of the 2nd floor at x = 4, sill 3.9 m."""
    fields: dict[str, Any] = {
        "storeys": STOREYS,
        "roads": [STREET],
        "buildings": [HOUSE],
        "openings": [window("w2", 4, storey=2)],
    }
    return plan_of(fields | drawn)


def climbs_of(plan: SitePlan, climber: Climber | None = None) -> Climbs:
    """The climbs over a plan."""
    who = climber or Climber()
    return Climbs(Ways(terrain_of(plan, Settings(), who), who))


def reaches(
    plan: SitePlan, climber: Climber | None = None, *, up_to_storey: int = 3
) -> dict[str, Reach]:
    """Each outside opening of a plan, by id."""
    masses = unary_union([b.area for b in plan.buildings])
    targets = targets_of(plan, Settings(), lambda _: masses, up_to_storey=up_to_storey)
    climbs = climbs_of(plan, climber)
    return {target.id: climbs.reach(target) for target in targets}
