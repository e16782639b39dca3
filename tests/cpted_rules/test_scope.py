"""Which clauses bind which projects: uses, sizes, dates and approval paths, and the usual traps."""

# ruff: noqa: E501 - a table of cases is read line by line

from datetime import date
from functools import cache
from typing import Any

import pytest

from cpted_rules.findings import Binds
from cpted_rules.pack import Edition, editions_for
from cpted_rules.scope import binding_of
from tests.cpted_rules.rules.fragment import facts_of

TODAY = date(2026, 6, 1)


@cache
def governing(filed_on: date) -> tuple[Edition, ...]:
    """The editions of a day, read once."""
    return editions_for(filed_on)


def bindings(filed_on: date = TODAY, **facts: Any) -> dict[str, Binds]:
    """What binds, by clause id without its pack."""
    site = facts_of({"filed_on": filed_on, **facts})
    return {
        clause.id: binding_of(clause, site).binds
        for edition in governing(filed_on)
        for clause in edition.clauses
    }


def why(clause_id: str, **facts: Any) -> str:
    site = facts_of({"filed_on": TODAY, **facts})
    for edition in governing(TODAY):
        for clause in edition.clauses:
            if clause.id == clause_id:
                return binding_of(clause, site).why.ko
    raise KeyError(clause_id)


def part(use: str, **values: Any) -> dict[str, Any]:
    return {"use": use, **values}


UNDERGROUND = {"cars": 120, "kind": "underground", "self_drive": True}
BELL, SMALL = "kr_notice/art10-5-3", "kr_notice/art11-1"
LUX, WATCHED = "kr_parking/art6-1-9-ga", "kr_parking/art6-1-11"
LAMPS, CAMERAS = "kr_housing/art33", "kr_housing_rule/art9-1"

