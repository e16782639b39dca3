"""ACC216: whether pipes and equipment keep anybody from coming down from the roof to a window."""

from collections.abc import Iterator
from math import inf

from shapely import MultiPoint

from cpted_rules.analysis.climb.guards import free_from_m
from cpted_rules.plan import Building, Fixture, FixtureKind, Opening, OpeningKind, SheetKind
from cpted_rules.rule import Measurement, Witness, rule
from cpted_rules.site import Site
from cpted_rules.text import Text
from cpted_rules.witness import gap_line

CLIMBED = (FixtureKind.GAS_PIPE, FixtureKind.DOWNPIPE, FixtureKind.AC_UNIT)
OWN_M = 2.0
"""A pipe or opening so near to a building is on it."""


@rule(
    "ACC216",
    title=Text(ko="옥상에서 타고 내려올 수 있는 배관·설비", en="Pipe to come down from the roof"),
    measures=Text(
        ko="옥상에서 최상층 창까지 배관·설비를 타고 내려올 수 없는지",
        en="whether nobody can come down a pipe or unit from the roof to a top-floor window",
    ),
    says=Text(
        ko="{subject} 옥상에서 내려오기 방지: {value}",
        en="{subject}, nobody can come down it from the roof: {value}",
    ),
    unit="yes",
    needs=((SheetKind.ELEVATION, SheetKind.PIPE_PLAN, SheetKind.SITE_PLAN, SheetKind.FLOOR_PLAN),),
    security_sensitive=True,
)
def roof_descent(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Whether nobody can come down a pipe or unit from the roof to a top-floor window. [yes]

    Why: from the roof a pipe leads to windows that nobody locks.
    How: a pipe or unit is kept from it if it is stated embedded, ends below the floor of the top
        storey, or has no window or door of the top storey within `within_m` in plan. One that
        states no guard, or a cover that ends below its top, and reaches the top storey near an
        opening is not. The top storey is that of the building's stated floors, else the highest
        drawn.
    Lacking: protection as stated, how high it reaches; openings of the top storey; those of a kind
        count as one.
    """
    silent: dict[tuple[FixtureKind, str], list[Fixture]] = {}
    for fixture in site.plan.fixtures:
        building = _building(site, fixture)
        if fixture.kind not in CLIMBED or building is None:
            continue
        top = _top_storey(site, building)
        openings = [o for o in _openings(site, building) if o.storey == top]
        near = min(
            ((round(o.line.distance(fixture.at), 6), o) for o in openings),
            key=lambda n: (n[0], n[1].id),
            default=None,
        )
        floor = site.elevation_m(top)
        if fixture.top_m is not None and fixture.top_m <= floor:
            yield _measured(fixture, 1.0, None, within_m)
            continue
        free = free_from_m(fixture)
        if free == inf:
            yield _measured(fixture, 1.0, None, within_m)
        elif near is None:
            silent.setdefault((fixture.kind, "openings"), []).append(fixture)
        elif near[0] > within_m:
            yield _measured(fixture, 1.0, near, within_m)
        elif free is None:
            silent.setdefault((fixture.kind, "guard"), []).append(fixture)
        else:
            guarded = fixture.top_m is not None and free >= fixture.top_m
            yield _measured(fixture, float(guarded), near, within_m)
    for (_, what), fixtures in sorted(silent.items()):
        yield Measurement(
            subjects=tuple(fixture.id for fixture in fixtures),
            value=None,
            where=MultiPoint([fixture.at for fixture in fixtures]),
            storey=fixtures[0].storey,
            lacking=_GUARD if what == "guard" else _OPENINGS,
            lacking_sheet=SheetKind.ELEVATION,
        )


def _building(site: Site, fixture: Fixture) -> Building | None:
    """The building a pipe is on; None where none is near."""
    near = [(round(b.area.distance(fixture.at), 3), b.id, b) for b in site.plan.buildings]
    gap, _, building = min(near, key=lambda n: n[:2], default=(inf, "", None))
    return building if gap <= OWN_M else None


def _openings(site: Site, building: Building) -> list[Opening]:
    """Windows and doors in the outside of a building."""
    return [
        o
        for o in site.plan.openings
        if o.kind in (OpeningKind.WINDOW, OpeningKind.DOOR)
        and (
            o.building == building.id
            if o.building is not None
            else o.line.distance(building.area) <= OWN_M
        )
    ]


def _top_storey(site: Site, building: Building) -> int:
    """The highest storey under the roof."""
    if building.floors is not None:
        return building.floors
    levels = [s.level for s in site.plan.storeys] + [o.storey for o in _openings(site, building)]
    return max(levels, default=1)


def _measured(
    fixture: Fixture, value: float, near: tuple[float, Opening] | None, within_m: float
) -> Measurement:
    witness: tuple[Witness, ...] = ()
    if near is not None and near[0] <= within_m:
        witness = (gap_line(fixture.at, near[1].line, near[0]),)
    return Measurement(
        subjects=(fixture.id,),
        value=value,
        where=fixture.at,
        storey=fixture.storey,
        witness=witness,
    )


_GUARD = Text(
    ko="배관·설비의 최상층 오름·내림 방지 조치", en="protection of pipes at the top storey"
)
_OPENINGS = Text(ko="최상층 창·문의 위치", en="windows and doors of the top storey")
