"""A flat with known truth, drawn as offices draw: line pairs, gaps, swings, three windows."""

from collections.abc import Iterable

import pytest

from cpted_rules.drawing.linework import Arc, Linework, Stroke

Coordinates = tuple[float, float, float, float]


def strokes(lines: Iterable[Coordinates], first_ref: int) -> tuple[Stroke, ...]:
    """One stroke for each line, numbered from a reference."""
    return tuple(
        Stroke(a=(x0, y0), b=(x1, y1), ref=first_ref + n)
        for n, (x0, y0, x1, y1) in enumerate(lines)
    )


# Outer face 10 x 7 m, walls 200 mm; partitions of 100 mm at x 5.0..5.1 and y 3.4..3.5.
#
#   +--------=====================--=======--+   = window   ~ door   . gap
#   |   NW 4.8 x 3.3   :  NE 4.7 x 3.3       |
#   |                  |                     |
#   +------~~~~~~------+--------~~~~---------+
#   |   SW 4.8 x 3.2   .  SE 4.7 x 3.2       |
#   +---~~~---=====----+---------------------+
FACES: tuple[Coordinates, ...] = (
    # south, outer then inner
    (0, 0, 1.0, 0), (1.9, 0, 3.0, 0), (4.5, 0, 10, 0),
    (0.2, 0.2, 1.0, 0.2), (1.9, 0.2, 3.0, 0.2), (4.5, 0.2, 5.0, 0.2), (5.1, 0.2, 9.8, 0.2),
    # north
    (0, 7, 6.0, 7), (8.0, 7, 10, 7), (0.2, 6.8, 6.0, 6.8), (8.0, 6.8, 9.8, 6.8),
    # west: the outer face is broken by 60 mm
    (0, 0, 0, 5.0), (0, 5.06, 0, 7), (0.2, 0.2, 0.2, 3.4), (0.2, 3.5, 0.2, 6.8),
    # east
    (10, 0, 10, 7), (9.8, 0.2, 9.8, 3.4), (9.8, 3.5, 9.8, 6.8),
    # partition north to south; it stops 0.8 m short of the north wall
    (5.0, 0.2, 5.0, 1.5), (5.0, 2.4, 5.0, 3.4), (5.0, 3.5, 5.0, 6.0),
    (5.1, 0.2, 5.1, 1.5), (5.1, 2.4, 5.1, 3.4), (5.1, 3.5, 5.1, 6.0),
    # partition west to east
    (0.2, 3.4, 2.0, 3.4), (3.4, 3.4, 5.0, 3.4), (5.1, 3.4, 7.0, 3.4), (7.8, 3.4, 9.8, 3.4),
    (0.2, 3.5, 2.0, 3.5), (3.4, 3.5, 5.0, 3.5), (5.1, 3.5, 7.0, 3.5), (7.8, 3.5, 9.8, 3.5),
)  # fmt: skip
CAPS: tuple[Coordinates, ...] = (
    (1.0, 0, 1.0, 0.2), (1.9, 0, 1.9, 0.2), (6.0, 6.8, 6.0, 7), (8.0, 6.8, 8.0, 7),
    (5.0, 1.5, 5.1, 1.5), (5.0, 2.4, 5.1, 2.4), (5.0, 6.0, 5.1, 6.0),
    (2.0, 3.4, 2.0, 3.5), (3.4, 3.4, 3.4, 3.5), (7.0, 3.4, 7.0, 3.5), (7.8, 3.4, 7.8, 3.5),
)  # fmt: skip
LEAVES: tuple[Coordinates, ...] = (
    (1.0, 0.2, 1.0, 1.1),  # entrance
    (2.0, 3.5, 2.0, 4.2), (3.4, 3.5, 3.4, 4.2),  # double door
)  # fmt: skip
THIN: tuple[Coordinates, ...] = ((3.0, 0.08, 4.5, 0.08), (3.0, 0.12, 4.5, 0.12))
GLASS: tuple[Coordinates, ...] = (
    (6.0, 6.9, 8.0, 6.9),  # across a gap
    (2.0, 6.88, 3.5, 6.88), (2.0, 6.92, 3.5, 6.92),  # inside the unbroken wall
)  # fmt: skip
SWINGS = (
    Arc(centre=(1.0, 0.2), radius_m=0.9, start_deg=0.0, sweep_deg=90.0, ref=400),
    Arc(centre=(2.0, 3.5), radius_m=0.7, start_deg=0.0, sweep_deg=90.0, ref=401),
    Arc(centre=(3.4, 3.5), radius_m=0.7, start_deg=180.0, sweep_deg=-90.0, ref=402),
    Arc(centre=(7.0, 3.4), radius_m=0.8, start_deg=0.0, sweep_deg=-90.0, ref=403),
)


@pytest.fixture(scope="session")
def flat() -> Linework:
    """The flat's linework. [m]"""
    return Linework(
        walls=strokes((*FACES, *CAPS), 0),
        free=strokes((*LEAVES, *THIN), 100),
        glazing=strokes(GLASS, 200),
        arcs=SWINGS,
    )
