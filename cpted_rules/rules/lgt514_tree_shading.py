"""LGT514: light that planting takes from a walk once it has grown."""

from collections.abc import Iterator

import numpy as np
from shapely import Point

from cpted_rules.analysis.light.illuminance import horizontal_illuminance
from cpted_rules.plan import SheetKind, Walk
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same
from cpted_rules.witness import field_of

AROUND_M = 20.0
"""Trees and lamps further from a walk than this do not meet over it."""


@rule(
    "LGT514",
    title=Text(ko="수목에 의한 조명 가림", en="Light taken by trees"),
    measures=Text(
        ko="성목이 되었을 때 식재가 줄이는 보행로 평균 조도의 비율",
        en="share of the average light of a walk that planting takes when grown up",
    ),
    says=Text(
        ko="성목이 되면 {subject}의 평균 조도가 {value} 줄어듦",
        en="Grown up, planting takes {value} of the average light of {subject}",
    ),
    unit="share",
    needs=((SheetKind.OUTDOOR_LIGHTING,), (SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN)),
)
def tree_shading(site: Site) -> Iterator[Measurement]:
    """Share of a walk's average light that planting takes once its trees have grown. [share]

    Why: a lamp that lights the walk in the first year lights the leaves in the tenth.
    How: average illuminance on the cells of the walk without any planting, and with the trees
        grown by the factor of the settings, hedges and beds as drawn; one minus the second over
        the first. Only walks with a tree within 20 m. Direct light only. The field shows the
        light with the trees grown.
    Lacking: outdoor lamps, or the photometry or mounting height of one nearby; crown and height of
        a tree nearby.
    """
    lit = [w for w in site.plan.walks if any(_near(w, t.at) for t in site.plan.trees)]
    if not lit:
        return
    grown = type(site)(
        site.plan,
        site.facts,
        settings=site.settings,
        photometry=site.photometry,
        season=site.season,
        mature=True,
    )
    for walk in lit:
        lacking, sheet = _lacking(site, walk)
        if lacking is None:
            yield _measured(site, grown, walk)
        else:
            yield Measurement(
                subjects=(walk.id,),
                value=None,
                where=walk.area,
                lacking=lacking,
                lacking_sheet=sheet,
            )


def _near(walk: Walk, at: Point) -> bool:
    return bool(walk.area.distance(at) <= AROUND_M)


def _lacking(site: Site, walk: Walk) -> tuple[Text | None, SheetKind]:
    light = site.light.outdoors(walk.area)
    if isinstance(light, Text):
        return light, SheetKind.OUTDOOR_LIGHTING
    unknown = sum(
        t.height_m is None or t.crown_base_m is None or t.crown_radius_m is None
        for t in site.plan.trees
        if _near(walk, t.at)
    )
    words = Text(ko="수고·지하고·수관폭: {n}주", en="height, clear trunk and crown of {n} trees")
    return (words.fill(n=str(unknown)) if unknown else None), SheetKind.PLANTING_PLAN


def _measured(site: Site, grown: Site, walk: Walk) -> Measurement:
    grid = site.grid(walk.area)
    points = site.standing(grid.points, 0.0, 0)
    lamps = site.light.lamps(0)
    bare = horizontal_illuminance(site.sight.bare_scene, lamps, points)
    shaded = horizontal_illuminance(grown.sight.scene(0), lamps, points)
    before, after = float(bare.mean()), float(shaded.mean())
    value = 1.0 - after / before if before > 0 else 0.0
    loss = bare - shaded
    spot = grid.points[int(np.argmax(loss))]
    trees = [t for t in site.plan.trees if _near(walk, t.at)]
    nearest = min(trees, key=lambda t: (t.at.distance(Point(spot)), t.id))
    return Measurement(
        subjects=(walk.id,),
        value=float(np.clip(value, 0.0, 1.0)),
        where=walk.area,
        witness=(
            Witness(
                kind=WitnessKind.POINT, shape=nearest.at, label=same(nearest.label or nearest.id)
            ),
        ),
        field=field_of(grid, shaded, "lx"),
        note=Text(
            ko="평균 조도: 식재 없이 {before} lx, 성목 {after} lx (수고·수관폭 {factor}배로 가정)",
            en="on average {before} lx without planting, {after} lx with trees grown "
            "(taken as {factor} times as high and wide)",
        ).fill(
            before=f"{before:.2f}", after=f"{after:.2f}", factor=f"{site.settings.growth_factor:g}"
        ),
    )
