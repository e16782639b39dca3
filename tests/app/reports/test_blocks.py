"""Finding blocks: what is drawn together, what is drawn at all, and what is said of it."""

from dataclasses import replace

from app.reports.blocks import Block, block_of, grouped
from app.reports.context import SIZES
from app.reports.statements import Law, headline
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang


def _block(
    findings: tuple[Finding, ...], assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> Block:
    return block_of(
        findings,
        assessment,
        plan,
        law=Law.of(assessment),
        rules=rules,
        lang=Lang.KO,
        room=SIZES["A4"],
    )


def _trees(assessment: Assessment, *, beyond: bool) -> tuple[Finding, ...]:
    trees = [f for f in assessment.findings if f.rule == "SUR104"]
    return tuple(replace(f, beyond_reference=beyond) for f in trees)


def test_more_than_six_like_findings_stand_in_one_block(assessment: Assessment) -> None:
    trees = _trees(assessment, beyond=True)
    assert [len(g) for g in grouped(trees)] == [8]
    assert [len(g) for g in grouped(trees[:6])] == [1] * 6


def test_what_is_beyond_the_reference_is_not_lost_in_a_group(assessment: Assessment) -> None:
    trees = _trees(assessment, beyond=False)
    mixed = (replace(trees[0], beyond_reference=True), *trees[1:])
    assert [len(g) for g in grouped(mixed)] == [1, 7]


def test_a_group_that_keeps_its_reference_is_a_table_without_a_figure(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    kept = _block(_trees(assessment, beyond=False), assessment, plan, rules)
    broken = _block(_trees(assessment, beyond=True), assessment, plan, rules)
    assert kept.figure is None
    assert len(kept.rows) == 8
    assert broken.figure is not None
    assert broken.beyond == "8개소가 참고값을 벗어남"


def test_slots_of_an_opinion_are_filled(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(assessment.findings[:1], assessment, plan, rules)
    assert "38.4\u2009m" in block.opinion
    assert "고시 제10조제5항제3호" in block.opinion
    assert "A-201" in block.opinion
    assert "{" not in block.opinion


def test_a_referral_is_not_called_a_breach(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(_trees(assessment, beyond=True), assessment, plan, rules)
    assert block.basis == ""
    assert block.ground == "위원이 위반으로 판단할 때에만 재검토 사유"


def test_a_breach_can_ground_a_re_deliberation(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(assessment.findings[:1], assessment, plan, rules)
    assert block.verdict == Verdict.FAIL.value
    assert block.ground == "재검토 사유 가(법령 위반)"


def test_the_headline_carries_the_number(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    first = assessment.findings[0]
    clause = Law.of(assessment).clauses[first.clause]
    words = headline((first,), plan, clause=clause, rule=rules["CAM604"])
    assert words.ko == "지하1층 관리동 남서측 비상벨 간격 38.4\u2009m"
