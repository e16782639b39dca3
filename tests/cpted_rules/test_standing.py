"""What a finding can ground: a re-deliberation, a condition, advice; never more than its basis."""

import pytest

from cpted_rules.clause import Force, Topic
from cpted_rules.facts import Stage
from cpted_rules.findings import Basis, Finding, Verdict
from cpted_rules.standing import Standing, condition_of, ground_of
from cpted_rules.text import Text


def finding(
    verdict: Verdict,
    basis: Basis | None = None,
    force: Force = Force.MANDATORY,
    *,
    show_at: Stage | None = None,
    lacking: Text | None = None,
) -> Finding:
    return Finding(
        number=1,
        id="0",
        clause="law/a",
        rule=None,
        verdict=verdict,
        basis=basis,
        force=force,
        topic=Topic.PARKING,
        show_at=show_at,
        lacking=lacking,
    )


@pytest.mark.parametrize(
    ("basis", "item"),
    [
        (Basis.BREACH, "2.3항 가목"),
        (Basis.DESIGN_ERROR, "2.3항 나목"),
        (Basis.LOCAL_CRITERION, "2.3항 라목"),
    ],
)
def test_a_failed_mandatory_clause_grounds_a_re_deliberation(basis: Basis, item: str) -> None:
    ground = ground_of(finding(Verdict.FAIL, basis))
    assert ground.standing is Standing.REDELIBERATION
    assert ground.cite is not None
    assert item in ground.cite.ko
    assert "제2023-910호" in ground.cite.ko


@pytest.mark.parametrize("basis", [*Basis])
@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.REFERRED])
def test_a_recommended_clause_never_does(verdict: Verdict, basis: Basis) -> None:
    ground = ground_of(finding(verdict, basis, Force.RECOMMENDED))
    assert ground.standing is Standing.ADVICE
    assert ground.cite is None


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.REFERRED])
def test_a_clause_that_allows_a_substitute_makes_a_condition_at_most(verdict: Verdict) -> None:
    ground = ground_of(finding(verdict, Basis.BREACH, Force.MANDATORY_OR_SUBSTITUTE))
    assert ground.standing is Standing.CONDITION
    assert ground.cite is None


def test_what_a_person_has_still_to_judge_is_not_yet_a_ground() -> None:
    ground = ground_of(finding(Verdict.REFERRED, Basis.BREACH))
    assert ground.standing is Standing.IF_JUDGED
    assert "판단할 때에만" in ground.words.ko


@pytest.mark.parametrize("force", [Force.MANDATORY, Force.MANDATORY_OR_SUBSTITUTE])
def test_what_is_not_determined_is_never_a_breach(force: Force) -> None:
    assert ground_of(finding(Verdict.UNKNOWN, None, force)).standing is Standing.CONDITION


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.NOT_APPLICABLE])
def test_a_pass_grounds_nothing(verdict: Verdict) -> None:
    assert ground_of(finding(verdict)).standing is Standing.NOTHING


def test_guidance_only_advises() -> None:
    assert ground_of(finding(Verdict.FAIL, Basis.ADVICE)).standing is Standing.ADVICE


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.COMMITTEE, "심의도서에서 확인"),
        (Stage.PERMIT, "허가도서에서 확인"),
        (Stage.CONSTRUCTION, "착공도서에서 확인"),
        (Stage.OCCUPANCY, "사용승인에서 확인"),
    ],
)
def test_what_is_lacking_becomes_a_condition_of_its_stage(stage: Stage, words: str) -> None:
    condition = condition_of(finding(Verdict.UNKNOWN, show_at=stage))
    assert condition is not None
    assert condition.ko == words


def test_a_fact_that_was_not_declared_becomes_one_of_the_application() -> None:
    lacking = Text(ko="세대수 미기재", en="households not declared")
    condition = condition_of(finding(Verdict.UNKNOWN, lacking=lacking))
    assert condition is not None
    assert condition.ko == "신청서에 기재하여 확인: 세대수 미기재"


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.UNKNOWN])
def test_nothing_else_becomes_a_condition(verdict: Verdict) -> None:
    assert condition_of(finding(verdict, show_at=Stage.PERMIT)) is None
