"""The lamps of a plan in place, and what is lacking to say what they give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from cpted_rules.analysis.scene.eyes import CLEAR_M, RECESS_M
from cpted_rules.analysis.scene.obstacles import floor_m, top_m
from cpted_rules.analysis.scene.pieces import Floats
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.photometry import Photometry, at_tilt
from cpted_rules.plan import Luminaire, LuminaireKind, SitePlan
from cpted_rules.settings import Settings
from cpted_rules.text import Text

MATTERS_M = 30.0
"""A lamp without photometry or height further away than this leaves the light of a place alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp in place.

    Args:
        z_m: luminous centre above ground.
        azimuth_deg: where C0 points, clockwise from north.
        tilt_deg: by how much the side of C0 is raised.
        roll_deg: by how much the side of C90 is raised, once it is tilted.
        maintenance_factor: share of the new light that is left. [0 to 1]
    """

    id: str
    x_m: float
    y_m: float
    z_m: float
    azimuth_deg: float
    tilt_deg: float
    roll_deg: float = 0.0
    maintenance_factor: float
    photometry: Photometry

    @property
    def axes(self) -> Floats:
        """Unit vectors in site axes: front (C0), left (C90) and down (gamma 0), shape (3, 3)."""
        azimuth, tilt, roll = np.radians([self.azimuth_deg, self.tilt_deg, self.roll_deg])
        ahead = np.array([np.sin(azimuth), np.cos(azimuth), 0.0])
        aside = np.array([-ahead[1], ahead[0], 0.0])
        up = np.array([0.0, 0.0, 1.0])
        front = np.cos(tilt) * ahead + np.sin(tilt) * up
        under = np.sin(tilt) * ahead - np.cos(tilt) * up
        left = np.cos(roll) * aside - np.sin(roll) * under
        down = np.cos(roll) * under + np.sin(roll) * aside
        return np.array([front, left, down])


def directions(axes: Floats, rays: Floats) -> tuple[Floats, Floats]:
    """Photometric angles C and gamma of rays leaving a lamp. [deg]

            C90                 seen from above: C runs counter-clockwise from C0,
             |                  gamma from straight down (0) to straight up (180)
             o---- C0

    Args:
        axes: of the lamp, shape (3, 3).
        rays: shape (M, 3), from the lamp to the points, in site axes.
    """
    x, y, z = axes @ rays.T
    c = np.degrees(np.arctan2(y, x)) % 360.0
    gamma = np.degrees(np.arctan2(np.hypot(x, y), z))
    return c, gamma


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
    *,
    ground: Ground = FLAT,
) -> tuple[Lamp, ...]:
    """The lamps that have photometry, in place, clear of the wall they hang on."""
    return tuple(
        _lamp(plan, settings, lamp, photometry[lamp.photometry], ground)
        for lamp in luminaires
        if lamp.photometry is not None and lamp.photometry in photometry
    )


def _lamp(
    plan: SitePlan, settings: Settings, lamp: Luminaire, photometry: Photometry, ground: Ground
) -> Lamp:
    height = lamp.height_m
    if height is None:
        ceiling = lamp.storey != 0 or lamp.kind is LuminaireKind.CEILING
        height = settings.ceiling_luminaire_height_m if ceiling else settings.luminaire_height_m
    z = floor_m(plan, settings, lamp.storey, lamp.at, ground=ground) + height
    x, y = _clear_of_faces(plan, settings, lamp, z, ground)
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
    plan: SitePlan, settings: Settings, lamp: Luminaire, z: float, ground: Ground
) -> tuple[float, float]:
    """Where a lamp is; one drawn into an outer wall or recess is put just before it."""
    x, y = lamp.at.x, lamp.at.y
    for building in plan.buildings if lamp.storey in (0, 1) else ():
        if not building.area.contains(lamp.at):
            continue
        level = z - ground.under_m(1, building.area.centroid, building=building.id)
        if building.base_m <= level < top_m(plan, settings, building):
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
