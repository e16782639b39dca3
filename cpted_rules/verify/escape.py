"""ESC801 to ESC803, ACC206 and ACC213 again: routes and places on the network of ways on foot.

The network itself is not made again: what is shown of it is put to the plan.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from math import cos, floor, hypot, pi, sin

from cpted_rules.text import Text
from cpted_rules.verify.along import walks
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Area
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers
from cpted_rules.verify.given import Finding, Parameter, Witness
from cpted_rules.verify.hemmed import standing
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.result import Difference
from cpted_rules.verify.routes import line_gap_m, points_along
from cpted_rules.verify.shapes import Shape, Spot, gap_m, inside
from cpted_rules.verify.witnesses import NEAR_M, kinds_differ, number_differs, size_differs

OUT_M = 3.5
"""Places that no way touches are linked to it over up to 5 m: so far from both is the middle."""
ROAD_M = 2.0
NARROWEST_M = 0.8
DOOR_M = 2.0
"""A route ends so near to the door or road that it leads to, or steps out in front of."""
BOUNDED_M, BOUNDED_SHARE, DIRECTIONS = 5.0, 0.75, 72
DOUBT_SHARE = 0.1
"""By so much boundedness told by single directions may be off."""
MOST_CELLS = 60
PLACES = ("playground", "exercise", "rest", "waste", "paving")
PARKING = ("parking_lane", "parking_passage", "parking_entry")

Again = Callable[[Finding], Measured]


def ways(case: Case) -> list[Shape]:
    """What is drawn at the ground to be walked on, with doors."""
    drawn = case.drawn
    return [
        *(w.area for w in walks(case)),
        *(r.area for r in drawn.roads if not r.public),
        *(
            z.area
            for z in case.zones(*PLACES, *PARKING, "lobby", "lift_lobby")
            if z.storey in (0, 1)
        ),
        *(bay.area for bay in drawn.bays if bay.storey in (0, 1)),
        *(b.area for b in drawn.buildings if b.base_m >= ROAD_M and not b.neighbour),
        *(o.line for o in drawn.openings if o.kind != "window" and o.storey in (0, 1)),
    ]


def _roads(case: Case) -> list[Shape]:
    return [road.area for road in case.drawn.roads if road.public]


def _claimed(case: Case, code: str, parameters: Mapping[str, Parameter]) -> list[Finding]:
    """What the file says a rule found, of the first clause that asks it so."""
    found = [
        f
        for f in case.given.findings
        if f.rule == code and dict(f.parameters) == dict(parameters) and f.subjects
    ]
    return [f for f in found if f.clause == found[0].clause]


def _as_claimed(
    claimed: Sequence[Finding], again: Again, *, known: bool = True
) -> Iterator[Expected]:
    for finding in claimed:
        yield Expected(
            subjects=finding.ids,
            storey=0,
            measure=None if finding.measured is None and not known else again,
        )


def dead_ends(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ESC801: how deep the dead ends shown are."""
    least_m = float(parameters["least_m"])
    for finding in _claimed(case, "ESC801", parameters):
        again = partial(_dead_end, case, least_m)
        known = finding.measured is not None
        yield Expected(subjects=finding.ids, storey=0, measure=again if known else None)


def _dead_end(case: Case, least_m: float, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "route")]
    value = finding.measured or 0.0
    shapes = [w.shape for w in finding.witness]
    if len(shapes) != 1:
        differences.append(Difference(what=_ROUTE, stated=str(len(shapes)), found="one route"))
    for witness in finding.witness:
        differences += _runs(case, witness)
        end = witness.shape.spots[-1]
        if min((gap_m(road, *end) for road in _roads(case)), default=1.0) == 0.0:
            differences.append(Difference(what=_ROUTE, stated="a dead end", found="a public road"))
    low = high = shapes[0].length_m if shapes else 0.0
    if value < least_m - NEAR_M:
        differences.append(Difference(what=_ROUTE, stated=f"{value:.2f}", found=f">= {least_m:g}"))
    slack = NEAR_M * (1 + sum(len(s.edges) for s in shapes))
    if abs(low - value) <= slack:
        low = high = value
    return Measured(low=low, high=high, differences=tuple(differences), reason=_NETWORK)


def _runs(case: Case, witness: Witness) -> Iterator[Difference]:
    """Whether a route leaves the ways, and whether its length is what is written beside it."""
    yield from number_differs(witness, witness.shape.length_m)
    own = ways(case)
    for at, _ in points_along(witness.shape):
        away = min(gap_m(way, *at) for way in own)
        if away > OUT_M:
            yield Difference(what=_ROUTE, stated="on a way", found=f"{away:.1f} m off", where=at)
            return


