"""LGT507 to 509, 511 and 520 again: light on walks, between places, and on bays in the open."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.cells import EDGE_M, FEWEST_CELLS, cells_of
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import Light
from cpted_rules.verify.light import DARK_LX
from cpted_rules.verify.lit import FEWEST, Place
from cpted_rules.verify.regions import covered
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.shapes import Shape, Spot, apart_m, boxed, gap_m
from cpted_rules.verify.texts import A_FIELD, SPOT, WORST
from cpted_rules.verify.witnesses import count_differs, kinds_differ, number_differs

ROUND_LX = 0.0005
"""Fields are rounded to 0.001 lx."""
LAMP_SHARE = 0.01
"""Shares of light may be off by so much: two illuminances by half a per cent each."""
PLACES = ("playground", "exercise", "rest", "parking_lane", "parking_passage", "parking_entry")
BESIDE_M = 0.5


class Part(Place):
    """Ground of which fewer cells are measured again, where much else is."""

    def most(self) -> int:
        """How many cells are measured again at most."""
        return max(FEWEST, super().most() // 4)


def place_of(
    case: Case, light: Light, areas: Sequence[Shape], *, kind: type[Place] = Place
) -> Place:
    """Ground outdoors on which light is measured again."""
    return kind(
        case=case, light=light, region=covered(areas), box=boxed(areas), stage=0,
        step_m=case.settings["grid_m"], z_m=0.0, edge_m=EDGE_M,
    )  # fmt: skip


def dark(light: Light, areas: Sequence[Shape]) -> bool:
    """Whether photometry or a mounting height of lamps near some ground is lacking."""
    return light.lacking(0, lambda at: min(gap_m(area, *at) for area in areas), heights=True)


def averages(case: Case, light: Light, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT507: the average illuminance on each walk."""
    for walk in case.drawn.walks:
        place = place_of(case, light, [walk.area])
        again = None if dark(light, [walk.area]) else partial(_average, place)
        yield Expected(subjects=(walk.id,), storey=0, measure=again, where=walk.area)


def _average(place: Place, finding: Finding) -> Measured:
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding)
    cells = finding.field.cells() if finding.field else {}
    value = sum(cells.values()) / max(1, len(cells))
    return Measured(
        low=value - ROUND_LX, high=value + ROUND_LX, differences=tuple(differences),
        cells_on=on, cells_of=len(cells),
    )  # fmt: skip


