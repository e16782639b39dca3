"""Photometric files: real ones of the corpus, and refusals."""

from pathlib import Path

import numpy as np
import pytest

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry import Photometry, intensity, read_photometry

CORPUS = Path(__file__).parents[2] / "../shared/corpus/ies"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the clone")

SMALL = (
    "IESNA:LM-63-2002\n[TEST] T\nTILT=NONE\n"
    "1 1000 2.0 3 1 1 2 0.1 0.1 0\n0.5 1 10\n0 45 90\n0\n100 80 20\n"
)


def flux(photometry: Photometry) -> float:
    """The flux of a candela table. [lm]"""
    c, gamma = np.radians(photometry.c_deg), np.radians(photometry.gamma_deg)
    mean = np.trapezoid(photometry.candela, c, axis=0)
    return float(np.trapezoid(mean * np.sin(gamma), gamma))


def at(photometry: Photometry, c: float, gamma: float) -> float:
    return float(intensity(photometry, np.array([c]), np.array([gamma]))[0])


def read(name: str) -> Photometry:
    return read_photometry((CORPUS / name).read_bytes(), name)


def test_multiplier_and_ballast_factor_are_applied() -> None:
    table = read_photometry(SMALL.encode(), "small.ies")
    assert at(table, 0, 0) == 100.0  # 100 x 2.0 x 0.5
    assert at(table, 123, 22.5) == 90.0  # half way between 100 and 80, whatever C
    assert at(table, 0, 91) == 0.0
    assert table.lumens == 1000


def test_numbers_may_wrap_anywhere_and_be_set_apart_by_commas() -> None:
    wrapped = SMALL.replace("1 1000 2.0 3 1", "1\n1000,2.0\n3\n\n1").replace(
        "0 45 90", "0\r\n45\r\n90"
    )
    assert at(read_photometry(wrapped.encode(), "w.ies"), 0, 45) == 80.0


def test_the_2019_edition_has_no_ballast_lamp_factor() -> None:
    newer = SMALL.replace("IESNA:LM-63-2002", "IES:LM-63-2019").replace(
        "0.5 1 10", "0.5 1.10000 10"
    )
    assert at(read_photometry(newer.encode(), "n.ies"), 0, 0) == 100.0


def test_a_quadrant_is_expanded_to_the_full_circle() -> None:
    quadrant = "TILT=NONE\n1 -1 1 2 3 1 2 -.1 0 0\n1 1 10\n0 90\n0 45 90\n100 10\n100 20\n100 30\n"
    table = read_photometry(quadrant.encode(), "q.ies")
    assert [at(table, c, 90) for c in (0, 90, 180, 270, 45, 135, 225, 315)] == [
        10, 30, 10, 30, 20, 20, 20, 20,
    ]  # fmt: skip
    assert table.lumens is None


def test_half_a_circle_about_the_90_270_plane_is_expanded() -> None:
    half = "TILT=NONE\n1 -1 1 2 3 1 2 0 0 0\n1 1 10\n0 90\n90 180 270\n9 1\n9 2\n9 3\n"
    table = read_photometry(half.encode(), "h.ies")
    assert [at(table, c, 90) for c in (90, 180, 270, 0, 360)] == [1, 2, 3, 2, 2]


def test_type_b_looks_straight_down_and_keeps_its_spread() -> None:
    # 100 cd within +-30 degrees across, +-10 degrees along: C0 is across, C90 along
    floodlight = (
        "TILT=NONE\n1 -1 1 5 5 2 2 0 0 0\n1 1 10\n-20 -10 0 10 20\n-60 -30 0 30 60\n"
        "0 0 0 0 0\n0 100 100 100 0\n0 100 100 100 0\n0 100 100 100 0\n0 0 0 0 0\n"
    )
    table = read_photometry(floodlight.encode(), "b.ies")
    assert [at(table, 0, g) for g in (0, 30, 60)] == pytest.approx([100, 100, 0])
    assert [at(table, 90, g) for g in (0, 10, 20)] == pytest.approx([100, 100, 0], abs=1e-6)


