"""The field of a finding put to the plan again: where its cells lie, and what each says."""

from collections.abc import Callable, Iterator
from math import ceil, floor

from cpted_rules.text import Text
from cpted_rules.verify.cells import EDGE_M, FINEST_M
from cpted_rules.verify.expected import SLACK
from cpted_rules.verify.given import Field, Finding
from cpted_rules.verify.regions import Region
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Box, Shape, Spot, row_spans

MOST_PLACED = 2_000
"""Of a larger field so many cells are put to the edge of its area, evenly spread."""
MOST_SHOWN = 5
"""Differing cells named of one field."""

Again = Callable[[Spot, float], tuple[float, float]]
"""The least and most that a cell may say, from its centre and what the file says of it."""


def compared(field: Field, again: Again, *, most: int) -> tuple[list[Difference], int]:
    """Cells that say otherwise than measured again, and how many were; the same ones every time."""
    cells = field.cells()
    chosen = spread(list(cells), most)
    slack = SLACK[field.unit]
    found: list[Difference] = []
    for at in chosen:
        stated = cells[at]
        low, high = again(at, stated)
        if not low - slack.of(low) <= stated <= high + slack.of(high):
            own = f"{low:g}" if low == high else f"{low:g}..{high:g}"
            found.append(
                Difference(what=_CELL, stated=f"{stated:g} {field.unit}", found=own, where=at)
            )
            if len(found) >= MOST_SHOWN:
                break
    return found, len(chosen)


def spread(cells: list[Spot], most: int) -> list[Spot]:
    """At most so many of some cells, evenly spread over their order."""
    if len(cells) <= most:
        return cells
    return [cells[n * len(cells) // most] for n in range(most)]


def placed(
    field: Field, region: Region, box: Box, step_m: float, *, edge_m: float = EDGE_M
) -> Iterator[Difference]:
    """Cells of a field that lie outside its area, or are missing in it, and a raster off its place.

    Args:
        box: of the area.
        step_m: the step from which a small area's is halved.
        edge_m: so near to the edge a cell may be in or out.
    """
    step = field.step_m
    halves = step_m
    while halves > step + 1e-9 and halves > FINEST_M:
        halves /= 2
    columns, rows = max(map(len, field.rows), default=0), len(field.rows)
    off = [(v / step - 0.5) % 1 for v in (field.x_m, field.y_m)]
    if abs(halves - step) > 1e-6 or any(min(o, 1 - o) * step > 0.002 for o in off):
        yield Difference(what=_RASTER, stated=f"step {step:g} m", found=f"step {halves:g} m")
        return
    west, south = (floor(box[0] / step) + 0.5) * step, (floor(box[1] / step) + 0.5) * step
    east, north = (ceil(box[2] / step) - 0.5) * step, (ceil(box[3] / step) - 0.5) * step
    over = max(
        abs(min(field.x_m - west, 0.0)),
        abs(min(field.y_m - south, 0.0)),
        max(field.x_m + (columns - 1) * step - east, 0.0),
        max(field.y_m + (rows - 1) * step - north, 0.0),
    )
    if over > step + 0.01:
        yield Difference(what=_RASTER, stated=f"{over:g} m beyond", found="the box of the area")
        return
    all_cells = [
        (field.x_m + column * step, field.y_m + row * step)
        for row in range(rows)
        for column in range(columns)
    ]
    stated = field.cells()
    for at in spread(all_cells, MOST_PLACED):
        depth = region(*at)
        if (at in stated and depth < -edge_m) or (at not in stated and depth > edge_m):
            yield Difference(
                what=_EDGE,
                stated="in" if at in stated else "out",
                found=f"{depth:+.3f} m",
                where=at,
            )
            return


def mask_differs(
    shape: Shape | None,
    field_step_m: float,
    chosen: dict[Spot, bool],
    region: Region,
    *,
    whole: int = 0,
    edge_m: float = EDGE_M,
) -> Iterator[Difference]:
    """Cells that a witness area holds or leaves out against what they say.

    Args:
        chosen: whether each cell, by its centre, must lie in the area.
        region: that the cells are of.
        whole: how many cells there are, where some of them were left out as in doubt.
    """
    rows: dict[float, list[tuple[float, float]]] = {}
    for at, wanted in chosen.items():
        if at[1] not in rows:
            rows[at[1]] = row_spans(shape, at[1]) if shape is not None else []
        held = any(west <= at[0] <= east for west, east in rows[at[1]])
        if held is not wanted:
            yield Difference(
                what=_MASK,
                stated="in" if held else "out",
                found="in" if wanted else "out",
                where=at,
            )
            return
    size = (sum(chosen.values()) + max(0, whole - len(chosen))) * field_step_m**2
    if shape is not None and shape.area_m2 > size * 1.001 + 0.01:
        yield Difference(what=_MASK, stated=f"{shape.area_m2:.2f} m2", found=f"<= {size:.2f} m2")
    if shape is not None:
        yield from off_raster(shape, field_step_m, region, edge_m=edge_m)


def off_raster(
    shape: Shape, step_m: float, region: Region, *, edge_m: float = EDGE_M
) -> Iterator[Difference]:
    """An edge of an area of cells that is neither one of its raster nor of its region."""
    for ax, ay, bx, by in shape.edges:
        upright = abs(ax - bx) <= edge_m and _on_line(ax, step_m)
        level = abs(ay - by) <= edge_m and _on_line(ay, step_m)
        at = ((ax + bx) / 2, (ay + by) / 2)
        if not upright and not level and abs(region(*at)) > edge_m + 0.002:
            yield Difference(
                what=_MASK, stated="an edge", found="neither of cells nor of the area", where=at
            )
            return


def _on_line(value: float, step_m: float) -> bool:
    return abs(value / step_m - round(value / step_m)) * step_m <= EDGE_M


def witness_area(finding: Finding, kind: str) -> Shape | None:
    """The witness area of a kind; None where the finding has none."""
    return next((w.shape for w in finding.witness if w.kind == kind), None)


_CELL = Text(ko="칸의 값", en="value of a cell")
_RASTER = Text(ko="격자의 위치·간격", en="place or step of the raster")
_EDGE = Text(ko="칸이 영역 안인지", en="whether a cell is in the area")
_MASK = Text(ko="증거 영역의 칸", en="cells of a witness area")
