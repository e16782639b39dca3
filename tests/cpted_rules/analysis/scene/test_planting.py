"""Fences and planting as obstacles: openness by type, the seasons, and growth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.analysis.lines import transmissions
from cpted_rules.analysis.scene.obstacles import outdoor_obstacles
from cpted_rules.analysis.scene.pieces import Obstacle, scene_of
from cpted_rules.analysis.scene.planting import Season, keeps_leaves, openness_of
from cpted_rules.plan import SitePlan
from cpted_rules.settings import Settings
from tests.cpted_rules.rules.fragment import plan_of

DEFAULT = Settings()
OFF = Season.LEAF_OFF


def fence_of(**fields: object) -> SitePlan:
    return plan_of({"barriers": [{"id": "f1", "line": [[0, 0], [9, 0]], "kind": "fence"} | fields]})


def tree_of(**fields: object) -> SitePlan:
    drawn = {"id": "t1", "at": [0, 5], "height_m": 5, "crown_base_m": 2, "crown_radius_m": 1.5}
    return plan_of({"trees": [drawn | fields]})


def only(plan: SitePlan, **how: object) -> Obstacle:
    (obstacle,) = outdoor_obstacles(plan, DEFAULT, **how)  # type: ignore[arg-type]
    return obstacle


@pytest.mark.parametrize(
    ("fields", "openness"),
    [
        ({"openness_share": 0.8, "see_through": True}, 0.8),
        ({"see_through": True}, 0.5),
        ({"see_through": False}, 0.0),
        ({}, 0.0),
        ({"kind": "railing"}, 0.7),
        ({"kind": "railing", "see_through": True}, 0.5),
        ({"kind": "railing", "see_through": False}, 0.0),
        ({"kind": "hedge", "see_through": True}, 0.0),
        ({"kind": "wall"}, 0.0),
    ],
)
def test_a_fence_is_as_open_as_drawn_else_as_its_type(
    fields: dict[str, object], openness: float
) -> None:
    plan = fence_of(**fields)
    assert openness_of(DEFAULT, plan.barriers[0]) == openness
    assert only(plan).openness_share == openness


def test_one_see_through_fence_lets_a_look_through_and_two_do_not() -> None:
    rows = [
        {"id": f"f{y}", "line": [[-9, y], [9, y]], "kind": "fence", "see_through": True}
        for y in (2, 4)
    ]
    scene = scene_of(outdoor_obstacles(plan_of({"barriers": rows}), DEFAULT))
    behind = np.array([(0.0, 3.0, 1.0), (0.0, 5.0, 1.0)])
    assert transmissions(scene, (0, 0, 1.0), behind).tolist() == [0.5, 0.25]


@pytest.mark.parametrize(
    ("species", "keeps"),
    [
        ("소나무", True),
        ("가시나무", True),
        ("홍 가시나무", True),
        ("느티나무", False),
        ("왕벚나무", False),
        ("참나무", False),
        ("사철나무", True),
        ("쥐똥나무", False),
        ("개잎갈나무", True),
        ("일본잎갈나무", False),
        ("", None),
        ("교목 A", None),
    ],
)
def test_a_species_keeps_its_leaves_or_sheds_them(species: str, keeps: bool | None) -> None:
    assert keeps_leaves(species) is keeps


def test_what_is_stated_goes_before_the_name() -> None:
    assert keeps_leaves("소나무", False) is False
    assert keeps_leaves("느티나무", True) is True


@pytest.mark.parametrize(
    ("fields", "openness"),
    [
        ({"evergreen": False}, 0.5),
        ({"evergreen": True}, 0.0),
        ({"species": "느티나무"}, 0.5),
        ({"species": "소나무"}, 0.0),
        ({}, 0.0),  # not known to shed its leaves
    ],
)
def test_only_a_crown_known_to_be_bare_opens_in_winter(
    fields: dict[str, object], openness: float
) -> None:
    plan = tree_of(**fields)
    assert only(plan, season=OFF).openness_share == openness
    assert only(plan).openness_share == 0.0


@pytest.mark.parametrize(("species", "openness"), [("쥐똥나무", 0.25), ("회양목", 0.0), ("", 0.0)])
def test_a_hedge_and_a_bed_open_by_their_species(species: str, openness: float) -> None:
    hedge = fence_of(kind="hedge", species=species)
    bed = plan_of({"shrubs": [{"id": "s", "area": [[0, 0], [3, 0], [3, 1]], "species": species}]})
    for plan in (hedge, bed):
        assert only(plan, season=OFF).openness_share == openness
        assert only(plan).openness_share == 0.0


def test_a_fence_is_the_same_in_every_season() -> None:
    for plan in (fence_of(), fence_of(see_through=True), fence_of(openness_share=0.3)):
        assert only(plan, season=OFF) == only(plan)


def test_a_grown_tree_is_higher_and_wider_and_its_trunk_as_clear_as_drawn() -> None:
    grown = only(tree_of(), mature=True)
    assert (grown.top_m, grown.radius_m, grown.base_m) == (7.5, 2.25, 2.0)
    hedge = fence_of(kind="hedge", top_m=1.2)
    assert only(hedge, mature=True) == only(hedge)


def test_a_trunk_stands_below_the_crown_where_a_thickness_is_assumed() -> None:
    crown, trunk = outdoor_obstacles(tree_of(), Settings(trunk_diameter_m=0.3))
    assert (crown.base_m, crown.top_m, crown.radius_m) == (2.0, 5.0, 1.5)
    assert (trunk.base_m, trunk.top_m, trunk.radius_m) == (0.0, 2.0, 0.15)


place = st.integers(-9, 9).map(lambda n: n + 0.3)
plant = st.fixed_dictionaries(
    {
        "at": st.tuples(place, place),
        "evergreen": st.sampled_from([None, True, False]),
        "species": st.sampled_from(["", "느티나무", "소나무"]),
        "crown_base_m": st.sampled_from([0.5, 2.0]),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(plant, max_size=6), st.lists(st.tuples(place, place), min_size=1, max_size=8))
def test_without_leaves_at_least_as_much_is_seen(
    plants: list[dict[str, object]], at: list[tuple[float, float]]
) -> None:
    plan = plan_of({"trees": [{"id": f"t{n}"} | p for n, p in enumerate(plants)]})
    targets = np.array([(x, y, 1.0) for x, y in at])
    leafy, bare = (
        transmissions(
            scene_of(outdoor_obstacles(plan, DEFAULT, season=season)), (0, 0, 4.3), targets
        )
        for season in Season
    )
    assert (bare >= leafy).all()
