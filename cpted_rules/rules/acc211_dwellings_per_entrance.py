"""ACC211: how many dwellings share a building entrance."""

from collections.abc import Iterator

from cpted_rules.plan import Building, Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

OWN_M = 1.0
"""A door so near to a building is its own, where the drawing does not say."""


@rule(
    "ACC211",
    title=Text(ko="한 출입구를 함께 쓰는 세대", en="Dwellings behind one entrance"),
    measures=Text(
        ko="건물 출입구 한 곳으로 드나드는 세대 수", en="dwellings reached by one building entrance"
    ),
    says=Text(ko="{subject}(으)로 드나드는 세대: {value}", en="{subject} serves {value} dwellings"),
    unit="count",
    needs=((SheetKind.FLOOR_PLAN,),),
)
def dwellings_per_entrance(site: Site) -> Iterator[Measurement]:
    """Dwellings of a building for each of its entrances. [count]

    Why: where few share a door, each knows who belongs behind it.
    How: the doors of dwellings drawn in a building, divided by its entrances at the ground; of a
        single building with a single entrance the declared households, where not every storey is
        drawn.
    Lacking: doors of dwellings on every storey, where fewer are drawn than households declared.
    """
    buildings = [b for b in site.plan.buildings if not b.neighbour]
    doors = site.openings(Serves.DWELLING, kind=OpeningKind.DOOR)
    households = sum(part.households or 0 for part in site.facts.parts)
    drawn = len(doors) if households == 0 or len(doors) >= households else None
    for building in buildings:
        entrances = [o for o in site.entrances if _is_of(building, o, buildings)]
        if not entrances:
            continue
        count: float | None = None
        if drawn is not None and doors:
            count = float(sum(_is_of(building, door, buildings) for door in doors))
        elif households and len(buildings) == 1:
            count = float(households)
        if count == 0:
            continue
        yield Measurement(
            subjects=(entrances[0].id, *(o.id for o in entrances[1:])),
            value=None if count is None else count / len(entrances),
            where=entrances[0].line,
            storey=entrances[0].storey,
            lacking=None if count is not None else _DOORS,
            lacking_sheet=None if count is not None else SheetKind.FLOOR_PLAN,
        )


def _is_of(building: Building, opening: Opening, buildings: list[Building]) -> bool:
    """Whether an opening belongs to a building: as drawn, else to the nearest one."""
    if opening.building is not None:
        return opening.building == building.id
    near = [(round(b.area.distance(opening.line), 3), b.id) for b in buildings]
    gap, id = min(near)
    return gap <= OWN_M and id == building.id


_DOORS = Text(ko="층별 세대 현관문", en="doors of dwellings on every storey")
