"""Findings on hidden entrances and reachable openings are given the least-observed way there."""

import re
from dataclasses import replace
from datetime import date

import pytest
from shapely import Point

from cpted_rules.approaches import with_approaches
from cpted_rules.facts import SiteFacts, Stage
from cpted_rules.findings import Assessment, Finding, Subject, Verdict
from cpted_rules.pack import Force, Topic
from cpted_rules.rule import WAYS_IN, Witness, WitnessKind
from cpted_rules.settings import Settings
from cpted_rules.site import Site
from tests.cpted_rules.site.test_climb_and_approach import plan, site_of

FACTS = SiteFacts(
    title="",
    case_number="1",
    stage=next(iter(Stage)),
    filed_on=date(2026, 1, 2),
    district="",
    parts=(),
)
CLIMBER = (("gap_m", 1.0), ("reach_m", 2.4), ("up_to_storey", 2.0))


def finding(rule: str, subject: str, measured: float | None, **more: object) -> Finding:
    values: dict[str, object] = {
        "number": 1,
        "id": "x",
        "clause": "c",
        "rule": rule,
        "verdict": Verdict.REFERRED,
        "basis": None,
        "force": Force.MANDATORY,
        "topic": Topic.ENTRANCE,
        "subjects": (Subject(id=subject, label="", source=None),),
        "measured": measured,
        "unit": "share",
    }
    return Finding(**(values | more))  # type: ignore[arg-type]


def of_site(site: Site, one: Finding) -> Finding:
    assessment = Assessment(
        plan_digest="",
        engine_version="0",
        facts=FACTS,
        settings=Settings(),
        editions=(),
        applicability=(),
        findings=(one,),
    )
    (left,) = with_approaches(assessment, site).findings
    return left


def way_of(one: Finding) -> Witness:
    (way,) = (w for w in one.witness if w.kind is WitnessKind.APPROACH)
    return way


def test_a_hidden_entrance_is_given_the_way_there_with_its_length_and_what_of_it_is_seen() -> None:
    site = site_of(plan())
    told = of_site(site, finding("SUR102", "d1", 0.1, beyond_reference=True))
    way = way_of(told)
    line = site.plan.by_id["d1"].line  # type: ignore[attr-defined]
    assert Point(way.shape.coords[-1]).distance(line) <= 2.0
    assert any(Point(way.shape.coords[0]).within(road.area) for road in site.plan.roads)
    assert way.label is not None
    length, seen = (int(n) for n in re.findall(r"\d+", way.label.en))
    assert length == pytest.approx(way.shape.length, abs=0.51)
    bare = sum(w.shape.length for w in told.witness if w.kind is WitnessKind.UNSEEN_STRETCH)
    assert seen == pytest.approx(100 * (1 - bare / way.shape.length), abs=0.51)
    assert told.is_sensitive
    assert not told.security_sensitive


@pytest.mark.parametrize(
    "one",
    [
        finding("SUR102", "d1", 0.9),
        finding("SUR102", "d1", 0.1, beyond_reference=True, verdict=Verdict.PASS),
        finding("SUR102", "d1", None, verdict=Verdict.UNKNOWN),
        finding("ACC205", "b1", 0.0, unit="count", parameters=CLIMBER),
        finding("HRD706", "b1", 1.0, unit="yes", parameters=CLIMBER),
        finding("SUR101", "d1", 1.0, beyond_reference=True),
    ],
    ids=["seen enough", "pass", "unknown", "nothing in reach", "all resist", "another rule"],
)
def test_where_no_finding_needs_it_nothing_is_computed(one: Finding) -> None:
    site = site_of(plan())
    assert of_site(site, one) == one
    assert "by_day" not in vars(site.approach)


@pytest.mark.parametrize(
    ("rule", "measured", "unit"), [("ACC205", 1, "count"), ("HRD706", 0, "yes")]
)
def test_a_building_is_given_the_way_to_the_foot_of_the_climb(
    rule: str, measured: float, unit: str
) -> None:
    one = finding(rule, "b1", float(measured), unit=unit, parameters=CLIMBER)
    both = replace(one, subjects=(*one.subjects, Subject(id="w2", label="", source=None)))
    way = way_of(of_site(site_of(plan()), both))
    assert way.shape.coords[-1] == pytest.approx((16.5, -0.5), abs=0.6)


def test_of_several_openings_the_way_is_to_the_one_come_to_least_observed() -> None:
    site = site_of(plan())
    one = finding("ACC205", "b1", 2.0, unit="count", parameters=CLIMBER)
    way = way_of(of_site(site, one))
    routes = [r for r in site.approach.routes.answers.values() for r in r.value]
    least = min(routes, key=lambda r: (-round(r.unseen_m, 3), round(r.mean_watched, 6)))
    assert way.shape.equals_exact(least.line.simplify(0.001), 1e-6)


def test_both_kinds_of_way_in_are_kept_from_the_public() -> None:
    assert {WitnessKind.APPROACH, WitnessKind.UNSEEN_STRETCH} == WAYS_IN
