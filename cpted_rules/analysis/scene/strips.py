"""Narrow strips of ground between two faces that look at each other."""

from dataclasses import dataclass

from shapely import LineString

from cpted_rules.analysis.scene.faces import Face

PARALLEL = 0.985
"""Cosine of the angle up to which two faces look at each other: 10 degrees."""
DECIMALS = 6
"""Beyond these a width is noise of the computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The ground between two faces, as far as they overlap.

    Args:
        middle: half-way between them, from end to end.
        width_m: between them, at the narrower end.
    """

    middle: LineString
    width_m: float

    @property
    def length_m(self) -> float:
        """Length. [m]"""
        return float(self.middle.length)


def strip_between(one: Face, other: Face) -> Strip | None:
    """The strip between two faces; None where they do not look at each other.

    one    ------------------
                - - - - -         middle, over the part of `one` that `other` lies before
    other        -------------
    """
    (ox, oy), (px, py) = one.outward, other.outward
    if ox * px + oy * py > -PARALLEL:
        return None
    along = sorted((one.along_m(*at), at) for at in (other.start, other.end))
    (a, first), (b, last) = along
    low, high = max(a, 0.0), min(b, one.length_m)
    if high - low <= 0:
        return None
    ends = []
    for metres in (low, high):
        share = (metres - a) / (b - a)
        x, y = (first[n] + share * (last[n] - first[n]) for n in (0, 1))
        ux, uy = (
            (one.end[n] - one.start[n]) / one.length_m * metres + one.start[n] for n in (0, 1)
        )
        away = (x - ux) * ox + (y - uy) * oy
        ends.append((away, ((ux + x) / 2, (uy + y) / 2)))
    width = round(min(away for away, _ in ends), DECIMALS)
    if width <= 0:
        return None
    return Strip(middle=LineString([at for _, at in ends]), width_m=width)
