"""Photometric files: IES LM-63 and EULUMDAT to a candela table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpted_rules.errors import Fault, PhotometryError
from cpted_rules.text import Text, same

Floats = NDArray[np.float64]

MOST_VALUES = 1_000_000
"""Candela values of one file; a laboratory file of 1.3 MB has about 150,000."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photometry:
    """Luminous intensity of a luminaire. [cd]

    Args:
        c_deg: shape (P,), C-plane angles 0 to 360 inclusive (the last repeats the first); C0 is the
            direction a luminaire's azimuth points to. Always the full circle, symmetry expanded.
            C runs counter-clockwise seen from above. C0 is where the file has it: for IES along the
            length of the luminaire, for EULUMDAT across it, if the maker kept to the letter.
        gamma_deg: shape (G,), angles from straight down, 0 to 180 or a part of it.
        candela: shape (P, G), with ballast and multiplier applied, without maintenance factor.
    """

    name: str
    c_deg: NDArray[np.float64]
    gamma_deg: NDArray[np.float64]
    candela: NDArray[np.float64]
    lumens: float | None


def intensity(photometry: Photometry, c_deg: Floats, gamma_deg: Floats) -> Floats:
    """Intensity in each direction, bilinear between table angles; 0 outside of them. [cd]

    Args:
        c_deg, gamma_deg: shape (M,).
    """
    planes, angles, table = photometry.c_deg, photometry.gamma_deg, photometry.candela
    c = np.mod(c_deg, 360.0)
    i = np.clip(np.searchsorted(planes, c, side="right") - 1, 0, len(planes) - 2)
    u = (c - planes[i]) / (planes[i + 1] - planes[i])
    if len(angles) == 1:
        j, v = np.zeros(len(c), dtype=np.intp), np.zeros(len(c))
        upper = j
    else:
        j = np.clip(np.searchsorted(angles, gamma_deg, side="right") - 1, 0, len(angles) - 2)
        upper = j + 1
        v = (gamma_deg - angles[j]) / (angles[upper] - angles[j])
    low = table[i, j] * (1 - v) + table[i, upper] * v
    high = table[i + 1, j] * (1 - v) + table[i + 1, upper] * v
    within = (gamma_deg >= angles[0] - 1e-9) & (gamma_deg <= angles[-1] + 1e-9)
    return np.asarray(np.where(within, low * (1 - u) + high * u, 0.0), dtype=np.float64)


def read_photometry(raw: bytes, name: str) -> Photometry:
    """The candela table of an IES LM-63 or EULUMDAT file.

    Args:
        raw: the file; bytes beyond ASCII only occur in its words.
        name: the file's name; an ending `.ldt` means EULUMDAT, and so does content without TILT=.

    Raises:
        PhotometryError: says the line, what was found and what was expected.
    """
    words = raw.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    if b"\0" in raw or not words.strip():
        raise _refusal(name, 1, "no text" if words.strip() else "an empty file", _A_FILE)
    tilted = re.search(r"(?mi)^[ \t]*TILT[ \t]*=", words)
    if name.casefold().endswith(".ldt") or (tilted is None and not words.startswith("IES")):
        return _Eulumdat(name, words).read()
    return _Lm63(name, words).read()


_A_FILE = Text(ko="IES LM-63 또는 EULUMDAT 파일", en="an IES LM-63 or EULUMDAT file")


def _refusal(name: str, line: int, found: str, expected: Text) -> PhotometryError:
    return PhotometryError(
        Fault(
            code="photometry",
            where=f"{name}:{line}",
            found=same(found[:80]),
            expected=expected,
            remedy=Text(
                ko="제조사의 원본 배광 파일을 다시 내려받아 제출하십시오",
                en="Submit the original photometric file of the maker again",
            ),
        )
    )


def _ascending(values: Floats) -> bool:
    return bool(np.all(np.diff(values) > 0))


class _Lm63:
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
        raise _refusal(self.name, len(self.lines), "no TILT line", same("TILT=NONE"))

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
        if not _ascending(gamma) or not _ascending(plane):
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
            return _mirrored(*_mirrored(plane, candela, about=90.0), about=180.0)
        if (first, last) == (0.0, 180.0):
            return _mirrored(plane, candela, about=180.0)
        if (first, last) == (90.0, 270.0):  # LM-63-1995
            return _mirrored_across(plane, candela)
        if first == 0.0 and last == 360.0:
            return plane, candela
        if (
            first == 0.0 and 180.0 < last < 360.0
        ):  # the last plane, which repeats the first, left out
            return _closed(plane, candela)
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
        return _refusal(self.name, self.line, found, expected)


