"""EULUMDAT."""

from dataclasses import replace

import numpy as np

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry.checks import check_flux, remarks_on
from cpted_rules.photometry.circles import axial
from cpted_rules.photometry.flux import flux_lm
from cpted_rules.photometry.refusal import refusal
from cpted_rules.photometry.stated import Format, LampSet, Remark, Shape, Side, Size
from cpted_rules.photometry.table import (
    MOST_VALUES,
    Floats,
    Photometry,
    ascending,
    closed,
    mirrored,
    mirrored_across,
)
from cpted_rules.photometry.words import number_of
from cpted_rules.text import Text, same

MISFIT = 0.05
"""Planes that are all stored may miss the stated symmetry by this share of the peak."""

KEYS = {1: "COMPANY", 8: "REPORT", 9: "LUMINAIRE", 10: "NUMBER", 11: "FILE", 12: "DATE"}

RISING = Text(ko="오름차순 각도", en="angles in rising order")
PLANES_OF = Text(
    ko="대칭 Isym {symmetry}에 맞는 C면 수와 각도", en="C-planes that fit symmetry {symmetry}"
)
ALL_AROUND = Text(ko="대칭이 없으면 한 바퀴의 C면", en="C-planes all around, without symmetry")
COUNTED = Text(
    ko="광도 {stored}개(대칭 {symmetry}) 또는 {all}개(모든 면)",
    en="{stored} intensities (symmetry {symmetry}) or {all} (all planes)",
)
FOUND_COUNT = Text(ko="광도 {count}개", en="{count} intensities")
NOT_ALIKE = Text(
    ko="대칭 표시 Isym {symmetry}에 어긋남: 면들이 최대광도의 {share}%까지 다름",
    en="planes that differ by {share} % of the peak, of symmetry {symmetry}",
)
ALIKE = Text(ko="대칭에 맞는 면", en="planes that fit the symmetry")
MIRRORED = Text(
    ko="대칭(Isym {symmetry})으로 생략된 면을 채움",
    en="planes left out by symmetry (Isym {symmetry}) filled in",
)
ALL_STORED = Text(
    ko="대칭 Isym {symmetry}이지만 모든 면이 있어 그대로 씀",
    en="symmetry Isym {symmetry}, but all planes are there and are used",
)
SETS = Text(
    ko="램프 조합 {count}개 중 첫째({kind}, {lumens} lm)로 계산",
    en="computed for the first ({kind}, {lumens} lm) of {count} lamp sets",
)
ABSOLUTE_PER_KLM = Text(
    ko="절대 배광(램프 수 음수): 기구 광속 {lumens} lm 기준의 cd/klm 표로 봄",
    en="absolute photometry (negative lamps): the table is in cd/klm of {lumens} lm",
)
ABSOLUTE_CANDELA = Text(
    ko="절대 배광(램프 수 음수): 표를 cd로 봄",
    en="absolute photometry (negative lamps): the table is in candela",
)
TILTED = Text(
    ko="측정 시 기구 기울기 {tilt}°: 배광표에 이미 반영됨",
    en="measured with the luminaire tilted by {tilt} degrees: the table has it in already",
)
FACTOR = Text(ko="광도에 곱한 환산 계수: {factor}", en="intensities multiplied by {factor}")
NO_FACTOR = Text(ko="환산 계수가 없어 1로 봄", en="no conversion factor: taken as 1")


