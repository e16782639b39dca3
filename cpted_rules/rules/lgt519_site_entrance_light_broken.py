"""LGT519: light that breaks off around an entrance of the site."""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from cpted_rules.analysis.scene.grid import Grid
from cpted_rules.plan import Opening, Serves, SheetKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, field_of


@rule(
    "LGT519",
    title=Text(ko="대지 출입구 조명의 연속성", en="Continuous light at a site entrance"),
    measures=Text(
        ko="대지 출입구 주변 길 중 출입구에서 끊김 없이 기준 조도 이상인 면적 비율",
        en="share of the ways around a site entrance lit to the level without a break from it",
    ),
    says=Text(
        ko="{subject} 주변 길의 {value}가 출입구에서 끊김 없이 밝음",
        en="{value} of the ways around {subject} is lit without a break from it",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def site_entrance_light_broken(
    site: Site, *, around_m: float, level_lx: float
) -> Iterator[Measurement]:
    """Share of the ways around a site entrance lit to a level without a break from it. [share]

    Why: whoever comes in or goes out should not step from light into a dark stretch.
    How: walks, roads and paved places within `around_m` of the entrance, inside the site and out
        of it; cells with at least `level_lx` that hang together, side by side, with a lit cell
        within one cell of the entrance. Point by point, direct light only.
    Lacking: entrances of the site; outdoor lamps, or the photometry or mounting height of one
        nearby; ways around the entrance.
    """
    gates = site.openings(Serves.SITE_ENTRANCE)
    if not gates:
        for boundary in site.plan.boundaries:
            yield Measurement(
                subjects=(boundary.id,),
                value=None,
                where=boundary.area.boundary,
                lacking=Text(ko="대지 출입구의 위치", en="where the site entrances are"),
                lacking_sheet=SheetKind.SITE_PLAN,
            )
        return
    ways = shapely.union_all(
        [*(w.area for w in site.plan.walks), *(r.area for r in site.plan.roads)]
    )
    for gate in gates:
        place = site.ground_before(gate, 0.0, around_m).intersection(ways)
        light = site.light.outdoors(place) if place.area > 0 else _WAYS
        if isinstance(light, Text):
            yield Measurement(
                subjects=(gate.id,),
                value=None,
                where=gate.line,
                storey=gate.storey,
                lacking=light,
                lacking_sheet=SheetKind.SITE_PLAN if light is _WAYS else SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        grid, e_lx = light
        lit = _joined(grid, e_lx >= level_lx, gate)
        yield Measurement(
            subjects=(gate.id,),
            value=float(lit.mean()),
            where=gate.line,
            storey=gate.storey,
            witness=area_witness(WitnessKind.SHADOW, grid.shape_of(~lit)),
            field=field_of(grid, e_lx, "lx"),
            note=Text(ko="기준 조도 {level} lx", en="level {level} lx").fill(level=f"{level_lx:g}"),
        )


def _joined(grid: Grid, lit: NDArray[np.bool_], gate: Opening) -> NDArray[np.bool_]:
    """Which lit cells hang together, side by side, with one at the gate."""
    cells = {
        (int(c), int(r)): n for n, (c, r) in enumerate(zip(grid.column, grid.row, strict=True))
    }
    away = shapely.distance(shapely.points(grid.points), gate.line)
    queue: list[int] = np.flatnonzero(lit & (away <= grid.step_m)).tolist()
    found = np.zeros(len(lit), dtype=np.bool_)
    found[queue] = True
    while queue:
        n = queue.pop()
        column, row = int(grid.column[n]), int(grid.row[n])
        for there in ((column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)):
            other = cells.get(there)
            if other is not None and lit[other] and not found[other]:
                found[other] = True
                queue.append(other)
    return found


_WAYS = Text(ko="출입구 앞의 보행로·도로", en="walks and roads at the entrance")
