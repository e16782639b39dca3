"""Precision and recall of what was found against what is there, in plain coordinates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from shapely import LineString, Point, Polygon, STRtree, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

Shape = TypeVar("Shape", bound=BaseGeometry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one kind was found.

    Args:
        truth: what is there: a count, or a length or area in the units of the coordinates.
        found: what was found, less what was found of things in doubt.
        matched: the part of the truth that was found.
        precision: share of the found that is right; None if nothing was found.
        recall: share of the truth that was found; None if there is nothing to find.
    """

    kind: str
    truth: float
    found: float
    matched: float
    precision: float | None
    recall: float | None


def match_points(
    found: Sequence[Point],
    truth: Sequence[Point],
    tolerance: float,
    *,
    kind: str = "points",
    doubtful: Sequence[Point] = (),
) -> Score:
    """Points found within the tolerance of true ones, one to one, as many as possible.

    Args:
        doubtful: true or not: each takes one found point that no sure point wants.
    """
    near = _distances(found, [*truth, *doubtful], tolerance)
    return _one_to_one(kind, len(found), len(truth), near)


def match_rooms(
    found: Sequence[Polygon],
    truth: Sequence[tuple[Point, float]],
    *,
    area_share: float = 0.15,
    kind: str = "rooms",
    doubtful: Sequence[tuple[Point, float]] = (),
) -> Score:
    """Rooms found around a true room's point with its area, one to one, as many as possible.

    Args:
        truth: a point inside each room and its area, in the units of the polygons squared.
        area_share: how far the area may be off, as a share of the true one.
        doubtful: rooms that may be found or not; for them the point is enough.
    """
    index = STRtree(list(found))
    costs: dict[tuple[int, int], float] = {}
    for j, (at, area) in enumerate([*truth, *doubtful]):
        for i in index.query(at, predicate="intersects"):
            off = abs(found[int(i)].area - area) / area
            if off <= area_share + 1e-9 or j >= len(truth):
                costs[int(i), j] = off
    return _one_to_one(kind, len(found), len(truth), costs)


def match_lines(
    found: Iterable[LineString],
    truth: Iterable[LineString],
    tolerance: float,
    *,
    kind: str = "lines",
    doubtful: Iterable[LineString] = (),
) -> Score:
    """Lengths of lines that run within the tolerance of each other.

    Found length near doubtful lines, and not near true ones, is not counted. A thing found twice
    counts twice as found; true lines are covered once.
    """
    lines, true_lines = tuple(found), tuple(truth)
    near_truth = _around(true_lines, tolerance)
    near_doubt = _around(tuple(doubtful), tolerance).difference(near_truth)
    there = sum(line.length for line in true_lines)
    right = sum(line.intersection(near_truth).length for line in lines)
    counted = sum(line.length - line.intersection(near_doubt).length for line in lines)
    around_found = _around(lines, tolerance)
    covered = sum(line.intersection(around_found).length for line in true_lines)
    return Score(
        kind=kind,
        truth=there,
        found=counted,
        matched=covered,
        precision=_share(right, counted),
        recall=_share(covered, there),
    )


def match_areas(
    found: Iterable[BaseGeometry],
    truth: Iterable[BaseGeometry],
    tolerance: float,
    *,
    kind: str = "areas",
) -> Score:
    """Areas that lie on each other, when each may be off by the tolerance: walls as bodies."""
    one, other = unary_union(list(found)), unary_union(list(truth))
    right = one.intersection(other.buffer(tolerance)).area
    covered = other.intersection(one.buffer(tolerance)).area
    return Score(
        kind=kind,
        truth=other.area,
        found=one.area,
        matched=covered,
        precision=_share(right, one.area),
        recall=_share(covered, other.area),
    )


def none_expected(found: int, *, kind: str) -> Score:
    """The score of a kind that does not occur: whatever was found is wrong."""
    return Score(
        kind=kind,
        truth=0,
        found=found,
        matched=0,
        precision=_share(0, found),
        recall=None,
    )


