"""EULUMDAT: symmetries, lamp sets, absolute files, sizes, and what contradicts itself."""

import numpy as np
import pytest

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry import Format, Shape, Side
from tests.cpted_rules.photometry.writers import at, codes, ldt, read

GAMMA = tuple(float(g) for g in range(0, 91, 5))


@pytest.mark.parametrize(
    ("symmetry", "planes", "rows", "expected"),
    # cd/klm at gamma 90, and candela of 2000 lm at C 0, 90, 180, 270
    [
        (0, 4, [[9, 1], [9, 2], [9, 3], [9, 4]], [2, 4, 6, 8]),
        (1, 4, [[9, 1]], [2, 2, 2, 2]),
        (1, 1, [[9, 1]], [2, 2, 2, 2]),
        (2, 4, [[9, 1], [9, 2], [9, 3]], [2, 4, 6, 4]),
        (3, 4, [[9, 1], [9, 2], [9, 3]], [4, 6, 4, 2]),  # stored from C270 over C0 to C90
        (4, 4, [[9, 1], [9, 2]], [2, 4, 2, 4]),
    ],
)
def test_a_table_is_expanded_by_its_symmetry(
    symmetry: int, planes: int, rows: list[list[int]], expected: list[float]
) -> None:
    table = read(ldt(symmetry, planes, rows), "s.ldt")
    assert [at(table, c, 90) for c in (0, 90, 180, 270)] == expected
    assert at(table, 359.999, 0) == pytest.approx(18)
    assert (table.lumens, table.format, table.watts) == (2000, Format.EULUMDAT, 20)


@pytest.mark.parametrize(
    ("symmetry", "rows"),
    [
        (1, [[9, 1]] * 4),
        (2, [[9, 1], [9, 2], [9, 3], [9, 2]]),
        (3, [[9, 1], [9, 2], [9, 1], [9, 3]]),
        (4, [[9, 1], [9, 2], [9, 1], [9, 2]]),
    ],
)
def test_all_planes_may_be_stored_whatever_the_symmetry(
    symmetry: int, rows: list[list[int]]
) -> None:
    table = read(ldt(symmetry, 4, rows), "all.ldt")
    assert [at(table, c, 90) / 2 for c in (0, 90, 180, 270)] == [row[1] for row in rows]
    assert "all-planes" in codes(table)


@pytest.mark.parametrize("symmetry", [1, 2, 3, 4])
def test_planes_that_do_not_fit_the_symmetry_are_refused(symmetry: int) -> None:
    with pytest.raises(PhotometryError) as refusal:
        read(ldt(symmetry, 4, [[9, 1], [9, 2], [9, 3], [9, 5]]), "all.ldt")
    assert f"Isym {symmetry}" in refusal.value.faults[0].found.ko


