"""IES LM-63: editions, factors, keywords, tilt, sizes, and what contradicts itself."""

import numpy as np
import pytest

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry import Format, Generation, LampAttitude, Shape, Side, at_tilt
from tests.cpted_rules.photometry.writers import EDITIONS, at, codes, ies, ldt, read

SMALL = (
    "IESNA:LM-63-2002\n[TEST] T\nTILT=NONE\n"
    "1 1000 2.0 3 1 1 2 0.1 0.1 0\n0.5 1 10\n0 45 90\n0\n100 80 20\n"
)
TILTED = SMALL.replace("TILT=NONE", "TILT=INCLUDE\n2\n3\n0 45 90\n1 0.9 0.7")


def test_multiplier_and_ballast_factor_are_applied() -> None:
    table = read(SMALL)
    assert at(table, 0, 0) == 100.0  # 100 x 2.0 x 0.5
    assert at(table, 123, 22.5) == 90.0  # half way between 100 and 80, whatever C
    assert at(table, 0, 91) == 0.0
    assert (table.lumens, table.watts, table.factor) == (1000, 10, 1.0)


def test_numbers_may_wrap_anywhere_and_be_set_apart_by_commas() -> None:
    wrapped = SMALL.replace("1 1000 2.0 3 1", "1\n1000,2.0\n3\n\n1").replace(
        "0 45 90", "0\r\n45\r\n90"
    )
    assert at(read(wrapped), 0, 45) == 80.0


@pytest.mark.parametrize(
    ("edition", "expected"),
    [*zip(EDITIONS, [f for f in Format if f is not Format.EULUMDAT], strict=True)],
)
def test_each_edition_is_told_by_its_first_line(edition: str, expected: Format) -> None:
    table = read(ies([0, 90], [0], [[9, 1]], edition=edition))
    assert table.format is expected
    assert table.keywords == (("TEST", "T"),)


@pytest.mark.parametrize(
    ("edition", "value", "factor"),
    # a ballast-lamp factor up to 1995, for future use in 2002, a file type in 2019
    [
        ("", "0.5", 0.5),
        ("IESNA:LM-63-1995", "0.5", 0.5),
        ("IESNA91", "0", 1.0),
        ("IESNA:LM-63-2002", "0.5", 1.0),
        ("IES:LM-63-2019", "1.10000", 1.0),
    ],
)
def test_the_value_after_the_ballast_factor_means_what_its_edition_says(
    edition: str, value: str, factor: float
) -> None:
    table = read(ies([0, 90], [0], [[80, 8]], edition=edition, ballast=f"1 {value} 10"))
    assert at(table, 0, 0) == 80 * factor
    assert ("unused-factor" in codes(table)) == (value in ("0", "0.5") and factor == 1.0)


def test_a_file_of_2019_says_how_it_came_about() -> None:
    file = ies([0, 90], [0], [[9, 1]], edition="IES:LM-63-2019", ballast="1 1.10100 10")
    assert read(file).generation is Generation.ACCREDITED_SCALED
    assert read(SMALL).generation is None


def test_feet_become_metres_and_length_lies_along_c0() -> None:
    opening = read(ies([0, 90], [0], [[9, 1]], units=1, size=(1, 4, 0.5))).opening
    assert opening is not None
    assert (opening.along_c0_m, opening.along_c90_m) == pytest.approx((1.2192, 0.3048))
    assert (opening.height_m, opening.shape) == (pytest.approx(0.1524), Shape.BOX)
    assert read(SMALL).c0_along is Side.LENGTH


@pytest.mark.parametrize(
    ("size", "shape"),
    # LM-63-2002, table of luminous shapes
    [
        ((0, 0, 0), Shape.POINT),
        ((1, 2, 0), Shape.RECTANGLE),
        ((1, 2, 3), Shape.BOX),
        ((-1, -1, 0), Shape.CIRCLE),
        ((-1, -2, 0), Shape.ELLIPSE),
        ((-1, -1, 2), Shape.CYLINDER),
        ((-1, -2, 3), Shape.ELLIPTIC_CYLINDER),
        ((-1, -1, -1), Shape.SPHERE),
        ((-1, -2, -1), Shape.ELLIPSOID),
        ((-1, 3, -1), Shape.CYLINDER_ALONG_C0),
        ((3, -1, -1), Shape.CYLINDER_ACROSS_C0),
        ((-1, 0, -1), Shape.CIRCLE_FACING_C0),
        ((-1, 0, 0), Shape.CIRCLE),  # before 2002
        ((1, -2, 3), Shape.UNKNOWN),
    ],
)
def test_the_signs_of_the_sizes_say_the_shape(
    size: tuple[float, float, float], shape: Shape
) -> None:
    opening = read(ies([0, 90], [0], [[9, 1]], size=size)).opening
    assert opening is not None
    assert opening.shape is shape
    assert min(opening.along_c0_m, opening.along_c90_m, opening.height_m) >= 0
    if shape is Shape.CIRCLE:
        assert opening.along_c0_m == opening.along_c90_m == 1


