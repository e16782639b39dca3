"""Doors and playgrounds: who sees them."""

import numpy as np
import pytest
from shapely import LineString, box

from cpted_rules.analysis.scene.eyes import eyes_at
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.sight.entrances import Face, door_view, half_seen, play_view

DOOR = Face(line=LineString([(-0.5, 0), (0.5, 0)]), facing=(0, -1), low_m=0.0, high_m=2.1)
ROAD = np.column_stack([np.arange(-9.5, 10), np.full(20, -10.0), np.full(20, 1.5)])
NOBODY = eyes_at([], [])


def test_in_the_open_the_door_is_seen_from_all_of_the_road_before_it() -> None:
    found = door_view(scene_of([]), DOOR, ROAD, NOBODY, within_m=43)
    assert found.share == 1.0
    assert len(found.lines(seen=True).geoms) == 20
    assert found.lines(seen=False).is_empty


def test_samples_out_of_reach_or_behind_the_door_do_not_count() -> None:
    behind = ROAD * np.array([1, -1, 1])
    assert door_view(scene_of([]), DOOR, behind, NOBODY, within_m=43).share is None
    near = door_view(scene_of([]), DOOR, ROAD, NOBODY, within_m=10.2)
    assert len(near.samples) == 4  # 0.5 and 1.5 m to each side: sqrt(100 + 2.25) = 10.11


def test_a_wall_beside_the_door_takes_the_side_it_hides() -> None:
    # from (0, 0) past the corner at (-1, -2): road west of -5 does not see the door's middle
    wall = Obstacle(id="w", shape=box(-30, -2.1, -1, -2), base_m=0, top_m=3)
    found = door_view(scene_of([wall]), DOOR, ROAD, NOBODY, within_m=43)
    assert found.share == pytest.approx(15 / 20, abs=0.051)
    assert found.sees[-10:].all()
    assert not found.sees[:4].any()


@pytest.mark.parametrize(("top_m", "seen"), [(1.25, True), (1.35, False)])
def test_at_least_half_of_the_door_must_show_over_a_fence(top_m: float, seen: bool) -> None:
    # eye 1.5 m at 10 m, fence at 5 m: hidden up to 2 * top - 1.5, half the door is 1.05 m
    fence = Obstacle(id="f", shape=LineString([(-50, -5), (50, -5)]), base_m=0, top_m=top_m)
    eyes = np.array([[0.0, -10, 1.5]])
    assert half_seen(scene_of([fence]), DOOR, eyes).tolist() == [seen]


def test_windows_that_see_the_door_face_it() -> None:
    windows = eyes_at(
        ["opposite", "averted", "far", "own"],
        [(0, -20, 4.3, 0, 1), (0, -20, 4.3, 0, -1), (0, -60, 1.5, 0, 1), (4, 0.2, 4.3, 0, -1)],
    )
    found = door_view(scene_of([]), DOOR, ROAD, windows, within_m=43)
    assert found.window_ids == ("opposite",)
    assert found.windows.tolist() == [[0, -20, 4.3]]
    assert len(found.window_lines.geoms) == 1


def test_a_playground_half_behind_a_wall_is_half_overlooked() -> None:
    grid = grid_of(box(-5, 10, 5, 20), 1.0)
    wall = Obstacle(id="w", shape=box(-5, 9, 0, 9.5), base_m=0, top_m=3)
    windows = eyes_at(["a", "b", "c"], [(-5, 0, 1.5, 0, 1), (5, 0, 1.5, 0, 1), (0, 0, 1.5, 0, -1)])
    open_, walled = (
        play_view(scene_of(o), grid, windows, None, child_height_m=1.0, within_m=43)
        for o in ([], [wall])
    )
    assert open_.counts.tolist() == [2] * 100
    assert open_.window_ids == ("a", "b")
    assert open_.window_cells.tolist() == [100, 100]
    assert open_.overlooked_share == 1.0
    assert open_.cared_share is None
    assert 0.5 < walled.overlooked_share < 1.0
    assert walled.counts.sum() == walled.window_cells.sum()


def test_seats_care_for_what_is_in_their_sight() -> None:
    grid = grid_of(box(-5, 10, 5, 20), 1.0)
    hedge = Obstacle(id="h", shape=LineString([(-9, 15), (9, 15)]), base_m=0, top_m=1.5)
    seats = eyes_at(["rest"], [(0, 9, 1.2, 0, 0)])
    found = play_view(scene_of([hedge]), grid, NOBODY, seats, child_height_m=1.0, within_m=43)
    assert found.cared_share == 0.5  # the half before the hedge
    assert found.overlooked_share == 0.0
