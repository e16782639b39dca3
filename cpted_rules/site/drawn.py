"""What is drawn of a site, what is declared and assumed, and what can be asked of it directly."""

from collections.abc import Mapping

from shapely import Point, unary_union
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import before, facing, ground_before, is_dwelling_window
from cpted_rules.analysis.scene.grid import Grid, grid_of
from cpted_rules.analysis.scene.levels import ground_of
from cpted_rules.analysis.scene.obstacles import (
    assumptions,
    ceiling_m,
    closed_at,
    elevation_m,
    floor_m,
    heights_m,
)
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.planting import Season
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.facts import SiteFacts
from cpted_rules.note import Note
from cpted_rules.photometry import Photometry
from cpted_rules.plan import (
    Opening,
    OpeningKind,
    ParkingBay,
    Serves,
    SheetKind,
    SitePlan,
    Zone,
    ZoneKind,
)
from cpted_rules.settings import Settings
from cpted_rules.site.kept import cache, cached_property


class Drawn:
    """A plan with its facts and assumptions.

    Args:
        photometry: candela tables by the name that `Luminaire.photometry` uses.
        season: in leaf, or bare but for what keeps its leaves.
        mature: whether plants stand as they are when grown, not as they are planted.
    """

    def __init__(
        self,
        plan: SitePlan,
        facts: SiteFacts,
        *,
        settings: Settings | None = None,
        photometry: Mapping[str, Photometry] | None = None,
        season: Season = Season.LEAF_ON,
        mature: bool = False,
    ) -> None:
        self.plan = plan
        self.facts = facts
        self.settings = settings or Settings()
        self.photometry = dict(photometry or {})
        self.season = season
        self.mature = mature
        self.masses = cache(self._masses)
        self.walls = cache(self._walls)
        self.along_walls = cache(self._along_walls)

    # Assumptions and heights

    @cached_property
    def assumptions(self) -> tuple[Note, ...]:
        """What the analyses assume because it is not drawn: one note for each attribute."""
        return assumptions(
            self.plan,
            self.settings,
            season=self.season,
            mature=self.mature,
            ground=self.terrain,
        )

    @cached_property
    def terrain(self) -> Ground:
        """The ground as drawn; flat where no level of it is."""
        return ground_of(self.plan)

    def under(self, storey: int) -> Ground:
        """What people on a storey (0: outdoors) stand on; other floors than the lowest are flat."""
        return self.terrain if storey in (0, 1) else FLAT

    def standing(self, points: Floats, z_m: float, storey: int) -> Floats:
        """Points at a height above the ground, or, off it, above z = 0; shape (M, 3). [m]

        Args:
            points: shape (M, 2) or more columns. [m]
        """
        return self.under(storey).stand(points, z_m)

    def is_plane(self, grid: Grid, storey: int) -> bool:
        """Whether the cells of a grid, on what a storey stands on, are a raster at one height."""
        return grid.on_lattice and self.under(storey).is_level

    def floor_m(self, opening: Opening) -> float:
        """Floor of the storey an opening is on, where its building stands. [m]"""
        at = opening.line.interpolate(0.5, normalized=True)
        return floor_m(
            self.plan,
            self.settings,
            opening.storey,
            at,
            ground=self.terrain,
            building=opening.building,
        )

    def elevation_m(self, storey: int) -> float:
        """Floor of a storey above local ground. [m]"""
        return elevation_m(self.plan, self.settings, storey)

    def ceiling_m(self, storey: int) -> float:
        """Height of a storey, floor to floor. [m]"""
        return ceiling_m(self.plan, self.settings, storey)

    def heights_m(self, opening: Opening) -> tuple[float, float]:
        """Sill and head of an opening above its floor, as drawn or assumed. [m]"""
        return heights_m(self.settings, opening)

    # What is drawn, by what it is

    def zones(self, *kinds: ZoneKind, storey: int | None = None) -> tuple[Zone, ...]:
        """Zones of some kinds, on one storey or on all."""
        return tuple(z for z in self.plan.zones if z.kind in kinds and storey in (None, z.storey))

    def openings(
        self, *serves: Serves, kind: OpeningKind | None = None, storey: int | None = None
    ) -> tuple[Opening, ...]:
        """Openings that serve one of some things, of one kind or any."""
        return tuple(
            o
            for o in self.plan.openings
            if o.serves in serves and kind in (None, o.kind) and storey in (None, o.storey)
        )

    @cached_property
    def entrances(self) -> tuple[Opening, ...]:
        """Building entrances at ground level."""
        return tuple(o for o in self.openings(Serves.BUILDING_ENTRANCE) if o.storey in (0, 1))

    @cached_property
    def dwelling_windows(self) -> tuple[Opening, ...]:
        """Windows of dwellings that somebody may look out of."""
        return tuple(o for o in self.plan.openings if is_dwelling_window(o))

    @cached_property
    def ground(self) -> BaseGeometry:
        """The site within its boundary; empty where no boundary is drawn."""
        return unary_union([b.area for b in self.plan.boundaries])

    @cached_property
    def parking_storeys(self) -> tuple[int, ...]:
        """Storeys with parking bays, from the lowest up."""
        return tuple(sorted({bay.storey for bay in self.plan.bays}))

    def bays(self, storey: int) -> tuple[ParkingBay, ...]:
        """The parking bays of a storey."""
        return tuple(bay for bay in self.plan.bays if bay.storey == storey)

    def closed_in(self, storey: int) -> int:
        """The storey whose scene holds for a car park: under pilotis (storey 1) it is outdoors."""
        if storey != 1:
            return storey
        solid = unary_union([b.area for b in self.plan.buildings if b.base_m <= 0])
        return int(any(bay.area.centroid.within(solid) for bay in self.bays(1)))

    def shows(self, kind: SheetKind, storey: int) -> bool:
        """Whether a sheet of this kind shows this storey."""
        return any(s.kind is kind and storey in s.storeys for s in self.plan.sheets)

    def _masses(self, storey: int) -> BaseGeometry:
        """What is closed at the height of a storey: building masses, and rooms drawn there."""
        return closed_at(self.plan, self.settings, storey)

    def facing(self, opening: Opening) -> tuple[float, float] | None:
        """The unit direction an opening faces outwards; None if it cannot be told."""
        return facing(opening, self.masses(opening.storey))

    def before(self, opening: Opening) -> Point | None:
        """The point just outside an opening; None if it cannot be told."""
        return before(opening, self.masses(opening.storey))

    def ground_before(self, opening: Opening, from_m: float, to_m: float) -> BaseGeometry:
        """Open ground from one distance to another of a door, on the side it faces."""
        return ground_before(opening, self.masses(1), from_m=from_m, to_m=to_m)

    def grid(self, area: BaseGeometry, storey: int = 0) -> Grid:
        """The cells of an area, at the step of the place."""
        settings = self.settings
        return grid_of(area, settings.grid_m if storey == 0 else settings.indoor_grid_m)

    def parking_floor(self, storey: int) -> tuple[tuple[str, ...], BaseGeometry]:
        """Bays and lanes of a storey as one area, and the ids it goes by: its lanes, else a bay."""
        lanes, bays = self.zones(ZoneKind.PARKING_LANE, storey=storey), self.bays(storey)
        ids = tuple(lane.id for lane in lanes) or (bays[0].id,)
        return ids, unary_union([*(b.area for b in bays), *(z.area for z in lanes)])

    def clear_floor(self, area: BaseGeometry, storey: int, strip_m: float = 0.0) -> BaseGeometry:
        """An area of a storey without its walls and columns, and a strip along walls."""
        return area.difference(self.along_walls(storey, strip_m)).difference(self.walls(storey))

    def _walls(self, storey: int) -> BaseGeometry:
        """The walls and columns of a storey as one."""
        return unary_union([w.area for w in self.plan.walls if w.storey == storey])

    def _along_walls(self, storey: int, strip_m: float) -> BaseGeometry:
        """The walls of a storey with a strip along them, without its columns."""
        walls = [w.area for w in self.plan.walls if w.storey == storey and not w.column]
        return unary_union(walls).buffer(strip_m)
