"""EULUMDAT."""

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


class Eulumdat:
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
        if not ascending(gamma) or not ascending(c):
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
            return closed(c, candela)
        wanted = {2: (0.0, 180.0), 3: (90.0, 270.0), 4: (0.0, 90.0)}[symmetry]
        first = int(np.searchsorted(c, wanted[0]))
        part = c[first : first + len(candela)]
        if len(part) != len(candela) or (part[0], part[-1]) != wanted:
            raise self._refuse(
                at, f"planes {c[0]:g}..{c[-1]:g}", same(f"C {wanted[0]:g}..{wanted[1]:g}")
            )
        if symmetry == 2:
            return mirrored(part, candela, about=180.0)
        if symmetry == 4:
            return mirrored(*mirrored(part, candela, about=90.0), about=180.0)
        return mirrored_across(part, candela)

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
        return refusal(self.name, line, found, expected)
