"""Cases are found by what is known of them, and only by those who may see them."""

import csv
import io
import json
from datetime import date

import pytest

from app.cases.states import CaseState
from app.registry import plots
from app.registry.exports import hits_csv, hits_geojson, hits_xlsx
from app.registry.search import Query, search
from app.registry.statistics import statistics
from app.reviews.tables import OpinionRow
from cpted_rules.findings import Verdict
from cpted_rules.text import Lang


def _found(committee, name="official", **asked):
    hits, total = search(committee.session, committee.people[name], Query(**asked))
    assert total == len(hits)
    return [hit.case.id for hit in hits]


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"words": "신축허가-12"}, True),
        ({"words": "한강로동 12-3"}, True),
        ({"words": "한강로 놀이터의"}, True),
        ({"words": "playground"}, True),
        ({"words": "없는말"}, False),
        ({"words": "100%"}, False),
        ({"district": "용산구"}, True),
        ({"district": "강남구"}, False),
        ({"clause": "kr_notice:art10"}, True),
        ({"clause": "제10조제3항"}, True),
        ({"clause": "제11조"}, False),
        ({"rule": "sur104"}, True),
        ({"rule": "SUR104", "verdict": Verdict.FAIL}, True),
        ({"rule": "SUR104", "verdict": Verdict.PASS}, False),
        ({"state": CaseState.FILED}, True),
        ({"state": CaseState.CLOSED}, False),
        ({"filed_from": date(2026, 10, 5), "filed_to": date(2026, 10, 5)}, True),
        ({"filed_from": date(2026, 10, 6)}, False),
        ({"filed_to": date(2026, 10, 4)}, False),
    ],
)
def test_a_case_is_found_by_what_is_known_of_it(committee, indexed, asked, fits):
    case = committee.filed()
    indexed(case, 1, "fail")
    assert _found(committee, **asked) == ([case.id] if fits else [])


def test_a_percent_sign_is_a_percent_sign(committee, indexed):
    case = committee.filed()
    indexed(case, 1, "fail")
    assert _found(committee, words="41 %가") == [case.id]
    assert _found(committee, words="_") == []


def test_precheck_is_in_no_registry_not_even_its_architects(committee):
    committee.precheck()
    assert _found(committee, "architect") == []


def test_nobody_finds_a_case_that_they_may_not_read(committee, indexed):
    case = committee.filed()
    indexed(case, 1, "fail")
    stranger = committee.person("stranger")
    assert _found(committee, "architect", words="놀이터") == [case.id]
    assert search(committee.session, stranger, Query(words="놀이터")) == ((), 0)


def test_findings_that_fit_are_counted_in_the_newest_round(committee, indexed):
    case = committee.filed()
    for number, verdict in enumerate(("fail", "fail", "pass"), start=1):
        indexed(case, number, verdict)
    official = committee.people["official"]
    hits, _ = search(committee.session, official, Query(verdict=Verdict.FAIL))
    assert [hit.findings for hit in hits] == [2]
    hits, _ = search(committee.session, official, Query())
    assert [hit.findings for hit in hits] == [None]


def test_statistics_count_verdicts_cases_and_published_opinions(committee, indexed):
    case = committee.filed()
    indexed(case, 1, "fail")
    indexed(case, 2, "pass")
    for n, (position, published) in enumerate(
        (("agree", True), ("disagree", True), ("disagree", False))
    ):
        committee.session.add(
            OpinionRow(
                id=f"o{n}",
                case_id=case.id,
                round=1,
                person_id=committee.people["secretary"].id,
                finding_id="f1",
                position=position,
                reason="misread" if position == "disagree" else "",
                published_at=case.filed_at if published else None,
            )
        )
    committee.session.flush()
    made = statistics(committee.session, committee.people["official"], Query())
    (clause,) = made.clauses
    assert (made.cases, clause.cases) == (1, 1)
    assert clause.verdicts[Verdict.FAIL] == clause.verdicts[Verdict.PASS] == 1
    assert (clause.agreed, clause.disagreed, clause.confirmed) == (1, 1, 0.5)
    assert [(one.district, one.cases, one.days) for one in made.districts] == [("용산구", 1, None)]
    assert [(one.number, one.cases, one.failing) for one in made.rounds] == [(1, 1, 1)]
    assert [(one.reason, one.rule, one.count) for one in made.reasons] == [("misread", "SUR104", 1)]


def test_exports_hold_the_cases_and_no_formula(committee):
    case = committee.filed()
    case.title, case.longitude, case.latitude = "=HYPERLINK(1)", 126.97, 37.53
    committee.session.flush()
    hits, _ = search(committee.session, committee.people["official"], Query())
    (row,) = csv.DictReader(io.StringIO(hits_csv(hits, Lang.KO).decode("utf-8-sig")))
    assert row["건명"] == "'=HYPERLINK(1)"
    assert row["접수일"] == "2026-10-05"
    (feature,) = json.loads(hits_geojson(hits, Lang.EN))["features"]
    assert feature["geometry"]["coordinates"] == [126.97, 37.53]
    assert feature["properties"]["District"] == "용산구"
    assert hits_xlsx(hits, Lang.KO)[:2] == b"PK"


def test_map_keeps_east_right_north_up_and_one_scale(committee):
    for longitude, latitude in ((126.90, 37.50), (127.10, 37.60)):
        case = committee.filed()
        case.longitude, case.latitude = longitude, latitude
    committee.filed()
    committee.session.flush()
    hits, _ = search(committee.session, committee.people["official"], Query())
    drawn = plots.map_of(hits)
    west, east = sorted(drawn.points, key=lambda point: point.x)
    assert west.y > east.y
    assert drawn.unplaced == 1
    # 0.2° east at 37.55° north are 17.65 km, 0.1° north 11.13 km: 1.5855 to 1
    assert (east.x - west.x) / (west.y - east.y) == pytest.approx(1.5855, abs=0.002)
    assert plots.map_of([]) is None


def test_bars_share_one_scale_and_leave_nothing_out():
    drawn = plots.bars([("가", {"fail": 3, "pass": 1}), ("나", {"fail": 2, "pass": 0})])
    first, second = drawn.bars
    assert [part.count for part in (*first.parts, *second.parts)] == [3, 1, 2]
    assert first.parts[0].width / second.parts[0].width == pytest.approx(1.5, abs=0.001)
    assert first.parts[1].x == pytest.approx(first.parts[0].x + first.parts[0].width)
    assert (first.total, second.total) == (4, 2)
