"""The plan of an assessment file as plain values: every element with what rules ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from cpted_rules.verify.shapes import Shape, Spot, shape_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Anything drawn. Fields are those of the plan in the file; None is not drawn."""

    id: str
    label: str
    storey: int
    source: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Element):
    """A boundary, walk, or shrub bed (with a height)."""

    area: Shape
    height_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Building(Element):
    area: Shape
    base_m: float
    top_m: float | None
    floors: int | None
    neighbour: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Element):
    line: Shape
    kind: str
    serves: str | None
    mark: str
    sill_m: float | None
    head_m: float | None
    room_use: str
    outward_deg: float | None
    rating: str | None
    access_control: str | None
    building: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall(Element):
    area: Shape
    column: bool
    base_m: float
    top_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier(Element):
    line: Shape
    kind: str
    base_m: float
    top_m: float | None
    openness_share: float | None
    see_through: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Road(Element):
    area: Shape
    public: bool
    width_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Element):
    at: Spot
    height_m: float | None
    crown_radius_m: float | None
    crown_base_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Luminaire(Element):
    at: Spot
    kind: str
    mark: str
    height_m: float | None
    photometry: str | None
    azimuth_deg: float
    tilt_deg: float
    maintenance_factor: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera(Element):
    at: Spot
    height_m: float | None
    azimuth_deg: float | None
    hfov_deg: float | None
    pixels: int | None
    target: str
    mark: str = ""
    vfov_deg: float | None = None
    tilt_deg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Element):
    """A sign with its words, or a bell (without)."""

    at: Spot
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Element):
    """An area with a use, or a parking bay (without), with whom it is reserved for."""

    area: Shape
    kind: str = ""
    reserved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture(Element):
    at: Spot
    kind: str
    base_m: float
    top_m: float | None
    guard: str | None
    guard_top_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Storey:
    level: int
    elevation_m: float
    height_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The plan.

    Args:
        sheets: kind and storeys of each.
        levels: contours and spot heights, with the level that each is at, as drawn.
        ids: the label and source of every element, by its id.
    """

    sheets: tuple[tuple[str, tuple[int, ...]], ...]
    storeys: tuple[Storey, ...]
    boundaries: tuple[Area, ...]
    buildings: tuple[Building, ...]
    openings: tuple[Opening, ...]
    walls: tuple[Wall, ...]
    barriers: tuple[Barrier, ...]
    walks: tuple[Area, ...]
    roads: tuple[Road, ...]
    trees: tuple[Tree, ...]
    shrubs: tuple[Area, ...]
    luminaires: tuple[Luminaire, ...]
    cameras: tuple[Camera, ...]
    bells: tuple[Sign, ...]
    signs: tuple[Sign, ...]
    bays: tuple[Zone, ...]
    zones: tuple[Zone, ...]
    fixtures: tuple[Fixture, ...]
    levels: tuple[tuple[Shape, float], ...]
    ids: Mapping[str, tuple[str, tuple[str, str, str] | None]]


Kind = TypeVar("Kind", bound=Element)
_SHAPES = ("area", "line")


def drawn_of(raw: Mapping[str, Any]) -> Drawn:
    """The plan as the file carries it, as values."""
    return Drawn(
        sheets=tuple((str(s["kind"]), tuple(s["storeys"])) for s in raw["sheets"]),
        storeys=tuple(Storey(**storey) for storey in raw["storeys"]),
        boundaries=_all(Area, raw["boundaries"]),
        buildings=_all(Building, raw["buildings"]),
        openings=_all(Opening, raw["openings"]),
        walls=_all(Wall, raw["walls"]),
        barriers=_all(Barrier, raw["barriers"]),
        walks=_all(Area, raw["walks"]),
        roads=_all(Road, raw["roads"]),
        trees=_all(Tree, raw["trees"]),
        shrubs=_all(Area, raw["shrubs"]),
        luminaires=_all(Luminaire, raw["luminaires"]),
        cameras=_all(Camera, raw["cameras"]),
        bells=_all(Sign, raw["bells"]),
        signs=_all(Sign, raw["signs"]),
        bays=_all(Zone, raw["bays"]),
        zones=_all(Zone, raw["zones"]),
        fixtures=_all(Fixture, raw["fixtures"]),
        levels=tuple(
            (shape_of(row.get("line") or row["at"]), float(row["level_m"]))
            for row in (*raw.get("contours", ()), *raw.get("spot_heights", ()))
        ),
        ids=dict(_named(raw)),
    )


def _all(kind: type[Kind], rows: list[dict[str, Any]]) -> tuple[Kind, ...]:
    names = [f.name for f in fields(kind)]
    return tuple(kind(**{n: _value(n, row[n]) for n in names if n in row}) for row in rows)


def _value(name: str, raw: Any) -> Any:
    if name in _SHAPES:
        return shape_of(raw)
    if name == "at":
        x, y = raw["coordinates"][:2]
        return float(x), float(y)
    if name == "source":
        return source_of(raw)
    return raw


def source_of(raw: Any) -> tuple[str, str, str] | None:
    """Sheet, layer and handle of a thing; None where the file has none."""
    return None if raw is None else (raw["sheet"], raw["layer"], raw["handle"])


def _named(
    raw: Mapping[str, Any],
) -> Iterator[tuple[str, tuple[str, tuple[str, str, str] | None]]]:
    for rows in raw.values():
        for row in rows if isinstance(rows, list) else ():
            if "id" in row:
                yield row["id"], (row["label"], source_of(row["source"]))
