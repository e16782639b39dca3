"""The elements of a plan. Metres; x east, y north; `None` means "not drawn" and nothing else.

Storeys are integers: 0 is the open ground outside, 1 is 지상1층, -1 is 지하1층. Heights (`*_m` of
sill, head, base, top, mounting) are above the floor of the element's storey, or above local ground
outside.
"""

from dataclasses import dataclass
from enum import StrEnum

from shapely import LineString, MultiPolygon, Point, Polygon

Area = Polygon | MultiPolygon


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing is in the drawings: sheet number, layer as drawn, entity handle."""

    sheet: str
    layer: str
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Anything drawn. `label` is the name or mark as drawn, for people; may be empty."""

    id: str
    label: str = ""
    storey: int = 0
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary(Element):
    """대지경계선: the outline of the site."""

    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Building(Element):
    """The mass of a building from `base_m` to `top_m` above ground; a piloti has base_m > 0."""

    area: Area
    base_m: float = 0.0
    top_m: float | None = None
    floors: int | None = None
    neighbour: bool = False


class OpeningKind(StrEnum):
    """What an opening is."""

    WINDOW = "window"
    DOOR = "door"
    GATE = "gate"
    SHUTTER = "shutter"


class Serves(StrEnum):
    """What an opening opens to, which decides what is asked of it."""

    BUILDING_ENTRANCE = "building_entrance"
    DWELLING = "dwelling"
    STAIR = "stair"
    ROOF = "roof"
    PARKING_LINK = "parking_link"
    SHOP = "shop"
    GUARD_POST = "guard_post"
    SITE_ENTRANCE = "site_entrance"
    COMMON = "common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Element):
    """A window, door, gate or shutter, as the line it cuts into its wall.

    Args:
        outward_deg: azimuth the opening faces, clockwise from north; None if it could not be told.
        rating: the intrusion resistance declared for it, as written; "" when stated: none.
        building: id of the building it belongs to.
        access_control: what controls entry, as written; "" when stated that nothing does.
    """

    line: LineString
    kind: OpeningKind
    serves: Serves | None = None
    mark: str = ""
    sill_m: float | None = None
    head_m: float | None = None
    room_use: str = ""
    outward_deg: float | None = None
    rating: str | None = None
    access_control: str | None = None
    building: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall(Element):
    """A wall piece or column indoors or under a building; `top_m` None: up to the ceiling."""

    area: Area
    column: bool = False
    base_m: float = 0.0
    top_m: float | None = None


class BarrierKind(StrEnum):
    """What a barrier is made of."""

    FENCE = "fence"
    WALL = "wall"
    HEDGE = "hedge"
    RAILING = "railing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier(Element):
    """A fence, wall or hedge along a line. `openness_share` 0 is solid, 1 is not there.

    Args:
        see_through: whether its type says so (투시형, 불투시형); None if it says neither.
    """

    line: LineString
    kind: BarrierKind
    base_m: float = 0.0
    top_m: float | None = None
    openness_share: float | None = None
    see_through: bool | None = None
    species: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk(Element):
    """보행로: a way for people on foot."""

    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Road(Element):
    """도로: a carriageway. `public` tells the street from a road inside the site."""

    area: Area
    public: bool = True
    width_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Element):
    """교목: height (수고), crown radius (수관폭 / 2), clear trunk height (지하고)."""

    at: Point
    height_m: float | None = None
    crown_radius_m: float | None = None
    crown_base_m: float | None = None
    species: str = ""
    evergreen: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrub(Element):
    """관목: a planted area."""

    area: Area
    height_m: float | None = None
    species: str = ""


class LuminaireKind(StrEnum):
    """What a luminaire is for, as far as rules tell them apart."""

    SECURITY = "security"
    PEDESTRIAN = "pedestrian"
    ENTRANCE = "entrance"
    BOLLARD = "bollard"
    CEILING = "ceiling"
    DECORATIVE = "decorative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Luminaire(Element):
    """A lamp. `azimuth_deg` is where its C0 plane points; `photometry` names its file."""

    at: Point
    kind: LuminaireKind
    mark: str = ""
    height_m: float | None = None
    photometry: str | None = None
    azimuth_deg: float = 0.0
    tilt_deg: float = 0.0
    maintenance_factor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera(Element):
    """A CCTV camera.

    Args:
        azimuth_deg: where it looks, clockwise from north; None means all round (dome).
        tilt_deg: of its axis below the horizontal.
    """

    at: Point
    mark: str = ""
    height_m: float | None = None
    azimuth_deg: float | None = None
    hfov_deg: float | None = None
    vfov_deg: float | None = None
    tilt_deg: float | None = None
    pixels: int | None = None
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell(Element):
    """비상벨: an emergency call point."""

    at: Point
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Element):
    """반사경: a mirror that shows a hidden place."""

    at: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Element):
    """A sign, with its words where drawn."""

    at: Point
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingBay(Element):
    """주차구획: one bay. `reserved` as written: 장애인, 확장형, 여성 …"""

    area: Area
    reserved: str = ""


class ZoneKind(StrEnum):
    """What an area is used for."""

    PLAYGROUND = "playground"
    EXERCISE = "exercise"
    REST = "rest"
    PARKING_LANE = "parking_lane"
    PARKING_ENTRY = "parking_entry"
    PARKING_PASSAGE = "parking_passage"
    LIFT_LOBBY = "lift_lobby"
    LIFT = "lift"
    STAIR = "stair"
    GUARD_POST = "guard_post"
    MANAGEMENT_OFFICE = "management_office"
    SHOP = "shop"
    COUNTER = "counter"
    ROOF = "roof"
    WASTE = "waste"
    PAVING = "paving"
    LOBBY = "lobby"
    DWELLING = "dwelling"
    ROOM = "room"
    """Any other room: a store, a corridor, a plant room, or one whose use no word tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Element):
    """An area with a use: a room, a playground, a lane."""

    area: Area
    kind: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Contour(Element):
    """등고선: a line on the ground that is everywhere at `level_m`, as drawn (see `datum_m`)."""

    line: LineString
    level_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotHeight(Element):
    """표고점, 레벨 표기: the level of the ground at a point, as drawn (see `datum_m`)."""

    at: Point
    level_m: float


class FixtureKind(StrEnum):
    """Things on walls that rules ask about."""

    GAS_PIPE = "gas_pipe"
    DOWNPIPE = "downpipe"
    AC_UNIT = "ac_unit"
    METER = "meter"
    PARCEL_BOX = "parcel_box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture(Element):
    """A pipe, unit or box on a wall.

    Args:
        base_m, top_m: the climbable run above ground.
        guard: protection as written (매립, 방호덮개, 가시형 …); "" when stated that there is none.
        guard_top_m: height up to which the guard reaches; None if not stated.
    """

    at: Point
    kind: FixtureKind
    base_m: float = 0.0
    top_m: float | None = None
    guard: str | None = None
    guard_top_m: float | None = None