def _mirrored(plane: Floats, candela: Floats, *, about: float) -> tuple[Floats, Floats]:
    """Planes from 0 to `about`, and their mirror image beyond it."""
    return (
        np.concatenate([plane, (2 * about - plane)[::-1][1:]]),
        np.vstack([candela, candela[::-1][1:]]),
    )


def _mirrored_across(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes from 90 to 270, and their mirror image on the other side of the plane C90-C270."""
    inner = slice(1, -1)
    return _closed(
        np.concatenate([plane, np.mod(180.0 - plane[inner], 360.0)]),
        np.vstack([candela, candela[inner]]),
    )


def _closed(plane: Floats, candela: Floats) -> tuple[Floats, Floats]:
    """Planes all around, in any order, as a circle from 0 to 360; a plane at 0 is put in."""
    turned = np.mod(plane, 360.0)
    order = np.argsort(turned)
    planes, rows = turned[order], candela[order]
    if planes[0] > 0.0:
        share = (360.0 - planes[-1]) / (planes[0] + 360.0 - planes[-1])
        planes = np.concatenate([[0.0], planes])
        rows = np.vstack([rows[-1] * (1 - share) + rows[0] * share, rows])
    return np.append(planes, 360.0), np.vstack([rows, rows[:1]])


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


class _Eulumdat:
    """Reads EULUMDAT: one value on each line, at fixed places."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        self.lines = [line.strip() for line in words.split("\n")]

    def read(self) -> Photometry:
        symmetry = self._count(3, "Isym", at_least=0, at_most=4)
        planes = self._count(4, "Mc", at_least=1, at_most=721)
        angles = self._count(6, "Ng", at_least=1, at_most=3601)
        conversion = self._number(24, "conversion factor") or 1.0
        sets = self._count(26, "number of lamp sets", at_least=1, at_most=20)
        number = self._number(27, "number of lamps")
        flux = self._number(29, "total luminous flux")
        at = 27 + 6 * sets + 10
        c = self._numbers(at, planes, "C angle")
        gamma = self._numbers(at + planes, angles, "gamma angle")
        stored = {0: planes, 1: 1, 2: planes // 2 + 1, 3: planes // 2 + 1, 4: planes // 4 + 1}
        rows = stored[symmetry]
        values = self._numbers(at + planes + angles, rows * angles, "cd/klm")
        if not _ascending(gamma) or not _ascending(c):
            raise self._refuse(
                at, "angles that do not rise", Text(ko="오름차순 각도", en="angles in rising order")
            )
        candela = values.reshape(rows, angles) * (1.0 if number < 0 else flux / 1000) * conversion
        c, candela = self._full_circle(symmetry, c, candela, at)
        return Photometry(
            name=self.name,
            c_deg=c,
            gamma_deg=gamma,
            candela=candela,
            lumens=None if number < 0 else flux,
        )

    def _full_circle(
        self, symmetry: int, c: Floats, candela: Floats, at: int
    ) -> tuple[Floats, Floats]:
        if symmetry == 1:
            return np.array([0.0, 360.0]), np.vstack([candela, candela])
        if symmetry == 0:
            return _closed(c, candela)
        wanted = {2: (0.0, 180.0), 3: (90.0, 270.0), 4: (0.0, 90.0)}[symmetry]
        first = int(np.searchsorted(c, wanted[0]))
        part = c[first : first + len(candela)]
        if len(part) != len(candela) or (part[0], part[-1]) != wanted:
            raise self._refuse(
                at, f"planes {c[0]:g}..{c[-1]:g}", same(f"C {wanted[0]:g}..{wanted[1]:g}")
            )
        if symmetry == 2:
            return _mirrored(part, candela, about=180.0)
        if symmetry == 4:
            return _mirrored(*_mirrored(part, candela, about=90.0), about=180.0)
        return _mirrored_across(part, candela)

    def _number(self, line: int, what: str) -> float:
        words = self.lines[line - 1] if line <= len(self.lines) else ""
        try:
            value = float(words.replace(",", ".") or "nan")
        except ValueError:
            value = float("nan")
        if not np.isfinite(value):
            found = words or ("empty line" if line <= len(self.lines) else "end of file")
            raise self._refuse(line, found, same(what))
        return value

    def _count(self, line: int, what: str, *, at_least: int, at_most: int) -> int:
        value = self._number(line, what)
        if value != int(value) or not at_least <= value <= at_most:
            raise self._refuse(line, f"{value:g}", same(f"{what}: {at_least}..{at_most}"))
        return int(value)

    def _numbers(self, first: int, count: int, what: str) -> Floats:
        if count > MOST_VALUES:
            raise self._refuse(first, str(count), same(f"<= {MOST_VALUES} {what}"))
        return np.array([self._number(first + n, what) for n in range(count)], dtype=np.float64)

    def _refuse(self, line: int, found: str, expected: Text) -> PhotometryError:
        return _refusal(self.name, line, found, expected)
