"""The boxes that Seoul and Korea fill in each coordinate system in use.

The boxes are computed, not kept: the bounds of a rectangle of longitude and latitude, turned by
PROJ. For Seoul they are, in km, 5186: x 179-217, y 536-568; 5181: the same, y 436-468; 5174: within
0.4 km of 5181; 5179: x 935-973, y 1,936-1,968.
"""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from cpted_rules.sitedata.frame import WGS84, best_operation
from cpted_rules.text import Text, same

SEOUL_DEG = (126.76, 37.42, 127.19, 37.71)
KOREA_DEG = (124.0, 33.0, 132.0, 39.0)

SYSTEMS = {
    WGS84: same("WGS 84"),
    "EPSG:5186": Text(ko="중부원점(2010)", en="Central Belt 2010"),
    "EPSG:5179": same("UTM-K"),
    "EPSG:5181": Text(ko="중부원점(y 500,000)", en="Central Belt (y 500,000)"),
    "EPSG:5174": Text(ko="보정된 중부원점(베셀)", en="Modified Central Belt (Bessel)"),
    "EPSG:3857": Text(ko="웹 메르카토르", en="Web Mercator"),
    "EPSG:32652": same("UTM 52N"),
}
"""Systems the values are put to."""

BELTS = ("EPSG:5186", "EPSG:5179", "EPSG:5181", "EPSG:5174")
"""The Korean systems in metres."""

TWINS = frozenset({"EPSG:5181", "EPSG:5174"})
"""Systems whose values look the same: only a declaration tells them apart."""

_NAMES = {"UTM-K": "EPSG:5179", "UTMK": "EPSG:5179", "WGS84": WGS84, "WGS 84": WGS84}

Box = tuple[float, float, float, float]


@lru_cache(maxsize=64)
def box_of(crs: str, area_deg: Box) -> Box:
    """Bounds of an area in a system: x0, y0, x1, y1."""
    if is_geographic(crs):
        return area_deg
    x0, y0, x1, y1 = best_operation(WGS84, crs).transform_bounds(*area_deg)
    return x0, y0, x1, y1


def inside(xy: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Which points lie in a box. Shape (N,)."""
    x0, y0, x1, y1 = box
    x, y = xy[:, 0], xy[:, 1]
    found: NDArray[np.bool_] = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    return found


def code_of(written: str) -> str | None:
    """`EPSG:n` for a code as files and people write it; None where it is written otherwise.

    Files are not trusted with anything but a code: PROJ also takes paths and pipelines.
    """
    words = written.strip()
    if words.upper() in _NAMES:
        return _NAMES[words.upper()]
    if re.search(r"CRS:?84$", words, re.IGNORECASE):
        return WGS84
    found = re.fullmatch(r"(?:.*EPSG\D*(?:[\d.]+[:/])?)?(\d{4,5})", words, re.IGNORECASE)
    return f"EPSG:{found.group(1)}" if found else None


def is_geographic(crs: str) -> bool:
    """Whether a system is in degrees."""
    return bool(CRS.from_user_input(crs).is_geographic)
