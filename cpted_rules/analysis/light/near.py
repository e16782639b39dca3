"""Large lamps near by, as several small ones.

          ___________ opening, a wide        as one point its light is true to 1 %
         |_|_|_|_|_|_|                       from 5 a on; nearer it is cut into parts
          |  | | |  |                        of which the same holds
          .  . . .  .
"""

from dataclasses import replace
from math import ceil

import numpy as np

from cpted_rules.analysis.light.lamps import Lamp

FAR = 5.0
"""So many times its size away a lamp counts as a point: within 1 % for a disc.
Source: international.md 4.3 [D]."""

MOST_PARTS = 12
"""Parts along one side: a lamp of 1.5 m is well cut down to 0.6 m away. [X]"""


def parts(lamp: Lamp, *, nearest_m: float) -> tuple[Lamp, ...]:
    """A lamp as equal parts of its luminous opening, each small from so far away.

    One lamp, as it is, where that is small enough, or its file states no opening.

    Args:
        nearest_m: the least distance at which its light is asked for.

    Departures: every part shines as the whole does; the height of the opening is left out.
    """
    opening = lamp.photometry.opening
    sides = (0.0, 0.0) if opening is None else (opening.along_c0_m, opening.along_c90_m)
    along, across = (
        min(max(ceil(FAR * abs(side) / nearest_m - 1e-9), 1), MOST_PARTS) for side in sides
    )
    if along * across == 1:
        return (lamp,)
    front, left, _ = lamp.axes
    found = []
    for i in range(along):
        for j in range(across):
            ahead = ((i + 0.5) / along - 0.5) * abs(sides[0])
            aside = ((j + 0.5) / across - 0.5) * abs(sides[1])
            x, y, z = np.array([lamp.x_m, lamp.y_m, lamp.z_m]) + ahead * front + aside * left
            factor = lamp.maintenance_factor / (along * across)
            found.append(
                replace(lamp, x_m=float(x), y_m=float(y), z_m=float(z), maintenance_factor=factor)
            )
    return tuple(found)
