"""Middle lines of shapes whose middle is known."""

import numpy as np
import pytest
from shapely import Point, box
from shapely.affinity import rotate

from cpted_rules.analysis.walk.middle import MiddleLines, direction_deg, thinned


def test_thinning_leaves_one_line_of_a_bar() -> None:
    raster = np.zeros((9, 30), dtype=np.bool_)
    raster[2:7, 2:28] = True
    line = thinned(raster)
    rows, columns = np.nonzero(line)
    assert set(rows.tolist()) == {4}
    assert len(columns) == len(set(columns.tolist()))


def test_thinning_keeps_a_ring_a_ring() -> None:
    raster = np.ones((20, 30), dtype=np.bool_)
    raster[6:14, 6:24] = False
    line = thinned(raster)
    assert not line[6:14, 6:24].any()
    rows, columns = np.nonzero(line)
    for r, c in zip(rows, columns, strict=True):
        around = line[max(r - 1, 0) : r + 2, max(c - 1, 0) : c + 2]
        assert around.sum() >= 3, "the ring is cut"


@pytest.mark.parametrize("turn_deg", [0.0, 20.0, 45.0, 89.0])
def test_the_raster_lies_along_the_longest_sides(turn_deg: float) -> None:
    turned = rotate(box(0, 0, 40, 6), turn_deg, origin=(0, 0))
    assert direction_deg(turned) == pytest.approx(turn_deg, abs=0.11)


def test_half_the_width_is_the_distance_to_the_edge() -> None:
    lines = MiddleLines(box(0, 0, 60, 6))
    middle = min(lines.nodes, key=lambda n: abs(lines.xy(n)[0] - 30))
    assert lines.width[middle] == pytest.approx(3.0, abs=0.26)


def test_a_tail_runs_on_to_the_edge() -> None:
    lines = MiddleLines(box(0, 0, 60, 6))
    tip = min(n for n in lines.nodes if len(lines.near[n]) == 1)
    assert Point(lines.tail(tip).coords[-1]).distance(lines.area.boundary) < 1e-9
