"""LGT516: what a walk loses when one lamp fails."""

from collections.abc import Iterator

from shapely import Point

from cpted_rules.analysis.light.level import level_of
from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of


@rule(
    "LGT516",
    title=Text(ko="등 하나가 꺼졌을 때의 손실", en="Loss when one lamp fails"),
    measures=Text(
        ko="등 하나가 꺼질 때 보행로 평균 조도가 가장 크게 줄어드는 비율",
        en="largest share of a walk's average light that hangs on one lamp",
    ),
    says=Text(
        ko="{subject}은(는) 등 하나가 꺼지면 평균 조도가 {value} 줄어듦",
        en="{subject} loses {value} of its average light when one lamp fails",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def lamp_out(site: Site) -> Iterator[Measurement]:
    """Largest share of a walk's average light that is lost when one lamp fails. [share]

    Why: lamps fail and are broken; a walk that hangs on one of them is dark until it is mended.
    How: average illuminance on the cells of the walk with all lamps, and without each by itself;
        the lamp whose failure costs most is shown, and the lowest light then left is told. Point
        by point, direct light only. A walk that no lamp reaches loses nothing and has 0.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby.
    """
    for walk in site.plan.walks:
        light = site.light.outdoors(walk.area)
        if isinstance(light, Text):
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                lacking=light,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
            continue
        grid, e_lx = light
        whole = level_of(e_lx).average_lx
        outs = site.light.lamps_out(grid, 0)
        worst = min(outs, key=lambda out: (round(out.left.average_lx, 9), out.lamp))
        if whole <= 0:
            yield Measurement(
                subjects=(walk.id,),
                value=0.0,
                where=walk.area,
                field=field_of(grid, e_lx, "lx"),
                note=Text(ko="어느 등도 비추지 않음", en="no lamp lights it"),
            )
            continue
        lamp = site.light.lamps(0)[worst.lamp]
        spot = site.plan.by_id[lamp.id]
        yield Measurement(
            subjects=(walk.id, lamp.id),
            value=max(0.0, 1.0 - worst.left.average_lx / whole),
            where=walk.area,
            witness=(
                Witness(
                    kind=WitnessKind.POINT,
                    shape=Point(lamp.x_m, lamp.y_m),
                    label=same(spot.label or lamp.id),
                ),
            ),
            field=field_of(grid, e_lx, "lx"),
            note=Text(
                ko="꺼진 뒤 평균 {mean} lx, 최소 {low} lx",
                en="then {mean} lx on average, {low} lx at least",
            ).fill(mean=f"{worst.left.average_lx:.2f}", low=f"{worst.left.lowest_lx:.2f}"),
        )
