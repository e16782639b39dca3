"""Re-checking confirms what the rules on surveillance, escape and access measure in their cases."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.reports.assessment_file import assessment_bytes
from cpted_rules.assess import assess
from cpted_rules.clause import Binding, Check, Edition
from cpted_rules.pack import PACKS, load_edition
from cpted_rules.plan import Sheet, SheetKind
from cpted_rules.rules import RULES
from cpted_rules.site import Site
from cpted_rules.verify import Outcome, Report, recheck
from tests.cpted_rules.rules.fragment import Case, load_cases

CASES = Path(__file__).parents[1] / "cpted_rules" / "rules"
FIRST = {"SUR": "SUR109", "ACC": "ACC206", "ESC": "ESC801"}
"""Of each family, the first rule whose cases are put to it here."""
FILES = [
    path
    for path in sorted(CASES.glob("*.yaml"))
    if (code := path.stem[:6].upper()) >= FIRST.get(code[:3], "~")
]


def edition(case: Case) -> Edition:
    """An edition with one clause that asks one rule, of everybody."""
    notice = load_edition(PACKS / "kr_notice" / "2021-07-01.yaml")
    check = Check(rule=case.rule, parameters=tuple(sorted(case.parameters.items())))
    clause = next(clause for clause in notice.clauses if clause.checks)
    return replace(notice, clauses=(replace(clause, binds=Binding(), checks=(check,)),))


def rechecked(case: Case) -> Report:
    """The report on the assessment of a case, with the sheets its rule needs."""
    drawn = case.site.plan.sheets
    kinds = {group[0] for group in RULES[case.rule].needs} | {sheet.kind for sheet in drawn}
    sheets = tuple(
        Sheet(number=kind, title=kind, kind=SheetKind(kind), storeys=(0,), file="case.dxf")
        for kind in sorted(kinds)
    )
    plan = replace(case.site.plan, sheets=sheets)
    site = Site(plan, case.site.facts, settings=case.site.settings)
    assessment = assess(site, (edition(case),), notes=site.assumptions)
    return recheck(assessment_bytes(assessment, plan=plan, photometry={}, ground=site.terrain))


def test_there_are_cases_of_these_rules() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_what_a_case_measures_is_confirmed(path: Path) -> None:
    for case in load_cases(path):
        report = rechecked(case)
        wrong = [(d.what.en, d.stated, d.found) for f in report.findings for d in f.differences]
        assert wrong == [], case.name
        assert report.differences == (), case.name
        confirmed = {Outcome.CONFIRMED, Outcome.IN_PART}
        assert {f.outcome for f in report.findings} <= confirmed, case.name
