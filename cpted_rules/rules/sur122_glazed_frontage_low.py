"""SUR122: how much of a shop front is glass."""

from collections.abc import Iterator

import shapely

from cpted_rules.analysis.scene.faces import Face, Span, faces_of, holding, looking_onto, without
from cpted_rules.plan import Building, Opening, OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

GLASS = (Serves.SHOP, Serves.BUILDING_ENTRANCE)
"""Doors that are glass as a rule."""


@rule(
    "SUR122",
    title=Text(ko="가로에 닫힌 점포 전면", en="Shop front with little glass"),
    measures=Text(
        ko="도로·보행로에 면한 점포 전면 중 눈높이 유리의 비율",
        en="share of a shop front facing road or walk that is glass at eye level",
    ),
    says=Text(
        ko="{subject}: 점포 전면의 {value}가 유리",
        en="{subject}: {value} of the shop front is glass",
    ),
    unit="share",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def glazed_frontage_low(
    site: Site, *, within_m: float, low_m: float, high_m: float
) -> Iterator[Measurement]:
    """Share of a shop front facing road or walk that is glass at eye level. [share]

    Why: through a glazed front shop and street watch each other.
    How: of a building, its straight faces with an opening of a shop in them, as far as a public
        road or a walk lies straight before them within `within_m`; the part of them from `low_m` to
        `high_m` above the floor that is window, or door of a shop or building, by sill and head.
        Shutters are no glass.
    Lacking: sill or head of a window.
    """
    plan = site.plan
    ways = shapely.union_all(
        [r.area for r in plan.roads if r.public] + [w.area for w in plan.walks]
    )
    ground = [o for o in plan.openings if o.storey in (0, 1)]
    shops = [o.line for o in ground if o.serves is Serves.SHOP]
    glass = [
        o
        for o in ground
        if o.kind is OpeningKind.WINDOW or (o.kind is OpeningKind.DOOR and o.serves in GLASS)
    ]
    for building in plan.buildings:
        if building.neighbour:
            continue
        fronts = [
            (face, spans)
            for face in faces_of(building.area)
            if holding(face, shops) and (spans := looking_onto(face, ways, within_m=within_m))
        ]
        if fronts:
            yield _measured(site, building, fronts, glass, low_m, high_m)


def _measured(
    site: Site,
    building: Building,
    fronts: list[tuple[Face, list[Span]]],
    glass: list[Opening],
    low_m: float,
    high_m: float,
) -> Measurement:
    held = [
        (face, part, opening)
        for face, spans in fronts
        for opening in glass
        for part in _both(holding(face, [opening.line]), spans)
    ]
    unknown = [
        o for _, _, o in held if o.kind is OpeningKind.WINDOW and None in (o.sill_m, o.head_m)
    ]
    if unknown:
        return Measurement(
            subjects=(building.id,),
            value=None,
            where=shapely.union_all([o.line for o in unknown]),
            lacking=Text(ko="점포 창의 창대·상부 높이", en="sill and head of the shop's windows"),
            lacking_sheet=SheetKind.OPENING_SCHEDULE,
        )
    length = sum(high - low for _, spans in fronts for low, high in spans)
    glazed = sum(
        (part[1] - part[0]) * _share(site, opening, low_m, high_m) for _, part, opening in held
    )
    return Measurement(
        subjects=(building.id,),
        value=min(glazed / length, 1.0),
        where=building.area,
        witness=tuple(
            Witness(
                kind=WitnessKind.GAP,
                shape=face.part(span),
                label=same(f"{span[1] - span[0]:.1f} m"),
            )
            for face, spans in fronts
            for span in spans
        ),
    )


def _both(spans: list[Span], others: list[Span]) -> list[Span]:
    """The parts that two lists of spans share."""
    return without(spans, without(spans, others))


def _share(site: Site, opening: Opening, low_m: float, high_m: float) -> float:
    """Share of a band of heights that an opening takes up."""
    sill, head = site.heights_m(opening)
    return max(min(head, high_m) - max(sill, low_m), 0.0) / (high_m - low_m)
