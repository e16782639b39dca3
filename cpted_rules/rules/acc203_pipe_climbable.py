"""ACC203: whether pipes and equipment on outer walls are guarded against climbing."""

from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.analysis.climb.guards import guarded_up_to
from cpted_rules.plan import Fixture, FixtureKind, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text

CLIMBED = (FixtureKind.GAS_PIPE, FixtureKind.DOWNPIPE, FixtureKind.AC_UNIT)


@rule(
    "ACC203",
    title=Text(ko="타고 오를 수 있는 배관·설비", en="Pipe that can be climbed"),
    measures=Text(
        ko="지표면에서 지상 2층까지 오름 방지가 되어 있는지",
        en="whether it is guarded against climbing from the ground to the 2nd floor",
    ),
    says=Text(ko="{subject} 오름 방지: {value}", en="{subject}, guarded against climbing: {value}"),
    unit="yes",
    needs=((SheetKind.ELEVATION, SheetKind.PIPE_PLAN, SheetKind.SITE_PLAN, SheetKind.FLOOR_PLAN),),
)
def pipe_climbable(site: Site) -> Iterator[Measurement]:
    """Whether a pipe or unit on an outer wall is guarded up to the ceiling of the 2nd floor. [yes]

    Why: a gas pipe beside a window is a ladder.
    How: guarded if stated embedded, or covered up to that height or to the top of the pipe; not
        guarded if stated exposed or without any. A pipe that begins above it cannot be climbed
        from the ground. Heights by the storeys declared, else by the default storey height. The
        way down from the roof is not measured; the note says so for pipes that reach it.
    Lacking: protection as stated, and how high a cover reaches; those of a kind count as one.
    """
    silent: dict[tuple[FixtureKind, bool], list[Fixture]] = {}
    for fixture in site.plan.fixtures:
        if fixture.kind not in CLIMBED:
            continue
        guarded = guarded_up_to(fixture, _second_ceiling_m(site))
        if guarded is None:
            silent.setdefault((fixture.kind, fixture.guard is None), []).append(fixture)
            continue
        yield Measurement(
            subjects=(fixture.id,),
            value=float(guarded),
            where=fixture.at,
            storey=fixture.storey,
            witness=(Witness(kind=WitnessKind.POINT, shape=fixture.at),),
            note=_note(site, fixture),
        )
    for (_, unstated), fixtures in sorted(silent.items()):
        yield Measurement(
            subjects=tuple(fixture.id for fixture in fixtures),
            value=None,
            where=MultiPoint([fixture.at for fixture in fixtures]),
            storey=fixtures[0].storey,
            lacking=Text(ko="배관·설비의 오름 방지 조치", en="protection of pipes against climbing")
            if unstated
            else Text(ko="오름 방지 덮개의 상단 높이", en="how high the cover of the pipe reaches"),
            lacking_sheet=SheetKind.ELEVATION,
        )


def _second_ceiling_m(site: Site) -> float:
    return site.elevation_m(2) + site.ceiling_m(2)


def _note(site: Site, fixture: Fixture) -> Text | None:
    """Of a cover: how high it reaches and must; of what reaches the roof: what was not measured."""
    ceiling = _second_ceiling_m(site)
    reach = fixture.guard_top_m
    said = Text(ko="2층 천장 높이 {c} m", en="ceiling of the 2nd floor at {c} m").fill(
        c=f"{ceiling:.1f}"
    )
    if reach is not None:
        said = Text(
            ko="덮개 상단 {g} m, 2층 천장 높이 {c} m",
            en="cover up to {g} m, ceiling of the 2nd floor at {c} m",
        ).fill(g=f"{reach:.1f}", c=f"{ceiling:.1f}")
    if fixture.top_m is None or fixture.top_m <= ceiling:
        return said
    return Text(
        ko="{said}; 옥상에서 최상층까지의 내려오기 방지는 따로 확인",
        en="{said}; the way down from the roof to be checked apart",
    ).fill(said=said)
