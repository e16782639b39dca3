"""What gets past prisms, barriers and crowns: fixtures by similar triangles, and the plain twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box, force_3d

from cpted_rules.analysis.lines import blocks, plain_transmission, seen_from, transmissions
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of


def fence(top_m: float, *, y: float = 6.0, base_m: float = 0.0, openness: float = 0.0) -> Obstacle:
    return Obstacle(
        id=f"fence-{y}",
        shape=LineString([(-50, y), (50, y)]),
        base_m=base_m,
        top_m=top_m,
        openness_share=openness,
    )


def through(scene: Scene, eye: tuple[float, float, float], *target: float) -> float:
    return float(transmissions(scene, eye, np.array([target]))[0])


@pytest.mark.parametrize(
    ("eye_m", "fence_m", "hidden_below_m"),
    [(1.5, 1.8, 1.90), (1.5, 1.0, 0.8333), (4.3, 1.8, 0.9667)],
)
def test_a_fence_at_6_m_hides_what_lies_below_the_line_over_it_at_8_m(
    eye_m: float, fence_m: float, hidden_below_m: float
) -> None:
    scene = scene_of([fence(fence_m)])
    eye = (0.0, 0.0, eye_m)
    assert through(scene, eye, 0, 8, hidden_below_m - 0.001) == 0.0
    assert through(scene, eye, 0, 8, hidden_below_m + 0.001) == 1.0


def test_a_line_at_the_height_of_a_top_is_not_blocked() -> None:
    for obstacle in (
        fence(1.5),
        Obstacle(id="b", shape=box(-5, 5, 5, 7), base_m=0, top_m=1.5),
        Obstacle(id="t", shape=Point(0, 6), radius_m=1, base_m=0, top_m=1.5),
    ):
        scene = scene_of([obstacle])
        assert through(scene, (0, 0, 1.5), 0, 10, 1.5) == 1.0
        assert through(scene, (0, 0, 1.499), 0, 10, 1.499) == 0.0


def test_a_line_passes_under_a_crown_and_under_a_building_on_pilotis() -> None:
    crown = Obstacle(id="t", shape=Point(0, 5), radius_m=2, base_m=2, top_m=6)
    piloti = Obstacle(id="b", shape=box(-5, 3, 5, 7), base_m=3, top_m=20)
    scene = scene_of([crown, piloti])
    assert through(scene, (0, 0, 1.5), 0, 10, 1.5) == 1.0
    assert through(scene, (0, 0, 1.5), 0, 10, 8.0) == 0.0


def test_a_line_in_through_the_top_and_out_through_the_bottom_is_blocked() -> None:
    # from straight above, the line never crosses the side of the wide slab
    slab = Obstacle(id="b", shape=box(-50, -50, 50, 50), base_m=3, top_m=4)
    assert through(scene_of([slab]), (0, 0, 10), 1, 1, 0) == 0.0
    assert through(scene_of([slab]), (0, 0, 2), 1, 1, 0) == 1.0


def test_what_gets_through_several_fences_is_the_product() -> None:
    scene = scene_of([fence(2, y=3, openness=0.5), fence(2, y=6, openness=0.5)])
    assert through(scene, (0, 0, 1), 0, 10, 1) == 0.25
    assert through(scene, (0, 0, 1), 0, 5, 1) == 0.5


def test_a_court_inside_a_building_is_open() -> None:
    court = Polygon(box(0, 0, 30, 30).exterior, [box(10, 10, 20, 20).exterior.coords])
    scene = scene_of([Obstacle(id="b", shape=court, base_m=0, top_m=9)])
    assert through(scene, (11, 11, 1.5), 19, 19, 1.5) == 1.0
    assert through(scene, (11, 11, 1.5), 40, 19, 1.5) == 0.0


@pytest.mark.parametrize(("x", "top_m"), [(-9.0, 1.1), (0.0, 2.0), (8.0, 2.8)])
def test_a_fence_up_a_slope_hides_as_high_as_it_stands_there(x: float, top_m: float) -> None:
    slope = LineString([(-10, 0, 0.0), (10, 0, 2.0)])  # the ground: a tenth of the way
    scene = scene_of([Obstacle(id="f", shape=slope, base_m=0.5, top_m=1.0)])
    for z, share in ((top_m + 0.001, 1.0), (top_m - 0.001, 0.0), (top_m - 0.501, 1.0)):
        assert through(scene, (x, -5, z), x, 5, z) == share


def test_a_solid_and_a_crown_stand_at_their_level() -> None:
    bed = Polygon([(0, 5, 2.0), (2, 5, 2.0), (2, 7, 2.0), (0, 7, 2.0)])
    crown = Point(9, 6, 3.0)
    scene = scene_of(
        [
            Obstacle(id="s", shape=bed, base_m=-0.5, top_m=1.0),
            Obstacle(id="t", shape=crown, radius_m=1, base_m=2, top_m=5),
        ]
    )
    bed_at = [through(scene, (1, 0, z), 1, 10, z) for z in (1.49, 1.51, 2.99, 3.0)]
    crown_at = [through(scene, (9, 0, z), 9, 10, z) for z in (4.99, 5.01, 7.99, 8.0)]
    assert bed_at == crown_at == [1.0, 0.0, 0.0, 1.0]


def test_what_stands_on_level_ground_is_as_without_levels() -> None:
    level = scene_of([fence(1.8), Obstacle(id="b", shape=box(1, 1, 2, 2), base_m=0.1, top_m=0.7)])
    raised = scene_of(
        [
            Obstacle(id="f", shape=LineString([(-50, 6, 0), (50, 6, 0)]), base_m=0.0, top_m=1.8),
            Obstacle(id="b", shape=force_3d(box(1, 1, 2, 2), 0.0), base_m=0.1, top_m=0.7),
        ]
    )
    assert [a.tobytes() for a in level.arrays] == [a.tobytes() for a in raised.arrays]


def test_the_plain_line_says_what_blocks_it_and_how_high() -> None:
    (block,) = blocks(scene_of([fence(1.8)]), (0, 0, 1.5), (0, 8, 0.7))
    assert block.obstacle.id == "fence-6.0"
    assert block.share == pytest.approx(0.75)
    assert (block.x_m, block.y_m, block.z_m) == pytest.approx((0, 6, 0.9))


def test_a_line_from_above_is_blocked_where_it_meets_the_roof() -> None:
    roof = Obstacle(id="b", shape=box(-5, 0, 5, 10), base_m=0, top_m=5)
    (block,) = blocks(scene_of([roof]), (0, -10, 10), (0, 10, 0))
    assert (block.y_m, block.z_m) == pytest.approx((0, 5))


def test_an_eye_sees_nothing_behind_it_nor_beyond_the_limit() -> None:
    north = np.array([[0.0, 0.0, 1.5, 0.0, 1.0]])
    targets = np.array([[0, 9, 1.5], [0, -9, 1.5], [9, 0, 1.5], [0, 11, 1.5]])
    counts, first = seen_from(scene_of([]), north, targets, within_m=10, enough=1)
    assert counts.tolist() == [1, 0, 1, 0]
    assert first.tolist() == [0, -1, 0, -1]


def test_counting_stops_at_enough() -> None:
    eyes = np.array([[x, 0, 1.5, 0, 0] for x in range(5)], dtype=np.float64)
    targets = np.array([[0.0, 5.0, 1.5]])
    counts, first = seen_from(scene_of([]), eyes, targets, within_m=43, enough=3)
    assert (counts[0], first[0]) == (3, 0)


coordinate = st.integers(-20, 20).map(lambda n: n / 2 + 0.123)
height = st.integers(0, 20).map(lambda n: n / 2)


@st.composite
def obstacles(draw: st.DrawFn) -> Obstacle:
    base = draw(height)
    kind = draw(st.sampled_from(["prism", "segment", "crown"]))
    x, y = draw(coordinate), draw(coordinate)
    shape: Polygon | LineString | Point = Point(x, y)
    if kind == "prism":
        ring = [(x, y), (x + 3, y + draw(coordinate)), (x + 5, y + 6), (x - 2, y + 3)]
        shape = Polygon(ring).buffer(0.5)
    elif kind == "segment":
        rise, fall = draw(st.sampled_from([(0.0, 0.0), (0.0, 1.5), (2.0, -1.0)]))
        shape = LineString([(x, y, rise), (draw(coordinate) + 0.05, draw(coordinate), fall)])
    return Obstacle(
        id=f"{kind}{x}{y}",
        shape=shape,
        base_m=base,
        top_m=base + draw(st.integers(1, 8)) / 2,
        openness_share=draw(st.sampled_from([0.0, 0.5])),
        radius_m=1.7,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(obstacles(), max_size=8),
    st.tuples(coordinate, coordinate, height),
    st.lists(st.tuples(coordinate, coordinate, height), min_size=1, max_size=8),
)
def test_the_kernel_agrees_with_its_plain_twin(
    things: list[Obstacle],
    eye: tuple[float, float, float],
    targets: list[tuple[float, float, float]],
) -> None:
    scene = scene_of(things)
    fast = transmissions(scene, eye, np.array(targets))
    assert fast.tolist() == [plain_transmission(scene, eye, target) for target in targets]
    eyes = np.array([[*eye, 0.0, 0.0]])
    counts, _ = seen_from(scene, eyes, np.array(targets), within_m=1000, enough=9)
    assert counts.tolist() == [int(share >= 0.5) for share in fast]
