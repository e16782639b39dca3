"""TER304 and 305 again: doors that homes are reached through, and doors that face others."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import hypot

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Eye, Watchers, before, facing
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.look import sees, surely
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import along
from cpted_rules.verify.texts import SPOT, WORST
from cpted_rules.verify.witnesses import NEAR_M, count_differs, kinds_differ

SHOWN = 12


def jumps(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """TER304: what is stated of the first doors that homes are reached through.

    Which rooms join is not computed again: the first doors are those of the findings.
    """
    drawn = {o.id: o for o in case.drawn.openings}
    for finding in case.stated("TER304", parameters):
        door = drawn.get(finding.ids[0])
        if door is not None and door.kind != "window":
            known = finding.measured is not None
            yield Expected(
                subjects=(door.id,), storey=door.storey,
                measure=partial(_jump, case, door) if known else None,
            )  # fmt: skip


def _jump(case: Case, door: Opening, finding: Finding) -> Measured:
    value = finding.measured or 0.0
    wanted = int(min(value, SHOWN))
    differences = [*kinds_differ(finding, "point"), *count_differs(finding, wanted)]
    if value > 0 and door.serves != "dwelling" and door.access_control != "":
        said = f"{door.id}: {door.access_control}"
        differences.append(Difference(what=_CONTROL, stated="none", found=said))
    homes = {o.id: along(o.line, 0.5) for o in case.openings("dwelling") if o.kind != "window"}
    for witness in finding.witness:
        at = witness.shape.spots[0]
        own = homes.get(witness.label)
        if own is None or hypot(own[0] - at[0], own[1] - at[1]) > NEAR_M:
            differences.append(
                Difference(what=SPOT, stated=witness.label, found="no dwelling door", where=at)
            )
    if value > len(homes):
        differences.append(Difference(what=SPOT, stated=f"{value:g}", found=str(len(homes))))
    return Measured(low=value, high=value, differences=tuple(differences), reason=WORST)


def doors(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """TER305: the share of the doors at the ground that see another door or a public road."""
    outer = [o for o in case.drawn.openings if _at_the_ground(o)]
    if not outer:
        return
    height = case.settings["eye_height_m"]
    eyes = [
        Eye(id=door.id, at=(*at, case.floor_m(door) + height), faces=direction)
        for door in outer
        if (at := before(case, door)) and (direction := facing(case, door))
    ]
    again = partial(_doors, case, watchers, eyes, float(parameters["within_m"]))
    ids = tuple(eye.id for eye in eyes) or tuple(door.id for door in outer)
    yield Expected(subjects=ids, storey=0, measure=again if eyes else None)


def _at_the_ground(door: Opening) -> bool:
    common = door.serves in ("building_entrance", "shop") and door.storey in (0, 1)
    return (common or (door.serves == "dwelling" and door.storey == 0)) and door.kind != "window"


def _doors(
    case: Case, watchers: Watchers, eyes: Sequence[Eye], within_m: float, finding: Finding
) -> Measured:
    case.ground_known()
    scene = case.scene(0)
    differences = [*kinds_differ(finding, "sight_line")]
    least = most = plain = 0
    for eye in eyes:
        targets = [
            other.at
            for other in eyes
            if other is not eye
            and (eye.at[0] - other.at[0]) * other.faces[0]
            + (eye.at[1] - other.at[1]) * other.faces[1]
            >= -0.002
        ]
        targets += [e.at for e in watchers.street()]
        targets.sort(key=lambda t: hypot(t[0] - eye.at[0], t[1] - eye.at[1]))
        if any(sees(scene, eye, target, within_m) for target in targets):
            plain += 1
        states = [False, False]
        for target in targets:
            low, high = surely(scene, eye, target, within_m)
            states = [states[0] or low, states[1] or high]
            if low:
                break
        least, most = least + states[0], most + states[1]
    stated = (finding.measured or 0.0) * len(eyes)
    if abs(stated - plain) < 1e-4:
        least = most = plain
    differences += count_differs(finding, round(stated))
    return Measured(low=least / len(eyes), high=most / len(eyes), differences=tuple(differences))


_CONTROL = Text(ko="출입통제 표기", en="stated access control")
