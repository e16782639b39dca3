"""Drafts, what may not be said, submitting, and who reads what when."""

import pytest

from app.errors import ConflictError, NotFoundError, RefusedError
from app.reviews import consolidation, opinions
from app.reviews.faults import StaleError
from app.reviews.guards import Said
from app.reviews.terms import Position, SaidBasis
from cpted_rules.facts import Stage
from cpted_rules.findings import Verdict
from cpted_rules.standing import Standing


def codes(error: pytest.ExceptionInfo[RefusedError]) -> set[str]:
    return {fault.code for fault in error.value.faults}


def test_a_condition_in_one_stroke_takes_what_the_finding_knows(bench):
    found = bench.finding(Standing.REDELIBERATION)
    row = bench.says("expert", found, Position.CONDITION)
    assert row.basis == SaidBasis.LAW
    assert row.must
    assert (row.text, row.place) == (found.ko.opinion, found.ko.place)
    assert found.ko.sheet in row.check
    assert opinions.lacks(row, bench.findings) == ()


def test_there_is_one_draft_for_each_finding_and_author(bench):
    found = bench.finding(Standing.REDELIBERATION)
    first = bench.says("expert", found, Position.AGREE)
    again = bench.says("expert", found, Position.DEFER, reason="discuss")
    other = bench.says("member", found, Position.AGREE)
    assert again.id == first.id
    assert again.position == "defer"
    assert other.id != first.id


def test_a_disagreement_needs_a_reason_of_the_palette(bench):
    found = bench.finding(Standing.REDELIBERATION)
    with pytest.raises(RefusedError) as error:
        bench.says("expert", found, Position.DISAGREE)
    assert codes(error) == {"opinion/reason"}
    with pytest.raises(RefusedError):
        bench.says("expert", found, Position.DISAGREE, reason="discuss")
    assert bench.says("expert", found, Position.DISAGREE, reason="misread").reason == "misread"


def test_advice_cannot_become_a_condition(bench):
    with pytest.raises(RefusedError) as error:
        bench.says("expert", bench.finding(Standing.ADVICE), Position.CONDITION)
    assert codes(error) == {"opinion/condition-standing"}


def test_no_basis_above_what_the_finding_grants(bench):
    advice = bench.finding(Standing.ADVICE)
    with pytest.raises(RefusedError) as error:
        bench.says("expert", advice, Position.AGREE, basis=SaidBasis.LAW)
    assert codes(error) == {"opinion/basis-standing"}


def test_if_one_of_many_is_refused_none_is_written(bench):
    good, bad = bench.finding(Standing.REDELIBERATION), bench.finding(Standing.ADVICE)
    with pytest.raises(RefusedError):
        bench.say(
            "expert",
            Said(position=Position.CONDITION, finding_id=good.id),
            Said(position=Position.CONDITION, finding_id=bad.id),
        )
    assert opinions.drafts(bench.session, bench.people["expert"].id, bench.case, 1) == ()


def test_advice_worded_as_a_breach_is_not_submitted_and_the_words_are_named(bench):
    found = bench.finding(Standing.ADVICE)
    bench.says("expert", found, Position.AGREE, text="이 계획은 위반이며 부적합함")
    with pytest.raises(RefusedError) as error:
        bench.submit("expert")
    (fault,) = error.value.faults
    assert fault.code == "opinion/breach-words"
    assert fault.found.ko == "위반, 부적합"
    assert fault.where == f"#{found.number}"


def test_what_is_not_determined_is_not_worded_as_a_breach(bench):
    found = bench.finding(Standing.CONDITION, Verdict.UNKNOWN)
    bench.says(
        "expert",
        found,
        Position.CONDITION,
        text="기준 위반",
        target="안내판 1개",
        stage=Stage.PERMIT,
    )
    with pytest.raises(RefusedError) as error:
        bench.submit("expert")
    assert "opinion/breach-words" in codes(error)


