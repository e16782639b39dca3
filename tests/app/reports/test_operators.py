"""Paths of SVG as operators of PDF: every command that our figures write."""

import re
from math import hypot

import pytest

from app.reports.operators import colour, ellipse, operators, transform


def test_straight_pieces_keep_their_words() -> None:
    assert operators("M1 2L3 -4.5ZM0 0L1 1L2 2") == "1 2 m 3 -4.5 l h\n0 0 m 1 1 l 2 2 l"


def test_relative_and_level_and_upright_pieces() -> None:
    assert operators("M1 -2h4v2h-4z") == "1 -2 m 5 -2 l 5 0 l 1 0 l h"
    assert operators("M1.2 0l2 -2M2.6 0l2 -2") == "1.2 0 m 3.2 -2 l 2.6 0 m 4.6 -2 l"
    assert operators("m1 1 2 0 0 2H0V0") == "1 1 m 3 1 l 3 3 l 0 3 l 0 0 l"


def test_a_circle_is_four_curves_through_its_quarters() -> None:
    words = operators(ellipse(10, 20, 2))
    ends = [float(n) for m in re.findall(r"[-\d. ]+ c", words) for n in m.split()[-3:-1]]
    assert ends == pytest.approx([10, 22, 12, 20, 10, 18, 8, 20])
    assert words.endswith("h")


@pytest.mark.parametrize(("sweep", "middle"), [(1, (0.0, -5.0)), (0, (0.0, 5.0))])
def test_half_a_circle_goes_to_the_side_it_sweeps(sweep: int, middle: tuple[float, float]) -> None:
    # clockwise on a page whose y goes down: from the left over the top
    words = operators(f"M-5 0A5 5 0 0 {sweep} 5 0")
    first = re.findall(r"[-\d. ]+ c", words)[0].split()
    assert tuple(map(float, first[-3:-1])) == pytest.approx(middle, abs=1e-3)


def test_a_quarter_of_a_door_stays_on_its_circle() -> None:
    words = operators("M3 0A3 3 0 0 1 0 3").split(" c")[0]
    x1, y1, x2, y2, x3, y3 = map(float, words.split(" m ")[1].split())
    x = (3 + 3 * x1 + 3 * x2 + x3) / 8
    y = (0 + 3 * y1 + 3 * y2 + y3) / 8
    assert hypot(x, y) == pytest.approx(3, rel=3e-4)


def test_colours_and_turns() -> None:
    assert colour("#ff0080", "rg") == b"1 0 0.502 rg"
    assert transform("translate(2 3)") == (1, 0, 0, 1, 2, 3)
    a, b, c, d, e, f = transform("rotate(90 10 0)")
    # (11, 0) lies to the right of the middle; a quarter turn to the right puts it below
    assert (a * 11 + e, b * 11 + f) == pytest.approx((10, 1))
    assert (c, d) == pytest.approx((-1, 0))
    with pytest.raises(ValueError, match="only translate and rotate"):
        transform("skewX(3)")
