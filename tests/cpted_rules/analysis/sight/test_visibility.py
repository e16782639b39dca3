"""Shares of persons and doors seen, and lines explained."""

import numpy as np
import pytest
from shapely import LineString

from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.visibility import census, leaf, share_seen, sight, upright


def fence(top_m: float) -> Scene:
    line = LineString([(-50, 6), (50, 6)])
    return scene_of([Obstacle(id="f", shape=line, base_m=0, top_m=top_m)])


@pytest.mark.parametrize(
    ("eye_m", "fence_m", "share"),
    # hidden below 1.90, 0.833 and 0.967 m of a person of 1.7 m
    [(1.5, 1.8, 0.0), (1.5, 1.0, 1 - 0.8333 / 1.7), (4.3, 1.8, 1 - 0.9667 / 1.7)],
)
def test_how_much_of_a_person_shows_over_a_fence(
    eye_m: float, fence_m: float, share: float
) -> None:
    eye = np.array([[0.0, 0.0, eye_m]])
    person = upright((0, 8, 0), height_m=1.7, parts=200)
    assert share_seen(fence(fence_m), eye, person)[0] == pytest.approx(share, abs=0.005)


def test_half_a_door_behind_the_end_of_a_wall() -> None:
    wall = Obstacle(id="w", shape=LineString([(-50, 5), (0, 5)]), base_m=0, top_m=3)
    door = leaf(LineString([(-0.5, 10), (0.5, 10)]), low_m=0, high_m=2.1)
    assert len(door) == 16
    assert share_seen(scene_of([wall]), np.array([[0.0, 0.0, 1.5]]), door)[0] == 0.5


def test_a_line_says_what_blocks_it() -> None:
    blocked = sight(fence(1.8), (0, 0, 1.5), (0, 8, 0.7))
    assert [b.obstacle.id for b in blocked.blocks] == ["f"]
    assert blocked.length_m == pytest.approx((64 + 0.64) ** 0.5)
    assert list(blocked.line.coords) == [(0, 0, 1.5), (0, 8, 0.7)]
    assert sight(fence(1.8), (0, 0, 1.5), (0, 5, 0.7)).blocks == ()


def test_who_sees_what_first() -> None:
    eyes = eyes_at(["a", "b"], [(0, 0, 1.5, 0, 0), (0, 12, 1.5, 0, 0)])
    targets = np.array([[0, 5, 1.0], [0, 7, 1.0], [0, 100, 1.0]])
    counts, first = census(fence(3), eyes, targets, within_m=43)
    assert counts.tolist() == [1, 1, 0]
    assert first.tolist() == [0, 1, -1]
