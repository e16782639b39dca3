"""Ways in beside what a finding measured: as long as they say, from a street, through nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.given import Finding, Witness
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import points_along
from cpted_rules.verify.shapes import depth_m, edge_gap_m, gap_m
from cpted_rules.verify.witnesses import NEAR_M, NUMBER, number_differs

WAY, BARE = "approach", "unseen_stretch"
ENDS_M = 3.0
"""A way ends in the cell before its door, and no further from it than this."""
SHARE = 0.02
"""How far off the share written may be: of roundings to a per cent and to a metre."""


def without_ways(finding: Finding) -> tuple[Finding, tuple[Witness, ...]]:
    """A finding as its rule measured it, and the ways in that were put beside it."""
    ways = tuple(w for w in finding.witness if w.kind in (WAY, BARE))
    kept = tuple(w for w in finding.witness if w.kind not in (WAY, BARE))
    return replace(finding, witness=kept), ways


def ways_differ(finding: Finding, case: Case, ways: Sequence[Witness]) -> Iterator[Difference]:
    """What is wrong with the ways in of a finding; that no other is seen less is not asked."""
    lines = [w for w in ways if w.kind == WAY]
    bare = [w for w in ways if w.kind == BARE]
    if len(lines) != 1 or len(bare) > 1:
        yield Difference(what=_WAY, stated=f"{len(lines)} and {len(bare)}", found="one, and one")
        return
    way = lines[0]
    yield from number_differs(way, way.shape.length_m)
    yield from _ends(finding, case, way)
    for at, _ in points_along(way.shape):
        for building in case.drawn.buildings:
            if building.base_m <= 0 and depth_m(building.area, *at) > NEAR_M:
                yield Difference(what=_WAY, stated="clear", found=building.id, where=at)
                return
    for one in bare:
        yield from number_differs(one, one.shape.length_m)
        off = [at for at, _ in points_along(one.shape) if _gap_m(way, *at) > NEAR_M]
        if off:
            yield Difference(what=_WAY, stated="on the way", found="beside it", where=off[0])
    unseen = sum(one.shape.length_m for one in bare)
    share = 1.0 - unseen / way.shape.length_m if way.shape.length_m > 0 else 1.0
    stated = [float(number) / 100 for number in NUMBER.findall(way.label)[1:]]
    if len(stated) != 1 or abs(stated[0] - share) > SHARE:
        yield Difference(what=_SHARE, stated=way.label, found=f"{share * 100:.0f} %")


def _ends(finding: Finding, case: Case, way: Witness) -> Iterator[Difference]:
    """Where it begins, and, where the finding is about one door, where it ends."""
    start, end = way.shape.spots[0], way.shape.spots[-1]
    streets = [road.area for road in case.drawn.roads if road.public]
    if streets and min(gap_m(street, *start) for street in streets) > NEAR_M:
        yield Difference(what=_WAY, stated="from a street", found="elsewhere", where=start)
    doors = [o.line for o in case.drawn.openings if o.id in finding.ids]
    if len(doors) == 1 and gap_m(doors[0], *end) > ENDS_M:
        yield Difference(what=_WAY, stated="to the door", found="elsewhere", where=end)


def _gap_m(way: Witness, x: float, y: float) -> float:
    return min(edge_gap_m(edge, x, y) for edge in way.shape.edges)


PARTLY = Text(
    ko="접근로는 길이·양 끝·지나는 곳만 확인; 더 눈에 띄지 않는 길이 없는지는 다시 구하지 않음",
    en="of the way in only its length, ends and course; that no other is seen less is not asked",
)
_WAY = Text(ko="접근로", en="way in")
_SHARE = Text(ko="접근로가 보이는 비율", en="share of a way in that is seen")