def test_keywords_are_kept_in_order_and_go_on_with_more() -> None:
    keywords = ("[TEST]A", "[MANUFAC] Maker", "[LUMINAIRE] Long", "[MORE]  name", "[_X]", "loose")
    table = read(ies([0, 90], [0], [[9, 1]], keywords=keywords))
    assert table.keywords == (
        *(("TEST", "A"), ("MANUFAC", "Maker"), ("LUMINAIRE", "Long name"), ("_X", "")),
        ("", "loose"),
    )
    assert (table.maker, table.luminaire) == ("Maker", "Long name")


def test_free_lines_of_1986_name_the_luminaire_too() -> None:
    table = read(ies([0, 90], [0], [[9, 1]], edition="", keywords=("REPORT NUMBER: 1", "LAMPS: 2")))
    assert table.keywords == (("REPORT NUMBER", "1"), ("LAMPS", "2"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_words_are_read_in_their_encoding(encoding: str) -> None:
    words = ies(
        [0, 90], [0], [[9, 1]], keywords=("[LUMINAIRE] LED 보안등 50W", "[MANUFAC] 가상조명")
    )
    table = read(words.encode(encoding))
    assert (table.luminaire, table.maker) == ("LED 보안등 50W", "가상조명")
    assert table.format is Format.LM63_2002


def test_single_letters_with_accents_are_not_taken_for_korean() -> None:
    words = ies([0, 90], [0], [[9, 1]], keywords=("[LUMINAIRE] Straßenleuchte 25°C\xa0x",))
    assert read(words.encode("latin-1")).luminaire == "Straßenleuchte 25°C x"


def test_tilt_factors_are_kept_and_applied_when_asked() -> None:
    table = read(TILTED)
    assert table.tilt is not None
    assert table.tilt.attitude is LampAttitude.HORIZONTAL_STAYS
    assert at(table, 0, 0) == 100.0
    # between 1 at 0 and 0.9 at 45 degrees; beyond the table its last holds; either side alike
    for tilt, factor in ((0, 1.0), (22.5, 0.95), (-22.5, 0.95), (90, 0.7), (120, 0.7)):
        assert at(at_tilt(table, tilt), 0, 0) == pytest.approx(100 * factor)
    assert at(at_tilt(read(SMALL), 45), 0, 0) == 100.0


@pytest.mark.parametrize(
    ("planes", "rows", "expected"),
    # candela at gamma 90 in C 0, 90, 180, 270
    [
        ([0], [1], [1, 1, 1, 1]),
        ([0, 90], [1, 3], [1, 3, 1, 3]),
        ([0, 90, 180], [1, 2, 3], [1, 2, 3, 2]),
        ([90, 180, 270], [1, 2, 3], [2, 1, 2, 3]),
        ([0, 90, 180, 270, 360], [1, 2, 3, 4, 1], [1, 2, 3, 4]),
        ([-180, -90, 0, 90, 180], [3, 4, 1, 2, 3], [1, 2, 3, 4]),
        ([0, 90, 180, 270], [1, 2, 3, 4], [1, 2, 3, 4]),  # the last, 360, left out
    ],
)
def test_planes_are_expanded_to_the_full_circle(
    planes: list[float], rows: list[float], expected: list[float]
) -> None:
    table = read(ies([0, 90], planes, [[9, row] for row in rows]))
    assert [at(table, c, 90) for c in (0, 90, 180, 270)] == expected
    assert (table.c_deg[0], table.c_deg[-1]) == (0, 360)
    assert np.array_equal(table.candela[0], table.candela[-1])
    assert table.lumens is None


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (("TILT=NONE\n", ""), "bad.ies:8", "no TILT line"),
        (("TILT=NONE", "TILT=lamp.tlt"), "bad.ies:3", "TILT=lamp.tlt"),
        (("3 1 1 2", "3 1 4 2"), "bad.ies:4", "photometric type 4"),
        (("3 1 1 2", "3 1 1 9"), "bad.ies:4", "units 9"),
        (("100 80 20", "100 80"), "bad.ies:9", "end of file"),
        (("100 80 20", "100 80 20 5"), "bad.ies:8", "그 뒤에 숫자 1개"),
        (("100 80 20", "100 80 20\n[TEST] x"), "bad.ies:9", "[TEST]"),
        (("0.5 1 10", "[LAMP] x\n0.5 1 10"), "bad.ies:5", "[LAMP]"),
        (("100 80 20", "100 x 20"), "bad.ies:8", "x"),
        (("100 80 20", "100 1_0 20"), "bad.ies:8", "1_0"),
        (("0 45 90", "0 90 45"), "bad.ies:6", "angles that do not rise"),
        (("0 45 90", "0 90 181"), "bad.ies:8", "vertical angles 0..181"),
        (("3 1 1 2", "0 1 1 2"), "bad.ies:4", "0"),
        (("3 1 1 2", "9999 9999 1 2"), "bad.ies:4", "9999 x 9999"),
        (("100 80 20", "nan 80 20"), "bad.ies:8", "nan"),
        (("100 80 20", "100 -80 20"), "bad.ies:8", "candela -80"),
        (("100 80 20", "0 0 0"), "bad.ies:4", "모든 광도가 0"),
        (("1 1000 2.0", "1 1000 0"), "bad.ies:4", "0"),
        (("0.5 1 10", "-1 1 10"), "bad.ies:5", "-1"),
        (("0 45 90\n0\n", "0 45 90\n30\n"), "bad.ies:8", "30..30"),
        (("1 1000 2.0", "1 10 2.0"), "bad.ies:4", "배광표의 광속 3"),  # about 340 lm of 10 lm
    ],
)
def test_a_refusal_says_the_line_and_what_was_found(
    change: tuple[str, str], place: str, found: str
) -> None:
    with pytest.raises(PhotometryError) as refusal:
        read(SMALL.replace(*change), "bad.ies")
    (fault,) = refusal.value.faults
    assert fault.found.ko.startswith(found)
    assert fault.where == place
    assert fault.expected.ko
    assert fault.remedy.en


