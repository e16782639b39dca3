"""Facilities doubled in the data, made one."""

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from cpted_rules.sitedata.make.points import DOUBLED_M, undoubled
from cpted_rules.sitedata.surroundings import PublicPoint, SiteDataKind

PLACES = st.floats(-3, 3)
POINTS = st.builds(
    lambda x, y, label, count, file, line: PublicPoint(
        kind=SiteDataKind.CAMERAS, at=Point(x, y), label=label, count=count, where=f"{file}:{line}"
    ),
    PLACES,
    PLACES,
    st.sampled_from("가나"),
    st.integers(1, 3),
    st.sampled_from(["a.csv", "b.csv"]),
    st.integers(2, 9),
)


@settings(deadline=None)
@given(points=st.lists(POINTS, max_size=20))
def test_what_is_kept_stands_apart_and_nothing_is_lost(points: list[PublicPoint]) -> None:
    kept, merged = undoubled(points)
    assert len(kept) + merged == len(points)
    for i, one in enumerate(kept):
        assert all(one.at.distance(other.at) > DOUBLED_M for other in kept[:i])
    for point in points:
        assert any(point.at.distance(one.at) <= DOUBLED_M for one in kept)
    assert sum(p.count for p in kept) <= sum(p.count for p in points)
    assert undoubled(kept) == (kept, 0)


@settings(deadline=None)
@given(points=st.lists(POINTS, max_size=10))
def test_a_file_read_twice_counts_once(points: list[PublicPoint]) -> None:
    once, _ = undoubled(points)
    again, _ = undoubled((*once, *once))
    assert [(p.at, p.label, p.count) for p in again] == [(p.at, p.label, p.count) for p in once]
