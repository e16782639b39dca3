"""Every case of a rule, assessed and measured again from the file: both must come to the same."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.reports.assessment_file import assessment_bytes
from cpted_rules.assess import assess
from cpted_rules.clause import Binding, Check, Clause, Edition, EditionKind, Force, Topic
from cpted_rules.facts import Stage
from cpted_rules.plan import Sheet, SheetKind
from cpted_rules.rules import RULES
from cpted_rules.text import same
from cpted_rules.verify import recheck
from cpted_rules.verify.result import Outcome
from tests.cpted_rules.rules.fragment import Case, load_cases

CASES_OF = Path(__file__).parents[1] / "cpted_rules" / "rules"
FAMILIES = ("LGT5", "CAM6", "HRD7", "TER3", "ACT4", "MNT9")
NOT_TOLD = {"CAM602", "ACT401"}
"""What the file does not tell: the colour rendering that a photometric file states, what a camera
of unknown pixels sees, and whether there is no way at all between two places."""
CASES = [
    case
    for path in sorted(CASES_OF.glob("*.yaml"))
    for case in load_cases(path)
    if case.rule.startswith(FAMILIES) and case.rule not in NOT_TOLD
]
HELD = (Outcome.CONFIRMED, Outcome.IN_PART)


def file_of(case: Case) -> bytes:
    """The assessment of a case by a clause that asks its rule, with every sheet submitted."""
    check = Check(rule=case.rule, parameters=tuple(sorted(case.parameters.items())))
    clause = Clause(
        id="case/1",
        cite=same("1"),
        title=same("1"),
        requires=same("1"),
        force=Force.RECOMMENDED,
        topic=Topic.WALK,
        binds=Binding(),
        stage=Stage.COMMITTEE,
        checks=(check,),
    )
    edition = Edition(
        pack="case",
        kind=EditionKind.GUIDANCE,
        cite=same("case"),
        short=same("case"),
        applies_from=date(2020, 1, 1),
        applies_until=None,
        promulgated="case",
        transition=None,
        compared="case",
        clauses=(clause,),
    )
    site = case.site
    assessment = assess(site, [edition], notes=site.assumptions)
    return assessment_bytes(
        assessment, plan=site.plan, photometry=site.photometry, ground=site.terrain
    )


def with_sheets(case: Case) -> Case:
    """A case whose rule finds all the sheets it needs."""
    missing = [
        group[0]
        for group in RULES[case.rule].needs
        if not any(case.site.plan.has_sheet(kind) for kind in group)
    ]
    return case if not missing else _submitted(case, missing)


def _submitted(case: Case, kinds: list[SheetKind]) -> Case:
    site = case.site
    sheets = tuple(
        Sheet(number=f"N-{n}", title=kind, kind=kind, storeys=(0,), file="case.dxf")
        for n, kind in enumerate(kinds)
    )
    plan = replace(site.plan, sheets=(*site.plan.sheets, *sheets))
    again = type(site)(plan, site.facts, settings=site.settings, photometry=site.photometry)
    return replace(case, site=again)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_a_case_measured_again_from_the_file_comes_to_the_same(case: Case) -> None:
    report = recheck(file_of(with_sheets(case)))
    assert report.differences == ()
    assert {f.outcome for f in report.findings} <= set(HELD), report.findings


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_a_value_that_was_altered_is_found(case: Case) -> None:
    raw = json.loads(file_of(with_sheets(case)))
    altered = [f for f in raw["findings"] if f["measured"] is not None]
    for finding in altered:
        finding["measured"] = finding["measured"] * 1.2 + 0.2
    report = recheck(json.dumps(raw, ensure_ascii=False).encode())
    assert [f.number for f in report.findings if f.outcome in HELD] == []
