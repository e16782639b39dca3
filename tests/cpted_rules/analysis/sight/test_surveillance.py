"""Who sees somebody who walks a way: counts, index and hours checked by hand."""

import numpy as np
import pytest
from shapely import LineString, box

from cpted_rules.analysis.scene.eyes import Eyes, eyes_at
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.along import way_of
from cpted_rules.analysis.sight.presence import default_presence
from cpted_rules.analysis.sight.surveillance import (
    Kind,
    Surveillance,
    Watchers,
    surveillance,
    watchers_of,
)

EMPTY = scene_of([])
MIDDLE_M = 0.85
"""Half a person of 1.7 m: at this height distances are those on plan."""


def eye(id: str, x: float, y: float, *, facing: tuple[float, float] = (0, -1)) -> Eyes:
    return eyes_at([id], [(x, y, MIDDLE_M, *facing)])


def watched(
    line: LineString, groups: list[tuple[Kind, Eyes]], scene: Scene = EMPTY, **rooms: str
) -> Surveillance:
    watchers: Watchers = watchers_of(groups, rooms, default_presence())
    return surveillance(scene, watchers, way_of(line), default_presence(), person_height_m=1.7)


def one_step(x: float, y: float) -> LineString:
    """A way of one step whose middle is at x, y."""
    return LineString([(x - 0.5, y), (x + 0.5, y)])


def test_a_living_room_12_m_across_and_9_m_along_by_its_cosine() -> None:
    found = watched(one_step(9, -12), [(Kind.WINDOW, eye("w", 0, 0))], w="거실")
    assert found.index.tolist() == pytest.approx([12 / 15])  # at 15 m: weight 1, cosine 0.8


@pytest.mark.parametrize(
    ("room", "distance_m", "index"),
    [
        ("거실", 15.0, 1.0),
        ("거실", 29.0, 0.5),  # half way from 15 to 43
        ("거실", 43.0, 0.0),
        ("침실", 15.0, 0.6),
        ("계단실", 15.0, 0.3),
        ("욕실", 15.0, 0.0),
        ("", 15.0, 0.6),
    ],
)
def test_the_index_falls_with_distance_and_by_room(
    room: str, distance_m: float, index: float
) -> None:
    found = watched(one_step(0, -distance_m), [(Kind.WINDOW, eye("w", 0, 0))], w=room)
    assert found.index[0] == pytest.approx(index)
    assert found.unknown == (room == "")


def test_the_distances_are_limits_that_still_count() -> None:
    for distance, near, far in ((15.0, 1, 1), (15.01, 0, 1), (43.0, 0, 1), (43.01, 0, 0)):
        found = watched(one_step(0, -distance), [(Kind.WINDOW, eye("w", 0, 0))], w="거실")
        assert (found.counts(far=False)[0], found.counts(far=True)[0]) == (near, far)


def test_each_kind_is_counted_by_itself_and_an_element_once() -> None:
    road = eyes_at(["r", "r", "s"], [(x, -8, MIDDLE_M, 0, 0) for x in (-2, 0, 30)])
    found = watched(
        one_step(0, -4),
        [(Kind.WINDOW, eye("w", 0, 0)), (Kind.ROAD, road), (Kind.ENTRANCE, eye("d", 3, 0))],
        w="거실",
    )
    assert found.kinds == (Kind.WINDOW, Kind.ENTRANCE, Kind.ROAD)
    assert found.near[:, 0].tolist() == [1, 1, 1]  # road r once, though two of its places see
    assert found.far[:, 0].tolist() == [1, 1, 2]
    assert found.counts(Kind.ROAD, Kind.ENTRANCE, far=True).tolist() == [3]
    assert found.counts(Kind.GUARD, far=True).tolist() == [0]


def test_who_is_there_adds_up_by_the_hour() -> None:
    rooms = [(Kind.WINDOW, eye("a", 0, 0)), (Kind.WINDOW, eye("b", 1, 0))]
    found = watched(one_step(0, -4), rooms, a="거실", b="침실")
    table = default_presence()
    for hour in (3, 20):
        expected = table.named("living").present[hour] + table.named("bedroom").present[hour]
        assert found.expected[hour, 0] == pytest.approx(expected)


def test_behind_a_wall_the_way_is_not_watched_and_half_the_way_is_half() -> None:
    wall = Obstacle(id="w", shape=box(-9, -3, 0, -2), base_m=0, top_m=3)
    windows = [(Kind.WINDOW, eye(f"w{x}", x, 0)) for x in (-5.0, 5.0)]
    line = LineString([(-5, -2.5 - 0.6), (5, -2.5 - 0.6)])
    found = watched(line, windows, scene_of([wall]))
    hidden = found.counts(far=True)[:5]
    assert hidden.max() <= 1  # only by the window on the open side
    assert found.watched_share(least=2, far=True) < 0.6
    assert watched(line, windows).watched_share(least=2, far=True) == 1.0


def test_half_a_person_over_a_fence_is_watched_and_less_is_not() -> None:
    # at 4 m of 8 m: a fence of 0.85 m hides 0.85 m of 1.7 m from an eye at 0.85 m
    for top, seen in ((0.84, 1), (0.86, 0)):
        fence = Obstacle(id="f", shape=LineString([(-9, -4), (9, -4)]), base_m=0, top_m=top)
        found = watched(one_step(0, -8), [(Kind.WINDOW, eye("w", 0, 0))], scene_of([fence]))
        assert found.counts(far=True).tolist() == [seen]


def test_glass_weighs_where_it_is_given() -> None:
    eyes = watchers_of([(Kind.WINDOW, eye("w", 0, 0))], {"w": "거실"}, default_presence())
    way = way_of(one_step(0, -10))
    found = surveillance(
        EMPTY, eyes, way, default_presence(), person_height_m=1.7, glazed_m2=np.array([2.4])
    )
    assert found.index[0] == pytest.approx(2.4)


def test_without_watchers_nobody_watches() -> None:
    found = watched(LineString([(0, 0), (5, 0)]), [])
    assert found.counts(far=True).tolist() == [0] * 5
    assert found.watched_share(least=1, far=True) == 0.0
    assert found.expected.sum() == 0.0


def test_moved_and_with_a_hidden_thing_all_counts_stay() -> None:
    def street(dx: float, dy: float, *more: Obstacle) -> Surveillance:
        wall = Obstacle(
            id="w", shape=box(dx - 9, dy - 3, dx, dy - 2), base_m=0, top_m=1.4, openness_share=0.0
        )
        windows = [(Kind.WINDOW, eye(f"w{x}", dx + x, dy)) for x in (-5.0, 0.5, 5.0)]
        line = LineString([(dx - 8, dy - 5), (dx + 8, dy - 5)])
        return watched(line, windows, scene_of([wall, *more]), **{"w0.5": "거실"})

    inside = Obstacle(id="i", shape=box(-8, -2.8, -1, -2.2), base_m=0, top_m=1.3)
    plain = street(0, 0)
    assert 0 < plain.far.sum() < 3 * 16
    for other in (street(120, -35), street(0, 0, inside)):
        assert other.near.tolist() == plain.near.tolist()
        assert other.far.tolist() == plain.far.tolist()
        np.testing.assert_allclose(other.index, plain.index, atol=1e-9)
