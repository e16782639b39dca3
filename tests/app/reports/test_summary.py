"""The three-minute summary: merged rows, topics by weight, and what waits for a later stage."""

from dataclasses import replace

from app.reports.context import ReportContext, build_context
from app.reports.reading import ReadingSummary
from cpted_rules.findings import Assessment
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.text import Lang


def _context(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule], lang: Lang = Lang.KO
) -> ReportContext:
    return build_context(
        assessment,
        plan,
        ReadingSummary(submission_digest="ab" * 32),
        rules=rules,
        assessment_digest="cd" * 32,
        lang=lang,
    )


def test_topics_stand_in_the_order_experts_weigh_them(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    topics = _context(assessment, plan, rules).summary.topics
    assert [t.name for t in topics] == ["주차장", "놀이터", "창호", "경계", "조경"]
    assert [n for _, _, n in topics[0].counts] == [2, 0, 0]
    assert topics[0].numbers == "1, 3"


def test_rows_that_would_read_alike_are_one(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    first = assessment.findings[0]
    twin = replace(first, number=17, id="twin", clause="kr_notice/art10-2-3")
    both = replace(assessment, findings=(*assessment.findings, twin))
    item = _context(both, plan, rules).summary.items[0]
    assert item.number == "1, 17"
    assert item.cite.endswith("외 1")


def test_what_is_open_is_told_by_the_stage_that_has_to_show_it(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    (row,) = _context(assessment, plan, rules).summary.open
    assert (row.show_at, row.count, row.numbers) == ("착공도서에서 확인", 1, "14")
    assert row.lacking == "창호일람표"


def test_pictures_show_different_places(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    pictures = _context(assessment, plan, rules).summary.pictures
    assert [p.item.number for p in pictures] == ["1", "2", "3"]
    assert len({p.figure.svg for p in pictures}) == 3
