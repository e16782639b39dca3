"""SUR105: planting that hides part of a walk or playground."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.plan import BarrierKind, SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, sight_line

TOUCHING_M = 0.5
"""Crowns no further apart than this are one group."""


@dataclass(slots=True)
class _Group:
    """Plants that stand together, and what they hide."""

    ids: tuple[str, ...]
    shape: BaseGeometry
    hidden: list[BaseGeometry] = field(default_factory=list)
    looks: list[Witness] = field(default_factory=list)


@rule(
    "SUR105",
    title=Text(ko="사각지대를 만드는 식재", en="Planting that makes a blind spot"),
    measures=Text(
        ko="식재만 없으면 보이는 보행로·놀이터 면적",
        en="area of walk and playground hidden by planting alone",
    ),
    says=Text(
        ko="{subject}이(가) 보행로·놀이터 {value}를 가림",
        en="{subject} hides {value} of walk or playground",
    ),
    unit="m2",
    needs=((SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),),
)
def planting_blind_spot(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Area of walk and playground that planting alone hides, per group of plants. [m2]

    Why: dense planting beside a way is a hiding place no wall would be allowed to make.
    How: cells that nobody sees with planting, but somebody would without it: watchers and cells as
        in the rules on walks and playgrounds. A cell is put down to the first plant in the line
        from the first watcher who would see it. Trees with touching crowns are one group; a hedge
        and a shrub bed are each their own.
    Lacking: height of the plants that hide it.
    """
    groups = {id: group for group in _groups(site) for id in group.ids}
    if not groups:
        return
    for area, height in _places(site):
        _put_down(site, groups, area, height, within_m)
    for group in {id(g): g for g in groups.values()}.values():
        if not group.hidden:
            continue
        hidden = union_all(group.hidden)
        lacking = _no_height(site, group.ids)
        yield Measurement(
            subjects=group.ids,
            value=None if lacking else float(hidden.area),
            where=hidden,
            witness=(*area_witness(WitnessKind.UNSEEN_AREA, hidden), *group.looks[:1]),
            lacking=_HEIGHT if lacking else None,
            lacking_sheet=SheetKind.PLANTING_PLAN if lacking else None,
        )


_HEIGHT = Text(ko="식재 높이(H)·지하고", en="height of the planting (H) and clear trunk")


def _places(site: Site) -> Iterator[tuple[BaseGeometry, float]]:
    settings = site.settings
    for walk in site.plan.walks:
        yield walk.area, settings.person_height_m / 2
    for zone in site.zones(ZoneKind.PLAYGROUND):
        yield zone.area, settings.child_height_m


def _put_down(
    site: Site, groups: dict[str, _Group], area: BaseGeometry, height: float, within_m: float
) -> None:
    """Put each cell that only planting hides down to a group."""
    grid, eyes = site.grid(area), site.sight.watchers()
    targets = site.standing(grid.points, height, 0)
    counts, _ = site.sight.census(eyes, grid, height, within_m=within_m)
    unseen = np.flatnonzero(counts == 0)
    if not len(unseen):
        return
    _, first = site.sight.census(eyes, grid, height, within_m=within_m, scene=site.sight.bare_scene)
    blamed: dict[int, tuple[_Group, list[int]]] = {}
    for cell, eye in zip(unseen, first[unseen], strict=True):
        if eye < 0:
            continue
        line = site.sight.line(_spot(eyes.at[eye]), _spot(targets[cell]))
        for block in line.blocks:
            if (group := groups.get(block.obstacle.id)) is not None:
                blamed.setdefault(id(group), (group, []))[1].append(int(cell))
                group.looks.append(sight_line(site.plan, line, block=block, ground=site.terrain))
                break
    for group, cells in blamed.values():
        chosen = np.zeros(len(targets), dtype=np.bool_)
        chosen[cells] = True
        group.hidden.append(grid.shape_of(chosen))


def _spot(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])


def _groups(site: Site) -> Iterator[_Group]:
    radius = site.settings.tree_crown_radius_m
    crowns = [
        tree.at.buffer(radius if tree.crown_radius_m is None else tree.crown_radius_m)
        for tree in site.plan.trees
    ]
    near = union_all([crown.buffer(TOUCHING_M / 2) for crown in crowns])
    for stand in shapely.get_parts(near) if crowns else ():
        ids = [
            tree.id
            for tree, crown in zip(site.plan.trees, crowns, strict=True)
            if stand.contains(crown.centroid)
        ]
        yield _Group(ids=tuple(sorted(ids)), shape=stand)
    for hedge in site.plan.barriers:
        if hedge.kind is BarrierKind.HEDGE:
            yield _Group(ids=(hedge.id,), shape=hedge.line)
    for shrub in site.plan.shrubs:
        yield _Group(ids=(shrub.id,), shape=shrub.area)


def _no_height(site: Site, ids: tuple[str, ...]) -> bool:
    """Whether any plant of a group is drawn without the heights that decide what it hides."""
    trees = [t for t in site.plan.trees if t.id in ids]
    beds = [s for s in site.plan.shrubs if s.id in ids]
    hedges = [b for b in site.plan.barriers if b.id in ids]
    return (
        any(t.height_m is None or t.crown_base_m is None for t in trees)
        or any(s.height_m is None for s in beds)
        or any(h.top_m is None for h in hedges)
    )
