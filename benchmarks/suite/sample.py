"""The apartment sample read, assessed and put into words, as the rows of the report need it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.read import Understood, read_filing
from app.reports.assessment_file import assessment_bytes
from app.reports.context import ReportContext, build_context
from app.reports.reading import ReadingSummary, SheetPicture
from app.site import site_of
from app.submissions.load import opened
from cpted_rules.approaches import with_approaches
from cpted_rules.assess import assess
from cpted_rules.checklist import checklists_for
from cpted_rules.findings import Assessment
from cpted_rules.pack import editions_governing
from cpted_rules.rules import RULES
from cpted_rules.site import Site
from cpted_rules.text import Lang

SAMPLE = Path(__file__).parents[2] / "sample_plans" / "apartment" / "deficient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A submission, as far as the report's pages."""

    understood: Understood
    site: Site
    assessment: Assessment
    context: ReportContext


def understood(submission: Path = SAMPLE) -> Understood:
    """The submission, read."""
    with opened(submission) as filing:
        return read_filing(filing)


def reviewed(submission: Path = SAMPLE) -> Reviewed:
    """The submission, read, assessed and put into words."""
    with opened(submission) as filing:
        found = read_filing(filing)
        plan = found.reading.plan
        site, _ = site_of(filing, plan)
        digest = filing.digest()
    assessment = with_approaches(assess(site, editions_governing(site.facts), notes=()), site)
    written = assessment_bytes(
        assessment, plan=plan, photometry=site.photometry, ground=site.terrain
    )
    summary = ReadingSummary(
        submission_digest=digest,
        census=found.reading.census,
        bases=found.reading.bases,
        site_data=found.site_data,
        pictures={Lang.KO: _pictures(found)},
    )
    context = build_context(
        assessment,
        plan,
        summary,
        rules=RULES,
        assessment_digest=sha256(written).hexdigest(),
        lang=Lang.KO,
        paper="A4",
        asked=checklists_for(assessment.facts),
    )
    return Reviewed(understood=found, site=site, assessment=assessment, context=context)


def _pictures(found: Understood) -> tuple[SheetPicture, ...]:
    """The sheets that the report shows as they were understood."""
    titles = {spec.number: spec.title or spec.number for spec in found.to_look_at()}
    figures = found.pictures(Lang.KO, only=set(titles))
    return tuple(
        SheetPicture(number=number, title=titles[number], figure=figure)
        for number, figure in figures.items()
    )
