"""A report of 60 findings of the apartment sample: `python -m benchmarks.suite.job.sixty FOLDER`.

Writes the review that the product makes it of, and for the peer its words as HTML with the size of
each figure; says how many findings and figures there are.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.exports.review_folder import ASSESSMENT, opened_review
from app.reports.assessment_file import assessment_bytes
from app.reports.blocks import grouped
from app.reports.context import build_context
from app.reports.reading import ReadingSummary
from app.reports.render import html_of
from benchmarks.suite.job.given import with_pngs
from benchmarks.suite.sample import reviewed
from cpted_rules.checklist import checklists_for
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.rules import RULES
from cpted_rules.text import Lang

FINDINGS = 60
SHOWN = (Verdict.FAIL, Verdict.REFERRED)
REVIEW, GIVEN = "review", "given"
"""Folders of the product and of the peer."""


def sixty(assessment: Assessment) -> Assessment:
    """The assessment with 60 measured findings, each with a block and a figure of its own.

    They are the first of each group of like ones, in order of presentation; what is not shown in
    blocks (passes, questions, what is not determined) stays.
    """
    measured = [f for f in assessment.findings if f.verdict in SHOWN and f.rule is not None]
    chosen = [group[0] for group in grouped(measured)][:FINDINGS]
    shown = {finding.id for finding in measured} - {finding.id for finding in chosen}
    left: list[Finding] = [f for f in assessment.findings if f.id not in shown]
    numbered = tuple(replace(f, number=n) for n, f in enumerate(left, start=1))
    return replace(assessment, findings=numbered)


def main(arguments: Sequence[str]) -> None:
    """Write both folders and say what is in them."""
    (folder,) = map(Path, arguments)
    found = reviewed()
    site = found.site
    chosen = sixty(found.assessment)
    content = assessment_bytes(
        chosen, plan=site.plan, photometry=site.photometry, ground=site.terrain
    )
    for name in (REVIEW, GIVEN):
        (folder / name).mkdir(parents=True)
    (folder / REVIEW / ASSESSMENT).write_bytes(content)
    review = opened_review(folder / REVIEW)
    context = build_context(
        review.assessment,
        review.plan,
        ReadingSummary(),
        rules=RULES,
        assessment_digest=sha256(content).hexdigest(),
        lang=Lang.KO,
        asked=checklists_for(review.assessment.facts),
    )
    words, sizes = with_pngs(html_of(context))
    (folder / GIVEN / "report.html").write_text(words, "utf-8")
    (folder / GIVEN / "figures.json").write_text(json.dumps(sizes), "utf-8")
    blocks = len(context.failed) + len(context.referred)
    sys.stdout.write(json.dumps({"findings": blocks, "figures": len(sizes)}))


if __name__ == "__main__":
    main(sys.argv[1:])
