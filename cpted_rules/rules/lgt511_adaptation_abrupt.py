"""LGT511: a step from a bright place into a dark one."""

from collections.abc import Iterator

from shapely import union_all

from cpted_rules.analysis.light.adaptation import DARK_LX, Step, steps
from cpted_rules.plan import Road, SheetKind, Walk, Zone, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of

PLACES = (
    ZoneKind.PLAYGROUND,
    ZoneKind.EXERCISE,
    ZoneKind.REST,
    ZoneKind.PARKING_LANE,
    ZoneKind.PARKING_PASSAGE,
    ZoneKind.PARKING_ENTRY,
)
Place = Walk | Road | Zone


@rule(
    "LGT511",
    title=Text(ko="밝은 곳과 어두운 곳의 급변", en="Step from bright to dark"),
    measures=Text(
        ko="맞닿은 장소의 평균 조도에 대한 비(밝은 쪽/어두운 쪽)",
        en="average light of a neighbouring place over that of this one",
    ),
    says=Text(
        ko="{subject}의 이웃한 장소가 {value}로 더 밝음",
        en="the place beside {subject} is brighter by {value}",
    ),
    unit="ratio",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.SITE_PLAN,)),
)
def adaptation_abrupt(site: Site) -> Iterator[Measurement]:
    """Average light of the brightest neighbouring place over that of a place outdoors. [ratio]

    Why: whoever steps out of bright light sees nobody in the dark for a while, but is well seen.
    How: walks, roads inside the site, playgrounds, places of exercise and rest, and parking in the
        open, each with its average illuminance on the ground; neighbours lie within 0.5 m of one
        another. One value for each place that is the darker one of two. Darker than 0.01 lx counts
        as 0.01 lx. Direct light only.
    Lacking: outdoor lamps, or the photometry or mounting height of one near the place.
    """
    places: list[Place] = [
        *site.plan.walks,
        *(road for road in site.plan.roads if not road.public),
        *(zone for zone in site.zones(*PLACES, storey=0)),
    ]
    lit, averages = [], []
    for place in sorted(places, key=lambda p: p.id):
        light = site.light.outdoors(place.area)
        if isinstance(light, Text):
            yield Measurement(
                subjects=(place.id,),
                value=None,
                where=place.area,
                storey=place.storey,
                lacking=light,
                lacking_sheet=SheetKind.OUTDOOR_LIGHTING,
            )
        else:
            lit.append(place)
            averages.append(float(light[1].mean()))
    worst: dict[int, Step] = {}
    for step in steps([place.area for place in lit], averages):
        worst.setdefault(step.darker, step)
    for darker, step in sorted(worst.items()):
        yield _measured(site, (lit[darker], lit[step.brighter]), averages, step)


def _measured(
    site: Site, pair: tuple[Place, Place], averages: list[float], step: Step
) -> Measurement:
    both = [
        (place, averages[n]) for place, n in zip(pair, (step.darker, step.brighter), strict=True)
    ]
    light = site.light.outdoors(union_all([place.area for place in pair]))
    return Measurement(
        subjects=tuple(place.id for place in pair),
        value=step.ratio,
        where=pair[0].area,
        storey=pair[0].storey,
        witness=tuple(
            Witness(kind=WitnessKind.COVERAGE, shape=place.area, label=same(f"{e_lx:.2f} lx"))
            for place, e_lx in both
        ),
        field=None if isinstance(light, Text) else field_of(*light, "lx"),
        note=Text(
            ko="{low} lx 미만은 {low} lx로 봄", en="darker than {low} lx counts as {low} lx"
        ).fill(low=f"{DARK_LX:g}")
        if averages[step.darker] < DARK_LX
        else None,
    )
