"""The index grid of a site: squares named as on a city map, by which people point in the room."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from shapely import Point

from cpted_rules.figure import svg
from cpted_rules.figure.frame import Bounds, Frame
from cpted_rules.figure.svg import SOFT, Pen, segment
from cpted_rules.plan import SitePlan

STEPS_M = (5, 10, 20, 50, 100, 200, 500, 1000)
SQUARES = 12
"""At most so many along the longer side of a site."""
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are read as digits."""
TICK_MM = 1.6
ROOM_MM = 4.0
"""A square with less of its side in the window is not named at the edge."""
SIZE_MM = 1.8


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGrid:
    """Squares over a site, letters from west to east and numbers from north to south.

    Args:
        west_m, north_m: the upper left corner of square A1.
    """

    west_m: float
    north_m: float
    step_m: int

    def square(self, x: float, y: float) -> str:
        """The name of the square a point lies in; "" beyond the last letter, or before A1."""
        column = floor((x - self.west_m) / self.step_m)
        row = floor((self.north_m - y) / self.step_m)
        return f"{LETTERS[column]}{row + 1}" if 0 <= column < len(LETTERS) and row >= 0 else ""


def index_grid(plan: SitePlan) -> IndexGrid | None:
    """The squares of a plan, by its boundary, else its buildings; None where it has neither."""
    areas = [b.area for b in plan.boundaries] or [b.area for b in plan.buildings]
    if not areas:
        return None
    west, south = (min(a.bounds[n] for a in areas) for n in (0, 1))
    east, north = (max(a.bounds[n] for a in areas) for n in (2, 3))
    longer = max(east - west, north - south)
    step = next((s for s in STEPS_M if longer / s <= SQUARES), STEPS_M[-1])
    # one square beyond the boundary, so that the street before it has a name too
    return IndexGrid(
        west_m=(floor(west / step) - 1) * step, north_m=(ceil(north / step) + 1) * step, step_m=step
    )


def square_of(plan: SitePlan, point: Point) -> str:
    """The name of the square a point lies in; "" where there is none."""
    grid = index_grid(plan)
    return grid.square(point.x, point.y) if grid else ""


def edge_marks(grid: IndexGrid, frame: Frame) -> tuple[str, list[Bounds]]:
    """Ticks and names along the upper and the left edge of a drawing, and the boxes they take."""
    west, south, east, north = frame.bounds
    left, top = frame.left_mm, frame.top_mm
    ticks, names = [], []
    taken: list[Bounds] = []
    for start, end in _spans(grid.west_m, grid.step_m, west, east):
        x0, x1 = frame.at(start, north)[0], frame.at(end, north)[0]
        if start > west:
            ticks.append(segment(x0, top, x0, top + TICK_MM))
        letter = grid.square((start + end) / 2, grid.north_m)[:1]
        if letter and x1 - x0 >= ROOM_MM:
            names.append((letter, (x0 + x1) / 2, top + SIZE_MM + 0.3))
    for start, end in _spans(grid.north_m, grid.step_m, south, north):
        y0, y1 = frame.at(west, end)[1], frame.at(west, start)[1]
        if end < north:
            ticks.append(segment(left, y0, left + TICK_MM, y0))
        number = grid.square(grid.west_m, (start + end) / 2)[1:]
        if number and y1 - y0 >= ROOM_MM:
            names.append((number, left + 1.5, (y0 + y1) / 2 + SIZE_MM * 0.35))
    drawn = [svg.path("".join(ticks), Pen(stroke=SOFT, width=0.2))]
    for words, x, y in names:
        drawn.append(
            svg.text(words, x, y, size=SIZE_MM, weight=600, fill=SOFT, anchor="middle", mask=0.85)
        )
        half = svg.width_of(words, SIZE_MM) / 2 + 0.3
        taken.append((x - half, y - SIZE_MM, x + half, y + 0.4))
    return svg.group(drawn), taken


def _spans(origin: float, step: float, low: float, high: float) -> Iterator[tuple[float, float]]:
    """The parts of the grid's steps that lie between two values."""
    for n in range(floor((low - origin) / step), ceil((high - origin) / step)):
        yield max(origin + n * step, low), min(origin + (n + 1) * step, high)
