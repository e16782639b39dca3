"""LGT516 and 519 again: what a walk loses with one lamp, and light that breaks off at a gate."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import EDGE_M, cells_of, sample
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.fields import mask_differs, witness_area
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import Lamp, Light, bare_lx
from cpted_rules.verify.light import CIRCLE_SHARE
from cpted_rules.verify.lit import Place
from cpted_rules.verify.lit_ways import LAMP_SHARE, ROUND_LX, dark, place_of
from cpted_rules.verify.look import shifted
from cpted_rules.verify.regions import both, covered, near, without
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, Spot, apart_m, gap_m
from cpted_rules.verify.texts import SPOT
from cpted_rules.verify.witnesses import count_differs, kinds_differ, size_differs

LOOKED_AT = 40
"""Cells at which a lamp is put to the one that is said to matter most."""


def failures(case: Case, light: Light, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT516: the share of a walk's average light that hangs on one lamp."""
    for walk in case.drawn.walks:
        place = place_of(case, light, [walk.area])
        again = None if dark(light, [walk.area]) else partial(_failure, place)
        yield Expected(subjects=(walk.id,), storey=0, measure=again, more=True, where=walk.area)


def _failure(place: Place, finding: Finding) -> Measured:
    differences, on = place.field(finding.field)
    cells = finding.field.cells() if finding.field else {}
    whole = sum(cells.values())
    lamp = next((x for x in place.light.lamps(0) if finding.ids[1:] == (x.id,)), None)
    if lamp is None or whole <= 0:
        return Measured(
            low=0.0, high=0.0, differences=tuple(differences), cells_on=on, cells_of=len(cells)
        )
    differences += kinds_differ(finding, "point")
    differences += count_differs(finding, 1)
    own = sum(_given(place, lamp, at) for at in cells)
    low = high = own / whole
    if abs((finding.measured or 0.0) - low) > LAMP_SHARE * low + ROUND_LX:
        both_ = [_given_range(place, lamp, at) for at in cells]
        low, high = sum(a for a, _ in both_) / whole, sum(b for _, b in both_) / whole
    some = sample(sorted(cells), LOOKED_AT)
    least = sum(_given(place, lamp, at) for at in some)
    for other in place.light.lamps(0):
        if other.id != lamp.id and _bare(place, other, some) > 1.1 * least + ROUND_LX:
            cost = sum(_given(place, other, at) for at in cells)
            if cost > own * (1 + 2 * LAMP_SHARE) + ROUND_LX * len(cells):
                differences.append(Difference(what=SPOT, stated=lamp.id, found=other.id))
                break
    slack = LAMP_SHARE * high + ROUND_LX * len(cells) / whole
    return Measured(
        low=max(0.0, low - slack), high=min(1.0, high + slack), differences=tuple(differences),
        cells_on=on, cells_of=len(cells),
    )  # fmt: skip


def _given(place: Place, lamp: Lamp, at: Spot) -> float:
    target = place.case.stand(at, 0.0, 0)
    bare = bare_lx(lamp, target)
    return bare * place.case.scene(0).through(lamp.at, target) if bare > 0 else 0.0


def _given_range(place: Place, lamp: Lamp, at: Spot) -> tuple[float, float]:
    target = place.case.stand(at, 0.0, 0)
    bare = bare_lx(lamp, target)
    if bare <= 0:
        return 0.0, 0.0
    shares = [place.case.scene(0).through(o, p) for o, p in shifted(lamp.at, target)]
    return bare * min(shares), bare * max(shares)


def _bare(place: Place, lamp: Lamp, cells: Sequence[Spot]) -> float:
    return sum(bare_lx(lamp, place.case.stand(at, 0.0, 0)) for at in cells)


def gates(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT519: the share of the ways around a site entrance lit without a break from it."""
    around_m, level_lx = float(parameters["around_m"]), float(parameters["level_lx"])
    found = case.openings("site_entrance")
    if not found:
        for boundary in case.drawn.boundaries:
            yield Expected(subjects=(boundary.id,), storey=0, measure=None)
    ways = [*(walk.area for walk in case.drawn.walks), *(road.area for road in case.drawn.roads)]
    for gate in found:
        west, south, east, north = gate.line.box
        region = both(near([gate.line], around_m), covered(ways), without(_all, case.closed(1)))
        place = Place(
            case=case, light=light, region=region,
            box=(west - around_m, south - around_m, east + around_m, north + around_m),
            stage=0, step_m=case.settings["grid_m"], z_m=0.0,
            edge_m=EDGE_M + CIRCLE_SHARE * around_m,
        )  # fmt: skip
        close = [way for way in ways if apart_m(way, gate.line) < around_m]
        lacking = not close or _dark_around(light, place)
        again = partial(_joined, place, gate.line, level_lx)
        yield Expected(
            subjects=(gate.id,), storey=gate.storey, measure=None if lacking else again,
            where=gate.line,
        )  # fmt: skip


def _all(_x: float, _y: float) -> float:
    return 100.0


def _dark_around(light: Light, place: Place) -> bool:
    laid = cells_of(place.region, place.box, place.step_m, edge_m=place.edge_m).all
    return light.lacking(
        0, lambda at: min(hypot(x - at[0], y - at[1]) for x, y in laid), heights=True
    )


def _joined(place: Place, gate: Shape, level_lx: float, finding: Finding) -> Measured:
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding, "shadow")
    field = finding.field
    if field is None:
        return Measured(low=0, high=0, differences=tuple(differences))
    cells = field.cells()
    least = _flooded(cells, field.step_m, gate, level_lx + 0.0006, field.step_m - 0.003)
    most = _flooded(cells, field.step_m, gate, level_lx - 0.0006, field.step_m + 0.003)
    sure = {at: at not in most for at in cells if (at in least) is (at in most)}
    shadow = witness_area(finding, "shadow")
    differences += mask_differs(
        shadow, field.step_m, sure, place.region, whole=len(cells), edge_m=place.edge_m
    )
    for witness in finding.witness:
        differences += size_differs(witness)
    total = max(1, len(cells))
    return Measured(
        low=len(least) / total, high=len(most) / total, differences=tuple(differences),
        cells_on=on, cells_of=len(cells),
    )  # fmt: skip


def _flooded(
    cells: Mapping[Spot, float], step_m: float, gate: Shape, level_lx: float, within_m: float
) -> set[Spot]:
    """The lit cells that hang together, side by side, with one so near to the gate."""
    lit = {
        (round(x / step_m - 0.5), round(y / step_m - 0.5)): (x, y)
        for (x, y), lx in cells.items()
        if lx >= level_lx
    }
    queue = [key for key, at in lit.items() if gap_m(gate, *at) <= within_m]
    found = set(queue)
    while queue:
        i, j = queue.pop()
        for other in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if other in lit and other not in found:
                found.add(other)
                queue.append(other)
    return {lit[key] for key in found}
