"""IES LM-63 of 1986 to 2019."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry.checks import check_flux, remarks_on
from cpted_rules.photometry.circles import Table, of_type_a, of_type_b, of_type_c
from cpted_rules.photometry.refusal import ASK_THE_MAKER, refusal
from cpted_rules.photometry.stated import (
    Format,
    Generation,
    LampAttitude,
    LampSet,
    Remark,
    Side,
    TiltTable,
    size_of,
)
from cpted_rules.photometry.table import MOST_VALUES, Floats, Photometry, ascending
from cpted_rules.photometry.words import first_of, keywords_of, number_of
from cpted_rules.text import Text, same

FOOT_M = 0.3048

RISING = Text(ko="오름차순 각도", en="angles in rising order")
BEFORE_TILT = Text(
    ko="숫자(키워드 줄은 TILT= 줄 앞에)", en="a number (keyword lines come before TILT=)"
)
AS_COUNTED = Text(
    ko="각도 개수에 맞는 광도 {count}개", en="as many intensities as the angles say: {count}"
)
MORE_FOLLOW = Text(ko="그 뒤에 숫자 {count}개가 더 있음", en="{count} more numbers after them")
TILT_REMEDY = Text(
    ko="기울기 표를 파일 안에 넣은 것(TILT=INCLUDE) 또는 TILT=NONE 파일을 제출하십시오",
    en="Submit the file with the tilt table inside it (TILT=INCLUDE), or with TILT=NONE",
)
TILT_KEPT = Text(
    ko="TILT=INCLUDE: 램프 기울기 계수를 보관하고 적용하지 않음",
    en="TILT=INCLUDE: the tilt factors are kept and not applied",
)
FACTOR = Text(
    ko="광도에 곱한 계수: {factor} (승수 {multiplier}, 안정기 계수 {ballast})",
    en="intensities were multiplied by {factor} (multiplier {multiplier}, ballast {ballast})",
)
LEFT_ALONE = Text(
    ko="안정기 계수 뒤의 값 {value}: {edition}에서는 뜻이 없어 쓰지 않음",
    en="the value {value} after the ballast factor means nothing in {edition} and is not used",
)
ABSOLUTE = Text(ko="절대 배광(램프 광속 -1)", en="absolute photometry (lumens -1)")
PARTIAL = Text(
    ko="연직각 {first}~{last}° 밖은 0으로 봄", en="dark outside of vertical angles {first}..{last}"
)
TYPES = Text(ko="C형(1), B형(2), A형(3)", en="type C (1), B (2) or A (3)")
FITS = Text(
    ko="수평각 0, 0~90, 0~180, 90~270, 0~360(양 끝 면이 같음)",
    en="horizontal angles 0, 0..90, 0..180, 90..270, 0..360 (with both end planes alike)",
)
ENDS = Text(ko="표 뒤의 글을 무시함: {words}", en="words after the table are ignored: {words}")


class Lm63:
    """Reads IES LM-63 of 1986 to 2019: keywords, TILT, then numbers that may wrap anywhere."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        self.lines = words.split("\n")
        self.tokens: Iterator[tuple[int, str]] = iter(())
        self.line = 1
        self.remarks: list[Remark] = []
        self.format = _format(self.lines)

    def read(self) -> Photometry:
        start = self._tilt_line()
        words = self.lines[start].split("=", 1)[1].strip().strip('"')
        self.line = start + 1
        self.tokens = (
            (number, token)
            for number, line in enumerate(self.lines[start + 1 :], start=start + 2)
            for token in re.split(r"[\s,]+", line)
            if token
        )
        if words.upper() not in ("NONE", "INCLUDE"):
            raise self._refuse(f"TILT={words}", same("TILT=NONE, TILT=INCLUDE"), TILT_REMEDY)
        tilt = self._tilt_table() if words.upper() == "INCLUDE" else None
        first = 0 if self.format is Format.LM63_1986 else 1
        table = replace(self._table(), tilt=tilt, keywords=keywords_of(self.lines[first:start]))
        keys = table.keywords
        table = replace(
            table,
            luminaire=first_of(keys, "LUMINAIRE", "LUMCAT", "CATALOG NUMBER", "TEST"),
            maker=first_of(keys, "MANUFAC", "PREPARED FOR"),
        )
        return replace(table, remarks=(*self.remarks, *remarks_on(table)))

    def _tilt_line(self) -> int:
        for number, line in enumerate(self.lines):
            if re.match(r"[ \t]*TILT[ \t]*=", line, re.IGNORECASE):
                return number
        raise refusal(self.name, len(self.lines), "no TILT line", same("TILT=NONE"))

    def _tilt_table(self) -> TiltTable:
        attitude = self._count("lamp-to-luminaire geometry", at_most=3)
        count = self._count("number of tilt angles", at_most=1000)
        angles = self._numbers(count, "tilt angle")
        if not ascending(angles):
            raise self._refuse("tilt angles that do not rise", RISING)
        factors = self._numbers(count, "tilt factor")
        if (factors < 0).any():
            raise self._refuse(f"tilt factor {factors.min():g}", same(">= 0"))
        self.remarks.append(Remark("photometry/tilt", TILT_KEPT))
        return TiltTable(attitude=LampAttitude(attitude), tilt_deg=angles, factor=factors)

    def _table(self) -> Photometry:
        lamps = self._number("number of lamps")
        lumens = self._number("lumens per lamp")
        lumens_line = self.line
        multiplier = self._positive("candela multiplier")
        verticals = self._count("number of vertical angles", at_most=10_000)
        horizontals = self._count("number of horizontal angles", at_most=10_000)
        if verticals * horizontals > MOST_VALUES:
            raise self._refuse(f"{verticals} x {horizontals}", same(f"<= {MOST_VALUES} candela"))
        kind = self._number("photometric type")
        if kind not in (1, 2, 3):
            raise self._refuse(f"photometric type {kind:g}", TYPES)
        units = self._number("units type")
        if units not in (1, 2):
            raise self._refuse(f"units {units:g}", same("1 (feet), 2 (metres)"))
        unit = FOOT_M if units == 1 else 1.0
        width, length, height = (self._number("luminous size") * unit for _ in range(3))
        factor, generation = self._factor(multiplier)
        watts = self._number("input watts")
        gamma = self._numbers(verticals, "vertical angle")
        self._must_rise(gamma)
        plane = self._numbers(horizontals, "horizontal angle")
        self._must_rise(plane)
        values = self._numbers(verticals * horizontals, "candela")
        if (values < 0).any():
            raise self._refuse(f"candela {values.min():g}", same("candela >= 0"))
        self._end(verticals * horizontals)
        c_deg, gamma, candela = self._on_circle(
            int(kind), plane, gamma, values.reshape(horizontals, verticals) * factor
        )
        if lumens < 0:
            self.remarks.append(Remark("photometry/absolute", ABSOLUTE))
        table = Photometry(
            name=self.name,
            c_deg=c_deg,
            gamma_deg=gamma,
            candela=candela,
            lumens=lamps * lumens if lumens > 0 and lamps > 0 else None,
            format=self.format,
            c0_along=Side.LENGTH,
            opening=size_of(width, length, height),
            watts=watts if watts > 0 else None,
            factor=factor,
            generation=generation,
            lamp_sets=(LampSet(number=lamps, lumens=lumens * max(lamps, 0.0)),),
        )
        check_flux(table, line=lumens_line)
        return table

    def _factor(self, multiplier: float) -> tuple[float, Generation | None]:
        """What the values are multiplied by, and how the file came about (2019).

        Source: the value after the ballast factor is a ballast-lamp photometric factor up to
        LM-63-1995, for future use in LM-63-2002, the file generation type in LM-63-2019.
        """
        ballast = self._positive("ballast factor")
        later = self._number("ballast-lamp factor or file generation type")
        generation = None
        if self.format is Format.LM63_2019:
            known = {g.value: g for g in Generation}
            generation = known.get(round(later, 5))
        elif self.format is not Format.LM63_2002 and later > 0:
            ballast *= later
        used = self.format not in (Format.LM63_2002, Format.LM63_2019) and later > 0
        if not used and generation is None and later != 1:
            words = LEFT_ALONE.fill(value=f"{later:g}", edition=self.format)
            self.remarks.append(Remark("photometry/unused-factor", words))
        factor = multiplier * ballast
        if factor != 1.0:
            words = FACTOR.fill(
                factor=f"{factor:g}", multiplier=f"{multiplier:g}", ballast=f"{ballast:g}"
            )
            self.remarks.append(Remark("photometry/factor", words))
        return factor, generation

    def _on_circle(self, kind: int, plane: Floats, gamma: Floats, candela: Floats) -> Table:
        low, high = (0, 180) if kind == 1 else ((-180, 180) if kind == 2 else (-90, 90))
        if gamma[0] < low or gamma[-1] > high or (kind != 1 and len(gamma) < 2):
            raise self._refuse(
                f"vertical angles {gamma[0]:g}..{gamma[-1]:g}", same(f"{low}..{high}")
            )
        if gamma[0] not in (low, 0, 90, -90) or gamma[-1] not in (high, 90):
            words = PARTIAL.fill(first=f"{gamma[0]:g}", last=f"{gamma[-1]:g}")
            self.remarks.append(Remark("photometry/partial", words))
        if kind == 1:
            found = of_type_c(plane, candela)
            if found is None:
                raise self._refuse(f"{plane[0]:g}..{plane[-1]:g}", FITS)
            c_deg, rows, remarks = found
            self.remarks.extend(remarks)
            return c_deg, gamma, rows
        reach = 90 if kind == 2 else 180
        if plane[0] < -reach or plane[-1] > reach:
            raise self._refuse(
                f"horizontal angles {plane[0]:g}..{plane[-1]:g}", same(f"{-reach}..{reach}")
            )
        table, remarks = (of_type_b if kind == 2 else of_type_a)(plane, gamma, candela)
        self.remarks.extend(remarks)
        return table

    def _end(self, count: int) -> None:
        """Numbers beyond the table mean that the counts are wrong."""
        rest = list(self.tokens)
        if not rest:
            return
        self.line, token = rest[0]
        numbers = sum(number_of(word) is not None for _, word in rest)
        if numbers and number_of(token) is not None:
            found = MORE_FOLLOW.fill(count=str(numbers))
            raise self._refuse(found, AS_COUNTED.fill(count=str(count)))
        if token.startswith("["):
            raise self._refuse(token, BEFORE_TILT)
        words = " ".join(word for _, word in rest)[:60]
        self.remarks.append(Remark("photometry/after-table", ENDS.fill(words=words)))

    def _must_rise(self, angles: Floats) -> None:
        if not ascending(angles):
            raise self._refuse("angles that do not rise", RISING)

    def _number(self, what: str) -> float:
        self.line, token = next(self.tokens, (len(self.lines), ""))
        value = number_of(token)
        if value is None:
            expected = BEFORE_TILT if token.startswith("[") else same(what)
            raise self._refuse(token or "end of file", expected)
        return value

    def _positive(self, what: str) -> float:
        value = self._number(what)
        if value <= 0:
            raise self._refuse(f"{value:g}", same(f"{what} > 0"))
        return value

    def _count(self, what: str, *, at_most: int) -> int:
        value = self._number(what)
        if value != int(value) or not 1 <= value <= at_most:
            raise self._refuse(f"{value:g}", same(f"{what}: 1..{at_most}"))
        return int(value)

    def _numbers(self, count: int, what: str) -> Floats:
        return np.array([self._number(what) for _ in range(count)], dtype=np.float64)

    def _refuse(
        self, found: str | Text, expected: Text, remedy: Text = ASK_THE_MAKER
    ) -> PhotometryError:
        return refusal(self.name, self.line, found, expected, remedy=remedy)


def _format(lines: list[str]) -> Format:
    """The edition by the first line; without one it is that of 1986."""
    match = re.match(r"\s*IES(?:NA)?\s*:?\s*(?:LM-?63-?)?((?:19|20)?\d\d)\b", lines[0], re.I)
    if match is None:
        return Format.LM63_2002 if lines[0].upper().startswith("IESNA:") else Format.LM63_1986
    year = int(match[1])
    year += 0 if year > 1000 else 1900 if year > 80 else 2000
    editions = [f for f in Format if f is not Format.EULUMDAT and int(f.value[-4:]) <= year]
    return editions[-1] if editions else Format.LM63_1986
