"""SUR108: a shop's counter that cannot be seen from the street."""

from collections.abc import Iterator

from shapely import union_all

from cpted_rules.analysis.scene.eyes import ground_eyes, together
from cpted_rules.plan import Serves, SheetKind, Zone, ZoneKind
from cpted_rules.rule import Measurement, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import area_witness, blocked_look


@rule(
    "SUR108",
    title=Text(ko="밖에서 보이지 않는 계산대", en="Counter hidden from outside"),
    measures=Text(
        ko="계산대 중 공공도로·보행로에서 보이는 비율",
        en="share of the counter visible from public road and walk",
    ),
    says=Text(
        ko="{subject}의 {value}가 밖에서 보임", en="{value} of {subject} is visible from outside"
    ),
    unit="share",
    needs=((SheetKind.FLOOR_PLAN,), (SheetKind.SITE_PLAN,)),
)
def counter_hidden(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Share of a shop's counter that is visible from the public way outside. [share]

    Why: a clerk whom passers-by can see is not robbed unseen.
    How: someone at eye height on each cell of the counter; seen if in sight within `within_m` of
        eyes on public roads and walks, through the shop's glass from sill to head, past walls.
        Shelves and posters are left out.
    Lacking: walls of the shop, its windows and doors, or public roads and walks.
    """
    eyes = together(
        [
            site.sight.street_eyes,
            *(
                ground_eyes(
                    walk.area,
                    walk.id,
                    step_m=2 * site.settings.grid_m,
                    z_m=site.settings.eye_height_m,
                    ground=site.terrain,
                )
                for walk in site.plan.walks
            ),
        ]
    )
    for counter in site.zones(ZoneKind.COUNTER):
        lacking = _lacking(site, counter) or (None if len(eyes) else _WAYS)
        if lacking is not None:
            yield Measurement(
                subjects=(counter.id,),
                value=None,
                where=counter.area,
                storey=counter.storey,
                lacking=lacking,
                lacking_sheet=SheetKind.FLOOR_PLAN,
            )
            continue
        stage = counter.storey or 1
        grid = site.grid(counter.area, storey=stage)
        height = site.elevation_m(stage) + site.settings.eye_height_m
        counts, _ = site.sight.census(eyes, grid, height, within_m=within_m, storey=stage)
        seen = counts > 0
        yield Measurement(
            subjects=(counter.id,),
            value=float(seen.mean()),
            where=counter.area,
            storey=counter.storey,
            witness=(
                *area_witness(WitnessKind.SEEN_AREA, grid.shape_of(seen)),
                *area_witness(WitnessKind.UNSEEN_AREA, grid.shape_of(~seen)),
                *blocked_look(site, eyes, grid, ~seen, z_m=height, within_m=within_m, storey=stage),
            ),
        )


_WAYS = Text(ko="공공도로·보행로의 위치", en="where public roads and walks are")


def _lacking(site: Site, counter: Zone) -> Text | None:
    """What the plan would have to show before the inside of the shop can be judged."""
    storey = counter.storey or 1
    walls = [wall.area for wall in site.plan.walls if wall.storey == storey]
    if not walls or not union_all(walls).envelope.intersects(counter.area):
        return Text(ko="점포의 벽체", en="walls of the shop")
    if not site.openings(Serves.SHOP, storey=storey):
        return Text(ko="점포의 창·출입문", en="windows and doors of the shop")
    return None
