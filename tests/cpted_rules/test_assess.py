"""Bind, measure, judge: which verdict, on what basis, and what is said when nothing can be said."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cpted_rules.assess import assess, judge, verify
from cpted_rules.clause import Bound, Check
from cpted_rules.errors import PackError
from cpted_rules.findings import Assessment, Basis, Coverage, Finding, Verdict, coverage, finding_id
from cpted_rules.pack import Edition, load_edition
from cpted_rules.site import Site
from tests.cpted_rules.rules.fragment import facts_of, plan_of

TEXT = {"ko": "말", "en": "words"}
HEDGES = {
    "barriers": [
        {"id": "h1", "kind": "hedge", "line": [[0, 0], [10, 0]], "top_m": 1.2},
        {"id": "h2", "kind": "hedge", "line": [[0, 5], [10, 5]], "top_m": 1.8},
        {"id": "h3", "kind": "hedge", "line": [[0, 9], [10, 9]]},
    ]
}


def clause(id: str = "a", **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "cite": TEXT,
        "title": TEXT,
        "requires": TEXT,
        "force": "mandatory",
        "topic": "planting",
        "binds": {"uses": ["apartment"]},
        "stage": "construction",
        "checks": [{"rule": "ACC202", "at_least": "1.0 m", "at_most": "1.5 m"}],
    } | changes


def edition(tmp_path: Path, *clauses: dict[str, Any], kind: str = "law") -> Edition:
    path = tmp_path / "law" / "2020-01-01.yaml"
    path.parent.mkdir(exist_ok=True)
    raw = {
        "pack": "law",
        "kind": kind,
        "cite": TEXT,
        "short": TEXT,
        "applies_from": date(2020, 1, 1),
        "promulgated": "1",
        "compared": "full",
        "clauses": list(clauses),
    }
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    return load_edition(path)


def assessed(
    law: Edition, plan: dict[str, Any], sheets: tuple[str, ...] = ("planting_plan",), **facts: Any
) -> Assessment:
    return assess(Site(plan_of(plan, sheets=sheets), facts_of(facts)), [law])


def by_subject(assessment: Assessment) -> dict[str, Finding]:
    return {f.subjects[0].id if f.subjects else "": f for f in assessment.findings}


def test_each_subject_is_judged_by_its_own_value(tmp_path: Path) -> None:
    found = by_subject(assessed(edition(tmp_path, clause()), HEDGES))
    assert found["h1"].verdict is Verdict.PASS
    assert found["h2"].verdict is Verdict.FAIL
    assert found["h3"].verdict is Verdict.UNKNOWN
    assert [found[h].measured for h in ("h1", "h2", "h3")] == [1.2, 1.8, None]
    assert [found[h].number for h in ("h2", "h3", "h1")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "force", "basis"),
    [
        ("law", "mandatory", Basis.BREACH),
        ("law", "mandatory_or_substitute", Basis.BREACH),
        ("law", "recommended", Basis.ADVICE),
        ("local", "mandatory", Basis.LOCAL_CRITERION),
        ("local", "recommended", Basis.ADVICE),
        ("guidance", "mandatory", Basis.ADVICE),
        ("default", "mandatory", Basis.ADVICE),
    ],
)
def test_the_basis_follows_from_the_clause(
    tmp_path: Path, kind: str, force: str, basis: Basis
) -> None:
    law = edition(tmp_path, clause(force=force, evidence="S"), kind=kind)
    found = by_subject(assessed(law, HEDGES))
    assert found["h2"].basis is basis
    assert found["h1"].basis is None
    assert found["h3"].basis is None


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (24.9, Verdict.PASS),
        (25.0, Verdict.PASS),
        (25.0000000004, Verdict.PASS),  # noise of the computer
        (25.2, Verdict.REFERRED),
        (25.3, Verdict.REFERRED),
        (25.31, Verdict.FAIL),
        (None, Verdict.UNKNOWN),
    ],
)
def test_a_value_within_the_tolerance_is_for_a_person(
    value: float | None, verdict: Verdict
) -> None:
    check = Check(rule="CAM604", bound=Bound(unit="m", at_most=25.0, tolerance=0.3))
    assert judge(check, value) is verdict


def test_without_a_bound_a_measurement_is_for_a_person() -> None:
    assert judge(Check(rule="CAM604"), 99.0) is Verdict.REFERRED


@pytest.mark.parametrize(
    ("value", "verdict"), [(1.0, Verdict.FAIL), (1.0000000001, Verdict.FAIL), (1.01, Verdict.PASS)]
)
def test_more_than_is_not_met_by_noise(value: float, verdict: Verdict) -> None:
    check = Check(rule="LGT505", bound=Bound(unit="ratio", more_than=1.0))
    assert judge(check, value) is verdict


def test_a_clause_that_does_not_bind_says_why(tmp_path: Path) -> None:
    (only,) = assessed(edition(tmp_path, clause()), HEDGES, parts=[{"use": "officetel"}]).findings
    assert only.verdict is Verdict.NOT_APPLICABLE
    assert only.why is not None
    assert "오피스텔" in only.why.ko


def test_a_fact_not_declared_leaves_the_clause_open(tmp_path: Path) -> None:
    law = edition(tmp_path, clause(binds={"uses": ["apartment"], "approvals": ["housing_plan"]}))
    (only,) = assessed(law, HEDGES).findings
    assert only.verdict is Verdict.UNKNOWN
    assert only.lacking is not None
    assert "승인 경로" in only.lacking.ko
    assert only.basis is None


def test_no_part_declared_leaves_the_clause_open(tmp_path: Path) -> None:
    (only,) = assessed(edition(tmp_path, clause()), HEDGES, parts=[]).findings
    assert only.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("stage", "show_at"),
    [("committee", "construction"), ("construction", "construction"), ("occupancy", "occupancy")],
)
def test_a_missing_sheet_is_not_determined_and_says_when_to_show_it(
    tmp_path: Path, stage: str, show_at: str
) -> None:
    (only,) = assessed(edition(tmp_path, clause()), {}, sheets=(), stage=stage).findings
    assert only.verdict is Verdict.UNKNOWN
    assert only.lacking is not None
    assert only.lacking.ko.startswith("식재 평면도")
    assert only.show_at is not None
    assert only.show_at.value == show_at


def test_a_sheet_with_nothing_of_the_kind_is_not_applicable(tmp_path: Path) -> None:
    (only,) = assessed(edition(tmp_path, clause()), {}).findings
    assert only.verdict is Verdict.NOT_APPLICABLE
    assert only.rule == "ACC202"
    assert only.why is not None
    assert "생울타리" in only.why.ko


def test_a_clause_without_checks_is_a_question_for_a_person(tmp_path: Path) -> None:
    law = edition(tmp_path, {**clause(person=TEXT), "checks": []})
    (only,) = assessed(law, HEDGES).findings
    assert only.verdict is Verdict.REFERRED
    assert only.rule is None


def test_a_caveat_stands_in_the_note_of_what_was_measured(tmp_path: Path) -> None:
    law = edition(tmp_path, clause(caveat={"ko": "대조하지 못함", "en": "not compared"}))
    found = by_subject(assessed(law, HEDGES))
    for finding in found.values():
        assert finding.note is not None
        assert "대조하지 못함" in finding.note.ko


def test_every_finding_has_its_own_id_and_keeps_it(tmp_path: Path) -> None:
    law = edition(tmp_path, clause(), clause("b", force="recommended"))
    first, again = assessed(law, HEDGES), assessed(law, HEDGES)
    ids = [f.id for f in first.findings]
    assert len(set(ids)) == len(ids) == 6
    assert [f.id for f in again.findings] == ids
    assert finding_id("law/a", "ACC202", (), "h1") in ids


def test_a_tree_beyond_the_reference_comes_before_one_that_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "_references.yaml").write_text(
        "gap: {at_least: 1.5 m, evidence: S, cite: {ko: 참고, en: reference}}", "utf-8"
    )
    check = {"rule": "SUR104", "with": {"within_m": 5, "up_to_storey": 2}, "reference": "gap"}
    plan = {
        "trees": [
            {"id": "far", "at": [0, 4], "crown_radius_m": 2.0},
            {"id": "near", "at": [0, 3], "crown_radius_m": 2.0},
        ],
        "openings": [{"id": "w", "kind": "window", "line": [[-1, 0], [1, 0]]}],
    }
    found = assessed(edition(tmp_path, clause(checks=[check])), plan).findings
    assert [(f.subjects[0].id, f.beyond_reference) for f in found] == [
        ("near", True),
        ("far", False),
    ]
    assert {f.verdict for f in found} == {Verdict.REFERRED}


def test_a_clause_that_asks_nothing_of_a_plan_makes_no_finding(tmp_path: Path) -> None:
    silent = {**clause("silent", scope=TEXT), "checks": []}
    law = edition(tmp_path, silent, {**clause("not", unmodelled=TEXT), "checks": []})
    assessment = assessed(law, HEDGES)
    assert assessment.findings == ()
    assert [a.clause for a in assessment.applicability] == ["law/silent", "law/not"]
    assert coverage(assessment) == Coverage(silent=2)


def test_coverage_counts_each_clause_once(tmp_path: Path) -> None:
    law = edition(
        tmp_path,
        clause("computed"),
        clause("measured", checks=[{"rule": "ACC202"}]),
        {**clause("person", person=TEXT), "checks": []},
        clause("lacking", checks=[{"rule": "CAM604", "at_most": "25 m"}]),
        clause("absent", checks=[{"rule": "ACC203", "at_least": "1 yes"}]),
        clause("not_bound", binds={"uses": ["officetel"]}),
        clause("open", binds={"approvals": ["housing_plan"]}),
    )
    assessment = assessed(law, HEDGES, sheets=("planting_plan", "elevation"))
    assert coverage(assessment) == Coverage(
        computed=1, measured=1, person=1, lacking=2, absent=1, not_bound=1
    )


def test_progress_is_told_clause_by_clause(tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []
    site = Site(plan_of(HEDGES, sheets=("planting_plan",)), facts_of({}))
    law = edition(tmp_path, clause(), clause("b"))
    assess(site, [law], progress=lambda what, done, total: said.append((what, done, total)))
    assert said == [("law/a", 0, 2), ("law/b", 1, 2), ("", 2, 2)]


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ({"rule": "XYZ999", "at_most": "1 m"}, "XYZ999"),
        ({"rule": "ACC202", "at_most": "1 lx"}, "unit m"),
        ({"rule": "CAM604", "at_most": "25 m", "with": {"within_m": 3}}, "with"),
        ({"rule": "SUR101"}, "within_m"),
    ],
)
def test_a_check_that_its_rule_cannot_answer_is_refused(
    tmp_path: Path, check: dict[str, Any], says: str
) -> None:
    with pytest.raises(PackError, match=says):
        verify(edition(tmp_path, clause(checks=[check])))


def test_the_same_question_of_two_clauses_is_measured_once(tmp_path: Path) -> None:
    law = edition(tmp_path, clause(), clause("b"))
    found = [f for f in assessed(law, HEDGES).findings if f.subjects[0].id == "h2"]
    assert found[0].witness[0] is found[1].witness[0]


def test_an_edition_without_clauses_makes_no_findings(tmp_path: Path) -> None:
    law = replace(edition(tmp_path, clause()), clauses=())
    assert assessed(law, HEDGES).findings == ()
