"""The applicant's point-by-point answers: kept as they are typed, pasted, and asked for."""

import pytest

from app.errors import NotFoundError, RefusedError
from app.reviews import answers, undoing
from app.reviews.answers import Answer
from app.reviews.faults import StaleError
from app.reviews.guards import Said
from app.reviews.terms import Position, Reflected
from cpted_rules.standing import Standing


@pytest.fixture
def published(bench):
    """Three opinions: a condition, advice on the whole, and one that asks nothing."""
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.CONDITION)
    disagreed = bench.finding(Standing.IF_JUDGED)
    bench.says("expert", disagreed, Position.DISAGREE, reason="misread")
    bench.say("expert", Said(position=Position.AGREE, text="주차장 바닥을 밝게 칠하기를 권고"))
    bench.submit("expert")
    bench.publish()
    return bench


def rows(bench):
    return answers.rows(bench.session, bench.case)


def answer(bench, n, said, **rest):
    lead = rows(bench)[n].point.lead
    architect = bench.people["architect"]
    return answers.answer(bench.session, architect, bench.case, lead.id, said, **rest)


def test_what_asks_nothing_of_the_applicant_has_no_row(published):
    assert [(row.point.number, row.must) for row in rows(published)] == [(1, True), (3, False)]


def test_an_answer_is_whole_once_it_says_what_is_done(published):
    answer(published, 0, Answer(reflected=Reflected.YES))
    assert not rows(published)[0].done
    answer(published, 0, Answer(reflected=Reflected.YES, sheet="A-102"))
    assert rows(published)[0].done
    answer(published, 0, Answer(reflected=Reflected.NO, sheet="A-102"))
    assert not rows(published)[0].done
    answer(published, 0, Answer(reflected=Reflected.NO, text="구조상 불가"))
    assert rows(published)[0].done


def test_filing_again_is_refused_while_a_must_has_no_answer(published):
    with pytest.raises(RefusedError) as error:
        answers.check_answered(published.session, published.case)
    assert [fault.where for fault in error.value.faults] == ["#1"]
    answer(published, 0, Answer(reflected=Reflected.YES, text="안내판 추가"))
    answers.check_answered(published.session, published.case)


def test_the_secretary_lets_it_be_filed_with_a_reason_that_stays(published):
    secretary = published.people["secretary"]
    answers.check_answered(published.session, published.case, "도면 없이 확인함", secretary)
    (row, _) = rows(published)
    assert (row.answer.reflected, row.answer.text) == (answers.WAIVED, "도면 없이 확인함")
    answers.check_answered(published.session, published.case)


def test_a_waiver_needs_a_reason(published):
    lead = rows(published)[0].point.lead
    with pytest.raises(RefusedError):
        answers.waive(
            published.session, published.people["secretary"], published.case, lead.id, " "
        )


def test_an_answer_that_rests_on_an_older_version_is_refused(published):
    first = answer(published, 0, Answer(text="가"), version=0)
    answer(published, 0, Answer(text="나"), version=first.version)
    with pytest.raises(StaleError):
        answer(published, 0, Answer(text="다"), version=1)


def test_only_published_opinions_are_answered(published):
    with pytest.raises(NotFoundError):
        answers.answer(
            published.session, published.people["architect"], published.case, "none", Answer()
        )


def test_rows_pasted_from_a_table_are_taken_at_one_go_and_undone_at_one_go(published):
    table = (
        "번호\t반영여부\t조치내용\t도면번호\n"
        '1\t반영\t"안내판을 추가하고\n평면도에 표기"\tA-102\n'
        "3.\t일부 반영\t지하 1층만\t\n"
    )
    architect = published.people["architect"]
    answers.paste(published.session, architect, published.case, table)
    first, second = (row.answer for row in rows(published))
    assert (first.reflected, first.sheet) == ("yes", "A-102")
    assert first.text == "안내판을 추가하고\n평면도에 표기"
    assert (second.reflected, second.text) == ("partly", "지하 1층만")
    standing = published.standing_of("architect")
    undoing.undo_last(published.session, architect, published.case, standing)
    assert all(row.answer is None for row in rows(published))


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("9\t반영\t하나\tA", ["answer/pasted-number"]),
        ("1\t대체로\t하나\tA\n2\t반영", ["answer/pasted-reflected", "answer/pasted-number"]),
        ("번호\t반영여부\n\n", ["answer/pasted-nothing"]),
        ("", ["answer/pasted-nothing"]),
        ('1\t"' + "가" * 140_000, ["answer/pasted-nothing"]),
    ],
)
def test_rows_that_cannot_be_understood_are_named_and_nothing_is_taken(published, table, codes):
    with pytest.raises(RefusedError) as error:
        answers.paste(published.session, published.people["architect"], published.case, table)
    assert [fault.code for fault in error.value.faults] == codes
    assert all(row.answer is None for row in rows(published))
