"""What a photometric file states besides its candela table."""

from dataclasses import dataclass
from enum import Enum, StrEnum

import numpy as np
from numpy.typing import NDArray

from cpted_rules.text import Text


class Format(StrEnum):
    """The formats and editions that are read."""

    LM63_1986 = "LM-63-1986"
    LM63_1991 = "LM-63-1991"
    LM63_1995 = "LM-63-1995"
    LM63_2002 = "LM-63-2002"
    LM63_2019 = "LM-63-2019"
    EULUMDAT = "EULUMDAT"


class Side(StrEnum):
    """Which side of a luminaire a file calls by which name."""

    LENGTH = "length"
    WIDTH = "width"


class Shape(StrEnum):
    """The luminous opening, as the signs of its sizes say.

    Source: LM-63-2002, table of luminous shapes; a horizontal axis lies along C0 or across it.
    """

    POINT = "point"
    RECTANGLE = "rectangle"
    BOX = "box"
    CIRCLE = "circle"
    ELLIPSE = "ellipse"
    CYLINDER = "cylinder"
    ELLIPTIC_CYLINDER = "elliptic_cylinder"
    SPHERE = "sphere"
    ELLIPSOID = "ellipsoid"
    CYLINDER_ALONG_C0 = "cylinder_along_c0"
    CYLINDER_ACROSS_C0 = "cylinder_across_c0"
    CIRCLE_FACING_C0 = "circle_facing_c0"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A luminaire's body or its luminous opening, on the axes of its C-planes. [m]"""

    along_c0_m: float
    along_c90_m: float
    height_m: float
    shape: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class LampSet:
    """One set of lamps a luminaire may be fitted with.

    Args:
        number: of lamps; negative where the file holds absolute photometry.
        lumens: of all lamps of the set. [lm]
        watts: with the ballast. [W]
    """

    number: float
    lumens: float
    kind: str = ""
    colour: str = ""
    rendering: str = ""
    watts: float | None = None


class LampAttitude(Enum):
    """How the lamp lies in the luminaire when that points straight down.

    Source: LM-63-2002, lamp-to-luminaire geometry 1 to 3.
    """

    VERTICAL = 1
    HORIZONTAL_STAYS = 2
    HORIZONTAL_TILTS = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TiltTable:
    """How the output of the lamp depends on the tilt of the luminaire.

    Args:
        tilt_deg: shape (T,), rising; 0 points straight down.
        factor: shape (T,), of the intensities of the table.
    """

    attitude: LampAttitude
    tilt_deg: NDArray[np.float64]
    factor: NDArray[np.float64]


class Generation(Enum):
    """How an LM-63-2019 file came about; the value is its file generation type.

    Source: LM-63-2019, table of file generation types.
    """

    UNDEFINED = 1.00001
    SIMULATED = 1.0001
    TESTED = 1.0
    TESTED_SCALED = 1.001
    TESTED_INTERPOLATED = 1.01
    TESTED_INTERPOLATED_SCALED = 1.011
    ACCREDITED = 1.1
    ACCREDITED_SCALED = 1.101
    ACCREDITED_INTERPOLATED = 1.11
    ACCREDITED_INTERPOLATED_SCALED = 1.111


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader of the light should know of how its file was understood.

    Args:
        code: stable name, such as `photometry/tilt`.
    """

    code: str
    text: Text


def size_of(width_m: float, length_m: float, height_m: float) -> Size:
    """The luminous opening that three signed sizes of an LM-63 file mean; its width is across C0.

    Editions before 2002 give a circle by its width alone.

    Source: LM-63-2002, table of luminous shapes.
    """
    width, length, height = abs(width_m), abs(length_m), abs(height_m)
    shape = _shape(width_m, length_m, height_m)
    if shape in (Shape.CIRCLE, Shape.CYLINDER) and length == 0:
        length = width
    return Size(along_c0_m=length, along_c90_m=width, height_m=height, shape=shape)


def _shape(width: float, length: float, height: float) -> Shape:
    signs = (_sign(width), _sign(length), _sign(height))
    round_ = abs(width - length) < 1e-6
    plain = {
        (0, 0, 0): Shape.POINT,
        (1, 1, 0): Shape.RECTANGLE,
        (1, 0, 0): Shape.RECTANGLE,
        (0, 1, 0): Shape.RECTANGLE,
        (1, 1, 1): Shape.BOX,
        (-1, 0, 0): Shape.CIRCLE,
        (-1, 0, 1): Shape.CYLINDER,
        (-1, 1, -1): Shape.CYLINDER_ALONG_C0,
        (1, -1, -1): Shape.CYLINDER_ACROSS_C0,
        (-1, 0, -1): Shape.CIRCLE_FACING_C0,
    }
    if signs == (-1, -1, 0):
        return Shape.CIRCLE if round_ else Shape.ELLIPSE
    if signs == (-1, -1, 1):
        return Shape.CYLINDER if round_ else Shape.ELLIPTIC_CYLINDER
    if signs == (-1, -1, -1):
        return Shape.SPHERE if round_ and abs(width - height) < 1e-6 else Shape.ELLIPSOID
    return plain.get(signs, Shape.UNKNOWN)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
