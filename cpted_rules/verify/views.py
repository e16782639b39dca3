"""What cameras resolve at a point, one camera at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, dist, hypot, radians, sin, tan

from cpted_rules.verify.case import Case
from cpted_rules.verify.look import LEAST_SHARE, SHIFT_M, shifted
from cpted_rules.verify.scene import Scene, Spot3

WIDE_DEG = 170.0
"""A field at least so wide is no plane picture, but an angle in plan; its pixels are those of one
so wide, as tan has no value at 90 degrees."""
REACH_M = 300.0
"""Further than this no camera is asked."""
ROUNDED_M = 0.005
"""So near to the edge of a picture a point may be in or out: camera and point are rounded to 1 mm,
and so is the azimuth to a millionth of a degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A camera in place.

    Args:
        azimuth_deg: None looks all round.
        tilt_deg: of its axis below the horizontal.
        known: whether its field of view is drawn.
    """

    id: str
    at: Spot3
    azimuth_deg: float | None
    hfov_deg: float
    pixels: int
    vfov_deg: float | None
    tilt_deg: float | None
    known: bool


def views(case: Case, storey: int) -> Iterator[View]:
    """The cameras of a storey, as drawn or assumed."""
    assumed = case.settings
    for camera in case.drawn.cameras:
        if camera.storey == storey:
            height = assumed["camera_height_m"] if camera.height_m is None else camera.height_m
            drawn = camera.hfov_deg
            yield View(
                id=camera.id,
                at=(
                    *camera.at,
                    case.elevation_m(storey) + case.ground.under_m(storey, camera.at) + height,
                ),
                azimuth_deg=camera.azimuth_deg,
                hfov_deg=assumed["camera_hfov_deg"] if drawn is None else drawn,
                pixels=camera.pixels or 0,
                vfov_deg=camera.vfov_deg,
                tilt_deg=camera.tilt_deg,
                known=camera.azimuth_deg is None or drawn is not None,
            )


def density_px_per_m(
    scene: Scene, view: View, target: Spot3, *, slack_m: float = 1e-9
) -> float | None:
    """Pixels by metre that a camera has at a point; None where it does not see it. [px/m]

    Source: international.md 2.7: pixels / (2 d tan(hfov / 2)).
    """
    distance = dist(view.at, target)
    if not 0 < distance <= REACH_M or not _in_picture(view, target, slack_m):
        return None
    if scene.through(view.at, target) < LEAST_SHARE:
        return None
    return view.pixels / (2 * distance * tan(radians(min(view.hfov_deg, WIDE_DEG) / 2)))


def _in_picture(view: View, target: Spot3, slack_m: float) -> bool:
    """Whether a point is in the picture, its edges moved out by a slack."""
    if view.azimuth_deg is None or view.hfov_deg >= 360:
        return True
    dx, dy, dz = (target[n] - view.at[n] for n in range(3))
    azimuth, half = radians(view.azimuth_deg), radians(view.hfov_deg / 2)
    ahead = dx * sin(azimuth) + dy * cos(azimuth)
    aside = abs(dx * cos(azimuth) - dy * sin(azimuth))
    if view.hfov_deg >= WIDE_DEG:
        return ahead >= hypot(dx, dy) * cos(half) - slack_m
    tilt = radians(view.tilt_deg or 0.0)
    depth = ahead * cos(tilt) - dz * sin(tilt)
    if depth <= -slack_m or aside > max(depth, 0.0) * tan(half) + slack_m:
        return False
    if view.tilt_deg is None or view.vfov_deg is None:
        return True
    drop = abs(dz * cos(tilt) + ahead * sin(tilt))
    return drop <= depth * tan(radians(view.vfov_deg / 2)) + slack_m


def best_px_per_m(scene: Scene, those: Iterable[View], target: Spot3) -> float | None:
    """The best pixel density of some cameras at a point; None where none sees it. [px/m]"""
    found = (density_px_per_m(scene, view, target) for view in those)
    return max((d for d in found if d is not None), default=None)


def sure_px_per_m(
    scene: Scene, those: Iterable[View], target: Spot3
) -> tuple[float | None, float | None]:
    """The least and most that the best density may be, however coordinates were rounded. [px/m]"""
    least: float | None = None
    most: float | None = None
    if scene.touched(target, SHIFT_M):
        return None, best_px_per_m(Scene(()), those, target)
    for view in those:
        found = []
        for start, end in shifted(view.at, target):
            moved = replace(view, at=start)
            found.append(density_px_per_m(scene, moved, end, slack_m=-ROUNDED_M))
            wide = density_px_per_m(scene, moved, end, slack_m=ROUNDED_M)
            most = wide if most is None else most if wide is None else max(most, wide)
        sure = [d for d in found if d is not None]
        if len(sure) == len(found):
            least = min(sure) if least is None else max(least, min(sure))
    return least, most
