"""Lines of sight over ground that is not flat: closed forms, and the ground sampled along them."""

from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate, translate

from cpted_rules.analysis.lines import blocks, transmissions
from cpted_rules.analysis.scene.levels import ground_of
from cpted_rules.analysis.scene.obstacles import GROUND_ID, outdoor_obstacles, storey_obstacles
from cpted_rules.analysis.scene.pieces import Scene, scene_of
from cpted_rules.analysis.scene.terrain import FLAT, Ground
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

DEFAULT = Settings()
FENCE = {"id": "f1", "line": [[-50, 6], [50, 6]], "kind": "fence", "top_m": 1.8}


def spots(*levels: tuple[float, float, float]) -> list[dict[str, Any]]:
    return [{"id": f"e{n}", "at": [x, y], "level_m": z} for n, (x, y, z) in enumerate(levels)]


def site(levels: list[dict[str, Any]], **drawn: Any) -> tuple[SitePlan, Ground, Scene]:
    plan = plan_of({"spot_heights": levels, "datum_m": 0.0} | drawn)
    ground = ground_of(plan)
    return plan, ground, scene_of(outdoor_obstacles(plan, DEFAULT, ground=ground))


def through(scene: Scene, eye: tuple[float, float, float], *target: float) -> float:
    return float(transmissions(scene, eye, np.array([target]))[0])


def terrace(drop_m: float) -> list[dict[str, Any]]:
    """Level ground up to y = 1, and from y = 2 on, `drop_m` lower."""
    high = [(x, y, drop_m) for x in (-60, 60) for y in (-5, 1)]
    low = [(x, y, 0.0) for x in (-60, 60) for y in (2, 30)]
    return spots(*high, *low)


@pytest.mark.parametrize("drop_m", [0.0, 0.3, 1.0])
def test_from_a_terrace_one_sees_over_a_fence_by_the_height_of_the_terrace(drop_m: float) -> None:
    _, ground, scene = site(terrace(drop_m), barriers=[FENCE])
    eye = (0.0, 0.0, ground.at_m(0, 0) + 1.5)
    hidden_below = 1.9 - drop_m * (8 / 6 - 1)
    assert through(scene, eye, 0, 8, hidden_below - 0.001) == 0.0
    assert through(scene, eye, 0, 8, hidden_below + 0.001) == 1.0


@pytest.mark.parametrize("rise", [-0.2, 0.1])
def test_on_an_even_slope_a_fence_hides_as_much_as_on_flat_ground(rise: float) -> None:
    levels = spots(*((x, y, rise * y + 0.05 * x) for x in (-60, 61) for y in (-9, 31)))
    _, ground, scene = site(levels, barriers=[FENCE])
    eye = (0.0, 0.0, ground.at_m(0, 0) + 1.5)
    for height, share in ((1.899, 0.0), (1.901, 1.0)):
        assert through(scene, eye, 0, 8, ground.at_m(0, 8) + height) == share


HILL = spots(
    (0, -20, 0.0), (0, 20, 0.0), (10, -20, 3.0), (10, 20, 3.0), (20, -20, 0.0), (20, 20, 0.0)
)
"""A ridge 3 m high along x = 10."""


def test_a_hill_hides_what_lies_below_the_line_over_its_top() -> None:
    _, _, scene = site(HILL)
    eye = (0.5, 0.0, 0.15 + 1.5)
    over = eye[2] + (3.0 - eye[2]) * 19 / 9.5
    assert through(scene, eye, 19.5, 2, over - 0.01) == 0.0
    assert through(scene, eye, 19.5, 2, over + 0.01) == 1.0
    (block,) = blocks(scene, eye, (19.5, 0.0, 0.15))
    assert block.obstacle.id == GROUND_ID
    assert block.x_m == pytest.approx(10.0)


def test_a_valley_hides_nothing() -> None:
    levels = [e | {"level_m": -e["level_m"]} for e in HILL]
    _, ground, scene = site(levels)
    assert through(scene, (0.5, 0, 1.0), 19.5, 0, ground.at_m(19.5, 0) + 0.01) == 1.0


def test_what_stands_on_the_ground_is_seen_from_above_it_down_to_its_foot() -> None:
    levels = spots(*((x, y, 0.1 * x) for x in (-30, 30) for y in (-30, 30)))
    _, ground, scene = site(levels)
    places = np.array([(x, y) for x in range(-25, 26, 5) for y in range(-25, 26, 5)], dtype=float)
    feet = ground.stand(places, 0.0)
    assert (transmissions(scene, (1.3, 2.1, ground.at_m(1.3, 2.1) + 1.5), feet) == 1.0).all()


