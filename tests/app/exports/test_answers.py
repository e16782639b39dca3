"""What people said, by finding and by person; what this program sent itself says nothing."""

from datetime import UTC, datetime

from app.annotations.opinion_form import Decision
from app.annotations.record import Mark, Marker, MarkKind, Review
from app.annotations.store import Answer, Kept, Store
from app.exports.answers import answers_of

OURS = Marker(case="c", round=1, finding="x", revision=1, mac="00")


def mark(key: str, **values: object) -> Mark:
    return Mark.model_validate(
        {"key": key, "kind": MarkKind.NOTE, "page": 0, "rect": (0, 0, 1, 1), **values}
    )


def kept(person: str, one: Mark) -> Kept:
    return Kept(mark=one, person=person, came=one)


def test_fields_of_the_form_are_told_by_finding_and_person() -> None:
    store = Store(
        answers=(
            Answer(person="김", name="f.3.decision", value="conditional"),
            Answer(person="이", name="f.3.decision", value="disagree"),
            Answer(person="이", name="f.3.opinion", value=" 폭을 넓힐 것 "),
            Answer(person="이", name="f.4.decision", value="perhaps"),
            Answer(person="이", name="f.5.opinion", value="  "),
        )
    )
    answers = answers_of(store)
    assert answers.of(3).decisions == {"김": Decision.CONDITIONAL, "이": Decision.DISAGREE}
    assert [(o.person, o.words) for o in answers.of(3).opinions] == [("이", "폭을 넓힐 것")]
    assert set(answers.findings) == {3}
    assert answers_of(store, person="김").of(3).opinions == ()


def test_the_expert_is_named_where_there_is_only_one() -> None:
    fields = {
        "expert.name": "김위원",
        "expert.expertise": "환경설계",
        "expert.date": "2026-10-12",
        "expert.recusal": "yes",
        "expert.overall": "보완 후 적정",
    }
    answers = [Answer(person="kim", name=name, value=value) for name, value in fields.items()]
    expert = answers_of(Store(answers=tuple(answers))).only_expert
    assert expert is not None
    assert (expert.name, expert.expertise, expert.recused) == ("김위원", "환경설계", True)
    two = (*answers, Answer(person="lee", name="f.1.opinion", value="좋음"))
    assert answers_of(Store(answers=two)).only_expert is None
    assert answers_of(Store(answers=two)).people == ("kim", "lee", "김위원")


def test_marks_of_people_are_opinions_and_replies_belong_to_what_they_answer() -> None:
    store = Store(
        marks=(
            kept("김", mark("a", finding=2, contents="여기는 어두움")),
            kept("이", mark("b", reply_to="a", contents="동의")),
            kept("이", mark("c", finding=2, contents="시스템의 표시", marker=OURS)),
            kept("이", mark("d", contents="어디에도 속하지 않음")),
        )
    )
    opinions = answers_of(store).of(2).opinions
    assert [(o.person, o.words) for o in opinions] == [("김", "여기는 어두움"), ("이", "동의")]
    assert set(answers_of(store).findings) == {2}


def test_the_last_state_says_whether_a_finding_is_closed() -> None:
    def state(key: str, review: Review, day: int) -> Kept:
        when = datetime(2026, 10, day, tzinfo=UTC)
        return kept("김", mark(key, finding=1, review=review, modified=when))

    closed = (state("a", Review.ACCEPTED, 1), state("b", Review.COMPLETED, 2))
    assert answers_of(Store(marks=closed)).closed == {1}
    again = (*closed, state("c", Review.REJECTED, 3))
    assert answers_of(Store(marks=again)).closed == frozenset()


def test_replies_in_a_ring_end() -> None:
    ring = (
        kept("김", mark("a", reply_to="b", contents="1")),
        kept("김", mark("b", reply_to="a", contents="2")),
    )
    assert answers_of(Store(marks=ring)).findings == {}
