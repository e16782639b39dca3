"""The index grid: squares of round size over the site, named from the north-west."""

import pytest
from shapely import Point, box

from cpted_rules.figure.frame import Frame
from cpted_rules.figure.index_grid import IndexGrid, edge_marks, index_grid, square_of
from cpted_rules.plan import Boundary, SitePlan

PLAN = SitePlan(boundaries=(Boundary(id="site", area=box(0, 0, 60, 40)),))
"""60 m of site in at most twelve squares: 5 m each; one square of street around it."""


def test_squares_are_round_and_at_most_twelve_along_the_site() -> None:
    grid = index_grid(PLAN)
    assert grid == IndexGrid(west_m=-5, north_m=45, step_m=5)


@pytest.mark.parametrize(
    ("x", "y", "square"),
    [
        (-4, 44, "A1"),
        (0, 40, "B2"),
        (4.9, 35.1, "B2"),
        (5.1, 34.9, "C3"),
        (-6, 20, ""),
        (0, 46, ""),
    ],
)
def test_a_point_is_named_by_its_square(x: float, y: float, square: str) -> None:
    assert square_of(PLAN, Point(x, y)) == square


def test_letters_that_look_like_digits_are_left_out() -> None:
    grid = IndexGrid(west_m=0, north_m=0, step_m=1)
    letters = {grid.square(n + 0.5, -0.5)[0] for n in range(24)}
    assert len(letters) == 24
    assert not letters & {"I", "O"}


def test_a_plan_without_boundary_or_building_has_no_grid() -> None:
    assert index_grid(SitePlan()) is None
    assert square_of(SitePlan(), Point(0, 0)) == ""


def test_names_stand_in_the_middle_of_their_squares() -> None:
    grid = IndexGrid(west_m=0, north_m=40, step_m=10)
    frame = Frame(west_m=0, south_m=0, width_mm=80, height_mm=80, scale=500)
    marks, taken = edge_marks(grid, frame)
    middles = [round((box_[0] + box_[2]) / 2, 6) for box_ in taken[:4]]
    assert middles == [10, 30, 50, 70]
    assert [f">{word}<" in marks for word in "ABCD"] == [True] * 4
    assert ">E<" not in marks
