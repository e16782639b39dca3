"""IES LM-63 of 1986 to 2019."""

import re
from collections.abc import Iterator

import numpy as np

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry.table import (
    MOST_VALUES,
    Floats,
    Photometry,
    ascending,
    closed,
    mirrored,
    mirrored_across,
    refusal,
)
from cpted_rules.text import Text, same


class Lm63:
    """Reads IES LM-63 of 1986 to 2019: keywords, TILT, then numbers that may wrap anywhere."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        self.lines = words.split("\n")
        self.tokens: Iterator[tuple[int, str]] = iter(())
        self.line = 1

    def read(self) -> Photometry:
        start = self._tilt_line()
        tilt = self.lines[start].split("=", 1)[1].strip().strip('"').upper()
        self.line = start + 1
        self.tokens = (
            (number, token)
            for number, line in enumerate(self.lines[start + 1 :], start=start + 2)
            for token in re.split(r"[\s,]+", line)
            if token
        )
        if tilt == "INCLUDE":
            self._skip_tilt()
        elif tilt != "NONE":
            raise self._refuse(f"TILT={tilt}", same("TILT=NONE, TILT=INCLUDE"))
        return self._table()

    def _tilt_line(self) -> int:
        for number, line in enumerate(self.lines):
            if re.match(r"[ \t]*TILT[ \t]*=", line, re.IGNORECASE):
                return number
        raise refusal(self.name, len(self.lines), "no TILT line", same("TILT=NONE"))

    def _skip_tilt(self) -> None:
        """Lamp output against tilt of the lamp; luminaires are taken as mounted level."""
        self._number("lamp-to-luminaire geometry")
        count = self._count("number of tilt angles", at_most=1000)
        for _ in range(2 * count):
            self._number("tilt angle or factor")

    def _table(self) -> Photometry:
        lamps = self._number("number of lamps")
        lumens = self._number("lumens per lamp")
        factor = self._number("candela multiplier")
        verticals = self._count("number of vertical angles", at_most=10_000)
        horizontals = self._count("number of horizontal angles", at_most=10_000)
        if verticals * horizontals > MOST_VALUES:
            raise self._refuse(f"{verticals} x {horizontals}", same(f"<= {MOST_VALUES} candela"))
        kind = self._number("photometric type")
        units = self._number("units type")
        if units not in (1, 2):
            raise self._refuse(f"units {units:g}", same("1 (feet), 2 (metres)"))
        for _ in range(3):
            self._number("luminous dimension")  # negative: round, in older files
        factor *= self._number("ballast factor")
        later = self._number("ballast-lamp factor or file generation type")
        if not self._is_2019() and later > 0:
            factor *= later
        self._number("input watts")
        gamma = self._numbers(verticals, "vertical angle")
        plane = self._numbers(horizontals, "horizontal angle")
        candela = self._numbers(verticals * horizontals, "candela").reshape(horizontals, verticals)
        if not ascending(gamma) or not ascending(plane):
            raise self._refuse(
                "angles that do not rise", Text(ko="오름차순 각도", en="angles in rising order")
            )
        absolute = lumens < 0
        return self._of_type(
            kind, plane, gamma, candela * factor, None if absolute else lamps * lumens
        )

    def _of_type(
        self, kind: float, plane: Floats, gamma: Floats, candela: Floats, lumens: float | None
    ) -> Photometry:
        if kind == 2:
            plane, gamma, candela = _from_type_b(plane, gamma, candela)
        elif kind != 1:
            raise self._refuse(
                f"photometric type {kind:g}",
                Text(
                    ko="C형(1) 또는 B형(2); A형은 지원하지 않음",
                    en="type C (1) or B (2); A is not read",
                ),
            )
        elif gamma[0] < 0 or gamma[-1] > 180:
            raise self._refuse(f"{gamma[0]:g}..{gamma[-1]:g}", same("0..180"))
        else:
            plane, candela = self._full_circle(plane, candela)
        return Photometry(
            name=self.name, c_deg=plane, gamma_deg=gamma, candela=candela, lumens=lumens
        )

    def _full_circle(self, plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
        first, last = float(plane[0]), float(plane[-1])
        if len(plane) == 1:
            return np.array([0.0, 360.0]), np.vstack([candela, candela])
        if (first, last) == (0.0, 90.0):
            return mirrored(*mirrored(plane, candela, about=90.0), about=180.0)
        if (first, last) == (0.0, 180.0):
            return mirrored(plane, candela, about=180.0)
        if (first, last) == (90.0, 270.0):  # LM-63-1995
            return mirrored_across(plane, candela)
        if first == 0.0 and last == 360.0:
            return plane, candela
        if (
            first == 0.0 and 180.0 < last < 360.0
        ):  # the last plane, which repeats the first, left out
            return closed(plane, candela)
        raise self._refuse(
            f"{first:g}..{last:g}", same("horizontal angles 0, 0..90, 0..180, 90..270, 0..360")
        )

    def _is_2019(self) -> bool:
        return self.lines[0].strip().upper().startswith("IES:LM-63-2019")

    def _number(self, what: str) -> float:
        self.line, token = next(self.tokens, (len(self.lines), ""))
        try:
            value = float(token)
        except ValueError:
            value = float("nan")
        if not np.isfinite(value):
            raise self._refuse(token or "end of file", same(what))
        return value

    def _count(self, what: str, *, at_most: int) -> int:
        value = self._number(what)
        if value != int(value) or not 1 <= value <= at_most:
            raise self._refuse(f"{value:g}", same(f"{what}: 1..{at_most}"))
        return int(value)

    def _numbers(self, count: int, what: str) -> Floats:
        return np.array([self._number(what) for _ in range(count)], dtype=np.float64)

    def _refuse(self, found: str, expected: Text) -> PhotometryError:
        return refusal(self.name, self.line, found, expected)


def _from_type_b(plane: Floats, vertical: Floats, candela: Floats) -> tuple[Floats, Floats, Floats]:
    """Type B (floodlights) as a type C table.

    The beam (H = 0, V = 0) is straight down for a luminaire as mounted level; the polar axis of the
    B planes lies along C0-C180. A half table (H from 0) is alike on both sides.

    Source: LM-63 type B, CIE 121 B-planes: x = sin H across, y = cos H sin V, z = cos H cos V down.
    Confirmed by the flux a maker states for a type B file.
    """
    if plane[0] == 0.0 and len(plane) > 1:
        plane = np.concatenate([-plane[::-1][:-1], plane])
        candela = np.vstack([candela[::-1][:-1], candela])
    c_deg, gamma_deg = np.arange(0.0, 361.0, 5.0), np.arange(0.0, 91.0, 2.5)
    c, gamma = (np.radians(a) for a in np.meshgrid(c_deg, gamma_deg, indexing="ij"))
    x, y, z = np.sin(gamma) * np.cos(c), np.sin(gamma) * np.sin(c), np.cos(gamma)
    h = np.degrees(np.arcsin(np.clip(x, -1, 1)))
    v = np.degrees(np.arctan2(y, z))
    table = Photometry(name="", c_deg=plane, gamma_deg=vertical, candela=candela, lumens=None)
    values = _open_bilinear(table, h.ravel(), v.ravel()).reshape(h.shape)
    values[-1] = values[0]
    return c_deg, gamma_deg, values


def _open_bilinear(table: Photometry, h: Floats, v: Floats) -> Floats:
    """Bilinear in a table that is not a full circle; 0 outside of it."""
    planes, angles, values = table.c_deg, table.gamma_deg, table.candela
    if len(planes) == 1:
        planes, values = np.array([-90.0, 90.0]), np.vstack([values, values])
    inside = (h >= planes[0]) & (h <= planes[-1]) & (v >= angles[0]) & (v <= angles[-1])
    i = np.clip(np.searchsorted(planes, h, side="right") - 1, 0, len(planes) - 2)
    j = np.clip(np.searchsorted(angles, v, side="right") - 1, 0, len(angles) - 2)
    a = (h - planes[i]) / (planes[i + 1] - planes[i])
    b = (v - angles[j]) / (angles[j + 1] - angles[j])
    low = values[i, j] * (1 - b) + values[i, j + 1] * b
    high = values[i + 1, j] * (1 - b) + values[i + 1, j + 1] * b
    return np.asarray(np.where(inside, low * (1 - a) + high * a, 0.0), dtype=np.float64)
