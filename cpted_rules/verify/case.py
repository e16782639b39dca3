"""What rules ask of a plan from its plain values: what is drawn, closed, and in the way."""

from collections.abc import Mapping
from functools import cache, cached_property

from cpted_rules.verify.drawn import Opening, Zone
from cpted_rules.verify.given import Finding, Given, Parameter
from cpted_rules.verify.regions import FAR_M, Index, Region, covered, near
from cpted_rules.verify.scene import Scene
from cpted_rules.verify.shapes import (
    Shape,
    inside,
)
from cpted_rules.verify.standing import GROUND_ID, Standing

OUTSIDE_ROOMS = frozenset(
    ["lift_lobby", "lift", "stair", "management_office", "guard_post", "shop", "lobby", "dwelling"]
)
"""Rooms that are closed around, where no outline of a building says so."""


class Case(Standing):
    """A plan with its settings."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.scene = cache(self._scene)
        self.closed_shapes = cache(self._closed_shapes)
        self.closed = cache(lambda storey: covered(self.closed_shapes(storey)))
        self.closed_index = cache(lambda storey: Index(self.closed_shapes(storey), FAR_M))

    # What is drawn

    def called(self, id: str) -> str:
        """An obstacle in (English) words: what it is, and its label as drawn."""
        if id == GROUND_ID:
            return "ground"
        label = self.drawn.ids[id][0]
        words = self._kinds.get(id, id)
        return f"{words} {label}" if label else words

    @cached_property
    def _kinds(self) -> dict[str, str]:
        drawn = self.drawn
        kinds: dict[str, str] = {b.id: b.kind for b in drawn.barriers}
        for words, elements in (
            ("building", drawn.buildings),
            ("wall or column", drawn.walls),
            ("tree", drawn.trees),
            ("shrubs", drawn.shrubs),
            ("wall at an opening", drawn.openings),
        ):
            kinds |= {element.id: words for element in elements}
        return kinds

    def zones(self, *kinds: str, storey: int | None = None) -> list[Zone]:
        """Zones of some kinds, on one storey or all."""
        return [z for z in self.drawn.zones if z.kind in kinds and storey in (None, z.storey)]

    def openings(self, *serves: str, storey: int | None = None) -> list[Opening]:
        """Openings that serve one of some things."""
        return [o for o in self.drawn.openings if o.serves in serves and storey in (None, o.storey)]

    @cached_property
    def entrances(self) -> list[Opening]:
        """Building entrances at ground level."""
        return [o for o in self.openings("building_entrance") if o.storey in (0, 1)]

    def stated(self, rule: str, parameters: Mapping[str, Parameter]) -> list[Finding]:
        """The findings of a rule asked with some parameters; of each first subject one."""
        found = {
            finding.ids[0]: finding
            for finding in reversed(self.given.findings)
            if finding.rule == rule and finding.ids and dict(finding.parameters) == dict(parameters)
        }
        return [found[id] for id in sorted(found)]

    def has_sheet(self, *kinds: str) -> bool:
        """Whether a sheet of one of some kinds was submitted."""
        return any(kind in kinds for kind, _ in self.drawn.sheets)

    @cached_property
    def parking_storeys(self) -> list[int]:
        """Storeys with bays, from the lowest up."""
        return sorted({bay.storey for bay in self.drawn.bays})

    def stage_of(self, storey: int) -> int:
        """The scene of a car park: under a building on pilotis it is that outdoors (0)."""
        if storey != 1:
            return storey
        solid = [b.area for b in self.drawn.buildings if b.base_m <= 0]
        bays = [bay.area.box for bay in self.drawn.bays if bay.storey == 1]
        middles = [((w + e) / 2, (s + n) / 2) for w, s, e, n in bays]
        return int(any(inside(shape, *middle) for middle in middles for shape in solid))

    def parking_floor(self, storey: int) -> tuple[tuple[str, ...], list[Shape]]:
        """What a car park goes by (its lanes, else its first bay), and its bays and lanes."""
        lanes = self.zones("parking_lane", storey=storey)
        bays = [bay for bay in self.drawn.bays if bay.storey == storey]
        ids = tuple(lane.id for lane in lanes) or (bays[0].id,)
        return ids, [*(bay.area for bay in bays), *(lane.area for lane in lanes)]

    def solid(self, storey: int, strip_m: float) -> tuple[Region, Region]:
        """Where walls and columns of a storey are, and the strip along its walls."""
        walls = self.walls(storey)
        strip = near([w.area for w in walls if not w.column], strip_m)
        return covered([w.area for w in walls]), strip

    def _closed_shapes(self, storey: int) -> list[Shape]:
        """What is closed at eye height of a storey; at the ground, rooms and walls as well."""
        z = self.elevation_m(storey) + self.settings["eye_height_m"]
        shapes = [b.area for b in self.drawn.buildings if b.base_m <= z < self.top_m(b)]
        if storey in (0, 1):
            shapes += [
                r.area for r in self.drawn.zones if r.kind in OUTSIDE_ROOMS and r.storey == 1
            ]
            shapes += [w.area for w in self.drawn.walls if w.storey == 1 and not w.column]
        return shapes

    # What stands in the way

    @cached_property
    def bare_scene(self) -> Scene:
        """Outdoors without planting."""
        return Scene(o for o in self.outdoors() if not o.plant)

    def _scene(self, storey: int) -> Scene:
        return Scene(self.outdoors() if storey == 0 else self.indoors(storey))
