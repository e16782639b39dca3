"""Damaged files: only a readable refusal may come of them, in little time and memory."""

import random
import tracemalloc

import numpy as np
import pytest

from cpted_rules.errors import PhotometryError
from cpted_rules.photometry import read_photometry
from tests.cpted_rules.photometry.writers import ies, ldt

SEED = 20261005
INPUTS = 3000
MOST_MEMORY = 100_000_000

ANGLES = [0, 22.5, 45, 67.5, 90]
ROWS = [[100 + n + m for m in range(5)] for n in range(5)]
TILT = "TILT=INCLUDE\n1\n2\n0 90\n1 0.9"
SEEDS: tuple[tuple[str, bytes], ...] = (
    ("c.ies", ies(ANGLES, ANGLES, ROWS, lumens=1000, tilt=TILT).encode()),
    ("b.ies", ies([-90, -30, 0, 30, 90], [-90, -30, 0, 30, 90], ROWS, kind=2).encode()),
    ("a.ies", ies([-90, -30, 0, 30, 90], [-90, -30, 0, 30, 90], ROWS, kind=3).encode()),
    ("old.ies", ies(ANGLES, [0], ROWS[:1], edition="").encode()),
    *((f"{n}.ldt", ldt(n, 8, ROWS[: (8, 1, 5, 5, 3)[n]], gamma=ANGLES)) for n in range(1, 5)),
    ("0.ldt", ldt(0, 5, ROWS, gamma=ANGLES)),
)
TOKENS = (b"-1", b"0", b"1e308", b"9999999", b"1e999", b"nan", b"inf", b"", b" ", b",", b"\n", b"[")
TOKENS += (b"TILT=", b"\xff\xfe", b"\xb0\xa1", b"180", b"360", b"0.0001", b"1_0", b"-0", b"1e-320")


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A file with one to four places changed."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(raw) + 1)
        act = chance.randrange(6)
        if act == 0:
            raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
        elif act == 1:
            raw = raw[:at] + raw[at + chance.randrange(1, 40) :]
        elif act == 2:
            raw = raw[:at] + chance.choice(TOKENS) + raw[at:]
        elif act == 3:
            raw = raw[:at]
        elif act == 4:
            raw = raw[:at] + raw[at : at + 60] * 3 + raw[at:]
        else:
            words = raw.split()
            words[chance.randrange(len(words))] = chance.choice(TOKENS)
            raw = (b"\r\n" if b"\r\n" in raw else b" ").join(words)
        if not raw:
            break
    return raw


def test_damaged_files_are_refused_in_words_or_read_soundly() -> None:
    chance = random.Random(SEED)
    refused = 0
    tracemalloc.start()
    for n in range(INPUTS):
        name, raw = SEEDS[n % len(SEEDS)]
        raw = damaged(raw, chance)
        try:
            table = read_photometry(raw, name)
        except PhotometryError as error:
            refused += 1
            (fault,) = error.faults
            assert fault.where.startswith(f"{name}:")
            assert fault.found.ko
            assert fault.expected.en
            continue
        assert np.isfinite(table.candela).all()
        assert (table.candela >= 0).all()
        assert (np.diff(table.c_deg) > 0).all()
        assert (np.diff(table.gamma_deg) > 0).all()
        assert (table.c_deg[0], table.c_deg[-1]) == (0, 360)
        assert table.candela.shape == (len(table.c_deg), len(table.gamma_deg))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0 < refused < INPUTS
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("name", ["x.ies", "x.ldt"])
def test_a_huge_file_is_refused_before_it_is_read(name: str) -> None:
    with pytest.raises(PhotometryError):
        read_photometry(b"1" * 32_000_001, name)


def test_counts_of_a_small_file_cannot_ask_for_much_memory() -> None:
    words = ies([0, 90], [0], [[9, 1]]).replace(" 2 1 1 2 ", " 1000 1000 1 2 ").encode()
    wide = ldt(0, 4, [[9, 1]] * 4).replace(b"\r\n4\r\n", b"\r\n277\r\n", 1)
    tracemalloc.start()
    for name, raw in (("x.ies", words), ("x.ldt", wide)):
        with pytest.raises(PhotometryError):
            read_photometry(raw, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_the_writers_of_these_tests_write_what_can_be_read() -> None:
    for name, raw in SEEDS:
        assert read_photometry(raw, name).candela.max() > 0
