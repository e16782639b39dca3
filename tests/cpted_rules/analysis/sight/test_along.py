"""A way cut into steps."""

import numpy as np
import pytest
from shapely import LineString

from cpted_rules.analysis.sight.along import bands, way_of

L = LineString([(0, 0), (3, 0), (3, 4)])


def test_a_line_of_7_m_is_7_steps_with_their_middles_and_headings() -> None:
    way = way_of(L)
    assert len(way) == 7
    assert way.step_m == 1.0
    assert way.at[[0, 2, 3, 6]].tolist() == [[0.5, 0], [2.5, 0], [3, 0.5], [3, 3.5]]
    assert way.heading[2].tolist() == [1, 0]
    assert way.heading[3].tolist() == [0, 1]
    assert way.feet(0.3)[0].tolist() == [0.5, 0.0, 0.3]
    assert way.feet(np.arange(7.0))[6, 2] == 6.0


def test_steps_fill_a_line_whose_length_is_no_multiple() -> None:
    way = way_of(LineString([(0, 0), (10.4, 0)]))
    assert len(way) == 10
    assert way.step_m == pytest.approx(1.04)
    assert sum(piece.length for piece in way.pieces()) == pytest.approx(10.4)
    assert len(way_of(LineString([(0, 0), (0.2, 0)]))) == 1


def test_walked_back_it_begins_at_its_end() -> None:
    back = way_of(L).back
    assert back.at[0].tolist() == [3, 3.5]
    assert back.heading[0].tolist() == [0, -1]


def test_a_way_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        way_of(LineString([(1, 1), (1, 1)]))


def test_bands_join_steps_of_one_class_and_a_value_at_a_bound_is_above_it() -> None:
    found = bands(way_of(L), np.array([0.0, 0.5, 1.0, 1.5, 2.0, 0.9, 0.2]), (1.0, 2.0))
    assert [(b.rank, b.from_m, b.to_m) for b in found] == [
        (0, 0.0, 2.0),
        (1, 2.0, 4.0),
        (2, 4.0, 5.0),
        (0, 5.0, 7.0),
    ]
    assert (found[1].least, found[1].most) == (1.0, 1.5)
    assert list(found[1].line.coords) == [(2, 0), (3, 0), (3, 1)]
