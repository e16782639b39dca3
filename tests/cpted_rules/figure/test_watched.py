"""Ribbons along the walks of findings: how many see each stretch, told without colour."""

from dataclasses import replace
from itertools import pairwise

import pytest
from shapely import LineString, box

from cpted_rules.figure import figure_text, finding_figure, group_figure
from cpted_rules.figure.analyses.ribbon import FILLS
from cpted_rules.figure.watched import LIMITS, watched
from cpted_rules.findings import Finding, Subject, Verdict
from cpted_rules.pack import Force, Topic
from cpted_rules.plan import Boundary, SitePlan, Walk, Zone, ZoneKind
from cpted_rules.rule import Field, Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.text import Lang

AREA = box(0, 0, 30, 2)
PLAN = SitePlan(
    boundaries=(Boundary(id="site", area=box(-10, -10, 40, 20)),),
    walks=(Walk(id="walk", area=AREA),),
    zones=(Zone(id="rest", area=AREA, kind=ZoneKind.REST),),
)
COUNTS = (0.0,) * 10 + (1.0,) * 5 + (3.0,) * 5 + (9.0,) * 10
"""Of cells of 1 m from west to east."""


def finding(subject: str = "walk", unit: str = "count", number: int = 1) -> Finding:
    return Finding(
        number=number,
        id=f"x{number}",
        clause="c",
        rule="SUR101",
        verdict=Verdict.REFERRED,
        basis=None,
        force=Force.MANDATORY,
        topic=Topic.WALK,
        subjects=(Subject(id=subject, label="", source=None),),
        measured=1 / 3,
        unit="share",
        where=AREA,
        field=Field(x_m=0.5, y_m=0.5, step_m=1.0, unit=unit, rows=(COUNTS, COUNTS)),
    )


def test_the_stretches_of_a_walk_are_as_long_as_the_cells_say() -> None:
    told = watched(PLAN, finding())
    assert told is not None
    assert told.line.length == pytest.approx(30, abs=1.5)
    runs = [(band.rank, band.to_m - band.from_m) for band in told.bands]
    runs = runs if runs[0][0] == 0 else runs[::-1]
    assert [rank for rank, _ in runs] == [0, 1, 2, 3]
    for (_, metres), wanted in zip(runs, (10, 5, 5, 10), strict=True):
        assert metres == pytest.approx(wanted, abs=1.2)


@pytest.mark.parametrize(("count", "rank"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (20, 3)])
def test_a_class_begins_at_its_number_of_places(count: float, rank: int) -> None:
    assert sum(count > limit for limit in LIMITS) == rank


@pytest.mark.parametrize("other", [finding("rest"), finding(unit="lx"), finding("nothing")])
def test_only_a_way_on_which_watchers_are_counted_has_a_ribbon(other: Finding) -> None:
    assert watched(PLAN, other) is None


@pytest.mark.parametrize("lang", list(Lang))
def test_the_figure_explains_the_classes_that_occur_and_says_them_in_words(lang: Lang) -> None:
    figure = finding_figure(PLAN, finding(), Settings(), lang=lang)
    assert figure is not None
    for words in (
        ("어디서도 안 보이는 구간", "1곳에서 보임", "2–4곳", "5곳 이상")
        if lang is Lang.KO
        else ("stretch seen from nowhere", "seen from 1 place", "2–4 places", "5 or more")
    ):
        assert f">{words}<" in figure.svg
    assert "15\u2009m" in figure.svg or "30\u2009m" in figure.svg  # distances along it
    said = figure_text(PLAN, [finding()]).in_(lang)
    assert ("5곳 이상 10 m" if lang is Lang.KO else "5 or more 10 m") in said


def test_the_classes_are_told_apart_by_lightness_and_the_worst_by_hatching() -> None:
    grey = [sum(int(fill[n : n + 2], 16) for n in (1, 3, 5)) for fill in FILLS[1:]]
    assert grey == sorted(grey, reverse=True)
    assert all(a - b > 90 for a, b in pairwise(grey))
    figure = finding_figure(PLAN, finding(), Settings(), lang=Lang.KO)
    assert figure is not None
    assert figure.svg.count(FILLS[0]) >= 2  # its band, and its sample in the legend


def test_a_group_has_the_ribbons_of_all_its_walks() -> None:
    alone = finding_figure(PLAN, finding(), Settings(), lang=Lang.KO)
    group = group_figure(PLAN, [finding(), finding(number=2)], Settings(), lang=Lang.KO)
    assert alone is not None
    assert group is not None
    assert group.svg.count(FILLS[3]) > alone.svg.count(FILLS[3])


def _approached(length_m: float) -> Finding:
    way = LineString([(15 - length_m, 1), (15, 1)])
    return replace(
        finding("rest"),
        field=None,
        where=box(14, 0, 16, 2),
        witness=(
            Witness(kind=WitnessKind.APPROACH, shape=way),
            Witness(kind=WitnessKind.UNSEEN_STRETCH, shape=LineString([(12, 1), (15, 1)])),
        ),
    )


def test_a_long_way_in_does_not_make_the_place_small() -> None:
    near, far = (
        finding_figure(PLAN, _approached(m), Settings(), lang=Lang.KO) for m in (25.0, 500.0)
    )
    assert near is not None
    assert far is not None
    assert far.frame == near.frame
    for words in ("가장 덜 보이는 접근로(낮, 도구 기본값)", "아무도 볼 수 없는 구간"):
        assert f">{words}<" in far.svg
