"""How much of a person shows: fixtures by similar triangles, and dense samples as the twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.affinity import rotate, scale, translate

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.pieces import Obstacle, Scene, scene_of
from cpted_rules.analysis.sight.person import looks, share_visible_from, visible_share

H = 1.7


def fence(top_m: float, *, y: float = 6.0, base_m: float = 0.0, openness: float = 0.0) -> Obstacle:
    return Obstacle(
        id=f"f{y}",
        shape=LineString([(-50, y), (50, y)]),
        base_m=base_m,
        top_m=top_m,
        openness_share=openness,
    )


def solid(shape: Polygon, top_m: float, *, base_m: float = 0.0) -> Obstacle:
    return Obstacle(id="s", shape=shape, base_m=base_m, top_m=top_m)


def share(obstacles: list[Obstacle], eye_m: float, y: float, *, foot_m: float = 0.0) -> float:
    feet = np.array([[0.0, y, foot_m]])
    return float(visible_share(scene_of(obstacles), (0.0, 0.0, eye_m), feet, height_m=H)[0])


@pytest.mark.parametrize(
    ("eye_m", "fence_m", "hidden_m"),
    # 1.5 + 0.3 / 0.75 = 1.9; 1.5 - 0.5 / 0.75 = 0.833; 4.3 - 2.5 / 0.75 = 0.967
    [(1.5, 1.8, H), (1.5, 1.0, 1.5 - 0.5 / 0.75), (4.3, 1.8, 4.3 - 2.5 / 0.75)],
)
def test_a_fence_at_6_m_hides_a_person_at_8_m_up_to_the_look_over_it(
    eye_m: float, fence_m: float, hidden_m: float
) -> None:
    assert share([fence(fence_m)], eye_m, 8) == pytest.approx(1 - hidden_m / H, abs=1e-12)


def test_of_a_low_block_the_far_edge_hides_most_and_of_a_high_one_the_near_edge() -> None:
    low, high = solid(box(-5, 3, 5, 7), 1.0), solid(box(-5, 3, 5, 7), 1.56)
    assert share([low], 1.5, 10) == pytest.approx(1 - (1.5 - 0.5 / 0.7) / H, abs=1e-12)
    assert share([high], 1.5, 10) == pytest.approx(1 - (1.5 + 0.06 / 0.3) / H, abs=1e-12)


def test_a_crown_hides_what_is_seen_through_it_from_above_not_what_stands_beneath() -> None:
    crown = Obstacle(id="t", shape=box(-1, 4, 1, 6), base_m=2.5, top_m=4.0)
    # from 4.3 m: over the top 4.3 - 0.3 / 0.6 = 3.8, under the base 4.3 - 1.8 / 0.4 = -0.2
    assert share([crown], 4.3, 10) == 0.0
    assert share([crown], 1.5, 10) == 1.0
    # at 6 m: all above 4.3 - 1.8 / (4 / 6) = 1.6
    assert share([crown], 4.3, 6) == pytest.approx(1.6 / H)


def test_what_shows_through_an_open_fence_counts_with_its_openness() -> None:
    for_half = fence(1.5, openness=0.4)
    assert share([for_half], 1.5, 8) == pytest.approx(1 - 0.6 * 1.5 / H)
    two = [fence(1.5, openness=0.4), fence(1.5, y=4.0, openness=0.5)]
    assert share(two, 1.5, 8) == pytest.approx(1 - 0.8 * 1.5 / H)


def test_a_height_hidden_twice_is_hidden_once() -> None:
    both = [fence(1.0), fence(1.2, y=3.0)]  # up to 0.833 and up to 1.5 - 0.3 / 0.375 = 0.7
    assert share(both, 1.5, 8) == pytest.approx(share(both[:1], 1.5, 8), abs=1e-12)
    band = [fence(1.0), fence(3.0, base_m=1.4)]  # up to 0.833, and above 1.5 - 0.1 / 0.75
    assert share(band, 1.5, 8) == pytest.approx((0.5 / 0.75 - 0.1 / 0.75) / H)


def test_limits() -> None:
    assert share([], 1.5, 8) == 1.0
    assert share([fence(9.0)], 1.5, 8) == 0.0
    assert share([fence(9.0)], 1.5, 5) == 1.0  # before it
    assert share([fence(1.8)], 1.5, 0.0) == 1.0  # where the eye is
    assert share([fence(1.8)], 1.5, 8, foot_m=1.9) == pytest.approx(1.0, abs=1e-9)
    assert len(visible_share(scene_of([]), (0, 0, 1), np.zeros((0, 3)), height_m=H)) == 0


def test_from_within_a_solid_nothing_is_seen_and_from_a_roof_what_it_does_not_hide() -> None:
    house = solid(box(-5, -5, 5, 4), 6.0)
    assert share([house], 1.5, 8) == 0.0
    # from the roof's 7.0 m, over its edge at 4: 7 - 1 / 0.5 = 5 m at 8 m
    assert share([house], 7.0, 8) == 0.0
    assert share([house], 7.0, 8, foot_m=4.0) == pytest.approx(0.7 / 1.7)


def random_scene(seed: int) -> Scene:
    rng = np.random.default_rng(seed)
    obstacles = []
    for n in range(12):
        x, y = rng.uniform(-10, 10, 2)
        base = float(rng.choice([0.0, 0.0, rng.uniform(0.2, 2.0)]))
        top, openness = base + rng.uniform(0.2, 3), float(rng.choice([0.0, 0.0, 0.3, 0.7]))
        kind = n % 4
        shape: Polygon | LineString | Point
        if kind == 0:
            shape = LineString(rng.uniform(-10, 10, (3, 2)))
        elif kind == 1:
            shape = Point(x, y)
        elif kind == 2:  # not convex: a U
            ring = [(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)]
            shape = translate(rotate(Polygon(ring), rng.uniform(0, 360)), x, y)
        else:
            shape = box(x, y, x + 2, y + 1)
        obstacles.append(
            Obstacle(
                id=f"o{n}",
                shape=shape,
                base_m=base,
                top_m=top,
                openness_share=openness,
                radius_m=1.5,
            )
        )
    return scene_of(obstacles)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_the_closed_form_is_the_mean_of_dense_samples(seed: int) -> None:
    scene = random_scene(seed)
    rng = np.random.default_rng(seed + 1)
    eye = (*rng.uniform(-12, 12, 2), rng.uniform(0.5, 8))
    feet = np.column_stack([rng.uniform(-12, 12, (8, 2)), rng.uniform(-0.5, 1, 8)])
    exact = visible_share(scene, eye, feet, height_m=H)
    heights = (np.arange(2000) + 0.5) / 2000 * H
    for foot, found in zip(feet, exact, strict=True):
        samples = np.column_stack([np.tile(foot, (2000, 1))])
        samples[:, 2] += heights
        assert found == pytest.approx(transmissions(scene, eye, samples).mean(), abs=0.004)


EYE = (0.5, -1.0, 2.6)
PLACES = np.array([[0.2, 9.0, 0.0], [3.0, 12.0, 0.0], [-4.0, 10.0, 0.3], [0.0, 2.0, 0.0]])


def mixed(change) -> list[Obstacle]:  # type: ignore[no-untyped-def]
    shapes = [
        (LineString([(-6, 4), (2, 5)]), 0.0, 1.6, 0.3),
        (box(0, 6, 3, 8), 0.0, 1.2, 0.0),
        (Polygon([(-5, 6), (-2, 6), (-2, 9), (-3, 9), (-3, 7), (-5, 7)]), 0.5, 1.9, 0.5),
    ]
    return [
        Obstacle(id=f"m{n}", shape=change(s), base_m=b, top_m=t, openness_share=o)
        for n, (s, b, t, o) in enumerate(shapes)
    ]


def shares(obstacles: list[Obstacle], eye=EYE, feet=PLACES, height_m=H):  # type: ignore[no-untyped-def]
    return visible_share(scene_of(obstacles), eye, feet, height_m=height_m)


def test_moved_turned_and_scaled_the_share_stays() -> None:
    plain = shares(mixed(lambda s: s))
    assert ((plain > 0.05) & (plain < 0.95)).sum() >= 2
    moved = shares(
        mixed(lambda s: translate(s, 100, -40)),
        (EYE[0] + 100, EYE[1] - 40, EYE[2]),
        PLACES + np.array([100, -40, 0]),
    )
    np.testing.assert_allclose(moved, plain, atol=1e-9)
    eye = rotate(Point(EYE[:2]), 33, origin=(0, 0))
    feet = [rotate(Point(p[:2]), 33, origin=(0, 0)) for p in PLACES]
    turned = shares(
        mixed(lambda s: rotate(s, 33, origin=(0, 0))),
        (eye.x, eye.y, EYE[2]),
        np.array([[f.x, f.y, p[2]] for f, p in zip(feet, PLACES, strict=True)]),
    )
    np.testing.assert_allclose(turned, plain, atol=1e-9)
    larger = [
        Obstacle(
            id=o.id,
            shape=scale(o.shape, 3, 3, origin=(0, 0)),
            base_m=3 * o.base_m,
            top_m=3 * o.top_m,
            openness_share=o.openness_share,
        )
        for o in mixed(lambda s: s)
    ]
    scaled = shares(larger, tuple(3 * v for v in EYE), 3 * PLACES, 3 * H)
    np.testing.assert_allclose(scaled, plain, atol=1e-9)


def test_split_edges_and_a_hidden_thing_change_nothing() -> None:
    plain = shares(mixed(lambda s: s))
    np.testing.assert_allclose(shares(mixed(lambda s: s.segmentize(0.37))), plain, atol=1e-9)
    hidden = solid(box(0.5, 6.5, 2.5, 7.5), 1.1)  # within a solid block of 1.2 m
    np.testing.assert_allclose(shares([*mixed(lambda s: s), hidden]), plain, atol=1e-9)


def test_an_eye_looks_ahead_within_its_reach_by_the_angle_to_its_normal() -> None:
    eyes = np.array([[0, 0, 0.85, 0, 1], [0, 0, 5.0, 0, 0], [0, 0, 0.85, 0, -1]])
    feet = np.array([[0.0, 8, 0], [6.0, 8, 0], [0.0, -3, 0], [0, 60, 0]])
    found = looks(scene_of([]), eyes, feet, height_m=H, within_m=43)
    pairs = list(zip(found.eye.tolist(), found.person.tolist(), strict=True))
    assert pairs == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2)]
    assert found.distance_m[:2].tolist() == [8.0, 10.0]
    assert found.facing.tolist() == pytest.approx([1.0, 0.8, 1.0, 1.0, 1.0, 1.0])
    assert found.share.tolist() == [1.0] * 6


def test_looks_of_windows_above_each_other_are_those_of_each_alone() -> None:
    scene = random_scene(5)
    eyes = np.array([[0, -11, z, 0, 1] for z in (1.5, 4.5, 7.5)] + [[3, -11, 1.5, 0, 1]])
    feet = np.column_stack([np.linspace(-8, 8, 9), np.linspace(-6, 9, 9), np.zeros(9)])
    found = looks(scene, eyes, feet, height_m=H, within_m=100)
    for n, eye in enumerate(eyes):
        alone = visible_share(scene, tuple(eye[:3]), feet, height_m=H)
        assert found.share[found.eye == n].tolist() == alone[found.person[found.eye == n]].tolist()


def test_one_upright_from_many_eyes_is_each_eyes_own_look() -> None:
    scene = random_scene(9)
    eyes = np.column_stack([np.linspace(-11, 11, 30), np.full(30, -11.0), np.linspace(0.5, 8, 30)])
    foot = (1.0, 6.0, 0.2)
    alone = [visible_share(scene, tuple(e), np.array([foot]), height_m=H)[0] for e in eyes]
    found = share_visible_from(scene, eyes, foot, height_m=H)
    assert 0.05 < found.mean() < 0.95
    np.testing.assert_allclose(found, alone, atol=1e-12)
