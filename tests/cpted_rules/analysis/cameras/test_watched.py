"""Which kind of place a camera is for, by the words of the drawing."""

import pytest
from shapely import Point

from cpted_rules.analysis.cameras.watched import named_targets, sector
from cpted_rules.plan import Camera
from cpted_rules.settings import Settings


def camera(
    target: str = "", azimuth_deg: float | None = None, hfov_deg: float | None = None
) -> Camera:
    return Camera(id="c", at=Point(0, 0), target=target, azimuth_deg=azimuth_deg, hfov_deg=hfov_deg)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("승강기", {"lift"}),
        ("E/V 내부", {"lift"}),
        ("승강기홀", {"lobby"}),
        ("승강기 홀", {"lobby"}),
        ("승강기, 승강기홀", {"lift", "lobby"}),
        ("계단실", {"stair"}),
        ("주출입구", {"entrance"}),
        ("옥상출입구", {"roof"}),
        ("주차장출입구", {"parking"}),
        ("어린이놀이터", {"playground"}),
        ("계산대", {"counter"}),
        ("보행로", set()),
        ("", set()),
    ],
)
def test_words_tell_the_kind_of_place(words: str, names: set[str]) -> None:
    assert named_targets(camera(words)) == names


def test_a_camera_that_looks_east_sees_east_of_it() -> None:
    field = sector(camera(azimuth_deg=90, hfov_deg=90), Settings(), 10.0)
    assert field.covers(Point(5, 0))
    assert field.covers(Point(5, 4.9))
    assert not field.covers(Point(5, 5.1))
    assert not field.covers(Point(-1, 0))


def test_a_dome_looks_all_round() -> None:
    field = sector(camera(), Settings(), 10.0)
    assert field.covers(Point(-9, 0))
    assert field.covers(Point(0, 9))
