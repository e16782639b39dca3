"""SUR123 to SUR125 again: what a guard post sees, and which homes see an entrance."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import cells_of
from cpted_rules.verify.drawn import Opening, Zone
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Eye, Watchers, before, facing
from cpted_rules.verify.fields import witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import Crowd
from cpted_rules.verify.masks import held_in
from cpted_rules.verify.regions import covered, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.seen import half, half_surely, leaf_of
from cpted_rules.verify.shapes import Box, Shape, Spot, along, apart_m, gap_m, middle_of, polygon
from cpted_rules.verify.witnesses import (
    NEAR_M,
    count_differs,
    kinds_differ,
    number_differs,
    sight_differs,
    size_differs,
)

OWN_M = 1.0
MOST_SHOWN = 5


def _posts(case: Case) -> list[Zone]:
    return [z for z in case.zones("guard_post") if z.storey in (0, 1)]


def _eyes(case: Case, watchers: Watchers, post: Zone) -> list[Eye]:
    """The guard at the windows of a post."""
    own = {
        o.id
        for o in case.openings("guard_post")
        if o.storey in (0, 1) and apart_m(o.line, post.area) <= OWN_M
    }
    return [eye for eye in watchers.everybody() if eye.id in own]


def views(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR123: the share of the entrances and playgrounds near a post that it sees."""
    within_m = float(parameters["within_m"])
    for post in _posts(case):
        spots = [at for at in _places(case, post) if gap_m(post.area, *at) <= within_m]
        if spots:
            eyes = _eyes(case, watchers, post)
            again = partial(_view, case, eyes, spots)
            yield Expected(
                subjects=(post.id,),
                storey=post.storey,
                measure=again if eyes else None,
                where=post.area,
            )


def _places(case: Case, post: Zone) -> Iterator[Spot]:
    for gate in case.openings("site_entrance"):
        if gate.storey in (0, 1) and gate.kind != "window":
            yield along(gate.line, 0.5)
    to = middle_of(post.area)
    for door in case.entrances:
        front, direction = before(case, door), facing(case, door)
        if front is not None and direction is not None:
            ahead = (to[0] - front[0]) * direction[0] + (to[1] - front[1]) * direction[1]
            if ahead > 0:
                yield front
    for zone in case.zones("parking_entry", "playground"):
        if zone.storey in (0, 1):
            yield middle_of(zone.area)


def _view(case: Case, eyes: Sequence[Eye], spots: Sequence[Spot], finding: Finding) -> Measured:
    case.ground_known()
    crowd, scene = Crowd(eyes), case.scene(0)
    height = case.settings["person_height_m"] / 2
    reach = 2 * case.settings["sight_limit_m"] + 1000.0
    targets = [case.stand(at, height, 0) for at in spots]
    ranges = [crowd.range(scene, target, reach, 1) for target in targets]
    low, high = (sum(r[n] for r in ranges) / len(ranges) for n in (0, 1))
    differences = [*kinds_differ(finding, "sight_line", "blocked_line")]
    seen = sum(w.kind == "sight_line" for w in finding.witness)
    if abs(seen / len(spots) - (finding.measured or 0.0)) > 1e-5:
        differences.append(Difference(what=_SHOWN, stated=str(seen), found=f"of {len(spots)}"))
    for witness in finding.witness:
        differences += sight_differs(witness, case, scene, eyes=eyes, targets=targets)
    stated = finding.measured or 0.0
    if low < high and low - 1e-6 <= stated <= high + 1e-6:
        low = high = stated
    return Measured(low=low, high=high, differences=tuple(differences))


