"""LGT505: an entrance no brighter than what is around it."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of

DARK_LX = 0.01
"""Darker than this is taken as this, so that the ratio stays a number."""


@rule(
    "LGT505",
    title=Text(ko="주변보다 밝지 않은 출입구", en="Entrance no brighter than around it"),
    measures=Text(
        ko="출입구 앞과 그 주변의 평균 조도비",
        en="mean illuminance before the entrance over that around it",
    ),
    says=Text(
        ko="{subject} 앞 조도가 주변의 {value}임",
        en="The light before {subject} is {value} of that around it",
    ),
    unit="ratio",
    needs=((SheetKind.OUTDOOR_LIGHTING,),),
)
def entrance_not_brighter(site: Site, *, within_m: float, around_m: float) -> Iterator[Measurement]:
    """Mean illuminance before a building entrance over that of its surroundings. [ratio]

    Why: a bright door in darker surroundings is found, and whoever stands there is seen.
    How: mean on the ground within `within_m` of the door over the mean from there to `around_m`,
        both outside buildings, point by point, direct light only.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
    for door in site.entrances:
        near = site.ground_before(door, 0.0, within_m)
        around = site.ground_before(door, within_m, around_m)
        empty = near.is_empty or around.is_empty
        lacking = (
            site.light.lacking(0, around)
            or site.light.heights_lacking(0, around)
            or (_GROUND if empty else None)
        )
        if lacking is not None:
            yield Measurement(
                subjects=(door.id,),
                value=None,
                where=door.line,
                storey=door.storey,
                lacking=lacking,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        grids = [site.grid(place, storey=-1) for place in (near, around)]
        lights = [site.light.on(grid, 0) for grid in grids]
        if lights[0] is None or lights[1] is None:
            continue
        inner, outer = float(lights[0].mean()), float(lights[1].mean())
        yield Measurement(
            subjects=(door.id,),
            value=max(inner, DARK_LX) / max(outer, DARK_LX),
            where=door.line,
            storey=door.storey,
            witness=tuple(
                Witness(kind=WitnessKind.COVERAGE, shape=place, label=same(f"{e_lx:.1f} lx"))
                for place, e_lx in ((near, inner), (around, outer))
            ),
            field=field_of(grids[1], lights[1], "lx"),
        )


_GROUND = Text(ko="출입구 앞의 외부 바닥", en="open ground before the entrance")
