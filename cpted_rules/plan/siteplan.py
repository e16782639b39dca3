"""The site plan: every element of every submitted sheet in one coordinate system."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property

from cpted_rules.plan.elements import (
    Barrier,
    Bell,
    Boundary,
    Building,
    Camera,
    Contour,
    Element,
    Fixture,
    Luminaire,
    Mirror,
    Opening,
    ParkingBay,
    Road,
    Shrub,
    Sign,
    SpotHeight,
    Tree,
    Walk,
    Wall,
    Zone,
)
from cpted_rules.text import Text


class SheetKind(StrEnum):
    """What a sheet shows (korea.md section 6)."""

    SITE_PLAN = "site_plan"
    FLOOR_PLAN = "floor_plan"
    PARKING_PLAN = "parking_plan"
    ELEVATION = "elevation"
    SECTION = "section"
    PLANTING_PLAN = "planting_plan"
    FENCE_PLAN = "fence_plan"
    OUTDOOR_LIGHTING = "outdoor_lighting"
    PARKING_LIGHTING = "parking_lighting"
    SECURITY_PLAN = "security_plan"
    OPENING_SCHEDULE = "opening_schedule"
    PIPE_PLAN = "pipe_plan"


SHEET_NAMES = {
    SheetKind.SITE_PLAN: Text(ko="배치도", en="Site plan"),
    SheetKind.FLOOR_PLAN: Text(ko="평면도", en="Floor plan"),
    SheetKind.PARKING_PLAN: Text(ko="주차장 평면도", en="Parking plan"),
    SheetKind.ELEVATION: Text(ko="입면도", en="Elevation"),
    SheetKind.SECTION: Text(ko="단면도", en="Section"),
    SheetKind.PLANTING_PLAN: Text(ko="식재 평면도", en="Planting plan"),
    SheetKind.FENCE_PLAN: Text(ko="담장계획도", en="Fence plan"),
    SheetKind.OUTDOOR_LIGHTING: Text(ko="옥외조명·보안등 배선도", en="Outdoor lighting plan"),
    SheetKind.PARKING_LIGHTING: Text(ko="주차장 조명 평면도", en="Parking lighting plan"),
    SheetKind.SECURITY_PLAN: Text(ko="CCTV·비상벨 설치계획도", en="CCTV and bell plan"),
    SheetKind.OPENING_SCHEDULE: Text(ko="창호일람표", en="Window and door schedule"),
    SheetKind.PIPE_PLAN: Text(ko="외벽 배관 계획도", en="Outer-wall pipe plan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as submitted.

    Args:
        storeys: the storeys it shows; (0,) for the open ground.
    """

    number: str
    title: str
    kind: SheetKind
    storeys: tuple[int, ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    """One storey. `elevation_m` is its floor above local ground (z = 0)."""

    level: int
    elevation_m: float
    height_m: float


def storey_name(level: int) -> Text:
    """The storey as people say it."""
    if level == 0:
        return Text(ko="옥외", en="outside")
    if level < 0:
        return Text(ko=f"지하{-level}층", en=f"B{-level}")
    return Text(ko=f"{level}층", en=f"{level}F")


@dataclass(frozen=True, kw_only=True)
class SitePlan:
    """All that is drawn, in site metres. Every tuple is ordered by id.

    Args:
        datum_m: the drawn level that is z = 0: 0.0 where levels are drawn above local ground
            (`GL+0.30`), else as stated (`GL±0 = EL+45.20`); None where no drawing says.
    """

    sheets: tuple[Sheet, ...] = ()
    storeys: tuple[Storey, ...] = ()
    north_deg: float = 0.0
    boundaries: tuple[Boundary, ...] = ()
    buildings: tuple[Building, ...] = ()
    openings: tuple[Opening, ...] = ()
    walls: tuple[Wall, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    walks: tuple[Walk, ...] = ()
    roads: tuple[Road, ...] = ()
    trees: tuple[Tree, ...] = ()
    shrubs: tuple[Shrub, ...] = ()
    luminaires: tuple[Luminaire, ...] = ()
    cameras: tuple[Camera, ...] = ()
    bells: tuple[Bell, ...] = ()
    mirrors: tuple[Mirror, ...] = ()
    signs: tuple[Sign, ...] = ()
    bays: tuple[ParkingBay, ...] = ()
    zones: tuple[Zone, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    contours: tuple[Contour, ...] = ()
    spot_heights: tuple[SpotHeight, ...] = ()
    datum_m: float | None = None

    def elements(self) -> Iterator[Element]:
        """Every element, kind by kind."""
        for field in fields(self):
            yield from getattr(self, field.name) if field.name in ELEMENT_FIELDS else ()

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Every element by its id."""
        return {element.id: element for element in self.elements()}

    def has_sheet(self, kind: SheetKind) -> bool:
        """Whether a sheet of this kind was submitted."""
        return any(sheet.kind is kind for sheet in self.sheets)


ELEMENT_FIELDS = frozenset(
    f.name for f in fields(SitePlan) if f.name not in {"sheets", "storeys", "north_deg", "datum_m"}
)

_FIELD_OF: dict[type[Element], str] = {
    Boundary: "boundaries",
    Building: "buildings",
    Opening: "openings",
    Wall: "walls",
    Barrier: "barriers",
    Walk: "walks",
    Road: "roads",
    Tree: "trees",
    Shrub: "shrubs",
    Luminaire: "luminaires",
    Camera: "cameras",
    Bell: "bells",
    Mirror: "mirrors",
    Sign: "signs",
    ParkingBay: "bays",
    Zone: "zones",
    Fixture: "fixtures",
    Contour: "contours",
    SpotHeight: "spot_heights",
}


def by_field(elements: Iterable[Element]) -> dict[str, tuple[Element, ...]]:
    """Elements by the field of a plan they belong to, each ordered by id; every field is there."""
    groups: dict[str, list[Element]] = {name: [] for name in _FIELD_OF.values()}
    for element in elements:
        groups[_FIELD_OF[type(element)]].append(element)
    return {name: tuple(sorted(group, key=lambda e: e.id)) for name, group in groups.items()}
