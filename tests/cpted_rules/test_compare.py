"""Two rounds of a case: ids first, then place, then names; nothing lost and nothing doubled."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from cpted_rules.clause import Bound, Force, Topic
from cpted_rules.compare import Aspect, Change, Compared, Comparison, Matched, Round, compare
from cpted_rules.facts import SiteFacts, Stage
from cpted_rules.findings import Assessment, Finding, Subject, Verdict
from cpted_rules.plan import Boundary, SitePlan
from cpted_rules.settings import Settings

LIMIT = Bound(unit="m", at_most=25.0)


def finding(
    id: str,
    where: BaseGeometry | None = None,
    *,
    verdict: Verdict = Verdict.FAIL,
    measured: float | None = 30.0,
    rule: str | None = "CAM604",
    storey: int = -1,
    label: str = "",
    number: int = 1,
) -> Finding:
    return Finding(
        number=number,
        id=id,
        clause="law/a",
        rule=rule,
        verdict=verdict,
        basis=None,
        force=Force.MANDATORY,
        topic=Topic.PARKING,
        subjects=(Subject(id=f"A:{id}", label=label, source=None),),
        measured=measured,
        unit="m",
        required=LIMIT,
        storey=storey,
        where=where,
    )


def round_of(*findings: Finding, outline: Polygon | None = None, closed: str = "") -> Round:
    boundary = Boundary(id="B", area=outline or box(0, 0, 50, 40))
    return Round(
        assessment=Assessment(
            plan_digest="",
            engine_version="0",
            facts=SiteFacts(
                title="",
                case_number="",
                stage=Stage.COMMITTEE,
                filed_on=date(2026, 1, 2),
                district="",
                parts=(),
            ),
            settings=Settings(),
            editions=(),
            applicability=(),
            findings=findings,
        ),
        plan=SitePlan(boundaries=(boundary,)),
        closed=frozenset(closed.split()),
    )


def compared(before: Round, after: Round, tolerance_m: float = 1.0) -> Comparison:
    return compare(before, after, place=lambda _plan, f: f.where, tolerance_m=tolerance_m)


def only(comparison: Comparison) -> Compared:
    (one,) = comparison.findings
    return one


def test_a_finding_that_kept_its_id_and_its_value_is_unchanged() -> None:
    one = finding("a", Point(1, 1))
    found = only(compared(round_of(one), round_of(replace(one, number=7))))
    assert (found.change, found.matched, found.aspects) == (Change.UNCHANGED, Matched.ID, ())


def test_another_value_another_verdict_and_another_place_are_told_apart() -> None:
    one = finding("a", Point(1, 1))
    other = replace(one, measured=28.0, verdict=Verdict.REFERRED, where=Point(4, 5))
    found = only(compared(round_of(one), round_of(other)))
    assert found.change is Change.CHANGED
    assert found.aspects == (Aspect.VERDICT, Aspect.VALUE, Aspect.PLACE)
    assert found.apart_m == 5.0


def test_noise_beyond_a_tenth_of_a_millimetre_is_no_change() -> None:
    one = finding("a", Point(1, 1), measured=30.0)
    found = only(compared(round_of(one), round_of(replace(one, measured=30.00004))))
    assert found.change is Change.UNCHANGED


@pytest.mark.parametrize(
    ("off_m", "change"),
    [(0.99, Change.UNCHANGED), (1.0, Change.UNCHANGED), (1.01, None)],
)
def test_another_handle_is_matched_by_place_up_to_the_tolerance(
    off_m: float, change: Change | None
) -> None:
    before, after = finding("a", Point(1, 1)), finding("b", Point(1 + off_m, 1))
    found = compared(round_of(before), round_of(after))
    if change is None:
        assert [c.change for c in found.findings] == [Change.NEW, Change.GONE]
    else:
        assert (only(found).change, only(found).matched) == (change, Matched.PLACE)


def test_areas_that_share_more_than_half_are_one_place_wherever_their_middles_are() -> None:
    before, after = finding("a", box(0, 0, 20, 5)), finding("b", box(0, 0, 26, 5))
    assert only(compared(round_of(before), round_of(after))).matched is Matched.PLACE


def test_the_nearest_are_matched_first_and_each_only_once() -> None:
    before = [finding("a", Point(0, 0)), finding("b", Point(0.9, 0))]
    after = [finding("c", Point(0.8, 0)), finding("d", Point(-0.2, 0))]
    found = compared(round_of(*before), round_of(*after))
    pairs = {(c.before.id, c.after.id) for c in found.findings if c.before and c.after}
    assert pairs == {("a", "d"), ("b", "c")}


def test_findings_of_other_storeys_and_rules_are_never_one() -> None:
    one = finding("a", Point(1, 1))
    for other in (replace(one, id="b", storey=-2), replace(one, id="b", rule="CAM601")):
        found = compared(round_of(one), round_of(other))
        assert [c.change for c in found.findings] == [Change.NEW, Change.GONE]


def test_what_was_moved_far_is_matched_by_a_name_that_nothing_else_has() -> None:
    before = finding("a", Point(1, 1), label="주출입구")
    after = finding("b", Point(30, 1), label="주출입구")
    found = only(compared(round_of(before), round_of(after)))
    assert (found.matched, found.change) == (Matched.NAME, Change.CHANGED)
    twice = round_of(after, replace(after, id="c", where=Point(20, 20)))
    assert all(c.matched is None for c in compared(round_of(before), twice).findings)


def test_findings_without_a_place_are_matched_where_each_round_has_one() -> None:
    found = only(compared(round_of(finding("a")), round_of(finding("b"))))
    assert (found.matched, found.change) == (Matched.CLAUSE, Change.UNCHANGED)


def test_a_finding_that_now_conforms_is_gone_and_one_that_did_is_reopened() -> None:
    raised = finding("a", Point(1, 1))
    kept = replace(raised, verdict=Verdict.PASS, measured=20.0)
    assert only(compared(round_of(raised), round_of(kept))).change is Change.GONE
    assert only(compared(round_of(kept), round_of(raised))).change is Change.REOPENED


def test_what_was_not_there_to_be_looked_at_is_new_not_reopened() -> None:
    absent = finding("a", verdict=Verdict.NOT_APPLICABLE, measured=None)
    raised = finding("a", Point(1, 1))
    assert only(compared(round_of(absent), round_of(raised))).change is Change.NEW


def test_what_people_closed_and_is_raised_again_is_reopened() -> None:
    one = finding("a", Point(1, 1))
    found = only(compared(round_of(one, closed="a"), round_of(one)))
    assert found.change is Change.REOPENED


def test_what_conforms_in_both_rounds_is_counted_not_listed() -> None:
    kept = finding("a", Point(1, 1), verdict=Verdict.PASS)
    found = compared(round_of(kept), round_of(kept))
    assert (found.findings, found.conforming) == ((), 1)


def test_a_site_drawn_elsewhere_is_laid_back_before_places_are_compared() -> None:
    outline = box(0, 0, 50, 40)
    before = finding("a", Point(1, 1))
    after = finding("b", Point(101, 41))
    found = compared(
        round_of(before, outline=outline), round_of(after, outline=translate(outline, 100, 40))
    )
    assert found.moved_m == (100.0, 40.0)
    assert (only(found).change, only(found).apart_m) == (Change.UNCHANGED, 0.0)
    other = box(100, 40, 155, 80)
    assert compared(round_of(before), round_of(after, outline=other)).moved_m == (0.0, 0.0)


places = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda xy: Point(*xy))
findings = st.lists(
    st.builds(
        finding,
        id=st.sampled_from("abcdefgh"),
        where=st.none() | places,
        verdict=st.sampled_from([*Verdict]),
        measured=st.sampled_from([10.0, 20.0, 30.0]),
        label=st.sampled_from(["", "가", "나"]),
    ),
    max_size=8,
    unique_by=lambda f: f.id,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(before=findings, after=findings)
def test_every_finding_that_is_raised_is_told_of_once(
    before: list[Finding], after: list[Finding]
) -> None:
    found = compared(round_of(*before), round_of(*after)).findings
    raised = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
    for side, every in (("before", before), ("after", after)):
        ids = [f.id for c in found if (f := getattr(c, side)) is not None]
        assert len(ids) == len(set(ids))
        assert {f.id for f in every if f.verdict in raised} <= set(ids)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(before=findings, after=findings)
def test_the_order_of_findings_means_nothing(before: list[Finding], after: list[Finding]) -> None:
    one = compared(round_of(*before), round_of(*after))
    other = compared(round_of(*reversed(before)), round_of(*reversed(after)))
    assert one == other


@settings(max_examples=40, deadline=None, derandomize=True)
@given(every=findings)
def test_a_round_against_itself_changes_nothing(every: list[Finding]) -> None:
    found = compared(round_of(*every), round_of(*every)).findings
    assert {c.change for c in found} <= {Change.UNCHANGED}
