"""The committee's papers, filled from what was said, answered and decided."""

import io
from datetime import date

import pytest
from docx import Document

from app.errors import ForbiddenError
from app.forms.kinds import FormKind
from app.reviews import answers, conditions, decisions, imposing, papers
from app.reviews.answers import Answer
from app.reviews.decisions import Decided
from app.reviews.guards import Said
from app.reviews.terms import DecisionKind, Position, Reflected
from cpted_rules.standing import Standing
from cpted_rules.text import Lang

WORDS = "안내판을 두 곳에 둘 것"
WHOLE = "주차장 바닥을 밝게 칠하기를 권고"


def written(bench, name, kind, lang=Lang.KO):
    _, content = papers.paper(
        bench.session, bench.blobs, bench.people[name], bench.case, kind, lang, docx=True
    )
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.fixture
def said(bench):
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.CONDITION, text=WORDS)
    bench.say("expert", Said(position=Position.AGREE, text=WHOLE))
    return bench


def test_the_opinion_before_the_meeting_holds_ones_own_words_and_no_suggestions(said):
    words = written(said, "expert", FormKind.OPINION)
    assert WORDS in words
    assert WHOLE in words
    assert "(안)" not in words


def test_who_says_nothing_has_no_opinion_to_print(said):
    with pytest.raises(ForbiddenError):
        written(said, "member", FormKind.OPINION)


def test_nothing_unpublished_stands_on_a_paper_of_everybody(said):
    for kind in (FormKind.ACTION_PLAN, FormKind.RESULT, FormKind.STAGES):
        assert WORDS not in written(said, "secretary", kind)


def test_the_action_plan_holds_the_applicants_answers(said):
    said.submit("expert")
    said.publish()
    rows = answers.rows(said.session, said.case)
    for row, sheet in zip(rows, ("A-102", "P-101"), strict=True):
        answer = Answer(reflected=Reflected.PARTLY, text=f"조치 {sheet}", sheet=sheet)
        architect = said.people["architect"]
        answers.answer(said.session, architect, said.case, row.point.lead.id, answer)
    words = written(said, "architect", FormKind.ACTION_PLAN)
    for part in (WORDS, WHOLE, "조치 A-102", "조치 P-101", "■ 일부반영", "□ 미반영"):
        assert part in words
    assert said.people["expert"].name not in words.split()


def test_result_and_stage_lists_hold_what_was_decided(said):
    said.submit("expert")
    said.publish()
    said.in_session()
    said.vote(DecisionKind.CONDITIONAL, "chair", "expert", "member")
    drafts = imposing.drafted(said.session, said.case, 1, said.findings)
    decided = Decided(
        kind=DecisionKind.CONDITIONAL,
        decided_on=date(2026, 11, 20),
        words="조건 이행을 전제로 의결함",
        conditions=tuple(draft for _, draft in drafts),
    )
    secretary = said.people["secretary"]
    decisions.decide(said.session, secretary, said.case, said.findings, decided)
    (row,) = conditions.conditions_of(said.session, said.case)
    architect = said.people["architect"]
    conditions.report(said.session, architect, said.case, row.id, measured="안내판 2개소", note="")
    result = written(said, "official", FormKind.RESULT)
    for part in ("2026. 11. 20.", "■ 조건부 의결", "□ 부결", "조건 이행을 전제로 의결함"):
        assert part in result
    stages = written(said, "official", FormKind.STAGES)
    assert WORDS in stages
    assert "안내판 2개소" in stages
