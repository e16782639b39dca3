"""Scores do not fall below their floors, and the table says what a hand would reckon."""

from dataclasses import replace
from pathlib import Path

import pytest
from shapely import LineString, Point, Polygon

from cpted_rules.drawing.reading import Basis, DrawingCensus, How, Reading, SheetRead, SheetSpec
from cpted_rules.plan import (
    Luminaire,
    LuminaireKind,
    Opening,
    OpeningKind,
    SheetKind,
    SitePlan,
    Source,
    Walk,
    Wall,
)
from tests.truth import floors, samples
from tests.truth.floors import Floor, down, fallen, floors_of, load_floors
from tests.truth.found import found
from tests.truth.labels import CORPUS, EXPECTED, Door, Place, Region, Sheet, Truth, Walls, stems
from tests.truth.rows import Row, table, totals
from tests.truth.score import everything, score_drawing, score_sample, scored
from tests.truth.scoring import Score


@pytest.mark.parametrize("name", [*stems(), *samples.NAMES])
def test_no_score_falls_below_its_floor(name: str) -> None:
    if name not in everything():
        pytest.skip("the corpus is not here")
    assert list(fallen(scored(name), load_floors()[name])) == []


def test_every_drawing_and_sample_has_floors() -> None:
    assert sorted(load_floors()) == sorted([*stems(), *samples.NAMES])


# A drawing of a house of 10 m in millimetres, laid on the site turned by a right angle

FRAME = (0.0, 0.0, 10_000.0, 10_000.0)
TRUTH = Truth(
    file="dxf/house.dxf",
    unit="mm",
    unit_note="by hand",
    sheets=(Sheet(kind="floor_plan"),),
    plan_frame=FRAME,
    walls=Walls(centre_lines=((0.0, 100.0, 10_000.0, 100.0),), thickness_m=0.2),
    doors=(
        Door(at=(2000, 100), width_m=0.9, leaf="gap"),
        Door(at=(7000, 100), width_m=0.9, leaf="gap", doubt=True),
    ),
    lamps=(Place(at=(5000, 5000)), Place(at=(8000, 8000))),
    crossings=(Region(at=(1000, 5000), area_m2=4.0),),
    absent=("trees", "mirrors"),
    not_scored=("windows",),
)
SHEET = SheetSpec(
    kind=SheetKind.FLOOR_PLAN,
    number="A-1",
    storeys=(1,),
    drawing_point=(1000.0, 0.0),
    site_point=(50.0, 20.0),
    rotation_deg=90.0,
)


def on_site(x: float, y: float) -> tuple[float, float]:
    """Where a point [mm] of the drawing comes to lie: turned left, its x runs north. [m]"""
    return 50.0 - y / 1000, 20.0 + (x - 1000) / 1000


def source(handle: str) -> Source:
    return Source("A-1", "", handle)


def lamp(name: str, x: float, y: float) -> Luminaire:
    return Luminaire(
        id=name, at=Point(on_site(x, y)), kind=LuminaireKind.SECURITY, source=source(name)
    )


def area(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    return Polygon([on_site(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))])


DOOR = Opening(
    id="d",
    kind=OpeningKind.DOOR,
    line=LineString([on_site(1600, 100), on_site(2500, 100)]),
    source=source("d"),
)
READING = Reading(
    plan=SitePlan(
        sheets=(),
        luminaires=(lamp("a", 5000, 5300), lamp("b", 8000, 8600), lamp("c", 90_000, 0)),
        openings=(DOOR,),
        walls=(Wall(id="w", area=area(0, 0, 5000, 200), source=source("w")),),
        walks=(
            Walk(id="z", area=area(0, 4000, 2000, 6000), source=source("z")),
            Walk(id="p", area=area(0, 0, 10_000, 10_000), source=source("p")),
        ),
    ),
    census=(DrawingCensus(file="house.dxf", unit="mm", sheets=(SheetRead(spec=SHEET),)),),
    bases=(
        Basis(id="z", kind="crossing", how=How.DRAWN, sure=0.95),
        Basis(id="p", kind="walk", how=How.DRAWN, sure=0.95),
    ),
)


def by_kind(reading: Reading = READING) -> dict[str, Score]:
    return {row.score.kind: row.score for row in score_drawing(TRUTH, reading)}


def test_what_was_found_is_laid_back_onto_the_drawing() -> None:
    at = [thing.shape.coords[0] for thing in found(READING, "lamps")]
    assert at == [
        pytest.approx((5000, 5300)),
        pytest.approx((8000, 8600)),
        pytest.approx((90_000, 0), abs=1e-6),
    ]


def test_a_door_of_the_only_sheet_needs_no_source() -> None:
    plan = replace(READING.plan, openings=(replace(DOOR, source=None),))
    (door,) = found(replace(READING, plan=plan), "doors")
    assert door.shape.coords[0] == pytest.approx((2050, 100))


def test_each_kind_is_scored_in_metres_within_the_plan() -> None:
    scores = by_kind()
    assert list(scores) == [
        "unit", "walls", "doors", "lamps", "trees", "mirrors", "crossings",
    ]  # fmt: skip
    lamps, doors, walls = scores["lamps"], scores["doors"], scores["walls"]
    # 0.3 m off is near, 0.6 m is not, and the third stands outside the plan
    assert (lamps.truth, lamps.found, lamps.matched) == (2, 2, 1)
    assert (doors.truth, doors.found, doors.matched) == (1, 1, 1)
    # half the wall, of which another 0.1 m is within the tolerance; the plan cuts the ends off
    assert (walls.truth, walls.found) == pytest.approx((2.0, 1.0))
    assert walls.recall == pytest.approx(0.51)
    assert scores["crossings"].matched == 1


