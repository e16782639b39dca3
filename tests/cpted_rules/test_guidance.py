"""Local and guidance packs advise: nothing unread is judged, and no remedy closes a way out."""

import re
from datetime import date

import pytest

from cpted_rules.assess import judge
from cpted_rules.clause import Clause, Edition, EditionKind, Evidence, Force, Modelling
from cpted_rules.findings import Verdict
from cpted_rules.pack import edition_files, editions_for, load_edition
from cpted_rules.rules import RULES

EDITIONS = [load_edition(path) for path in edition_files()]
ORDINANCES = {"seoul_light"}
"""Local, but law of the city: they bind without being asked for."""
OTHERS = [e for e in EDITIONS if e.kind is not EditionKind.LAW and e.pack not in ORDINANCES]
CLAUSES = [(edition, clause) for edition in OTHERS for clause in edition.clauses]
DISTRICTS = [e for e in OTHERS if e.pack.startswith("seoul_")]
DAY = date(2026, 3, 2)

SECURITY = re.compile(r"잠금|번호키|방범창|유리|필름|식재|관목|교목|수종|가지치기")
"""Words of a remedy that may close a way out, or the way in for fire-fighters."""

each_clause = pytest.mark.parametrize(
    ("edition", "clause"), CLAUSES, ids=[f"{e.applies_from}-{c.id}" for e, c in CLAUSES]
)


def test_they_govern_only_where_they_are_asked_for() -> None:
    packs = {edition.pack for edition in OTHERS}
    assert not [edition.id for edition in OTHERS if edition.enabled]
    plain = editions_for(DAY, district="광진구")
    assert packs.isdisjoint(edition.pack for edition in plain)
    asked = editions_for(DAY, district="광진구", guidance=sorted(packs))
    assert packs <= {edition.pack for edition in asked}


@each_clause
def test_what_was_not_read_is_not_judged(edition: Edition, clause: Clause) -> None:
    bounds = [check.bound for check in clause.checks if check.bound]
    if clause.evidence is not Evidence.READ:
        assert not bounds
    if clause.evidence is Evidence.NOT_SEEN:
        assert clause.caveat is not None
    for check in clause.checks:
        if edition.kind is EditionKind.DEFAULT and check.reference is not None:
            labelled = check.reference.evidence == clause.evidence.value
            assert labelled or clause.evidence is Evidence.NOT_SEEN


@each_clause
def test_it_advises_unless_a_district_published_it_itself(edition: Edition, clause: Clause) -> None:
    published = clause.id == "seoul_gwangjin/gas-pipe-covers"  # on the district's own page
    assert (clause.force is Force.RECOMMENDED) is not published


@each_clause
def test_a_remedy_that_touches_locks_glass_or_planting_says_its_limit(
    edition: Edition, clause: Clause
) -> None:
    remedies = [text.ko.split("→")[1] for verdict, text in clause.opinions if verdict != "unknown"]
    if any(SECURITY.search(remedy) for remedy in remedies):
        assert clause.egress is not None
        assert re.search(r"제\d+조", clause.egress.ko)


@pytest.mark.parametrize("edition", DISTRICTS, ids=lambda e: e.id)
def test_what_is_known_of_a_district_from_the_press_says_so(edition: Edition) -> None:
    assert edition.compared.startswith("text not compared")
    assert "보도" in edition.cite.ko
    assert all(clause.caveat for clause in edition.clauses)


def test_a_district_has_criteria_only_where_they_were_published() -> None:
    assert {e.pack for e in DISTRICTS if e.kind is EditionKind.LOCAL} == {"seoul_gwangjin"}
    assert not [
        e for e in editions_for(DAY, district="중구", guidance=("seoul_gwangjin",)) if e.district
    ]


def test_the_taxonomy_makes_no_finding() -> None:
    (iso,) = [e for e in OTHERS if e.pack == "iso_22341"]
    assert {clause.modelling for clause in iso.clauses} == {Modelling.UNMODELLED}


def test_the_cctv_standard_in_force_on_a_day_is_told_by_the_filing_date() -> None:
    for day, id in (
        (date(2025, 10, 7), "iec_62676_4@2014-12-31"),
        (date(2025, 10, 8), "iec_62676_4@2025-10-08"),
    ):
        assert id in {e.id for e in editions_for(day, guidance=("iec_62676_4",))}


def test_every_rule_is_used_by_a_clause() -> None:
    asked = {check.rule for e in EDITIONS for clause in e.clauses for check in clause.checks}
    assert set(RULES) - asked == set()


def test_every_default_of_the_tool_is_measured_and_none_is_judged() -> None:
    (default,) = [e for e in OTHERS if e.kind is EditionKind.DEFAULT]
    assert {clause.modelling for clause in default.clauses} == {Modelling.REFERRED}


@pytest.mark.parametrize(
    ("pack", "id", "under", "at", "over"),
    [
        ("secured_by_design", "front-fence", (0.99, "pass"), (1.0, "pass"), (1.01, "fail")),
        ("secured_by_design", "side-fence", (1.79, "fail"), (1.8, "pass"), (1.81, "pass")),
        ("secured_by_design", "gate-height", (0.0, "pass"), (0.1, "referred"), (0.11, "fail")),
        ("secured_by_design", "shrubs", (0.99, "pass"), (1.0, "pass"), (1.01, "fail")),
        ("secured_by_design", "crown", (1.99, "fail"), (2.0, "pass"), (2.01, "pass")),
        ("secured_by_design", "clear-band", (0.99, "fail"), (1.0, "pass"), (1.01, "pass")),
        ("seatac", "windows-plants", (0.0, "pass"), (0.0, "pass"), (0.01, "fail")),
        ("seatac", "walks", (0.9, "pass"), (0.91, "fail"), (0.92, "fail")),
        ("tucson", "shrubs", (0.75, "pass"), (0.76, "pass"), (0.77, "fail")),
        ("tucson", "trees", (1.82, "fail"), (1.83, "pass"), (1.84, "pass")),
        ("en_13201", "uniformity", (0.24, "fail"), (0.25, "pass"), (0.26, "pass")),
    ],
)
def test_a_figure_is_kept_under_at_or_over_it(
    pack: str,
    id: str,
    under: tuple[float, str],
    at: tuple[float, str],
    over: tuple[float, str],
) -> None:
    edition = next(e for e in OTHERS if e.pack == pack)
    clause = next(c for c in edition.clauses if c.id == f"{pack}/{id}")
    (check,) = clause.checks
    for value, verdict in (under, at, over):
        assert judge(check, value) is Verdict(verdict)


def test_every_figure_of_guidance_has_such_a_case() -> None:
    bounded = {
        clause.id for edition, clause in CLAUSES if any(check.bound for check in clause.checks)
    }
    assert bounded == {
        *(f"secured_by_design/{id}" for id in ("front-fence", "side-fence", "gate-height")),
        *(f"secured_by_design/{id}" for id in ("shrubs", "crown", "clear-band")),
        *("seatac/windows-plants", "seatac/walks", "tucson/shrubs", "tucson/trees"),
        "en_13201/uniformity",
    }
