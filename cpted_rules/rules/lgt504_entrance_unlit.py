"""LGT504: an entrance without light before it."""

from collections.abc import Iterator

from cpted_rules.plan import Serves, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import field_of


@rule(
    "LGT504",
    title=Text(ko="출입구 앞 조도", en="Light before an entrance"),
    measures=Text(
        ko="출입구 앞 바닥의 평균 조도", en="mean illuminance on the ground before the entrance"
    ),
    says=Text(
        ko="{subject} 앞 평균 조도가 {value}임",
        en="The mean illuminance before {subject} is {value}",
    ),
    unit="lx",
    needs=((SheetKind.OUTDOOR_LIGHTING,),),
)
def entrance_unlit(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Mean horizontal illuminance on the ground before a building or site entrance. [lx]

    Why: whoever comes home should see who waits at the door, and be seen.
    How: point by point on the ground within `within_m` of the door, outside the building, from the
        candela tables with what stands in the way and the maintenance factor; direct light only.
    Lacking: outdoor lamps, or the photometry of one nearby.
    """
    doors = [*site.entrances, *site.openings(Serves.SITE_ENTRANCE)]
    for door in sorted(doors, key=lambda d: d.id):
        place = site.ground_before(door, 0.0, within_m)
        lacking = site.light.lacking(0, place) or (_GROUND if place.is_empty else None)
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
        grid = site.grid(place, storey=-1)
        e_lx = site.light.on(grid, 0)
        if e_lx is not None:
            yield Measurement(
                subjects=(door.id,),
                value=float(e_lx.mean()),
                where=door.line,
                storey=door.storey,
                field=field_of(grid, e_lx, "lx"),
                note=site.light.heights_assumed(0, place),
            )


_GROUND = Text(ko="출입구 앞의 외부 바닥", en="open ground before the entrance")
