"""The report of 60 findings that the suite measures."""

from datetime import date

from benchmarks.suite.job.sixty import FINDINGS, sixty
from cpted_rules.facts import SiteFacts, Stage
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.pack import Force, Topic
from cpted_rules.settings import Settings

FACTS = SiteFacts(
    title="",
    case_number="1",
    stage=next(iter(Stage)),
    filed_on=date(2026, 1, 2),
    district="",
    parts=(),
)


def _finding(number: int, clause: str, verdict: Verdict) -> Finding:
    return Finding(
        number=number,
        id=f"f{number}",
        clause=clause,
        rule="SUR101",
        verdict=verdict,
        basis=None,
        force=Force.MANDATORY,
        topic=Topic.WALK,
    )


def test_it_has_60_findings_of_blocks_of_their_own_and_all_that_is_no_block() -> None:
    alike = [_finding(n, "same", Verdict.FAIL) for n in range(1, 11)]
    others = [_finding(n, f"c{n}", Verdict.REFERRED) for n in range(11, 101)]
    passed = [_finding(n, "same", Verdict.PASS) for n in range(101, 104)]
    assessment = Assessment(
        plan_digest="",
        engine_version="0",
        facts=FACTS,
        settings=Settings(),
        editions=(),
        applicability=(),
        findings=(*alike, *others, *passed),
    )
    found = sixty(assessment).findings
    assert [f.id for f in found if f.verdict is Verdict.FAIL] == ["f1"]
    assert sum(f.verdict is Verdict.REFERRED for f in found) == FINDINGS - 1
    assert sum(f.verdict is Verdict.PASS for f in found) == 3
    assert [f.number for f in found] == list(range(1, len(found) + 1))
