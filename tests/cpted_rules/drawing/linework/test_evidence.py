"""Which layers draw walls, by their pairs alone."""

import pytest

from cpted_rules.drawing.linework import Linework, Stroke, pair_evidence, strokes_of


def boxes(width_m: float, depth_m: float, count: int) -> list[Stroke]:
    return [
        stroke
        for n in range(count)
        for stroke in strokes_of(
            [(3 * n, 0), (3 * n + width_m, 0), (3 * n + width_m, depth_m), (3 * n, depth_m)],
            ref=n,
            closed=True,
        )
    ]


def lines(count: int, apart_m: float, length_m: float) -> list[Stroke]:
    return [Stroke(a=(0, apart_m * n), b=(length_m, apart_m * n), ref=n) for n in range(count)]


def test_the_layer_of_the_walls_comes_first_and_nothing_else_is_taken_for_one(
    flat: Linework,
) -> None:
    first, *others = pair_evidence(
        {
            "3": list(flat.walls),
            "stair": lines(16, 0.28, 1.2),
            "hatch": lines(200, 0.1, 8.0),
            "furniture": boxes(1.6, 0.4, 30),
            "dimensions": lines(3, 0.8, 10.0),
            "grid": lines(5, 6.0, 40.0),
        }
    )
    assert first.layer == "3"
    assert first.confidence > 0.5
    assert first.thickness_m == pytest.approx(0.2)
    assert {e.confidence for e in others} == {0.0}


def test_lengths_are_measured_on_merged_lines() -> None:
    (evidence,) = pair_evidence({"a": [*lines(2, 0.2, 20.0), *lines(2, 0.2, 20.0)]})
    assert evidence.length_m == pytest.approx(40.0)
    assert evidence.paired_m == pytest.approx(40.0)
    assert evidence.share == pytest.approx(1.0)


def test_an_empty_layer_says_nothing() -> None:
    (evidence,) = pair_evidence({"a": []})
    assert (evidence.length_m, evidence.thickness_m, evidence.confidence) == (0.0, None, 0.0)
