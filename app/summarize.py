"""An assessment as the summary that pages show: a row for each finding, worded as in the report."""

from collections.abc import Mapping

from app.errors import Words
from app.reports import wording
from app.reports.context import SHOWN
from app.reports.statements import Law, headline
from app.summary import FindingRow, Summary
from cpted_rules.figure import overview_figure
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.rules import RULES
from cpted_rules.text import Lang, Text, join


def summarize(assessment: Assessment, plan: SitePlan, rules: Mapping[str, Rule] = RULES) -> Summary:
    """The tally and the findings in the order of presentation."""
    law = Law.of(assessment)
    return Summary(
        counts={v: sum(f.verdict is v for f in assessment.findings) for v in Verdict},
        findings=tuple(_row(f, plan, law, rules) for f in assessment.findings),
        engine_version=assessment.engine_version,
        plan_digest=assessment.plan_digest,
    )


def overview(assessment: Assessment, plan: SitePlan) -> str | None:
    """The open ground with a pin for each finding people have to look at, as SVG."""
    shown = [f for f in assessment.findings if f.verdict in SHOWN]
    figure = overview_figure(plan, shown, 0, lang=Lang.KO)
    return figure.svg if figure else None


def _row(finding: Finding, plan: SitePlan, law: Law, rules: Mapping[str, Rule]) -> FindingRow:
    clause, rule = law.clauses[finding.clause], rules.get(finding.rule or "")
    value = (
        wording.measured(finding.measured, finding.unit, finding.required)
        if finding.measured is not None
        else None
    )
    bound = wording.bound(finding.required) if finding.required else None
    return FindingRow(
        number=finding.number,
        id=finding.id,
        verdict=finding.verdict,
        # Referred: it is a ground only if a member finds so, which a table has no room to say.
        basis=finding.basis if finding.verdict is Verdict.FAIL else None,
        headline=Words.of(_headline(finding, plan, law, rule)),
        clause=Words.of(join([law.editions[clause.id].short, clause.cite], " ")),
        measured=Words.of(value) if value else None,
        required=Words.of(bound) if bound else None,
    )


def _headline(finding: Finding, plan: SitePlan, law: Law, rule: Rule | None) -> Text:
    """What was found; where nothing was found wanting, what was asked and of what."""
    clause = law.clauses[finding.clause]
    match finding.verdict:
        case Verdict.FAIL | Verdict.REFERRED:
            return headline((finding,), plan, clause=clause, rule=rule)
        case Verdict.UNKNOWN if finding.lacking:
            return join([clause.title, finding.lacking], " – ")
        case Verdict.NOT_APPLICABLE if finding.why:
            return join([clause.title, finding.why], " – ")
    if not finding.subjects:
        return clause.title
    return join([clause.title, wording.subject_names(plan, finding)], " – ")