coordinate = st.integers(-20, 20).map(lambda n: n + 0.137)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(coordinate, coordinate, st.integers(0, 6).map(float)), min_size=4),
    st.tuples(coordinate, coordinate, st.sampled_from([0.1, 1.5])),
    st.tuples(coordinate, coordinate, st.sampled_from([0.1, 1.5])),
)
def test_the_ground_blocks_a_line_just_where_it_comes_up_to_it(
    levels: list[tuple[float, float, float]],
    eye: tuple[float, float, float],
    target: tuple[float, float, float],
) -> None:
    _, ground, scene = site(spots(*levels))
    shares = np.linspace(0.0, 1.0, 2001)
    a, b = (ground.stand(np.array([p[:2]]), p[2])[0] for p in (eye, target))
    line = a + shares[:, None] * (b - a)
    inside = ground.inside(line)
    clear = (line[:, 2] - ground.height_m(line))[inside].min(initial=np.inf)
    share = through(scene, (float(a[0]), float(a[1]), float(a[2])), *b)
    if clear > 0.02:
        assert share == 1.0
    elif clear < -0.02 and inside.all():
        assert share == 0.0


def everything(levels: list[dict[str, Any]]) -> SitePlan:
    return plan_of(
        {
            "buildings": [{"id": "b1", "area": [[0, 20], [9, 20], [9, 29], [0, 29]], "floors": 4}],
            "trees": [{"id": "t1", "at": [15, 0]}],
            "shrubs": [{"id": "s1", "area": [[20, 0], [29, 0], [29, 3], [20, 3]]}],
            "barriers": [FENCE],
            "walls": [
                {"id": "w1", "storey": 0, "area": [[0, 9], [9, 9], [9, 9.2], [0, 9.2]]},
                {"id": "w2", "storey": 1, "area": [[0, 20], [9, 20], [9, 20.2], [0, 20.2]]},
            ],
            "openings": [{"id": "o1", "line": [[4, 20.1], [6, 20.1]], "storey": 1, "kind": "door"}],
            "spot_heights": levels,
            "datum_m": 0.0,
        }
    )


def test_level_ground_is_flat_ground_bit_by_bit() -> None:
    plan = everything(spots((-60, -60, 0.0), (61, -60, 0.0), (60, 60, 0.0), (-60, 61, 0.0)))
    level = ground_of(plan)
    assert not level.is_flat
    for ground in (level, FLAT):
        scenes = [
            scene_of(outdoor_obstacles(plan, DEFAULT, ground=ground)),
            *(scene_of(storey_obstacles(plan, DEFAULT, n, ground=ground)) for n in (1, 2)),
        ]
        kept = [array.tobytes() for scene in scenes for array in scene.arrays]
        if ground is level:
            raised = kept
    assert raised == kept


def test_raising_the_whole_site_raises_all_that_stands_on_it() -> None:
    levels = spots(*((x, y, 0.1 * x + 0.03 * y) for x in (-60, 61) for y in (-60, 62)))
    higher = [e | {"level_m": e["level_m"] + 100.0} for e in levels]
    low, high = (
        scene_of(outdoor_obstacles(plan, DEFAULT, ground=ground_of(plan)))
        for plan in (everything(levels), everything(higher))
    )
    assert high.ends == pytest.approx(low.ends + 100.0)
    assert high.edges == pytest.approx(low.edges)


@pytest.mark.parametrize("turn_deg", [0.0, 37.0])
def test_moving_and_turning_a_sloping_site_changes_nothing(turn_deg: float) -> None:
    rng = np.random.default_rng(11)
    levels = np.column_stack([rng.uniform(-60, 60, (30, 2)), rng.uniform(0, 4, 30)])
    targets = np.column_stack([rng.uniform(-40, 40, (200, 2)), np.full(200, 1.0)])
    seen = []
    for turn, east in ((0.0, 0.0), (turn_deg, 120_000.0)):
        c, s = cos(radians(turn)), sin(radians(turn))

        def put(points: Any, c: float = c, s: float = s, east: float = east) -> Any:
            xy = points[:, :2] @ np.array([[c, s], [-s, c]]) + np.array([east, 0.0])
            return np.column_stack([xy, points[:, 2:]])

        there = put(levels)
        plan = everything(spots(*map(tuple, there.tolist())))
        plan = moved(plan, turn, east)
        ground = ground_of(plan)
        scene = scene_of(outdoor_obstacles(plan, DEFAULT, ground=ground))
        eye = put(np.array([[3.3, -4.1]]))[0]
        z = ground.at_m(*eye) + 1.5
        feet = ground.stand(put(targets), 1.0)
        seen.append(transmissions(scene, (float(eye[0]), float(eye[1]), z), feet))
    assert (seen[0] == seen[1]).mean() > 0.99  # but for lines that graze
    assert 0 < seen[0].sum() < 200


def moved(plan: SitePlan, turn_deg: float, east: float) -> SitePlan:
    """A plan turned about the origin and moved east; its levels stay where they are."""

    def put(shape: Any) -> Any:
        return translate(rotate(shape, turn_deg, origin=(0, 0)), east)

    return replace(
        plan,
        buildings=tuple(replace(b, area=put(b.area)) for b in plan.buildings),
        trees=tuple(replace(t, at=put(t.at)) for t in plan.trees),
        shrubs=tuple(replace(s, area=put(s.area)) for s in plan.shrubs),
        barriers=tuple(replace(b, line=put(b.line)) for b in plan.barriers),
        walls=tuple(replace(w, area=put(w.area)) for w in plan.walls),
        openings=(),
    )
