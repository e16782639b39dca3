"""SUR118: how much of the height of a window planting before it hides."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from cpted_rules.plan import BarrierKind, Opening, OpeningKind, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plant:
    """What stands from one height to another; None where that is not drawn."""

    id: str
    shape: BaseGeometry
    base_m: float | None
    top_m: float | None


@rule(
    "SUR118",
    title=Text(ko="창을 가리는 식재", en="Planting before a window"),
    measures=Text(
        ko="창 바로 앞 식재가 가리는 창의 높이(창대에서 상부까지 중)",
        en="height of a window, between sill and head, that planting right before it hides",
    ),
    says=Text(
        ko="{subject}: 앞의 식재가 창 높이 {value}를 가림",
        en="{subject}: planting before it hides {value} of its height",
    ),
    unit="m",
    needs=(
        (SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),
        (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION),
    ),
)
def planting_before_window(
    site: Site, *, within_m: float, up_to_storey: float
) -> Iterator[Measurement]:
    """Height of a window that planting right before it hides. [m]

    Why: behind planting before a window somebody works on it unseen, and nobody looks out.
    How: of each window of storeys 0 to `up_to_storey`: shrubs, hedges and crowns in the strip as
        wide as the window and `within_m` deep before it; of the height from sill to head that which
        the plant covering most stands before. Windows without planting before them are left out.
    Lacking: heights of the planting, or the clear trunk of a tree.
    """
    plants = list(_plants(site))
    for window in site.plan.openings:
        if window.kind is not OpeningKind.WINDOW or not 0 <= window.storey <= up_to_storey:
            continue
        before = _strip(site, window, within_m)
        found = [] if before is None else [p for p in plants if p.shape.intersects(before)]
        if found:
            yield _measured(site, window, found)


def _plants(site: Site) -> Iterator[_Plant]:
    plan = site.plan
    for bed in plan.shrubs:
        yield _Plant(id=bed.id, shape=bed.area, base_m=0.0, top_m=bed.height_m)
    for hedge in plan.barriers:
        if hedge.kind is BarrierKind.HEDGE:
            yield _Plant(id=hedge.id, shape=hedge.line, base_m=hedge.base_m, top_m=hedge.top_m)
    for tree in plan.trees:
        radius = tree.crown_radius_m
        reach = site.settings.tree_crown_radius_m if radius is None else radius
        top = None if radius is None else tree.height_m
        crown = tree.at.buffer(reach) if reach > 0 else tree.at
        yield _Plant(id=tree.id, shape=crown, base_m=tree.crown_base_m, top_m=top)


def _strip(site: Site, window: Opening, within_m: float) -> Polygon | None:
    """The ground right before a window; None where it cannot be told."""
    front, facing = site.before(window), site.facing(window)
    if front is None or facing is None:
        return None
    (dx, dy), half = facing, window.line.length / 2
    corners = ((-half, 0.0), (half, 0.0), (half, within_m), (-half, within_m))
    return Polygon([(front.x + a * dy + f * dx, front.y - a * dx + f * dy) for a, f in corners])


def _measured(site: Site, window: Opening, found: list[_Plant]) -> Measurement:
    floor = site.elevation_m(window.storey)
    sill, head = (floor + height for height in site.heights_m(window))
    unknown = [plant for plant in found if None in (plant.base_m, plant.top_m)]
    hidden = [(_hidden_m(plant, sill, head), plant) for plant in found if plant not in unknown]
    value, most = max(hidden, key=lambda h: (round(h[0], 6), h[1].id), default=(0.0, found[0]))
    named = unknown[0] if unknown else most
    gap = round(float(named.shape.distance(window.line)), 6)
    sides = (gap_line(named.shape, window.line, gap),) if gap > 0 else ()
    return Measurement(
        subjects=(window.id, named.id),
        value=None if unknown else value,
        where=window.line,
        storey=window.storey,
        witness=() if unknown else sides,
        lacking=_HEIGHT if unknown else None,
        lacking_sheet=SheetKind.PLANTING_PLAN if unknown else None,
        note=_SILL.fill(sill=f"{sill:.1f}", head=f"{head:.1f}")
        if None in (window.sill_m, window.head_m)
        else None,
    )


def _hidden_m(plant: _Plant, sill_m: float, head_m: float) -> float:
    low, high = max(plant.base_m or 0.0, sill_m), min(plant.top_m or 0.0, head_m)
    return max(high - low, 0.0)


_HEIGHT = Text(
    ko="식재 높이(H)·수관폭(W)·지하고", en="height, crown width and clear trunk of planting"
)
_SILL = Text(
    ko="창 높이 미표기: 창대 {sill} m, 상부 {head} m로 가정",
    en="heights of the window not drawn: sill taken as {sill} m, head as {head} m",
)
