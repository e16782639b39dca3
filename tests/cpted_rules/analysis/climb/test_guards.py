"""What drawings say against climbing, in their words."""

from math import inf

import pytest
from shapely import Point

from cpted_rules.analysis.climb.guards import free_from_m, guarded_up_to
from cpted_rules.plan import Fixture, FixtureKind


def pipe(guard: str | None, guard_top_m: float | None = None, base_m: float = 0.0) -> Fixture:
    return Fixture(
        id="g",
        at=Point(0, 0),
        kind=FixtureKind.GAS_PIPE,
        base_m=base_m,
        top_m=12.0,
        guard=guard,
        guard_top_m=guard_top_m,
    )


@pytest.mark.parametrize(
    ("fixture", "free_m"),
    [
        (pipe(None), None),
        (pipe(""), 0.0),
        (pipe("없음"), 0.0),
        (pipe("매립"), inf),
        (pipe("매립", 6.5), 6.5),
        (pipe("방호덮개"), None),
        (pipe("방호덮개(가시형)", 6.0), 6.0),
        (pipe("도장", 6.0), None),
        (pipe("가시덮개", 1.0, base_m=3.0), 3.0),
    ],
)
def test_from_what_height_a_pipe_is_free(fixture: Fixture, free_m: float | None) -> None:
    assert free_from_m(fixture) == free_m


@pytest.mark.parametrize(("height_m", "guarded"), [(5.9, True), (6.0, True), (6.1, False)])
def test_a_cover_guards_as_high_as_it_reaches(height_m: float, guarded: bool) -> None:
    assert guarded_up_to(pipe("덮개", 6.0), height_m) is guarded


def test_a_run_that_begins_above_needs_no_guard() -> None:
    assert guarded_up_to(pipe(None, base_m=6.0), 6.0) is True
    assert guarded_up_to(pipe(None, base_m=5.9), 6.0) is None
