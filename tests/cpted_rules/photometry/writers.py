"""Writes photometric files for tests, and reads single values of tables."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cpted_rules.photometry import Photometry, intensity, read_photometry

Floats = NDArray[np.float64]

CORPUS = Path(__file__).parents[3] / "../shared/corpus/ies"

EDITIONS = ("", "IESNA91", "IESNA:LM-63-1995", "IESNA:LM-63-2002", "IES:LM-63-2019")


def corpus(name: str) -> Photometry:
    return read_photometry((CORPUS / name).read_bytes(), name)


def ies(
    vertical: Sequence[float],
    horizontal: Sequence[float],
    candela: Iterable[Iterable[float]],
    *,
    edition: str = "IESNA:LM-63-2002",
    keywords: Sequence[str] = ("[TEST] T",),
    tilt: str = "TILT=NONE",
    lumens: float = -1,
    multiplier: float = 1.0,
    kind: int = 1,
    units: int = 2,
    size: tuple[float, float, float] = (0.1, 0.1, 0.0),
    ballast: str = "1 1 10",
) -> str:
    """An LM-63 file of one lamp."""
    lines = [edition] if edition else []
    lines += [*keywords, tilt]
    width, length, height = size
    lines += [
        f"1 {lumens:g} {multiplier:g} {len(vertical)} {len(horizontal)} {kind} {units}"
        f" {width:g} {length:g} {height:g}",
        ballast,
        " ".join(f"{a:.12g}" for a in vertical),
        " ".join(f"{a:.12g}" for a in horizontal),
    ]
    lines += [" ".join(f"{v:.12g}" for v in row) for row in candela]
    return "\n".join(lines) + "\n"


def ldt(
    symmetry: int,
    planes: int,
    rows: Iterable[Iterable[float]],
    *,
    gamma: Sequence[float] = (0, 90),
    header: dict[int, str] | None = None,
    sets: Sequence[tuple[str, ...]] = (("1", "LED", "2000,0", "4000", "80", "20"),),
    decimal: str = ",",
) -> bytes:
    """A EULUMDAT file, by default of 2000 lm with a decimal comma.

    Args:
        header: line number, from 1 to 25, to words.
    """
    c = [f"{360 / planes * n:.9g}" for n in range(planes)]
    head = ["maker", "1", str(symmetry), str(planes), str(360 // planes), str(len(gamma)), "0"]
    head += ["", "lamp", "", "", "", *["0"] * 8, "0", "", "", "1,0", "0", str(len(sets))]
    for line, words in (header or {}).items():
        head[line - 1] = words
    lamps = [words for one in sets for words in one]
    values = [f"{v:.12g}".replace(".", decimal) for row in rows for v in row]
    angles = [f"{g:.12g}".replace(".", decimal) for g in gamma]
    lines = [*head, *lamps, *["0"] * 10, *c, *angles, *values, ""]
    return "\r\n".join(lines).encode("cp1252")


def at(photometry: Photometry, c: float, gamma: float) -> float:
    return float(intensity(photometry, np.array([c]), np.array([gamma]))[0])


def read(words: str | bytes, name: str = "t.ies") -> Photometry:
    return read_photometry(words if isinstance(words, bytes) else words.encode(), name)


def codes(photometry: Photometry) -> set[str]:
    return {remark.code.removeprefix("photometry/") for remark in photometry.remarks}