CASES = [
    # uses and sizes of the notice
    ("apartment_of_100", part("apartment", households=100), {}, {BELL: "yes", SMALL: "no"}),
    ("apartment_of_99", part("apartment", households=99), {}, {BELL: "no", SMALL: "yes"}),
    ("apartment_not_counted", part("apartment"), {}, {BELL: "undetermined", SMALL: "undetermined"}),
    ("row_houses_of_500", part("row_house", households=500), {}, {BELL: "no", SMALL: "yes"}),
    ("multiplex", part("multiplex_house", households=8), {}, {BELL: "no", SMALL: "yes"}),
    ("multi_family", part("multi_family_house", households=8), {}, {BELL: "no", SMALL: "yes"}),
    ("officetel", part("officetel", rooms=120), {}, {BELL: "no", SMALL: "yes"}),
    ("detached_is_recommended", part("detached_house"), {}, {SMALL: "no", "kr_notice/art11-12": "yes", "kr_notice/art4-1": "no"}),
    ("school_has_bells", part("education"), {}, {"kr_notice/art12-2-3": "yes", BELL: "no", SMALL: "no"}),
    ("store_open_all_night", part("daily_goods_store", open_24h=True), {}, {"kr_notice/art13-3": "yes"}),
    ("store_closed_at_night", part("daily_goods_store", open_24h=False), {}, {"kr_notice/art13-3": "no", "kr_notice/art8-1": "yes"}),
    ("store_hours_not_declared", part("daily_goods_store"), {}, {"kr_notice/art13-3": "undetermined"}),
    ("gosiwon", part("multi_use_living"), {}, {"kr_notice/art14-2": "yes", SMALL: "no"}),
    ("other_use", part("other"), {}, {"kr_notice/art4-1": "no", SMALL: "no", BELL: "no"}),
    # light of the car park
    ("multiplex_is_exempt", part("multiplex_house", households=8), {"approval": "building_permit", "parking": UNDERGROUND}, {LUX: "no", WATCHED: "no"}),
    ("multi_family_is_exempt", part("multi_family_house"), {"approval": "building_permit", "parking": UNDERGROUND}, {LUX: "no", WATCHED: "no"}),
    ("multiplex_by_housing_plan", part("multiplex_house", households=60), {"approval": "housing_plan", "parking": UNDERGROUND}, {LUX: "yes", WATCHED: "yes"}),
    ("apartment_by_housing_plan", part("apartment", households=500), {"approval": "housing_plan", "parking": UNDERGROUND}, {LUX: "yes", WATCHED: "yes"}),
    ("apartment_by_permit", part("apartment", households=25), {"approval": "building_permit", "parking": UNDERGROUND}, {LUX: "yes", WATCHED: "no"}),
    ("officetel_of_30_cars", part("officetel"), {"parking": {**UNDERGROUND, "cars": 30}}, {LUX: "yes", WATCHED: "no"}),
    ("officetel_of_31_cars", part("officetel"), {"parking": {**UNDERGROUND, "cars": 31}}, {LUX: "yes", WATCHED: "yes"}),
    ("school", part("education"), {"parking": UNDERGROUND}, {LUX: "yes", WATCHED: "no"}),
    ("surface", part("officetel"), {"parking": {"cars": 120, "kind": "surface"}}, {LUX: "no", WATCHED: "no"}),
    ("mechanical", part("officetel"), {"parking": {"cars": 120, "kind": "mechanical"}}, {LUX: "no", WATCHED: "no"}),
    ("not_self_drive", part("officetel"), {"parking": {**UNDERGROUND, "self_drive": False}}, {LUX: "no", WATCHED: "no"}),
    ("self_drive_not_declared", part("officetel"), {"parking": {"cars": 120, "kind": "underground"}}, {LUX: "yes", WATCHED: "yes"}),
    ("kind_not_declared", part("officetel"), {"parking": {"cars": 120}}, {LUX: "undetermined", WATCHED: "undetermined"}),
    ("piloti_is_asked_of_a_person", part("officetel"), {"parking": {"cars": 20, "kind": "piloti"}}, {LUX: "no", "kr_parking/art11-piloti": "yes"}),
    ("piloti_of_multiplex_is_exempt", part("multiplex_house"), {"parking": {"cars": 8, "kind": "piloti"}}, {LUX: "no", "kr_parking/art11-piloti": "no"}),
    # housing rules
    ("plan_of_300", part("apartment", households=300, lift=False, heating="individual"), {"approval": "housing_plan"}, {LAMPS: "yes", CAMERAS: "yes"}),
    ("plan_of_299_without_lift", part("apartment", households=299, lift=False, heating="individual"), {"approval": "housing_plan"}, {CAMERAS: "no", LAMPS: "yes"}),
    ("plan_of_150_with_lift", part("apartment", households=150, lift=True), {"approval": "housing_plan"}, {CAMERAS: "yes"}),
    ("plan_of_149_with_lift", part("apartment", households=149, lift=True, heating="district"), {"approval": "housing_plan"}, {CAMERAS: "no", BELL: "yes"}),
    ("plan_of_150_district_heating", part("apartment", households=150, lift=False, heating="district"), {"approval": "housing_plan"}, {CAMERAS: "yes"}),
    ("plan_of_200_nothing_declared", part("apartment", households=200), {"approval": "housing_plan"}, {CAMERAS: "undetermined"}),
    ("by_building_permit", part("apartment", households=300, lift=True), {"approval": "building_permit"}, {CAMERAS: "no", LAMPS: "no", "kr_housing_rule/art39-mixed": "yes"}),
    ("path_not_declared", part("apartment", households=300, lift=True), {}, {CAMERAS: "undetermined", LAMPS: "undetermined"}),
    ("path_not_declared_but_use_excludes", part("officetel"), {}, {CAMERAS: "no", LAMPS: "no"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("use", "facts", "expect"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_project_is_bound_by(
    use: dict[str, Any], facts: dict[str, Any], expect: dict[str, str]
) -> None:
    found = bindings(parts=[use], **facts)
    assert {clause: found[clause].value for clause in expect} == expect


@pytest.mark.parametrize(
    ("filed_on", "households", "clause", "binds"),
    [
        (date(2015, 4, 1), 499, BELL, "no"),
        (date(2015, 4, 1), 500, BELL, "yes"),
        (date(2019, 7, 30), 499, "kr_notice/art3-2", "yes"),
        (date(2019, 7, 31), 100, BELL, "yes"),
        (date(2019, 7, 31), 99, BELL, "no"),
        (date(2021, 7, 1), 100, BELL, "yes"),
    ],
)
def test_the_threshold_is_that_of_the_filing_date(
    filed_on: date, households: int, clause: str, binds: str
) -> None:
    found = bindings(filed_on, parts=[part("apartment", households=households)])
    assert found[clause].value == binds


def test_households_of_the_parts_of_a_complex_count_together() -> None:
    halves = [part("apartment", households=60, name="101동"), part("apartment", households=60)]
    assert bindings(parts=halves)[BELL] is Binds.YES
    other = [part("apartment", households=60), part("officetel", households=60)]
    assert bindings(parts=other)[BELL] is Binds.NO
    assert bindings(parts=other)[SMALL] is Binds.YES


def test_a_part_not_counted_can_only_add() -> None:
    enough = [part("apartment", households=100), part("apartment")]
    assert bindings(parts=enough)[BELL] is Binds.YES
    open_ = [part("apartment", households=60), part("apartment")]
    assert bindings(parts=open_)[BELL] is Binds.UNDETERMINED


def test_the_parts_that_are_bound_are_named() -> None:
    site = facts_of({"parts": [part("other"), part("officetel"), part("multiplex_house")]})
    clause = next(c for e in governing(TODAY) for c in e.clauses if c.id == SMALL)
    assert binding_of(clause, site).parts == (1, 2)


def test_no_part_at_all_leaves_everything_open() -> None:
    assert set(bindings(parts=[]).values()) == {Binds.UNDETERMINED}


@pytest.mark.parametrize(
    ("clause", "facts", "words"),
    [
        (BELL, {"parts": [part("multiplex_house", households=8)]}, "다세대주택: 대상 용도 아님"),
        (BELL, {"parts": [part("apartment", households=99)]}, "세대수 99세대 < 100세대"),
        (BELL, {"parts": [part("apartment", households=500)]}, "아파트; 세대수 500세대 ≥ 100세대"),
        (BELL, {"parts": [part("apartment")]}, "세대수 미기재"),
        (BELL, {"parts": [part("officetel"), part("apartment", households=50)]}, "세대수 50세대 < 100세대"),
        (WATCHED, {"parts": [part("officetel")], "parking": {**UNDERGROUND, "cars": 30}}, "제11조제2항제1호: 주차대수 30대 ≤ 30대"),
        (LAMPS, {"parts": [part("apartment", households=50)], "approval": "building_permit"}, "승인 경로: 건축허가"),
        (LAMPS, {"parts": [part("apartment", households=50)]}, "승인 경로: 미기재"),
        (CAMERAS, {"parts": [part("apartment", households=200, lift=True)], "approval": "housing_plan"}, "아파트; 승인 경로: 주택건설사업계획승인; 세대수 200세대 ≥ 150세대 · 승강기 있음"),
    ],
)  # fmt: skip
def test_the_reason_reads_as_people_say_it(clause: str, facts: dict[str, Any], words: str) -> None:
    assert why(clause, **facts) == words