def test_a_condition_lacking_place_target_stage_or_check_is_not_submitted(bench):
    found = bench.finding(Standing.IF_JUDGED)
    row = bench.says("expert", found, Position.CONDITION)
    bare = Said(
        position=Position.CONDITION,
        finding_id=found.id,
        basis=SaidBasis.LAW,
        must=True,
        text="보완",
    )
    opinions.change(bench.session, bench.people["expert"], bench.case, bench.findings, row.id, bare)
    with pytest.raises(RefusedError) as error:
        bench.submit("expert")
    assert codes(error) == {
        "opinion/no-place",
        "opinion/no-target",
        "opinion/no-stage",
        "opinion/no-check",
    }


@pytest.mark.parametrize(
    ("target", "refused"), [("안내판 2개", True), ("안내판 1개", False), ("안내판 0개", False)]
)
def test_a_target_stricter_than_the_law_asks_is_refused(bench, target, refused):
    found = next(f for f in bench.findings.raised if f.finding.rule == "CAM605")
    bench.says("expert", found, Position.CONDITION, target=target)
    lacks = {f.code for f in opinions.lacks(_draft(bench), bench.findings)}
    assert ("opinion/stricter" in lacks) is refused


def _draft(bench):
    return opinions.drafts(bench.session, bench.people["expert"].id, bench.case, 1)[0]


def test_an_opinion_on_the_whole_needs_a_provision_or_is_advice(bench):
    bench.say("expert", Said(position=Position.AGREE, text="주차장을 밝게", basis=SaidBasis.LOCAL))
    with pytest.raises(RefusedError) as error:
        bench.submit("expert")
    assert codes(error) == {"opinion/no-cite"}


def test_nobody_reads_anothers_opinion_before_publication_not_even_the_chair(bench):
    found = bench.finding(Standing.REDELIBERATION)
    bench.says("expert", found, Position.AGREE)
    bench.says("member", found, Position.CONDITION)

    def seen_by(name: str) -> int:
        person = bench.people[name]
        rows = consolidation.visible(
            bench.session, person.id, bench.case, 1, bench.standing_of(name)
        )
        return len(rows)

    everybody = ("chair", "expert", "member", "expert-2", "secretary", "official", "architect")
    assert [seen_by(name) for name in everybody] == [0, 1, 1, 0, 0, 0, 0]
    bench.submit("expert")
    assert [seen_by(name) for name in everybody] == [0, 1, 1, 0, 1, 0, 0]
    bench.submit("member")
    bench.publish()
    assert [seen_by(name) for name in everybody] == [2] * 7


def test_what_is_submitted_is_changed_only_after_taking_it_back(bench):
    found = bench.finding(Standing.REDELIBERATION)
    bench.says("expert", found, Position.AGREE)
    bench.submit("expert")
    with pytest.raises(ConflictError):
        bench.says("expert", found, Position.DEFER, reason="discuss")
    opinions.withdraw(bench.session, bench.people["expert"], bench.case)
    assert bench.says("expert", found, Position.DEFER, reason="discuss").position == "defer"


def test_the_chair_may_give_an_opinion_without_being_assigned(bench):
    bench.says("chair", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    bench.submit("chair")
    assert (
        bench.people["chair"].id in consolidation.progress(bench.session, bench.case, 1).submitted
    )


def test_nobody_changes_or_learns_of_anothers_draft(bench):
    row = bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    said = opinions.said_of(row)
    with pytest.raises(NotFoundError):
        opinions.change(
            bench.session, bench.people["member"], bench.case, bench.findings, row.id, said
        )


def test_a_change_that_rests_on_an_older_version_is_refused(bench):
    row = bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
    read = row.version
    bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE, text="고침")
    with pytest.raises(StaleError):
        opinions.take_back(bench.session, bench.people["expert"], bench.case, row.id, version=read)


def test_opinions_are_written_only_while_the_case_is_in_review(bench):
    bench.case.state = "published"
    with pytest.raises(ConflictError):
        bench.says("expert", bench.finding(Standing.REDELIBERATION), Position.AGREE)
