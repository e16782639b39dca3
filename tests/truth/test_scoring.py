"""Scores are those a hand would reckon, and every truth file says something possible."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.ops import unary_union

from tests.truth.bodies import wall_bodies
from tests.truth.labels import (
    CORPUS,
    KINDS,
    Each,
    Truth,
    TruthError,
    load_all,
    load_truth,
    resolved,
    stems,
)
from tests.truth.scoring import (
    clipped,
    match_areas,
    match_lines,
    match_points,
    match_rooms,
    matching,
    none_expected,
    within,
)

STEMS = stems()


def points(*places: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(place) for place in places)


def line(x0: float, y0: float, x1: float, y1: float) -> LineString:
    return LineString([(x0, y0), (x1, y1)])


# Points


def test_two_of_three_found_and_one_invented() -> None:
    score = match_points(points((0, 0.1), (5, 0), (90, 0)), points((0, 0), (5, 0), (9, 0)), 0.5)
    assert (score.truth, score.found, score.matched) == (3, 3, 2)
    assert score.precision == pytest.approx(2 / 3)
    assert score.recall == pytest.approx(2 / 3)


@pytest.mark.parametrize(("x", "matched"), [(0.4, 1), (0.5, 1), (0.6, 0)])
def test_the_tolerance_counts_as_near(x: float, matched: int) -> None:
    assert match_points(points((x, 0)), points((0, 0)), 0.5).matched == matched


def test_a_point_found_twice_is_right_once() -> None:
    score = match_points(points((0, 0), (0.1, 0)), points((0, 0)), 0.5)
    assert (score.matched, score.precision, score.recall) == (1, 0.5, 1.0)


def test_a_greedy_pairing_would_lose_one() -> None:
    # 1.0 lies nearest to 0.9, but only if it takes 1.8 can 0.0 have 0.9
    score = match_points(points((1.0, 0), (0.0, 0)), points((0.9, 0), (1.8, 0)), 1.0)
    assert score.matched == 2


def test_what_is_in_doubt_is_neither_right_nor_wrong() -> None:
    found, sure, doubt = points((0, 0), (5, 0)), points((0, 0)), points((5, 0))
    with_it = match_points(found, sure, 0.5, doubtful=doubt)
    without = match_points(found[:1], sure, 0.5, doubtful=doubt)
    assert (with_it.found, with_it.precision, with_it.recall) == (1, 1.0, 1.0)
    assert (without.found, without.precision, without.recall) == (1, 1.0, 1.0)


def test_a_doubtful_point_takes_only_what_no_sure_point_wants() -> None:
    score = match_points(points((0, 0)), points((0.3, 0)), 0.5, doubtful=points((0, 0)))
    assert (score.matched, score.found) == (1, 1)


def test_nothing_found_has_no_precision_and_nothing_there_no_recall() -> None:
    assert match_points((), points((0, 0)), 1.0).precision is None
    assert match_points((), points((0, 0)), 1.0).recall == 0.0
    assert match_points(points((0, 0)), (), 1.0).recall is None
    assert match_points(points((0, 0)), (), 1.0).precision == 0.0


def test_of_an_absent_kind_everything_found_is_wrong() -> None:
    assert none_expected(3, kind="trees").precision == 0.0
    assert none_expected(0, kind="trees").precision is None


COSTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 9), max_size=14
)


@given(COSTS)
def test_a_matching_has_the_most_pairs_at_the_least_cost(costs: dict[tuple[int, int], int]) -> None:
    got = matching({pair: float(cost) for pair, cost in costs.items()})
    assert len(set(got.values())) == len(got)
    assert set(got.items()) <= set(costs)
    # every way to give the five rows five columns, pairs that may not match left out
    every = (
        [pair for pair in enumerate(columns) if pair in costs] for columns in permutations(range(5))
    )
    best = min((-len(pairs), sum(costs[pair] for pair in pairs)) for pairs in every)
    assert (-len(got), sum(costs[pair] for pair in got.items())) == best


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), unique=True, min_size=1))
def test_the_truth_itself_scores_full(places: list[tuple[int, int]]) -> None:
    score = match_points(points(*places), points(*reversed(places)), 0.4)
    assert (score.precision, score.recall, score.matched) == (1.0, 1.0, len(places))


# Lines


def test_half_a_wall_found_and_as_much_invented() -> None:
    score = match_lines([line(0, 0.05, 5, 0.05), line(0, 9, 5, 9)], [line(0, 0, 10, 0)], 0.1)
    assert (score.truth, score.found, score.matched) == pytest.approx((10, 10, 5))
    assert score.precision == pytest.approx(0.5)
    assert score.recall == pytest.approx(0.5)


def test_a_wall_in_pieces_is_the_same_wall() -> None:
    whole = [line(0, 0, 10, 0)]
    pieces = [line(0, 0, 3, 0), line(3, 0, 4, 0), line(4, 0, 10, 0)]
    for one, other in ((whole, pieces), (pieces, whole)):
        score = match_lines(one, other, 0.1)
        assert (score.precision, score.recall) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize(("off", "recall"), [(0.09, 1.0), (0.11, 0.0)])
def test_a_line_beside_the_wall_is_the_wall_within_the_tolerance(off: float, recall: float) -> None:
    score = match_lines([line(0, off, 10, off)], [line(0, 0, 10, 0)], 0.1)
    assert (score.precision, score.recall) == pytest.approx((recall, recall))


def test_a_wall_drawn_on_across_a_door_is_too_long() -> None:
    score = match_lines([line(0, 0, 10, 0)], [line(0, 0, 4, 0), line(6, 0, 10, 0)], 0.1)
    assert score.precision == pytest.approx(0.8)
    assert score.recall == pytest.approx(1.0)


def test_a_crossing_line_is_not_the_wall() -> None:
    score = match_lines([line(5, -5, 5, 5)], [line(0, 0, 10, 0)], 0.1)
    assert (score.precision, score.recall) == pytest.approx((0.02, 0.02))


def test_length_along_a_doubtful_line_is_not_counted() -> None:
    found = [line(0, 0, 10, 0), line(0, 5, 10, 5)]
    score = match_lines(found, found[:1], 0.1, doubtful=found[1:])
    assert (score.found, score.precision, score.recall) == pytest.approx((10, 1.0, 1.0))


# Areas and rooms


def test_wall_bodies_are_compared_by_area() -> None:
    score = match_areas([box(0, 0, 10, 0.2)], [box(0, 0, 20, 0.2)], 0.01)
    assert (score.truth, score.found) == pytest.approx((4.0, 2.0))
    assert score.precision == pytest.approx(1.0)
    assert score.recall == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(
    ("width", "matched"), [(8.4, 0), (8.5, 1), (10.0, 1), (11.5, 1), (11.6, 0)]
)
def test_a_room_may_be_fifteen_percent_off(width: float, matched: int) -> None:
    assert match_rooms([box(0, 0, width, 1)], [(Point(5, 0.5), 10.0)]).matched == matched


def test_a_room_of_the_right_size_elsewhere_is_not_the_room() -> None:
    score = match_rooms([box(20, 0, 30, 1)], [(Point(5, 0.5), 10.0)])
    assert (score.matched, score.precision, score.recall) == (0, 0.0, 0.0)


def test_two_rooms_run_together_are_neither() -> None:
    both = [(Point(2, 2), 16.0), (Point(6, 2), 16.0)]
    assert match_rooms([box(0, 0, 8, 4)], both).matched == 0
    assert match_rooms([box(0, 0, 4, 4), box(4, 0, 8, 4)], both).matched == 2


def test_a_doubtful_room_needs_only_its_point() -> None:
    score = match_rooms([box(0, 0, 9, 9)], (), doubtful=[(Point(1, 1), 20.0)])
    assert (score.found, score.precision) == (0, None)


# Frames


def test_only_what_stands_in_a_frame_is_scored() -> None:
    assert within(points((1, 1), (9, 9)), [(0, 0, 2, 2)]) == points((1, 1))
    assert within(points((1, 1), (9, 9)), ()) == points((1, 1), (9, 9))
    rooms = (Polygon([(0, 0), (3, 0), (3, 3), (0, 3)]), box(5, 5, 9, 9))
    assert within(rooms, [(0, 0, 2, 2), (6, 6, 8, 8)]) == rooms


def test_lines_are_cut_at_the_frame() -> None:
    inside = clipped([line(-5, 1, 5, 1), line(9, 9, 9, 8)], [(0, 0, 2, 2)])
    assert [part.length for part in inside] == [2.0]


# Truth files


@pytest.fixture(scope="module")
def truths() -> dict[str, Truth]:
    return load_all()


def test_at_least_twelve_drawings_are_labelled(truths: dict[str, Truth]) -> None:
    assert len(truths) >= 12


@pytest.mark.parametrize("stem", STEMS)
def test_every_kind_is_labelled_absent_or_left_out_on_purpose(
    stem: str, truths: dict[str, Truth]
) -> None:
    truth = truths[stem]
    said = {*truth.absent, *truth.not_scored}
    asked = {"walls", "doors", "windows", "rooms", "columns", "lamps", "trees", "fences"}
    assert [k for k in asked if k not in said and not getattr(truth, k)] == []
    assert Path(truth.file).stem == stem


@pytest.mark.parametrize("stem", STEMS)
def test_a_truth_file_names_a_drawing_of_the_corpus(stem: str, truths: dict[str, Truth]) -> None:
    path = CORPUS / truths[stem].file
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    assert path.is_file()


def test_walls_measured_by_layer_have_the_area_that_was_measured(
    truths: dict[str, Truth],
) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    layered = [t for t in truths.values() if t.walls is not None and t.walls.layer]
    assert len(layered) >= 5
    for truth in layered:
        assert truth.walls is not None
        area_m2 = unary_union(wall_bodies(truth)).area * truth.scale**2
        assert area_m2 == pytest.approx(truth.walls.area_m2, rel=0.02), truth.file


def test_walls_by_centre_line_are_as_thick_as_said(truths: dict[str, Truth]) -> None:
    # 3.582 m and 3.582 m of wall, 0.1 m thick, each 0.05 m longer at both ends
    bodies = wall_bodies(truths["door_wipeout_block"])
    assert [b.area for b in bodies] == pytest.approx([368_200.0, 368_200.0])


@pytest.mark.parametrize("stem", STEMS)
def test_the_truth_scores_full_against_itself(stem: str, truths: dict[str, Truth]) -> None:
    truth = truths[stem]
    for kind in KINDS:
        items = getattr(truth, kind)
        if isinstance(items, tuple) and items and kind != "windows":
            places = points(*(item.at for item in items))
            score = match_points(places, places, 0.1 / truth.scale, kind=kind)
            assert (kind, score.precision, score.recall) == (kind, 1.0, 1.0)


def test_what_the_drawing_places_itself_is_counted_in_it(truths: dict[str, Truth]) -> None:
    truth = truths["festival_site_plan"]
    assert resolved(truths["seating_marquee"]) is truths["seating_marquee"]
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    trees = resolved(truth).trees
    assert isinstance(trees, tuple)
    assert len(trees) == 562
    x0, y0, x1, y1 = truth.plan_frame or (0, 0, 0, 0)
    assert all(x0 < tree.at[0] < x1 and y0 < tree.at[1] < y1 for tree in trees)


def test_another_count_than_was_labelled_is_refused(truths: dict[str, Truth]) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    one_less = Each(each="POINT", layer="New Trees", count=561)
    with pytest.raises(TruthError, match="trees: 562 are drawn, not 561"):
        resolved(replace(truths["festival_site_plan"], trees=one_less))


GOOD = """
file: dxf/house.dxf
unit: m
unit_note: doors of 0.9
sheets: [{kind: floor_plan, storey: 1}]
plan_frame: [0, 0, 10, 10]
doors: [{at: [1, 1], width_m: 0.9, leaf: swing}]
lamps: [[2, 2], {at: [3, 3], layer: LITE, doubt: true}]
fences: {length_m: 5, lines: [[0, 0, 3, 4]]}
"""


def written(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "house.yaml"
    path.write_text(words, "utf-8")
    return path


def test_a_truth_file_is_read(tmp_path: Path) -> None:
    truth = load_truth(written(tmp_path, GOOD))
    assert truth.doors[0].at == (1.0, 1.0)
    assert isinstance(truth.lamps, tuple)
    assert [(lamp.at, lamp.layer, lamp.doubt) for lamp in truth.lamps] == [
        ((2.0, 2.0), "", False),
        ((3.0, 3.0), "LITE", True),
    ]
    each = load_truth(written(tmp_path, GOOD + "trees: {each: POINT, layer: T, count: 3}\n")).trees
    assert each == Each(each="POINT", layer="T", count=3)
    assert truth.frames("doors") == ((0.0, 0.0, 10.0, 10.0),)
    assert truth.scale == 1.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("leaf: swing", "leaf: sliding", "doors.0.leaf"),
        ("doors:", "dors:", "dors"),
        ("lamps: [[2, 2], {at: [3, 3], layer: LITE, doubt: true}]", "lamps: {each: ARC}", "each"),
        ("unit: m", "unit: none", "metres_per_unit"),
        ("at: [1, 1]", "at: [1, 11]", "outside plan_frame"),
        ("length_m: 5", "length_m: 7", "fences: lines are 5.0 m, not 7.0"),
        ("unit: m", "unit: m\nabsent: [doors]", "doors: absent, but labelled"),
        ("unit: m", "unit: m\nabsent: [dogs]", "dogs: no such kind"),
        ("unit: m", "unit: m\nabsent: [bells]\nnot_scored: [bells]", "bells: both"),
        ("sheets: [", "sheets: [[", "house.yaml"),
    ],
)
def test_a_wrong_truth_file_says_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(TruthError) as caught:
        load_truth(written(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)
    assert "house.yaml" in str(caught.value)
