"""Samples assessed as a review does it, as the bytes of assessment.json; without reports."""

from functools import cache
from pathlib import Path

from app.read import read_filing
from app.reports.assessment_file import assessment_bytes
from app.site import site_of
from app.submissions.load import opened
from cpted_rules.assess import assess
from cpted_rules.pack import editions_governing

SAMPLES = Path(__file__).parents[2] / "sample_plans"


@cache
def assessed(name: str, kind: str) -> bytes:
    """The assessment.json of a sample: its name, and compliant or deficient."""
    with opened(SAMPLES / name / kind, None) as filing:
        understood = read_filing(filing)
        site, notes = site_of(filing, understood.reading.plan)
        assessment = assess(
            site,
            editions_governing(site.facts),
            notes=(*understood.reading.notes, *notes, *site.assumptions),
        )
    return assessment_bytes(
        assessment, plan=site.plan, photometry=site.photometry, ground=site.terrain
    )