def eulumdat(symmetry: int, planes: int, rows: list[list[int]], *, lamps: int = 1) -> bytes:
    """A EULUMDAT file of 2000 lm with gamma 0 and 90, with a decimal comma."""
    c = [str(360 // planes * n) for n in range(planes)]
    head = ["maker", "1", str(symmetry), str(planes), str(360 // planes), "2", "90"]
    head += ["", "lamp", "", "", "", *["0"] * 9, "100", "100", "1,0", "0", "1"]
    lamp_set = [str(lamps), "LED", "2000,0", "4000", "80", "20"]
    values = [str(v) for row in rows for v in row]
    return "\r\n".join([*head, *lamp_set, *["0"] * 10, *c, "0", "90", *values, ""]).encode("cp1252")


@pytest.mark.parametrize(
    ("symmetry", "planes", "rows", "expected"),
    # cd/klm at gamma 90, and candela of 2000 lm at C 0, 90, 180, 270
    [
        (0, 4, [[9, 1], [9, 2], [9, 3], [9, 4]], [2, 4, 6, 8]),
        (1, 4, [[9, 1]], [2, 2, 2, 2]),
        (2, 4, [[9, 1], [9, 2], [9, 3]], [2, 4, 6, 4]),
        (3, 4, [[9, 1], [9, 2], [9, 3]], [4, 2, 4, 6]),
        (4, 4, [[9, 1], [9, 2]], [2, 4, 2, 4]),
    ],
)
def test_eulumdat_is_expanded_by_its_symmetry(
    symmetry: int, planes: int, rows: list[list[int]], expected: list[float]
) -> None:
    table = read_photometry(eulumdat(symmetry, planes, rows), "s.ldt")
    assert [at(table, c, 90) for c in (0, 90, 180, 270)] == expected
    assert at(table, 359.999, 0) == pytest.approx(18)
    assert table.lumens == 2000


def test_an_absolute_eulumdat_file_holds_candela() -> None:
    table = read_photometry(eulumdat(1, 4, [[90, 10]], lamps=-1), "a.ldt")
    assert at(table, 0, 0) == 90
    assert table.lumens is None


def test_a_eulumdat_file_cut_short_says_where() -> None:
    cut = b"\r\n".join(eulumdat(1, 4, [[90, 10]]).split(b"\r\n")[:45])
    with pytest.raises(PhotometryError) as refusal:
        read_photometry(cut, "cut.ldt")
    (fault,) = refusal.value.faults
    assert (fault.where, fault.found.en) == ("cut.ldt:46", "end of file")


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (("TILT=NONE\n", ""), "bad.ies:8", "no TILT line"),
        (("TILT=NONE", "TILT=lamp.tlt"), "bad.ies:3", "TILT=LAMP.TLT"),
        (("3 1 1 2", "3 1 3 2"), "bad.ies:8", "photometric type 3"),
        (("3 1 1 2", "3 1 1 9"), "bad.ies:4", "units 9"),
        (("100 80 20", "100 80"), "bad.ies:9", "end of file"),
        (("100 80 20", "100 x 20"), "bad.ies:8", "x"),
        (("0 45 90", "0 90 45"), "bad.ies:8", "angles that do not rise"),
        (("3 1 1 2", "0 1 1 2"), "bad.ies:4", "0"),
        (("3 1 1 2", "9999 9999 1 2"), "bad.ies:4", "9999 x 9999"),
        (("100 80 20", "nan 80 20"), "bad.ies:8", "nan"),
    ],
)
def test_a_refusal_says_the_line_and_what_was_found(
    change: tuple[str, str], place: str, found: str
) -> None:
    with pytest.raises(PhotometryError) as refusal:
        read_photometry(SMALL.replace(*change).encode(), "bad.ies")
    (fault,) = refusal.value.faults
    assert fault.found.ko.startswith(found)
    assert fault.where == place
    assert fault.expected.ko
    assert fault.remedy.en


@pytest.mark.parametrize("raw", [b"", b"   \n", b"\x89PNG\x00\x01", b"%PDF-1.7\nhello"])
def test_what_is_no_photometric_file_is_refused(raw: bytes) -> None:
    for name in ("x.ies", "x.ldt"):
        with pytest.raises(PhotometryError):
            read_photometry(raw, name)


def test_type_b_of_100_cd_everywhere_has_the_flux_of_a_hemisphere() -> None:
    even = "TILT=NONE\n1 -1 1 3 3 2 2 0 0 0\n1 1 10\n-90 0 90\n-90 0 90\n" + "100 100 100\n" * 3
    assert flux(read_photometry(even.encode(), "b.ies")) == pytest.approx(200 * np.pi, rel=1e-3)


@needs_corpus
@pytest.mark.parametrize(
    ("name", "lumens"),
    [
        ("rab_axial.ies", 532),
        ("rab_canopy_bilateral.ies", 5834),
        ("rab_flood_typeB.ies", 10601),
        ("rab_nbsp_keyword.ies", 5822),
        ("rab_post_top_quad.ies", 9217),
        ("ledvance_flood_asym_900w.ldt", 123000 * 0.998),
    ],
)
def test_real_files_give_the_flux_that_their_makers_state(name: str, lumens: float) -> None:
    table = read(name)
    assert (table.c_deg[0], table.c_deg[-1]) == (0.0, 360.0)
    assert np.array_equal(table.candela[0], table.candela[-1])
    # the trapezoidal rule over steps of 5 degrees is good to about 1 %
    assert flux(table) == pytest.approx(lumens, rel=0.015)


@needs_corpus
def test_one_luminaire_written_as_ies_and_as_eulumdat_is_one_luminaire() -> None:
    ies, ldt = read("luxpy_6klm.ies"), read("luxpy_6klm.ldt")
    c, gamma = (a.ravel() for a in np.meshgrid(np.arange(0, 360, 7.5), np.arange(0, 91, 5.0)))
    assert intensity(ies, c, gamma) == pytest.approx(intensity(ldt, c, gamma), rel=1e-3, abs=0.1)
    turned = intensity(ldt, c + 90, gamma)
    assert np.abs(intensity(ies, c, gamma) - turned).max() > 500  # it would show
    assert ies.lumens == ldt.lumens == 6000


@needs_corpus
def test_every_file_of_the_corpus_is_read() -> None:
    for path in sorted(CORPUS.iterdir()):
        table = read_photometry(path.read_bytes(), path.name)
        assert np.isfinite(table.candela).all()
