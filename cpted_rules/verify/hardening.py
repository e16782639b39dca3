"""HRD703 to 707, CAM610, CAM611 and LGT517 again: what is declared, and what lies in which room."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Opening, Zone
from cpted_rules.verify.expected import Expected, Measured, exactly
from cpted_rules.verify.eyes import before
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Spot, apart_m, inside
from cpted_rules.verify.stated import is_rated, types
from cpted_rules.verify.texts import SPOT, WORST
from cpted_rules.verify.witnesses import NEAR_M, count_differs, gap_differs, kinds_differ

POSTS = ("guard_post", "management_office")
COMMON = (*POSTS, "lobby", "lift_lobby")
SHOWN = 12


def openings(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD703: whether the openings of public uses of each type are declared."""
    words = _words(parameters["exempt_words"])
    yield from types([o for o in case.drawn.openings if _closes(case, o, words)])


def _words(parameter: Parameter) -> list[str]:
    return [part.strip().casefold() for part in str(parameter).split(",") if part.strip()]


def _closes(case: Case, opening: Opening, words: Sequence[str]) -> bool:
    if opening.serves in ("dwelling", "site_entrance") or opening.kind == "gate":
        return False
    said = " ".join((opening.label, opening.mark, opening.room_use)).casefold()
    exempt = opening.serves == "building_entrance" and any(word in said for word in words)
    return opening.storey >= 0 and not exempt and before(case, opening) is not None


