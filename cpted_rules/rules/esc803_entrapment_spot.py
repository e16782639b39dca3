"""ESC803: places in which somebody can be trapped unseen."""

from collections.abc import Iterator

from cpted_rules.plan import OpeningKind, Serves, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "ESC803",
    title=Text(ko="갇히기 쉬운 곳", en="Entrapment spot"),
    measures=Text(
        ko="벗어날 길이 하나뿐이고 둘러싸여 있으며 보는 눈이 적은 보행 공간의 면적",
        en="area of walkable ground with one way out at most, closed in and seen by too few",
    ),
    says=Text(
        ko="갇히기 쉬운 보행 공간 {value}", en="{value} of walkable ground where one can be trapped"
    ),
    unit="m2",
    needs=((SheetKind.SITE_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def entrapment_spot(
    site: Site, *, within_m: float, at_least_watchers: float
) -> Iterator[Measurement]:
    """Area of walkable ground where somebody can be trapped unseen. [m2]

    Why: where one cannot flee, is closed in and not seen, an attacker has all the time he needs.
    How: cells of the walkable ground outdoors with at most one way out (as in ESC802), three
        quarters or more of the horizon closed within 5 m by what is higher than 1.2 m, and fewer
        than `at_least_watchers` windows, entrances, guards or places on public roads within
        `within_m` that see a face there. One value for the site.
    Lacking: windows; without any drawn nothing can be said of who looks out.
    """
    walks = tuple(walk.id for walk in site.plan.walks if walk.storey in (0, 1))
    if not walks or site.walk.network(0).area.is_empty:
        return
    windows = site.openings(Serves.DWELLING, Serves.SHOP, kind=OpeningKind.WINDOW)
    area = site.walk.network(0).area
    if not windows:
        yield Measurement(
            subjects=walks,
            value=None,
            where=area,
            lacking=Text(ko="창호의 위치", en="where the windows are"),
            lacking_sheet=SheetKind.FLOOR_PLAN,
        )
        return
    watchers = site.walk.watchers(within_m=within_m)
    traps = site.walk.traps(0, watchers, fewest_watchers=at_least_watchers)
    yield Measurement(
        subjects=walks,
        value=float(sum(trap.area.area for trap in traps)),
        where=area,
        witness=tuple(
            Witness(
                kind=WitnessKind.UNSEEN_AREA,
                shape=trap.area,
                label=same(f"{trap.area.area:.1f} m²"),
            )
            for trap in traps
        ),
    )
