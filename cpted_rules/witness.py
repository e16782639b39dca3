"""Witnesses as rules make them: lines of sight, gaps, unseen areas and fields of values."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from cpted_rules.analysis.lines import Block
from cpted_rules.analysis.scene.eyes import Eyes
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.obstacles import GROUND_ID
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.analysis.sight.visibility import Sight
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Building,
    Element,
    Opening,
    Shrub,
    SitePlan,
    Tree,
    Wall,
)
from cpted_rules.rule import Field, Witness, WitnessKind
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same

_BARRIERS = {
    BarrierKind.FENCE: Text(ko="울타리", en="fence"),
    BarrierKind.WALL: Text(ko="담장", en="wall"),
    BarrierKind.HEDGE: Text(ko="생울타리", en="hedge"),
    BarrierKind.RAILING: Text(ko="난간", en="railing"),
}
_KINDS: tuple[tuple[type[Element], Text], ...] = (
    (Building, Text(ko="건물", en="building")),
    (Wall, Text(ko="벽·기둥", en="wall or column")),
    (Tree, Text(ko="수목", en="tree")),
    (Shrub, Text(ko="관목", en="shrubs")),
    (Opening, Text(ko="문·창 벽면", en="wall at an opening")),
)


def name_of(plan: SitePlan, id: str) -> Text:
    """An obstacle in words: what it is, and its label as drawn."""
    if id == GROUND_ID:
        return Text(ko="지반", en="ground")
    element = plan.by_id.get(id)
    kind = same(id)
    if isinstance(element, Barrier):
        kind = _BARRIERS[element.kind]
    else:
        for type_, words in _KINDS:
            if isinstance(element, type_):
                kind = words
    label = element.label if element else ""
    return join([kind, same(label)], " ") if label else kind


def sight_line(
    plan: SitePlan,
    sight: Sight,
    *,
    floor_m: float = 0.0,
    block: Block | None = None,
    ground: Ground = FLAT,
) -> Witness:
    """A line of sight; a blocked one says by what, and how high.

    Args:
        floor_m: what heights are told from, above ground.
        ground: what heights of the line are told above.
        block: the one to name, where it is not the one that stops the look.
    """
    stop = block or sight.stopped_by
    if stop is None:
        return Witness(
            kind=WitnessKind.SIGHT_LINE, shape=sight.line, label=same(f"{sight.length_m:.1f} m")
        )
    words = Text(
        ko="{name} H={top} m: 높이 {z} m 시선을 가림",
        en="{name} H={top} m blocks the line at {z} m",
    )
    return Witness(
        kind=WitnessKind.BLOCKED_LINE,
        shape=sight.line,
        label=words.fill(
            name=name_of(plan, stop.obstacle.id),
            top=f"{stop.obstacle.top_m - floor_m:.1f}",
            z=f"{stop.z_m - ground.at_m(stop.x_m, stop.y_m) - floor_m:.1f}",
        ),
    )


def blocked_look(
    site: Site,
    eyes: Eyes,
    grid: Grid,
    unseen: NDArray[np.bool_],
    *,
    z_m: float,
    within_m: float,
    storey: int = 0,
) -> Iterator[Witness]:
    """The nearest eye's look at the middle of what is unseen, and what stops it."""
    if not unseen.any() or not len(eyes):
        return
    place = grid.points[unseen]
    x, y = place[np.argmin(((place - place.mean(axis=0)) ** 2).sum(axis=1))]
    ground = site.under(storey)
    target = (float(x), float(y), z_m + ground.at_m(float(x), float(y)))
    eye = eyes.nearest(target)
    if eye is not None:
        line = site.sight.line(eye, target, storey=storey)
        if line.stopped_by is not None and line.length_m <= within_m:
            floor = site.elevation_m(storey)
            yield sight_line(site.plan, line, floor_m=floor, ground=ground)


def assumed_heights(site: Site, place: BaseGeometry, *, within_m: float) -> Text | None:
    """The remark that what is seen at a place stands on assumed heights, if it does."""
    plan, settings = site.plan, site.settings
    found = [
        words.fill(n=str(count), height=f"{height:g}")
        for words, count, height in (
            (
                Text(ko="담장 {n}개({height} m)", en="{n} fences ({height} m)"),
                sum(b.top_m is None and _near(b.line, place, within_m) for b in plan.barriers),
                settings.fence_height_m,
            ),
            (
                Text(ko="교목 {n}주({height} m)", en="{n} trees ({height} m)"),
                sum(
                    (t.height_m is None or t.crown_base_m is None) and _near(t.at, place, within_m)
                    for t in plan.trees
                ),
                settings.tree_height_m,
            ),
            (
                Text(ko="관목 {n}개소({height} m)", en="{n} shrub beds ({height} m)"),
                sum(s.height_m is None and _near(s.area, place, within_m) for s in plan.shrubs),
                settings.shrub_height_m,
            ),
        )
        if count
    ]
    if not found:
        return None
    words = Text(ko="높이 미표기로 가정한 것: {list}", en="heights assumed, as not drawn: {list}")
    return words.fill(list=join(found))


def _near(shape: BaseGeometry, place: BaseGeometry, within_m: float) -> bool:
    return bool(shape.distance(place) <= within_m)


def gap_line(one: BaseGeometry, other: BaseGeometry, gap_m: float) -> Witness:
    """The shortest way from one thing to another, with its length. A point where they touch."""
    a, b = nearest_points(one, other)
    shape = Point(a) if a.equals(b) else LineString([a, b])
    return Witness(kind=WitnessKind.GAP, shape=shape, label=same(f"{gap_m:.2f} m"))


def area_witness(kind: WitnessKind, shape: BaseGeometry) -> tuple[Witness, ...]:
    """An area with its size; nothing where it is empty."""
    if shape.is_empty:
        return ()
    return (Witness(kind=kind, shape=shape, label=same(f"{shape.area:.0f} m²")),)


def field_of(grid: Grid, values: Floats, unit: str) -> Field:
    """Values of the cells of a grid as a field."""
    return Field(
        x_m=grid.x_m, y_m=grid.y_m, step_m=grid.step_m, unit=unit, rows=grid.raster(values)
    )


def lowest_cell(grid: Grid, values: Floats) -> Point:
    """The centre of the cell with the lowest value."""
    return Point(grid.points[int(np.argmin(values))])


def highest_cell(grid: Grid, values: Floats) -> Point:
    """The centre of the cell with the highest value."""
    return Point(grid.points[int(np.argmax(values))])
