"""Lines of sight one obstacle at a time: the definition, and the product's own plain twin."""

from math import pi

import numpy as np
import pytest
import shapely

from cpted_rules.analysis.lines import plain_transmission
from cpted_rules.analysis.scene.pieces import Obstacle as Drawn
from cpted_rules.analysis.scene.pieces import scene_of
from cpted_rules.verify.eyes import Eye
from cpted_rules.verify.look import Crowd, sees, surely
from cpted_rules.verify.scene import Obstacle, Scene, crown
from cpted_rules.verify.shapes import from_edges, polygon

BLOCK = polygon([(4, -1), (6, -1), (6, 1), (4, 1)])
COMB = polygon(  # two teeth with open ground between them
    [(4, -1), (8, -1), (8, 1), (7, 1), (7, -0.5), (5, -0.5), (5, 1), (4, 1)]
)
EYE = (0.0, 0.0, 1.5)


def standing(shape: object, *, top_m: float, base_m: float = 0.0, open_: float = 0.0) -> Scene:
    return Scene(
        [Obstacle(id="o", shape=shape, base_m=base_m, top_m=top_m, openness_share=open_)]  # type: ignore[arg-type]
    )


def fence(*, open_: float) -> Scene:
    line = from_edges([(5, -2, 5, 2)], filled=False)
    return standing(line, top_m=1.8, open_=open_)


@pytest.mark.parametrize(
    ("top_m", "target_m", "through"),
    [
        (2.0, 1.5, 0.0),
        (1.4, 1.5, 1.0),
        (1.5, 1.5, 1.0),  # runs along the top: not below it
        (1.5, 1.4, 0.0),  # goes down past the top's edge
        (1.2, 0.0, 0.0),  # over the near edge (0.9 m) already too low
        (0.55, 0.0, 1.0),  # over the far edge at 0.6 m
    ],
)
def test_a_solid_blocks_where_the_line_runs_below_its_top(
    top_m: float, target_m: float, through: float
) -> None:
    assert standing(BLOCK, top_m=top_m).through(EYE, (10.0, 0.0, target_m)) == through


def test_a_solid_that_begins_higher_is_seen_under() -> None:
    assert standing(BLOCK, base_m=1.6, top_m=5.0).through(EYE, (10.0, 0.0, 1.5)) == 1.0
    assert standing(BLOCK, base_m=1.4, top_m=5.0).through(EYE, (10.0, 0.0, 1.5)) == 0.0


def test_each_passage_lets_its_share_through() -> None:
    scene = standing(COMB, top_m=3.0, open_=0.5)
    assert scene.through(EYE, (10.0, 0.0, 1.5)) == pytest.approx(0.25)
    assert scene.through(EYE, (6.0, 0.0, 1.5)) == pytest.approx(0.5)
    assert len(scene.blocks(EYE, (10.0, 0.0, 1.5))) == 2


def test_a_fence_blocks_where_the_line_crosses_it() -> None:
    assert fence(open_=0.6).through(EYE, (10.0, 0.0, 1.5)) == pytest.approx(0.6)
    assert fence(open_=0.6).through(EYE, (10.0, 0.0, 2.2)) == 1.0  # crosses at 1.85 m
    assert fence(open_=0.6).through(EYE, (4.9, 0.0, 1.5)) == 1.0


def test_a_line_that_ends_on_a_face_only_touches() -> None:
    scene = standing(BLOCK, top_m=3.0)
    assert scene.through(EYE, (4.0, 0.0, 1.5)) == 1.0
    assert scene.through(EYE, (4.001, 0.0, 1.5)) == 0.0
    assert scene.touched((4.001, 0.0, 1.5), 0.002)
    assert not scene.touched((4.003, 0.0, 1.5), 0.002)
    assert not scene.touched((4.001, 0.0, 3.5), 0.002)