def within(
    shapes: Iterable[Shape], frames: Sequence[tuple[float, float, float, float]]
) -> tuple[Shape, ...]:
    """Shapes whose middle lies in one of the frames; all of them when there is no frame."""
    if not frames:
        return tuple(shapes)
    area = unary_union([box(*frame) for frame in frames])
    return tuple(s for s in shapes if area.intersects(s.representative_point()))


def clipped(
    lines: Iterable[LineString], frames: Sequence[tuple[float, float, float, float]]
) -> tuple[LineString, ...]:
    """The parts of lines that lie in one of the frames; all of them when there is no frame."""
    if not frames:
        return tuple(lines)
    area = unary_union([box(*frame) for frame in frames])
    cut = (line.intersection(area) for line in lines)
    parts = (part for shape in cut for part in getattr(shape, "geoms", (shape,)))
    return tuple(p for p in parts if isinstance(p, LineString) and not p.is_empty)


def _share(part: float, whole: float) -> float | None:
    return min(1.0, part / whole) if whole > 0 else None


def _around(lines: Sequence[LineString], tolerance: float) -> BaseGeometry:
    # flat ends: a line must not reach beyond itself, or short pieces would match for nothing
    return unary_union([line.buffer(tolerance, cap_style="flat") for line in lines])


def _distances(
    found: Sequence[Point], truth: Sequence[Point], tolerance: float
) -> dict[tuple[int, int], float]:
    index = STRtree(list(found))
    return {
        (int(i), j): found[int(i)].distance(at)
        for j, at in enumerate(truth)
        for i in index.query(at, predicate="dwithin", distance=tolerance)
    }


def _one_to_one(kind: str, found: int, truth: int, costs: dict[tuple[int, int], float]) -> Score:
    """A score from pairs that may match; columns from `truth` on are in doubt."""
    sure = matching({pair: cost for pair, cost in costs.items() if pair[1] < truth})
    rest = matching(
        {(i, j): cost for (i, j), cost in costs.items() if j >= truth and i not in sure}
    )
    counted = found - len(rest)
    return Score(
        kind=kind,
        truth=truth,
        found=counted,
        matched=len(sure),
        precision=_share(len(sure), counted),
        recall=_share(len(sure), truth),
    )


def matching(costs: dict[tuple[int, int], float]) -> dict[int, int]:
    """Row to column: the most pairs possible, and of these matchings a cheapest one.

    Each step adds one pair along the cheapest path that swaps pairs on its way (successive
    shortest paths, found by Bellman and Ford since swapping back costs less than nothing).
    """
    columns: dict[int, list[tuple[int, float]]] = {}
    for (row, column), cost in costs.items():
        columns.setdefault(row, []).append((column, cost))
    of_row: dict[int, int] = {}
    of_column: dict[int, int] = {}
    while (path := _cheapest_path(columns, costs, of_row, of_column)) is not None:
        for row, column in path:
            of_row[row], of_column[column] = column, row
    return of_row


def _cheapest_path(
    columns: dict[int, list[tuple[int, float]]],
    costs: dict[tuple[int, int], float],
    of_row: dict[int, int],
    of_column: dict[int, int],
) -> list[tuple[int, int]] | None:
    """The pairs to set, from a free row to a free column; None if no more fit."""
    far = {row: 0.0 for row in columns if row not in of_row}
    back: dict[int, int] = {}  # the row from which a column is reached
    reach: dict[int, float] = {}
    wave = list(far)
    while wave:
        after = []
        for row in wave:
            for column, cost in columns[row]:
                if of_row.get(row) == column or far[row] + cost >= reach.get(column, inf) - 1e-12:
                    continue
                reach[column], back[column] = far[row] + cost, row
                owner = of_column.get(column)
                if owner is not None:
                    far[owner] = reach[column] - costs[owner, column]
                    after.append(owner)
        wave = after
    free = [column for column in reach if column not in of_column]
    if not free:
        return None
    return _pairs_back(min(free, key=lambda c: (reach[c], c)), back, of_row.get)


def _pairs_back(
    column: int, back: dict[int, int], column_of: Callable[[int], int | None]
) -> list[tuple[int, int]]:
    pairs = []
    at: int | None = column
    while at is not None:
        row = back[at]
        pairs.append((row, at))
        at = column_of(row)
    return pairs
