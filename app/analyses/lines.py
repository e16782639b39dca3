"""The middle lines of the walks of a site, as people walk them."""

from dataclasses import dataclass

from shapely import LineString

from cpted_rules.analysis.walk.lines import longest_way
from cpted_rules.analysis.walk.network import network_of
from cpted_rules.plan import Walk
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SHORTEST_M = 3.0
"""A walk shorter than this has no line worth a figure."""
WALK = Text(ko="보행로 {n}", en="walk {n}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkLine:
    """A walk and its middle line.

    Args:
        width_m: mean width: its area over the length of the line.
    """

    walk: Walk
    line: LineString
    name: Text
    number: int

    @property
    def width_m(self) -> float:
        """Mean width. [m]"""
        return float(self.walk.area.area / self.line.length)


def walk_lines(site: Site) -> tuple[WalkLine, ...]:
    """The middle line of each walk from end to end, numbered in the order of the plan."""
    found: list[WalkLine] = []
    for walk in site.plan.walks:
        line = longest_way(network_of(walk.area))
        if line is not None and line.length >= SHORTEST_M:
            n = len(found) + 1
            name = same(walk.label) if walk.label else WALK.fill(n=str(n))
            found.append(WalkLine(walk=walk, line=line, name=name, number=n))
    return tuple(found)
