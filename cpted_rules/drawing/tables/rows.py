"""Rows of schedules: trees, openings, luminaires and devices, each with its source and remarks."""

from dataclasses import dataclass

from cpted_rules.drawing.layers.layer_map import LIGHT_KINDS, Meaning
from cpted_rules.drawing.reading import LuminaireRow
from cpted_rules.note import Note
from cpted_rules.plan import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """What every row has. None or empty where the table says nothing that can be read.

    Args:
        mark: as written.
        marks: the single marks it names, as plans write them.
        unit: of the quantity, as written.
        refs: the texts it is read from.
        notes: what stands in the row but could not be read.
    """

    mark: str = ""
    marks: tuple[str, ...] = ()
    quantity: float | None = None
    unit: str = ""
    remark: str = ""
    refs: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow(ScheduleRow):
    """One row of the list of plants.

    Args:
        form: what kind of plant it is, as written: 상록교목, 관목.
        crown_base_m: clear height under the crown. [m]
        breast_height_cm: diameter of the trunk at breast height, B. [cm]
        root_collar_cm: diameter of the trunk at the root collar, R. [cm]
    """

    species: str
    form: str = ""
    evergreen: bool | None = None
    height_m: float | None = None
    crown_width_m: float | None = None
    crown_base_m: float | None = None
    breast_height_cm: float | None = None
    root_collar_cm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow(ScheduleRow):
    """One row of the schedule of windows and doors.

    Args:
        kind: window, door or shutter, by its words or else by the last letter of its mark.
        grade: what it says of its resistance, as written; None where it says nothing.
        make: material, frame and glass as written.
    """

    kind: Meaning | None = None
    name: str = ""
    place: str = ""
    width_m: float | None = None
    height_m: float | None = None
    sill_m: float | None = None
    grade: str | None = None
    make: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledLuminaire(ScheduleRow):
    """One row of the schedule of luminaires.

    Args:
        watts: of all its lamps together. [W]
        flux_lm: luminous flux. [lm]
        height_m: of mounting. [m]
        photometry: file name as written.
    """

    name: str = ""
    make: str = ""
    meaning: Meaning | None = None
    watts: float | None = None
    flux_lm: float | None = None
    height_m: float | None = None
    photometry: str | None = None

    def declared(self) -> tuple[LuminaireRow, ...]:
        """The row as a submission would declare it, once for every mark."""
        return tuple(
            LuminaireRow(
                mark=mark,
                photometry=self.photometry,
                kind=LIGHT_KINDS.get(self.meaning) if self.meaning else None,
                height_m=self.height_m,
            )
            for mark in self.marks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow(ScheduleRow):
    """One row of a list of cameras, bells or door access.

    Args:
        meaning: camera, dome camera or bell, by its words or the table's title.
        place: where it stands or what it watches, as written.
        pixels: of the picture in all. [px]
        pixels_wide: columns of the picture, where they are stated. [px]
        view_deg: angle of view. [deg]
        focal_from_mm: shortest focal length. [mm]
        focal_to_mm: longest focal length; the same for a fixed lens. [mm]
    """

    name: str = ""
    make: str = ""
    meaning: Meaning | None = None
    place: str = ""
    pixels: int | None = None
    pixels_wide: int | None = None
    pixels_high: int | None = None
    view_deg: float | None = None
    focal_from_mm: float | None = None
    focal_to_mm: float | None = None
    height_m: float | None = None
