"""CAM613: how far the worst place is from an emergency bell."""

from collections.abc import Iterator

from cpted_rules.plan import SheetKind, ZoneKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same

WAYS = (ZoneKind.PARKING_LANE, ZoneKind.PARKING_PASSAGE, ZoneKind.PARKING_ENTRY)


@rule(
    "CAM613",
    title=Text(ko="비상벨까지의 거리", en="Way to an emergency bell"),
    measures=Text(
        ko="가장 먼 곳에서 비상벨까지 걷는 거리", en="way on foot from the worst place to a bell"
    ),
    says=Text(
        ko="{place}에서 비상벨까지 가장 먼 보행거리가 {value}임",
        en="the worst place is {value} on foot from a bell, {place}",
    ),
    unit="m",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.PARKING_PLAN, SheetKind.FLOOR_PLAN)),
)
def bell_far(site: Site) -> Iterator[Measurement]:
    """Way on foot from the worst place of a parking storey to the nearest bell. [m]

    Why: the spacing of bells says how many there are; this says how far one has to run.
    How: storeys below or above the ground; walking distance over their lanes, passages, entrances
        and lift lobbies, on a raster in eight directions (up to 8 % longer than the
        straight way, never shorter); bells within 6 m of that ground are reached from it. Places
        that no way joins to a bell are told in the note.
    Lacking: bells, where the storey has none or none within reach.
    """
    for storey in sorted({zone.storey for zone in site.zones(*WAYS)} - {0, 1}):
        ways = site.zones(*WAYS, storey=storey)
        found = site.walk.to_bells(storey)
        longest, route = found.longest_m, found.longest_path()
        if longest is None:
            yield Measurement(
                subjects=(ways[0].id,),
                value=None,
                where=ways[0].area,
                storey=storey,
                lacking=Text(ko="이 층의 비상벨", en="bells on this storey"),
                lacking_sheet=SheetKind.SECURITY_PLAN,
            )
            continue
        away = found.cut_off_share
        cut = Text(
            ko="면적의 {share} %는 비상벨로 가는 길이 없음",
            en="no way leads to a bell from {share} %",
        ).fill(share=f"{100 * away:.0f}")
        said = [_RASTER, *([cut] if away > 0 else [])]
        yield Measurement(
            subjects=(ways[0].id,),
            value=round(longest, 3),
            where=route if route is not None else ways[0].area,
            storey=storey,
            witness=(Witness(kind=WitnessKind.ROUTE, shape=route, label=same(f"{longest:.1f} m")),)
            if route is not None
            else (),
            note=join(said, "; "),
        )


_RASTER = Text(
    ko="격자 위 보행거리(직선보다 최대 8 % 김)", en="on a raster, up to 8 % longer than straight"
)