def meters(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD704: whether the meters of a storey are outside its dwellings."""
    words = _words(parameters["remote_words"])
    doors = case.openings("dwelling")
    if doors and not case.zones("dwelling"):
        yield Expected(subjects=(doors[0].id,), storey=doors[0].storey, measure=None)
    for storey in sorted({z.storey for z in case.zones("dwelling")}):
        homes = case.zones("dwelling", storey=storey)
        own = [f for f in case.drawn.fixtures if f.kind == "meter" and f.storey == storey]
        inner = [
            m
            for m in own
            if not any(word in f"{m.label} {m.guard or ''}".casefold() for word in words)
            and any(inside(home.area, *m.at) for home in homes)
        ]
        lead = tuple(m.id for m in inner) or ((own[0] if own else homes[0]).id,)
        again = partial(_points, [m.at for m in inner], float(not inner))
        yield Expected(subjects=lead, storey=storey, measure=again if own else None)


def _points(spots: Sequence[Spot], value: float, finding: Finding) -> Measured:
    """A value whose witnesses are points at some places, in order."""
    differences = [*kinds_differ(finding, "point"), *count_differs(finding, len(spots))]
    for witness, at in zip(finding.witness, spots, strict=False):
        spot = witness.shape.spots[0]
        if abs(spot[0] - at[0]) + abs(spot[1] - at[1]) > NEAR_M:
            differences.append(
                Difference(what=SPOT, stated="elsewhere", found="as drawn", where=spot)
            )
    return Measured(low=value, high=value, differences=tuple(differences))


def parcel_boxes(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD705: the parcel lockers in common space."""
    own = tuple(b.id for b in case.drawn.buildings if not b.neighbour)
    if not own:
        return
    boxes = [
        f
        for f in case.drawn.fixtures
        if f.kind == "parcel_box"
        and not any(inside(h.area, *f.at) for h in case.zones("dwelling", storey=f.storey))
    ]
    again = partial(_points, [f.at for f in boxes], float(len(boxes)))
    known = bool(boxes or case.zones(*COMMON))
    yield Expected(subjects=own, storey=0, measure=again if known else None)


def reachable(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD706: what is stated of the openings that are said to be in reach.

    Which openings a climber reaches is not computed again: buildings are those of the findings.
    """
    top = float(parameters["up_to_storey"])
    drawn = {o.id: o for o in case.drawn.openings}
    for finding in case.given.findings:
        if (
            finding.rule == "HRD706"
            and finding.ids
            and dict(finding.parameters) == dict(parameters)
        ):
            again = partial(_reach, case, drawn, top)
            known = finding.measured is not None
            yield Expected(
                subjects=finding.ids[:1], storey=0, more=True, measure=again if known else None
            )


def _reach(case: Case, drawn: Mapping[str, Opening], top: float, finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "point"), *count_differs(finding, len(finding.ids[1:]))]
    for id in finding.ids[1:]:
        opening = drawn.get(id)
        outside = opening is not None and before(case, opening) is not None
        if (
            opening is None
            or not outside
            or opening.storey > top
            or is_rated(opening.rating) is not False
        ):
            differences.append(
                Difference(what=SPOT, stated=id, found="no outside opening stated without")
            )
    value = float(len(finding.ids) == 1)
    return Measured(low=value, high=value, differences=tuple(differences), reason=WORST)


def entries(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD707: whether each entrance has an entry system, or a guard post nearby."""
    within_m = float(parameters["within_m"])
    for door in case.openings("building_entrance"):
        if door.kind == "window":
            continue
        levels = (0, 1) if door.storey in (0, 1) else (door.storey,)
        posts = sorted(
            (
                (apart_m(z.area, door.line), z.id, z)
                for z in case.zones(*POSTS)
                if z.storey in levels
            ),
            key=lambda found: found[:2],
        )
        near = bool(posts) and posts[0][0] <= within_m
        known = near or door.access_control is not None
        again = partial(_entry, door, posts[:1], float(near or bool(door.access_control)))
        yield Expected(
            subjects=(door.id, *([posts[0][1]] if near else [])), storey=door.storey,
            measure=again if known else None, where=door.line,
        )  # fmt: skip


def _entry(
    door: Opening, nearest: Sequence[tuple[float, str, Zone]], value: float, finding: Finding
) -> Measured:
    wanted = int(bool(nearest) and nearest[0][0] > 0)
    differences = [*kinds_differ(finding, "gap"), *count_differs(finding, wanted)]
    for gap, _, post in nearest:
        for witness in finding.witness:
            differences += gap_differs(witness, gap, [door.line, post.area])
    return Measured(low=value, high=value, differences=tuple(differences))


# Cameras and lamps


def forbidden(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM610: the cameras inside each room where none may be."""
    words = _words(parameters["words"])
    homes = case.zones("dwelling")
    for room in case.drawn.zones:
        name = room.label.casefold()
        if not any(word in name for word in words) or _private(room, homes):
            continue
        own = [
            c for c in case.drawn.cameras if c.storey == room.storey and inside(room.area, *c.at)
        ]
        again = partial(_points, [c.at for c in own], float(len(own)))
        yield Expected(
            subjects=(room.id, *(c.id for c in own)), storey=room.storey, where=room.area,
            measure=again if case.drawn.cameras else None,
        )  # fmt: skip


def _private(room: Zone, homes: Sequence[Zone]) -> bool:
    """Whether a room lies in a dwelling: most of its corners, as they may lie on the outline."""
    if room.kind == "dwelling":
        return True
    west, south, east, north = room.area.box
    at = ((west + east) / 2, (south + north) / 2)
    return any(home.storey == room.storey and inside(home.area, *at) for home in homes)


def pixels(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM611: the pixels in all of the cameras of each resolution."""
    shape = float(parameters["height_over_width"])
    cameras = sorted(case.drawn.cameras, key=lambda c: c.id)
    for wide in sorted({c.pixels or 0 for c in cameras}):
        first = next(c for c in cameras if (c.pixels or 0) == wide)
        again = exactly(float(round(wide * wide * shape)))
        yield Expected(subjects=(first.id,), storey=first.storey, measure=again if wide else None)


def maintenance(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT517: whether the maintenance factor is stated for all lamps of each type."""
    groups: dict[tuple[str, str], list[float | None]] = {}
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for lamp in sorted(case.drawn.luminaires, key=lambda x: x.id):
        if lamp.kind != "decorative":
            key = (lamp.mark, "") if lamp.mark else ("", lamp.kind)
            groups.setdefault(key, []).append(lamp.maintenance_factor)
            first.setdefault(key, (lamp.id, lamp.storey))
    for key, factors in sorted(groups.items()):
        id, storey = first[key]
        known = any(factor is not None for factor in factors)
        again = exactly(float(len(set(factors)) == 1))
        yield Expected(subjects=(id,), storey=storey, measure=again if known else None)
