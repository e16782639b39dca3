"""ACC211, ACC212, ACC215, ACC216 and ACC218 again: who gets in, and what keeps him out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import inf

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Building, Fixture, Opening, Zone
from cpted_rules.verify.expected import Expected, Measured, exactly
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, apart_m, gap_m
from cpted_rules.verify.stated import CLIMBED, COVERED, EMBEDDED, EXPOSED
from cpted_rules.verify.witnesses import NEAR_M, gap_differs, kinds_differ

DOOR_OWN_M = 1.0
PIPE_OWN_M = 2.0
RESERVED = {"women": ("여성", "가족", "WOMEN", "FAMILY")}


def dwellings(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC211: the dwellings of a building for each of its entrances."""
    buildings = [b for b in case.drawn.buildings if not b.neighbour]
    doors = [o for o in case.openings("dwelling") if o.kind == "door"]
    households = sum(part["households"] or 0 for part in case.given.facts["parts"])
    drawn = households == 0 or len(doors) >= households
    for building in buildings:
        entrances = [o for o in case.entrances if _is_of(building, o, buildings)]
        if not entrances:
            continue
        count: int | None = None
        if drawn and doors:
            count = sum(_is_of(building, door, buildings) for door in doors)
        elif households and len(buildings) == 1:
            count = households
        if count == 0:
            continue
        yield Expected(
            subjects=tuple(o.id for o in entrances),
            storey=entrances[0].storey,
            measure=None if count is None else exactly(count / len(entrances)),
            where=entrances[0].line,
        )


def _is_of(building: Building, opening: Opening, buildings: Sequence[Building]) -> bool:
    if opening.building is not None:
        return opening.building == building.id
    gaps = [(round(apart_m(b.area, opening.line), 3), b.id) for b in buildings]
    gap, id = min(gaps)
    return gap <= DOOR_OWN_M and id == building.id


