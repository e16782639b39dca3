"""LGT513 and 514 again: the light of some lamps only, and with planting gone or grown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import Cells, sample
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.fields import witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import Lamp, Light
from cpted_rules.verify.lit_ways import LAMP_SHARE, Part, dark, place_of
from cpted_rules.verify.masks import masked
from cpted_rules.verify.result import Difference
from cpted_rules.verify.scene import Obstacle, crown
from cpted_rules.verify.shapes import Spot, gap_m
from cpted_rules.verify.texts import A_FIELD, SPOT
from cpted_rules.verify.witnesses import count_differs, kinds_differ, size_differs

AROUND_M = 20.0
"""A tree further from a walk than this is not asked for."""


class Some(Light):
    """The light of some of the lamps of a plan."""

    def __init__(self, case: Case, ids: frozenset[str]) -> None:
        self.ids = ids
        super().__init__(case)

    def _lamps(self, storey: int) -> tuple[Lamp, ...]:
        return tuple(lamp for lamp in super()._lamps(storey) if lamp.id in self.ids)


def low_lamps(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT513: the share of a walk that only low lamps light to a level."""
    low_m, level_lx = float(parameters["low_m"]), float(parameters["level_lx"])
    lamps = light.luminaires(0)
    ids = frozenset(x.id for x in lamps if x.height_m is None or x.height_m >= low_m)
    high = light if len(ids) == len(lamps) else Some(case, ids)
    for walk in case.drawn.walks:
        again = partial(_only_low, case, light, high, walk, level_lx)
        yield Expected(
            subjects=(walk.id,), storey=0, measure=None if dark(light, [walk.area]) else again,
            where=walk.area,
        )  # fmt: skip


def _only_low(
    case: Case, light: Light, high: Light, walk: Area, level_lx: float, finding: Finding
) -> Measured:
    whole, place = place_of(case, light, [walk.area]), place_of(case, high, [walk.area])
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding, "shadow")
    if finding.field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    cells = Cells(step_m=finding.field.step_m, sure=tuple(finding.field.cells()), maybe=())

    def counts(at: Spot) -> bool:
        return place.lx(at) < level_lx <= whole.lx(at)

    def surely(at: Spot) -> tuple[bool, bool]:
        target = case.stand(at, 0.0, 0)
        low, most = light.range_lx(0, target), high.range_lx(0, target)
        spread = 0.006 * level_lx + 0.001
        return (
            most[1] < level_lx - spread and low[0] >= level_lx + spread,
            most[0] < level_lx + spread and low[1] >= level_lx - spread,
        )

    came = masked(
        witness_area(finding, "shadow"), cells, counts, surely, place.region,
        most=max(24, whole.most() // 4),
    )  # fmt: skip
    for witness in finding.witness:
        differences += size_differs(witness)
    return Measured(
        low=came.low, high=came.high, differences=(*differences, *came.differences),
        cells_on=min(on, came.cells_on), cells_of=came.cells_of,
    )  # fmt: skip


class Bare(Case):
    """A plan without its planting."""

    def outdoors(self) -> Iterator[Obstacle]:
        return (o for o in super().outdoors() if not o.plant)


class Grown(Case):
    """A plan whose trees have grown."""

    def outdoors(self) -> Iterator[Obstacle]:
        factor = self.settings["growth_factor"]
        trees = {tree.id: tree for tree in self.drawn.trees}
        for obstacle in super().outdoors():
            tree = trees.get(obstacle.id)
            if tree is None:
                yield obstacle
            else:
                radius = factor * self.crown_radius_m(tree.crown_radius_m)
                shape = crown(tree.at, radius)
                yield replace(obstacle, shape=shape, top_m=factor * obstacle.top_m)


def shades(case: Case, light: Light, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT514: the share of a walk's average light that planting takes once it has grown."""
    bare, grown = Light(Bare(case.given)), Light(Grown(case.given))
    for walk in case.drawn.walks:
        near = [t for t in case.drawn.trees if gap_m(walk.area, *t.at) <= AROUND_M]
        if not near:
            continue
        unknown = any(
            t.height_m is None or t.crown_base_m is None or t.crown_radius_m is None for t in near
        )
        again = partial(_shade, bare, grown, walk, [t.at for t in near])
        lacking = dark(light, [walk.area]) or unknown
        yield Expected(
            subjects=(walk.id,), storey=0, measure=None if lacking else again, where=walk.area
        )


def _shade(bare: Light, grown: Light, walk: Area, trees: list[Spot], finding: Finding) -> Measured:
    place = place_of(grown.case, grown, [walk.area], kind=Part)
    without = place_of(bare.case, bare, [walk.area])
    if finding.field is None:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding, "point")
    differences += count_differs(finding, 1)
    for witness in finding.witness:
        at = witness.shape.spots[0]
        if min(hypot(x - at[0], y - at[1]) for x, y in trees) > 0.003:
            differences.append(Difference(what=SPOT, stated="a tree", found="none", where=at))
    cells = finding.field.cells()
    some = sample(sorted(cells), place.most())
    before = sum(without.lx(at) for at in some)
    after = sum(cells[at] for at in some)
    stated = finding.measured or 0.0
    kept = after / before if before > 0 else 1.0
    part = len(some) < len(cells)
    slack = LAMP_SHARE * kept + 1e-6 + (ROUGH if part else 0.0)
    low, high = 1 - kept - slack, 1 - kept + slack
    if part and low <= stated <= high:
        low = high = stated
    return Measured(
        low=max(0.0, low), high=min(1.0, max(0.0, high)), differences=tuple(differences),
        cells_on=min(on, len(some)), cells_of=len(cells), reason=_SOME if part else None,
    )  # fmt: skip


ROUGH = 0.1
"""By so much the share of some cells may be off that of all of them."""
_SOME = Text(
    ko="일부 칸에서만 식재 없는 조도를 다시 계산", en="light without planting on some cells only"
)