def minima(case: Case, light: Light, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT508: the lowest illuminance on each walk."""
    yield from _walks(case, light, "lowest")


def uniformities(
    case: Case, light: Light, _parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """LGT509: the lowest over the average illuminance on each walk."""
    yield from _walks(case, light, "uniformity")


def _walks(case: Case, light: Light, what: str) -> Iterator[Expected]:
    for walk in case.drawn.walks:
        place = place_of(case, light, [walk.area])
        again = None if dark(light, [walk.area]) else partial(_level, place, what)
        yield Expected(subjects=(walk.id,), storey=0, measure=again)


def open_bays(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT520: the average or lowest illuminance on the bays and lanes in the open."""
    if 0 in case.parking_storeys:
        ids, areas = case.parking_floor(0)
        place = place_of(case, light, areas)
        again = partial(_level, place, str(parameters["statistic"]))
        yield Expected(subjects=ids, storey=0, measure=None if dark(light, areas) else again)


def _level(place: Place, what: str, finding: Finding) -> Measured:
    """The lowest cell, as its witness says, and what is asked of all of them."""
    cells = finding.field.cells() if finding.field else {}
    if not cells:
        return Measured(low=0, high=0, differences=(A_FIELD,))
    at = min(cells, key=lambda cell: cells[cell])
    lowest, mean = cells[at], sum(cells.values()) / len(cells)
    differences, on = place.field(finding.field, (at,))
    differences += kinds_differ(finding, "point")
    differences += count_differs(finding, 1)
    for witness in finding.witness:
        spot = witness.shape.spots[0]
        cell = min(cells, key=lambda c: abs(c[0] - spot[0]) + abs(c[1] - spot[1]))
        off = max(abs(cell[0] - spot[0]), abs(cell[1] - spot[1])) > 0.002
        if off or abs(cells[cell] - lowest) > 2 * ROUND_LX + 1e-4:
            found = f"{lowest:g} lx"
            differences.append(Difference(what=SPOT, stated=witness.label, found=found, where=spot))
        differences += number_differs(witness, lowest)
    low, high = {
        "lowest": (lowest - ROUND_LX, lowest + ROUND_LX),
        "average": (mean - ROUND_LX, mean + ROUND_LX),
        "uniformity": (
            max(0.0, lowest - ROUND_LX) / (mean + ROUND_LX),
            (lowest + ROUND_LX) / max(mean - ROUND_LX, ROUND_LX) if mean > 0 else 0.0,
        ),
    }[what]
    return Measured(
        low=low, high=high, differences=tuple(differences), cells_on=on, cells_of=len(cells)
    )


def steps(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT511: the average light of a neighbouring place over that of each darker one.

    Which places are the darker ones of two is taken from the findings, and put to the plan.
    """
    drawn = case.drawn
    places = {walk.id: walk.area for walk in drawn.walks}
    places |= {road.id: road.area for road in drawn.roads if not road.public}
    places |= {zone.id: zone.area for zone in case.zones(*PLACES, storey=0)}
    storeys = {e.id: e.storey for e in (*drawn.walks, *drawn.roads, *drawn.zones)}
    lacking = {id for id, area in sorted(places.items()) if dark(light, [area])}
    for id in sorted(lacking):
        yield Expected(subjects=(id,), storey=storeys[id], measure=None)
    for finding in case.stated("LGT511", parameters):
        if finding.measured is None or len(finding.ids) != 2:
            continue
        pair = [places.get(id) for id in finding.ids]
        if pair[0] is None or pair[1] is None or lacking & set(finding.ids):
            continue
        yield Expected(
            subjects=finding.ids,
            storey=storeys[finding.ids[0]],
            measure=partial(_step, case, light, pair[0], pair[1]),
            where=pair[0],
        )


def _step(case: Case, light: Light, darker: Shape, brighter: Shape, finding: Finding) -> Measured:
    place = place_of(case, light, [darker, brighter], kind=Part)
    differences, on = place.field(finding.field)
    differences += kinds_differ(finding, "coverage")
    differences += count_differs(finding, 2)
    cells = finding.field.cells() if finding.field else {}
    if apart_m(darker, brighter) > BESIDE_M + 0.002:
        differences.append(Difference(what=SPOT, stated="neighbours", found="further apart"))
    means = [_mean_of(case, light, area, cells) for area in (darker, brighter)]
    for witness, mean in zip(finding.witness, means, strict=False):
        slack = 0.006 + 0.005 * mean[1] + mean[1] - mean[0]
        if abs(float(witness.label.split()[0]) - (mean[0] + mean[1]) / 2) > slack:
            said = f"{mean[0]:.2f} lx"
            differences.append(Difference(what=SPOT, stated=witness.label, found=said))
    (a_low, a_high), (b_low, b_high) = ([max(m, DARK_LX) for m in mean] for mean in means)
    return Measured(
        low=b_low / a_high, high=b_high / a_low, differences=tuple(differences),
        cells_on=on, cells_of=len(cells), reason=WORST,
    )  # fmt: skip


def _mean_of(
    case: Case, light: Light, area: Shape, stated: Mapping[Spot, float]
) -> tuple[float, float]:
    """The least and most that the average of an area may be; small ones are measured again."""
    place = place_of(case, light, [area])
    if area.area_m2 > 1.03 * FEWEST_CELLS * place.step_m**2:  # of the same raster
        depths = {at: place.region(*at) for at in stated}
        sure = [stated[at] for at, depth in depths.items() if depth > EDGE_M]
        edge = [stated[at] for at, depth in depths.items() if abs(depth) <= EDGE_M]
    else:
        cells = cells_of(place.region, place.box, place.step_m)
        sure, edge = [place.lx(at) for at in cells.sure], [place.lx(at) for at in cells.maybe]
    if not sure:
        raise CannotRecheckError(_THIN)
    means = [sum(sure) / len(sure), (sum(sure) + sum(edge)) / (len(sure) + len(edge))]
    return min(means) - ROUND_LX, max(means) + ROUND_LX


_THIN = Text(ko="칸 중심이 하나도 들지 않는 좁은 영역", en="an area too thin for any cell's centre")
