"""The review copy of the small case, written once."""

from pathlib import Path

import pytest
from pikepdf import Pdf

from app.annotations.record import Manifest
from app.reports.reading import ReadingSummary
from app.reports.render import write_report
from app.reports.review_copy import Sent, manifest_of
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang

CASE = "2026-건축과-신축허가-12"
KEY = b"a secret of the office"


@pytest.fixture(scope="session")
def copy(
    assessment: Assessment,
    plan: SitePlan,
    rules: dict[str, Rule],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    out = tmp_path_factory.mktemp("copy") / "report.pdf"
    write_report(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        assessment_json=b'{"schema_version":1}',
        lang=Lang.KO,
        out=out,
        rules=rules,
        sent=Sent(case=CASE, round=2, key=KEY),
    )
    return out


@pytest.fixture(scope="session")
def manifest(copy: Path) -> Manifest:
    with Pdf.open(copy) as pdf:
        found = manifest_of(pdf)
    assert found is not None
    return found