def test_where_the_unit_is_wrong_nothing_is_right() -> None:
    census = replace(READING.census[0], unit="cm")
    scores = by_kind(replace(READING, census=(census,)))
    assert (scores["unit"].found, scores["unit"].matched) == (1, 0)
    for kind in ("walls", "doors", "lamps", "crossings"):
        assert (kind, scores[kind].matched, scores[kind].recall) == (kind, 0, 0.0)


def test_where_the_unit_was_not_told_nothing_is_found() -> None:
    census = replace(READING.census[0], unit="")
    scores = by_kind(replace(READING, census=(census,)))
    assert (scores["unit"].found, scores["unit"].recall) == (0, 0.0)
    assert (scores["lamps"].found, scores["lamps"].recall) == (0, 0.0)


def test_of_what_is_absent_everything_counts_even_outside_the_plan() -> None:
    truth = replace(TRUTH, lamps=(), absent=("lamps",))
    (row,) = (r for r in score_drawing(truth, READING) if r.score.kind == "lamps")
    assert (row.absent, row.score.found, row.score.precision) == (True, 3, 0.0)


def test_incomplete_labels_judge_recall_only() -> None:
    truth = replace(TRUTH, incomplete=("lamps",))
    (row,) = (r for r in score_drawing(truth, READING) if r.score.kind == "lamps")
    assert (row.score.precision, row.score.recall) == (None, 0.5)


def test_a_typical_plan_is_looked_for_on_each_storey(monkeypatch: pytest.MonkeyPatch) -> None:
    def sheet(storeys: tuple[int, ...]) -> samples.DrawnSheet:
        return samples.DrawnSheet(
            file="house.dxf",
            number="A-1",
            kind="floor_plan",
            storeys=storeys,
            frame=FRAME,
            places={"doors": ((2050.0, 100.0),)},
        )

    def score(*storeys: int) -> Score:
        monkeypatch.setattr(samples, "drawn", lambda name: (sheet(storeys),))
        plan = replace(READING.plan, openings=(replace(DOOR, id="d@2", storey=2),))
        (row,) = score_sample("house", replace(READING, plan=plan))
        return row.score

    assert (score(1, 2).truth, score(1, 2).found, score(1, 2).matched) == (2, 1, 1)
    assert (score(1).truth, score(1).found, score(1).matched) == (1, 1, 1)


# Rows


def a_row(found: float, matched: float, truth: float, *, complete: bool = True) -> Row:
    score = Score(
        kind="doors",
        truth=truth,
        found=found,
        matched=matched,
        precision=matched / found if complete else None,
        recall=matched / truth,
    )
    return Row(drawing="house", score=score)


def test_totals_are_over_things_not_over_drawings() -> None:
    (total,) = totals([a_row(10, 5, 5), a_row(90, 90, 95)], "all")
    assert (total.score.precision, total.score.recall) == pytest.approx((0.95, 0.95))


def test_incomplete_labels_count_for_the_recall_of_the_total_only() -> None:
    (total,) = totals([a_row(10, 5, 5), a_row(50, 5, 15, complete=False)], "all")
    assert (total.score.precision, total.score.recall) == pytest.approx((0.5, 0.5))


def test_the_table_names_a_drawing_once_and_what_is_quietly_absent_in_one_line() -> None:
    shown = table(score_drawing(TRUTH, READING))
    assert shown.count("house") == 1
    assert [line.split() for line in shown.splitlines() if "others" in line] == [
        ["2", "others", "absent", "0", "–", "–"]
    ]
    assert ["lamps", "2", "2", "1", "0.50", "0.50"] in [s.split() for s in shown.splitlines()]


# Floors


@pytest.mark.parametrize(
    ("share", "floor"),
    [(1.0, 1.0), (0.999, 0.95), (0.15, 0.15), (0.149, 0.1), (0.04, 0.0), (0.0, 0.0), (None, None)],
)
def test_floors_are_rounded_down(share: float | None, floor: float | None) -> None:
    assert down(share) == floor


def test_a_score_may_lie_on_its_floor_and_not_below() -> None:
    at = {"doors": Floor(precision=0.5, recall=1.0)}
    assert list(fallen([a_row(10, 5, 5)], at)) == []
    assert list(fallen([a_row(11, 5, 5)], at)) == ["doors: precision 0.455 is below 0.5"]
    assert list(fallen([a_row(10, 5, 6)], at)) == ["doors: recall 0.833 is below 1.0"]
    assert list(fallen([], at)) == ["doors: no longer scored"]


def test_of_an_absent_kind_no_more_may_be_found_than_before() -> None:
    truth = replace(TRUTH, lamps=(), absent=("lamps",))
    rows = score_drawing(truth, READING)
    assert floors_of(rows)["lamps"] == Floor(at_most=3)
    assert list(fallen(rows, {"lamps": Floor(at_most=3)})) == []
    assert list(fallen(rows, {"lamps": Floor(at_most=2)})) == [
        "lamps: 3 found, but none are there; 2 so far"
    ]


def test_writing_floors_keeps_those_of_other_drawings(tmp_path: Path) -> None:
    path = tmp_path / EXPECTED.name
    one = {"doors": Floor(precision=0.5, recall=1.0), "trees": Floor(at_most=0)}
    floors.write({"house": one, "barn": one}, path)
    floors.write({"barn": {"doors": Floor(recall=0.25)}}, path)
    assert load_floors(path) == {"house": one, "barn": {"doors": Floor(recall=0.25)}}


def test_the_corpus_is_scored_only_where_it_is() -> None:
    assert set(everything()) == {*samples.NAMES, *(stems() if CORPUS.is_dir() else ())}
