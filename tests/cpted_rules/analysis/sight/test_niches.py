"""Niches: recesses between two shoulders, by their depth and width."""

import numpy as np
import pytest
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate, translate

from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.niches import Niche, niches, opened

LINE = LineString([(0, 0), (30, 0)])


def house(*cuts: Polygon, y: float = 2.0, **kind: bool) -> list[Obstacle]:
    """A house along the way on its left, with parts cut out of it."""
    shape = box(-5, y, 35, y + 8)
    for cut in cuts:
        shape = shape.difference(cut)
    return [Obstacle(id="house", shape=shape, base_m=0, top_m=9, **kind)]


def found(obstacles: list[Obstacle], line: LineString = LINE, **least: float) -> tuple[Niche, ...]:
    scene: Scene = scene_of(obstacles)
    return niches(scene, line, person_height_m=1.7, eye_height_m=1.5, **least)


def test_a_recess_of_2_by_1_5_m_is_told_with_its_size() -> None:
    (niche,) = found(house(box(10, 2, 12, 3.5)))
    assert niche.depth_m == pytest.approx(1.5)
    assert niche.width_m == pytest.approx(2.0, abs=0.21)
    assert (niche.from_m, niche.to_m) == pytest.approx((10.0, 12.0), abs=0.21)
    assert niche.left
    assert niche.shape.area == pytest.approx(3.0, abs=0.4)
    assert niche.standing.y == pytest.approx(3.25)
    # who stands at (11, 3.25) is seen past the shoulder at (10, 2) from 8.4 m on
    assert niche.standing.x == pytest.approx(11.0, abs=0.1)
    assert niche.seen_before_m[0] == pytest.approx(11.0 - 8.4, abs=0.3)


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (box(10, 2, 12, 2.55), 0),  # less deep than 0.6 m
        (box(10, 2, 12, 2.65), 1),
        (box(10, 2, 10.3, 4), 0),  # narrower than 0.5 m
        (box(10, 2, 10.8, 4), 1),
        (box(10, 2, 14.5, 4), 1),
        (box(10, 2, 15.6, 4), 0),  # wider than 5 m: a place of its own
        (box(-9, 2, 12, 4), 0),  # one shoulder: the end of the house
    ],
)
def test_limits_of_depth_and_width(cut: Polygon, told: int) -> None:
    assert len(found(house(cut))) == told


def test_depth_counts_from_the_shoulder_that_lies_further_back() -> None:
    (niche,) = found(house(box(10, 2, 12, 5), box(12, 2, 40, 3)))
    assert niche.depth_m == pytest.approx(2.0)


def test_a_gap_between_two_houses_is_none() -> None:
    assert found(house(box(10, 0, 12, 20))) == ()
    (niche,) = found(house(box(10, 0, 12, 7.5)))  # with a back it is one
    assert niche.depth_m == pytest.approx(5.5)


def test_a_bay_between_columns_is_none_and_one_between_walls_is() -> None:
    def bay(depth_m: float) -> tuple[Niche, ...]:
        sides = [
            Obstacle(id=f"c{x}", shape=box(x, 2, x + 0.5, 2 + depth_m), base_m=0, top_m=3)
            for x in (6, 10, 14)
        ]
        return found([*house(y=4.0), *sides])

    assert bay(0.5) == ()
    assert bay(1.4) == ()  # 0.6 m between column and back: one gets through
    assert [n.from_m for n in bay(1.6)] == pytest.approx([6.5, 10.5], abs=0.11)
    assert len(bay(2.0)) == 2


def test_inside_too_it_is_no_wider_than_the_widest() -> None:
    assert len(found(house(box(10, 2, 12, 3), box(9, 3, 13.5, 5)))) == 1
    assert found(house(box(10, 2, 12, 3), box(8, 3, 15, 5))) == ()


def test_a_niche_on_the_right_is_that_on_the_left_of_the_way_walked_back() -> None:
    obstacles = house(box(10, 2, 12, 3.5))
    (niche,) = found(obstacles, LINE.reverse())
    assert not niche.left
    assert niche.from_m == pytest.approx(18.0, abs=0.21)
    (forth,) = found(obstacles)
    assert niche.seen_before_m == pytest.approx(forth.seen_before_m[::-1], abs=0.51)


def test_of_a_niche_passed_in_a_bed_it_is_not_known_when_it_is_seen() -> None:
    bed = Obstacle(id="bed", shape=box(7, -1, 40, 1), base_m=0, top_m=1.8, plant=True)
    (niche,) = found([*house(box(10, 2, 12, 3.5)), bed])
    assert niche.seen_before_m == (None, None)
    (open_,) = found(house(box(10, 2, 12, 3.5)))
    assert None not in open_.seen_before_m


def test_gaps_between_plants_are_none() -> None:
    crowns = [
        Obstacle(id=f"t{x}", shape=Point(x, 3), radius_m=1.5, base_m=0.3, top_m=5, plant=True)
        for x in range(0, 30, 4)
    ]
    assert found(crowns) == ()


def test_low_and_hanging_things_and_open_fences_make_no_niche() -> None:
    for base, top, openness in ((0, 0.9, 0.0), (1.1, 9, 0.0), (0, 2, 0.6)):
        things = [
            Obstacle(
                id="x",
                shape=house(box(10, 2, 12, 3.5))[0].shape,
                base_m=base,
                top_m=top,
                openness_share=openness,
            )
        ]
        assert found(things) == ()


def test_moved_and_turned_it_is_the_same() -> None:
    obstacles = house(box(10, 2, 12, 3.5))

    def change(shape):  # type: ignore[no-untyped-def]
        return translate(rotate(shape, 30, origin=(0, 0)), 12, -7)

    moved = [Obstacle(id="house", shape=change(obstacles[0].shape), base_m=0, top_m=9)]
    (one,), (other,) = found(obstacles), found(moved, change(LINE))
    assert other.depth_m == pytest.approx(one.depth_m)
    assert other.width_m == pytest.approx(one.width_m)
    assert change(one.standing).distance(other.standing) < 1e-6


def test_round_a_bend_each_straight_part_is_looked_at() -> None:
    bend = LineString([(0, 0), (30, 0), (30, 30)])
    other = Obstacle(
        id="b", shape=box(32, -5, 40, 35).difference(box(32, 14, 34, 16)), base_m=0, top_m=9
    )
    (niche,) = found([other], bend)
    assert niche.from_m == pytest.approx(44.0, abs=0.21)
    assert niche.depth_m == pytest.approx(2.0)
    assert not niche.left


def test_an_opening_takes_peaks_off_and_leaves_steps_and_ends() -> None:
    values = np.array([1, 1, 3, 3, 1, 2, 2, 2, 2, 5.0])
    assert opened(values, 3).tolist() == [1, 1, 1, 1, 1, 2, 2, 2, 2, 5]
    assert opened(values, 1).tolist() == values.tolist()
