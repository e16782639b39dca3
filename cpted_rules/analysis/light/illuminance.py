"""Illuminance of points by lamps, point by point, with what stands in between."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.eyes import CLEAR_M, RECESS_M
from cpted_rules.analysis.scene.obstacles import elevation_m, top_m
from cpted_rules.analysis.scene.pieces import Floats, Scene
from cpted_rules.photometry import Photometry, at_tilt, intensity
from cpted_rules.plan import Luminaire, LuminaireKind, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text

REACH_M = 80.0
"""A lamp further away than this is not counted."""

FAINT_LX = 0.0005
"""Less light than this from one lamp at a point is not followed through the scene."""

MATTERS_M = 30.0
"""A lamp without photometry or height further away than this leaves the light of a place alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp in place.

    Args:
        z_m: luminous centre above ground.
        azimuth_deg: where C0 points, clockwise from north.
        tilt_deg: by how much the side of C0 is raised.
        maintenance_factor: share of the new light that is left. [0 to 1]
    """

    id: str
    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float
    tilt_deg: float
    maintenance_factor: float
    photometry: Photometry


def luminaires_of(plan: SitePlan, storey: int, *, closed: BaseGeometry) -> tuple[Luminaire, ...]:
    """The lamps drawn for lighting a storey; outdoors (0) also those of storey 1 in the open.

    Args:
        closed: what is closed at the height of storey 1; a lamp there lights a room, unless it
            hangs at an entrance.
    """

    def outdoors(lamp: Luminaire) -> bool:
        return lamp.storey == 1 and (
            lamp.kind is LuminaireKind.ENTRANCE or not lamp.at.intersects(closed)
        )

    return tuple(
        lamp
        for lamp in plan.luminaires
        if lamp.kind is not LuminaireKind.DECORATIVE
        and (lamp.storey == storey or (storey == 0 and outdoors(lamp)))
    )


def lamps_of(
    plan: SitePlan,
    settings: Settings,
    luminaires: Iterable[Luminaire],
    photometry: Mapping[str, Photometry],
) -> tuple[Lamp, ...]:
    """The lamps that have photometry, in place, clear of the wall they hang on."""
    return tuple(
        _lamp(plan, settings, lamp, photometry[lamp.photometry])
        for lamp in luminaires
        if lamp.photometry is not None and lamp.photometry in photometry
    )


def _lamp(plan: SitePlan, settings: Settings, lamp: Luminaire, photometry: Photometry) -> Lamp:
    height = lamp.height_m
    if height is None:
        ceiling = lamp.storey != 0 or lamp.kind is LuminaireKind.CEILING
        height = settings.ceiling_luminaire_height_m if ceiling else settings.luminaire_height_m
    z = elevation_m(plan, settings, lamp.storey) + height
    x, y = _clear_of_faces(plan, settings, lamp, z)
    factor = lamp.maintenance_factor
    return Lamp(
        id=lamp.id,
        x_m=x,
        y_m=y,
        z_m=z,
        azimuth_deg=lamp.azimuth_deg,
        tilt_deg=lamp.tilt_deg,
        maintenance_factor=settings.maintenance_factor if factor is None else factor,
        photometry=at_tilt(photometry, lamp.tilt_deg),
    )


def _clear_of_faces(
    plan: SitePlan, settings: Settings, lamp: Luminaire, z: float
) -> tuple[float, float]:
    """Where a lamp is; one drawn into an outer wall or recess is put just before it."""
    x, y = lamp.at.x, lamp.at.y
    for building in plan.buildings if lamp.storey in (0, 1) else ():
        if building.base_m <= z < top_m(plan, settings, building) and building.area.contains(
            lamp.at
        ):
            edge = building.area.boundary
            face = edge.interpolate(edge.project(lamp.at))
            away = face.distance(lamp.at)
            if away > RECESS_M:
                return x, y
            share = 1.0 + CLEAR_M / away if away > 0 else 1.0
            return x + (face.x - x) * share, y + (face.y - y) * share
    return x, y


def lamps_lacking(
    luminaires: Iterable[Luminaire], photometry: Mapping[str, Photometry], near: BaseGeometry
) -> Text | None:
    """What keeps the light at a place from being computed: no lamp, or no photometry of one."""
    lamps = tuple(luminaires)
    if not lamps:
        return Text(ko="조명기구의 위치", en="where the lamps are")
    dark = [lamp for lamp in lamps if lamp.photometry not in photometry]
    missing = dark if len(dark) == len(lamps) else _near(dark, near)
    words = Text(ko="배광 파일(IES·LDT): {marks}", en="photometric file (IES, LDT): {marks}")
    return words.fill(marks=_marks(missing)) if missing else None


def lamp_heights_lacking(luminaires: Iterable[Luminaire], near: BaseGeometry) -> Text | None:
    """Which lamps near a place are drawn without a mounting height, in words."""
    unknown = _near([lamp for lamp in luminaires if lamp.height_m is None], near)
    words = Text(ko="조명 설치 높이(H): {marks}", en="mounting height of lamps (H): {marks}")
    return words.fill(marks=_marks(unknown)) if unknown else None


def _near(lamps: list[Luminaire], place: BaseGeometry) -> list[Luminaire]:
    return [lamp for lamp in lamps if lamp.at.distance(place) <= MATTERS_M]


def _marks(lamps: list[Luminaire]) -> str:
    return ", ".join(sorted({lamp.mark or lamp.label or lamp.id for lamp in lamps}))


def horizontal_illuminance(scene: Scene, lamps: Iterable[Lamp], points: Floats) -> Floats:
    """Illuminance on a horizontal plane facing up, at each point. [lx]

    Args:
        points: shape (M, 3). [m]

    Returns:
        shape (M,).

    Departures: direct light of point sources only, no reflection (on the safe side).
    Source: CIE point-by-point method; international.md 2.8 and 4.3.
    """
    return _received(scene, lamps, points, lambda ray: np.clip(-ray[:, 2], 0.0, None))


def vertical_illuminance(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, *, facing_deg: float
) -> Floats:
    """Illuminance on a vertical plane facing an azimuth, at each point. [lx]"""
    sine, cosine = np.sin(np.radians(facing_deg)), np.cos(np.radians(facing_deg))
    return _received(
        scene,
        lamps,
        points,
        lambda ray: np.clip(-ray[:, 0] * sine - ray[:, 1] * cosine, 0.0, None),
    )


def semicylindrical_illuminance(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, *, facing_deg: float
) -> Floats:
    """Illuminance on an upright half cylinder (a face) facing an azimuth, at each point. [lx]

    Source: international.md 2.8: I (1 + cos alpha) sin eps / (pi D^2).
    """
    sine, cosine = np.sin(np.radians(facing_deg)), np.cos(np.radians(facing_deg))
    return _received(
        scene,
        lamps,
        points,
        lambda ray: (
            (np.hypot(ray[:, 0], ray[:, 1]) - ray[:, 0] * sine - ray[:, 1] * cosine) / np.pi
        ),
    )


def _received(
    scene: Scene, lamps: Iterable[Lamp], points: Floats, reception: Callable[[Floats], Floats]
) -> Floats:
    """What a receiver at each point gets of all lamps. [lx]

    Args:
        reception: the receiver's share of rays of length 1, shape (M, 3), from lamp to point.
    """
    total = np.zeros(len(points))
    for lamp in lamps:
        total += _by_one(scene, lamp, points, reception)
    return total


def _by_one(
    scene: Scene, lamp: Lamp, points: Floats, reception: Callable[[Floats], Floats]
) -> Floats:
    ray = points - np.array([lamp.x_m, lamp.y_m, lamp.z_m])
    distance = np.linalg.norm(ray, axis=1)
    near = np.flatnonzero((distance > 0) & (distance <= REACH_M))
    out = np.zeros(len(points))
    if not len(near):
        return out
    ray, distance = ray[near], distance[near]
    c, gamma = directions(ray, azimuth_deg=lamp.azimuth_deg, tilt_deg=lamp.tilt_deg)
    candela = lamp.maintenance_factor * intensity(lamp.photometry, c, gamma)
    bare = candela * reception(ray / distance[:, None]) / distance**2
    worth = bare > FAINT_LX
    spots = points[near[worth]]
    out[near[worth]] = bare[worth] * transmissions(scene, (lamp.x_m, lamp.y_m, lamp.z_m), spots)
    return out


def directions(ray: Floats, *, azimuth_deg: float, tilt_deg: float) -> tuple[Floats, Floats]:
    """Photometric angles C and gamma of rays leaving a lamp. [deg]

            C90                 seen from above: C runs counter-clockwise from C0,
             |                  gamma from straight down (0) to straight up (180)
             o---- C0

    Args:
        ray: shape (M, 3), from the lamp to the point, in site axes.
    """
    azimuth, tilt = np.radians(azimuth_deg), np.radians(tilt_deg)
    ahead = np.array([np.sin(azimuth), np.cos(azimuth), 0.0])
    left = np.array([-ahead[1], ahead[0], 0.0])
    up = np.array([0.0, 0.0, 1.0])
    front = np.cos(tilt) * ahead + np.sin(tilt) * up
    down = np.sin(tilt) * ahead - np.cos(tilt) * up
    x, y, z = ray @ front, ray @ left, ray @ down
    c = np.degrees(np.arctan2(y, x)) % 360.0
    gamma = np.degrees(np.arctan2(np.hypot(x, y), z))
    return c, gamma