@pytest.mark.parametrize(
    ("planes", "rows"),
    [
        ([0, 45, 90, 135, 180, 225], [1, 2, 3, 4, 5, 6]),  # 225 to 360 is not said
        ([0, 60], [1, 2]),
        ([45, 135], [1, 2]),
        ([0, 90, 180, 270, 360], [9, 2, 3, 4, 1]),  # 0 and 360 are one plane
    ],
)
def test_planes_that_fit_no_symmetry_are_refused(planes: list[float], rows: list[float]) -> None:
    with pytest.raises(PhotometryError):
        read(ies([0, 90], planes, [[9, row] for row in rows]))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("\n2\n3\n", "\n4\n3\n"), "bad.ies:4"),
        (("0 45 90\n1", "0 90 45\n1"), "bad.ies:6"),
        (("1 0.9 0.7", "1 -0.9 0.7"), "bad.ies:7"),
    ],
)
def test_a_tilt_table_that_makes_no_sense_is_refused(change: tuple[str, str], place: str) -> None:
    with pytest.raises(PhotometryError) as refusal:
        read(TILTED.replace(*change), "bad.ies")
    assert refusal.value.faults[0].where == place


def test_a_tilt_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(PhotometryError) as refusal:
        read(SMALL.replace("NONE", "lamp.tlt"))
    assert "TILT=INCLUDE" in refusal.value.faults[0].remedy.ko


@pytest.mark.parametrize("raw", [b"", b"   \n", b"\x89PNG\x00\x01", b"%PDF-1.7\nhello"])
def test_what_is_no_photometric_file_is_refused(raw: bytes) -> None:
    for name in ("x.ies", "x.ldt"):
        with pytest.raises(PhotometryError):
            read(raw, name)


def test_content_tells_the_format_where_the_name_does_not() -> None:
    assert read(SMALL, "x.ldt").format is Format.LM63_2002
    assert read(ldt(1, 4, [[9, 1]]), "x.ies").format is Format.EULUMDAT
    assert read("\n" + ies([0, 90], [0], [[9, 1]], edition=""), "x").format is Format.LM63_1986


def test_remarks_say_how_the_file_was_understood() -> None:
    assert codes(read(ies([0, 90], [0, 90], [[9, 1], [9, 2]]))) == {"symmetry", "absolute"}
    assert "factor" in codes(read(SMALL.replace("0.5 1 10", "1 1 10")))
    assert "partial" in codes(read(ies([0, 70], [0], [[9, 1]])))
    assert "after-table" in codes(read(SMALL + "END\n"))
    assert "output-ratio" in codes(read(SMALL.replace("1 1000", "1 300")))  # 388 lm of 300
    assert "output-ratio" not in codes(read(SMALL.replace("1 1000", "1 400")))
    assert "tilt" in codes(read(TILTED))
