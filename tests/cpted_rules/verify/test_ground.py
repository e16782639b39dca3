"""The ground as a surface of triangles: heights, what stands on it, levels that are not kept."""

from dataclasses import fields, replace

import pytest

from cpted_rules.verify.drawn import Area, Building, Drawn
from cpted_rules.verify.ground import Ground
from cpted_rules.verify.shapes import Shape, from_edges, polygon

SLOPE = ((0.0, 0.0, 0.0), (10.0, 0.0, 1.0), (10.0, 10.0, 1.0), (0.0, 10.0, 0.0))
HALVES = ((0, 1, 2), (0, 2, 3))
EMPTY = Drawn(
    ids={},
    **dict.fromkeys((f.name for f in fields(Drawn) if f.name != "ids"), ()),  # type: ignore[arg-type]
)


def spot(x: float, y: float) -> Shape:
    return from_edges([(x, y, x, y)], filled=False)


def levels(*, datum_m: float) -> tuple[tuple[Shape, float], ...]:
    return tuple((spot(x, y), z + datum_m) for x, y, z in SLOPE)


def square(x: float, y: float, side: float) -> Shape:
    return polygon([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])


def test_heights_are_linear_in_a_triangle_and_go_on_beyond_the_edge() -> None:
    ground = Ground(EMPTY, SLOPE, HALVES)
    assert ground.height_m(3.0, 7.0) == pytest.approx(0.3)
    assert ground.height_m(7.0, 3.0) == pytest.approx(0.7)
    assert ground.height_m(25.0, 5.0) == pytest.approx(1.0)
    assert Ground(EMPTY, (), ()).height_m(3.0, 7.0) == 0.0


def test_levels_in_a_line_give_each_place_the_height_of_the_nearest() -> None:
    ground = Ground(EMPTY, SLOPE[:2], ())
    assert ground.height_m(4.0, 3.0) == 0.0
    assert ground.height_m(6.0, 3.0) == 1.0


def test_a_building_without_a_door_stands_at_the_mean_of_the_ground_around_it() -> None:
    building = Building(
        id="b", label="", storey=0, source=None, area=square(2, 2, 4), base_m=0, top_m=6, floors=2,
        neighbour=False,
    )  # fmt: skip
    ground = Ground(replace(EMPTY, buildings=(building,)), SLOPE, HALVES)
    assert ground.feet == {"b": pytest.approx(0.4)}
    assert ground.under_m(1, (3.0, 3.0)) == pytest.approx(0.4)
    assert ground.under_m(3, (9.0, 9.0), "b") == pytest.approx(0.4)
    assert ground.under_m(0, (3.0, 3.0)) == pytest.approx(0.3)
    assert ground.under_m(-1, (3.0, 3.0)) == 0.0


def test_a_bed_on_a_slope_is_cut_into_nearly_level_parts() -> None:
    parts = list(Ground(EMPTY, SLOPE, HALVES).level_parts(square(0, 0, 8)))
    assert sum(part.area_m2 for part, _, _ in parts) == pytest.approx(64)
    assert all(mean - low <= 0.1 + 1e-9 for _, low, mean in parts)


def test_a_fence_is_cut_where_the_ground_bends() -> None:
    steps = list(Ground(EMPTY, SLOPE, HALVES).steps((0.0, 4.0, 10.0, 4.0)))
    assert [edge[2] for edge, _, _ in steps] == pytest.approx([4.0, 10.0])
    assert [end for _, _, end in steps] == pytest.approx([0.4, 1.0])


def test_a_ridge_is_where_the_ground_bends_down_on_both_sides() -> None:
    roof = ((0.0, 0.0, 0.0), (5.0, 5.0, 2.0), (0.0, 10.0, 0.0), (5.0, -5.0, 2.0), (10.0, 0.0, 0.0))
    faces = ((0, 3, 1), (3, 4, 1))
    ends = {tuple(sorted((a[:2], b[:2]))) for a, b in Ground(EMPTY, roof, faces).ridges()}
    assert ((5.0, -5.0), (5.0, 5.0)) in ends
    valley = tuple((x, y, -z) for x, y, z in roof)
    ends = {tuple(sorted((a[:2], b[:2]))) for a, b in Ground(EMPTY, valley, faces).ridges()}
    assert ((5.0, -5.0), (5.0, 5.0)) not in ends


def test_a_surface_keeps_to_the_levels_drawn_but_for_one_datum() -> None:
    drawn = replace(EMPTY, levels=levels(datum_m=23.5))
    assert list(Ground(drawn, SLOPE, HALVES).differs()) == []
    raised = (*SLOPE[:3], (0.0, 10.0, 0.2))
    assert next(Ground(drawn, raised, HALVES).differs()).what.en.startswith("datum")
    moved = (*SLOPE[:3], (0.0, 11.0, 0.0))
    assert [d.found for d in Ground(drawn, moved, HALVES).differs()] == ["no level"]
    lost = Ground(replace(drawn, levels=(*drawn.levels, (spot(5, 5), 25.0))), SLOPE, HALVES)
    assert [d.found for d in lost.differs()] == ["25.000 m"]


def test_within_the_site_spot_heights_go_before_contours() -> None:
    contour = (from_edges([(5, 2, 5, 8)], filled=False), 30.0)
    site = Area(id="s", label="", storey=0, source=None, area=square(0, 0, 10))
    drawn = replace(EMPTY, levels=(*levels(datum_m=23.5), contour), boundaries=(site,))
    assert list(Ground(drawn, SLOPE, HALVES).differs()) == []
    assert list(Ground(replace(drawn, boundaries=()), SLOPE, HALVES).differs()) != []