@pytest.mark.parametrize(("symmetry", "planes"), [(2, 5), (3, 6), (4, 6)])
def test_a_number_of_planes_that_cannot_have_the_symmetry_is_refused(
    symmetry: int, planes: int
) -> None:
    stored = {2: planes // 2 + 1, 3: planes // 2 + 1, 4: planes // 4 + 1}[symmetry]
    with pytest.raises(PhotometryError):
        read(ldt(symmetry, planes, [[9, 1]] * stored), "odd.ldt")


def test_decimal_commas_trailing_blanks_and_missing_last_line_ends_are_read() -> None:
    plain = read(ldt(0, 4, [[9.5, 1.25]] * 4), "comma.ldt")
    ragged = ldt(0, 4, [[9.5, 1.25]] * 4, decimal=".").replace(b"\r\n", b"   \n").rstrip()
    assert np.array_equal(plain.candela, read(ragged, "point.ldt").candela)
    assert at(plain, 0, 90) == 2.5
    assert np.array_equal(plain.candela, read(ragged + b"\n\n \n\x1a", "end.ldt").candela)


def test_all_lamp_sets_are_kept_and_the_first_is_used() -> None:
    sets = (("1", "HIT 70", "6000", "3000", "80", "82"), ("2", "LED", "2000", "4000", "70", "20"))
    table = read(ldt(1, 4, [[90, 10]], sets=sets), "sets.ldt")
    assert [(s.number, s.kind, s.lumens, s.watts) for s in table.lamp_sets] == [
        (1, "HIT 70", 6000, 82),
        (2, "LED", 2000, 20),
    ]
    assert (table.lumens, table.watts, at(table, 0, 0)) == (6000, 82, 540)
    assert "lamp-sets" in codes(table)


def test_an_absolute_file_is_read_in_the_unit_that_gives_its_flux() -> None:
    # Lambert: the flux of intensities I0 cos gamma is pi I0
    per_klm = [[1000 / np.pi * np.cos(np.radians(g)) for g in GAMMA]]
    candela = [[8000 / np.pi * np.cos(np.radians(g)) for g in GAMMA]]
    lamps = (("-1", "LED", "8000", "4000", "80", "60"),)
    for rows in (per_klm, candela):
        table = read(ldt(1, 4, rows, gamma=GAMMA, sets=lamps), "a.ldt")
        assert at(table, 0, 0) == pytest.approx(8000 / np.pi)
        assert (table.lumens, "absolute" in codes(table)) == (None, True)


def test_what_the_file_states_of_the_luminaire_is_kept() -> None:
    header = {1: "Hersteller", 9: "Leuchte", 13: "700", 14: "300", 15: "120", 16: "600", 17: "0"}
    header |= {18: "50", 22: "98,5", 23: "71", 24: "0,5", 25: "15"}
    table = read(ldt(2, 4, [[9, 1], [9, 2], [9, 3]], header=header), "h.ldt")
    assert (table.maker, table.luminaire) == ("Hersteller", "Leuchte")
    assert table.body is not None
    assert table.opening is not None
    assert (table.body.along_c90_m, table.body.along_c0_m) == (0.7, 0.3)  # length is along C90
    assert (table.body.height_m, table.body.shape) == (0.12, Shape.BOX)
    assert (table.opening.along_c0_m, table.opening.shape) == (0.6, Shape.CYLINDER)
    assert table.c0_along is Side.WIDTH
    assert (table.downward_share, table.output_ratio) == (0.985, 0.71)
    assert (table.measured_tilt_deg, at(table, 0, 90)) == (15, 1.0)
    assert {"measured-tilt", "factor", "stated-ratio", "c0-across"} <= codes(table)
    assert ("MANUFAC", "Hersteller") not in table.keywords
    assert ("COMPANY", "Hersteller") in table.keywords


def test_a_plane_at_360_repeats_that_at_0() -> None:
    raw = ldt(0, 5, [[9, 1], [9, 2], [9, 3], [9, 4], [9, 1]])
    raw = raw.replace(b"\r\n72\r\n144\r\n216\r\n288\r\n", b"\r\n90\r\n180\r\n270\r\n360\r\n")
    table = read(raw, "closed.ldt")
    assert list(table.c_deg) == [0, 90, 180, 270, 360]
    assert [at(table, c, 90) for c in (0, 90, 180, 270)] == [2, 4, 6, 8]


def test_planes_without_symmetry_that_leave_a_side_out_are_refused() -> None:
    raw = ldt(0, 4, [[9, 1], [9, 2], [9, 3], [9, 4]])
    with pytest.raises(PhotometryError) as refusal:
        read(raw.replace(b"\r\n90\r\n180\r\n270\r\n", b"\r\n60\r\n120\r\n180\r\n"), "half.ldt")
    assert refusal.value.faults[0].found.en == "4 planes 0..180"


def test_stated_shares_that_the_table_does_not_have_are_remarked_on() -> None:
    gamma = tuple(range(0, 91, 5))
    rows = [[1000 / np.pi * np.cos(np.radians(g)) for g in gamma]]  # 1000 lm per klm, all down
    for header, code in (({22: "90"}, "stated-downward"), ({23: "90"}, "stated-ratio")):
        assert code in codes(read(ldt(1, 4, rows, gamma=gamma, header=header), "s.ldt"))
    fitting = read(ldt(1, 4, rows, gamma=gamma, header={22: "100", 23: "98"}), "s.ldt")
    assert not codes(fitting)


def test_a_file_cut_short_says_where() -> None:
    cut = b"\r\n".join(ldt(1, 4, [[90, 10]]).split(b"\r\n")[:45])
    with pytest.raises(PhotometryError) as refusal:
        read(cut, "cut.ldt")
    (fault,) = refusal.value.faults
    assert (fault.where, fault.found.en) == ("cut.ldt:46", "end of file")


def changed(line: int, words: str) -> bytes:
    """A file of symmetry 0, 4 planes, 2 angles with one line changed; C angles from line 43."""
    lines = ldt(0, 4, [[9, 1], [9, 2], [9, 3], [9, 4]]).split(b"\r\n")
    lines[line - 1] = words.encode()
    return b"\r\n".join(lines)


@pytest.mark.parametrize(
    ("line", "words", "place", "found"),
    [
        (3, "5", 3, "5"),
        (4, "0", 4, "0"),
        (4, "999", 4, "999"),
        (6, "1e30", 6, "1e30"),
        (4, "700", 6, None),
        (24, "-1", 24, "-1"),
        (26, "x", 26, "x"),
        (26, "21", 26, "21"),
        (29, "0", 29, "0"),
        (29, "-5", 29, "-5"),
        (29, "", 29, "empty line"),
        (44, "0", 43, "angles that do not rise"),
        (48, "-1", 43, "angles that do not rise"),
        (48, "181", 47, "0..181"),
        (50, "-1", 50, "-1"),
        (50, "", 50, "empty line"),
        (57, "7", 49, "9 intensities"),
    ],
)
def test_a_refusal_says_the_line_and_what_was_found(
    line: int, words: str, place: int, found: str | None
) -> None:
    raw = changed(line, words)
    if line == 4 and words == "700":
        raw = raw.replace(b"\r\n2\r\n0\r\n", b"\r\n3601\r\n0\r\n", 1)
        found = "700 x 3601"
    with pytest.raises(PhotometryError) as refusal:
        read(raw, "bad.ldt")
    (fault,) = refusal.value.faults
    assert (fault.where, fault.found.en) == (f"bad.ldt:{place}", found)
