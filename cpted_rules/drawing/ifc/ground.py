"""The local ground in a model's heights, and what told it."""

import re
from collections.abc import Sequence
from statistics import median

from cpted_rules.drawing.ifc.model import Model
from cpted_rules.drawing.ifc.shapes import Shape, Shapes
from cpted_rules.text import Text

_FIRST = re.compile(
    r"^(지상)?\s*0*1\s*(층|f|fl)\b|^(지상)?\s*0*1층|\b(1f|1fl|level\s*0*1|l0*1|eg|erdgeschoss|gf|ground"
    r"(\s*floor)?|rez.de.chauss[eé]e|rdc|planta\s*baja)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"지하\s*\d*|^b\d+\s*(f|fl|층)?\b|\b(basement|ug|untergeschoss|keller|sous.sol)\b",
    re.IGNORECASE,
)

NEAR_ZERO_M = (2.0, 1.0)
"""Height 0 is the ground if it is no deeper under the lowest storey, no higher over the topmost."""

GROUND_FROM = {
    "zero": Text(ko="모델의 0 높이", en="height 0 of the model"),
    "terrain": Text(ko="대지(IfcSite) 지형의 높이", en="the terrain of the site (IfcSite)"),
    "name": Text(ko="1층으로 이름 지은 층", en="the storey that is named as the first"),
    "lowest": Text(ko="가장 낮은 지상 층", en="the lowest storey above ground"),
}
"""What can tell the ground where the model does not state it."""


def ground_of(
    model: Model, shapes: Shapes, heights: Sequence[float], names: Sequence[Sequence[str]]
) -> tuple[float, str]:
    """Local ground in the model's heights, and what told it. [m]"""
    for building in model.of("IfcBuilding"):
        reference, terrain = (
            building.length_m("ElevationOfRefHeight"),
            building.length_m("ElevationOfTerrain"),
        )
        start = building.placement
        if terrain and reference is not None and start is not None:
            return float(start[2, 3]) + terrain - reference, "stated"
    terrain_m = _terrain(model, shapes)
    if terrain_m is not None and heights[0] - 30.0 <= terrain_m <= heights[-1]:
        return terrain_m, "terrain"
    if heights[0] - NEAR_ZERO_M[0] <= 0.0 <= heights[-1] + NEAR_ZERO_M[1]:
        return 0.0, "zero"
    first = [z for z, said in zip(heights, names, strict=True) if any(map(_FIRST.search, said))]
    if first:
        return first[0], "name"
    above = [z for z, said in zip(heights, names, strict=True) if not any(map(_BELOW.search, said))]
    return (above or heights)[0], "lowest"


def _terrain(model: Model, shapes: Shapes) -> float | None:
    """Height of the terrain under the walls, where a site has a body. [m]"""
    sites = [shape for site in model.of("IfcSite") if (shape := shapes.of(site)) is not None]
    walls = [shape for wall in model.of("IfcWall") if (shape := shapes.of(wall)) is not None]
    if not sites or not walls:
        return None
    return median(_surface(site, walls) for site in sites)


def _surface(site: Shape, walls: Sequence[Shape]) -> float:
    """Height of the corners of a terrain that are nearest to the walls. [m]"""
    x = median(wall.middle()[0] for wall in walls)
    y = median(wall.middle()[1] for wall in walls)
    order = ((site.points[:, 0] - x) ** 2 + (site.points[:, 1] - y) ** 2).argsort()
    near = site.points[order[: max(8, len(order) // 10)]]
    # a solid terrain has its surface above its underside
    return float(median(sorted(near[:, 2])[len(near) // 2 :]))
