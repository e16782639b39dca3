"""Witness areas of cells put to the plan again, where a finding has no field of values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cpted_rules.text import Text
from cpted_rules.verify.cells import EDGE_M, Cells, sample
from cpted_rules.verify.fields import off_raster
from cpted_rules.verify.regions import Region
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, Spot, row_spans

MOST_SHOWN = 5
"""Differing cells named of one finding."""

Sure = Callable[[Spot], tuple[bool, bool]]
"""Whether a cell counts however coordinates were rounded, and whether it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """What came of a witness area: the range of the share of cells it holds."""

    low: float
    high: float
    differences: tuple[Difference, ...]
    cells_on: int
    cells_of: int
    held: dict[Spot, bool]


def held_in(shape: Shape | None, cells: Cells) -> dict[Spot, bool]:
    """Whether each cell's centre lies in an area."""
    rows: dict[float, list[tuple[float, float]]] = {}
    found = {}
    for x, y in cells.all:
        if y not in rows:
            rows[y] = row_spans(shape, y) if shape is not None else []
        found[x, y] = any(west <= x <= east for west, east in rows[y])
    return found


def masked(
    shape: Shape | None,
    cells: Cells,
    counts: Callable[[Spot], bool],
    surely: Sure,
    region: Region,
    *,
    most: int,
    edge_m: float = EDGE_M,
) -> Masked:
    """Cells in and out of a witness area, put to what they are asked.

    Args:
        counts: whether a cell belongs in the area, as computed once.
        surely: asked only where that is otherwise than the area says.
        region: that the cells are of.
        most: cells asked at most, evenly spread.
    """
    held = held_in(shape, cells)
    chosen = sample(sorted(held), most)
    differences: list[Difference] = []
    on_edge = set(cells.maybe)
    for at in chosen:
        if counts(at) is held[at] or (at in on_edge and not held[at]):
            continue
        least, perhaps = surely(at)
        if least is perhaps and least is not held[at]:
            stated, found = ("in", "out") if held[at] else ("out", "in")
            differences.append(Difference(what=_CELL, stated=stated, found=found, where=at))
            if len(differences) >= MOST_SHOWN:
                break
    differences += _size(shape, cells, held)
    if shape is not None:
        differences += off_raster(shape, cells.step_m, region, edge_m=edge_m)
    sure = sum(held[at] for at in cells.sure)
    more = sum(held[at] for at in cells.maybe)
    total, edge = len(cells.sure), len(cells.maybe)
    return Masked(
        low=min(sure / (total + edge - more or 1), (sure + more) / (total + edge or 1)),
        high=max((sure + more) / (total + more or 1), sure / (total or 1)),
        differences=tuple(differences),
        cells_on=len(chosen),
        cells_of=len(held),
        held=held,
    )


def _size(shape: Shape | None, cells: Cells, held: dict[Spot, bool]) -> Iterator[Difference]:
    """Whether an area is larger than the cells that it holds."""
    size = sum(held.values()) * cells.step_m**2
    if shape is not None and shape.area_m2 > size * 1.001 + 0.01:
        yield Difference(
            what=_AREA, stated=f"{shape.area_m2:.2f} m2", found=f"{size:.2f} m2 of cells"
        )


_CELL = Text(ko="칸이 증거 영역에 드는지", en="whether a cell belongs in the witness area")
_AREA = Text(ko="증거 영역의 크기", en="size of a witness area")