def test_a_crown_has_the_area_of_its_circle_and_a_corner_in_the_east() -> None:
    shape = crown((2.0, 3.0), 1.5)
    assert shape.area_m2 == pytest.approx(pi * 1.5**2)
    assert len(shape.edges) == 32
    assert shape.edges[0][1] == pytest.approx(3.0)
    assert shape.box[2] == shape.edges[0][0] > 3.5


def test_a_door_leaves_a_hole_in_its_wall() -> None:
    wall = polygon([(5, -3), (5.2, -3), (5.2, 3), (5, 3)])
    hole = polygon([(4.7, -0.5), (5.5, -0.5), (5.5, 0.5), (4.7, 0.5)])
    scene = Scene([Obstacle(id="w", shape=wall, base_m=0, top_m=3, holes=(hole,))])
    assert scene.through(EYE, (10.0, 0.0, 1.5)) == 1.0
    assert scene.through(EYE, (10.0, 2.0, 1.5)) == 0.0


@pytest.mark.parametrize("seed", range(6))
def test_random_lines_get_through_as_by_the_plain_twin_of_the_kernels(seed: int) -> None:
    random = np.random.default_rng(seed)
    drawn, own = [], []
    for n in range(12):
        x, y = random.uniform(-20, 20, 2)
        w, h = random.uniform(0.3, 6, 2)
        base, top = sorted(random.uniform(0, 6, 2))
        share = float(random.choice([0.0, 0.3, 0.7]))
        corners = [(x, y), (x + w, y), (x + w, y + h), (x + w / 2, y + h / 3), (x, y + h)]
        heights = {"base_m": float(base), "top_m": float(top), "openness_share": share}
        drawn.append(Drawn(id=str(n), shape=shapely.Polygon(corners), **heights))
        own.append(Obstacle(id=str(n), shape=polygon(corners), **heights))
    scene, twin = Scene(own), scene_of(drawn)
    for _ in range(150):
        o, p = (tuple(map(float, random.uniform((-25, -25, 0), (25, 25, 6)))) for _ in range(2))
        assert scene.through(o, p) == pytest.approx(plain_transmission(twin, o, p))


# Eyes


def test_an_eye_sees_nothing_behind_it_and_nothing_too_far() -> None:
    scene = Scene([])
    east = Eye(id="e", at=EYE, faces=(1.0, 0.0))
    assert sees(scene, east, (3.0, 4.0, 1.5), 5.0)
    assert not sees(scene, east, (3.0, 4.0, 1.5), 4.99)
    assert not sees(scene, east, (-3.0, 4.0, 1.5), 20.0)
    assert sees(scene, Eye(id="e", at=EYE), (-3.0, 4.0, 1.5), 20.0)


def test_a_line_along_a_face_is_not_sure() -> None:
    scene = standing(BLOCK, top_m=3.0)
    along_face = Eye(id="e", at=(0.0, 1.001, 1.5))
    assert sees(scene, along_face, (10.0, 1.001, 1.5), 43.0)
    assert surely(scene, along_face, (10.0, 1.001, 1.5), 43.0) == (False, True)
    assert surely(scene, Eye(id="e", at=(0.0, 1.1, 1.5)), (10.0, 1.1, 1.5), 43.0) == (True, True)
    assert surely(scene, Eye(id="e", at=EYE), (10.0, 0.0, 1.5), 43.0) == (False, False)


def test_a_crowd_counts_up_to_a_number_and_knows_the_first() -> None:
    eyes = [Eye(id=str(n), at=(float(n), 0.0, 1.5)) for n in range(-30, 31)]
    crowd, scene, target = Crowd(eyes), standing(BLOCK, top_m=3.0), (8.0, 0.0, 1.0)
    assert crowd.count(scene, target, 10.0, 99) == 12  # from 6, on its face, to 17
    assert crowd.count(scene, target, 10.0, 5) == 5
    first = crowd.first(scene, target, 10.0)
    assert first is not None
    assert first.id == "6"
    assert crowd.range(scene, target, 9.9, 99) == (11, 12)  # the eye on the face is not sure
