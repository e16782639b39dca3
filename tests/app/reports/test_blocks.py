"""Finding blocks: what is drawn together, what is drawn at all, and what is said of it."""

from dataclasses import replace

from shapely import LineString

from app.reports.blocks import Block, block_of, grouped
from app.reports.context import SIZES
from app.reports.statements import Law, headline, margin
from cpted_rules.findings import Assessment, Finding, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule, Witness, WitnessKind
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


def test_a_finding_that_shows_a_way_in_says_that_it_is_sensitive(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    plain = assessment.findings[0]
    way = Witness(kind=WitnessKind.APPROACH, shape=LineString([(0, 0), (5, 5)]))
    shown = replace(plain, witness=(*plain.witness, way))
    assert _block((plain,), assessment, plan, rules).security == ""
    assert _block((shown,), assessment, plan, rules).security == "보안 유의"


def test_a_referral_is_not_called_a_breach(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(_trees(assessment, beyond=True), assessment, plan, rules)
    assert block.basis == ""
    assert block.ground == "위원이 기준에 어긋난다고 판단할 때에만 재검토 사유: 가목(법령 위반)"


def test_a_breach_can_ground_a_re_deliberation(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(assessment.findings[:1], assessment, plan, rules)
    assert block.verdict == Verdict.FAIL.value
    assert block.ground == "재검토 사유가 될 수 있음: 가목(법령 위반)"


def test_the_headline_carries_the_number(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    first = assessment.findings[0]
    clause = Law.of(assessment).clauses[first.clause]
    words = headline((first,), plan, clause=clause, rule=rules["CAM604"])
    assert words.ko == "지하1층 관리동 남서측 비상벨 간격 38.4\u2009m"


def test_the_margin_is_told_from_the_limit_that_is_broken(assessment: Assessment) -> None:
    too_far, seen_little, dark, too_high = assessment.findings[:4]
    assert margin((too_far,)).ko == "기준에서 13.4\u2009m (54\u2009%) 벗어남"
    assert margin((seen_little,)).ko == "기준에서 21\u2009%p 벗어남"
    assert margin((dark,)).en == "off the bound by 3.8\u2009lx (38\u2009%)"
    assert margin((too_high,)).ko == "기준에서 0.3\u2009m (20\u2009%) 벗어남"


def test_the_margin_of_many_is_that_of_the_worst(assessment: Assessment) -> None:
    trees = _trees(assessment, beyond=True)
    assert margin(trees).ko.startswith("가장 나쁜 곳: 참고값에서 1.1\u2009m")


def test_what_is_kept_has_room_left(assessment: Assessment) -> None:
    fence = next(f for f in assessment.findings if f.verdict is Verdict.PASS)
    assert margin((fence,)).ko == "기준까지 0.2\u2009m (20\u2009%) 남음"


def test_a_yes_or_no_has_no_margin(assessment: Assessment) -> None:
    unknown = next(f for f in assessment.findings if f.verdict is Verdict.UNKNOWN)
    assert margin((replace(unknown, measured=0.0),)).ko == ""


def test_the_alternative_of_a_figure_reads_out_the_numbers(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    block = _block(assessment.findings[:1], assessment, plan, rules)
    assert "측정 38.4\u2009m, 기준 ≤ 25\u2009m" in block.alternative
    assert "1:" in block.alternative
    assert block.square
    assert block.stage