def vehicles(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC212: whether a gate, shutter or guard post controls a parking entry."""
    within_m = float(parameters["within_m"])
    posts = case.zones("guard_post")
    for entry in case.zones("parking_entry"):
        levels = (0, 1) if entry.storey in (0, 1) else (entry.storey,)
        gates = [
            o
            for o in case.drawn.openings
            if o.kind in ("gate", "shutter")
            and o.storey in levels
            and apart_m(o.line, entry.area) <= within_m
        ]
        guards = [
            p for p in posts if p.storey in levels and apart_m(p.area, entry.area) <= within_m
        ]
        shown = [o.line for o in gates if o.access_control] + [p.area for p in guards]
        known = bool(shown) or (bool(gates) and all(o.access_control == "" for o in gates))
        again = partial(_vehicle, shown)
        yield Expected(
            subjects=(entry.id,),
            storey=entry.storey,
            measure=again if known else None,
            where=entry.area,
        )


def _vehicle(shown: Sequence[Shape], finding: Finding) -> Measured:
    value = float(bool(shown))
    differences = [*kinds_differ(finding, "point")]
    if len(finding.witness) != len(shown):
        said = str(len(finding.witness))
        differences.append(Difference(what=_SHOWN, stated=said, found=str(len(shown))))
    for witness, thing in zip(finding.witness, shown, strict=False):
        x, y = witness.shape.spots[0]
        if not _within(thing, x, y):
            differences.append(Difference(what=_SHOWN, stated="a control", found="elsewhere"))
    return Measured(low=value, high=value, differences=tuple(differences))


def _within(thing: Shape, x: float, y: float) -> bool:
    """Whether a point lies in the box of a thing, as its middle does."""
    west, south, east, north = thing.box
    return west - NEAR_M <= x <= east + NEAR_M and south - NEAR_M <= y <= north + NEAR_M


def links(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC215: whether something controls who enters by a door from the car park."""
    for door in case.openings("parking_link"):
        if door.kind != "window":
            control = door.access_control
            known = None if control is None else exactly(float(control != ""))
            yield Expected(subjects=(door.id,), storey=door.storey, measure=known, where=door.line)


def roofs(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC216: whether nobody can come down a pipe or unit from the roof to a window."""
    within_m = float(parameters["within_m"])
    silent: dict[tuple[str, str], list[Fixture]] = {}
    for fixture in case.drawn.fixtures:
        near = [(round(gap_m(b.area, *fixture.at), 3), b.id, b) for b in case.drawn.buildings]
        gap, _, building = min(near, key=lambda n: n[:2], default=(inf, "", None))
        if fixture.kind not in CLIMBED or building is None or gap > PIPE_OWN_M:
            continue
        own = [o for o in case.drawn.openings if _is_on(o, building)]
        top = building.floors
        if top is None:
            levels = [s.level for s in case.drawn.storeys] + [o.storey for o in own]
            top = max(levels, default=1)
        openings = [o for o in own if o.storey == top]
        away = min((gap_m(o.line, *fixture.at) for o in openings), default=inf)
        beside = {o.id: o for o in openings if gap_m(o.line, *fixture.at) <= away + NEAR_M}
        value = _kept(fixture, case.elevation_m(top), away, within_m)
        if isinstance(value, str):
            silent.setdefault((fixture.kind, value), []).append(fixture)
            continue
        shown = beside if value[1] and away <= within_m else {}
        yield Expected(
            subjects=(fixture.id,),
            storey=fixture.storey,
            measure=partial(_pipe, fixture, float(value[0]), away, shown),
        )
    for _, group in sorted(silent.items()):
        yield Expected(subjects=tuple(f.id for f in group), storey=group[0].storey, measure=None)


def _is_on(opening: Opening, building: Building) -> bool:
    if opening.kind not in ("window", "door"):
        return False
    if opening.building is not None:
        return opening.building == building.id
    return apart_m(opening.line, building.area) <= PIPE_OWN_M


def _kept(
    fixture: Fixture, floor_m: float, away_m: float, within_m: float
) -> tuple[bool, bool] | str:
    """Whether nobody comes down, and whether an opening decided it; else what is not said."""
    if fixture.top_m is not None and fixture.top_m <= floor_m:
        return True, False
    words = None if fixture.guard is None else fixture.guard.upper()
    none = words is not None and (
        not words.strip() or words.strip() == "NONE" or _any(words, EXPOSED)
    )
    embedded = words is not None and not none and _any(words, EMBEDDED)
    if embedded and fixture.guard_top_m is None:
        return True, False
    if away_m == inf:
        return "openings"
    if away_m > within_m:
        return True, True
    covered = words is not None and (embedded or _any(words, COVERED))
    if words is None or (not none and (fixture.guard_top_m is None or not covered)):
        return "guard"
    free = fixture.base_m if none else max(fixture.base_m, fixture.guard_top_m or 0.0)
    return fixture.top_m is not None and free >= fixture.top_m, True


def _any(words: str, parts: Sequence[str]) -> bool:
    return any(part in words for part in parts)


def _pipe(
    fixture: Fixture, value: float, away_m: float, beside: Mapping[str, Opening], finding: Finding
) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    if bool(beside) is not bool(finding.witness):
        said = str(len(finding.witness))
        differences.append(Difference(what=_SHOWN, stated=said, found=str(int(bool(beside)))))
    for witness in finding.witness:
        differences += gap_differs(witness, away_m, [])
        if gap_m(witness.shape, *fixture.at) > NEAR_M:
            differences.append(Difference(what=_SHOWN, stated="from it", found="elsewhere"))
        ends = [witness.shape.spots[0], witness.shape.spots[-1]]
        if not any(gap_m(o.line, *at) <= NEAR_M for o in beside.values() for at in ends):
            differences.append(Difference(what=_SHOWN, stated="an opening", found="none there"))
    return Measured(low=value, high=value, differences=tuple(differences))


def bays(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC218: the straight distance from reserved bays to the nearest door or lift."""
    words = RESERVED[str(parameters["of"])]
    every = case.drawn.bays
    named = [bay for bay in every if _any((bay.reserved or bay.label).upper(), words)]
    if not named:
        if every and not any(bay.reserved for bay in every):
            yield Expected(subjects=(every[0].id,), storey=every[0].storey, measure=None)
        return
    for bay in named:
        levels = (0, 1) if bay.storey in (0, 1) else (bay.storey,)
        ways = {
            o.id: o.line
            for o in case.openings("parking_link", "building_entrance", "stair")
            if o.storey in levels and o.kind != "window"
        }
        ways |= {
            z.id: z.area for z in case.zones("lift_lobby", "lift", "lobby") if z.storey in levels
        }
        gaps = {id: apart_m(shape, bay.area) for id, shape in ways.items()}
        least = min(gaps.values(), default=inf)
        nearest = {id: ways[id] for id, gap in gaps.items() if gap <= least + NEAR_M}
        yield Expected(
            subjects=(bay.id,),
            storey=bay.storey,
            measure=partial(_bay, bay, least, nearest) if ways else None,
            more=True,
            where=bay.area,
        )


def _bay(bay: Zone, gap: float, nearest: Mapping[str, Shape], finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "gap")]
    way = nearest.get(finding.ids[1]) if len(finding.ids) == 2 else None
    if way is None:
        said = ", ".join(finding.ids[1:])
        differences.append(Difference(what=_SHOWN, stated=said, found=", ".join(nearest)))
    elif gap > NEAR_M and not finding.witness:
        differences.append(Difference(what=_SHOWN, stated="none", found=f"{gap:.2f} m"))
    for witness in finding.witness:
        differences += gap_differs(witness, gap, [bay.area, *([] if way is None else [way])])
    return Measured(low=gap, high=gap, differences=tuple(differences))


_SHOWN = Text(ko="증거의 위치·대상", en="place or thing shown")
