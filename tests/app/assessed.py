"""Samples read and assessed as a review does it, each once in a run of the tests; no reports."""

import pickle
from functools import cache
from pathlib import Path

from app.read import understood
from app.reports.assessment_file import assessment_bytes
from app.site import site_of
from app.submissions.load import opened
from cpted_rules.assess import assess
from cpted_rules.drawing import Reading
from cpted_rules.pack import editions_governing
from tests.made_once import made_once

SAMPLES = Path(__file__).parents[2] / "sample_plans"


@cache
def reading_of(name: str, kind: str) -> Reading:
    """What is read of a sample: its name, and compliant or deficient."""

    def read(folder: Path) -> None:
        reading = understood(SAMPLES / name / kind).reading
        (folder / "reading").write_bytes(pickle.dumps(reading))

    read_once = made_once(f"reading-{name}-{kind}", read)
    reading: Reading = pickle.loads((read_once / "reading").read_bytes())
    return reading


@cache
def assessed(name: str, kind: str) -> bytes:
    """The assessment.json of a sample: its name, and compliant or deficient."""

    def write(folder: Path) -> None:
        (folder / "assessment.json").write_bytes(_assessed(name, kind))

    return (made_once(f"assessed-{name}-{kind}", write) / "assessment.json").read_bytes()


def _assessed(name: str, kind: str) -> bytes:
    reading = reading_of(name, kind)
    with opened(SAMPLES / name / kind, None) as filing:
        site, notes = site_of(filing, reading.plan)
        assessment = assess(
            site,
            editions_governing(site.facts),
            notes=(*reading.notes, *notes, *site.assumptions),
        )
    return assessment_bytes(
        assessment, plan=site.plan, photometry=site.photometry, ground=site.terrain
    )
