"""Strips of ground between two faces that look at each other."""

import pytest
from shapely import box

from cpted_rules.analysis.scene.faces import Face, faces_of
from cpted_rules.analysis.scene.strips import Strip, strip_between


def between(one: Face, others: tuple[Face, ...]) -> list[Strip]:
    return [strip for other in others if (strip := strip_between(one, other)) is not None]


EAST = next(face for face in faces_of(box(0, 0, 10, 20)) if face.outward[0] == 1)


def test_two_houses_leave_a_strip_as_long_as_their_faces_overlap() -> None:
    (strip,) = between(EAST, faces_of(box(12, 5, 20, 30)))
    assert strip.width_m == pytest.approx(2)
    assert strip.length_m == pytest.approx(15)
    assert sorted(strip.middle.coords) == [pytest.approx((11, 5)), pytest.approx((11, 20))]


def test_faces_that_do_not_overlap_leave_none() -> None:
    assert between(EAST, faces_of(box(12, 21, 20, 30))) == []


def test_a_house_behind_the_face_leaves_none() -> None:
    assert between(EAST, faces_of(box(-20, 0, -12, 20))) == []
