"""A look cut upright: heights of the look, and what of the person each obstacle hides."""

import numpy as np
import pytest
from shapely import LineString, box

from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.sight.section import section


def test_a_fence_in_section_by_similar_triangles() -> None:
    fence = Obstacle(id="f", shape=LineString([(-9, 6), (9, 6)]), base_m=0, top_m=1.0)
    found = section(scene_of([fence]), (0, 0, 1.5), (0, 8, 0), height_m=1.7)
    (cut,) = found.cuts
    assert (cut.enter_m, cut.leave_m) == (6.0, 6.0)
    # the look at 0.85 m falls by 0.65 m over 8 m
    assert cut.look_m == pytest.approx((1.5 - 0.65 * 0.75,) * 2)
    assert not cut.blocks
    assert cut.hidden_m == pytest.approx((0.0, 1.5 - 0.5 / 0.75))
    assert cut.seen_over_m == found.lowest_seen_m == pytest.approx(0.8333, abs=1e-4)
    assert found.share == pytest.approx(1 - 0.8333 / 1.7, abs=1e-4)
    assert [line.coords[-1][2] for line in found.lines] == pytest.approx([0.85, 0.8333], abs=1e-4)


def test_nearest_first_and_one_that_hides_nothing_is_told_too() -> None:
    things = [
        Obstacle(id="far", shape=box(-1, 10, 1, 12), base_m=0, top_m=3),
        Obstacle(id="low", shape=LineString([(-1, 2), (1, 2)]), base_m=0, top_m=0.1),
        Obstacle(id="crown", shape=box(-1, 4, 1, 6), base_m=3, top_m=9, plant=True),
    ]
    found = section(scene_of(things), (0, 0, 1.5), (0, 15, 0), height_m=1.7)
    assert [cut.obstacle.id for cut in found.cuts] == ["low", "crown", "far"]
    assert [cut.hidden_m for cut in found.cuts] == [None, None, (0.0, 1.7)]
    assert [cut.blocks for cut in found.cuts] == [False, False, True]
    assert found.share == 0.0
    assert found.lowest_seen_m is None


def test_a_band_in_sight_between_a_fence_and_what_hangs_over_it() -> None:
    things = [
        Obstacle(id="f", shape=LineString([(-9, 6), (9, 6)]), base_m=0, top_m=1.0),
        Obstacle(id="s", shape=LineString([(-9, 6), (9, 6)]), base_m=1.4, top_m=3.0),
    ]
    found = section(scene_of(things), (0, 0, 1.5), (0, 8, 0), height_m=1.7)
    low, high = 1.5 - 0.5 / 0.75, 1.5 - 0.1 / 0.75
    assert np.array(found.hidden_m) == pytest.approx(np.array([(0.0, low), (high, 1.7)]))
    assert found.share == pytest.approx((high - low) / 1.7)


def test_an_open_fence_hides_only_where_two_of_them_stand() -> None:
    def railing(y: float, top_m: float) -> Obstacle:
        line = LineString([(-9, y), (9, y)])
        return Obstacle(id=f"r{y}", shape=line, base_m=0, top_m=top_m, openness_share=0.6)

    one = section(scene_of([railing(6, 1.2)]), (0, 0, 1.5), (0, 8, 0), height_m=1.7)
    two = section(
        scene_of([railing(6, 1.2), railing(4, 1.0)]), (0, 0, 1.5), (0, 8, 0), height_m=1.7
    )
    assert one.hidden_m == ()
    assert one.share == pytest.approx(1 - 0.4 * 1.1 / 1.7)  # 1.5 - 0.3 / 0.75 = 1.1
    assert two.hidden_m == ((0.0, pytest.approx(0.5)),)  # 1.5 - 0.5 / 0.5 = 0.5
