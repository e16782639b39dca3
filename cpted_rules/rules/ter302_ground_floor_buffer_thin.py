"""TER302: windows of ground-floor dwellings close to a path."""

from collections.abc import Iterator
from itertools import groupby

from cpted_rules.plan import Opening, Road, SheetKind, Walk
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line

GROUND_FLOOR = 1


@rule(
    "TER302",
    title=Text(ko="1층 세대 창과 보행로의 이격", en="Ground-floor windows and paths"),
    measures=Text(
        ko="1층 세대 창에서 보행로·도로까지의 가장 짧은 거리",
        en="shortest distance from a ground-floor dwelling window to a walk or road",
    ),
    says=Text(
        ko="{subject}에서 가장 가까운 보행로·도로까지 {value}임",
        en="the nearest walk or road is {value} from {subject}",
    ),
    unit="m",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def ground_floor_buffer_thin(site: Site) -> Iterator[Measurement]:
    """Shortest distance from a ground-floor dwelling window of a building to a path. [m]

    Why: a strip between path and window tells whose ground it is and keeps hands off the glass.
    How: windows of dwellings on the first storey; from each the straight distance on plan to the
        nearest walk or road; the closest window of each building counts.
    Lacking: walks and roads.
    """
    ways: list[Walk | Road] = [*site.plan.walks, *site.plan.roads]
    windows = [w for w in site.dwelling_windows if w.storey == GROUND_FLOOR]
    ordered = sorted(windows, key=lambda w: (w.building or "", w.id))
    for _, group in groupby(ordered, key=lambda w: w.building or ""):
        alike = tuple(group)
        if not ways:
            yield Measurement(
                subjects=(alike[0].id,),
                value=None,
                where=alike[0].line,
                storey=alike[0].storey,
                lacking=Text(ko="보행로·도로의 위치", en="where walks and roads are"),
                lacking_sheet=SheetKind.SITE_PLAN,
            )
            continue
        gap, _, _, window, way = min(
            (round(w.line.distance(way.area), 3), w.id, way.id, w, way)
            for w in alike
            for way in ways
        )
        yield _measured(window, way, gap)


def _measured(window: Opening, way: Walk | Road, gap: float) -> Measurement:
    return Measurement(
        subjects=(window.id, way.id),
        value=gap,
        where=window.line,
        storey=window.storey,
        witness=(gap_line(window.line, way.area, gap),),
    )
