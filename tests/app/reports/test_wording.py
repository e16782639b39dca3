"""Numbers as people read them."""

import pytest

from app.reports import wording
from app.reports.applicability import cites
from cpted_rules.pack import Bound
from cpted_rules.text import Lang, Text


@pytest.mark.parametrize(
    ("value", "unit", "ko"),
    [
        (38.4, "m", "38.4\u2009m"),
        (1.8, "m", "1.8\u2009m"),
        (1.25, "m", "1.25\u2009m"),
        (6.2, "lx", "6.2\u2009lx"),
        (312.4, "lx", "312\u2009lx"),
        (0.41, "share", "41\u2009%"),
        (0.004, "share", "0.4\u2009%"),
        (3.0, "count", "3개"),
        (1.0, "yes", "충족"),
        (0.0, "yes", "미충족"),
        (12.4, "ratio", "12.4배"),
        (128.0, "m2", "128\u2009m²"),
    ],
)
def test_a_value_is_written_with_its_unit(value: float, unit: str, ko: str) -> None:
    assert wording.amount(value, unit).in_(Lang.KO) == ko


def test_rounding_never_carries_a_value_across_its_bound() -> None:
    bound = Bound(unit="share", at_least=0.8)
    assert wording.measured(0.796, "share", bound).ko == "79.6\u2009%"
    assert wording.measured(0.8, "share", bound).ko == "80\u2009%"
    assert wording.measured(25.04, "m", Bound(unit="m", at_most=25.0)).ko == "25.04\u2009m"
    assert wording.measured(9.96, "lx", Bound(unit="lx", at_least=10.0)).ko == "9.96\u2009lx"


@pytest.mark.parametrize(
    ("bound", "ko"),
    [
        (Bound(unit="m", at_most=25.0), "≤ 25\u2009m"),
        (Bound(unit="lx", at_least=10.0), "≥ 10\u2009lx"),
        (Bound(unit="m", at_least=1.0, at_most=1.5), "1–1.5\u2009m"),
        (Bound(unit="ratio", more_than=1.0), "> 1배"),
        (Bound(unit="yes", at_least=1.0), "갖출 것"),
        (Bound(unit="count", at_least=1.0), "≥ 1개"),
        (None, "수치 없음"),
    ],
)
def test_a_bound_is_written_as_law_writes_it(bound: Bound | None, ko: str) -> None:
    assert wording.bound(bound).ko == ko


def test_runs_of_numbers_are_drawn_together() -> None:
    assert wording.numbers([3, 7, 8, 9]) == "3, 7–9"


def test_citations_of_one_article_are_drawn_together() -> None:
    words = ["고시 제10조제2항제3호", "고시 제10조제5항제3호"]
    assert cites(words) == "고시 제10조 제2항제3호, 제5항제3호"
    assert cites(words[:1]) == words[0]


@pytest.mark.parametrize(
    ("words", "set_"),
    [
        ("쥐똥나무이(가) 가림", "쥐똥나무가 가림"),
        ("주출입구(남)은(는) 보임", "주출입구(남)은 보임"),
        ("A동을(를) 봄", "A동을 봄"),
        ("F-2이(가) 낮음", "F-2가 낮음"),
        ("F-1이(가) 낮음", "F-1이 낮음"),
    ],
)
def test_particles_follow_the_word_before_them(words: str, set_: str) -> None:
    assert wording.particled(Text(ko=words, en="")).ko == set_


@pytest.mark.parametrize(
    ("gap", "unit", "limit", "ko"),
    [
        (13.4, "m", 25.0, "13.4\u2009m (54\u2009%)"),
        (0.21, "share", 0.8, "21\u2009%p"),
        (0.004, "share", 0.8, "0.4\u2009%p"),
        (1.0, "count", 1.0, "1개"),
        (3.0, "lx", 0.0, "3.0\u2009lx"),
    ],
)
def test_a_difference_is_told_with_its_share_of_the_limit(
    gap: float, unit: str, limit: float, ko: str
) -> None:
    assert wording.difference(gap, unit, limit).ko == ko
