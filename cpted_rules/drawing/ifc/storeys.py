"""Storeys of a model: their levels by elevation above the ground, and who is on which."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from cpted_rules.drawing.ifc.ground import ground_of
from cpted_rules.drawing.ifc.item import Item
from cpted_rules.drawing.ifc.model import Model
from cpted_rules.drawing.ifc.shapes import Shapes
from cpted_rules.plan import Storey

LEAST_STOREY_M = 1.8
"""Levels nearer to the next one than this are heights of construction, unless rooms are on them."""
SPAN_M = 1.2
"""A wall that stands this much of a storey's height stands on that storey."""

_TOP = re.compile(
    r"옥상|지붕|옥탑|^(rf|roof|phr|ph)\b|\b(roof|dach|toiture|cubierta)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One storey of the plan, in the model's heights.

    Args:
        items: the storeys of the model it stands for (several buildings may share it); none where
            the model has no storeys.
        roof: it is the top of a building, not a floor of it.
        height_from: `next`, `content` or `assumed`.
    """

    level: int
    z_m: float
    height_m: float
    names: tuple[str, ...]
    items: tuple[Item, ...]
    roof: bool
    height_from: str


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The floors of a model from below, and the ground they are counted from.

    Args:
        ground_m: local ground in the model's heights.
        ground_from: what told it: `stated`, `terrain`, `zero`, `name` or `lowest`.
        merged: names of levels that are no storeys.
        by_storey: level of each storey of the model by its number in the file.
    """

    floors: tuple[Floor, ...]
    ground_m: float
    ground_from: str
    merged: tuple[str, ...]
    by_storey: dict[int, int]

    @property
    def storeys(self) -> tuple[Storey, ...]:
        """The storeys of the plan."""
        return tuple(
            Storey(
                level=f.level,
                elevation_m=round(f.z_m - self.ground_m, 6),
                height_m=round(f.height_m, 6),
            )
            for f in self.floors
        )

    def floor(self, level: int) -> Floor:
        """The floor of a level; the open ground is that of the lowest above it."""
        every = [f for f in self.floors if f.level == level]
        return every[0] if every else next((f for f in self.floors if f.level > 0), self.floors[-1])

    def base_m(self, level: int) -> float:
        """Floor of a level in the model's heights; of the open ground, the ground. [m]"""
        return self.ground_m if level == 0 else self.floor(level).z_m

    def at(self, z_m: float) -> int:
        """The level that a height belongs to."""
        below = [f for f in self.floors if f.z_m <= z_m + 0.3]
        return below[-1].level if below else self.floors[0].level

    def of(self, item: Item, z_m: float | None) -> int:
        """The level a product is on: of the storey it is in, else by its height."""
        storey = item.above("IfcBuildingStorey")
        if storey is not None and storey.number in self.by_storey:
            return self.by_storey[storey.number]
        return self.at(self.floor(1).z_m if z_m is None else z_m)

    def spanned(self, bottom_m: float, top_m: float, home: int) -> tuple[int, ...]:
        """The levels that something upright stands on; at least its own."""
        on = [
            f.level
            for f in self.floors
            if min(top_m, f.z_m + f.height_m) - max(bottom_m, f.z_m)
            >= min(SPAN_M, 0.5 * f.height_m)
        ]
        return tuple(on) or (home,)


def levels_of(model: Model, shapes: Shapes) -> Levels:
    """The storeys of a model, told by elevation; one is made where it has none."""
    found = _elevations(model)
    busy, walled = _with_rooms(model), _with_walls(model, shapes)
    if not found:
        return _made_up(model, shapes)
    groups = _alike(found)
    kept, merged = _inhabitable(groups, busy)
    heights = [z for z, _ in kept]
    names = [[_names(item) for item in items] for _, items in kept]
    ground, told = ground_of(model, shapes, heights, names)
    top = _top(model, shapes)
    floors: list[Floor] = []
    for n, (z, items) in enumerate(kept):
        after = heights[n + 1] if n + 1 < len(kept) else None
        height, how = _height(z, after, top, floors)
        roof = after is None and n > 0 and _is_roof(items, busy | walled)
        floors.append(
            Floor(
                level=0,
                z_m=z,
                height_m=height,
                names=tuple(filter(None, map(_names, items))),
                items=tuple(items),
                roof=roof,
                height_from=how,
            )
        )
    numbered = _numbered(floors, ground)
    by_storey = {item.number: f.level for f in numbered for item in f.items}
    for z, items in groups:
        for item in items:
            if item.number not in by_storey:
                above = [f for f in numbered if f.z_m >= z] or [numbered[-1]]
                by_storey[item.number] = above[0].level
    return Levels(
        floors=numbered,
        ground_m=ground,
        ground_from=told,
        merged=tuple(merged),
        by_storey=by_storey,
    )


def _elevations(model: Model) -> list[tuple[float, Item]]:
    """The storeys with their heights in the model, from below. [m]

    Departures: a storey's place tells its height, since bodies are placed by it; its attribute
    does only where all storeys are placed alike, as some programs do.
    """
    storeys = model.of("IfcBuildingStorey")
    placed = {s.number: s.placement for s in storeys}
    z = {n: float(p[2, 3]) for n, p in placed.items() if p is not None}
    stated = {s.number: s.length_m("Elevation") for s in storeys}
    different = len({round(value, 3) for value in z.values()}) > 1
    found = []
    for storey in storeys:
        own, said = z.get(storey.number), stated[storey.number]
        if own is None or (len(storeys) > 1 and not different and said is not None):
            building = storey.above("IfcBuilding")
            start = building.placement if building else None
            own = (said or 0.0) + (float(start[2, 3]) if start is not None else 0.0)
        found.append((own, storey))
    return sorted(found, key=lambda pair: (pair[0], pair[1].number))


def _alike(found: Sequence[tuple[float, Item]]) -> list[tuple[float, list[Item]]]:
    """Storeys of several buildings at one height are one."""
    groups: list[tuple[float, list[Item]]] = []
    for z, item in found:
        if groups and z - groups[-1][0] < 0.6 and not _same_building(groups[-1][1], item):
            groups[-1][1].append(item)
        else:
            groups.append((z, [item]))
    return groups


def _same_building(items: Iterable[Item], other: Item) -> bool:
    building = other.above("IfcBuilding")
    return any(item.above("IfcBuilding") == building for item in items)


def _with_rooms(model: Model) -> frozenset[int]:
    """Storeys that hold spaces, doors or windows."""
    homes = (
        item.above("IfcBuildingStorey") for item in model.of("IfcSpace", "IfcDoor", "IfcWindow")
    )
    return frozenset(home.number for home in homes if home is not None)


def _with_walls(model: Model, shapes: Shapes) -> frozenset[int]:
    """Storeys that hold walls higher than a parapet."""
    homes = (
        wall.above("IfcBuildingStorey")
        for wall in model.of("IfcWall")
        if (shape := shapes.of(wall)) is not None and shape.top_m - shape.bottom_m >= LEAST_STOREY_M
    )
    return frozenset(home.number for home in homes if home is not None)


def _inhabitable(
    groups: Sequence[tuple[float, list[Item]]], busy: frozenset[int]
) -> tuple[list[tuple[float, list[Item]]], list[str]]:
    kept, merged = [], []
    for n, (z, items) in enumerate(groups):
        after = groups[n + 1][0] if n + 1 < len(groups) else inf
        if after - z < LEAST_STOREY_M and not any(item.number in busy for item in items):
            merged += [_names(item) or item.handle for item in items]
        else:
            kept.append((z, items))
    return kept, merged


def _names(item: Item) -> str:
    return item.text("Name") or item.text("LongName")


def _is_roof(items: Iterable[Item], busy: frozenset[int]) -> bool:
    """Whether a topmost level is a roof: by its name, or since nothing is on it."""
    every = list(items)
    return any(_TOP.search(_names(item)) for item in every) or not any(
        item.number in busy for item in every
    )


def _height(
    z: float, after: float | None, top: float | None, below: Sequence[Floor]
) -> tuple[float, str]:
    if after is not None:
        return after - z, "next"
    if top is not None and top - z >= LEAST_STOREY_M:
        return top - z, "content"
    return (below[-1].height_m if below else 3.0), "assumed"


def _numbered(floors: Sequence[Floor], ground: float) -> tuple[Floor, ...]:
    """The floors with their levels.

    Source: 건축법 제2조제1항제5호: a basement's floor is below ground by half its height or more.
    """
    under = sum(ground - f.z_m >= 0.5 * f.height_m for f in floors)
    under = min(under, len(floors))
    return tuple(
        Floor(
            level=n - under if n < under else n - under + 1,
            z_m=f.z_m,
            height_m=f.height_m,
            names=f.names,
            items=f.items,
            roof=f.roof,
            height_from=f.height_from,
        )
        for n, f in enumerate(floors)
    )


def _top(model: Model, shapes: Shapes) -> float | None:
    tops = [
        shape.top_m
        for item in model.of("IfcWall", "IfcSlab", "IfcRoof", "IfcColumn", "IfcSpace")
        if (shape := shapes.of(item)) is not None
    ]
    return max(tops, default=None)


def _made_up(model: Model, shapes: Shapes) -> Levels:
    """One storey on the lowest door, else wall, of a model without storeys."""
    bottoms: list[float] = []
    for classes in (("IfcDoor",), ("IfcSpace",), ("IfcWall", "IfcColumn"), ("IfcProduct",)):
        bottoms = [s.bottom_m for item in model.of(*classes) if (s := shapes.of(item)) is not None]
        if bottoms:
            break
    z = min(bottoms, default=0.0)
    top = _top(model, shapes)
    height = top - z if top is not None and top - z >= LEAST_STOREY_M else 3.0
    floor = Floor(
        level=1, z_m=z, height_m=height, names=(), items=(), roof=False, height_from="content"
    )
    return Levels(floors=(floor,), ground_m=z, ground_from="lowest", merged=(), by_storey={})
