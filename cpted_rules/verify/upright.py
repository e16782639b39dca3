"""LGT510 and 515 again: light on upright planes, of faces on walks and of windows."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import atan2, cos, degrees, dist, hypot, pi, radians, sin

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Opening
from cpted_rules.verify.expected import Expected, Measured
from cpted_rules.verify.eyes import Watchers, before, facing
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.lamps import REACH_M, Lamp, Light, candela
from cpted_rules.verify.lit_otherwise import Some
from cpted_rules.verify.lit_ways import dark
from cpted_rules.verify.look import shifted
from cpted_rules.verify.result import CannotRecheckError, Difference
from cpted_rules.verify.scene import Spot3
from cpted_rules.verify.shapes import Shape, along, gap_m
from cpted_rules.verify.texts import SPOT, WORST
from cpted_rules.verify.witnesses import NEAR_M, count_differs, kinds_differ, number_differs

FACE_M = 1.5
TURN_DEG = 0.1
"""The way a face looks is drawn by 2 m of a line whose ends are rounded to 1 mm."""


def bare_lx(lamp: Lamp, target: Spot3, facing_deg: float, channel: str) -> float:
    """Illuminance by one lamp on an upright receiver, nothing in the way. [lx]

    Source: international.md 2.8: E_v = I sin(eps) cos(alpha) / D^2;
        E_sc = I sin(eps) (1 + cos(alpha)) / (pi D^2).
    """
    x, y, z = (target[n] - lamp.at[n] for n in range(3))
    distance = dist(lamp.at, target)
    if not 0 < distance <= REACH_M:
        return 0.0
    angle = radians(facing_deg)
    towards = -(x * sin(angle) + y * cos(angle)) / distance
    share = max(0.0, towards) if channel == "vertical" else (hypot(x, y) / distance + towards) / pi
    if share <= 0.0:
        return 0.0
    azimuth, tilt = radians(lamp.azimuth_deg), radians(lamp.tilt_deg)
    ahead = x * sin(azimuth) + y * cos(azimuth)
    left = -x * cos(azimuth) + y * sin(azimuth)
    front = cos(tilt) * ahead + sin(tilt) * z
    down = sin(tilt) * ahead - cos(tilt) * z
    c, gamma = degrees(atan2(left, front)) % 360.0, degrees(atan2(hypot(front, left), down))
    return lamp.factor * candela(lamp.table, c, gamma) * share / distance**2


def range_lx(
    case: Case, light: Light, target: Spot3, facing_deg: float, channel: str
) -> tuple[float, float]:
    """The least and most illuminance on an upright receiver, however rounded. [lx]"""
    low = high = 0.0
    scene = case.scene(0)
    for lamp in light.lamps(0):
        turned = [
            bare_lx(lamp, target, facing_deg + turn, channel) for turn in (-TURN_DEG, 0, TURN_DEG)
        ]
        if max(turned) > 0.0:
            shares = [scene.through(o, p) for o, p in shifted(lamp.at, target)]
            low, high = low + min(turned) * min(shares), high + max(turned) * max(shares)
    return low, high


def faces(case: Case, light: Light, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """LGT510: the lowest light on faces along each walk, at the face that is shown."""
    channel = str(parameters["channel"])
    for walk in case.drawn.walks:
        again = partial(_face, case, light, walk.area, channel)
        lacking = dark(light, [walk.area])
        yield Expected(subjects=(walk.id,), storey=0, measure=None if lacking else again)


def _face(case: Case, light: Light, walk: Shape, channel: str, finding: Finding) -> Measured:
    case.ground_known()
    differences = [*kinds_differ(finding, "route"), *count_differs(finding, 1)]
    if len(finding.witness) != 1 or len(finding.witness[0].shape.spots) != 2:
        return Measured(low=0, high=0, differences=tuple(differences))
    witness = finding.witness[0]
    (ax, ay), (bx, by) = witness.shape.spots
    if gap_m(walk, ax, ay) > 1.0:
        differences.append(
            Difference(what=SPOT, stated="on the walk", found="beside it", where=(ax, ay))
        )
    facing_deg = degrees(atan2(bx - ax, by - ay))
    target = case.stand((ax, ay), FACE_M, 0)
    low, high = range_lx(case, light, target, facing_deg, channel)
    _, back = range_lx(case, light, target, facing_deg + 180.0, channel)
    if back < 0.98 * low - 0.002:
        said = f"{back:.3f} lx the other way"
        differences.append(Difference(what=SPOT, stated=witness.label, found=said, where=(ax, ay)))
    differences += number_differs(witness, finding.measured or 0.0)
    return Measured(low=low, high=high, differences=tuple(differences), reason=WORST)


def trespass(
    case: Case, light: Light, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """LGT515: the brightest window of each building, as the finding names it."""
    windows = watchers.home_windows()
    if not windows:
        return
    middles = [along(w.line, 0.5) for w in windows]
    lacking = light.lacking(
        0,
        lambda at: min(hypot(x - at[0], y - at[1]) for x, y in middles),
        heights=True,
    )
    if lacking:
        yield Expected(subjects=(windows[0].id,), storey=windows[0].storey, measure=None)
        return
    kinds = [kind.strip() for kind in str(parameters["kinds"]).split(",")]
    own = Some(case, frozenset(x.id for x in light.luminaires(0) if x.kind in kinds))
    named = {finding.ids[0] for finding in case.stated("LGT515", parameters)}
    groups: dict[str, list[Opening]] = {}
    for window in windows:
        if facing(case, window) is not None and before(case, window) is not None:
            groups.setdefault(window.building or "", []).append(window)
    for _, group in sorted(groups.items()):
        lead = next((w for w in group if w.id in named), group[0])
        yield Expected(
            subjects=(lead.id,), storey=lead.storey, more=True,
            measure=partial(_window, case, own, lead, group),
        )  # fmt: skip


def _window(
    case: Case, light: Light, lead: Opening, group: list[Opening], finding: Finding
) -> Measured:
    case.ground_known()
    differences = [*kinds_differ(finding, "sight_line")]
    low, high = range_lx(case, light, *_pane(case, lead), "vertical")
    stated = finding.measured or 0.0
    for other in group:
        if other is lead:
            continue
        pane = _pane(case, other)
        if sum(bare_lx(lamp, *pane, "vertical") for lamp in light.lamps(0)) > stated * 1.02 + 0.01:
            least, _ = range_lx(case, light, *pane, "vertical")
            if least > stated * 1.02 + 0.01:
                said = f"{other.id}: {least:.2f} lx"
                differences.append(Difference(what=_BRIGHTEST, stated=lead.id, found=said))
                break
    spots = {x.id: x.at for x in case.drawn.luminaires}
    for witness in finding.witness:
        start = witness.shape.spots[0]
        at = spots.get(finding.ids[1]) if len(finding.ids) > 1 else None
        if at is None or hypot(start[0] - at[0], start[1] - at[1]) > NEAR_M:
            differences.append(Difference(what=SPOT, stated="a lamp", found="none", where=start))
    return Measured(low=low, high=high, differences=tuple(differences))


def _pane(case: Case, window: Opening) -> tuple[Spot3, float]:
    """The point just before the middle of a window, and the azimuth it faces."""
    at, direction = before(case, window), facing(case, window)
    if at is None or direction is None:
        raise CannotRecheckError(_FACING)
    sill, head = case.sill_and_head_m(window)
    z = case.floor_m(window) + (sill + head) / 2
    return (at[0], at[1], z), degrees(atan2(*direction))


_BRIGHTEST = Text(ko="가장 밝은 창", en="brightest window")
_FACING = Text(ko="향하는 쪽을 알 수 없는 창", en="a window of which it is not told where it faces")
