"""CAM606 to 608 again: what cameras show of faces in doors and of windows of dwellings."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import atan2, degrees, dist, hypot, radians, tan

from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Camera, Opening
from cpted_rules.verify.expected import SLACK, Expected, Measured
from cpted_rules.verify.eyes import CLEAR_M, Watchers, before, facing
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.scene import Scene, Spot3
from cpted_rules.verify.shapes import Spot, along
from cpted_rules.verify.texts import SPOT
from cpted_rules.verify.views import WIDE_DEG, View, density_px_per_m, sure_px_per_m, views
from cpted_rules.verify.witnesses import kinds_differ

INSIDE_M = 0.5
"""Somebody who comes through a door is looked at so far behind it, too."""

Look = tuple[Scene, View, Spot3]


def in_the_open(case: Case) -> list[View]:
    """The cameras outdoors, and those of storey 1 that hang under no closed mass."""
    closed = case.closed(1)
    return [*views(case, 0), *(v for v in views(case, 1) if closed(*v.at[:2]) <= CLEAR_M)]


def at_door(case: Case, door: Opening, height_m: float) -> list[Look] | None:
    """Every camera and the face it may see in a door; None: facing of the door unknown."""
    at, direction = before(case, door), facing(case, door)
    if at is None or direction is None:
        return None
    z = case.floor_m(door) + height_m
    x, y = along(door.line, 0.5)
    behind = (x - INSIDE_M * direction[0], y - INSIDE_M * direction[1], z)
    level = max(door.storey, 1)
    return [
        *((case.scene(0), view, (*at, z)) for view in in_the_open(case)),
        *((case.scene(level), view, behind) for view in views(case, level)),
    ]


def doors(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM606: the best pixel density at faces in each entrance."""
    height_m = float(parameters["height_m"])
    drawn = {c.id: c for c in case.drawn.cameras}
    for door in case.entrances:
        looks = at_door(case, door, height_m)
        seen = [v.id for scene, v, p in looks or () if density_px_per_m(scene, v, p) is not None]
        lacking = looks is None or not drawn or any(_unknown(drawn[id]) for id in seen)
        again = partial(_door, looks or [])
        yield Expected(
            subjects=(door.id,), storey=door.storey, more=True, where=door.line,
            measure=None if lacking else again,
        )  # fmt: skip


def _unknown(camera: Camera) -> bool:
    narrow = camera.azimuth_deg is not None and camera.hfov_deg is None
    return narrow or camera.pixels is None


def _door(looks: Sequence[Look], finding: Finding) -> Measured:
    differences = [*kinds_differ(finding, "sight_line")]
    low = high = 0.0
    stated = finding.measured or 0.0
    for scene, view, face in looks:
        value = density_px_per_m(scene, view, face)
        low, high = max(low, value or 0.0), max(high, value or 0.0)
    if abs(low - stated) > SLACK["px_per_m"].of(low):
        low = high = 0.0
        for scene, view, face in looks:
            least, most = sure_px_per_m(scene, [view], face)
            low, high = max(low, least or 0.0), max(high, most or 0.0)
    cameras = {view.id for _, view, _ in looks}
    if stated > 0 and not (len(finding.ids) == 2 and finding.ids[1] in cameras):
        differences.append(
            Difference(what=SPOT, stated=", ".join(finding.ids[1:]), found="a camera")
        )
    return Measured(low=low, high=high, differences=tuple(differences))


def angles(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM607: the smallest angle at which a camera looks down on faces in each entrance."""
    height_m = float(parameters["height_m"])
    drawn = {c.id: c for c in case.drawn.cameras}
    for door in case.entrances:
        looks = at_door(case, door, height_m) or []
        seen = [
            (view, face)
            for scene, view, face in looks
            if density_px_per_m(scene, view, face) is not None
        ]
        if seen:
            unknown = any(drawn[view.id].height_m is None for view, _ in seen)
            again = partial(_angle, [(v, face) for v, face in seen])
            yield Expected(
                subjects=(door.id,), storey=door.storey, more=True, where=door.line,
                measure=None if unknown else again,
            )  # fmt: skip


def _angle(seen: Sequence[tuple[View, Spot3]], finding: Finding) -> Measured:
    differences = tuple(kinds_differ(finding, "sight_line"))
    value = min(
        degrees(atan2(v.at[2] - p[2], hypot(v.at[0] - p[0], v.at[1] - p[1]))) for v, p in seen
    )
    return Measured(low=value, high=value, differences=differences)


def private_windows(
    case: Case, watchers: Watchers, parameters: Mapping[str, Parameter]
) -> Iterator[Expected]:
    """CAM608: the windows of dwellings that each camera in the open resolves."""
    windows = watchers.home_windows()
    if not windows:
        return
    density = float(parameters["density_px_per_m"])
    drawn = {c.id: c for c in case.drawn.cameras}
    panes = [pane for w in windows if (pane := _pane(case, w)) is not None]
    cameras = in_the_open(case)
    told = {finding.ids[0] for finding in case.stated("CAM608", parameters)}
    none = True
    for view in cameras:
        camera = drawn[view.id]
        lacking = _unknown(camera) and any(
            _before(view, pane) > 0 and density_px_per_m(case.scene(0), view, pane[0]) is not None
            for pane in panes
        )
        low, high = (1, 1) if lacking else _count(case, view, panes, density)
        if low > 0 or (high > 0 and camera.id in told):
            none = False
            again = partial(_windows, case, view, panes, density)
            yield Expected(
                subjects=(camera.id,), storey=camera.storey, more=True,
                measure=None if lacking else again,
            )  # fmt: skip
    if none and cameras:
        first = drawn[cameras[0].id]
        again = partial(_windows, case, cameras[0], panes, density)
        yield Expected(subjects=(first.id,), storey=first.storey, measure=again)


Pane = tuple[Spot3, Spot]


def _pane(case: Case, window: Opening) -> Pane | None:
    at, direction = before(case, window), facing(case, window)
    if at is None or direction is None:
        return None
    sill, head = case.sill_and_head_m(window)
    return (*at, case.floor_m(window) + (sill + head) / 2), direction


def _before(view: View, pane: Pane) -> float:
    """Cosine of the angle under which a camera sees a pane in plan; negative from behind."""
    (x, y, _), (fx, fy) = pane
    dx, dy = view.at[0] - x, view.at[1] - y
    return (dx * fx + dy * fy) / (hypot(dx, dy) or 1.0)


def _windows(
    case: Case, view: View, panes: Sequence[Pane], density: float, finding: Finding
) -> Measured:
    low, high = _count(case, view, panes, density)
    differences = tuple(kinds_differ(finding, "sight_line"))
    return Measured(low=float(low), high=float(high), differences=differences)


def _most_px_per_m(view: View, at: Spot3) -> float:
    """The pixel density of a camera at a point, if it is in its picture at all. [px/m]"""
    half = tan(radians(min(view.hfov_deg, WIDE_DEG) / 2))
    return view.pixels / (2 * max(dist(view.at, at), 0.001) * half)


def _count(case: Case, view: View, panes: Sequence[Pane], density: float) -> tuple[int, int]:
    """How many panes a camera resolves for sure, and may."""
    low = high = 0
    for pane in panes:
        share = _before(view, pane)
        if share <= -0.001 or _most_px_per_m(view, pane[0]) * (share + 0.001) < density * 0.99:
            continue
        least, most = sure_px_per_m(case.scene(0), [view], pane[0])
        low += least is not None and least * (share - 0.001) >= density
        high += most is not None and most * (share + 0.001) >= density
    return low, high