def routes(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ESC802: the routes out shown from the worst place of each walk."""
    by_id = {walk.id: walk for walk in walks(case)}
    for finding in _claimed(case, "ESC802", parameters):
        walk = by_id.get(finding.ids[0])
        known = finding.measured is not None and walk is not None
        again = partial(_routes, case, walk) if walk is not None else None
        yield Expected(subjects=finding.ids, storey=0, measure=again if known else None)


def _routes(case: Case, walk: Area, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "point", "route")]
    points = [w.shape.spots[0] for w in finding.witness if w.kind == "point"]
    lines = [w for w in finding.witness if w.kind == "route"]
    if len(points) != 1 or gap_m(walk.area, *points[0]) > 1.0 + NEAR_M:
        differences.append(Difference(what=_ROUTE, stated="a place", found="one on the walk"))
    staffed = [o.line for o in case.openings("guard_post", "shop") if o.storey in (0, 1)]
    for witness in lines:
        differences += _runs(case, witness)
        first, last = witness.shape.spots[0], witness.shape.spots[-1]
        if points and hypot(first[0] - points[0][0], first[1] - points[0][1]) > 2 * NEAR_M:
            differences.append(Difference(what=_ROUTE, stated="from the place", found="elsewhere"))
        safe = min((gap_m(s, *last) for s in (*_roads(case), *staffed)), default=DOOR_M + 1)
        if safe > DOOR_M + 1.0:
            differences.append(
                Difference(what=_ROUTE, stated="to safety", found=f"{safe:.1f} m off", where=last)
            )
    for one, other in combinations(lines, 2):
        differences += _share(one.shape, other.shape)
    value = float(len(lines))
    return Measured(low=value, high=value, differences=tuple(differences), reason=_NETWORK)


def _share(one: Shape, other: Shape) -> Iterator[Difference]:
    """Whether two routes run along one way."""
    together = 0
    for at, gone in points_along(one, 0.5):
        near = line_gap_m(other.edges, at) <= 0.01 and gone > 0.5
        together = together + 1 if near else 0
        if together >= 4:
            yield Difference(what=_ROUTE, stated="apart", found="along one way", where=at)
            return


def traps(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """ESC803: the area where somebody can be trapped."""
    windows = [o for o in case.openings("dwelling", "shop") if o.kind == "window"]
    again = partial(
        _traps,
        case,
        watchers,
        float(parameters["within_m"]),
        float(parameters["at_least_watchers"]),
    )
    if _claimed(case, "ESC803", parameters):
        ids = tuple(walk.id for walk in walks(case))
        yield Expected(subjects=ids, storey=0, measure=again if windows else None)


def _traps(
    case: Case, watchers: Watchers, within_m: float, fewest: float, finding: Finding
) -> Measured:
    case.ground_known()
    differences = [*kinds_differ(finding, "unseen_area")]
    crowd, solid, own = Crowd(watchers.everybody()), standing(case), ways(case)
    height = case.settings["eye_height_m"]
    for witness in finding.witness:
        differences += size_differs(witness)
        for at in _inner(witness.shape, case.settings["grid_m"]):
            target = case.stand(at, height, 0)
            least, _ = crowd.range(case.scene(0), target, within_m, int(fewest))
            closed = sum(
                _closed(solid, at, 2 * pi * n / DIRECTIONS) for n in range(DIRECTIONS)
            ) / DIRECTIONS  # fmt: skip
            off = min(gap_m(way, *at) for way in own)
            if least >= fewest or closed < BOUNDED_SHARE - DOUBT_SHARE or off > OUT_M:
                said = f"{least} watchers, {closed:.2f} closed in"
                differences.append(Difference(what=_CELL, stated="a trap", found=said, where=at))
    value = sum(witness.shape.area_m2 for witness in finding.witness)
    return Measured(low=value, high=value, differences=tuple(differences), reason=_NETWORK)


def _inner(shape: Shape, step_m: float) -> list[Spot]:
    """Centres of the cells of a raster that lie in an area, some of them."""
    west, south, east, north = shape.box
    found = [
        at
        for i in range(floor(west / step_m), floor(east / step_m) + 1)
        for j in range(floor(south / step_m), floor(north / step_m) + 1)
        for at in (((i + 0.5) * step_m, (j + 0.5) * step_m),)
        if inside(shape, *at)
    ]
    return found[:: max(1, len(found) // MOST_CELLS)]


def _closed(solid: Callable[[float, float], float], at: Spot, turn: float) -> bool:
    return any(
        solid(at[0] + away * cos(turn), at[1] + away * sin(turn)) >= -0.1
        for away in (0.1 * n for n in range(int(10 * BOUNDED_M) + 1))
    )


def entries(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC206: the places shown where one walks in from a public road."""
    drawn = case.drawn
    ids = tuple(b.id for b in drawn.boundaries) or tuple(w.id for w in drawn.walks)
    if _claimed(case, "ACC206", parameters):
        again = partial(_entries, case)
        yield Expected(subjects=ids, storey=0, measure=again if _roads(case) else None)


def _entries(case: Case, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    for witness in finding.witness:
        differences += number_differs(witness, witness.shape.length_m)
        spots = [at for at, _ in points_along(witness.shape)]
        away = max(min(gap_m(road, *at) for road in _roads(case)) for at in spots)
        if away > ROAD_M + 0.01 or witness.shape.length_m < NARROWEST_M - NEAR_M:
            said = f"{away:.2f} m off, {witness.shape.length_m:.2f} m wide"
            differences.append(
                Difference(what=_ROUTE, stated="an entry", found=said, where=spots[0])
            )
    value = float(len(finding.witness))
    return Measured(low=value, high=value, differences=tuple(differences), reason=_NETWORK)


def through(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC213: the ways shown through the site, as a share of pairs of entries."""
    if _claimed(case, "ACC213", parameters):
        ids = tuple(b.id for b in case.drawn.boundaries)
        again = partial(_through, case)
        yield Expected(subjects=ids, storey=0, measure=again if _roads(case) else None)


def _through(case: Case, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "route")]
    value, count = finding.measured or 0.0, len(finding.witness)
    for witness in finding.witness:
        differences += _runs(case, witness)
    pairs = round(count / value) if value > 0 else 0
    own = count / pairs if pairs else 0.0
    if count == 0 and value > 0:
        differences.append(Difference(what=_ROUTE, stated="none", found="ways through"))
    return Measured(low=own, high=own, differences=tuple(differences), reason=_NETWORK)


_ROUTE = Text(ko="증거의 경로", en="route shown")
_CELL = Text(ko="갇히기 쉬운 칸", en="cell of a trap")
_NETWORK = Text(
    ko="증거의 경로·위치만 도면과 대조; 보행 네트워크는 다시 만들지 않음",
    en="what is shown, put to the plan; the network on foot was not made again",
)
