"""A Morton curve: quarter by quarter."""

import numpy as np

from cpted_rules.analysis.scene.curve import morton


def test_the_curve_goes_through_a_square_quarter_by_quarter() -> None:
    # west before east, south before north, and within each quarter the same again
    x, y = np.meshgrid(np.arange(4.0), np.arange(4.0))
    order = np.argsort(morton(np.column_stack([x.ravel(), y.ravel()])))
    rank = np.empty(16, dtype=int)
    rank[order] = np.arange(16)
    assert rank.reshape(4, 4).tolist() == [
        [0, 1, 4, 5],
        [2, 3, 6, 7],
        [8, 9, 12, 13],
        [10, 11, 14, 15],
    ]


def test_no_points_and_points_all_in_one_place_have_their_place() -> None:
    assert morton(np.zeros((0, 2))).tolist() == []
    assert morton(np.full((3, 2), 7.5)).tolist() == [0, 0, 0]
