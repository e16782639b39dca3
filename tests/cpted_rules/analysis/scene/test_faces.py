"""Faces of buildings: which way they look, and what of them lies before a way."""

import pytest
from shapely import LineString, Polygon, box

from cpted_rules.analysis.scene.faces import faces_of, holding, looking_onto, united, without

HOUSE = box(0, 0, 20, 10)
SOUTH = next(face for face in faces_of(HOUSE) if face.outward == (0.0, -1.0))


def test_a_box_has_four_faces_that_look_away_from_it() -> None:
    faces = faces_of(HOUSE)
    assert {face.outward for face in faces} == {(0, 1), (0, -1), (1, 0), (-1, 0)}
    assert sum(face.length_m for face in faces) == pytest.approx(60)


def test_faces_of_a_yard_look_into_it() -> None:
    ring = HOUSE.difference(box(5, 3, 15, 7))
    assert len(faces_of(ring)) == 8
    yard = [f for f in faces_of(ring) if f.length_m == pytest.approx(10) and f.outward[0] == 0]
    assert sorted((f.start[1], f.outward[1]) for f in yard) == [(3, 1), (7, -1)]


def test_a_corner_that_is_none_does_not_part_a_face() -> None:
    drawn = Polygon([(0, 0), (9, 0.001), (20, 0), (20, 10), (0, 10)])
    assert len(faces_of(drawn)) == 4


def test_a_face_looks_onto_a_way_as_far_as_it_lies_straight_before_it() -> None:
    assert looking_onto(SOUTH, box(5, -9, 30, -4), within_m=10) == [pytest.approx((5, 20))]
    assert looking_onto(SOUTH, box(5, -9, 30, -4), within_m=4) == []
    assert looking_onto(SOUTH, box(30, -9, 40, -4), within_m=10) == []


def test_openings_in_a_face_take_up_their_width_and_those_across_it_none() -> None:
    along, across = LineString([(4, 0.2), (6, 0.2)]), LineString([(0, 0), (0, 5)])
    assert holding(SOUTH, [along, across]) == [pytest.approx((4, 6))]


def test_spans_that_touch_are_one_and_holes_part_them() -> None:
    assert united([(3, 5), (0, 2), (2, 3)]) == [(0, 5)]
    assert without([(0, 10)], [(2, 3), (9, 12)]) == [(0, 2), (3, 9)]
    assert without([(0, 10)], [(0, 10)]) == []
