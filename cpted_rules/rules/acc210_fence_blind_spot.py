"""ACC210: ground that fences and walls alone hide."""

from collections.abc import Iterator

import numpy as np
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.lines import LEAST_SHARE, Block
from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.analysis.scene.pieces import Floats, Scene, scene_of
from cpted_rules.analysis.sight.visibility import Bits, Sight, census
from cpted_rules.plan import Barrier, BarrierKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, sight_line


@rule(
    "ACC210",
    title=Text(ko="담장이 만드는 사각지대", en="Blind spot made by a fence"),
    measures=Text(
        ko="담장만 없으면 보이는 대지 안 지면의 면적",
        en="area of open ground of the site hidden by fences and walls alone",
    ),
    says=Text(
        ko="{subject}이(가) 대지 안 지면 {value}를 가림", en="{subject} hides {value} of the ground"
    ),
    unit="m2",
    needs=((SheetKind.SITE_PLAN, SheetKind.FENCE_PLAN),),
)
def fence_blind_spot(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Area of open ground of a site that fences and walls alone hide, per fence. [m2]


    Why: a wall that hides the ground behind it serves whoever got over it.
    How: cells of the ground within the boundary that is not built on, on which nobody sees half of
        a person within `within_m` with fences, walls and railings, but somebody would without any
        of them: windows of dwellings, entrances, shops, the guard post and public roads. A cell is
        put down to the fence that stops the look of the first who would see it. Every fence gets a
        value; hedges are planting.
    Lacking: height of a fence that hides something; the boundary.
    """
    fences = [
        b for b in site.plan.barriers if b.kind is not BarrierKind.HEDGE and b.storey in (0, 1)
    ]
    if not fences:
        return
    if site.ground.is_empty:
        yield Measurement(
            subjects=tuple(fence.id for fence in fences),
            value=None,
            where=union_all([fence.line for fence in fences]),
            lacking=Text(ko="대지경계선", en="the site's boundary"),
            lacking_sheet=SheetKind.SITE_PLAN,
        )
        return
    grid = site.grid(site.ground.difference(site.masses(1)))
    hidden = _hidden(site, fences, grid, within_m)
    for fence in fences:
        chosen, look = hidden.get(fence.id, (np.zeros(len(grid.points), dtype=np.bool_), None))
        yield _measured(fence, grid.shape_of(chosen), look)


def _hidden(
    site: Site, fences: list[Barrier], grid: Grid, within_m: float
) -> dict[str, tuple[Bits, Witness]]:
    """The cells each fence alone hides, and a look that it stops."""
    height, eyes = site.settings.person_height_m / 2, site.sight.watchers()
    ids = {fence.id for fence in fences}
    whole = site.sight.scene(0)
    bare: Scene = scene_of({id(o): o for o in whole.obstacles if o.id not in ids}.values())
    targets = site.standing(grid.points, height, 0)
    now, _ = census(whole, eyes, targets, within_m=within_m)
    unseen = np.flatnonzero(now == 0)
    _, first = census(bare, eyes, targets[unseen], within_m=within_m)
    found: dict[str, tuple[Bits, Witness]] = {}
    for cell, eye in zip(unseen.tolist(), first.tolist(), strict=True):
        if eye < 0:
            continue
        line = site.sight.line(_spot(eyes.at[eye]), _spot(targets[cell]))
        block = _fence_in(line, ids)
        if block is None:
            continue
        if block.obstacle.id not in found:
            look = sight_line(site.plan, line, block=block, ground=site.terrain)
            found[block.obstacle.id] = np.zeros(len(targets), dtype=np.bool_), look
        found[block.obstacle.id][0][cell] = True
    return found


def _fence_in(line: Sight, ids: set[str]) -> Block | None:
    """The fence that stops a look; where another thing does, the first one it passes."""
    left, fences = 1.0, []
    for block in line.blocks:
        left *= block.obstacle.openness_share
        if block.obstacle.id in ids:
            fences.append(block)
            if left < LEAST_SHARE:
                return block
    return fences[0] if fences else None


def _spot(row: Floats) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])


def _measured(fence: Barrier, hidden: BaseGeometry, look: Witness | None) -> Measurement:
    lacking = fence.top_m is None and not hidden.is_empty
    return Measurement(
        subjects=(fence.id,),
        value=None if lacking else float(hidden.area),
        where=fence.line if hidden.is_empty else hidden,
        storey=fence.storey,
        witness=(
            *area_witness(WitnessKind.UNSEEN_AREA, hidden),
            *(() if look is None else (look,)),
        ),
        lacking=Text(ko="담장 높이(H)", en="height of the fence (H)") if lacking else None,
        lacking_sheet=SheetKind.FENCE_PLAN if lacking else None,
    )
