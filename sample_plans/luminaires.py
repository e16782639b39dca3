"""Plausible luminaires of the samples, written as IES LM-63-2002 files."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, exp, radians, sin
from pathlib import Path

GAMMAS = tuple(range(0, 95, 5))
PLANES = tuple(range(0, 361, 15))

Shape = Callable[[float, float], float]
"""Relative intensity of (C angle, gamma), both in degrees."""


def street(c: float, gamma: float) -> float:
    """A street optic: throws along the road (C 90 and 270) and forward (C0), little behind."""
    side = 1.0 + 1.7 * abs(sin(radians(c))) ** 2
    forward = 1.0 + 0.45 * cos(radians(c))
    peak = exp(-(((gamma - 58.0) / 20.0) ** 2)) * 1.15 + exp(-((gamma / 50.0) ** 2)) * 0.62
    return side * forward * peak * _cut(gamma, 80.0)


def post_top(_c: float, gamma: float) -> float:
    """A round post top with an optic that spreads evenly."""
    peak = exp(-(((gamma - 52.0) / 24.0) ** 2)) + 0.42 * exp(-((gamma / 40.0) ** 2))
    return peak * _cut(gamma, 84.0)


def downlight(_c: float, gamma: float) -> float:
    """A wide canopy downlight."""
    return cos(radians(gamma)) ** 1.6 if gamma < 90 else 0.0


def linear(c: float, gamma: float) -> float:
    """A linear ceiling luminaire with a wide lens, axis along C90: wider across than along."""
    if gamma >= 90:
        return 0.0
    across, g = cos(radians(c)) ** 2, radians(gamma)
    wide = cos(g) * (1.0 + 2.6 * sin(g) ** 2)
    narrow = cos(g) * (1.0 + 0.9 * sin(g) ** 2)
    return across * wide + (1.0 - across) * narrow


def bollard(_c: float, gamma: float) -> float:
    """A bollard with a shielded ring."""
    return exp(-(((gamma - 62.0) / 18.0) ** 2)) * _cut(gamma, 86.0)


def _cut(gamma: float, limit: float) -> float:
    return 1.0 if gamma <= limit else max(0.0, 1.0 - (gamma - limit) / (90.0 - limit))


def write_ies(
    path: Path,
    *,
    name: str,
    shape: Shape,
    lumens: float,
    watts: float,
    size_m: tuple[float, float, float] = (0.3, 0.3, 0.1),
) -> None:
    """Write a luminaire with the given luminous flux: absolute photometry, full circle."""
    raw = [[max(0.0, shape(float(c), float(g))) for g in GAMMAS] for c in PLANES]
    factor = lumens / flux(raw)
    lines = [
        "IESNA:LM-63-2002",
        "[TEST] SAMPLE-" + path.stem.upper(),
        "[TESTLAB] none: computed for a sample submission",
        "[ISSUEDATE] 05-OCT-2026",
        "[MANUFAC] Gasang Lighting (fictional)",
        f"[LUMCAT] {path.stem.upper()}",
        f"[LUMINAIRE] {name}",
        "TILT=NONE",
        f"1 -1 1 {len(GAMMAS)} {len(PLANES)} 1 2 {size_m[0]:g} {size_m[1]:g} {size_m[2]:g}",
        f"1 1 {watts:g}",
        " ".join(f"{g:d}" for g in GAMMAS),
        " ".join(f"{c:d}" for c in PLANES),
    ]
    lines += [" ".join(f"{value * factor:.1f}" for value in plane) for plane in raw]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("ascii"))


def flux(planes: list[list[float]]) -> float:
    """Luminous flux of intensities over the full circle. [lm]"""
    total = 0.0
    for first, second in pairwise(planes):
        for i in range(len(GAMMAS) - 1):
            mean = (first[i] + first[i + 1] + second[i] + second[i + 1]) / 4.0
            a, b = radians(GAMMAS[i]), radians(GAMMAS[i + 1])
            total += mean * (cos(a) - cos(b)) * radians(PLANES[1] - PLANES[0])
    return total
