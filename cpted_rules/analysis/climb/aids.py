"""What is fixed to walls or grows beside them: pipes, units, meters and trees as footholds."""

from collections.abc import Iterator
from math import inf

import shapely
from shapely import Point, unary_union
from shapely.ops import nearest_points

from cpted_rules.analysis.climb.climber import Climber
from cpted_rules.analysis.climb.guards import free_from_m
from cpted_rules.analysis.climb.hold import Hold, HoldKind
from cpted_rules.analysis.climb.solids import Solid
from cpted_rules.plan import Fixture, FixtureKind, SitePlan, Tree
from cpted_rules.settings import Settings
from cpted_rules.text import Text

INTO_WALL_M = 0.4
"""A pipe drawn so far into a wall stands on its face: the line of the wall, not its finish."""
CLEAR_M = 0.05
"""How far before the face of a wall a pipe is put, and least radius of a crown."""


def fixture_holds(plan: SitePlan, solids: tuple[Solid, ...], climber: Climber) -> Iterator[Hold]:
    """The free runs of pipes, and the tops of units, meters and boxes. Outdoors only."""
    for fixture in plan.fixtures:
        at = _outside(fixture.at, solids, max(fixture.base_m, 0.0))
        if at is None:
            continue
        if fixture.kind in (FixtureKind.GAS_PIPE, FixtureKind.DOWNPIPE):
            yield from _pipe(fixture, at)
        else:
            yield from _unit(fixture, at, climber)


def _outside(at: Point, solids: tuple[Solid, ...], z_m: float) -> Point | None:
    """A fixture's place on the face of the wall it is drawn in; None where it is indoors."""
    around = [s.area for s in solids if s.base_m <= z_m < s.top_m and s.area.covers(at)]
    if not around:
        return at
    mass = unary_union(around)
    face = nearest_points(at, mass.boundary)[1]
    if at.distance(face) > INTO_WALL_M:
        return None
    share = (at.distance(face) + CLEAR_M) / max(at.distance(face), 1e-9)
    out = Point(at.x + share * (face.x - at.x), at.y + share * (face.y - at.y))
    return face if mass.covers(out) else out


def _pipe(fixture: Fixture, at: Point) -> Iterator[Hold]:
    """The run that is free: above its guard, up to its top."""
    free = free_from_m(fixture)
    if free == inf or (free is not None and fixture.top_m is not None and free >= fixture.top_m):
        return
    lacking = _GUARD if fixture.guard is None else _COVER if free is None else None
    if lacking is None and fixture.top_m is None:
        lacking = _PIPE_TOP
    yield Hold(
        id=fixture.id,
        kind=HoldKind.PIPE,
        shape=at,
        low_m=fixture.base_m if free is None else free,
        high_m=inf if fixture.top_m is None else fixture.top_m,
        lacking=lacking,
    )


def _unit(fixture: Fixture, at: Point, climber: Climber) -> Iterator[Hold]:
    """The top of an outdoor unit, meter or box; a guarded unit bears nobody."""
    top = fixture.top_m
    lacking = _UNIT_TOP if top is None else None
    if fixture.kind is FixtureKind.AC_UNIT:
        free = free_from_m(fixture)
        if free is not None and free > fixture.base_m:
            return
        lacking = _GUARD if fixture.guard is None else _COVER if free is None else lacking
    yield Hold(
        id=fixture.id,
        kind=HoldKind.UNIT,
        shape=at.buffer(climber.unit_half_m, cap_style="square"),
        low_m=fixture.base_m if top is None else top,
        high_m=fixture.base_m + climber.reach_m if top is None else top,
        lacking=lacking,
    )


def tree_holds(plan: SitePlan, settings: Settings, climber: Climber) -> Iterator[Hold]:
    """The trees that bear a person."""
    for tree in plan.trees:
        if tree.height_m is not None and tree.height_m < climber.least_tree_m:
            continue
        yield _tree(tree, settings, climber)


def _tree(tree: Tree, settings: Settings, climber: Climber) -> Hold:
    """From the base of the crown up to where the trunk bears, as far out as the limbs do."""
    radius = settings.tree_crown_radius_m if tree.crown_radius_m is None else tree.crown_radius_m
    base = 0.0 if tree.crown_base_m is None else tree.crown_base_m
    high = inf if tree.height_m is None else max(base, climber.trunk_share * tree.height_m)
    whole = None not in (tree.height_m, tree.crown_radius_m, tree.crown_base_m)
    return Hold(
        id=tree.id,
        kind=HoldKind.TREE,
        shape=shapely.buffer(tree.at, max(climber.limb_share * radius, CLEAR_M), quad_segs=32),
        low_m=base,
        high_m=high,
        lacking=None if whole else _TREE,
    )


_GUARD = Text(ko="배관·설비의 오름 방지 조치", en="protection of pipes and units against climbing")
_COVER = Text(ko="오름 방지 덮개의 상단 높이", en="how high the cover of the pipe reaches")
_PIPE_TOP = Text(ko="배관의 상단 높이", en="top of the pipe")
_UNIT_TOP = Text(ko="실외기·계량기의 상단 높이", en="top of the unit or meter")
_TREE = Text(ko="수목의 수고·수관폭·지하고", en="height, crown and clear trunk of the tree")