def planting(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR124: the share of the ground a post would see that planting alone hides."""
    within_m = float(parameters["within_m"])
    drawn = case.drawn
    unknown: list[Shape] = [
        polygon([t.at, t.at, t.at])
        for t in drawn.trees
        if t.height_m is None or t.crown_base_m is None
    ]
    unknown += [s.area for s in drawn.shrubs if s.height_m is None]
    unknown += [b.line for b in drawn.barriers if b.kind == "hedge" and b.top_m is None]
    for post in _posts(case):
        eyes = _eyes(case, watchers, post)
        lacking = not eyes or any(apart_m(s, post.area) <= within_m for s in unknown)
        again = partial(_planting, case, eyes, post, within_m)
        yield Expected(
            subjects=(post.id,),
            storey=post.storey,
            measure=None if lacking else again,
            where=post.area,
        )


def _planting(
    case: Case, eyes: Sequence[Eye], post: Zone, within_m: float, finding: Finding
) -> Measured:
    case.ground_known()
    west, south, east, north = post.area.box
    box: Box = (west - within_m, south - within_m, east + within_m, north + within_m)
    square = polygon([box[:2], (box[2], box[1]), box[2:], (box[0], box[3])])
    region = without(covered([square]), case.closed(1))
    cells = cells_of(region, box, case.settings["grid_m"])
    hidden = held_in(witness_area(finding, "unseen_area"), cells)
    seen = held_in(witness_area(finding, "seen_area"), cells)
    crowd, height = Crowd(eyes), case.settings["person_height_m"] / 2
    differences = [*kinds_differ(finding, "seen_area", "unseen_area")]
    for at in cells.sure:
        target = case.stand(at, height, 0)
        bare = crowd.range(case.bare_scene, target, within_m, 1)
        now = crowd.range(case.scene(0), target, within_m, 1)
        may = {
            "hidden": bare[1] > 0 and now[0] == 0,
            "seen": now[1] > 0,
            "neither": bare[0] == 0,
        }
        said = "hidden" if hidden[at] else "seen" if seen[at] else "neither"
        if not may[said]:
            found = ", ".join(word for word, true in may.items() if true)
            differences.append(Difference(what=_CELL, stated=said, found=found, where=at))
            if len(differences) >= MOST_SHOWN:
                break
    for witness in finding.witness:
        differences += size_differs(witness)
    counts = [sum(held.values()) for held in (hidden, seen)]
    value = counts[0] / (sum(counts) or 1)
    edge = [sum(held[at] for at in cells.maybe) for held in (hidden, seen)]
    low = (counts[0] - edge[0]) / (sum(counts) or 1)
    high = (counts[0] + edge[1]) / (sum(counts) or 1)
    stated = finding.measured or 0.0
    if any(edge) and low <= stated <= high:
        value = stated
    return Measured(
        low=value,
        high=value,
        differences=tuple(differences),
        cells_on=len(cells.sure),
        cells_of=len(cells.sure),
    )


def entrances(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """SUR125: how many windows of dwellings see at least half of an entrance door."""
    within_m = float(parameters["within_m"])
    for door in case.entrances:
        front, direction = before(case, door), facing(case, door)
        known = None
        if front is not None and direction is not None and watchers.home_windows():
            known = partial(_windows, case, watchers, door, front, direction, within_m)
        yield Expected(subjects=(door.id,), storey=door.storey, measure=known, where=door.line)


def _windows(
    case: Case,
    watchers: Watchers,
    door: Opening,
    front: Spot,
    direction: Spot,
    within_m: float,
    finding: Finding,
) -> Measured:
    case.ground_known()
    points, scene = leaf_of(case, door, front), case.scene(0)
    shown = [w.shape.spots[0] for w in finding.witness]
    low = high = 0
    for eye in watchers.homes():
        dx, dy = front[0] - eye.at[0], front[1] - eye.at[1]
        sides = (-dx * direction[0] - dy * direction[1], dx * eye.faces[0] + dy * eye.faces[1])
        away = hypot(dx, dy)
        if away > within_m + NEAR_M or min(sides) < -NEAR_M:
            continue
        edge = away > within_m - NEAR_M or min(sides) <= NEAR_M
        stated = any(hypot(x - eye.at[0], y - eye.at[1]) <= 2 * NEAR_M for x, y in shown)
        if not edge and half(scene, eye.at, points) is stated:
            low, high = low + stated, high + stated
            continue
        least, most = half_surely(scene, eye.at, points)
        low, high = low + (least and not edge), high + most
    differences = [*kinds_differ(finding, "point")]
    differences += count_differs(finding, int(finding.measured or 0.0))
    for witness in finding.witness:
        x, y = witness.shape.spots[0]
        differences += number_differs(witness, hypot(x - front[0], y - front[1]))
        if not any(hypot(x - e.at[0], y - e.at[1]) <= 2 * NEAR_M for e in watchers.homes()):
            differences.append(Difference(what=_SHOWN, stated="a window", found="none there"))
    stated_count = finding.measured or 0.0
    if low < high and low <= stated_count <= high:
        low = high = int(stated_count)
    return Measured(low=float(low), high=float(high), differences=tuple(differences))


_SHOWN = Text(ko="증거에 보인 시선", en="looks shown")
_CELL = Text(ko="칸의 상태", en="state of a cell")