class Eulumdat:
    """Reads EULUMDAT: one value on each line, at fixed places."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        self.lines = [line.strip() for line in words.rstrip().split("\n")]
        self.remarks: list[Remark] = []

    def read(self) -> Photometry:
        symmetry = self._count(3, "Isym", at_least=0, at_most=4)
        planes = self._count(4, "Mc", at_least=1, at_most=721)
        angles = self._count(6, "Ng", at_least=1, at_most=3601)
        if planes * angles > MOST_VALUES:
            raise self._refuse(6, f"{planes} x {angles}", same(f"<= {MOST_VALUES} cd/klm"))
        sets = self._lamp_sets()
        at = 27 + 6 * len(sets) + 10
        c = self._numbers(at, planes, "C angle")
        gamma = self._numbers(at + planes, angles, "gamma angle")
        if not ascending(gamma) or not ascending(c):
            raise self._refuse(at, "angles that do not rise", RISING)
        if gamma[0] < 0 or gamma[-1] > 180:
            raise self._refuse(at + planes, f"{gamma[0]:g}..{gamma[-1]:g}", same("gamma 0..180"))
        c_deg, values = self._planes(symmetry, c, angles, at + planes + angles, line=at)
        absolute = sets[0].number < 0
        table = Photometry(
            name=self.name,
            c_deg=c_deg,
            gamma_deg=gamma,
            candela=values,
            lumens=None if absolute else sets[0].lumens,
            format=Format.EULUMDAT,
            luminaire=self._words(9) or self._words(10),
            maker=self._words(1),
            c0_along=Side.WIDTH,
            opening=self._size(16, 17, range(18, 22)),
            body=self._size(13, 14, range(15, 16)),
            watts=sets[0].watts,
            lamp_sets=sets,
            keywords=tuple((key, self._words(n)) for n, key in KEYS.items() if self._words(n)),
            output_ratio=self._share(23),
            downward_share=self._share(22),
            measured_tilt_deg=self._optional(25) or 0.0,
        )
        factor = self._conversion() * self._unit(table, sets[0])
        table = replace(table, candela=values * factor, factor=factor)
        check_flux(table, line=29)
        if table.measured_tilt_deg:
            words = TILTED.fill(tilt=f"{table.measured_tilt_deg:g}")
            self.remarks.append(Remark("photometry/measured-tilt", words))
        return replace(table, remarks=(*self.remarks, *remarks_on(table)))

    def _lamp_sets(self) -> tuple[LampSet, ...]:
        count = self._count(26, "number of lamp sets", at_least=1, at_most=20)
        found = []
        for first in range(27, 27 + 6 * count, 6):
            watts = self._optional(first + 5)
            found.append(
                LampSet(
                    number=self._number(first, "number of lamps"),
                    lumens=self._number(first + 2, "total luminous flux"),
                    kind=self._words(first + 1),
                    colour=self._words(first + 3),
                    rendering=self._words(first + 4),
                    watts=watts if watts and watts > 0 else None,
                )
            )
        if found[0].lumens < 0 or (found[0].lumens == 0 and found[0].number >= 0):
            raise self._refuse(29, f"{found[0].lumens:g}", same("total luminous flux > 0"))
        if count > 1:
            words = SETS.fill(
                count=str(count), kind=found[0].kind or "-", lumens=f"{found[0].lumens:,.0f}"
            )
            self.remarks.append(Remark("photometry/lamp-sets", words))
        return tuple(found)

    def _conversion(self) -> float:
        if not self._words(24):
            self.remarks.append(Remark("photometry/factor", NO_FACTOR))
            return 1.0
        factor = self._number(24, "conversion factor") or 1.0
        if factor < 0:
            raise self._refuse(24, f"{factor:g}", same("conversion factor > 0"))
        if factor != 1.0:
            self.remarks.append(Remark("photometry/factor", FACTOR.fill(factor=f"{factor:g}")))
        return factor

    def _unit(self, table: Photometry, lamps: LampSet) -> float:
        """Candela of one unit of the table.

        The format holds cd/klm. With absolute photometry (a negative number of lamps) some
        writers keep to that, by the flux of the luminaire, and others store candela: the one
        whose flux is nearer to the stated one is meant.
        """
        per_klm = lamps.lumens / 1000.0
        if lamps.number >= 0:
            return per_klm
        flux = flux_lm(table)
        if (
            per_klm > 0
            and flux > 0
            and abs(np.log(flux / 1000)) < abs(np.log(flux / per_klm / 1e3))
        ):
            words = ABSOLUTE_PER_KLM.fill(lumens=f"{lamps.lumens:,.0f}")
            self.remarks.append(Remark("photometry/absolute", words))
            return per_klm
        self.remarks.append(Remark("photometry/absolute", ABSOLUTE_CANDELA))
        return 1.0

    def _planes(
        self, symmetry: int, c: Floats, angles: int, first: int, *, line: int
    ) -> tuple[Floats, Floats]:
        """The full circle of the planes that are stored.

        Source: EULUMDAT: planes 1 to Mc (Isym 0), 1 (1), 1 to Mc/2+1 (2), 3Mc/4+1 to C270 + 180
        over C0 (3), 1 to Mc/4+1 (4).
        """
        planes, there = len(c), max(len(self.lines) - first + 1, 0)
        parts = {0: 1, 1: planes, 2: 2, 3: 2, 4: 4}[symmetry]
        stored = planes // parts + (symmetry > 1)
        fits = planes % parts == 0 and (symmetry != 3 or planes % 4 == 0)
        whole = symmetry > 0 and planes > stored and there == planes * angles
        if there > stored * angles and not whole:
            extra = self.lines[first - 1 + stored * angles]
            if number_of(extra.replace(",", ".")) is not None:
                expected = COUNTED.fill(
                    stored=str(stored * angles), symmetry=str(symmetry), all=str(planes * angles)
                )
                raise self._refuse(first, FOUND_COUNT.fill(count=str(there)), expected)
        rows = planes if whole else stored
        values = self._numbers(first, rows * angles, "cd/klm").reshape(rows, angles)
        if (values < 0).any():
            worst = int(np.argmin(values))
            raise self._refuse(first + worst, f"{values.min():g}", same("cd/klm >= 0"))
        if whole:
            return self._whole(symmetry, c, values, line)
        if symmetry == 1:
            return axial(values)
        if symmetry == 0:
            self._must_surround(c, line)
            return closed(c, values)
        words = MIRRORED.fill(symmetry=str(symmetry))
        self.remarks.append(Remark("photometry/symmetry", words))
        start, ends = {2: (0, (0, 180)), 3: (270, (270, 90)), 4: (0, (0, 90))}[symmetry]
        order = (np.arange(stored) + planes * start // 360) % planes
        part = c[order] if fits else c
        if not fits or (part[0], part[-1]) != ends:
            expected = PLANES_OF.fill(symmetry=str(symmetry))
            raise self._refuse(line, f"{planes} planes {c[0]:g}..{c[-1]:g}", expected)
        if symmetry == 2:
            return mirrored(part, values, about=180.0)
        if symmetry == 4:
            return mirrored(*mirrored(part, values, about=90.0), about=180.0)
        return mirrored_across(np.where(part > 180.0, part - 360.0, part), values)

    def _must_surround(self, c: Floats, line: int) -> None:
        """Planes without symmetry must go all around; a single one is alike to all sides."""
        if len(c) > 1 and 360.0 - (c[-1] - c[0]) > np.diff(c).max() * 1.01:
            raise self._refuse(line, f"{len(c)} planes {c[0]:g}..{c[-1]:g}", ALL_AROUND)

    def _whole(self, symmetry: int, c: Floats, values: Floats, line: int) -> tuple[Floats, Floats]:
        """All planes, where they fit the symmetry that the file states."""
        whole, rows = closed(c, values)
        images = {1: (whole * 0,), 2: (-whole,), 3: (180 - whole,), 4: (-whole, 180 - whole)}
        apart = 0.0
        for image in images[symmetry]:
            seen = [np.interp(np.mod(image, 360.0), whole, column) for column in rows.T]
            apart = max(apart, float(np.abs(np.array(seen).T - rows).max()))
        if apart > MISFIT * rows.max():
            share = f"{100 * apart / rows.max():.0f}"
            found = NOT_ALIKE.fill(symmetry=str(symmetry), share=share)
            raise self._refuse(line, found, ALIKE)
        words = ALL_STORED.fill(symmetry=str(symmetry))
        self.remarks.append(Remark("photometry/all-planes", words))
        return whole, rows

    def _size(self, length: int, width: int, heights: range) -> Size | None:
        """A body or opening in metres; a width of 0 means a round one. Length lies along C90."""
        along = (self._optional(length) or 0.0) / 1000.0
        across = (self._optional(width) or 0.0) / 1000.0
        height = max((self._optional(n) or 0.0) for n in heights) / 1000.0
        if min(along, across, height) < 0 or along == 0:
            return None
        if across == 0:
            shape = Shape.CYLINDER if height > 0 else Shape.CIRCLE
            across = along
        else:
            shape = Shape.BOX if height > 0 else Shape.RECTANGLE
        return Size(along_c0_m=across, along_c90_m=along, height_m=height, shape=shape)

    def _share(self, line: int) -> float | None:
        percent = self._optional(line)
        return percent / 100.0 if percent is not None and percent > 0 else None

    def _words(self, line: int) -> str:
        return self.lines[line - 1] if line <= len(self.lines) else ""

    def _optional(self, line: int) -> float | None:
        return number_of(self._words(line).replace(",", "."))

    def _number(self, line: int, what: str) -> float:
        value = self._optional(line)
        if value is None:
            empty = "empty line" if line <= len(self.lines) else "end of file"
            raise self._refuse(line, self._words(line) or empty, same(what))
        return value

    def _count(self, line: int, what: str, *, at_least: int, at_most: int) -> int:
        value = self._number(line, what)
        if value != int(value) or not at_least <= value <= at_most:
            raise self._refuse(line, f"{value:g}", same(f"{what}: {at_least}..{at_most}"))
        return int(value)

    def _numbers(self, first: int, count: int, what: str) -> Floats:
        return np.array([self._number(first + n, what) for n in range(count)], dtype=np.float64)

    def _refuse(self, line: int, found: str | Text, expected: Text) -> PhotometryError:
        return refusal(self.name, line, found, expected)
